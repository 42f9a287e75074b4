/* SPDX-License-Identifier: Apache-2.0
 * Rows among the data that are a header printed once more, or the numbers of its columns. */
#include "service/import/import_parts.h"

#include "base/vitext.h"

#include <ctype.h>
#include <string.h>

/* "Nam | Nữ", "1 | 2 | 3" under a header that was printed once more: each cell ends the header of its column. */
static bool is_below_repeated(struct import *import, const struct import_row *row)
{
    size_t filled = 0;
    if (!import->header_again || row->number != import->header_again + 1)
        return false;
    if (import_row_is_numbering(row))
        return true;
    if (import->header.first == import->header.last)
        return false;
    for (size_t i = 0; i < row->count; i++) {
        const char *text = row->cells[i].text, *header = i < import->header.count ? import->header.columns[i].header : "";
        size_t len = strlen(text), all = strlen(header);
        if (*text && (all < len || strcmp(header + all - len, text) != 0))
            return false;
        filled += *text != '\0';
    }
    import->header_again = filled ? row->number : 0;
    return filled > 0;
}

bool import_row_repeats_header(struct import *import, const struct import_row *row)
{
    size_t same = 0, filled = 0;
    if (is_below_repeated(import, row))
        return true;
    for (size_t i = 0; i < row->count && i < import->header.count; i++) {
        if (!*row->cells[i].text)
            continue;
        filled++;
        const char *header = import->header.columns[i].header;
        same += *header && import->header.columns[i].is && text_equal_folded(header, row->cells[i].text);
    }
    if (!(filled >= 2 && same * 5 >= filled * 3 && same >= 2))
        return false;
    import->header_again = row->number;
    return true;
}

enum { FORMULA_BYTES_MAX = 40 };

/* "4=3/1", "(5)=(3)+(4)": the number of the column, and what of others it is. */
static const char *without_formula(const char *text, char ret[FORMULA_BYTES_MAX])
{
    const char *equals = strchr(text, '=');
    size_t len = strlen(text);
    if (!equals || len >= FORMULA_BYTES_MAX || strspn(text, "0123456789()=+-*/:%.,x ") != len)
        return text;
    memcpy(ret, text, (size_t)(equals - text));
    ret[equals - text] = '\0';
    return ret;
}

bool import_row_is_numbering(const struct import_row *row)
{
    size_t filled = 0, letters = 0;
    int64_t last = 0;
    char letter = '\0';
    bool begun_anew = false;
    for (size_t i = 0; i < row->count; i++) {
        char formula[FORMULA_BYTES_MAX] = "", digits[8] = "";
        const char *text = without_formula(row->cells[i].text, formula);
        if (!*text)
            continue;
        filled++;
        if (!text_fold_into(digits, sizeof(digits), text, ""))
            return false;
        int64_t number = 0;
        if (strlen(digits) == 1 && isalpha((unsigned char)digits[0])) {
            letters += digits[0] >= letter; /* "Đ" is folded to "d" */
            letter = digits[0];
            continue;
        }
        bool anew = text_int(digits, &number) && number == 1 && last > 1 && !begun_anew; /* "1 … 8, 1 … 10, 19": the parts of a group */
        if (!text_int(digits, &number) || (number <= last && !anew) || number > 200)
            return false;
        begun_anew = begun_anew || anew;
        last = number;
    }
    return filled >= 3 && (last >= (int64_t)filled / 2 || letters == filled); /* "A B C D E" */
}
