/* SPDX-License-Identifier: Apache-2.0 */
#include "../test.h"

#include "base/money.h"

#include <string.h>

void test_money__parse(void)
{
    static const struct {
        const char *text;
        int64_t dong;
    } rows[] = {
        { "0", 0 },
        { "1.500.000", 1500000 },
        { "1.500.000 đồng", 1500000 },
        { "1.500.000 đồng.", 1500000 },
        { "1500000đ", 1500000 },
        { "1.500.000đ", 1500000 },
        { "1.500.000 ₫", 1500000 },
        { "1 500 000 VNĐ", 1500000 },
        { "1,500,000 VND", 1500000 },
        { "1.500.000,00", 1500000 },
        { "1,5 triệu", 1500000 },
        { "1.5 triệu", 1500000 },
        { "1,5 TRIỆU ĐỒNG", 1500000 },
        { "1,5tr", 1500000 },
        { "0,5 triệu", 500000 },
        { "0,125 triệu", 125000 },
        { "1,234567 triệu", 1234567 },
        { "1.500 triệu", 1500000000 },
        { "2 tỷ", 2000000000 },
        { "2 tỉ đồng", 2000000000 },
        { "2tỷ", 2000000000 },
        { "2 ty 300 trieu dong", 2300000000 },
        { "2 tỷ 300 triệu đồng", 2300000000 },
        { "2 tỷ, 300 triệu đồng", 2300000000 },
        { "2 tỷ 300 triệu 500 nghìn", 2300500000 },
        { "6,8 tỷ đồng", 6800000000 },
        { "50 nghìn", 50000 },
        { "50 ngàn đồng", 50000 },
        { "50k", 50000 },
        { "50 k", 50000 },
        { "2 nghìn tỷ đồng", INT64_C(2000000000000) },
        { "1,5 nghìn tỷ", INT64_C(1500000000000) },
        { "-50.000", -50000 },
        { "- 50.000 đồng", -50000 },
        { "1 triệu 500 nghìn đồng", 1500000 },
        { "9223372036854775807", INT64_MAX },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = { 0 };
        int64_t dong = -1;
        enum err_code code = money_parse(rows[i].text, &dong, &err);
        check_ok(code, &err, rows[i].text, __FILE__, __LINE__);
        if (code == ERR_OK)
            check_int(dong, rows[i].dong, rows[i].text, __FILE__, __LINE__);
    }
}

void test_money__refused(void)
{
    static const struct {
        const char *text;
        enum msg msg;
    } rows[] = {
        { "", MSG_MONEY_FORM },
        { "đồng", MSG_MONEY_FORM },
        { "triệu", MSG_MONEY_FORM },
        { "abc", MSG_MONEY_FORM },
        { "12 hộ", MSG_MONEY_FORM },
        { "330 %", MSG_MONEY_FORM },
        { "1.50.000", MSG_MONEY_FORM },
        { "2 tỷ 3", MSG_MONEY_FORM },
        { "2 tỷ rưỡi", MSG_MONEY_FORM },
        { "1tr5", MSG_MONEY_FORM },
        { "300 triệu 2 tỷ", MSG_MONEY_FORM },
        { "2 tỷ 2 tỷ", MSG_MONEY_FORM },
        { "2 tỷ 3000 triệu", MSG_MONEY_FORM },
        { "2 triệu đồng 5 nghìn", MSG_MONEY_FORM },
        { "5 USD", MSG_MONEY_FORM },
        { "--5", MSG_MONEY_FORM },
        { "50.000 - 100.000", MSG_MONEY_FORM },
        { "1,500", MSG_MONEY_UNCLEAR },
        { "1,500 đồng", MSG_MONEY_UNCLEAR },
        { "1,500 triệu", MSG_MONEY_UNCLEAR },
        { "1,5", MSG_MONEY_FRACTION },
        { "1.5 đồng", MSG_MONEY_FRACTION },
        { "1,2345 nghìn", MSG_MONEY_FRACTION },
        { "1,12345678 triệu", MSG_MONEY_FRACTION },
        { "9223372036854775808", MSG_MONEY_RANGE },
        { "10.000.000.000 tỷ", MSG_MONEY_RANGE },
        { "9.300.000 nghìn tỷ", MSG_MONEY_RANGE },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = { 0 };
        int64_t dong = 77;
        check_int(money_parse(rows[i].text, &dong, &err), ERR_INPUT, rows[i].text, __FILE__,
                  __LINE__);
        if (err.code)
            check_text(msg_key(err.msg), msg_key(rows[i].msg), rows[i].text, __FILE__, __LINE__);
        CHECK_INT(dong, 77);
    }
}

void test_money__columns_with_a_unit(void)
{
    static const struct {
        const char *heading;
        int64_t unit;
    } headings[] = {
        { "ĐVT: triệu đồng", 1000000 }, { "(nghìn đồng)", 1000 },
        { "Số tiền (đồng)", 1 },        { "Kinh phí (Triệu)", 1000000 },
        { "tỷ đồng", 1000000000 },      { "Đơn vị tính: 1.000 đồng", 1000 },
        { "Giá trị (VNĐ)", 1 },         { "nghìn tỷ đồng", INT64_C(1000000000000) },
        { "Kinh phí (1.000đ)", 1000 },  { "ĐVT: 1.000.000 VNĐ", 1000000 },
        { "Số tiền đóng góp (nghìn đồng)", 1000 },
        { "Số tiền đồng bào đóng góp (ĐVT: triệu đồng)", 1000000 },
        { "Số tiền đóng góp (đồng)", 1 },
    };
    for (size_t i = 0; i < COUNT(headings); i++) {
        int64_t unit = 0;
        check_that(money_unit(headings[i].heading, &unit), headings[i].heading, __FILE__, __LINE__);
        check_int(unit, headings[i].unit, headings[i].heading, __FILE__, __LINE__);
    }
    int64_t unit = 0, dong = 0;
    CHECK(!money_unit("Số tiền", &unit) && !money_unit("Tỷ lệ", &unit) && !money_unit("", &unit));
    struct err err = { 0 };
    CHECK_OK(money_parse_in("12,5", 1000000, &dong, &err), &err);
    CHECK_INT(dong, 12500000);
    CHECK_OK(money_parse_in("12", 1000, &dong, &err), &err);
    CHECK_INT(dong, 12000);
    CHECK_OK(money_parse_in("12.000 đồng", 1000000, &dong, &err), &err);
    CHECK_INT(dong, 12000);
    CHECK_OK(money_parse_in("2 tỷ", 1000000, &dong, &err), &err);
    CHECK_INT(dong, 2000000000);
}

void test_money__written(void)
{
    static const struct {
        int64_t dong;
        const char *text, *words;
    } rows[] = {
        { 0, "0", "0 đồng" },
        { 999, "999", "999 đồng" },
        { 1000, "1.000", "1 nghìn đồng" },
        { 50000, "50.000", "50 nghìn đồng" },
        { 1234567, "1.234.567", "1.234.567 đồng" },
        { 1500000, "1.500.000", "1,5 triệu đồng" },
        { 1050000, "1.050.000", "1,05 triệu đồng" },
        { 1234000, "1.234.000", "1.234 nghìn đồng" },
        { 999999000, "999.999.000", "999.999 nghìn đồng" },
        { 2300000000, "2.300.000.000", "2,3 tỷ đồng" },
        { 2300500000, "2.300.500.000", "2.300,5 triệu đồng" },
        { INT64_C(1500000000000), "1.500.000.000.000", "1.500 tỷ đồng" },
        { -1500000, "-1.500.000", "-1,5 triệu đồng" },
        { -1001, "-1.001", "-1.001 đồng" },
        { INT64_MAX, "9.223.372.036.854.775.807", "9.223.372.036.854.775.807 đồng" },
        { INT64_MIN, "-9.223.372.036.854.775.808", "-9.223.372.036.854.775.808 đồng" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[MONEY_TEXT_SIZE];
        money_to_text(rows[i].dong, text);
        CHECK_TEXT(text, rows[i].text);
        money_to_words(rows[i].dong, text);
        CHECK_TEXT(text, rows[i].words);
    }
}

void test_money__what_is_written_is_read(void)
{
    uint64_t state = 4;
    for (int i = 0; i < 50000; i++) {
        int64_t dong = (int64_t)(test_random(&state) >> (1 + test_random(&state) % 60)), back = -1;
        for (uint64_t zeros = test_random(&state) % 8; zeros > 0 && dong < INT64_MAX / 10; zeros--)
            dong *= 10;
        char text[MONEY_TEXT_SIZE];
        struct err err = { 0 };
        money_to_text(dong, text);
        CHECK_OK(money_parse(text, &back, &err), &err);
        CHECK_INT(back, dong);
        money_to_words(dong, text);
        CHECK_OK(money_parse(text, &back, &err), &err);
        CHECK_INT(back, dong);
    }
}
