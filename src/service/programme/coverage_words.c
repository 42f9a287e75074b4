/* SPDX-License-Identifier: Apache-2.0
 * Numbers, bounds and next actions of coverage in words. */
#include "base/money.h"
#include "domain/field.h"
#include "service/organisation.h"
#include "service/programme/coverage_job.h"
#include "service/programme/programmes.h"
#include "service/record/record.h"
#include "service/unit/unit.h"

#include <string.h>

const char *number_words(struct arena *arena, struct number number, enum number_unit unit)
{
    char money[MONEY_TEXT_SIZE];
    if (!number.known)
        return "?";
    bool broken = unit == NUMBER_PLAIN && number.per > 0;
    if (broken || number_is_hundredths(unit)) {
        int64_t value = broken ? number_hundredths(number) : number.value, whole = value < 0 ? -value : value;
        return arena_printf(arena, "%s%lld,%02lld", value < 0 ? "-" : "", (long long)(whole / 100),
                            (long long)(whole % 100));
    }
    money_to_text(number.value, money); /* points for thousands, whatever is counted */
    return arena_strdup(arena, money);
}

/* A limit: its number, or "…" where each subject has its own. */
static const char *limit_words(struct arena *arena, int64_t limit, bool known, enum number_unit unit)
{
    const struct number number = { .known = true, .value = limit };
    return known ? number_words(arena, number, unit) : "…";
}

static const char *limits_words(struct arena *arena, const struct bound *bound, const struct limits *limits,
                                const bool known[2], enum number_unit unit)
{
    const char *min = limit_words(arena, limits->min, known[0], unit);
    const char *max = limit_words(arena, limits->max, known[1], unit);
    const char *after = unit == NUMBER_POINTS ? " điểm %" : "";
    if (bound->about)
        return arena_printf(arena, "≈ %s%s", min, after);
    if (limits->has_min && limits->has_max && known[0] == known[1] && limits->min == limits->max)
        return arena_printf(arena, "= %s%s", min, after);
    if (limits->has_min && limits->has_max && !limits->above_min && !limits->below_max)
        return arena_printf(arena, "%s–%s%s", min, max, after);
    if (limits->has_min && limits->has_max)
        return arena_printf(arena, "%s %s, %s %s%s", limits->above_min ? ">" : "≥", min,
                            limits->below_max ? "<" : "≤", max, after);
    if (limits->has_min)
        return arena_printf(arena, "%s %s%s", limits->above_min ? ">" : "≥", min, after);
    return arena_printf(arena, "%s %s%s", limits->below_max ? "<" : "≤", max, after);
}

const char *bound_text(struct arena *arena, const struct coverage_row *row)
{
    const bool known[] = { row->limits_known, row->limits_known };
    if (!row->bound)
        return "–";
    if (row->bound->unknown)
        return "?";
    return limits_words(arena, row->bound, &row->limits, known, expr_unit(row->obligation->value));
}

const char *obligation_bound_text(struct arena *arena, const struct obligation *obligation)
{
    const struct bound *bound = &obligation->bound;
    const bool known[] = { !bound->min_of, !bound->max_of };
    if (obligation->cases_only)
        return "…";
    if (bound->unknown)
        return "?";
    const char *text =
        limits_words(arena, bound, &bound->limits, known, expr_unit(obligation->value));
    return obligation->case_count ? arena_printf(arena, "%s (…)", text) : text;
}

const char *coverage_record_words(struct store *store, struct arena *arena, const struct record *record)
{
    const struct field *label = record->kind->label ? kind_field(record->kind, record->kind->label) : NULL;
    if (!label)
        return record->kind->vi;
    struct value value = record_value(record, label->name);
    if (label->type == FIELD_REF)
        return record_label(store, arena, label, value);
    if (label->personal != PERSONAL_NONE && !store->actor.sees_personal)
        return field_masked(arena, label, value);
    return field_display(arena, label, value, LANG_VI);
}

/* --- next actions ------------------------------------------------------------------------------------- */

/* How far the value is from the limit it misses. */
static int64_t missing_of(const struct coverage_row *row, bool *ret_less)
{
    const struct limits *limits = &row->limits;
    *ret_less = false;
    if (!row->value.known || !row->limits_known)
        return 0;
    int64_t broken = row->value.per > 0; /* what is between two whole numbers misses the next one */
    if (limits_hold(limits, row->value))
        return 0;
    *ret_less = !limits_hold_max(limits, row->value);
    int64_t missing = *ret_less ? row->value.value - limits->max + limits->below_max :
                                  limits->min + limits->above_min - row->value.value;
    return missing > broken ? missing : broken;
}

static const char *in_words(struct coverage_job *job, enum msg message, const char *const *args)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    msg_format(&out, LANG_VI, message, args);
    return arena_strdup(job->arena, buf_text(&out));
}

/* {unit}, {organisation} and {missing} of the programme's own words put in. */
static const char *own_words(struct coverage_job *job, const struct coverage_row *row, const char *text)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    bool less;
    int64_t missing = missing_of(row, &less);
    for (const char *c = text; *c; c++) {
        if (strncmp(c, "{unit}", 6) == 0) {
            buf_add(&out, body_full_name(job->arena, "", unit_name(job->store, job->arena, row->unit)) + 1);
            c += 5;
        } else if (strncmp(c, "{organisation}", 14) == 0) {
            buf_add(&out, row->organisation ? organisation_name(job->store, job->arena, row->organisation) :
                                              "");
            c += 13;
        } else if (strncmp(c, "{missing}", 9) == 0) {
            buf_add(&out, number_words(job->arena, (struct number){ .known = true, .value = less ? 0 : missing },
                                       expr_unit(job->obligation->value)));
            c += 8;
        } else {
            buf_add_char(&out, *c);
        }
    }
    return arena_strdup(job->arena, buf_text(&out));
}

const char *coverage_next_action(struct coverage_job *job, const struct coverage_row *row)
{
    const char *text = job->obligation->next_action.vi;
    bool less;
    if (row->state == COVERAGE_UNKNOWN && row->reason == MSG_COVERAGE_REASON_NOT_SET) {
        const char *args[] = { job->request->programme->id, job->obligation->id, NULL };
        return in_words(job, MSG_COVERAGE_NEXT_ASSIGN, args);
    }
    if (row->state != COVERAGE_UNMET && row->state != COVERAGE_IMPOSSIBLE)
        return NULL;
    if (text)
        return own_words(job, row, text);
    int64_t missing = missing_of(row, &less);
    if (missing == 0)
        return NULL;
    const char *args[] = { number_words(job->arena, (struct number){ .known = true, .value = missing },
                                        expr_unit(job->obligation->value)),
                           NULL };
    return in_words(job, less ? MSG_COVERAGE_NEXT_LESS : MSG_COVERAGE_NEXT_MORE, args);
}
