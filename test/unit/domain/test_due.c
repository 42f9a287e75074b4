/* SPDX-License-Identifier: Apache-2.0
 * Deadlines as documents word them. */
#include "../test.h"

#include "domain/due.h"

#include <string.h>

/* "yearly by 30/11 every 12": what was understood, short enough for a table. */
static const char *told(const char *text)
{
    static const char *const bases[] = { "unknown", "date",    "yearly", "lunar", "end",
                                         "weekly",  "issued", "arrived", "parent", "event" };
    static const char *const steps[] = { "days", "working", "weeks", "months" };
    struct due due;
    struct err err;
    if (due_parse(text, &due, &err) != ERR_OK)
        return "refused";
    char day[DATE_TEXT_SIZE] = "", start[DATE_TEXT_SIZE] = "";
    if (due_has_date(&due))
        date_to_external(due.date, day);
    if (!date_is_none(due.start))
        date_to_external(due.start, start);
    CLEANUP(buf_done) struct buf out = { 0 };
    buf_printf(&out, "%s", bases[due.base]);
    if (due.base != DUE_UNKNOWN)
        buf_printf(&out, " %s", date_operator_name(due.op));
    if (*start)
        buf_printf(&out, " %s to", start);
    if (*day)
        buf_printf(&out, " %s", day);
    if (due.steps)
        buf_printf(&out, " %+d %s", (int)due.steps, steps[due.step]);
    if (due.every_months)
        buf_printf(&out, " every %d", (int)due.every_months);
    if (due.every_weeks)
        buf_printf(&out, " on day %d of %d weeks", due.weekday, (int)due.every_weeks);
    if (due.window_days)
        buf_printf(&out, " within %d days", due.window_days);
    return arena_strdup(test_arena(), buf_text(&out));
}

static const struct {
    const char *text, *told;
} wordings[] = {
    { "trước ngày 20/10/2020", "date before 2020-10-20" },
    { "chậm nhất vào ngày 09/10/2020", "date by 2020-10-09" },
    { "trong tháng 8/2017", "date in 2017-08" },
    { "chậm nhất quý III/2017", "date by 2017-Q3" },
    { "năm 2018", "date on 2018" },
    { "30/6", "yearly on --06-30 every 12" },
    { "chậm nhất ngày 30/11 hằng năm", "yearly by --11-30 every 12" },
    { "Chậm nhất ngày 30/11 hàng năm", "yearly by --11-30 every 12" },
    { "29/2", "yearly on --02-29 every 12" },
    { "trước ngày 25 hằng tháng", "yearly before --01-25 every 1" },
    { "chậm nhất ngày 15 tháng cuối quý", "yearly by --03-15 every 3" },
    { "quý I hằng năm", "yearly on --01-01 to --03-31 every 12" },
    { "chậm nhất tháng 11 hằng năm", "yearly by --11-30 every 12" },
    { "trong tháng 2 hằng năm", "yearly in --02-01 to --02-29 every 12" },
    { "trước tháng 12 hằng năm", "yearly before --12-01 every 12" },
    { "hằng năm", "end by every 12" },
    { "cuối quý", "end by every 3" },
    { "định kỳ 06 tháng", "end by every 6" },
    { "6 tháng một lần", "end by every 6" },
    { "định kỳ", "unknown" },
    { "unknown", "unknown" },
    { "từ 17/10 đến 18/11", "yearly in --10-17 to --11-18 every 12" },
    { "17/10–18/11", "yearly in --10-17 to --11-18 every 12" },
    { "từ ngày 01/8/2017 đến hết ngày 15/8/2017", "date in 2017-08-01 to 2017-08-15" },
    { "Tết Nguyên đán", "lunar on --01-01 every 12" },
    { "trước Tết Nguyên đán", "lunar before --01-01 every 12" },
    { "15/8 âm lịch", "lunar on --08-15 every 12" },
    { "rằm tháng 8", "lunar on --08-15 every 12" },
    { "mùng 10 tháng 3 âm lịch", "lunar on --03-10 every 12" },
    { "chậm nhất 23 tháng Chạp hằng năm", "lunar by --12-23 every 12" },
    { "rằm tháng Giêng năm 2018", "lunar on 2018-01-15" },
    { "trước Tết Nguyên đán 10 ngày", "lunar by --01-01 -10 days every 12" },
    { "10 ngày trước Tết", "lunar by --01-01 -10 days every 12" },
    { "chậm nhất 2 tuần sau 18/11", "yearly by --11-18 +2 weeks every 12" },
    { "05 ngày làm việc sau khi nhận văn bản", "arrived by +5 working" },
    { "Trong vòng 15 ngày kể từ ngày nhận được công văn", "arrived in +15 days" },
    { "chậm nhất 01 tháng kể từ ngày ban hành", "issued by +1 months" },
    { "sau 10 ngày kể từ ngày ký văn bản", "issued by +10 days" },
    { "trước kỳ báo cáo của cấp trên 10 ngày", "parent by -10 days" },
    { "03 ngày làm việc trước thời hạn của cấp trên", "parent by -3 working" },
    { "sau hội nghị 1 tháng", "event by +1 months" },
    { "trước đại hội 2 tuần", "event by -2 weeks" },
    { "15 ngày sau ngày 30/6/2018", "date by 2018-06-30 +15 days" },
    { "hằng tuần", "weekly by on day 7 of 1 weeks" },
    { "2 tuần một lần", "weekly by on day 7 of 2 weeks" },
    { "thứ Sáu hằng tuần", "weekly on on day 5 of 1 weeks" },
    { "chậm nhất thứ Năm mỗi tuần", "weekly by on day 4 of 1 weeks" },
    { "mỗi tuần vào thứ Hai", "weekly on on day 1 of 1 weeks" },
    { "hằng tháng trước ngày 25", "yearly before --01-25 every 1" },
    { "mỗi tháng, chậm nhất ngày 05 tháng sau", "yearly by --01-05 every 1" },
    { "chậm nhất ngày 05 của tháng đầu quý sau", "yearly by --01-05 every 3" },
    { "mỗi quý vào ngày 15 tháng cuối", "yearly on --03-15 every 3" },
    { "mỗi quý vào tuần cuối", "yearly in --03-31 every 3 within 7 days" },
    { "tuần đầu hằng tháng", "yearly in --01-07 every 1 within 7 days" },
    { "hằng năm trước ngày 15/12", "yearly before --12-15 every 12" },
    { "xong trước ngày 30/4/2018", "date before 2018-04-30" },
    { "15/9/2018 - 15/10/2018", "date in 2018-09-15 to 2018-10-15" },
    { "từ ngày 01/8 đến 15/8/2017", "date in 2017-08-01 to 2017-08-15" },
    { "từ tháng 3 đến tháng 5/2018", "date in 2018-03 to 2018-05" },
    { "mùng 5 Tết", "lunar on --01-05 every 12" },
    { "trước 28 Tết", "lunar before --12-28 every 12" },
    { "rằm tháng Bảy", "lunar on --07-15 every 12" },
    { "mồng 5 tháng năm âm lịch", "lunar on --05-05 every 12" },
    { "6 tháng đầu năm", "yearly in --01-01 to --06-30 every 12" },
    { "chậm nhất 9 tháng đầu năm", "yearly by --09-30 every 12" },
    { "02 lần/năm", "end by every 6" },
    { "mỗi năm 2 lần", "end by every 6" },
    { "mỗi quý một lần", "end by every 3" },
    { "1 lần mỗi tháng", "end by every 1" },
    { "mỗi tháng 2 lần", "refused" },
    { "cuối tháng 5/2018", "date by 2018-05" },
    { "thường xuyên", "unknown" },
    { "đột xuất", "unknown" },
    /* not deadlines */
    { "trước ngày 15/6 và 15/12 hằng năm", "refused" },
    { "", "refused" },
    { "sớm", "refused" },
    { "31/4", "refused" },
    { "31/8 âm lịch", "refused" },
    { "30/2/2018", "refused" },
    { "ngày 32 hằng tháng", "refused" },
    { "từ 18/11/2018 đến 17/10/2018", "refused" },
    { "từ 17/10 đến 18/11/2018", "date in 2018-10-17 to 2018-11-18" },
    { "2000 ngày sau khi nhận văn bản", "refused" },
    { "10 ngày", "refused" },
    { "trước", "refused" },
};

void test_due__wordings(void)
{
    for (size_t i = 0; i < COUNT(wordings); i++) {
        const char *got = told(wordings[i].text);
        if (strcmp(got, wordings[i].told) != 0)
            printf("  “%s”\n", wordings[i].text);
        CHECK_TEXT(got, wordings[i].told);
    }
}

/* What the dashes make of a text as long as may be is refused, not cut off. */
void test_due__long_texts(void)
{
    for (int dashes = 0; dashes < 120; dashes++)
        for (int len = 150; len < 260; len += 3) {
            char text[400] = "";
            for (int i = 0; i < dashes && 3 * i < len; i++)
                memcpy(text + strlen(text), " - ", 4);
            while ((int)strlen(text) < len)
                memcpy(text + strlen(text), "n", 2);
            CHECK_TEXT(told(text), "refused");
        }
}

void test_due__every(void)
{
    static const struct {
        const char *text;
        int64_t months;
    } intervals[] = { { "6 months", 6 }, { "1 year", 12 },  { "3 years", 36 }, { "6 tháng", 6 },
                      { "5 năm", 60 },   { "quarter", 3 },  { "2 quý", 6 },    { "0 months", 0 },
                      { "11 years", 0 }, { "3 weeks", 0 },  { "often", 0 },    { "", 0 } };
    for (size_t i = 0; i < COUNT(intervals); i++) {
        int64_t months = 0;
        struct err err;
        if (due_parse_every(intervals[i].text, &months, &err) != ERR_OK)
            months = 0;
        CHECK_INT(months, intervals[i].months);
    }
}
