/* SPDX-License-Identifier: Apache-2.0 */
#include "../test.h"

#include "base/date.h"

#include <string.h>

static const char *stored(struct date date)
{
    static char ring[4][DATE_TEXT_SIZE];
    static int next;
    char *text = ring[next++ % 4];
    date_to_storage(date, text);
    return text;
}

static struct date read_date(const char *storage)
{
    struct date date = date_none();
    if (!date_from_storage(storage, &date))
        check_text(storage, "a stored date", "read_date", __FILE__, __LINE__);
    return date;
}

/* --- what people write ---------------------------------------------------------------------- */

static const struct {
    const char *text, *storage;
    enum date_operator op;
} written_dates[] = {
    { "15/8/2017", "2017-08-15", DATE_ON },
    { "08/9/2020", "2020-09-08", DATE_ON },
    { "7/10/2016", "2016-10-07", DATE_ON },
    { "07/10/2016", "2016-10-07", DATE_ON },
    { "07-10-2016", "2016-10-07", DATE_ON },
    { "7.10.2016", "2016-10-07", DATE_ON },
    { " 7 / 10 / 2016 ", "2016-10-07", DATE_ON },
    { "2016-10-07", "2016-10-07", DATE_ON },
    { "2016/10/7", "2016-10-07", DATE_ON },
    { "01/02/2018.", "2018-02-01", DATE_ON },
    { "29/2/2016", "2016-02-29", DATE_ON },
    { "ngày 01 tháng 02 năm 2018", "2018-02-01", DATE_ON },
    { "Ngày 16 tháng 9 năm 2020", "2020-09-16", DATE_ON },
    { "ngày 12 tháng 5, năm 2017", "2017-05-12", DATE_ON },
    { "NGÀY 21/7/2017", "2017-07-21", DATE_ON },
    { "ngay 02 thang 3 nam 2017", "2017-03-02", DATE_ON },
    { "12 tháng 5 năm 2017", "2017-05-12", DATE_ON },
    { "ngày 12/5 năm 2017", "2017-05-12", DATE_ON },
    { "nga\u0300y 30/11/2017", "2017-11-30", DATE_ON },
    { "tháng 8/2017", "2017-08-01~m", DATE_ON },
    { "Tháng 08 năm 2017", "2017-08-01~m", DATE_ON },
    { "tháng 8 - 2017", "2017-08-01~m", DATE_ON },
    { "8/2017", "2017-08-01~m", DATE_ON },
    { "T8/2017", "2017-08-01~m", DATE_ON },
    { "2017-08", "2017-08-01~m", DATE_ON },
    { "trong tháng 8/2017", "2017-08-01~m", DATE_IN },
    { "(trong tháng 8/2017)", "2017-08-01~m", DATE_IN },
    { "quý III/2017", "2017-07-01~q", DATE_ON },
    { "quý 3 năm 2017", "2017-07-01~q", DATE_ON },
    { "Quý IV năm 2017", "2017-10-01~q", DATE_ON },
    { "quý I-2018", "2018-01-01~q", DATE_ON },
    { "Q2/2018", "2018-04-01~q", DATE_ON },
    { "QIV/2018", "2018-10-01~q", DATE_ON },
    { "2017-Q3", "2017-07-01~q", DATE_ON },
    { "2017Q3", "2017-07-01~q", DATE_ON },
    { "trong quý II/2018", "2018-04-01~q", DATE_IN },
    { "chậm nhất trong quý III/2017", "2017-07-01~q", DATE_BY },
    { "Chậm nhất quý III/2017", "2017-07-01~q", DATE_BY },
    { "năm 2018", "2018-01-01~y", DATE_ON },
    { "2018", "2018-01-01~y", DATE_ON },
    { "vào năm 2018", "2018-01-01~y", DATE_IN },
    { "trước năm 2020", "2020-01-01~y", DATE_BEFORE },
    { "30/6", "--06-30", DATE_ON },
    { "(30/6)", "--06-30", DATE_ON },
    { "18/11", "--11-18", DATE_ON },
    { "29/2", "--02-29", DATE_ON },
    { "ngày 30 tháng 6", "--06-30", DATE_ON },
    { "ngày 15/12 hằng năm", "--12-15", DATE_ON },
    { "--06-30", "--06-30", DATE_ON },
    { "chậm nhất vào ngày 30/11 hàng năm", "--11-30", DATE_BY },
    { "cha\u0323\u0302m nha\u0302\u0301t nga\u0300y 30/11 ha\u0300ng na\u0306m", "--11-30",
      DATE_BY },
    { "chậm nhất vào ngày 09/10/2020", "2020-10-09", DATE_BY },
    { "trước ngày 20/10/2020", "2020-10-20", DATE_BEFORE },
    { "Trước 20/10/2020", "2020-10-20", DATE_BEFORE },
    { "TRƯỚC NGÀY 20 THÁNG 10 NĂM 2020", "2020-10-20", DATE_BEFORE },
    { "đến hết ngày 31/12/2018", "2018-12-31", DATE_BY },
    { "đến hết quý III/2017", "2017-07-01~q", DATE_BY },
    { "hạn cuối: 30/6/2018", "2018-06-30", DATE_BY },
    { "muộn nhất là ngày 30/6/2018", "2018-06-30", DATE_BY },
    { "không quá ngày 30/6/2018", "2018-06-30", DATE_BY },
    { "từ ngày 01/7/2025", "2025-07-01", DATE_FROM },
    { "kể từ ngày 01 tháng 7 năm 2025", "2025-07-01", DATE_FROM },
    { "khoảng tháng 8/2017", "2017-08-01~m", DATE_ABOUT },
    { "dự kiến quý I/2018", "2018-01-01~q", DATE_ABOUT },
    { "vào khoảng tháng 8/2017", "2017-08-01~m", DATE_ABOUT },
    { "mùng 5 tháng 3 năm 1960", "1960-03-05", DATE_ON },
    { "Ngày mồng 5 tháng 3 năm 1960", "1960-03-05", DATE_ON },
    { "mùng 5/3/1960", "1960-03-05", DATE_ON },
    { "5-Thg3-1960", "1960-03-05", DATE_ON },
    { "05 Thg 12, 1960", "1960-12-05", DATE_ON },
    { "15 Tháng Mười Hai 1960", "1960-12-15", DATE_ON },
    { "ngày 5 tháng năm năm 1960", "1960-05-05", DATE_ON },
    { "Tháng Năm 1960", "1960-05-01~m", DATE_ON },
    { "Thg3-1960", "1960-03-01~m", DATE_ON },
    { "tháng tư/1960", "1960-04-01~m", DATE_ON },
    { "01/01/1900", "1900-01-01", DATE_ON },
    { "31/12/2199", "2199-12-31", DATE_ON },
};

void test_date__parse_every_form_of_the_documents(void)
{
    for (size_t i = 0; i < COUNT(written_dates); i++) {
        struct err err = { 0 };
        struct date date = date_none();
        enum date_operator op = DATE_OPERATOR_MAX_;
        enum err_code code = date_parse(written_dates[i].text, &date, &op, &err);
        check_ok(code, &err, written_dates[i].text, __FILE__, __LINE__);
        if (code != ERR_OK)
            continue;
        check_text(stored(date), written_dates[i].storage, written_dates[i].text, __FILE__,
                   __LINE__);
        check_int(op, written_dates[i].op, written_dates[i].text, __FILE__, __LINE__);
    }
}

void test_date__parse_refuses_and_says_why(void)
{
    static const struct {
        const char *text;
        enum msg msg;
    } rows[] = {
        { "", MSG_DATE_FORM },
        { "hôm nay", MSG_DATE_FORM },
        { "15", MSG_DATE_FORM },
        { "ngày 15", MSG_DATE_FORM },
        { "15/8/2017/3", MSG_DATE_FORM },
        { "15/8/2017 abc", MSG_DATE_FORM },
        { "15/8/20171", MSG_DATE_FORM },
        { "150/8/2017", MSG_DATE_FORM },
        { "0/8/2017", MSG_DATE_FORM },
        { "tháng 8", MSG_DATE_FORM },
        { "tháng 8/2017/1", MSG_DATE_FORM },
        { "quý III", MSG_DATE_FORM },
        { "ngày 8/2017", MSG_DATE_FORM },
        { "15/8/2017~m", MSG_DATE_FORM },
        { "--13-01", MSG_DATE_FORM },
        { "sáu tháng đầu năm 2017", MSG_DATE_FORM },
        { "31/4/2017", MSG_DATE_NO_SUCH_DAY },
        { "29/2/2017", MSG_DATE_NO_SUCH_DAY },
        { "32/1/2017", MSG_DATE_NO_SUCH_DAY },
        { "29/2/1900", MSG_DATE_NO_SUCH_DAY },
        { "ngày 31 tháng 6 năm 2018", MSG_DATE_NO_SUCH_DAY },
        { "31/6", MSG_DATE_NO_SUCH_DAY_YEARLY },
        { "30/2 hằng năm", MSG_DATE_NO_SUCH_DAY_YEARLY },
        { "8/15/2017", MSG_DATE_MONTH },
        { "tháng 13/2017", MSG_DATE_MONTH },
        { "2017-13-01", MSG_DATE_MONTH },
        { "1/0/2017", MSG_DATE_MONTH },
        { "quý V/2017", MSG_DATE_QUARTER },
        { "quý 5/2017", MSG_DATE_QUARTER },
        { "20/10/20", MSG_DATE_SHORT_YEAR },
        { "ngày 20 tháng 10 năm 20", MSG_DATE_SHORT_YEAR },
        { "tháng 8/17", MSG_DATE_SHORT_YEAR },
        { "5-Thg3-60", MSG_DATE_SHORT_YEAR },
        { "tháng năm", MSG_DATE_FORM },
        { "mùng", MSG_DATE_FORM },
        { "mùng 31 tháng 4 năm 1960", MSG_DATE_NO_SUCH_DAY },
        { "8/17", MSG_DATE_SHORT_YEAR },
        { "1/1/1899", MSG_DATE_YEAR_RANGE },
        { "1/1/2200", MSG_DATE_YEAR_RANGE },
        { "năm 3017", MSG_DATE_YEAR_RANGE },
        { "30/6/2018 hằng năm", MSG_DATE_YEARLY },
        { "tháng 6/2018 hằng năm", MSG_DATE_YEARLY },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = { 0 };
        struct date date = { 1, 2, 3, DATE_DAY };
        enum date_operator op = DATE_ABOUT;
        check_int(date_parse(rows[i].text, &date, &op, &err), ERR_INPUT, rows[i].text, __FILE__,
                  __LINE__);
        if (err.code)
            check_text(msg_key(err.msg), msg_key(rows[i].msg), rows[i].text, __FILE__, __LINE__);
        CHECK_TEXT(err.args[0], rows[i].text);
        CHECK(date.year == 1 && op == DATE_ABOUT);
    }
    struct err err = { 0 };
    struct date date;
    enum date_operator op;
    CHECK_INT(date_parse("31/4/2017", &date, &op, &err), ERR_INPUT);
    struct buf text = { 0 };
    msg_err(&text, LANG_VI, &err);
    CHECK_TEXT(buf_text(&text), "“31/4/2017”: tháng 4 năm 2017 chỉ có 30 ngày.");
    buf_done(&text);
    char *longer = arena_alloc(test_arena(), 401, 1);
    memset(longer, '1', 400);
    CHECK_INT(date_parse(longer, &date, &op, &err), ERR_INPUT);
}

void test_date__external_form(void)
{
    static const struct {
        const char *text, *storage, *external;
    } rows[] = {
        { "2017-08-15", "2017-08-15", "2017-08-15" },
        { "2017-08-15 00:00:00", "2017-08-15", "2017-08-15" },
        { "2017-08-15T00:00:00.000Z", "2017-08-15", "2017-08-15" },
        { "2017-08", "2017-08-01~m", "2017-08" },
        { "2017-Q3", "2017-07-01~q", "2017-Q3" },
        { "2017-q3", "2017-07-01~q", "2017-Q3" },
        { "2017", "2017-01-01~y", "2017" },
        { "15/8/2017", "2017-08-15", "2017-08-15" },
        { "30/6", "--06-30", "--06-30" },
        { "", "", "" },
        { " \u00A0", "", "" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = { 0 };
        struct date date = { 1, 2, 3, DATE_DAY };
        CHECK_OK(date_from_external(rows[i].text, &date, &err), &err);
        CHECK_TEXT(stored(date), rows[i].storage);
        char external[DATE_TEXT_SIZE];
        date_to_external(date, external);
        CHECK_TEXT(external, rows[i].external);
        struct date again;
        CHECK_OK(date_from_external(external, &again, &err), &err);
        CHECK(date_equal(again, date));
    }
    struct err err = { 0 };
    struct date date;
    CHECK_INT(date_from_external("trước ngày 20/10/2020", &date, &err), ERR_INPUT);
    CHECK_INT(err.msg, MSG_DATE_OPERATOR);
    CHECK_INT(date_from_external("2017-08-15 10:30:00", &date, &err), ERR_INPUT);
    CHECK_INT(err.msg, MSG_DATE_FORM);
}

void test_date__storage_form(void)
{
    static const char *const good[] = { "2017-08-15",   "2017-08-01~m", "2017-07-01~q",
                                        "2017-01-01~y", "--06-30",      "" };
    for (size_t i = 0; i < COUNT(good); i++) {
        struct date date;
        CHECK(date_from_storage(good[i], &date));
        CHECK(date_is_valid(date));
        CHECK_TEXT(stored(date), good[i]);
    }
    static const char *const bad[] = {
        "2017-8-15",   "2017-08-15~m", "2017-02-01~q", "2017-02-01~y", "2017-02-29", "2017-08-01~x",
        "2017-08-01~", "2017-13-01",   "--6-30",       "--02-30",      "--00-10",    "15/8/2017",
        "2017-08-15 ", "2017",         "-017-08-15",   "1500-01-01"
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct date date = { 1, 2, 3, DATE_DAY };
        CHECK(!date_from_storage(bad[i], &date));
        CHECK(date.year == 1);
    }
    CHECK(!date_is_valid((struct date){ 2017, 8, 15, DATE_PRECISION_MAX_ }));
    CHECK(!date_is_valid((struct date){ 2017, 0, 0, DATE_NONE }));
}

/* --- deadlines ------------------------------------------------------------------------------ */

void test_date__last_day_in_time(void)
{
    static const struct {
        const char *text, *last;
    } rows[] = {
        { "trước ngày 20/10/2020", "2020-10-19" },
        { "trước ngày 01/3/2020", "2020-02-29" },
        { "trước ngày 01/01/2018", "2017-12-31" },
        { "trước tháng 8/2017", "2017-07-31" },
        { "trước quý III/2017", "2017-06-30" },
        { "trước năm 2020", "2019-12-31" },
        { "chậm nhất vào ngày 09/10/2020", "2020-10-09" },
        { "chậm nhất trong quý III/2017", "2017-09-30" },
        { "trong tháng 8/2017", "2017-08-31" },
        { "trong tháng 2/2020", "2020-02-29" },
        { "đến hết năm 2018", "2018-12-31" },
        { "vào năm 2018", "2018-12-31" },
        { "30/9/2017", "2017-09-30" },
        { "khoảng quý I/2018", "2018-03-31" },
        { "từ ngày 01/7/2025", NULL },
        { "chậm nhất ngày 30/11 hằng năm", NULL },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = { 0 };
        struct date date, last = date_none();
        enum date_operator op;
        CHECK_OK(date_parse(rows[i].text, &date, &op, &err), &err);
        bool has = date_last_ok(date, op, &last);
        check_int(has, rows[i].last != NULL, rows[i].text, __FILE__, __LINE__);
        check_text(stored(last), rows[i].last ? rows[i].last : "", rows[i].text, __FILE__,
                   __LINE__);
    }
    struct date last;
    CHECK(!date_last_ok(date_none(), DATE_BY, &last));
    CHECK(date_last_ok(date_of(DATE_YEAR_MIN, 1, 1), DATE_BEFORE, &last));
    CHECK_TEXT(stored(last), "1899-12-31");
}

void test_date__yearly_in_a_year(void)
{
    CHECK_TEXT(stored(date_in_year(read_date("--11-30"), 2018)), "2018-11-30");
    CHECK_TEXT(stored(date_in_year(read_date("--02-29"), 2018)), "2018-02-28");
    CHECK_TEXT(stored(date_in_year(read_date("--02-29"), 2020)), "2020-02-29");
    CHECK_TEXT(stored(date_in_year(read_date("2017-08-01~m"), 2020)), "2017-08-01~m");
}

/* --- calendar ------------------------------------------------------------------------------- */

void test_date__days_agree_with_counting(void)
{
    int32_t days = date_to_days(date_of(1800, 1, 1));
    int weekday = 3; /* 1 January 1800 was a Wednesday */
    for (int year = 1800; year <= 2299; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= date_month_days(year, month); day++, days++) {
                struct date date = date_of(year, month, day), back = date_from_days(days);
                if (date_to_days(date) != days || !date_equal(back, date) ||
                    date_weekday(date) != weekday)
                    check_text(stored(date), stored(back), "day", __FILE__, __LINE__);
                weekday = weekday % 7 + 1;
            }
    CHECK_INT(date_to_days(date_of(1970, 1, 1)), 0);
    CHECK_INT(date_to_days(date_of(2000, 3, 1)), 11017);
    CHECK_INT(date_to_days(date_of(2020, 10, 9)), 18544);
}

void test_date__weekdays_of_the_plans(void)
{
    CHECK_INT(date_weekday(date_of(2018, 6, 30)), 6);
    CHECK_INT(date_weekday(date_of(2018, 12, 15)), 6);
    CHECK_INT(date_weekday(date_of(2020, 10, 9)), 5);
    CHECK_INT(date_weekday(date_of(1900, 1, 1)), 1);
}

void test_date__arithmetic(void)
{
    CHECK_TEXT(stored(date_add_days(date_of(2020, 2, 28), 2)), "2020-03-01");
    CHECK_TEXT(stored(date_add_days(date_of(2020, 1, 1), -1)), "2019-12-31");
    CHECK_TEXT(stored(date_add_months(date_of(2017, 8, 31), 1)), "2017-09-30");
    CHECK_TEXT(stored(date_add_months(date_of(2020, 1, 31), 1)), "2020-02-29");
    CHECK_TEXT(stored(date_add_months(date_of(2017, 3, 15), -15)), "2015-12-15");
    CHECK_TEXT(stored(date_add_months(date_of(2017, 12, 1), 36)), "2020-12-01");
    CHECK_INT(date_month_index(date_of(2017, 8, 31)), 2017 * 12 + 7);
    CHECK_TEXT(stored(date_from_month_index(2017 * 12 + 7)), "2017-08-01");
    CHECK_INT(date_quarter(date_of(2017, 8, 31)), 3);
    CHECK_INT(date_quarter(date_of(2017, 1, 1)), 1);
    CHECK_INT(date_quarter(date_of(2017, 12, 1)), 4);
    CHECK_TEXT(stored(date_first_day(read_date("2017-07-01~q"))), "2017-07-01");
    CHECK_TEXT(stored(date_last_day(read_date("2017-07-01~q"))), "2017-09-30");
    CHECK_TEXT(stored(date_last_day(read_date("2020-02-01~m"))), "2020-02-29");
}

void test_date__order(void)
{
    static const char *const rising[] = {
        "",           "--02-01",      "--11-30",      "2016-12-31",
        "2017-01-01", "2017-01-01~m", "2017-01-01~q", "2017-01-01~y",
        "2017-01-02", "2017-02-01~m", "2020-01-01"
    };
    for (size_t i = 0; i < COUNT(rising); i++)
        for (size_t j = 0; j < COUNT(rising); j++)
            CHECK_INT(date_compare(read_date(rising[i]), read_date(rising[j])), (i > j) - (i < j));
}

void test_date__operator_names(void)
{
    for (int op = 0; op < DATE_OPERATOR_MAX_; op++) {
        enum date_operator back = DATE_OPERATOR_MAX_;
        CHECK(date_operator_from_name(date_operator_name((enum date_operator)op), &back));
        CHECK_INT(back, op);
    }
    enum date_operator back;
    CHECK(!date_operator_from_name("after", &back));
}

void test_date__excel_serials(void)
{
    static const struct {
        int64_t serial;
        bool is_1904;
        const char *storage;
    } good[] = {
        { 1, false, "1900-01-01" },      { 59, false, "1900-02-28" },
        { 61, false, "1900-03-01" },     { 25569, false, "1970-01-01" },
        { 42962, false, "2017-08-15" },  { 44197, false, "2021-01-01" },
        { 0, true, "1904-01-01" },       { 41500, true, "2017-08-15" },
        { 109574, false, "2199-12-31" },
    };
    for (size_t i = 0; i < COUNT(good); i++) {
        struct err err = { 0 };
        struct date date;
        CHECK_OK(date_from_excel(good[i].serial, good[i].is_1904, &date, &err), &err);
        CHECK_TEXT(stored(date), good[i].storage);
    }
    static const int64_t bad[] = { 0, -1, 60, 109575, 150000, INT64_MAX, INT64_MIN };
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct err err = { 0 };
        struct date date;
        CHECK_INT(date_from_excel(bad[i], false, &date, &err), ERR_INPUT);
        CHECK_INT(err.msg, MSG_DATE_SERIAL);
    }
}

/* --- for people ----------------------------------------------------------------------------- */

void test_date__written_as_the_decree_wants(void)
{
    static const struct {
        const char *storage, *document, *table;
    } rows[] = {
        { "2018-01-05", "ngày 05 tháng 01 năm 2018", "05/01/2018" },
        { "2018-02-10", "ngày 10 tháng 02 năm 2018", "10/02/2018" },
        { "2017-03-02", "ngày 02 tháng 3 năm 2017", "02/3/2017" },
        { "2017-08-31", "ngày 31 tháng 8 năm 2017", "31/8/2017" },
        { "2017-12-15", "ngày 15 tháng 12 năm 2017", "15/12/2017" },
        { "2017-08-01~m", "tháng 8 năm 2017", "tháng 8/2017" },
        { "2017-01-01~m", "tháng 01 năm 2017", "tháng 01/2017" },
        { "2017-07-01~q", "quý III năm 2017", "quý III/2017" },
        { "2017-01-01~y", "năm 2017", "2017" },
        { "--06-30", "ngày 30 tháng 6 hằng năm", "30/6" },
        { "", "", "" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[DATE_TEXT_SIZE];
        struct date date = read_date(rows[i].storage), back;
        date_to_document(date, text);
        CHECK_TEXT(text, rows[i].document);
        struct err err = { 0 };
        CHECK_OK(date_from_external(text, &back, &err), &err);
        CHECK(date_equal(back, date));
        date_to_table(date, text);
        CHECK_TEXT(text, rows[i].table);
        CHECK_OK(date_from_external(text, &back, &err), &err);
        CHECK(date_equal(back, date));
    }
}

void test_date__deadline_text_is_read_back(void)
{
    static const char *const dates[] = { "2020-10-20", "2017-08-01~m", "2017-07-01~q",
                                         "2017-01-01~y", "--11-30" };
    for (size_t i = 0; i < COUNT(dates); i++)
        for (int op = 0; op < DATE_OPERATOR_MAX_; op++) {
            char text[DATE_TEXT_SIZE];
            struct date date = read_date(dates[i]), back;
            enum date_operator back_op;
            struct err err = { 0 };
            date_to_deadline(date, (enum date_operator)op, text);
            CHECK_OK(date_parse(text, &back, &back_op, &err), &err);
            CHECK(date_equal(back, date));
            CHECK_INT(back_op, op);
        }
    char text[DATE_TEXT_SIZE];
    date_to_deadline(date_of(2020, 10, 20), DATE_BEFORE, text);
    CHECK_TEXT(text, "trước 20/10/2020");
    date_to_deadline(read_date("--11-30"), DATE_BY, text);
    CHECK_TEXT(text, "chậm nhất 30/11 hằng năm");
    date_to_deadline(date_none(), DATE_BY, text);
    CHECK_TEXT(text, "");
}

void test_date__deadlines_in_english(void)
{
    static const struct {
        const char *date, *words;
        enum date_operator op;
    } rows[] = { { "2020-10-20", "before 20/10/2020", DATE_BEFORE }, { "2017-08-01~m", "in 8/2017", DATE_IN },
                 { "2017-07-01~q", "by Q3 2017", DATE_BY },          { "--11-30", "by 30/11 every year", DATE_BY },
                 { "2020-10-20", "20/10/2020", DATE_ON },            { "2017-01-01~y", "about 2017", DATE_ABOUT } };
    char text[DATE_TEXT_SIZE];
    for (size_t i = 0; i < COUNT(rows); i++) {
        date_to_deadline_english(read_date(rows[i].date), rows[i].op, text);
        CHECK_TEXT(text, rows[i].words);
    }
    date_to_deadline_english(date_none(), DATE_BY, text);
    CHECK_TEXT(text, "");
}

/* --- periods -------------------------------------------------------------------------------- */

void test_date__periods(void)
{
    static const struct {
        const char *text, *first, *last, *back, *document;
    } rows[] = {
        { "2020", "2020-01-01", "2020-12-31", "2020", "năm 2020" },
        { "2020H1", "2020-01-01", "2020-06-30", "2020H1", "6 tháng đầu năm 2020" },
        { "2020-h2", "2020-07-01", "2020-12-31", "2020H2", "6 tháng cuối năm 2020" },
        { "2020Q3", "2020-07-01", "2020-09-30", "2020Q3", "quý III năm 2020" },
        { "2020-Q1", "2020-01-01", "2020-03-31", "2020Q1", "quý I năm 2020" },
        { "2020-02", "2020-02-01", "2020-02-29", "2020-02", "tháng 02 năm 2020" },
        { "2020-09", "2020-09-01", "2020-09-30", "2020-09", "tháng 9 năm 2020" },
        { "2020-09-15", "2020-09-15", "2020-09-15", "2020-09-15", "ngày 15 tháng 9 năm 2020" },
        { "2017..2020", "2017-01-01", "2020-12-31", "2017..2020", "giai đoạn 2017 - 2020" },
        { " 2017 .. 2020 ", "2017-01-01", "2020-12-31", "2017..2020", "giai đoạn 2017 - 2020" },
        { "2020..2020", "2020-01-01", "2020-12-31", "2020", "năm 2020" },
        { "2020Q1..2020Q2", "2020-01-01", "2020-06-30", "2020H1", "6 tháng đầu năm 2020" },
        { "2019Q4..2020-02", "2019-10-01", "2020-02-29", "2019-10-01..2020-02-29",
          "từ 01/10/2019 đến 29/02/2020" },
        { "2017-08-31..2017-09-15", "2017-08-31", "2017-09-15", "2017-08-31..2017-09-15",
          "từ 31/8/2017 đến 15/9/2017" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = { 0 };
        struct period period, again;
        char text[DATE_TEXT_SIZE];
        enum err_code code = period_parse(rows[i].text, &period, &err);
        check_ok(code, &err, rows[i].text, __FILE__, __LINE__);
        if (code != ERR_OK)
            continue;
        CHECK_TEXT(stored(period.first), rows[i].first);
        CHECK_TEXT(stored(period.last), rows[i].last);
        period_to_text(period, text);
        CHECK_TEXT(text, rows[i].back);
        CHECK_OK(period_parse(text, &again, &err), &err);
        CHECK(date_equal(again.first, period.first) && date_equal(again.last, period.last));
        period_to_document(period, text);
        CHECK_TEXT(text, rows[i].document);
    }
}

void test_date__periods_refused(void)
{
    static const struct {
        const char *text;
        enum msg msg;
    } rows[] = {
        { "", MSG_PERIOD_FORM },
        { "20", MSG_PERIOD_FORM },
        { "2020H3", MSG_PERIOD_FORM },
        { "2020Q5", MSG_PERIOD_FORM },
        { "2020Q0", MSG_PERIOD_FORM },
        { "2020-13", MSG_PERIOD_FORM },
        { "2020-02-30", MSG_PERIOD_FORM },
        { "2017..", MSG_PERIOD_FORM },
        { "..2017", MSG_PERIOD_FORM },
        { "2017...2018", MSG_PERIOD_FORM },
        { "2020x", MSG_PERIOD_FORM },
        { "1800", MSG_PERIOD_FORM },
        { "202009", MSG_PERIOD_FORM },
        { "năm 2020", MSG_PERIOD_FORM },
        { "2020..2017", MSG_PERIOD_ORDER },
        { "2020Q3..2020Q1", MSG_PERIOD_ORDER },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = { 0 };
        struct period period;
        CHECK_INT(period_parse(rows[i].text, &period, &err), ERR_INPUT);
        if (err.code)
            check_text(msg_key(err.msg), msg_key(rows[i].msg), rows[i].text, __FILE__, __LINE__);
    }
}

void test_date__period_has(void)
{
    struct period quarter = period_of(read_date("2017-07-01~q"));
    CHECK(period_has(quarter, date_of(2017, 7, 1)) && period_has(quarter, date_of(2017, 9, 30)));
    CHECK(!period_has(quarter, date_of(2017, 6, 30)) && !period_has(quarter, date_of(2017, 10, 1)));
}

/* Whatever bytes come, the parser answers, and what it takes is a date that stores. */
void test_date__parse_holds_for_any_text(void)
{
    static const char *const pieces[] = { "ngày ", "tháng ",   "năm ",   "quý ",       "III", "/",
                                          "-",     ".",        " ",      "2017",       "8",   "15",
                                          "30",    "hằng năm", "trước ", "chậm nhất ", "q",   "--",
                                          "\xFF",  "0",        "ê" };
    uint64_t state = 3;
    int taken = 0;
    for (int round = 0; round < 200000; round++) {
        char text[200] = "";
        size_t len = 0;
        for (uint64_t i = 0, n = 1 + test_random(&state) % 7; i < n; i++) {
            const char *piece = pieces[test_random(&state) % COUNT(pieces)];
            memcpy(text + len, piece, strlen(piece) + 1);
            len += strlen(piece);
        }
        struct err err = { 0 };
        struct date date, back;
        enum date_operator op;
        if (date_parse(text, &date, &op, &err) != ERR_OK)
            continue;
        taken++;
        if (!date_is_valid(date) || date_is_none(date))
            check_text(text, "a valid date", "parsed", __FILE__, __LINE__);
        CHECK(date_from_storage(stored(date), &back) && date_equal(back, date));
    }
    CHECK(taken > 1000);
}
