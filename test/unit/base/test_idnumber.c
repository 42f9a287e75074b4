/* SPDX-License-Identifier: Apache-2.0 */
#include "../test.h"

#include "base/idnumber.h"

#include <string.h>

void test_idnumber__phones(void)
{
    static const struct {
        const char *text, *digits, *shown;
        enum phone_kind kind;
        bool repaired, converted;
    } rows[] = {
        { "0912345678", "0912345678", "0912 345 678", PHONE_MOBILE, false, false },
        { "0906.797.899", "0906797899", "0906 797 899", PHONE_MOBILE, false, false },
        { "0368 123 456", "0368123456", "0368 123 456", PHONE_MOBILE, false, false },
        { "+84 912 345 678", "0912345678", "0912 345 678", PHONE_MOBILE, false, false },
        { "+84(0)912345678", "0912345678", "0912 345 678", PHONE_MOBILE, false, false },
        { "84912345678", "0912345678", "0912 345 678", PHONE_MOBILE, false, false },
        { "0084 912 345 678", "0912345678", "0912 345 678", PHONE_MOBILE, false, false },
        { "912345678", "0912345678", "0912 345 678", PHONE_MOBILE, true, false },
        { "84 2973 876 568", "02973876568", "0297 387 6568", PHONE_LANDLINE, false, false },
        { "0912\u00A0345\u2011678", "0912345678", "0912 345 678", PHONE_MOBILE, false, false },
        { "0849123456", "0849123456", "0849 123 456", PHONE_MOBILE, false, false },
        { "849123456", "0849123456", "0849 123 456", PHONE_MOBILE, true, false },
        { "02973.942334", "02973942334", "0297 394 2334", PHONE_LANDLINE, false, false },
        { "0297 3876568", "02973876568", "0297 387 6568", PHONE_LANDLINE, false, false },
        { "(0297) 387.6568", "02973876568", "0297 387 6568", PHONE_LANDLINE, false, false },
        { "2973876568", "02973876568", "0297 387 6568", PHONE_LANDLINE, true, false },
        { "024 3822 1234", "02438221234", "024 3822 1234", PHONE_LANDLINE, false, false },
        { "028-38221234", "02838221234", "028 3822 1234", PHONE_LANDLINE, false, false },
        { "01681234567", "0381234567", "0381 234 567", PHONE_MOBILE, false, true },
        { "0120 1234567", "0701234567", "0701 234 567", PHONE_MOBILE, false, true },
        { "1681234567", "0381234567", "0381 234 567", PHONE_MOBILE, true, true },
        { "+841681234567", "0381234567", "0381 234 567", PHONE_MOBILE, false, true },
        { "1900 1234", "19001234", "1900 1234", PHONE_SERVICE, false, false },
        { "1800.123456", "1800123456", "1800 123456", PHONE_SERVICE, false, false },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = { 0 };
        struct phone phone = { 0 };
        enum err_code code = phone_parse(rows[i].text, &phone, &err);
        check_ok(code, &err, rows[i].text, __FILE__, __LINE__);
        if (code != ERR_OK)
            continue;
        CHECK_TEXT(phone.digits, rows[i].digits);
        check_int(phone.kind, rows[i].kind, rows[i].text, __FILE__, __LINE__);
        check_int(phone.repaired, rows[i].repaired, rows[i].text, __FILE__, __LINE__);
        check_int(phone.converted, rows[i].converted, rows[i].text, __FILE__, __LINE__);
        char shown[PHONE_TEXT_SIZE];
        phone_to_text(&phone, shown);
        CHECK_TEXT(shown, rows[i].shown);
        struct phone again;
        CHECK_OK(phone_parse(shown, &again, &err), &err);
        CHECK_TEXT(again.digits, phone.digits);
    }
}

void test_idnumber__phones_refused(void)
{
    static const struct {
        const char *text;
        enum msg msg;
    } rows[] = {
        { "", MSG_PHONE_FORM },
        { "không có", MSG_PHONE_FORM },
        { "0912345678x", MSG_PHONE_FORM },
        { "0297x.xxxxxx", MSG_PHONE_FORM },
        { "123", MSG_PHONE_PREFIX },
        { "0612345678", MSG_PHONE_PREFIX },
        { "0112345678", MSG_PHONE_PREFIX },
        { "091234567", MSG_PHONE_LENGTH },
        { "09123456789", MSG_PHONE_LENGTH },
        { "0297387656", MSG_PHONE_LENGTH },
        { "029738765689", MSG_PHONE_LENGTH },
        { "0912345678 / 0987654321", MSG_PHONE_SEVERAL },
        { "0912345678, 0297 3876568", MSG_PHONE_SEVERAL },
        { "0", MSG_PHONE_PREFIX },
        { "00", MSG_PHONE_PREFIX },
        { "0084", MSG_PHONE_PREFIX },
        { "1234567890123456789012345678901234567890123", MSG_PHONE_FORM },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = { 0 };
        struct phone phone = { .kind = PHONE_SERVICE };
        check_int(phone_parse(rows[i].text, &phone, &err), ERR_INPUT, rows[i].text, __FILE__,
                  __LINE__);
        if (err.code)
            check_text(msg_key(err.msg), msg_key(rows[i].msg), rows[i].text, __FILE__, __LINE__);
        CHECK_INT(phone.kind, PHONE_SERVICE);
    }
}

void test_idnumber__citizen_ids(void)
{
    static const struct {
        const char *text, *digits;
        enum citizen_id_kind kind;
        bool repaired;
        int province, birth_year;
        enum citizen_sex sex;
    } rows[] = {
        { "091085001234", "091085001234", CITIZEN_ID_CCCD, false, 91, 1985, CITIZEN_SEX_MALE },
        { "091 185 001 234", "091185001234", CITIZEN_ID_CCCD, false, 91, 1985, CITIZEN_SEX_FEMALE },
        { "064.2.01.001234", "064201001234", CITIZEN_ID_CCCD, false, 64, 2001, CITIZEN_SEX_MALE },
        { "001310001234", "001310001234", CITIZEN_ID_CCCD, false, 1, 2010, CITIZEN_SEX_FEMALE },
        { "91085001234", "091085001234", CITIZEN_ID_CCCD, true, 91, 1985, CITIZEN_SEX_MALE },
        { "1085001234", "001085001234", CITIZEN_ID_CCCD, true, 1, 1985, CITIZEN_SEX_MALE },
        { "370123456", "370123456", CITIZEN_ID_CMND, false, 0, 0, CITIZEN_SEX_UNKNOWN },
        { "012 345 678", "012345678", CITIZEN_ID_CMND, false, 0, 0, CITIZEN_SEX_UNKNOWN },
        { "12345678", "012345678", CITIZEN_ID_CMND, true, 0, 0, CITIZEN_SEX_UNKNOWN },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = { 0 };
        struct citizen_id id = { 0 };
        CHECK_OK(citizen_id_parse(rows[i].text, &id, &err), &err);
        CHECK_TEXT(id.digits, rows[i].digits);
        CHECK_INT(id.kind, rows[i].kind);
        CHECK_INT(id.repaired, rows[i].repaired);
        CHECK_INT(id.province, rows[i].province);
        CHECK_INT(id.birth_year, rows[i].birth_year);
        CHECK_INT(id.sex, rows[i].sex);
    }
    static const struct {
        const char *text;
        enum msg msg;
    } bad[] = {
        { "", MSG_IDNO_FORM },
        { "không", MSG_IDNO_FORM },
        { "09108500123x", MSG_IDNO_FORM },
        { "1234567", MSG_IDNO_LENGTH },
        { "3012345678", MSG_IDNO_LENGTH },
        { "01234567890", MSG_IDNO_LENGTH },
        { "0910850012345", MSG_IDNO_LENGTH },
        { "01234567", MSG_IDNO_LENGTH },
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct err err = { 0 };
        struct citizen_id id = { 0 };
        check_int(citizen_id_parse(bad[i].text, &id, &err), ERR_INPUT, bad[i].text, __FILE__,
                  __LINE__);
        if (err.code)
            check_text(msg_key(err.msg), msg_key(bad[i].msg), bad[i].text, __FILE__, __LINE__);
    }
}

void test_idnumber__citizen_id_warnings(void)
{
    static const struct {
        const char *text;
        enum citizen_sex sex;
        int birth_year, this_year;
        unsigned warnings;
    } rows[] = {
        { "091085001234", CITIZEN_SEX_MALE, 1985, 2026, 0 },
        { "091085001234", CITIZEN_SEX_UNKNOWN, 0, 0, 0 },
        { "091085001234", CITIZEN_SEX_FEMALE, 1985, 2026, CITIZEN_ID_WARN_SEX },
        { "091085001234", CITIZEN_SEX_MALE, 1986, 2026, CITIZEN_ID_WARN_BIRTH_YEAR },
        { "003085001234", CITIZEN_SEX_FEMALE, 1986, 2026,
          CITIZEN_ID_WARN_PROVINCE | CITIZEN_ID_WARN_SEX | CITIZEN_ID_WARN_BIRTH_YEAR },
        { "000085001234", CITIZEN_SEX_MALE, 0, 2026, CITIZEN_ID_WARN_PROVINCE },
        { "132085001234", CITIZEN_SEX_MALE, 0, 2026, 0 }, /* born abroad */
        { "091285001234", CITIZEN_SEX_MALE, 0, 2026, CITIZEN_ID_WARN_FUTURE },
        { "091285001234", CITIZEN_SEX_MALE, 0, 0, 0 },
        { "370123456", CITIZEN_SEX_FEMALE, 1950, 2026, 0 },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err err = { 0 };
        struct citizen_id id = { 0 };
        CHECK_OK(citizen_id_parse(rows[i].text, &id, &err), &err);
        check_int(citizen_id_check(&id, rows[i].sex, rows[i].birth_year, rows[i].this_year),
                  rows[i].warnings, rows[i].text, __FILE__, __LINE__);
    }
    CHECK_INT(citizen_id_warning(CITIZEN_ID_WARN_SEX), MSG_IDNO_WARN_SEX);
    CHECK_INT(citizen_id_warning(CITIZEN_ID_WARN_FUTURE), MSG_IDNO_WARN_FUTURE);
}

void test_idnumber__mask(void)
{
    static const struct {
        const char *text;
        size_t shown;
        const char *masked;
    } rows[] = {
        { "091085001234", 4, "********1234" },
        { "091085001234", 3, "*********234" },
        { "0912345678", 3, "*******678" },
        { "0912345678", 4, "*******678" },
        { "091085001234", 0, "************" },
        { "12", 4, "**" },
        { "123", 4, "**3" },
        { "", 4, "" },
        { "Nguyễn Ỷ", 2, "****** Ỷ" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char masked[IDNUMBER_MASK_SIZE];
        idnumber_mask(rows[i].text, rows[i].shown, masked);
        CHECK_TEXT(masked, rows[i].masked);
    }
    char longer[400], masked[IDNUMBER_MASK_SIZE];
    for (size_t len = 0; len < sizeof(longer) / 3; len++) {
        for (size_t i = 0; i < len; i++)
            memcpy(longer + i * 3, "Ỷ", 3);
        longer[len * 3] = '\0';
        for (size_t shown = 0; shown < 140; shown += 7) {
            idnumber_mask(longer, shown, masked);
            CHECK(strlen(masked) < IDNUMBER_MASK_SIZE);
        }
    }
}
