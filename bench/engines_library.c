/* SPDX-License-Identifier: Apache-2.0
 * The four engines as a library: arrays in, arrays out, with nothing of the house beside src/engine and src/base. A hamlet of twelve poor
 * households from two lists: who is listed twice, who helps whom, who gets how much of a fund, what each of three communes owes.
 * test/cli/library.sh builds it and looks at what it prints. */
#include "engine/allocation.h"
#include "engine/assignment.h"
#include "engine/linkage.h"
#include "engine/quota.h"

#include <inttypes.h>
#include <stdio.h>

enum { COLUMNS = 3, FIRST = 6, LISTED = 12 };

static const char *const cells[LISTED * COLUMNS] = {
    "Rơ Châm H'Lan", "12/03/1961", "024161000101", "Nguyễn Văn Bình", "1958", "001058000202", "Siu Thị Mai", "05/11/1979", "064179000303",
    "Trần Thị Hạnh", "20/08/1966", "",             "Lê Công Toàn", "1971", "",               "Ksor Y Bang", "30/01/1983", "064083000404",
    "RO CHAM H LAN", "1961",       "024161000101", "Ông Nguyễn Văn Bình", "14/06/1958", "", "Phạm Thu Cúc", "07/07/1985", "",
    "Bà Trần Thị Hạnh", "20/08/1966", "",          "Đinh Kroă", "1990", "",                 "Bùi Xuân Lộc", "02/02/1949", "",
};

static const struct linkage_field fields[] = {
    { LINKAGE_NAME, { 0 }, 1 }, { LINKAGE_DATE, { 1 }, 1 }, { LINKAGE_CITIZEN_ID, { 2 }, 1 },
};

static void link_lists(void)
{
    struct linkage_input input = { .fields = fields, .field_count = COUNT(fields), .cells = cells, .column_count = COLUMNS,
                                   .record_count = LISTED, .first_count = FIRST };
    struct linkage *linkage = NULL;
    struct err err = { 0 };
    require(linkage_run(&input, &(struct linkage_options){ .seed = 1 }, &linkage, &err) == ERR_OK);
    const struct linkage_result *result = linkage_result(linkage);
    for (size_t i = 0; i < result->pair_count; i++)
        if (result->pairs[i].log_odds >= 0)
            printf("linkage: %s = %s\n", cells[result->pairs[i].a * COLUMNS], cells[result->pairs[i].b * COLUMNS]);
    linkage_free(linkage);
}

static void assign_helpers(struct arena *arena)
{
    struct assignment_household households[5];
    struct assignment_branch branches[2];
    struct assignment_plan plan;
    struct err err = { 0 };
    for (int i = 0; i < 5; i++)
        households[i] = (struct assignment_household){ .id = i + 1, .last_branch = ASSIGNMENT_NONE, .fixed_branch = ASSIGNMENT_NONE,
                                                       .member_orgs = i % 2 ? 2 : 1, .head_orgs = i % 2 ? 2 : 1 };
    for (int b = 0; b < 2; b++) {
        branches[b] = (struct assignment_branch)ASSIGNMENT_BRANCH_DEFAULT;
        branches[b].id = b + 1;
        branches[b].org = b;
        branches[b].area = 0;
    }
    struct assignment_problem problem = { .households = households, .household_count = 5, .branches = branches, .branch_count = 2,
                                          .area_count = 1, .seed = 1 };
    require(assignment_solve(&problem, arena, &plan, &err) == ERR_OK);
    for (int i = 0; i < 5; i++)
        printf("assignment: household %d by branch %" PRId32 "\n", i + 1, plan.branch_of[i] + 1);
    printf("assignment: cost %" PRId64 ", %s\n", plan.cost, plan.is_certified ? "proven the least" : "not proven");
}

static void allocate_fund(struct arena *arena)
{
    static const struct allocation_source source = { .id = 1, .amount = 100 };
    struct allocation_applicant applicants[4];
    struct allocation_result result;
    struct err err = { 0 };
    for (int i = 0; i < 4; i++)
        applicants[i] = (struct allocation_applicant){ .id = i + 1, .sources = 1, .group = ALLOCATION_NONE, .score = 10 + i,
                                                       .worth = (10 + i) * (30 + 5 * i), .least = 30 + 5 * i, .need = 50 };
    struct allocation_problem problem = { .sources = &source, .source_count = 1, .applicants = applicants, .applicant_count = 4 };
    require(allocation_solve(&problem, arena, &result, &err) == ERR_OK);
    for (int i = 0; i < 4; i++)
        printf("allocation: household %d gets %" PRId64 "\n", i + 1, result.amounts[i]);
    printf("allocation: %s\n", result.tiers[0].is_exact ? "proven the best" : "not proven");
}

static void share_quota(struct arena *arena)
{
    static const struct quota_unit units[] = {
        { 1, 120, 0, 120, QUOTA_NONE }, { 2, 60, 12, 60, QUOTA_NONE }, { 3, 20, 0, 3, QUOTA_NONE },
    };
    struct quota_result result;
    quota_solve(&(struct quota_problem){ .units = units, .unit_count = COUNT(units), .total = 40 }, arena, &result);
    for (size_t i = 0; i < COUNT(units); i++)
        printf("quota: commune %zu owes %" PRId64 "\n", i + 1, result.values[i]);
}

int main(void)
{
    struct arena arena = { 0 };
    link_lists();
    assign_helpers(&arena);
    allocate_fund(&arena);
    share_quota(&arena);
    arena_done(&arena);
    return 0;
}
