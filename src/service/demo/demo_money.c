/* SPDX-License-Identifier: Apache-2.0
 * Funds "Vì người nghèo" at every unit that has a board, and their movements: each entry debits one
 * account and credits another, and no fund ever spends what it does not have. */
#include "service/demo/demo_parts.h"

#include "base/date.h"

#include <string.h>

enum { MILLION = 1000000 };

static enum err_code make_fund(struct demo *demo, struct demo_unit *unit, struct err *err)
{
    struct record *record = demo_record(demo, demo->kinds.funds);
    demo_set_text(record, "name", "Quỹ “Vì người nghèo”");
    demo_set_text(record, "type", "fund_for_the_poor");
    demo_set_int(record, "board", unit->bodies[DEMO_FUND_BOARD]);
    demo_set_int(record, "parent", unit->above ? unit->above->fund.id : 0);
    demo_set_text(record, "bank_name", "Kho bạc Nhà nước");
    demo_set_int(record, "published", 1);
    if (!demo_set_day(demo, record, "opened_on", date_to_days(date_of((int)unit->first_year, 1, 2))))
        return ERR_OK;
    TRY(demo_write(demo, record, err));
    unit->fund = (struct demo_fund){ .id = record->id };
    return ERR_OK;
}

/* One double entry; `link` (may be NULL) is the field of what it belongs to. */
static enum err_code enter(struct demo *demo, struct demo_unit *unit, int64_t day, const char *type,
                           const char *debit, const char *credit, int64_t amount, const char *description,
                           const char *link, int64_t link_id, struct err *err)
{
    struct demo_fund *fund = &unit->fund;
    bool spends = strcmp(debit, "expense_support") == 0 || strcmp(debit, "expense_allocation") == 0;
    if (!fund->id || amount <= 0 || (spends && amount > fund->balance))
        return ERR_OK;
    struct record *record = demo_record(demo, demo->kinds.ledger);
    demo_set_int(record, "fund", fund->id);
    demo_set_int(record, "entry_number", fund->entries + 1);
    demo_set_text(record, "type", type);
    demo_set_text(record, "debit_account", debit);
    demo_set_text(record, "credit_account", credit);
    demo_set_int(record, "amount", amount);
    demo_set_text(record, "description", description);
    demo_set_text(record, "voucher_number", arena_printf(&demo->scratch, "%s%03lld", spends ? "PC" : "PT",
                                                         (long long)fund->entries + 1));
    demo_set_text(record, "entered_by", "Kế toán Ban vận động");
    if (link)
        demo_set_int(record, link, link_id);
    if (!demo_set_day(demo, record, "on_date", day))
        return ERR_OK;
    TRY(demo_write(demo, record, err));
    fund->entries++;
    fund->balance += spends ? -amount : amount;
    return ERR_OK;
}

static const char *const donor_names[] = { "Hợp tác xã dịch vụ nông nghiệp", "Doanh nghiệp tư nhân xây dựng",
                                           "Hội đồng hương", "Nhóm thiện nguyện", "Cửa hàng vật tư nông nghiệp",
                                           "Công ty TNHH thương mại", "Cơ sở chế biến nông sản" };

static enum err_code make_donation(struct demo *demo, struct demo_unit *unit, struct chance *chance,
                                   int64_t day, int64_t amount, struct err *err)
{
    size_t which = chance_below(chance, COUNT(donor_names));
    struct record *donor = demo_record(demo, demo->kinds.donors);
    demo_set_text(donor, "name", arena_printf(&demo->scratch, "%s %s số %zu", donor_names[which], unit->name,
                                              1 + chance_below(chance, 40)));
    demo_set_text(donor, "type", which == 2 || which == 3 ? "away" : "enterprise");
    demo_set_int(donor, "unit", unit->id);
    demo_set_int(donor, "named_publicly", 1);
    TRY(demo_write(demo, donor, err));
    struct record *pledge = demo_record(demo, demo->kinds.pledges);
    bool kept = chance_happens(chance, 800);
    pledge->state = kept ? "fulfilled" : "pledged";
    demo_set_int(pledge, "donor", donor->id);
    demo_set_int(pledge, "fund", unit->fund.id);
    demo_set_int(pledge, "unit", unit->id);
    demo_set_text(pledge, "form", "money");
    demo_set_int(pledge, "amount", amount);
    demo_set_int(pledge, "received", kept ? amount : 0);
    demo_set_text(pledge, "occasion", "peak_month_for_the_poor");
    demo_set_int(pledge, "mobilised_by", unit->bodies[DEMO_FRONT]);
    if (!demo_set_day(demo, pledge, "pledged_on", day))
        return ERR_OK;
    if (kept)
        (void)demo_set_day(demo, pledge, "fulfilled_on", day + 12);
    TRY(demo_write(demo, pledge, err));
    return kept ? enter(demo, unit, day + 12, "donation", "bank", "income_donation", amount,
                        "Thu ủng hộ Quỹ “Vì người nghèo”", "pledge", pledge->id, err) :
                  ERR_OK;
}

static enum err_code make_grant(struct demo *demo, struct demo_unit *unit, struct chance *chance, int64_t year,
                                int64_t day, struct err *err)
{
    int64_t amount = chance_between(chance, 4, 60) * MILLION / 2;
    if (!unit->sample_count || amount > unit->fund.balance)
        return ERR_OK;
    struct record *record = demo_record(demo, demo->kinds.grants);
    record->state = "paid";
    demo_set_int(record, "fund", unit->fund.id);
    demo_set_int(record, "unit", unit->id);
    demo_set_int(record, "household", unit->households[chance_below(chance, unit->sample_count)]);
    demo_set_text(record, "purpose", amount > 20 * MILLION ? "housing" : "livelihood");
    demo_set_int(record, "amount", amount);
    demo_set_int(record, "year", year);
    demo_set_text(record, "decision_number",
                  arena_printf(&demo->scratch, "%zu/QĐ-BVĐ", 1 + chance_below(chance, 60)));
    if (!demo_set_day(demo, record, "proposed_on", day - 40) || !demo_set_day(demo, record, "decided_on", day - 20) ||
        !demo_set_day(demo, record, "paid_on", day))
        return ERR_OK;
    TRY(demo_write(demo, record, err));
    return enter(demo, unit, day, "support_payment", "expense_support", "bank", amount,
                 "Chi hỗ trợ hộ nghèo theo quyết định", "fund_grant", record->id, err);
}

/* From the fund above: out of one, into the other, the same sum. */
static enum err_code make_allocation(struct demo *demo, struct demo_unit *unit, struct chance *chance,
                                     int64_t day, struct err *err)
{
    struct demo_unit *above = unit->above;
    int64_t amount = chance_between(chance, 10, 30) * MILLION;
    if (!above || !above->fund.id || above->fund.balance < amount || day > demo->store->today_day)
        return ERR_OK;
    TRY(enter(demo, above, day, "allocation_out", "expense_allocation", "bank", amount, "Phân bổ cho Quỹ cấp dưới",
              "counter_fund", unit->fund.id, err));
    return enter(demo, unit, day, "allocation_in", "bank", "income_allocation", amount, "Nhận phân bổ từ Quỹ cấp trên",
                 "counter_fund", above->fund.id, err);
}

enum err_code demo_make_money(struct demo *demo, struct demo_unit *unit, struct err *err)
{
    static const int64_t donations[] = { [LEVEL_PROVINCE] = 900, [LEVEL_DISTRICT] = 160, [LEVEL_COMMUNE] = 24 };
    struct chance chance = chance_of((uint64_t)demo->request->seed, "money", (uint64_t)unit->id);
    struct arena_mark mark = arena_mark(&demo->scratch);
    TRY(make_fund(demo, unit, err));
    for (int64_t year = unit->first_year; unit->fund.id && year <= unit->last_year; year++) {
        if (!demo_is_told(year))
            continue;
        int64_t first = date_to_days(date_of((int)year, 1, 5)), peak = date_to_days(date_of((int)year, 10, 17));
        int64_t million = donations[unit->level] * chance_between(&chance, 60, 150) / 100;
        TRY(make_donation(demo, unit, &chance, first + chance_between(&chance, 10, 120), million * MILLION / 2, err));
        TRY(make_allocation(demo, unit, &chance, first + 150, err));
        for (int i = 0; i < 2 && unit->level == LEVEL_COMMUNE; i++)
            TRY(make_grant(demo, unit, &chance, year, first + 170 + chance_between(&chance, 0, 80), err));
        TRY(make_donation(demo, unit, &chance, peak + chance_between(&chance, 0, 30), million * MILLION, err));
        arena_release(&demo->scratch, mark);
    }
    return demo_breathe(demo, err);
}
