/* SPDX-License-Identifier: Apache-2.0 */
#include "../test.h"

#include "base/docnumber.h"

#include <string.h>

static struct doc_number parse(const char *text, const char *title, struct date issued)
{
    struct doc_number number = { 0 };
    struct err err = { 0 };
    check_ok(doc_number_parse(test_arena(), text, title, issued, &number, &err), &err, text,
             __FILE__, __LINE__);
    return number;
}

/* Every number of the five source documents, and some of the laws around them. */
static const struct {
    const char *text, *key, *form;
    enum doc_style style;
    unsigned repairs;
} source_numbers[] = {
    { "168/KH-MTTQ-TCTV", "168:0:KH:MTTQ+TCTV", "168/KH-MTTQ-TCTV", DOC_STYLE_STATE, 0 },
    { "168-KH-MTTQ-TCTV", "168:0:KH:MTTQ+TCTV", "168/KH-MTTQ-TCTV", DOC_STYLE_STATE, 0 },
    { "22 CV /TĐTN-CNĐT", "22:0:CV:CNĐT+TĐTN", "22-CV/TĐTN-CNĐT", DOC_STYLE_PARTY,
      DOC_REPAIR_SPACING },
    { "384/MTTQ-BTT", "384:0:CV:BTT+MTTQ", "384/MTTQ-BTT", DOC_STYLE_LETTER, 0 },
    { "384 /MTTQ-BTT", "384:0:CV:BTT+MTTQ", "384/MTTQ-BTT", DOC_STYLE_LETTER, DOC_REPAIR_SPACING },
    { "10-CT/TW", "10:0:CT:TW", "10-CT/TW", DOC_STYLE_PARTY, 0 },
    { "313-CV/TU", "313:0:CV:TU", "313-CV/TU", DOC_STYLE_PARTY, 0 },
    { "46-NQ/TU", "46:0:NQ:TU", "46-NQ/TU", DOC_STYLE_PARTY, 0 },
    { "46 - NQ/TU", "46:0:NQ:TU", "46-NQ/TU", DOC_STYLE_PARTY, DOC_REPAIR_SPACING },
    { "88/NQLT/CP-ĐCTUBTWMTTQVN", "88:0:NQLT:CP+ĐCTUBTWMTTQVN", "88/NQLT-CP-ĐCTUBTWMTTQVN",
      DOC_STYLE_JOINT, 0 },
    { "88/2016/NQLT/CP-ĐCTUBTWMTTQVN", "88:2016:NQLT:CP+ĐCTUBTWMTTQVN",
      "88/2016/NQLT-CP-ĐCTUBTWMTTQVN", DOC_STYLE_JOINT, 0 },
    { "88/NQLT/CQ-ĐCTUBTWMTTQVN", "88:0:NQLT:CP+ĐCTUBTWMTTQVN", "88/NQLT-CP-ĐCTUBTWMTTQVN",
      DOC_STYLE_JOINT, DOC_REPAIR_ISSUER },
    { "77/HD-MTTW-BTT", "77:0:HD:BTT+MTTW", "77/HD-MTTW-BTT", DOC_STYLE_STATE, 0 },
    { "111/KH-UBND", "111:0:KH:UBND", "111/KH-UBND", DOC_STYLE_STATE, 0 },
    { "04/ĐA- MTTW- BTT", "4:0:ĐA:BTT+MTTW", "04/ĐA-MTTW-BTT", DOC_STYLE_STATE,
      DOC_REPAIR_SPACING },
    { "10/TTr-MTTW-BTT", "10:0:TTr:BTT+MTTW", "10/TTr-MTTW-BTT", DOC_STYLE_STATE, 0 },
    { "17- CT/TU", "17:0:CT:TU", "17-CT/TU", DOC_STYLE_PARTY, DOC_REPAIR_SPACING },
    { "35/NQ-HĐND", "35:0:NQ:HĐND", "35/NQ-HĐND", DOC_STYLE_STATE, 0 },
    { "142/2016/QH13", "142:2016::QH13", "142/2016/QH13", DOC_STYLE_LAW, 0 },
    { "33/2014/QĐ-UBND", "33:2014:QĐ:UBND", "33/2014/QĐ-UBND", DOC_STYLE_STATE, 0 },
    { "184 /KH-MTTQ", "184:0:KH:MTTQ", "184/KH-MTTQ", DOC_STYLE_STATE, DOC_REPAIR_SPACING },
    { "75 /CTrPH/UBND-UBMTTQ", "75:0:CTrPH:UBMTTQ+UBND", "75/CTrPH-UBND-UBMTTQ", DOC_STYLE_JOINT,
      DOC_REPAIR_SPACING },
    { "926/CTPH-MTTQ-TCCTXH", "926:0:CTrPH:MTTQ+TCCTXH", "926/CTrPH-MTTQ-TCCTXH", DOC_STYLE_STATE,
      DOC_REPAIR_TYPE },
    { "1002/MTTQ-BTT", "1002:0:CV:BTT+MTTQ", "1002/MTTQ-BTT", DOC_STYLE_LETTER, 0 },
    { "38/KH-MTTQ-BTT", "38:0:KH:BTT+MTTQ", "38/KH-MTTQ-BTT", DOC_STYLE_STATE, 0 },
    { "1722/QĐ-TTg", "1722:0:QĐ:TTg", "1722/QĐ-TTg", DOC_STYLE_STATE, 0 },
    { "1600/QĐ-TTg", "1600:0:QĐ:TTg", "1600/QĐ-TTg", DOC_STYLE_STATE, 0 },
    { "95/KH-UBND", "95:0:KH:UBND", "95/KH-UBND", DOC_STYLE_STATE, 0 },
    /* the laws around them */
    { "30/2020/NĐ-CP", "30:2020:NĐ:CP", "30/2020/NĐ-CP", DOC_STYLE_STATE, 0 },
    { "403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN", "403:2017:NQLT:CP+UBTVQH14+ĐCTUBTWMTTQVN",
      "403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN", DOC_STYLE_STATE, 0 },
    { "1198/QĐ-MTTW-ĐCT", "1198:0:QĐ:MTTW+ĐCT", "1198/QĐ-MTTW-ĐCT", DOC_STYLE_STATE, 0 },
    { "97/2025/QH15", "97:2025::QH15", "97/2025/QH15", DOC_STYLE_LAW, 0 },
    { "13/2025/TT-BNNMT", "13:2025:TT:BNNMT", "13/2025/TT-BNNMT", DOC_STYLE_STATE, 0 },
    { "217-QĐ/TW", "217:0:QĐ:TW", "217-QĐ/TW", DOC_STYLE_PARTY, 0 },
    { "31-HD/BTCTW", "31:0:HD:BTCTW", "31-HD/BTCTW", DOC_STYLE_PARTY, 0 },
    { "160-KL/TW", "160:0:KL:TW", "160-KL/TW", DOC_STYLE_PARTY, 0 },
    { "03/HD-MTTW-BTT", "3:0:HD:BTT+MTTW", "03/HD-MTTW-BTT", DOC_STYLE_STATE, 0 },
    { "267/VPCP-TTĐT", "267:0:CV:TTĐT+VPCP", "267/VPCP-TTĐT", DOC_STYLE_LETTER, 0 },
    { "25/BTT-PT", "25:0:CV:BTT+PT", "25/BTT-PT", DOC_STYLE_LETTER, 0 },
    { "12a/KH-UBND", "12a:0:KH:UBND", "12a/KH-UBND", DOC_STYLE_STATE, 0 },
    { "5/KH-UBND", "5:0:KH:UBND", "05/KH-UBND", DOC_STYLE_STATE, 0 },
    { "168 – KH – MTTQ", "168:0:KH:MTTQ", "168/KH-MTTQ", DOC_STYLE_STATE, DOC_REPAIR_SPACING },
    /* marks and case left out */
    { "33/2014/QD-UBND", "33:2014:QĐ:UBND", "33/2014/QĐ-UBND", DOC_STYLE_STATE, DOC_REPAIR_TYPE },
    { "1722/QĐ-TTG", "1722:0:QĐ:TTg", "1722/QĐ-TTg", DOC_STYLE_STATE, 0 },
    { "35/nq-hdnd", "35:0:NQ:HĐND", "35/NQ-HĐND", DOC_STYLE_STATE,
      DOC_REPAIR_TYPE | DOC_REPAIR_ISSUER },
    { "04/DA-UBND", "4:0:DA:UBND", "04/DA-UBND", DOC_STYLE_STATE, 0 },
    { "88/NQLT/CP-DCTUBTWMTTQVN", "88:0:NQLT:CP+ĐCTUBTWMTTQVN", "88/NQLT-CP-ĐCTUBTWMTTQVN",
      DOC_STYLE_JOINT, DOC_REPAIR_ISSUER },
    { "88/NQLT/CP-ĐCTUBTWMTTVN", "88:0:NQLT:CP+ĐCTUBTWMTTQVN", "88/NQLT-CP-ĐCTUBTWMTTQVN",
      DOC_STYLE_JOINT, DOC_REPAIR_ISSUER },
    /* another body, not a slip */
    { "05/QCPH/CA-MTTQ", "5:0:QCPH:CA+MTTQ", "05/QCPH-CA-MTTQ", DOC_STYLE_JOINT, 0 },
    { "12/CQ-VP", "12:0:CV:CQ+VP", "12/CQ-VP", DOC_STYLE_LETTER, 0 },
};

void test_docnumber__every_form_of_the_sources(void)
{
    for (size_t i = 0; i < COUNT(source_numbers); i++) {
        struct doc_number number = parse(source_numbers[i].text, NULL, date_none());
        check_text(doc_number_key(test_arena(), &number), source_numbers[i].key,
                   source_numbers[i].text, __FILE__, __LINE__);
        check_text(doc_number_to_text(test_arena(), &number), source_numbers[i].form,
                   source_numbers[i].text, __FILE__, __LINE__);
        check_int(number.style, source_numbers[i].style, source_numbers[i].text, __FILE__,
                  __LINE__);
        check_int(number.repairs, source_numbers[i].repairs, source_numbers[i].text, __FILE__,
                  __LINE__);
        CHECK_TEXT(number.verbatim, source_numbers[i].text);
        /* the good form says the same */
        struct doc_number again = parse(source_numbers[i].form, NULL, date_none());
        CHECK_TEXT(doc_number_key(test_arena(), &again), source_numbers[i].key);
        CHECK_TEXT(doc_number_to_text(test_arena(), &again), source_numbers[i].form);
    }
}

void test_docnumber__three_spellings_of_one_resolution(void)
{
    static const char *const spellings[] = { "88/NQLT/CP-ĐCTUBTWMTTQVN",
                                             "88/2016/NQLT/CP-ĐCTUBTWMTTQVN",
                                             "88/NQLT/CQ-ĐCTUBTWMTTQVN",
                                             "88/NQLT-ĐCTUBTWMTTQVN-CP" };
    static const char *const dates[] = { "7/10/2016", "07/10/2016", "07-10-2016", "2016" };
    for (size_t i = 0; i < COUNT(spellings); i++)
        for (size_t j = 0; j < COUNT(dates); j++) {
            struct err err = { 0 };
            struct date issued;
            CHECK_OK(date_from_external(dates[j], &issued, &err), &err);
            struct doc_number number = parse(spellings[i], "Nghị quyết liên tịch", issued);
            CHECK_TEXT(doc_number_key(test_arena(), &number), "88:2016:NQLT:CP+ĐCTUBTWMTTQVN");
            CHECK_INT((number.repairs & DOC_REPAIR_YEAR) != 0, i != 1);
            CHECK_TEXT(number.type_name, "nghị quyết liên tịch");
        }
    struct doc_number slip = parse(spellings[2], NULL, date_none());
    CHECK_TEXT(slip.repaired_from, "CQ");
    CHECK_TEXT(slip.repaired_to, "CP");
    struct doc_number plain = parse(spellings[0], NULL, date_none());
    struct doc_number dated = parse(spellings[1], NULL, date_none());
    CHECK_INT(doc_number_match(&plain, &slip), DOC_MAYBE);
    CHECK_INT(doc_number_match(&plain, &dated), DOC_MAYBE);
    CHECK_INT(doc_number_match(&dated, &dated), DOC_SAME);
    struct doc_number other = parse("88/2017/NQLT/CP-ĐCTUBTWMTTQVN", NULL, date_none());
    CHECK_INT(doc_number_match(&dated, &other), DOC_DIFFERENT);
    other = parse("88/2016/NQLT/CP", NULL, date_none());
    CHECK_INT(doc_number_match(&dated, &other), DOC_DIFFERENT);
    other = parse("88/2016/KH/CP-ĐCTUBTWMTTQVN", NULL, date_none());
    CHECK_INT(doc_number_match(&dated, &other), DOC_DIFFERENT);
}

void test_docnumber__year_written_and_year_of_the_date(void)
{
    struct doc_number number = parse("33/2014/QĐ-UBND", NULL, date_of(2015, 1, 2));
    CHECK_INT(number.year, 2014);
    CHECK_INT(number.repairs, DOC_DOUBT_YEAR);
    number = parse("33/2014/QĐ-UBND", NULL, date_of(2014, 6, 19));
    CHECK_INT(number.repairs, 0);
    number = parse("168/KH-MTTQ-TCTV", NULL, date_of(2017, 8, 31));
    CHECK_TEXT(doc_number_key(test_arena(), &number), "168:2017:KH:MTTQ+TCTV");
    CHECK_TEXT(doc_number_to_text(test_arena(), &number), "168/KH-MTTQ-TCTV");
}

void test_docnumber__title_decides_what_a_code_means(void)
{
    static const struct {
        const char *text, *title, *type, *name;
    } rows[] = {
        { "10/TTr-MTTW-BTT", NULL, "TTr", NULL },
        { "10/TTr-MTTW-BTT", "Thông tri", "TTr", "thông tri" },
        { "10/TTr-UBND", "TỜ TRÌNH", "TTr", "tờ trình" },
        { "Thông tri số 10/TTr-MTTW-BTT", NULL, "TTr", "thông tri" },
        { "Công văn 384/MTTQ-BTT", NULL, "CV", "công văn" },
        { "Kế hoạch số 168/KH-MTTQ-TCTV,", NULL, "KH", "kế hoạch" },
        { "Số: 22 CV /TĐTN-CNĐT", NULL, "CV", "công văn" },
        { "số 35/NQ-HĐND.", NULL, "NQ", "nghị quyết" },
        { "Chương trình phối hợp số 926/CTPH-MTTQ-TCCTXH", NULL, "CTrPH", "chương trình phối hợp" },
        { "217-QĐ/TW", "Quy định", "QĐ", "quy định" },
        { "217-QĐ/TW", NULL, "QĐ", "quyết định" },
        { "05/BTT-UBND-MTTQ", "Bản thỏa thuận", "BTT", "bản thỏa thuận" },
        { "142/2016/QH13", "Nghị quyết", "", "nghị quyết" },
        { "142/2016/QH13", NULL, "", NULL },
        { "So\u0302\u0301 168/KH-MTTQ", NULL, "KH", "kế hoạch" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct doc_number number = parse(rows[i].text, rows[i].title, date_none());
        check_text(number.type, rows[i].type, rows[i].text, __FILE__, __LINE__);
        check_text(number.type_name, rows[i].name, rows[i].text, __FILE__, __LINE__);
    }
    CHECK_TEXT(doc_type_name("KH"), "kế hoạch");
    CHECK_TEXT(doc_type_name("TTr"), NULL);
    CHECK_TEXT(doc_type_name("XX"), NULL);
    CHECK_TEXT(doc_type_code("Kế Hoạch"), "KH");
    CHECK_TEXT(doc_type_code("thông tri"), "TTr");
    CHECK_TEXT(doc_type_code("thơ"), NULL);
}

void test_docnumber__refused(void)
{
    static const char *const bad[] = {
        "",
        "abc",
        "168",
        "KH-MTTQ",
        "168/",
        "/KH-MTTQ",
        "168//KH",
        "168/-KH",
        "0/KH-UBND",
        "1234567/KH-UBND",
        "168 KH MTTQ",
        "168/KH-UBND tỉnh",
        "168ab/KH",
        "168/KH-",
        "168.KH/MTTQ",
        "ngày 31/8/2017",
        "168/KH-MTTQ, ngày 31/8/2017",
        "1/2/3/4/5/6/7/8/9/10/11",
        "168/KH(MTTQ)",
        "Kế hoạch số",
        "KH168/MTTQ",
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct err err = { 0 };
        struct doc_number number = { .number = 77 };
        check_int(doc_number_parse(test_arena(), bad[i], NULL, date_none(), &number, &err),
                  ERR_INPUT, bad[i], __FILE__, __LINE__);
        CHECK_INT(number.number, 77);
        if (err.code)
            CHECK_INT(err.msg, MSG_DOCNO_FORM);
    }
}

void test_docnumber__holds_for_any_text(void)
{
    static const char *const pieces[] = {
        "168", "/",    "-", " ",    "KH",   "MTTQ", "2016", "ĐCTUBTWMTTQVN", "số ", "Thông tri ",
        "a",   "\xFF", "Đ", "NQLT", "QH13", "–",    "1"
    };
    uint64_t state = 6;
    int taken = 0;
    for (int round = 0; round < 50000; round++) {
        char text[300] = "";
        size_t len = 0;
        for (uint64_t i = 0, n = 1 + test_random(&state) % 9; i < n; i++) {
            const char *piece = pieces[test_random(&state) % COUNT(pieces)];
            memcpy(text + len, piece, strlen(piece) + 1);
            len += strlen(piece);
        }
        struct arena_mark mark = arena_mark(test_arena());
        struct err err = { 0 };
        struct doc_number number, again;
        if (doc_number_parse(test_arena(), text, NULL, date_none(), &number, &err) == ERR_OK) {
            taken++;
            const char *form = doc_number_to_text(test_arena(), &number);
            enum err_code code =
                doc_number_parse(test_arena(), form, NULL, date_none(), &again, &err);
            check_ok(code, &err, text, __FILE__, __LINE__);
            if (code == ERR_OK)
                check_text(doc_number_key(test_arena(), &again),
                           doc_number_key(test_arena(), &number), text, __FILE__, __LINE__);
        }
        arena_release(test_arena(), mark);
    }
    CHECK(taken > 500);
}
