/* SPDX-License-Identifier: Apache-2.0 */
#include "base/idnumber.h"

#include "base/utf8.h"

enum { DIGITS_MAX = 40, CCCD_LEN = 12, CMND_LEN = 9, COUNTRY_FIRST = 97 };

/* Collects the digits of `text`, leaving separators out. False when there is anything else. */
static bool digits_of(const char *text, const char *separators, char digits[DIGITS_MAX + 1])
{
    size_t len = 0;
    while (*text) {
        uint32_t code = utf8_next(&text);
        if (code >= '0' && code <= '9') {
            if (len == DIGITS_MAX)
                return false;
            digits[len++] = (char)code;
            continue;
        }
        bool odd = code == 0xA0 || (code >= 0x2000 && code <= 0x2015) || code == 0x202F ||
                   code == 0x2060 || code == 0xFEFF;
        if (!odd && (code >= 0x80 || !strchr(separators, (int)code)))
            return false;
    }
    digits[len] = '\0';
    return len > 0;
}

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* --- telephones ----------------------------------------------------------------------------- */

/* The first digits of 11-digit mobiles and of the 10-digit ones they became in 2018. */
static const struct {
    char from[5], to[4];
} mobile_changes[] = {
    { "0120", "070" }, { "0121", "079" }, { "0122", "077" }, { "0126", "076" }, { "0128", "078" },
    { "0123", "083" }, { "0124", "084" }, { "0125", "085" }, { "0127", "081" }, { "0129", "082" },
    { "0162", "032" }, { "0163", "033" }, { "0164", "034" }, { "0165", "035" }, { "0166", "036" },
    { "0167", "037" }, { "0168", "038" }, { "0169", "039" }, { "0186", "056" }, { "0188", "058" },
    { "0199", "059" },
};

/* Makes the national form, with 0 before it. */
static void phone_to_national(char digits[DIGITS_MAX + 2], struct phone *phone)
{
    size_t len = strlen(digits), cut = 0;
    if (starts_with(digits, "0084"))
        cut = 4;
    else if (starts_with(digits, "84") && len >= 11)
        cut = 2;
    if (cut) {
        bool has_zero = digits[cut] == '0'; /* +84 (0) 912… */
        memmove(digits + !has_zero, digits + cut, len - cut + 1);
        digits[0] = '0';
        return;
    }
    bool lost_mobile = len == 9 && strchr("35789", digits[0]);
    bool lost_landline = len == 10 && digits[0] == '2';
    bool lost_old = len == 10 && digits[0] == '1' && strchr("2689", digits[1]) &&
                    !starts_with(digits, "1800") && !starts_with(digits, "1900");
    if (lost_mobile || lost_landline || lost_old) {
        memmove(digits + 1, digits, len + 1);
        digits[0] = '0';
        phone->repaired = true;
    }
}

static void phone_convert_old(char *digits, struct phone *phone)
{
    if (strlen(digits) != 11)
        return;
    for (size_t i = 0; i < COUNT(mobile_changes); i++)
        if (starts_with(digits, mobile_changes[i].from)) {
            memcpy(digits, mobile_changes[i].to, 3);
            memmove(digits + 3, digits + 4, 8);
            phone->converted = true;
            return;
        }
}

enum err_code phone_parse(const char *text, struct phone *ret_phone, struct err *err)
{
    char digits[DIGITS_MAX + 2];
    struct phone phone = { 0 };
    if (!digits_of(text, " .-()/+,;\t\n", digits))
        return err_set(err, ERR_INPUT, MSG_PHONE_FORM, text);
    if (strlen(digits) >= 18)
        return err_set(err, ERR_INPUT, MSG_PHONE_SEVERAL, text);
    phone_to_national(digits, &phone);
    phone_convert_old(digits, &phone);
    size_t len = strlen(digits), wanted;
    if (starts_with(digits, "1800") || starts_with(digits, "1900")) {
        phone.kind = PHONE_SERVICE;
        wanted = len == 8 ? 8 : 10;
    } else if (starts_with(digits, "02")) {
        phone.kind = PHONE_LANDLINE;
        wanted = 11;
    } else if (digits[0] == '0' && digits[1] && strchr("35789", digits[1])) {
        phone.kind = PHONE_MOBILE;
        wanted = 10;
    } else {
        return err_set(err, ERR_INPUT, MSG_PHONE_PREFIX, text);
    }
    if (len != wanted)
        return err_set(err, ERR_INPUT, MSG_PHONE_LENGTH, text, err_int((int64_t)len),
                       err_int((int64_t)wanted));
    memcpy(phone.digits, digits, len + 1);
    *ret_phone = phone;
    return ERR_OK;
}

void phone_to_text(const struct phone *phone, char ret_text[PHONE_TEXT_SIZE])
{
    /* Sizes of the groups; 024 and 028 are the two short area codes. */
    static const int mobile[] = { 4, 3, 3, 0 }, landline[] = { 4, 3, 4, 0 },
                     city[] = { 3, 4, 4, 0 }, service[] = { 4, 6, 0 };
    const int *group = mobile;
    if (phone->kind == PHONE_SERVICE)
        group = service;
    if (phone->kind == PHONE_LANDLINE)
        group = phone->digits[2] == '4' || phone->digits[2] == '8' ? city : landline;
    char *to = ret_text;
    for (const char *c = phone->digits; *c && *group; group++) {
        if (to > ret_text)
            *to++ = ' ';
        for (int i = 0; i < *group && *c; i++)
            *to++ = *c++;
    }
    *to = '\0';
}

/* --- identity papers ------------------------------------------------------------------------ */

/* The 63 provinces' codes of 2004, by which CCCD numbers are given. */
static const unsigned char provinces[] = {
    1,  2,  4,  6,  8,  10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33,
    34, 35, 36, 37, 38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66,
    67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
};
_Static_assert(COUNT(provinces) == 63, "the founding provinces");

enum err_code citizen_id_parse(const char *text, struct citizen_id *ret_id, struct err *err)
{
    char digits[DIGITS_MAX + 1];
    if (!digits_of(text, " .-\t", digits))
        return err_set(err, ERR_INPUT, MSG_IDNO_FORM, text);
    size_t len = strlen(digits);
    /* Province codes begin with 0, those of provinces 1 … 9 with 00. */
    bool cccd = len == CCCD_LEN || (len == 11 && digits[0] != '0') ||
                (len == 10 && strchr("12468", digits[0]));
    bool cmnd = len == CMND_LEN || (len == 8 && digits[0] != '0');
    if (!cccd && !cmnd)
        return err_set(err, ERR_INPUT, MSG_IDNO_LENGTH, text, err_int((int64_t)len));
    struct citizen_id id = { .kind = cccd ? CITIZEN_ID_CCCD : CITIZEN_ID_CMND };
    size_t lost = (cccd ? (size_t)CCCD_LEN : (size_t)CMND_LEN) - len;
    id.repaired = lost > 0;
    memset(id.digits, '0', lost);
    memcpy(id.digits + lost, digits, len + 1);
    if (cccd) {
        const char *d = id.digits;
        id.province = (d[0] - '0') * 100 + (d[1] - '0') * 10 + d[2] - '0';
        id.sex = (d[3] - '0') % 2 ? CITIZEN_SEX_FEMALE : CITIZEN_SEX_MALE;
        id.birth_year = 1900 + (d[3] - '0') / 2 * 100 + (d[4] - '0') * 10 + d[5] - '0';
    }
    *ret_id = id;
    return ERR_OK;
}

unsigned citizen_id_check(const struct citizen_id *id, enum citizen_sex sex, int birth_year,
                          int this_year)
{
    unsigned warnings = 0;
    if (id->kind != CITIZEN_ID_CCCD)
        return 0;
    bool known = id->province >= COUNTRY_FIRST;
    for (size_t i = 0; i < COUNT(provinces); i++)
        known |= provinces[i] == id->province;
    if (!known)
        warnings |= CITIZEN_ID_WARN_PROVINCE;
    if (sex != CITIZEN_SEX_UNKNOWN && sex != id->sex)
        warnings |= CITIZEN_ID_WARN_SEX;
    if (birth_year != 0 && birth_year != id->birth_year)
        warnings |= CITIZEN_ID_WARN_BIRTH_YEAR;
    if (this_year != 0 && id->birth_year > this_year)
        warnings |= CITIZEN_ID_WARN_FUTURE;
    return warnings;
}

enum msg citizen_id_warning(unsigned bit)
{
    switch (bit) {
    case CITIZEN_ID_WARN_PROVINCE:
        return MSG_IDNO_WARN_PROVINCE;
    case CITIZEN_ID_WARN_SEX:
        return MSG_IDNO_WARN_SEX;
    case CITIZEN_ID_WARN_BIRTH_YEAR:
        return MSG_IDNO_WARN_BIRTH_YEAR;
    default:
        return MSG_IDNO_WARN_FUTURE;
    }
}

/* --- masking -------------------------------------------------------------------------------- */

void idnumber_mask(const char *text, size_t shown, char ret_text[IDNUMBER_MASK_SIZE])
{
    size_t count = 0;
    for (const char *c = text; *c; utf8_next(&c))
        count++;
    if (shown > count / 3)
        shown = count / 3;
    char *to = ret_text;
    size_t hidden = count - shown, room = IDNUMBER_MASK_SIZE - 1;
    size_t most = shown * UTF8_BYTES_MAX < room ? room - shown * UTF8_BYTES_MAX : 0;
    for (size_t i = 0; i < hidden && i < most; i++)
        *to++ = '*';
    size_t skip = most > 0 ? hidden : count - room / UTF8_BYTES_MAX;
    const char *c = text;
    for (size_t i = 0; i < skip; i++)
        utf8_next(&c);
    while (*c) {
        uint32_t code = utf8_next(&c);
        to = utf8_put(to, code == UTF8_BAD ? '*' : code);
    }
    *to = '\0';
}
