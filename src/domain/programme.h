/* SPDX-License-Identifier: Apache-2.0
 * A programme of the Front as data (DESIGN §1, idea 5): what a plan or coordination programme says,
 * in a YAML file that a cadre's IT helper writes. docs/programme.md explains every key of the file;
 * the structs here are the same thing by name. Nothing in C knows the name of any programme.
 *
 * Pure: no files, no database, no clock. The territory's code, the bodies and the records that a
 * programme speaks of are looked up by whoever runs it. Everything lives in the arena it was read
 * into. Lists of `const char *` end with NULL; a NULL list is one the file does not give. `line` is
 * where an element stands in the file, `sources` are the requirement ids it carries
 * (docs/requirements.csv). Units, bodies and organisations are named by level code ("commune") and
 * organisation key ("womens_union"). */
#pragma once

#include "base/date.h"
#include "base/form.h"
#include "domain/due.h"
#include "domain/measure_form.h"

/* --- who -------------------------------------------------------------------------------------- */

struct programme_department {
    int line;
    const char *id; /* "movement_board": Ban Phong trào; unique within its organisation */
    struct form_text title;
    const char *level;    /* where it is: "province" */
    const char *focal;    /* focal point of the programme: NULL, "focal" or "counterpart" */
    struct date from, to; /* in that role, where dated */
    const char *const *sources;
};

/* An organisation taking part. `levels` are those at which it has bodies; a branch is at "area". */
struct programme_organisation {
    int line;
    const char *key;
    struct form_text title;
    const char *const *levels;
    struct programme_department *departments;
    size_t department_count;
    const char *const *sources;
};

/* Who acts or receives: an organisation at some levels, one of its departments, or, for those who
 * keep no account here, only a name. */
struct programme_party {
    int line;
    const char *organisation; /* NULL: only named */
    const char *const *levels;
    const char *department;
    struct form_text name;
};

enum signer_consent { CONSENT_PENDING, CONSENT_AGREED };

struct programme_signer {
    int line;
    const char *organisation, *level;
    struct form_text board;    /* "TM. BAN THƯỜNG VỤ": in whose name */
    struct form_text position; /* "CHỦ TỊCH" */
    const char *name;
    int consent; /* enum signer_consent */
    const char *const *sources;
};

/* Where to reach an office. Numbers of persons stay in the register, not in a file. */
struct programme_contact {
    int line;
    struct programme_party *of;
    const char *person, *position, *phone, *email, *address;
    const char *const *sources;
};

/* --- papers ----------------------------------------------------------------------------------- */

enum document_role {
    DOCUMENT_ROLE_BASIS,   /* căn cứ */
    DOCUMENT_ROLE_THIS,    /* the programme itself */
    DOCUMENT_ROLE_PARENT,  /* the superior's programme that this one carries out */
    DOCUMENT_ROLE_REQUEST, /* a later letter that asks for something under the programme */
    DOCUMENT_ROLE_ANNEX,
};

struct programme_document {
    int line;
    const char *id;
    int role;           /* enum document_role */
    const char *number; /* verbatim; NULL: has none */
    const char *type;   /* code of document_type */
    const char *issuer; /* as written */
    struct date date, arrived;
    struct form_text title;
    const char *signed_by; /* as written: "TM. BAN THƯỜNG VỤ – PHÓ BÍ THƯ …" */
    const char *parent;    /* id of the document it answers or belongs to */
    const char *const *sources;
};

enum recipient_purpose {
    RECIPIENT_INFORM,
    RECIPIENT_REPORT,
    RECIPIENT_IMPLEMENT,
    RECIPIENT_FILE, /* "Lưu: …": an archive, nobody receives it */
};

struct programme_recipient {
    int line;
    struct form_text name; /* as the line under "Nơi nhận" reads */
    int purpose;           /* enum recipient_purpose */
    const char *document;  /* id of the document whose recipient this is; NULL: of reports */
    const char *const *sources;
};

/* How the papers of an organisation's bodies look. {unit} is the unit's name, {UNIT} in capitals.
 */
struct letterhead {
    int line;
    const char *organisation;
    const char *const *levels;
    const char *style;         /* code of paper_style: state, party, youth_union */
    const char *superior;      /* upper line, NULL: none */
    const char *const *issuer; /* one or more lines: "ỦY BAN MTTQ VIỆT NAM", "{UNIT}" */
    const char *place;         /* before the date; NULL: the unit's name */
    const char *notation;      /* what follows the number, as printed: "/BC-MTTQ-BTT" */
    const char *authority;     /* "TM. BAN THƯỜNG TRỰC" */
    const char *position;      /* "CHỦ TỊCH" */
    const char *archive;       /* "VT, Ban PT" */
    const char *const *sources;
};

/* --- what is counted ---------------------------------------------------------------------------
 */

/* A measure or an expression with a name of its own ("models_three_clean", "poverty_rate"). */
struct indicator {
    int line;
    const char *id;
    struct form_text title;
    const struct expr *value; /* of a measure: EXPR_MEASURE */
    const char *const *sources;
};

enum subject_type {
    SUBJECT_TERRITORY, /* one: the whole programme, or the unit looked at */
    SUBJECT_UNIT,      /* every unit of one of `levels` */
    SUBJECT_RECORD, /* every record of `record_kind` that `records` names: every poor household */
};

/* For whom a bound holds, one by one. With `by_organisation`, each unit times each organisation:
 * the body of that organisation there; where there is no such body the bound does not apply. */
struct subjects {
    enum subject_type type;
    bool by_organisation;
    const char *const *levels;        /* SUBJECT_UNIT: one or more */
    const char *const *organisations; /* with by_organisation; never NULL then */
    const struct unit_choice *units;  /* only these units, records of these units; NULL: all */
    const struct kind *record_kind;   /* SUBJECT_RECORD: households, funds, duties … */
    const struct measure *records;    /* SUBJECT_RECORD: what names them */
    int record_field;                 /* the field of records->kind that refers to record_kind, or
                                         COND_FIELD_ID where it is that kind */
};

enum obligation_when {
    WHEN_PROGRAMME,    /* once, over the whole period */
    WHEN_EACH_YEAR,    /* for every calendar year of the period */
    WHEN_EACH_HALF,    /* for every half-year */
    WHEN_EACH_QUARTER, /* for every quarter */
    WHEN_CONTINUOUS,   /* at every moment since the subject came under it (status history) */
    WHEN_ALWAYS,       /* at the moment one looks */
};

/* A bound that holds for some of the subjects. */
struct bound_case {
    int line;
    const char *unit;                 /* CODE or CODE@DATE: a row of a table of units; NULL: any */
    const struct unit_choice *units;  /* the subject's unit, or one above it, is such a one */
    const char *const *levels;        /* of the subject's unit; NULL: any */
    const char *const *organisations; /* NULL: any */
    const struct measure *records;    /* the subject is one of these; NULL: any */
    int record_field;                 /* as in struct subjects */
    struct bound bound;
};

/* "Each … has at least … of …". A target is the same with `soft` set unless the file says no. */
struct obligation {
    int line;
    const char *id;
    struct form_text title;
    struct subjects subjects;
    const struct expr *value;
    struct bound bound; /* of subjects that no case names; with `cases_only` there is none */
    struct bound_case *cases; /* the first that fits holds */
    size_t case_count;
    bool cases_only;
    enum obligation_when when;
    /* WHEN_CONTINUOUS: gaps count from so many months after the beginning; -1: from the day on which
     * the bound first held. */
    int64_t grace_months;
    /* The superior's obligation that this one may not fall below: its id, and its programme's where
     * that is another file. */
    const char *not_weaker_than, *superior_programme;
    bool has_period; /* holds in `period` only, not in the programme's */
    struct period period;
    /* The stock that the subjects of one unit share out (poor households of an area among its
     * branches). Less than the minimums together: some are impossible. More than the maximums
     * together: the rest is left over. NULL: there is no such limit. */
    const struct expr *supply;
    bool own;                     /* counts what is recorded at the subject itself, not below it */
    bool soft;                    /* phấn đấu: missing it is shown, not counted as a breach */
    struct form_text next_action; /* {unit} {organisation} {missing} are put in; vi NULL: none */
    struct form_text note;
    const char *const *sources;
};

/* --- who does what by when ----------------------------------------------------------------------
 */

enum duty_relation {
    DUTY_COORDINATE, /* phối hợp: between equals */
    DUTY_REQUEST,    /* đề nghị: to whom one does not command */
    DUTY_ORDER,      /* chỉ đạo, yêu cầu, hướng dẫn: to one's own inferiors */
};

struct duty {
    int line;
    const char *id;
    struct form_text title;
    struct programme_party *lead;       /* exactly one */
    struct programme_party *coordinate; /* with the lead */
    size_t coordinate_count;
    struct programme_party *towards; /* whom it is asked or ordered of */
    size_t towards_count;
    int relation;                /* enum duty_relation, to `towards` */
    const char *const *contents; /* codes of the five contents */
    const char *movement;        /* id */
    const char *const *sources;
};

enum schedule_kind {
    SCHEDULE_REPORT,
    SCHEDULE_REGISTRATION,
    SCHEDULE_CONSULTATION,
    SCHEDULE_DOCUMENT,
    SCHEDULE_INSPECTION,
    SCHEDULE_BRIEFING,
    SCHEDULE_REVIEW, /* sơ kết, tổng kết */
    SCHEDULE_EVENT,
    SCHEDULE_TASK,
};

/* A date to keep. Which days it falls on: domain/schedule.h. */
struct schedule {
    int line;
    const char *id;
    int kind; /* enum schedule_kind */
    struct form_text title;
    struct programme_party *by; /* who owes it */
    size_t by_count;
    struct programme_party *to;     /* to whom; `department` is through whom (qua) */
    struct programme_party *onward; /* to whom it then goes on */
    size_t onward_count;
    struct due due;
    const char *due_text; /* as written; NULL where the file says only how often */
    bool has_period;      /* holds in `period` only, not in the programme's */
    struct period period;
    const char *parent;   /* id of the schedule it serves and must come before (cascade) */
    const char *event;    /* id of the schedule of the event it is before or after */
    const char *outline;  /* id: what is handed in */
    const char *document; /* id: the letter that asks */
    const char *indicator; /* id: the number asked for */
    const char *activity;  /* code of activity_type: by which activities it is done; NULL: by kind */
    const char *document_type; /* code: by which documents it is done; NULL: any */
    const char *const *sources;
};
/* "report", "registration" …: the word of the file. */
const char *schedule_kind_name(int kind);

/* A yearly sheet on which bodies register what they take on. */
struct registration_sheet {
    int line;
    const char *id;
    struct form_text title;
    const struct kind *kind;
    const int *columns; /* indexes of kind->fields */
    size_t column_count;
    struct programme_party *by;
    size_t by_count;
    const char *schedule; /* id */
    const char *const *sources;
};

/* A register the document demands to be kept (LIST). */
struct programme_register {
    int line;
    const char *id;
    struct form_text title;
    const struct measure *records; /* what belongs to it */
    struct programme_party *by;
    size_t by_count;
    int64_t review_months; /* to be gone through at least so often; 0: not said */
    const char *const *sources;
};

/* How the program itself carries a rule of procedure: the lifecycle of a kind of record, or a command,
 * with the test that proves it (WF). */
struct programme_workflow {
    int line;
    const char *id;
    struct form_text title;
    const struct kind *kind; /* whose lifecycle it is; NULL: none */
    const char *command;     /* "assign": name of a command; NULL: none */
    const char *test;        /* file of the source tree: "test/cli/main_job.sh" */
    const char *test_name;   /* what is looked for in that file; NULL: the whole file is the test */
    const char *const *sources;
};

struct movement {
    int line;
    const char *id;
    struct form_text title;
    const char *const *organisations;
    const char *const *sources;
};

struct supervision_topic {
    int line;
    const char *id; /* also a code of the open list supervision_topic */
    struct form_text title;
    struct form_text group;
    const char *const *sources;
};

/* --- reports ------------------------------------------------------------------------------------
 */

/* One number with its label. `part` stands under the one before it ("trong đó"). */
struct outline_figure {
    int line;
    struct form_text label;
    struct form_text unit; /* "hộ", "mô hình"; vi NULL: none */
    const struct expr *value;
    bool part;
    const char *const *sources;
};

enum table_rows { ROWS_ORGANISATION, ROWS_UNIT, ROWS_FIELD, ROWS_YEAR };

/* What the rows of a table go by. */
struct table_dimension {
    enum table_rows rows;
    const char *level; /* ROWS_UNIT */
    const char *field; /* ROWS_FIELD: a code field that every column's measures have */
};

enum { TABLE_DIMENSIONS_MAX = 2 };
struct outline_table {
    int line;
    struct table_dimension dimensions[TABLE_DIMENSIONS_MAX];
    size_t dimension_count; /* 1 or 2: rows within rows */
    struct outline_figure *columns;
    size_t column_count;
    bool no_total;
};

struct outline_list {
    int line;
    const struct measure *records; /* the records, within the report's period and place */
    const int *columns;            /* indexes of records->kind->fields */
    size_t column_count;
};

/* A heading with what stands under it, in this order: narrative, figures, table, list. */
struct outline_node {
    int line;
    const char *id;     /* unique in its outline */
    const char *number; /* as printed: "I.", "1.", "-"; NULL: none */
    struct form_text heading;
    int level; /* 1 for the outermost */
    bool narrative;
    bool mandatory;        /* the report is not handed in while its narrative or list is empty */
    struct form_text hint; /* for who writes the narrative; vi NULL: none */
    struct outline_figure *figures;
    size_t figure_count;
    struct outline_table *table; /* NULL: none */
    struct outline_list *list;   /* NULL: none */
    const char *const *sources;
};

struct outline {
    int line;
    const char *id;
    struct form_text title;     /* what follows the word "BÁO CÁO"; {period} is put in */
    const char *document_type;  /* code of document_type */
    const char *document;       /* id of the document it is annexed to; NULL: none */
    struct programme_party *by; /* who makes such a report; the first is the one that issues it */
    size_t by_count;
    struct outline_node *nodes; /* in reading order, parents before children */
    size_t node_count;
    const char *const *sources;
};

struct criterion {
    int line;
    const char *id;
    struct form_text title;
    int64_t points;           /* at most; 0: only reached or not */
    int64_t per;              /* points for each piece counted; 0: all of them when reached */
    const struct expr *value; /* what it counts; NULL: scored by people */
    struct limits limits;     /* when it is reached */
    bool required, bonus, deduction;
    const char *const *sources;
};

/* What so many points are called: "xuất sắc". */
struct rank_class {
    int line;
    const char *id;
    struct form_text title;
    int64_t points; /* at least */
};

struct criteria_set {
    int line;
    const char *id;
    struct form_text title;
    const char *subject; /* code of subject_level */
    const char *basis;   /* document id or NULL */
    bool has_period;
    struct period period; /* when it is valid */
    int64_t pass_points, bonus_max;
    struct criterion *criteria;
    size_t criterion_count;
    struct rank_class *ranks; /* from the highest */
    size_t rank_count;
    const struct expr *value; /* the points, EXPR_SCORE; NULL where some criterion counts nothing.
                                 The set's id is a name for it */
    const char *const *sources;
};

/* --- assignment ----------------------------------------------------------------------------------
 */

enum eligibility {
    ELIGIBLE_ANY_MEMBER, /* head or any member of the household belongs to the organisation */
    ELIGIBLE_HEAD,       /* only the head counts */
};
enum preference { PREFERENCE_SOFT, PREFERENCE_STRICT };

/* Members who count as an organisation's own by a category ("cựu thanh niên xung phong"). */
struct assignment_category {
    int line;
    const char *organisation;
    const char *const *categories; /* codes of memberships.category */
    const char *const *sources;
};

struct assignment_rules {
    int line;
    const char *const *classes;    /* poverty classes of the year that are served: "poor" */
    int eligibility;               /* enum eligibility */
    int preference;                /* strict: no organisation without a member takes a household */
    const char *fallback;          /* organisation for households without any member */
    const char *const *area_leads; /* organisations whose branches may lead in an area */
    const char *const *commune_leads; /* … whose bodies may lead across the commune */
    int64_t branch_min, branch_max;   /* households per branch and year; max 0: no limit */
    bool destitute_always;            /* hộ cùng cực: served whatever the limits */
    bool cadre_required;              /* every assignment names a cadre */
    const char *const *priority;      /* designations of communes that come first */
    struct assignment_category *categories;
    size_t category_count;
    const char *const *sources;
};

/* --- quotas -------------------------------------------------------------------------------------
 */

/* So many, in things or in percentage points: hundredths of a per cent of `of`. */
struct quota_amount {
    bool in_points;
    bool unknown; /* the document gives no number yet */
    struct limits limits;
};

/* Bounds of a group of units, or of each of them: huyện nghèo, xã đặc biệt khó khăn. */
struct quota_rule {
    int line;
    const char *id;
    struct form_text title;
    const char *each; /* a level: each such unit by itself; NULL: all of them together */
    const struct unit_choice *units;
    bool without_partial; /* leave out units only a part of which was named before a reform */
    struct quota_amount amount;
    const char *const *sources;
};

/* A total of whole things (households to leave poverty) that is shared out among the units of a
 * level in a year, in proportion to `weight`. `of`, `weight` and `at_most` are taken at the end of
 * the year before. */
struct programme_quota {
    int line;
    const char *id;
    struct form_text title;
    const char *target; /* obligation or target whose assigned numbers it gives; NULL: its own id */
    const char *each;   /* level */
    bool has_period;
    struct period period; /* else the programme's */
    struct quota_amount amount; /* at least, more than, or exactly; a year's */
    const struct expr *of, *weight;
    const struct expr *at_most; /* of each unit; NULL: no cap */
    const struct expr *done;    /* what a year brought; NULL: not followed */
    const char *includes;       /* id of a quota above whose share of a unit is this one's least */
    int pace;                   /* enum quota_pace */
    struct quota_rule *groups;
    size_t group_count;
    const char *const *sources;
};

enum quota_pace {
    PACE_EVEN,     /* each year its own amount */
    PACE_CATCH_UP, /* what is left of the whole period's, over the years left */
};

/* --- the whole
 * ------------------------------------------------------------------------------------ */

/* A point the document leaves open or says in two ways, with the reading chosen. The file refers to
 * it as $name wherever it acts. */
struct programme_parameter {
    int line;
    const char *name, *value;
    const char *const *choices;
    struct form_text note;
    const char *const *sources;
};

/* That an element of a section ("obligations") carries a requirement. */
struct citation {
    const char *source, *section;
    int line;
};

struct programme_theme {
    int line;
    int64_t year;
    struct form_text title;
    const char *const *sources;
};

struct programme {
    const char *file;
    const char *id;
    const char *type; /* campaign, plan, joint_plan, coordination_programme */
    struct form_text title, short_title;
    struct period period;
    const char *territory_code; /* of the unit … */
    struct date territory_on;   /* … as it was on this day */
    const char *territory_name;
    int territory_line;
    const char *const *levels;   /* from the widest: "province" … "area" */
    const char *const *contents; /* codes of content_codes */
    const char *const *sources;
    const char *amendment; /* how it is changed: "all_signers" */
    const char *const *amendment_sources;

    struct programme_parameter *parameters;
    size_t parameter_count;
    struct code_list *code_lists;
    size_t code_list_count;
    struct programme_document *documents;
    size_t document_count;
    struct programme_organisation *organisations;
    size_t organisation_count;
    struct programme_signer *signers;
    size_t signer_count;
    struct programme_contact *contacts;
    size_t contact_count;
    struct programme_recipient *recipients;
    size_t recipient_count;
    struct letterhead *letterheads;
    size_t letterhead_count;
    struct programme_theme *themes;
    size_t theme_count;
    struct movement *movements;
    size_t movement_count;
    struct assignment_rules *assignment; /* NULL: assigns no households */
    struct indicator *measures;          /* plain measures, by name */
    size_t measure_count;
    struct indicator *indicators; /* expressions */
    size_t indicator_count;
    struct obligation *obligations;
    size_t obligation_count;
    struct obligation *targets;
    size_t target_count;
    struct programme_quota *quotas;
    size_t quota_count;
    struct duty *duties;
    size_t duty_count;
    struct schedule *schedules;
    size_t schedule_count;
    struct outline *outlines;
    size_t outline_count;
    struct criteria_set *criteria_sets;
    size_t criteria_set_count;
    struct supervision_topic *supervision_topics;
    size_t supervision_topic_count;
    struct registration_sheet *registration_sheets;
    size_t registration_sheet_count;
    struct programme_register *registers;
    size_t register_count;

    struct programme_workflow *workflows;
    size_t workflow_count;

    struct citation *citations; /* every `source` of the file, in no particular order */
    size_t citation_count;
};

/* Reads a programme. `file` is its name in messages and must live as long as the programme. Every
 * mistake is added to `mistakes`, in the order of the lines; with any, NULL is returned. */
const struct programme *programme_parse(struct arena *arena, const char *file, const char *text,
                                        size_t len, struct mistakes *mistakes);

/* Adds a mistake for every obligation that names one of `superior` it may not fall below, and is
 * weaker, or names one that is not there. */
void programme_check_superior(struct arena *arena, const struct programme *programme,
                              const struct programme *superior, struct mistakes *mistakes);

/* Elements by id; NULL if there is none. `programme_indicator` looks among measures too. */
const struct criteria_set *programme_criteria_set(const struct programme *programme, const char *id);
const struct indicator *programme_indicator(const struct programme *programme, const char *id);
const struct obligation *programme_obligation(const struct programme *programme, const char *id);
const struct programme_quota *programme_quota(const struct programme *programme, const char *id);
const struct schedule *programme_schedule(const struct programme *programme, const char *id);
const struct outline *programme_outline(const struct programme *programme, const char *id);
const struct programme_document *programme_document(const struct programme *programme,
                                                    const char *id);
const struct programme_organisation *programme_organisation(const struct programme *programme,
                                                            const char *key);
/* The letterhead for papers of that organisation's body at that level; NULL if none is given. */
const struct letterhead *programme_letterhead(const struct programme *programme,
                                              const char *organisation, const char *level);
/* The document with role DOCUMENT_ROLE_THIS; NULL if the file gives none. */
const struct programme_document *programme_own_document(const struct programme *programme);
/* "S4-05 S4-06": the requirements an element cites; `sources` ends with NULL, or is NULL. */
const char *programme_sources(struct arena *arena, const char *const *sources);
