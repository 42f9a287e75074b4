/* SPDX-License-Identifier: Apache-2.0
 * No hidden count follows from the totals shown: tried by counting, for each hidden cell, the tables that
 * agree with all that is shown. */
#include "../store_fixture.h"

#include "base/chance.h"
#include "service/account/suppress.h"
#include "service/report/figure.h"

#include <string.h>

enum { SIZE_MAX_ = 5 };

struct shown {
    size_t rows, columns; /* totals included */
    int64_t cells[SIZE_MAX_ * SIZE_MAX_];
    bool hidden[SIZE_MAX_ * SIZE_MAX_];
};

/* Two tables agree with what is shown when they differ in hidden cells only, and by changes that sum to
 * nothing along each row and column (totals counted from the other side). Found by trying every change of a
 * few steps in every hidden cell, row by row. */
static bool can_differ(const struct shown *shown, size_t cell, size_t at, int64_t *changes)
{
    size_t count = shown->rows * shown->columns;
    size_t row = at / shown->columns, column = at % shown->columns;
    if (column == 0 && row > 0) { /* the row before is whole */
        int64_t sum = 0;
        for (size_t c = 0; c < shown->columns; c++)
            sum += changes[(row - 1) * shown->columns + c] * (c + 1 == shown->columns ? -1 : 1);
        if (sum != 0)
            return false;
    }
    if (at == count) {
        for (size_t c = 0; c < shown->columns; c++) {
            int64_t sum = 0;
            for (size_t r = 0; r < shown->rows; r++)
                sum += changes[r * shown->columns + c] * (r + 1 == shown->rows ? -1 : 1);
            if (sum != 0)
                return false;
        }
        return changes[cell] != 0;
    }
    changes[at] = 0;
    if (!shown->hidden[at])
        return can_differ(shown, cell, at + 1, changes);
    for (int64_t change = -1; change <= 1; change++) {
        changes[at] = change;
        if (shown->cells[at] + change >= 0 && (at != cell || change != 0) &&
            can_differ(shown, cell, at + 1, changes))
            return true;
    }
    return false;
}

static struct shown random_table(struct chance *chance)
{
    struct shown shown = { .rows = 2 + chance_below(chance, 3), .columns = 2 + chance_below(chance, 3) };
    for (size_t r = 0; r + 1 < shown.rows; r++)
        for (size_t c = 0; c + 1 < shown.columns; c++) {
            int64_t value = chance_below(chance, 3) == 0 ? 0 : (int64_t)chance_below(chance, 14);
            shown.cells[r * shown.columns + c] = value;
            shown.cells[r * shown.columns + shown.columns - 1] += value;
            shown.cells[(shown.rows - 1) * shown.columns + c] += value;
            shown.cells[shown.rows * shown.columns - 1] += value;
        }
    return shown;
}

void test_suppress__no_hidden_cell_follows_from_the_totals(void)
{
    struct chance chance = chance_of(20260101, "suppress", 0);
    for (int round = 0; round < 400; round++) {
        struct shown shown = random_table(&chance);
        suppress_table(shown.cells, shown.rows, shown.columns, shown.hidden);
        for (size_t i = 0; i < shown.rows * shown.columns; i++) {
            int64_t changes[SIZE_MAX_ * SIZE_MAX_] = { 0 };
            if (!shown.hidden[i]) {
                CHECK(shown.cells[i] == 0 || shown.cells[i] >= SUPPRESS_BELOW);
                continue;
            }
            CHECK(shown.cells[i] > 0);
            CHECK(can_differ(&shown, i, 0, changes));
        }
    }
}

void test_suppress__nothing_small_hides_nothing(void)
{
    const int64_t cells[] = { 5, 0, 5, 7, 9, 16, 12, 9, 21 };
    bool hidden[9] = { 0 };
    suppress_table(cells, 3, 3, hidden);
    for (size_t i = 0; i < COUNT(hidden); i++)
        CHECK(!hidden[i]);
}

void test_suppress__a_list_hides_two_or_none(void)
{
    const int64_t one[] = { 3, 40, 17, 0 }, none[] = { 40, 17, 0 }, all[] = { 3 };
    bool hidden[4] = { 0 };
    suppress_list(one, 4, hidden);
    CHECK(hidden[0] && !hidden[1] && hidden[2] && !hidden[3]);
    suppress_list(none, 3, hidden);
    CHECK(!hidden[0] && !hidden[1] && !hidden[2]);
    suppress_list(all, 1, hidden);
    CHECK(hidden[0]);
}

void test_suppress__figures_and_their_records(void)
{
    struct store store;
    struct fixture_family family;
    if (fixture_open(&store) && fixture_family_make(&store, &family)) {
        for (int i = 0; i < 7; i++)
            MAKE(&store, "households", "head_name=Siu Bảy", fixture_ref("unit", family.other_area), "ethnicity=gia_rai");
        const struct kind *households = kind_by_slug("households");
        struct measure measure = { .kind = households, .field = -1, .date_field = -1, .end_field = -1,
                                   .organisation_field = -1 };
        struct cond *gia_rai = cond_compare(test_arena(), kind_field_index(households, "ethnicity"), COND_EQ,
                                            v_text("gia_rai"));
        measure.where = cond_counted(test_arena(), households, gia_rai);
        struct expr expr = { .op = EXPR_MEASURE, .measure = &measure };
        const struct figure_dim by_area[] = { { FIGURE_BY_LEVEL, "area" } };
        struct figure_groups groups = { 0 };
        struct number number = { 0 };
        struct err err = { 0 };
        struct period year;
        int64_t *ids = NULL;
        size_t count = 0;
        CHECK_OK(period_parse("2020", &year, &err), &err);
        struct figure_cut cut = figure_cut_of(&store, family.commune, year, false, store.today_day);
        CHECK_OK(figure_groups(&store, &expr, &cut, by_area, 1, test_arena(), &groups, &err), &err);
        CHECK_INT((int64_t)groups.count, 2);
        for (size_t i = 0; i < groups.count; i++)
            CHECK(groups.items[i].number.known);
        store.actor.sees_personal = false;
        CHECK_OK(figure_groups(&store, &expr, &cut, by_area, 1, test_arena(), &groups, &err), &err);
        for (size_t i = 0; i < groups.count; i++) /* with 1, 7 would tell it from 8 */
            CHECK(!groups.items[i].number.known && groups.items[i].number.gap == GAP_HIDDEN);
        CHECK_OK(figure_measure(&store, &measure, &cut, &number, &err), &err);
        CHECK_INT(number.value, 8);
        CHECK_INT(figure_records(&store, &measure, &cut, 10, test_arena(), &ids, &count, &err), ERR_FORBIDDEN);
        cut.unit = family.area;
        CHECK_OK(figure_measure(&store, &measure, &cut, &number, &err), &err);
        CHECK(!number.known && number.gap == GAP_HIDDEN);
        measure.where = cond_counted(test_arena(), households, NULL); /* how many households is no secret */
        CHECK_OK(figure_measure(&store, &measure, &cut, &number, &err), &err);
        CHECK_INT(number.value, 1);
        store.actor.scope_unit = family.other_area;
        CHECK_INT(figure_measure(&store, &measure, &cut, &number, &err), ERR_FORBIDDEN);
        cut.unit = 0; /* his own place */
        CHECK_OK(figure_measure(&store, &measure, &cut, &number, &err), &err);
        CHECK_INT(number.value, 7);
    }
    fixture_close(&store);
}
