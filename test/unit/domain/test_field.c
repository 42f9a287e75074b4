/* SPDX-License-Identifier: Apache-2.0 */
#include "../test.h"

#include "domain/field.h"

static const struct code contents[] = {
    { "economy", "1. Phát triển kinh tế, giảm nghèo", "Economy" },
    { "culture", "2. Văn hóa, giáo dục, sức khỏe", "Culture" },
    { "order", "4. Trật tự", "Order" },
    { 0 },
};
static const struct field codes_field = { "contents", "Nội dung", "Contents", FIELD_CODES,
                                          .codes = contents };

static const char *codes_of(const char *text)
{
    struct value value = { 0 };
    struct err err = { 0 };
    return field_parse(test_arena(), &codes_field, text, &value, &err) == ERR_OK ? value.s : "refused";
}

void test_field__codes_with_commas_in_their_labels(void)
{
    CHECK_TEXT(codes_of("Văn hóa, giáo dục, sức khỏe"), ",culture,");
    CHECK_TEXT(codes_of("Trật tự, Phát triển kinh tế, giảm nghèo"), ",economy,order,");
    CHECK_TEXT(codes_of("2. van hoa, giao duc, suc khoe; order; 1"), ",economy,culture,order,");
    CHECK_TEXT(codes_of("4,4, 4"), ",order,");
    CHECK_TEXT(codes_of("Kinh tế"), "refused");
    CHECK_TEXT(codes_of("  "), NULL);
}

static enum err_code parse(enum field_type type, const char *text, struct value *value)
{
    struct field field = { "f", "Trường", "Field", type };
    struct err err = { 0 };
    return field_parse(test_arena(), &field, text, value, &err);
}

void test_field__typed_values(void)
{
    struct value value = { 0 };
    CHECK(parse(FIELD_MONEY, "1,5 triệu", &value) == ERR_OK && value.i == 1500000);
    CHECK(parse(FIELD_SHARE, "12,5", &value) == ERR_OK && value.i == 1250);
    CHECK(parse(FIELD_DATE, "quý III/2017", &value) == ERR_OK);
    CHECK_TEXT(value.s, "2017-07-01~q");
    CHECK(parse(FIELD_YEAR, "1817", &value) == ERR_INPUT);
    CHECK(parse(FIELD_BOOL, "Có", &value) == ERR_OK && value.i == 1);
    CHECK(parse(FIELD_BOOL, "có lẽ", &value) == ERR_INPUT);
    CHECK(parse(FIELD_PHONE, "0912.345.678", &value) == ERR_OK);
    CHECK_TEXT(value.s, "0912345678");
    CHECK(parse(FIELD_INT, "mười", &value) == ERR_INPUT);
    CHECK(parse(FIELD_TEXT, " hai   dòng ", &value) == ERR_OK);
    CHECK_TEXT(value.s, "hai dòng");
}

void test_field__masked_and_displayed(void)
{
    struct field phone = { "phone", "Điện thoại", "Phone", FIELD_PHONE };
    CHECK_TEXT(field_masked(test_arena(), &phone, v_text("0912345678")), "•••678");
    struct field money = { "m", "Tiền", "Money", FIELD_MONEY };
    CHECK_TEXT(field_display(test_arena(), &money, v_int(1500000), LANG_VI), "1.500.000");
    struct field share = { "s", "Tỷ lệ", "Share", FIELD_SHARE };
    CHECK_TEXT(field_display(test_arena(), &share, v_int(1205), LANG_VI), "12,05 %");
    CHECK_TEXT(field_display(test_arena(), &codes_field, v_text(",economy,order,"), LANG_EN),
               "Economy; Order");
}
