/* SPDX-License-Identifier: Apache-2.0
 * Code lists that more than one kind uses, or that import and programmes read. A list used by one
 * kind stands in that kind's file. Each ends with { 0 }. Codes are the glossary's words and never
 * change; what the sources say is in the labels. */
#pragma once

#include "domain/kind.h"

/* Chapters of the registers, in the order a menu shows them: struct kind.group. */
extern const struct code kind_group_codes[];

/* --- places and organisations ----------------------------------------------------------------- */
extern const struct code unit_list_codes[];    /* gso3 to 2025-06-30, gso2 since, local: areas */
extern const struct code unit_level_codes[];   /* nation, province, district, commune, area */
extern const struct code settlement_codes[];   /* rural, urban */
extern const struct code lineage_type_codes[]; /* full, partial, kept, renamed, reparented */
extern const struct code designation_type_codes[]; /* begins the open list designation_type */
extern const struct code body_kind_codes[];
extern const struct code body_role_codes[];   /* lead, coordinate, advise … (A6.3) */
extern const struct code relation_codes[];    /* between bodies: directs, consults */
extern const struct code paper_style_codes[]; /* whose header a document carries: state, party … */

/* --- people ----------------------------------------------------------------------------------- */
extern const struct code ethnicity_codes[]; /* 54 groups, foreign, unknown: names, not numbers,
                                               are the codes: "kinh", "gia_rai" … */
extern const struct code policy_category_codes[]; /* person with merit, social protection … */
extern const struct code sex_codes[];             /* male, female */
extern const struct code relation_to_head_codes[];
extern const struct code poverty_standard_codes[]; /* begins the open list poverty_standard */
extern const struct code poverty_class_codes[];
extern const struct code poverty_change_codes[]; /* between two years' reviews */
extern const struct code poverty_cause_codes[];
extern const struct code deprivation_codes[]; /* those of every standard; see the sets below */

/* The deprivations a standard knows, in the order of its forms; end with NULL. */
extern const char *const deprivations_2016[]; /* 10 of QĐ 59/2015/QĐ-TTg */
extern const char *const deprivations_2022[]; /* 12 of NĐ 07/2021/NĐ-CP */

/* Two official numberings give the same number to different groups, so a number in a sheet means
 * nothing without its numbering. Of the 2008 one only 01 to 20 could be read; NULL elsewhere. */
struct ethnicity_number {
    const char *code;
    const char *numbering_1979; /* 121-TCTK/PPCĐ */
    const char *numbering_2008; /* 1019/QĐ-TCTK, or NULL */
};
extern const struct ethnicity_number ethnicity_numbers[]; /* ends with { 0 } */

/* --- help, models, works ---------------------------------------------------------------------- */
extern const struct code support_type_codes[];
extern const struct code support_subtype_codes[]; /* begins the open list support_subtype */
extern const struct code fund_source_codes[];
extern const struct code occasion_codes[];      /* begins the open list occasion */
extern const struct code model_type_codes[];    /* begins the open list model_type */
extern const struct code work_type_codes[];     /* begins the open list work_type */
extern const struct code subject_level_codes[]; /* whom a model or title is for: household … */
extern const struct code content_codes[];       /* the campaign's 5 contents, in their order */
extern const struct code grade_codes[];         /* excellent, good, fair, poor */

/* --- programme and paper ---------------------------------------------------------------------- */
extern const struct code activity_type_codes[]; /* begins the open list activity_type */
extern const struct code channel_codes[];
extern const struct code document_type_codes[]; /* begins the open list document_type */
extern const struct code document_direction_codes[];
extern const struct code recipient_purpose_codes[];
extern const struct code priority_codes[];
extern const struct code due_operator_codes[]; /* before (exclusive), no_later_than (inclusive) */

/* --- money ------------------------------------------------------------------------------------ */
extern const struct code ledger_entry_type_codes[];
extern const struct code ledger_account_codes[];
extern const struct code donation_kind_codes[]; /* money, goods, labour, land */
extern const struct code title_type_codes[];    /* begins the open list title_type */

/* --- supervision ------------------------------------------------------------------------------ */
extern const struct code supervision_topic_codes[]; /* begins the open list supervision_topic */
extern const struct code supervision_form_codes[];
extern const struct code criticism_form_codes[];

/* Other words for a code in sheets and documents: "vợ" is a spouse, "CTPH" a coordination
 * programme. Compared folded, so case and tone marks need no variants. */
struct code_alias {
    const struct code *codes;
    const char *code;
    const char *words; /* "vợ;chồng" */
};
extern const struct code_alias code_aliases[]; /* ends with { 0 } */
