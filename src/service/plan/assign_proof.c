/* SPDX-License-Identifier: Apache-2.0 */
#include "service/plan/assign_proof.h"

#include "base/crypto.h"
#include "base/id.h"
#include "service/account/rights.h"
#include "service/plan/assign.h"
#include "service/plan/plan_words.h"
#include "service/unit/unit.h"

#include <stdlib.h>
#include <string.h>

enum err_code assign_proof_keep(struct store *store, const struct assign_request *request, int64_t commune,
                                const struct assignment_problem *problem, const struct assignment_plan *plan,
                                struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    CLEANUP(buf_done) struct buf proof = { 0 };
    struct record *record = record_new(&arena, kind_by_slug("assignment_plans"));
    char hex[SHA256_HEX_SIZE];
    assignment_proof_write(problem, plan, &proof);
    crypto_sha256_hex(buf_text(&proof), proof.len, hex);
    record_set(record, "unit", v_int(commune));
    record_set(record, "year", v_int(request->year));
    if (request->programme)
        record_set(record, "programme", v_text(request->programme->id));
    record_set(record, "adopted_on", v_text(store->today));
    record_set(record, "households", v_int((int64_t)problem->household_count));
    record_set(record, "served", v_int(plan->counts.served));
    record_set(record, "unserved", v_int(plan->counts.deferred));
    record_set(record, "changed", v_int(plan->counts.changed_helper));
    record_set(record, "cost", v_int(plan->cost));
    record_set(record, "fingerprint", v_text(hex));
    record_set(record, "proof", v_text(buf_text(&proof)));
    return entity_create(store, record, NULL, err);
}

/* --- proving again ---------------------------------------------------------------------------------------- */

struct lead {
    int64_t year, household, body;
};

struct verify {
    struct store *store;
    struct arena *arena;
    struct lead *leads; /* of every state, sorted */
    size_t lead_count, lead_capacity;
    struct assign_verification *result;
    size_t capacity;
};

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int lead_order(const void *a, const void *b)
{
    const struct lead *x = a, *y = b;
    int order = compare(x->year, y->year);
    order = order ? order : compare(x->household, y->household);
    return order ? order : compare(x->body, y->body);
}

static enum err_code take_lead(void *context, const struct record *record, struct err *err)
{
    (void)err;
    struct verify *verify = context;
    *ARENA_PUSH(verify->arena, verify->leads, verify->lead_count, verify->lead_capacity) =
        (struct lead){ record_int(record, "year"), record_int(record, "household"),
                       record_int(record, "lead_body") };
    return ERR_OK;
}

/* Is this the fingerprint with which the audit saw the plan made? */
static enum err_code audit_tells(struct store *store, int64_t plan, const char *hex, bool *ret_tells,
                                 struct err *err)
{
    CLEANUP(rows_done) struct rows rows = { 0 };
    char told[SHA256_HEX_SIZE + 32];
    bool has = false;
    snprintf(told, sizeof(told), "\"fingerprint\":[null,\"%s\"]", hex);
    TRY(db_query(store->db, STMT_AUDIT_OF_RECORD, ARGS(v_int(id_shard(plan)), v_int(plan)), &rows, err));
    TRY(rows_next(&rows, &has, err));
    const char *diff = has ? rows_text(&rows, 7) : NULL;
    *ret_tells = diff && strstr(diff, told);
    return ERR_OK;
}

/* Households of the plan that the register does not give to the body that the plan gives them to. */
static int64_t missing_leads(const struct verify *verify, const struct assignment_proof *proof, int64_t year)
{
    int64_t missing = 0;
    for (size_t h = 0; h < proof->problem.household_count; h++) {
        int32_t branch = proof->plan.branch_of[h];
        if (branch == ASSIGNMENT_NONE)
            continue;
        const struct lead wanted = { year, proof->problem.households[h].id, proof->problem.branches[branch].id };
        missing += !verify->lead_count || !bsearch(&wanted, verify->leads, verify->lead_count,
                                                   sizeof(*verify->leads), lead_order);
    }
    return missing;
}

static bool sums_agree(const struct assignment_proof *proof, const struct record *record)
{
    int64_t served = 0, households = (int64_t)proof->problem.household_count;
    for (size_t h = 0; h < proof->problem.household_count; h++)
        served += proof->plan.branch_of[h] != ASSIGNMENT_NONE;
    return record_int(record, "households") == households && record_int(record, "served") == served &&
           record_int(record, "unserved") == households - served && record_int(record, "cost") == proof->plan.cost;
}

static enum err_code verify_plan(void *context, const struct record *record, struct err *err)
{
    struct verify *verify = context;
    CLEANUP(arena_done) struct arena scratch = { 0 };
    struct assignment_proof proof = { 0 };
    const char *text = record_text(record, "proof"), *told = record_text(record, "fingerprint");
    char hex[SHA256_HEX_SIZE];
    bool is_told = false;
    struct assign_verified *item =
        ARENA_PUSH(verify->arena, verify->result->items, verify->result->count, verify->capacity);
    *item = (struct assign_verified){
        .plan = record->id, .unit = record_int(record, "unit"), .year = record_int(record, "year"),
        .adopted_on = arena_strdup(verify->arena, record_text(record, "adopted_on")),
        .households = record_int(record, "households"), .served = record_int(record, "served"),
        .cost = record_int(record, "cost"),
    };
    text = text ? text : "";
    crypto_sha256_hex(text, strlen(text), hex);
    TRY(audit_tells(verify->store, record->id, hex, &is_told, err));
    if (!is_told || !told || strcmp(hex, told) != 0)
        item->verdict = ASSIGN_PROOF_CHANGED;
    else if (!assignment_proof_read(text, &scratch, &proof) || !proof.plan.is_certified ||
             !sums_agree(&proof, record))
        item->verdict = ASSIGN_PROOF_FAILS;
    else if ((item->missing = missing_leads(verify, &proof, item->year)) > 0)
        item->verdict = ASSIGN_PROOF_RECORDS;
    verify->result->broken += item->verdict != ASSIGN_PROOF_HOLDS;
    return ERR_OK;
}

static struct cond *of_year(struct arena *arena, const struct kind *kind, int year)
{
    return year ? cond_compare(arena, kind_field_index(kind, "year"), COND_EQ, v_int(year)) : NULL;
}

enum err_code assign_verify(struct store *store, int year, int64_t unit, int64_t day, struct arena *arena,
                            struct assign_verification *ret_verification, struct err *err)
{
    const struct kind *leads = kind_by_slug("assignments"), *plans = kind_by_slug("assignment_plans");
    struct verify verify = { .store = store, .arena = arena, .result = ret_verification };
    *ret_verification = (struct assign_verification){ 0 };
    TRY(rights_place(store, &unit, err));
    struct entity_query all_leads = { .where = of_year(arena, leads, year), .all_states = true,
                                      .scope_unit = unit, .scope_day = day };
    struct entity_query all_plans = { .where = of_year(arena, plans, year), .scope_unit = unit, .scope_day = day };
    TRY(entity_each(store, leads, &all_leads, take_lead, &verify, err));
    if (verify.lead_count)
        qsort(verify.leads, verify.lead_count, sizeof(*verify.leads), lead_order);
    return entity_each(store, plans, &all_plans, verify_plan, &verify, err);
}

/* --- words ------------------------------------------------------------------------------------------------- */

static const enum msg verdict_messages[ASSIGN_VERDICTS] = {
    [ASSIGN_PROOF_HOLDS] = MSG_ASSIGN_PROOF_HOLDS,
    [ASSIGN_PROOF_CHANGED] = MSG_ASSIGN_PROOF_CHANGED,
    [ASSIGN_PROOF_FAILS] = MSG_ASSIGN_PROOF_FAILS,
    [ASSIGN_PROOF_RECORDS] = MSG_ASSIGN_PROOF_RECORDS,
};

const char *assign_verdict_words(const struct telling *to, const struct assign_verified *verified)
{
    const char *args[] = { err_int(verified->missing), NULL };
    return plan_sentence(to, verdict_messages[verified->verdict], args);
}

void assign_verification_json(const struct telling *to, struct json_writer *w,
                              const struct assign_verification *verification)
{
    json_begin_object(w);
    json_member_int(w, "plans", (int64_t)verification->count);
    json_member_int(w, "broken", verification->broken);
    json_key(w, "items");
    json_begin_array(w);
    for (size_t i = 0; i < verification->count; i++) {
        const struct assign_verified *item = &verification->items[i];
        json_begin_object(w);
        plan_member_id(w, "id", item->plan);
        json_member_string(w, "unit", unit_name(to->store, to->arena, item->unit));
        plan_member_id(w, "unit_id", item->unit);
        json_member_int(w, "year", item->year);
        json_member_string(w, "adopted_on", item->adopted_on);
        json_member_int(w, "households", item->households);
        json_member_int(w, "served", item->served);
        json_member_int(w, "cost", item->cost);
        json_member_bool(w, "proven", item->verdict == ASSIGN_PROOF_HOLDS);
        json_member_string(w, "code", msg_key(verdict_messages[item->verdict]));
        json_member_string(w, "words", assign_verdict_words(to, item));
        json_end_object(w);
    }
    json_end_array(w);
    json_end_object(w);
}
