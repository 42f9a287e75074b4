/* SPDX-License-Identifier: Apache-2.0
 * Numbers of documents ("168/KH-MTTQ-TCTV") in every style the State, the Party and the Front write
 * them, with any spacing: taken apart, given one canonical key for all spellings of one document,
 * and written back in good form. The verbatim text always stays with the caller's record.
 *
 *   state   NN[/YYYY]/TYPE-ORG[-UNIT]   35/NQ-HĐND   33/2014/QĐ-UBND   168-KH-MTTQ-TCTV
 *   party   NN-TYPE/ORG                 10-CT/TW     313-CV/TU         22 CV /TĐTN-CNĐT
 *   joint   NN[/YYYY]/TYPE/ORG-ORG      75 /CTrPH/UBND-UBMTTQ          88/2016/NQLT/CP-…
 *   letter  NN/ORG-UNIT                 384/MTTQ-BTT (a công văn has no type code: its type is CV)
 *   law     NN/YYYY/QHnn                142/2016/QH13 (no type code either)
 *
 * The key is number, year, type and the set of issuers: style, order and spelling do not count.
 * Sources differ for one document; repairs that the key makes are told:
 *   - a type's other abbreviation (CTPH for CTrPH), by a table;
 *   - marks or case left out (QD for QĐ, TTG for TTg), where no other code is meant;
 *   - an issuer misspelt: by a table (CQ for CP in joint resolutions, as in
 *     88/NQLT/CQ-ĐCTUBTWMTTQVN), or one letter wrong in the long name of a known issuer; short ones
 * a letter apart may be another body and are left;
 *   - the year, where the number has none and the date of issue is given.
 *
 * Law: decree 30/2020/NĐ-CP, art. 8 and annexes I and III (form and abbreviations; numbers run from
 * 01 in each year); guide 36-HD/VPTW of 2018 for the Party's style. "BTT" and "TTr" have two
 * meanings each (bản thỏa thuận, Ban Thường trực; tờ trình, thông tri): the code alone never
 * decides them. */
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"

enum doc_style {
    DOC_STYLE_STATE,
    DOC_STYLE_PARTY,
    DOC_STYLE_JOINT,
    DOC_STYLE_LETTER,
    DOC_STYLE_LAW,
    DOC_STYLE_MAX_
};

enum { DOC_ISSUERS_MAX = 6, DOC_NUMBER_BYTES_MAX = 200 };

/* What had to be changed for the key, or does not fit. */
enum {
    DOC_REPAIR_SPACING = 1 << 0, /* blanks around / and - */
    DOC_REPAIR_TYPE = 1 << 1,
    DOC_REPAIR_ISSUER = 1 << 2, /* see repaired_from, repaired_to */
    DOC_REPAIR_YEAR = 1 << 3,   /* taken from the date of issue */
    DOC_DOUBT_YEAR = 1 << 4,    /* the year written is not that of the date (MSG_DOCNO_YEAR): the
                                 * written one holds */
};

struct doc_number {
    int number;       /* 1 … 999999 */
    char suffix;      /* 'a' of "12a/…"; 0 where there is none */
    int year;         /* 0: not known */
    const char *type; /* canonical code: "KH", "CTrPH", "CV" for letters; "" for laws */
    const char
        *type_name; /* "kế hoạch"; NULL where the code has two meanings and no title decided */
    const char *issuers[DOC_ISSUERS_MAX]; /* as written, repaired, upper case but for TTg */
    size_t issuer_count;
    enum doc_style style;
    bool year_written; /* the year stands in the number itself */
    unsigned repairs;
    const char *repaired_from, *repaired_to; /* the last issuer repaired; NULL where none was */
    const char *verbatim;                    /* the text given */
};

/* Reads a number. A title and "số" may stand before it ("Thông tri số 10/TTr-MTTW-BTT", "Công văn
 * 384/MTTQ-BTT", "Số: 22 CV /TĐTN-CNĐT"); `title` gives the title's word otherwise, or is NULL; it
 * decides what an ambiguous code means, and whether BTT in the place of a type is one. `issued` is
 * the date of issue or date_none(). Texts live in `arena`. ERR_INPUT: MSG_DOCNO_FORM. */
NODISCARD enum err_code doc_number_parse(struct arena *arena, const char *text, const char *title,
                                         struct date issued, struct doc_number *ret_number,
                                         struct err *err);

/* The canonical key: "88:2016:NQLT:CP+ĐCTUBTWMTTQVN"; issuers in byte order, year 0 where unknown.
 */
char *doc_number_key(struct arena *arena, const struct doc_number *number);

/* Are they one document's? A year known on one side only is no difference: then "maybe". */
enum doc_match { DOC_DIFFERENT, DOC_MAYBE, DOC_SAME };
enum doc_match doc_number_match(const struct doc_number *a, const struct doc_number *b);

/* The number in good form for its style: number and symbol parted by "/", groups by "-", no blanks,
 * below 10 with a zero; the Party's with type behind a hyphen: "04/ĐA-MTTW-BTT", "75/CTrPH-UBND-
 * UBMTTQ", "10-CT/TW", "384/MTTQ-BTT", "142/2016/QH13". The year stands in it where it was written.
 */
char *doc_number_to_text(struct arena *arena, const struct doc_number *number);

/* The name of a type by its code, NULL for an unknown or ambiguous one; the code by a name ("kế
 * hoạch", whatever the case), NULL for an unknown one. */
const char *doc_type_name(const char *code);
const char *doc_type_code(const char *name);
