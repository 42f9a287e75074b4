/* SPDX-License-Identifier: Apache-2.0 */
#include "../test.h"

#include "base/viname.h"
#include "base/vitext.h"

#include <string.h>

void test_viname__split(void)
{
    static const struct {
        const char *full, *surname, *middle, *given;
        bool whole, abbreviated;
    } rows[] = {
        { "Nguyễn Văn An", "Nguyễn", "Văn", "An", false, false },
        { "Lâm Quốc Toàn", "Lâm", "Quốc", "Toàn", false, false },
        { "Nô Minh Khôi", "Nô", "Minh", "Khôi", false, false },
        { "Từ Văn Diện", "Từ", "Văn", "Diện", false, false },
        { "Trần Thị Minh Khai", "Trần", "Thị Minh", "Khai", false, false },
        { "Lê Anh", "Lê", "", "Anh", false, false },
        { "NGUYỄN VĂN AN", "NGUYỄN", "VĂN", "AN", false, false },
        { "nguyen van an", "nguyen", "van", "an", false, false },
        { "Tôn Thất Thuyết", "Tôn Thất", "", "Thuyết", false, false },
        { "Tôn Nữ Thị Ninh", "Tôn Nữ", "Thị", "Ninh", false, false },
        { "Công Tằng Tôn Nữ Mỹ Hoa", "Công Tằng Tôn Nữ", "Mỹ", "Hoa", false, false },
        { "Tôn Thất", "Tôn", "", "Thất", false, false },
        { "An", "", "", "An", false, false },
        { "", "", "", "", false, false },
        { "Ng. Văn An", "Ng.", "Văn", "An", false, true },
        { "Ng Văn An", "Ng", "Văn", "An", false, true },
        { "Ngt. Hoa", "Ngt.", "", "Hoa", false, true },
        { "Trần V. An", "Trần", "V.", "An", false, true },
        { "Nguyễn Văn A", "Nguyễn", "Văn", "A", false, false },
        { "Nguyễn Jun", "Nguyễn", "", "Jun", false, false },
        { "Rơ Lan Châu", "", "", "Rơ Lan Châu", true, false },
        { "Rơ Ô H' Rin", "", "", "Rơ Ô H' Rin", true, false },
        { "Rơ Châm Hít", "", "", "Rơ Châm Hít", true, false },
        { "Rơ Mah Lan", "", "", "Rơ Mah Lan", true, false },
        { "Rah Lan Hùng", "", "", "Rah Lan Hùng", true, false },
        { "Y Thông Niê", "", "", "Y Thông Niê", true, false },
        { "Y Thông", "", "", "Y Thông", true, false },
        { "H'Bia Kpă", "", "", "H'Bia Kpă", true, false },
        { "H’Bia", "", "", "H’Bia", true, false },
        { "H Bia Niê", "", "", "H Bia Niê", true, false },
        { "K' Brông", "", "", "K' Brông", true, false },
        { "Siu Y", "", "", "Siu Y", true, false },
        { "Siu Hương", "", "", "Siu Hương", true, false },
        { "Ksor Phước", "", "", "Ksor Phước", true, false },
        { "Kpă Thuyên", "", "", "Kpă Thuyên", true, false },
        { "Nay Hoa", "", "", "Nay Hoa", true, false },
        { "Ayun H'Bút", "", "", "Ayun H'Bút", true, false },
        { "A Thái", "", "", "A Thái", true, false },
        { "Đinh Hmơk", "Đinh", "", "Hmơk", false, false },
        { "David Beckham", "", "", "David Beckham", true, false },
        { "  Nguyễn   Văn  An ", "Nguyễn", "Văn", "An", false, false },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct name_parts parts;
        name_split(test_arena(), rows[i].full, &parts);
        CHECK_TEXT(parts.surname, rows[i].surname);
        CHECK_TEXT(parts.middle, rows[i].middle);
        CHECK_TEXT(parts.given, rows[i].given);
        check_int(parts.whole, rows[i].whole, rows[i].full, __FILE__, __LINE__);
        check_int(parts.abbreviated, rows[i].abbreviated, rows[i].full, __FILE__, __LINE__);
    }
    struct name_parts parts; /* more words than are counted */
    name_split(test_arena(), "Lê a b c d đ e g h i k l m n o p q r s t", &parts);
    CHECK_TEXT(parts.surname, "Lê");
}

void test_viname__titles_go(void)
{
    static const struct {
        const char *full, *clean;
        enum name_title title;
    } rows[] = {
        { "Nguyễn Văn A", "Nguyễn Văn A", NAME_TITLE_NONE },
        { "Ông Nguyễn Văn A", "Nguyễn Văn A", NAME_TITLE_MALE },
        { "ÔNG: NGUYỄN VĂN A", "NGUYỄN VĂN A", NAME_TITLE_MALE },
        { "Bà Trần Thị B", "Trần Thị B", NAME_TITLE_FEMALE },
        { "bà. Hoa", "Hoa", NAME_TITLE_FEMALE },
        { "Hộ ông Nguyễn Văn A", "Nguyễn Văn A", NAME_TITLE_MALE },
        { "Hộ bà Hoa", "Hoa", NAME_TITLE_FEMALE },
        { "Hộ gia đình ông Lê Anh", "Lê Anh", NAME_TITLE_MALE },
        { "Anh Lê Văn C", "Lê Văn C", NAME_TITLE_MALE },
        { "Chị Rơ Ô H' Rin", "Rơ Ô H' Rin", NAME_TITLE_FEMALE },
        { "Cụ Lê Thị D", "Lê Thị D", NAME_TITLE_OTHER },
        { "Cụ bà Lê Thị D", "Lê Thị D", NAME_TITLE_FEMALE },
        { "Đ/c Nguyễn Văn A", "Nguyễn Văn A", NAME_TITLE_OTHER },
        { "Đ/c: Nguyễn Văn A", "Nguyễn Văn A", NAME_TITLE_OTHER },
        { "Đồng chí Nguyễn Văn A", "Nguyễn Văn A", NAME_TITLE_OTHER },
        { "đồng chí ông Lê Anh Tú", "Lê Anh Tú", NAME_TITLE_MALE },
        { "Mr. David", "David", NAME_TITLE_MALE },
        { "PGS.TS. Lê Anh", "PGS.TS. Lê Anh", NAME_TITLE_NONE },
        { "TS. Lê Anh", "Lê Anh", NAME_TITLE_OTHER },
        { "Anh Tuấn", "Anh Tuấn", NAME_TITLE_NONE },
        { "Ông Văn Tùng", "Ông Văn Tùng", NAME_TITLE_NONE },
        { "Ông Thị Lan", "Ông Thị Lan", NAME_TITLE_NONE },
        { "Chu Minh Tuấn", "Chu Minh Tuấn", NAME_TITLE_NONE },
        { "Châu Minh Anh", "Châu Minh Anh", NAME_TITLE_NONE },
        { "Cù Huy Cận", "Cù Huy Cận", NAME_TITLE_NONE },
        { "Bá Minh Anh", "Bá Minh Anh", NAME_TITLE_NONE },
        { "Ông", "Ông", NAME_TITLE_NONE },
        { "", "", NAME_TITLE_NONE },
        { "Ng. Văn A", "Ng. Văn A", NAME_TITLE_NONE },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        enum name_title title = NAME_TITLE_OTHER;
        CHECK_TEXT(name_clean(test_arena(), rows[i].full, &title), rows[i].clean);
        check_int(title, rows[i].title, rows[i].full, __FILE__, __LINE__);
        CHECK_TEXT(name_clean(test_arena(), rows[i].full, NULL), rows[i].clean);
    }
}

void test_viname__title_case(void)
{
    static const struct {
        const char *full, *shown;
    } rows[] = {
        { "NGUYỄN VĂN A", "Nguyễn Văn A" },
        { "RƠ Ô H' RIN", "Rơ Ô H' Rin" },
        { "H'BIA KPĂ", "H'Bia Kpă" },
        { "ĐẶNG THỊ ỶNH", "Đặng Thị Ỷnh" },
        { "LÊ-NGUYỄN", "Lê-Nguyễn" },
        { "Nguyễn Văn A", "Nguyễn Văn A" },
        { "nguyễn văn a", "nguyễn văn a" },
        { "McDONALD", "McDONALD" },
        { "A", "A" },
        { "", "" },
        { "HO\u0300A", "Ho\u0300a" },
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        CHECK_TEXT(name_title_case(test_arena(), rows[i].full), rows[i].shown);
}

void test_viname__people_stand_by_given_name(void)
{
    static const char *const rising[] = {
        "Lê Văn An",   "Trần An",     "Trần Bá An",     "Trần Văn An", "Nguyễn Văn Án",
        "Bùi Thị Anh", "Lê Ánh",      "Võ Văn Đa",      "H'Bia Kpă",   "Trần Hoa",
        "An Thị Hòa",  "Lê Thị Hoà",  "Nguyễn Văn Nam", "Rơ Châm Hít", "Siu Y",
        "Trần Văn Vũ", "Y Thông Niê",
    };
    for (size_t i = 1; i < COUNT(rising); i++) {
        const char *before = name_sort_key(test_arena(), rising[i - 1]);
        const char *after = name_sort_key(test_arena(), rising[i]);
        if (strcmp(before, after) >= 0)
            check_text(rising[i - 1], "a name before", rising[i], __FILE__, __LINE__);
    }
    CHECK_TEXT(name_sort_key(test_arena(), "Lê Văn Hòa"),
               name_sort_key(test_arena(), "Lê Văn Hoà"));
}

void test_viname__syllables(void)
{
    static const char *const good[] = { "nghiêng", "NGHIÊNG", "Quý",   "gì",  "giữa", "giêng",
                                        "ươn",     "yếu",     "khuỷu", "Đắk", "oái",  "quốc",
                                        "xoong",   "ý",       "Thuỷ",  "thủy" };
    for (size_t i = 0; i < COUNT(good); i++)
        check_that(text_is_syllable(good[i]), good[i], __FILE__, __LINE__);
    static const char *const bad[] = { "",         "Ksor", "Niê", "Mlô",  "Jun",
                                       "cat",      "các̀",  "táá", "bcd",  "Kpă",
                                       "nghiêngg", "an1",  "xìt", "hoạh", "Köln" };
    for (size_t i = 0; i < COUNT(bad); i++)
        check_that(!text_is_syllable(bad[i]), bad[i], __FILE__, __LINE__);
}
