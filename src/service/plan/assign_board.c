/* SPDX-License-Identifier: Apache-2.0
 * A plan as a board on which people move households: what they decided goes in, the bodies with their places come out. */
#include "service/plan/assign_parts.h"

static struct gathered_body *body_of(const struct gathered *gathered, struct idmap *index, int64_t id)
{
    int64_t at = idmap_get(index, id, -1);
    return at < 0 ? NULL : &gathered->bodies[at];
}

static enum err_code fix_one(struct gathered *gathered, struct idmap *bodies, const struct assign_fixed *fixed, struct err *err)
{
    int64_t at = idmap_get(&gathered->household_index, fixed->household, -1);
    struct gathered_household *household = at < 0 ? NULL : &gathered->households[at];
    const struct gathered_body *body = fixed->body ? body_of(gathered, bodies, fixed->body) : NULL;
    if (!household)
        return err_set(err, ERR_INPUT, MSG_ASSIGN_FIXED_HOUSEHOLD);
    if (household->lead_body == fixed->body && fixed->body)
        return ERR_OK;
    if (household->lead_body)
        return err_set(err, ERR_INPUT, MSG_ASSIGN_FIXED_LED);
    if (fixed->body && (!body || !household->commune || body->commune != household->commune))
        return err_set(err, ERR_INPUT, MSG_ASSIGN_FIXED_BODY);
    household->chosen_body = fixed->body;
    household->is_put_off = !fixed->body;
    return ERR_OK;
}

enum err_code assign_fix(struct assign *assign, struct err *err)
{
    struct gathered *gathered = &assign->gathered;
    const struct assign_request *request = gathered->request;
    struct idmap bodies = { .arena = gathered->arena };
    enum err_code first = ERR_OK;
    for (size_t i = 0; request->fixed_count && i < gathered->body_count; i++)
        idmap_put(&bodies, gathered->bodies[i].id, (int64_t)i);
    for (size_t i = 0; i < request->fixed_count; i++) {
        struct err one = { 0 };
        enum err_code code = fix_one(gathered, &bodies, &request->fixed[i], &one);
        if (code == ERR_OK)
            continue;
        (void)err_at(&one, "fixed[%zu]", i);
        if (request->issues)
            issues_add_err(request->issues, &one);
        if (first == ERR_OK)
            *err = one;
        first = first == ERR_OK ? code : first;
    }
    return first;
}

static void list_commune(struct assign *assign, const struct assign_commune *commune, struct assign_branch *branches)
{
    for (size_t b = 0; b < commune->problem.branch_count; b++) {
        const struct gathered_body *body = &commune->bodies[b];
        const struct assignment_branch *branch = &commune->problem.branches[b];
        branches[assign->result->branch_count++] = (struct assign_branch){
            .body = body->id, .unit = body->unit, .commune = body->commune,
            .area = body->at_area ? body->area : 0, .name = body->name, .organisation = body->organisation,
            .soft_min = branch->soft_min, .soft_max = branch->soft_max, .hard_max = branch->hard_max,
            .count = commune->plan.household_count ? commune->plan.household_count[b] : 0,
        };
    }
}

/* Rows of households led from elsewhere belong to no commune's problem, but to its sums. */
void assign_list_branches(struct assign *assign)
{
    struct assign_result *result = assign->result;
    struct gathered *gathered = &assign->gathered;
    struct idmap index = { .arena = gathered->arena };
    struct assign_branch *branches = ARENA_ARRAY(gathered->arena, struct assign_branch, gathered->body_count + 1);
    struct assign_commune_sum *sums =
        ARENA_ARRAY(gathered->arena, struct assign_commune_sum, result->row_count + 1);
    for (size_t i = 0; i < result->row_count; i++) {
        const struct assign_row *row = &assign->rows[i];
        int64_t at = idmap_get(&index, row->commune + 1, -1);
        if (at < 0) {
            at = (int64_t)result->commune_count++;
            idmap_put(&index, row->commune + 1, at);
            sums[at].unit = row->commune;
        }
        sums[at].households++;
        sums[at].assigned += row->body != 0;
        sums[at].deferred += row->body == 0;
        sums[at].kept += row->kept;
    }
    for (size_t i = 0; i < assign->commune_count; i++) {
        const struct assign_commune *commune = &assign->communes[i];
        size_t first = result->branch_count;
        int64_t at = idmap_get(&index, commune->households[0].commune + 1, -1);
        list_commune(assign, commune, branches);
        for (size_t b = first; b < result->branch_count; b++)
            sums[at].overloaded += branches[b].count > branches[b].soft_max;
    }
    result->branches = branches;
    result->communes = sums;
    const char **organisations = ARENA_ARRAY(gathered->arena, const char *, (size_t)gathered->org_count + 1);
    for (int i = 0; i < gathered->org_count; i++)
        organisations[i] = gathered->orgs[i];
    result->organisations = organisations;
    result->organisation_count = (size_t)gathered->org_count;
}
