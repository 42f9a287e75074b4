/* SPDX-License-Identifier: Apache-2.0
 * Plans: who helps whom, who gets a grant, what each unit is to reach. */
#include "http/api.h"

#include "base/date.h"
#include "base/id.h"
#include "http/fields.h"
#include "http/reach.h"
#include "http/server_parts.h"
#include "service/plan/assign_proof.h"
#include "service/plan/assign_words.h"
#include "service/plan/grant_words.h"
#include "service/plan/quota_words.h"
#include "service/programme/programmes.h"
#include "service/unit/unit.h"

#include <string.h>

/* --- plan of help ----------------------------------------------------------------------------------------- */

enum { FIXED_MAX = 100000 };
static const struct shape_field fixed_fields[] = {
    { "household", SHAPE_ID, .required = true, .vi = "Hộ", .en = "The household" },
    { "body", SHAPE_ID, .vi = "Tổ chức chủ trì; null: để lại, chưa giao cho ai", .en = "Its leading body; null: nobody for now" },
    { 0 },
};
static const struct shape fixed_shape = { "AssignFixed", fixed_fields };
static const struct shape_field assign_fields[] = {
    { "year", SHAPE_INT, .required = true, .min = SHAPE_YEAR_MIN, .max = SHAPE_YEAR_MAX, .vi = "Năm", .en = "The year" },
    { "programme", SHAPE_ID, .vi = "Chương trình; thiếu: quy tắc chung", .en = "Programme; without it the common rules" },
    { "unit", SHAPE_ID, .vi = "Địa bàn", .en = "The place" },
    { "change_max", SHAPE_INT, .vi = "Nhiều nhất bao nhiêu hộ đổi tổ chức so với năm trước", .en = "At most so many households change helper since last year" },
    { "seed", SHAPE_INT, .vi = "Số để bốc thăm giữa các phương án tốt như nhau; thiếu: 0", .en = "Draws lots between plans that are equally good; 0 by default" },
    { "fixed", SHAPE_LIST, .max = FIXED_MAX, .of = &fixed_shape, .vi = "Những hộ đã được người quyết định: giữ đúng như vậy, phần còn lại tốt nhất có thể",
      .en = "What people decided: it stands, and the rest is the best beside it" },
    { "detail", SHAPE_TEXT, .max = 20, .vi = "plan (mặc định), board: kèm từng tổ chức và số chỗ; communes: chỉ số tổng của từng xã",
      .en = "plan (by default), board: with each body and its places; communes: sums of each commune only" },
    { "apply", SHAPE_BOOL, .vi = "Ghi phương án vào sổ", .en = "Adopt the plan" },
    { 0 },
};
static const struct shape assign_shape = { "Assign", assign_fields };

static enum err_code read_fixed(struct call *call, struct assign_request *request, struct err *err)
{
    const struct tree *list = tree_member(call->json, "fixed");
    if (!list || list->type != TREE_ARRAY)
        return ERR_OK;
    struct assign_fixed *fixed = ARENA_ARRAY(&call->arena, struct assign_fixed, list->count + 1);
    size_t count = 0;
    for (const struct tree *item = list->first; item; item = item->next, count++) {
        const char *body = tree_text(item, "body");
        enum err_code code = id_from_text(tree_text(item, "household"), &fixed[count].household, err);
        if (code == ERR_OK && body)
            code = id_from_text(body, &fixed[count].body, err);
        if (code != ERR_OK)
            return err_at(err, "fixed[%zu]", count);
    }
    request->fixed = fixed;
    request->fixed_count = count;
    request->issues = &call->issues;
    return ERR_OK;
}

static enum err_code read_detail(struct call *call, enum assign_detail *ret_detail, struct err *err)
{
    static const char *const names[] = { [ASSIGN_DETAIL_PLAN] = "plan", [ASSIGN_DETAIL_BOARD] = "board",
                                         [ASSIGN_DETAIL_COMMUNES] = "communes" };
    const char *named = tree_text(call->json, "detail");
    for (size_t i = 0; i < COUNT(names); i++)
        if (!named || strcmp(named, names[i]) == 0) {
            *ret_detail = (enum assign_detail)i;
            return ERR_OK;
        }
    (void)err_set(err, ERR_INPUT, MSG_ASSIGN_DETAIL, named);
    return err_at(err, "detail");
}

/* For who asks how far it is (progress.c). */
static bool note_progress(void *context, unsigned permille)
{
    progress_note(context, permille, 1000);
    return true;
}

static enum err_code post_assign(struct call *call, struct err *err)
{
    struct assign_request request = { 0 };
    struct assign_result result = { 0 };
    enum assign_detail detail = ASSIGN_DETAIL_PLAN;
    struct assign_words words = { .year = tree_int(call->json, "year", 0),
                                  .programme = tree_text(call->json, "programme"),
                                  .has_change_max = tree_member(call->json, "change_max") != NULL,
                                  .change_max = tree_int(call->json, "change_max", 0),
                                  .seed = tree_int(call->json, "seed", 0) };
    if (call->store->actor.line) /* the plan weighs all organisations against each other: the Front's to make */
        return err_set(err, ERR_FORBIDDEN, MSG_ASSIGN_FRONT_ONLY);
    if (tree_true(call->json, "apply")) /* whoever writes may propose; adopting is a decision */
        TRY(rights_need(&call->store->actor, RIGHT_APPROVE, err));
    TRY(reach_unit_about(call, tree_text(call->json, "unit"), programme_day_of_year(call->store, (int)words.year),
                         &words.unit, err));
    TRY(assign_request_read(call->store, &words, &call->arena, &request, err));
    TRY(read_fixed(call, &request, err));
    TRY(read_detail(call, &detail, err));
    request.apply = tree_true(call->json, "apply");
    request.progress = (struct plan_progress){ note_progress, call };
    enum err_code code = assign_run(call->store, &request, &call->arena, &result, err);
    progress_end(call);
    TRY(code);
    struct telling to = call_telling(call);
    struct json_writer w = call_json(call);
    assign_json(&to, &w, &result, detail);
    return ERR_OK;
}

static const struct shape_field hand_over_fields[] = {
    { "to", SHAPE_ID, .required = true, .vi = "Tổ chức nhận", .en = "The body that takes over" },
    { "reason", SHAPE_TEXT, .max = 2000, .vi = "Lý do", .en = "The reason" },
    { "on", SHAPE_DATE, .vi = "Từ ngày; mặc định hôm nay", .en = "From this day; today by default" },
    { 0 },
};
static const struct shape hand_over_shape = { "HandOver", hand_over_fields };

static enum err_code post_hand_over(struct call *call, struct err *err)
{
    struct record *record = NULL;
    int64_t id = 0, body = 0;
    TRY(entity_resolve(call->store, kind_by_slug("assignments"), call->params[0], &id, err));
    TRY(entity_get(call->store, kind_by_slug("assignments"), id, &call->arena, &record, err)); /* in reach? */
    TRY(entity_resolve(call->store, kind_by_slug("bodies"), tree_text(call->json, "to"), &body, err));
    TRY(entity_get(call->store, kind_by_slug("bodies"), body, &call->arena, &record, err));
    TRY(assign_hand_over(call->store, id, body, tree_text(call->json, "reason"), tree_text(call->json, "on"),
                         &call->arena, &record, err));
    answer_record(call, record, 200);
    return ERR_OK;
}

static const struct shape_field verify_query[] = {
    { "year", SHAPE_INT, .min = SHAPE_YEAR_MIN, .max = SHAPE_YEAR_MAX, .vi = "Năm; thiếu: mọi năm", .en = "The year; without it all" },
    { "unit", SHAPE_ID, .vi = "Địa bàn", .en = "The place" },
    { 0 },
};

static enum err_code get_verify(struct call *call, struct err *err)
{
    struct assign_verification verification = { 0 };
    const char *named = NULL;
    int64_t year = 0, unit = 0, day = call->store->today_day;
    TRY(call_query_int(call, "year", 0, SHAPE_YEAR_MIN, SHAPE_YEAR_MAX, &year, err));
    TRY(reach_unit(call, call_query(call, "unit"), &named, err));
    if (named) {
        TRY(unit_resolve(call->store, named, NULL, &unit, err));
        TRY(unit_scope_day(call->store, unit, NULL, &day, err));
    }
    TRY(assign_verify(call->store, (int)year, unit, day, &call->arena, &verification, err));
    struct telling to = call_telling(call);
    struct json_writer w = call_json(call);
    assign_verification_json(&to, &w, &verification);
    return ERR_OK;
}

/* --- grants -------------------------------------------------------------------------------------------------- */

static const struct shape_field grant_fields[] = {
    { "fund", SHAPE_TEXT, .required = true, .vi = "Quỹ, hoặc các quỹ cách nhau bằng dấu phẩy", .en = "The fund, or several with commas between" },
    { "budget", SHAPE_TEXT, .vi = "Số tiền của từng quỹ, cùng thứ tự; thiếu: tất cả số còn được chi", .en = "How much of each, in the same order; without it all that is free" },
    { "year", SHAPE_INT, .min = SHAPE_YEAR_MIN, .max = SHAPE_YEAR_MAX, .vi = "Năm; thiếu: năm nay", .en = "The year; this one by default" },
    { "programme", SHAPE_ID, .vi = "Chương trình có quy định ai được gì", .en = "The programme whose rules on who gets what hold" },
    { "unit", SHAPE_ID, .vi = "Hộ trong địa bàn này; thiếu: địa bàn của quỹ", .en = "Households of this place; without it the fund's own" },
    { "floor", SHAPE_TEXT, .max = 20000, .vi = "Mức ít nhất của địa bàn: MÃ=SỐ TIỀN,…", .en = "The least that a place gets: CODE=AMOUNT,…" },
    { "cap", SHAPE_TEXT, .max = 20000, .vi = "Mức nhiều nhất của địa bàn: MÃ=SỐ TIỀN,…", .en = "The most that a place gets: CODE=AMOUNT,…" },
    { "least_only", SHAPE_BOOL, .vi = "Không hộ nào nhận hơn mức tối thiểu có ích", .en = "Nobody gets more than the least that helps" },
    { "apply", SHAPE_BOOL, .vi = "Ghi thành các khoản đề nghị", .en = "Record the grants as proposed" },
    { 0 },
};
static const struct shape grant_shape = { "GrantPlan", grant_fields };

static enum err_code post_grant(struct call *call, struct err *err)
{
    struct grant_request *request = ARENA_NEW(&call->arena, struct grant_request);
    struct grant_result result = { 0 };
    int this_year = date_from_days((int32_t)call->store->today_day).year;
    struct grant_words words = { .fund = tree_text(call->json, "fund"), .budget = tree_text(call->json, "budget"),
                                 .programme = tree_text(call->json, "programme"),
                                 .floor = tree_text(call->json, "floor"), .cap = tree_text(call->json, "cap"),
                                 .year = tree_int(call->json, "year", this_year) };
    TRY(reach_unit_about(call, tree_text(call->json, "unit"), programme_day_of_year(call->store, (int)words.year),
                         &words.unit, err));
    TRY(grant_request_read(call->store, &words, &call->arena, request, err));
    request->apply = tree_true(call->json, "apply");
    request->least_only = tree_true(call->json, "least_only");
    TRY(grant_run(call->store, request, &call->arena, &result, err));
    struct telling to = call_telling(call);
    struct json_writer w = call_json(call);
    grant_json(&to, &w, &result);
    return ERR_OK;
}

/* --- quotas --------------------------------------------------------------------------------------------------- */

static const struct shape_field quota_fields[] = {
    { "programme", SHAPE_ID, .required = true, .vi = "Chương trình", .en = "Programme" },
    { "year", SHAPE_INT, .required = true, .min = SHAPE_YEAR_MIN, .max = SHAPE_YEAR_MAX, .vi = "Năm được giao", .en = "The year of the quota" },
    { "quota", SHAPE_TEXT, .max = 100, .vi = "Chỉ chỉ tiêu này", .en = "This quota only" },
    { "unit", SHAPE_ID, .vi = "Địa bàn; thiếu: của chương trình", .en = "The place; without it the programme's" },
    { "points", SHAPE_TEXT, .max = 20, .vi = "Số điểm % khác với chương trình", .en = "Other points than the programme's" },
    { "relax", SHAPE_BOOL, .vi = "Nới các mức mâu thuẫn, ít nhất có thể", .en = "Mend contradicting bounds by the smallest change" },
    { "apply", SHAPE_BOOL, .vi = "Giao chỉ tiêu: ghi vào sổ", .en = "Assign the numbers: record them" },
    { 0 },
};
static const struct shape quota_shape = { "QuotaPlan", quota_fields };

static enum err_code post_quota(struct call *call, struct err *err)
{
    struct quota_request request = { 0 };
    struct quota_sheets sheets = { 0 };
    struct quota_asked asked = { .programme = tree_text(call->json, "programme"), .year = tree_int(call->json, "year", 0),
                                 .quota = tree_text(call->json, "quota"), .points = tree_text(call->json, "points") };
    if (call->store->actor.line)
        return err_set(err, ERR_FORBIDDEN, MSG_QUOTA_FRONT_ONLY);
    if (tree_true(call->json, "apply")) /* whoever writes may ask what it would be; assigning is a decision */
        TRY(rights_need(&call->store->actor, RIGHT_APPROVE, err));
    TRY(reach_unit_about(call, tree_text(call->json, "unit"), programme_day_of_year(call->store, (int)asked.year),
                         &asked.unit, err));
    TRY(quota_request_read(call->store, &asked, &call->arena, &request, err));
    request.apply = tree_true(call->json, "apply");
    request.relax = tree_true(call->json, "relax");
    TRY(quota_run(call->store, &request, &call->arena, &sheets, err));
    struct telling to = call_telling(call);
    struct json_writer w = call_json(call);
    quota_json(&to, &w, &request, &sheets);
    return ERR_OK;
}

const struct route routes_plan[] = {
    { HTTP_POST, "/api/v1/assign", RIGHT_WRITE, LANE_APART, BODY_BULK, .in = &assign_shape, .idempotent = true,
      .answer = "application/json", .handle = post_assign, .name = "assign", .group = "services",
      .vi = "Phương án phân công giúp hộ; apply để ghi", .en = "The plan of who helps whom; apply adopts it" },
    { HTTP_POST, "/api/v1/assignments/{id}/hand-over", RIGHT_WRITE, LANE_WRITE, BODY_SMALL, .in = &hand_over_shape,
      .idempotent = true, .answer = "application/json", .handle = post_hand_over, .name = "hand_over", .group = "services",
      .vi = "Bàn giao hộ cho tổ chức khác", .en = "Hand a household over to another body" },
    { HTTP_GET, "/api/v1/assign/verify", RIGHT_READ, LANE_LONG, .query = verify_query, .answer = "application/json",
      .handle = get_verify, .name = "assign_verify", .group = "services", .vi = "Chứng minh lại các phương án phân công đã ghi",
      .en = "Prove the adopted plans of help again" },
    { HTTP_POST, "/api/v1/grant", RIGHT_WRITE, LANE_APART, BODY_SMALL, .in = &grant_shape, .idempotent = true,
      .answer = "application/json", .handle = post_grant, .name = "grant", .group = "services",
      .vi = "Phân bổ quỹ: ai được bao nhiêu, vì sao chưa; apply để ghi đề nghị", .en = "Share a fund out: who gets what, why not; apply records proposals" },
    { HTTP_POST, "/api/v1/quota", RIGHT_WRITE, LANE_APART, BODY_SMALL, .in = &quota_shape, .idempotent = true,
      .answer = "application/json", .handle = post_quota, .name = "quota", .group = "services",
      .vi = "Chia chỉ tiêu cho từng địa bàn, lộ trình và khả năng đạt; apply để giao", .en = "Share a total out among units, the path and the chances; apply assigns" },
    { 0 },
};
