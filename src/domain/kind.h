/* SPDX-License-Identifier: Apache-2.0
 * One declaration per kind of record (DESIGN §1, idea 1).
 *
 * A kind is a const table of fields plus a lifecycle, in src/domain/kind/<kind>.c. From it the
 * house derives the schema's next migration, SQL, validation, JSON, sheets and templates, filters,
 * the audit diff and masking. A declaration holds names and types: no SQL, no code.
 *
 * Adding a field is one line in its table, adding a register is one file; `make migration NAME=…`
 * writes the schema step. The list of all kinds (`kinds`) is generated from the files there: a file
 * household.c declares `const struct kind kind_household`.
 *
 * Columns every record has besides its fields: id, version (1, 2, …), state (where the kind has a
 * lifecycle), created_at, updated_at; and the shard, which is part of the id. */
#pragma once

#include "base/base.h"
#include "base/msg.h"

/* How a value is stored, checked, written and read. Stored type in brackets. */
enum field_type {
    FIELD_TEXT,        /* [text] one line, at most `max` characters (0: 200) */
    FIELD_NOTE,        /* [text] several lines, at most `max` characters (0: 4000) */
    FIELD_PERSON_NAME, /* [text] full name of a person, as written, cleaned; listed by given name */
    FIELD_CODE,        /* [text] one of `codes`, or of the open list `list`, or of both together */
    FIELD_CODES,       /* [text] any number of them: ",a,b," in the order of the list */
    FIELD_KEY,         /* [text] the natural key of a record of kind `ref`: "womens_union" */
    FIELD_BOOL,        /* [int] 0 or 1 */
    FIELD_INT,         /* [int] min ≤ value ≤ max where max > 0 */
    FIELD_MONEY,       /* [int] đồng, never negative; at most `max` where max > 0 */
    FIELD_SHARE,       /* [int] hundredths of a per cent, 0 to 10000 unless limits say otherwise */
    FIELD_YEAR,        /* [int] 1900 … 2100 */
    FIELD_DATE,        /* [text] day, month, quarter or year: base/date.h, storage form */
    FIELD_TIME,        /* [text] moment in UTC: "2026-11-21T08:00:00Z" */
    FIELD_REF,         /* [int] id of a record of kind `ref`; "units" for a place */
    FIELD_ID_NUMBER,   /* [text] CCCD (12 digits) or CMND (9): encrypted, found by keyed index */
    FIELD_PHONE,       /* [text] encrypted, found by keyed index */
    FIELD_EMAIL,       /* [text] */
    FIELD_DOC_NUMBER, /* [text] number and symbol of a document, verbatim; found by canonical key */
    FIELD_TYPE_MAX_
};

/* What the law on personal data (91/2025/QH15) makes of a field. */
enum personal {
    PERSONAL_NONE,
    PERSONAL_BASIC,     /* name, birth date, address …: masked without the right to see it */
    PERSONAL_SENSITIVE, /* ethnicity, health, offences …: masked, and each reading is logged */
};

/* What a text or number names that is no reference: shown in words (service/field_words.h). */
enum stands_for {
    STANDS_FOR_ITSELF,
    STANDS_FOR_SCHEDULE,   /* an entry of the record's programme's schedule */
    STANDS_FOR_OUTLINE,    /* an outline of it */
    STANDS_FOR_OBLIGATION, /* an obligation or target of it */
    STANDS_FOR_FIGURE,     /* a measure or indicator of it */
    STANDS_FOR_KIND,       /* a register, by its slug */
    STANDS_FOR_RECORD,     /* a record of the register that the field before this one names */
    STANDS_FOR_TASK,       /* a periodic task, by its name */
};

struct code {
    const char *code, *vi, *en; /* code: snake_case, the glossary's word */
};

struct field {
    const char *name; /* snake_case; also the column */
    const char *vi, *en;
    enum field_type type;
    bool required;
    bool given;      /* where nobody says it the program does, as it is written (service/record/entry_number.h) */
    bool immutable;  /* set at creation, never changed */
    bool searchable; /* its folded words go into the word index, q= finds them */
    bool ordered;    /* an index keeps its order: lists of any size are sorted by it, and few days of it found among many */
    bool unlisted;   /* left out of tables and default exports (long texts, technical fields) */
    bool technical;  /* for programs: fields beside it say the same to people, so no page shows it */
    bool hidden;     /* never leaves the program: no API, sheet, export or audit shows it, and it is
                        set by a verb of its own only (a password hash) */
    enum personal personal;
    int64_t min, max;         /* see field_type; for texts max is characters */
    const struct code *codes; /* ends with { 0 } */
    const char *list; /* name of an open list: programmes may add codes to it (kind code_entries);
                         fields with the same list name the same `codes`, its built-in part */
    const char *ref;  /* slug of the kind referred to, for FIELD_REF and FIELD_KEY */
    /* "lead_body.organisation": a copy of that field of the record that the reference field
     * lead_body names, kept in step by the store; never set by hand, empty while lead_body is. The
     * field copied may be a copy itself; lead_body may not. */
    const char *carried;
    enum stands_for stands_for;
};

/* Who may do something, lowest first; a higher role may do what a lower may. */
enum role {
    ROLE_NONE,
    ROLE_VIEWER,   /* reads without personal data */
    ROLE_REPORTER, /* residential area: Front committee head, branch head */
    ROLE_CADRE,    /* commune, district, province: keeps the registers of a body */
    ROLE_LEADER,   /* agrees, approves, signs */
    ROLE_ADMIN,
};

struct state {
    const char *code, *vi, *en;
    bool live; /* the record counts as existing: unique rules hold, lists show it by default */
};

struct transition {
    const char *action; /* snake_case verb */
    const char *from;   /* state code; "*" is every live state other than `to` */
    const char *to;
    const char *vi, *en; /* the button's words */
    enum role role;      /* least role that may; ROLE_NONE means ROLE_CADRE */
    bool reason;         /* a reason must be given */
    bool signature;      /* what stands in `from` waits for it: shown to those who may (service/work.h) */
    bool by_hand;        /* of a kind that the program writes itself: a person may take this step */
};

/* No two records, among the live ones where the kind has a lifecycle, agree in all `fields`;
 * records with an empty field are left out. With `only_field`, only records whose value of that
 * field is `only_value` count ("one head per household"). */
struct unique_rule {
    const char *fields[4];
    const char *only_field, *only_value;
    bool canonical; /* a reference counts as the record that stands for it (kind_canonical_field) */
    const char *vi, *en; /* said when it is broken */
};

enum { KIND_FIELDS_MAX = 60, KIND_TITLED_MAX = 4 };

struct kind {
    const char *slug; /* plural: "households"; table name, CLI and API word */
    const char *name; /* singular: "household" */
    const char *vi, *en;
    const char *en_many; /* English of a list of them: "Households"; Vietnamese has one word for both */
    const char *group;          /* chapter it belongs to: one of kind_group_codes (code_lists.h) */
    const struct field *fields; /* ends with { 0 } */
    const struct state *states; /* NULL: no lifecycle; the first is where a record begins */
    const struct transition *transitions;
    const struct unique_rule *unique;
    const char *key;   /* field by which outside forms may name a record (or NULL): unique text */
    const char *label; /* field shown when another record refers to this one */
    /* Where many records have the same label (a donor, a body): the fields that tell one from another, in the order in which a title
     * says them. Ends with NULL; empty: the label alone. */
    const char *titled[KIND_TITLED_MAX + 1];
    const char *unit;  /* reference to units that says where the record belongs (often carried) */
    const char *owner; /* reference whose record's shard this one lives in, required and immutable;
                          NULL: that of `unit`, or the nation's (0) where there is no unit either */
    const char *date;  /* the date (or year) a count by period goes by */
    /* A reference, filled where another record stands for this one in every figure: a household's
     * linked duplicate, a classification the other household has too, a member of a duplicate. Kept
     * by the store (store/same_as.h), never set by hand. NULL: every record stands for itself. */
    const char *same_as;
    enum role role;    /* least role that sees and writes it, and nobody bound to a place; 0: all may */
    /* Where a kind has a field `organisation`, an organisation's account sees only the records of its own
     * line, and of kinds owned by such a record those of its own; of these kinds it sees all of its area,
     * and writes its own: who is who, and what is agreed between organisations. */
    bool shared;
    /* The date field that says since when a record is published, filled by the action `publish`: the
     * public sees live records where it is filled, personal fields masked; no others. NULL: none. */
    const char *published;
    /* Records of it may be named, not seen, from below: a superior's body, the document one answers, a model published
     * elsewhere (scope_may_name). Any other reference out of reach is refused like one to nothing. */
    bool named_afar;
    bool append_only;  /* never patched: reversed by another record */
    bool internal;     /* written by the program itself: not created or patched by hand */
};

/* All kinds, in the order of their files, which is that of their names; ends with NULL. Generated
 * by tools/kindgen from the file names. */
extern const struct kind *const kinds[];

/* What a list of them is called. */
const char *kind_list_name(const struct kind *kind, enum lang lang);

/* By slug; NULL if there is none. */
const struct kind *kind_by_slug(const char *slug);
/* How many owners stand above it: rows of a table refer to those of lower depth only. */
unsigned kind_owner_depth(const struct kind *kind);
size_t kind_field_count(const struct kind *kind);
/* Index of the field that says whose line a record is in: `organisation`, a key of organisations; -1. */
int kind_line_index(const struct kind *kind);
/* Index into kind->fields, or -1. */
int kind_field_index(const struct kind *kind, const char *name);
const struct field *kind_field(const struct kind *kind, const char *name);
/* For a reference to a kind whose records may be stood for by another (same_as): the carried field of
 * `kind` that names that one; -1 where there is none. */
int kind_canonical_field(const struct kind *kind, int reference);
const struct state *kind_state(const struct kind *kind, const char *code);
bool kind_state_is_live(const struct kind *kind, const char *code); /* true without a lifecycle */
/* The transition for `action` out of `from`, or NULL. */
const struct transition *kind_transition(const struct kind *kind, const char *from,
                                         const char *action);
const struct code *code_find(const struct code *codes, const char *code);

/* True for what a record cannot do without and nobody but a person says. */
bool field_is_asked(const struct field *field);
/* True for types stored as integers. */
bool field_is_int(const struct field *field);
/* True for values kept encrypted with a keyed index beside them. */
bool field_is_secret(const struct field *field);
/* True for FIELD_DOC_NUMBER and secret fields: a second column <name>_index is kept for look-up. */
bool field_has_index_column(const struct field *field);

/* Finds mistakes in the declarations (unknown references, states, duplicate names, missing labels,
 * copies that lead nowhere, words SQL keeps for itself …; kind_check.c has them all); calls
 * `report` with a line that names kind and field for each. Returns how many. Used by a test. */
size_t kind_check_all(void (*report)(void *context, const char *what), void *context);
/* The same over another list, which ends with NULL. */
size_t kind_check_list(const struct kind *const *list,
                       void (*report)(void *context, const char *what), void *context);
