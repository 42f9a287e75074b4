/* SPDX-License-Identifier: Apache-2.0 */
#include "../test.h"

#include "domain/code_lists.h"

#include <stdio.h>
#include <string.h>

static size_t code_count(const struct code *codes)
{
    size_t count = 0;
    while (codes[count].code)
        count++;
    return count;
}

void test_code_lists__sizes_the_sources_give(void)
{
    CHECK_INT((int64_t)code_count(ethnicity_codes), 56); /* 54 groups, foreign, unknown */
    CHECK_INT((int64_t)code_count(poverty_cause_codes), 8);
    CHECK_INT((int64_t)code_count(content_codes), 5);
    CHECK_INT((int64_t)code_count(supervision_form_codes), 4);
    CHECK_INT((int64_t)code_count(criticism_form_codes), 3);
    CHECK_INT((int64_t)code_count(recipient_purpose_codes), 4);
    int decree_30 = 0; /* the 29 of art. 7 stand first, the last of them is the public letter */
    while (document_type_codes[decree_30].code &&
           strcmp(document_type_codes[decree_30].code, "public_letter") != 0)
        decree_30++;
    CHECK_INT(decree_30 + 1, 29);
}

static size_t check_deprivations(const char *const *set)
{
    size_t count = 0;
    for (; set[count]; count++)
        CHECK(code_find(deprivation_codes, set[count]) != NULL);
    return count;
}

void test_code_lists__deprivations_of_each_standard_are_known(void)
{
    CHECK_INT((int64_t)check_deprivations(deprivations_2016), 10);
    CHECK_INT((int64_t)check_deprivations(deprivations_2022), 12);
}

void test_code_lists__aliases_name_codes_and_do_not_clash(void)
{
    for (const struct code_alias *alias = code_aliases; alias->codes; alias++) {
        CHECK(code_find(alias->codes, alias->code) != NULL);
        CHECK(alias->words && *alias->words);
        for (const struct code_alias *other = code_aliases; other != alias; other++)
            CHECK(other->codes != alias->codes || strcmp(other->code, alias->code) != 0);
    }
}

void test_code_lists__ethnic_numbers_are_those_of_the_two_numberings(void)
{
    const char *path = test_shared("data/ethnic_codes.csv");
    FILE *file = path ? fopen(path, "r") : NULL;
    char line[200];
    const struct ethnicity_number *row = ethnicity_numbers;
    const struct code *code = ethnicity_codes;
    while (file && fgets(line, sizeof(line), file)) {
        if (line[0] < '0' || line[0] > '9')
            continue; /* header */
        line[strcspn(line, "\r\n")] = '\0';
        char *rest = line;
        const char *old = strsep(&rest, ","), *name = strsep(&rest, ","), *new = strsep(&rest, ",");
        CHECK_TEXT(row->code, code->code);
        CHECK_TEXT(row->numbering_1979, old);
        CHECK_TEXT(code->vi, name);
        CHECK_TEXT(row->numbering_2008 ? row->numbering_2008 : "", new ? new : "");
        row += row->code != NULL;
        code += code->code != NULL;
    }
    if (file) {
        CHECK(row->code == NULL && code->code == NULL);
        fclose(file);
    }
}
