/* SPDX-License-Identifier: Apache-2.0
 * What a plan could not meet, in words with the smallest remedy. */
#include "base/id.h"
#include "service/plan/assign_parts.h"

const char *assign_unit_name(const struct assign *assign, int64_t unit)
{
    const struct unit *found = unit ? territory_unit(assign->gathered.territory, unit) : NULL;
    return found ? found->name : "?";
}

/* Its id for whoever may not see names. */
static const char *household_name(const struct assign *assign, const struct gathered_household *household)
{
    if (assign->gathered.store->actor.sees_personal)
        return household->head_name;
    char *id = arena_alloc(assign->gathered.arena, ID_TEXT_SIZE, 1);
    id_to_text(household->id, id);
    return id;
}

static const char *number_text(struct assign *assign, int64_t number)
{
    return arena_printf(assign->gathered.arena, "%lld", (long long)number);
}

static void set_remedy(struct assign *assign, const struct assign_commune *commune,
                       const struct assignment_remedy *remedy, struct assign_violation *violation)
{
    violation->remedy = MSG_ASSIGN_REMEDY_NONE;
    const char **args = violation->remedy_args;
    const char *body = remedy->branch >= 0 ? commune->bodies[remedy->branch].name : "";
    switch (remedy->kind) {
    case ASSIGNMENT_REMEDY_NONE:
        return;
    case ASSIGNMENT_REMEDY_RAISE_MAX:
        violation->remedy = MSG_ASSIGN_REMEDY_RAISE_MAX;
        args[0] = body;
        args[1] = number_text(assign, remedy->amount);
        return;
    case ASSIGNMENT_REMEDY_ADD_BRANCHES:
        violation->remedy = MSG_ASSIGN_REMEDY_ADD_BRANCHES;
        args[0] = number_text(assign, remedy->amount);
        args[1] = assign_unit_name(assign, remedy->area >= 0 ? commune->areas[remedy->area] :
                                                         commune->households[0].commune);
        return;
    case ASSIGNMENT_REMEDY_MOVE:
        violation->remedy = MSG_ASSIGN_REMEDY_MOVE;
        args[0] = remedy->household >= 0 ? household_name(assign, &commune->households[remedy->household]) : "";
        args[1] = body;
        return;
    }
}

static const enum msg finding_messages[] = {
    [ASSIGNMENT_DESTITUTE_UNSERVED] = MSG_ASSIGN_DESTITUTE_UNSERVED,
    [ASSIGNMENT_HOUSEHOLD_DEFERRED] = MSG_ASSIGN_HOUSEHOLD_DEFERRED,
    [ASSIGNMENT_HOUSEHOLD_PUT_OFF] = MSG_ASSIGN_HOUSEHOLD_PUT_OFF,
    [ASSIGNMENT_BRANCH_BEYOND_MAX] = MSG_ASSIGN_BRANCH_BEYOND_MAX,
    [ASSIGNMENT_BRANCH_OVERLOADED] = MSG_ASSIGN_BRANCH_OVERLOADED,
    [ASSIGNMENT_AREA_OVER_CAPACITY] = MSG_ASSIGN_AREA_OVER_CAPACITY,
    [ASSIGNMENT_AREA_TOO_FEW] = MSG_ASSIGN_AREA_TOO_FEW,
    [ASSIGNMENT_BRANCH_BELOW_MIN] = MSG_ASSIGN_BRANCH_BELOW_MIN,
};

void assign_add_finding(struct assign *assign, const struct assign_commune *commune,
                        const struct assignment_finding *finding)
{
    struct arena *arena = assign->gathered.arena;
    struct assign_violation *violation = ARENA_PUSH(arena, assign->violations, assign->violation_count,
                                                    assign->violation_capacity);
    *violation = (struct assign_violation){ .reason = finding_messages[finding->kind],
                                            .commune = commune->households[0].commune };
    violation->unit = finding->area >= 0 ? commune->areas[finding->area] : commune->households[0].commune;
    const char **args = violation->reason_args;
    if (finding->household >= 0) {
        violation->household = commune->households[finding->household].id;
        args[0] = household_name(assign, &commune->households[finding->household]);
    } else if (finding->branch >= 0) {
        violation->body = commune->bodies[finding->branch].id;
        args[0] = commune->bodies[finding->branch].name;
        args[1] = number_text(assign, finding->count);
        args[2] = number_text(assign, finding->bound);
        args[3] = number_text(assign, finding->households);
    } else {
        args[0] = assign_unit_name(assign, violation->unit);
        args[1] = number_text(assign, finding->households);
        args[2] = number_text(assign, finding->branches);
        args[3] = number_text(assign, finding->max_places);
    }
    set_remedy(assign, commune, &finding->remedy, violation);
}

void assign_add_unplaced(struct assign *assign, const struct assign_commune *commune)
{
    struct arena *arena = assign->gathered.arena;
    for (size_t i = 0; i < commune->problem.household_count; i++) {
        struct assign_violation *violation = ARENA_PUSH(
            arena, assign->violations, assign->violation_count, assign->violation_capacity);
        *violation = (struct assign_violation){ .unit = commune->households[i].unit,
                                                .household = commune->households[i].id,
                                                .reason = MSG_ASSIGN_UNPLACED,
                                                .remedy = MSG_ASSIGN_REMEDY_PLACE };
        violation->reason_args[0] = household_name(assign, &commune->households[i]);
        violation->reason_args[1] = assign_unit_name(assign, commune->households[i].unit);
    }
}
