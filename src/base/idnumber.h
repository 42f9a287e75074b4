/* SPDX-License-Identifier: Apache-2.0
 * Numbers that identify or reach a person: telephone numbers, and the numbers of identity papers
 * (CCCD, the personal number of 12 digits, and CMND, the older one of 9). Both are personal data:
 * whoever shows them without the right uses idnumber_mask. Neither is ever required of a person.
 *
 * Spreadsheets drop leading zeros and people put dots anywhere: separators are ignored and a lost
 * zero is put back, and the caller is told (`repaired`).
 *
 * Law: numbering plan of 2017/2018 (circular 22/2014/TT-BTTTT, decision 798/QĐ-BTTTT of 2018 on the
 * change of 11-digit mobiles); personal number by decree 137/2015/NĐ-CP art. 13 and circular
 * 07/2016/TT-BCA (province or country of birth registration 3, century and sex 1, year 2, random 6;
 * there is no check digit). Provinces keep the codes of the founding 63. */
#pragma once

#include "base/err.h"

/* --- telephones ----------------------------------------------------------------------------- */

enum phone_kind {
    PHONE_NONE,
    PHONE_MOBILE,   /* 10 digits: 03 05 07 08 09 */
    PHONE_LANDLINE, /* 11 digits: 02 */
    PHONE_SERVICE,  /* 1800…, 1900…: 8 or 10 digits */
};
enum { PHONE_SIZE = 12, PHONE_TEXT_SIZE = 16 };

struct phone {
    char digits[PHONE_SIZE]; /* "0912345678", "02973876568" */
    enum phone_kind kind;
    bool repaired;  /* a lost leading zero was put back */
    bool converted; /* an 11-digit mobile of before 2018 became its 10-digit number */
};

/* Reads a number with any separators, "+84", "84" or "0084" before it. ERR_INPUT: MSG_PHONE_FORM
 * (letters, nothing), MSG_PHONE_LENGTH, MSG_PHONE_PREFIX, MSG_PHONE_SEVERAL (two numbers in one).
 */
NODISCARD enum err_code phone_parse(const char *text, struct phone *ret_phone, struct err *err);

/* In groups: "0912 345 678", "0297 387 6568", "024 3822 1234", "1900 1234". */
void phone_to_text(const struct phone *phone, char ret_text[PHONE_TEXT_SIZE]);

/* --- identity papers ------------------------------------------------------------------------ */

enum citizen_id_kind { CITIZEN_ID_NONE, CITIZEN_ID_CCCD, CITIZEN_ID_CMND };
enum citizen_sex { CITIZEN_SEX_UNKNOWN, CITIZEN_SEX_MALE, CITIZEN_SEX_FEMALE };
enum { CITIZEN_ID_SIZE = 13 };

struct citizen_id {
    char digits[CITIZEN_ID_SIZE];
    enum citizen_id_kind kind;
    bool repaired; /* lost leading zeros were put back */
    /* What a CCCD number says; 0 for CMND, which says nothing reliable. */
    int province; /* 1 … 96, or a country's code above */
    enum citizen_sex sex;
    int birth_year;
};

/* Reads 12 digits (CCCD; 11 and 10 have lost their zeros) or 9 (CMND; 8 has lost one), with any
 * separators. ERR_INPUT: MSG_IDNO_FORM, MSG_IDNO_LENGTH. */
NODISCARD enum err_code citizen_id_parse(const char *text, struct citizen_id *ret_id,
                                         struct err *err);

/* What does not fit: a mask of warnings, never a reason to refuse. */
enum {
    CITIZEN_ID_WARN_PROVINCE = 1 << 0, /* no province has this code */
    CITIZEN_ID_WARN_SEX = 1 << 1,
    CITIZEN_ID_WARN_BIRTH_YEAR = 1 << 2,
    CITIZEN_ID_WARN_FUTURE = 1 << 3, /* born after this_year */
};
/* Compares with what else is known; CITIZEN_SEX_UNKNOWN and year 0 are not compared. A CMND never
 * warns. `this_year` comes from the caller's clock; 0 leaves that check out. */
unsigned citizen_id_check(const struct citizen_id *id, enum citizen_sex sex, int birth_year,
                          int this_year);
/* The text for one bit of the mask. */
enum msg citizen_id_warning(unsigned bit);

/* --- masking -------------------------------------------------------------------------------- */

enum { IDNUMBER_MASK_SIZE = 64 };

/* Shows the last `shown` characters, one asterisk for each other: "********1234". At most a third
 * of a text is ever shown, and of its characters none is cut; beyond IDNUMBER_MASK_SIZE the front
 * is left out. */
void idnumber_mask(const char *text, size_t shown, char ret_text[IDNUMBER_MASK_SIZE]);
