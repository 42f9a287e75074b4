/* SPDX-License-Identifier: Apache-2.0
 * The declarations themselves, and the checker that keeps them right: it must find nothing in ours
 * and every fault planted in a small list of its own. */
#include "../test.h"

#include "domain/code_lists.h"
#include "domain/kind.h"

#include <string.h>

static void print_fault(void *context, const char *what)
{
    (void)context;
    printf("  %s\n", what);
}

void test_kind__declarations_have_no_fault(void)
{
    CHECK_INT((int64_t)kind_check_all(print_fault, NULL), 0);
}

/* Every register of DESIGN §3. A kind taken away, or a slug changed, breaks what others rely on. */
static const char *const slugs[] = {
    /* territory */ "units",
    "lineages",
    "designations",
    /* organisation */ "organisations",
    "bodies",
    "body_relations",
    "cadres",
    "focal_points",
    "accounts",
    /* programme */ "programmes",
    "programme_versions",
    "programme_signers",
    "programme_consents",
    "consultations",
    "consultation_bodies",
    "themes",
    "documents",
    "document_recipients",
    "citations",
    "dispatches",
    "dispatch_replies",
    "duties",
    "duty_bodies",
    "activities",
    "activity_households",
    "commitments",
    "village_conventions",
    "budget_lines",
    /* people */ "households",
    "household_members",
    "memberships",
    "residences",
    "classifications",
    "hardship_alerts",
    "needs",
    "same_as_links",
    /* help */ "assignments",
    "supports",
    "escape_outcomes",
    /* models */ "models",
    "works",
    "work_items",
    "exemplary_cases",
    "commendations",
    /* titles */ "titles",
    "criteria_sets",
    "criteria",
    "scorecards",
    "scorecard_items",
    "scorecard_votes",
    /* money */ "funds",
    "ledger_entries",
    "donors",
    "pledges",
    "grants",
    "sponsorships",
    "in_kind_contributions",
    /* oversight */ "supervisions",
    "findings",
    "recommendations",
    "recommendation_replies",
    "criticisms",
    "opinions",
    "inspections",
    "inspection_invitations",
    /* reports */ "reports",
    "report_sections",
    "report_figures",
    "declared_figures",
    "assigned_targets",
    /* system */ "notifications",
    "assignment_plans",
    "attachments",
    "code_entries",
    "import_batches",
    "import_rows",
    "jobs",
    "sync_ops",
    "holidays",
    "api_tokens",
};

void test_kind__every_register_of_the_design_is_declared(void)
{
    size_t count = 0;
    for (const struct kind *const *kind = kinds; *kind; kind++)
        count++;
    CHECK_INT((int64_t)count, (int64_t)COUNT(slugs));
    for (size_t i = 0; i < COUNT(slugs); i++) {
        const struct kind *kind = kind_by_slug(slugs[i]);
        CHECK(kind != NULL);
        if (!kind)
            printf("  no kind %s\n", slugs[i]);
    }
    CHECK(kind_by_slug("audits") == NULL);
}

/* Follows one transition and says what is wrong with it. */
static void check_step(const struct kind *kind, const struct state *state,
                       const struct transition *step)
{
    const struct transition *taken = kind_transition(kind, state->code, step->action);
    bool leaves_here =
        strcmp(step->from, state->code) == 0 ||
        (strcmp(step->from, "*") == 0 && state->live && strcmp(step->to, state->code) != 0);
    if (!leaves_here)
        return;
    CHECK(taken != NULL);
    if (strcmp(step->from, state->code) == 0)
        CHECK_TEXT(taken ? taken->to : NULL, step->to);
}

void test_kind__every_lifecycle_can_be_walked(void)
{
    size_t walked = 0;
    for (const struct kind *const *each = kinds; *each; each++) {
        const struct kind *kind = *each;
        for (const struct state *state = kind->states; state && state->code; state++) {
            for (const struct transition *step = kind->transitions; step && step->action; step++)
                check_step(kind, state, step);
            CHECK(kind_transition(kind, state->code, "no_such_action") == NULL);
            CHECK(kind_state_is_live(kind, state->code) == state->live);
        }
        /* reached from where a record begins, step by step */
        const char *path[64] = { 0 };
        size_t count = 0;
        if (kind->states)
            path[count++] = kind->states[0].code;
        for (size_t at = 0; at < count; at++)
            for (const struct transition *step = kind->transitions; step && step->action; step++) {
                const struct transition *taken = kind_transition(kind, path[at], step->action);
                bool known = !taken;
                for (size_t i = 0; i < count && !known; i++)
                    known = strcmp(path[i], taken->to) == 0;
                if (!known && count < COUNT(path))
                    path[count++] = taken->to;
            }
        size_t states = 0;
        while (kind->states && kind->states[states].code)
            states++;
        CHECK_INT((int64_t)count, (int64_t)states);
        walked += count;
    }
    CHECK(walked > 200);
}

void test_kind__a_dead_state_takes_no_action_of_any_live_state(void)
{
    const struct kind *kind = kind_by_slug("classifications");
    CHECK_TEXT(kind_transition(kind, "final", "void")->to, "void");
    CHECK(kind_transition(kind, "void", "void") == NULL);
    CHECK(kind_transition(kind, "replaced", "void") == NULL);
    CHECK(kind_transition(kind, "no_such_state", "void") == NULL);
    CHECK(kind_state_is_live(kind, "provisional"));
    CHECK(!kind_state_is_live(kind, "replaced"));
    CHECK(kind_state_is_live(kind_by_slug("themes"), "anything"));
}

void test_kind__fields_are_found_by_name(void)
{
    const struct kind *kind = kind_by_slug("households");
    CHECK_INT(kind_field_index(kind, "code"), 0);
    CHECK_INT(kind_field_index(kind, "nothing"), -1);
    CHECK(kind_field(kind, "nothing") == NULL);
    CHECK(field_is_int(kind_field(kind, "unit")));
    CHECK(!field_is_int(kind_field(kind, "registered_on")));
    CHECK(field_is_secret(kind_field(kind, "phone")));
    CHECK(field_has_index_column(kind_field(kind, "phone")));
    const struct field *number = kind_field(kind_by_slug("documents"), "number");
    CHECK(field_has_index_column(number) && !field_is_secret(number));
}

void test_kind__what_belongs_to_a_place_says_where(void)
{
    for (const struct kind *const *each = kinds; *each; each++) {
        bool says = !kind_field(*each, "unit") || (*each)->unit || (*each)->key;
        CHECK(says);
        if (!says)
            printf("  %s has a unit and does not name it\n", (*each)->slug);
    }
}

/* --- the checker finds what is planted ----------------------------------------------------------
 */

struct faults {
    struct buf text;
};

static void note_fault(void *context, const char *what)
{
    struct faults *faults = context;
    buf_add(&faults->text, what);
    buf_add_char(&faults->text, '\n');
}

#define TEXT_FIELD                                                                                 \
    {                                                                                              \
        "name", "Tên", "Name", FIELD_TEXT                                                          \
    }

static const struct code colours[] = { { "red", "Đỏ", "Red" }, { "blue", "Xanh", "Blue" }, { 0 } };

/* A sound neighbourhood: places, and horses that live at them. */
static const struct field place_fields[] = { TEXT_FIELD, { 0 } };
static const struct kind place = { .slug = "units",
                                   .name = "place",
                                   .vi = "Nơi",
                                   .en = "Place",
                                   .en_many = "Places",
                                   .group = "territory",
                                   .fields = place_fields };
static const struct field horse_fields[] = {
    { "unit", "Nơi", "Place", FIELD_REF, .ref = "units", .required = true },
    { "colour", "Màu", "Colour", FIELD_CODE, .codes = colours, .list = "colour" },
    { "illness", "Bệnh", "Illness", FIELD_TEXT, .personal = PERSONAL_SENSITIVE },
    { 0 },
};
static const struct kind horse = { .slug = "horses",
                                   .name = "horse",
                                   .vi = "Ngựa",
                                   .en = "Horse",
                                   .en_many = "Horses",
                                   .group = "people",
                                   .fields = horse_fields,
                                   .unit = "unit" };

/* Whether the checker says `expected` of this kind, a zebra where it does not say otherwise, among
 * sound ones. */
static void check_found(const struct kind *kind, const char *expected, const char *file, int line)
{
    struct faults faults = { 0 };
    struct kind zebra = *kind;
    zebra.slug = zebra.slug ? zebra.slug : "zebras";
    zebra.name = zebra.name ? zebra.name : "zebra";
    zebra.vi = zebra.vi ? zebra.vi : "Ngựa vằn";
    zebra.en = zebra.en ? zebra.en : "Zebra";
    zebra.en_many = zebra.en_many ? zebra.en_many : "Zebras";
    zebra.group = zebra.group ? zebra.group : "system";
    const struct kind *const list[] = { &horse, &place, &zebra, NULL };
    kind_check_list(list, note_fault, &faults);
    bool found = strstr(buf_text(&faults.text), expected) != NULL;
    if (!found)
        printf("  said only: %s\n", buf_text(&faults.text));
    check_that(found, expected, file, line);
    buf_done(&faults.text);
}
/* clang-format off */
#define FOUND(expected, ...) \
    check_found(&(const struct kind){ __VA_ARGS__ }, expected, __FILE__, __LINE__)
#define FIELDS(...) .fields = (const struct field[]){ __VA_ARGS__, { 0 } }
#define STATES(...) .states = (const struct state[]){ __VA_ARGS__, { 0 } }
#define STEPS(...) .transitions = (const struct transition[]){ __VA_ARGS__, { 0 } }
#define UNIQUE(...) .unique = (const struct unique_rule[]){ __VA_ARGS__, { 0 } }
/* clang-format on */

void test_kind__a_sound_list_has_no_fault(void)
{
    const struct kind *const list[] = { &horse, &place, NULL };
    CHECK_INT((int64_t)kind_check_list(list, print_fault, NULL), 0);
}

void test_kind__faults_of_names_are_found(void)
{
    FOUND("not a free word", FIELDS(TEXT_FIELD), .slug = "order");
    FOUND("unknown group", FIELDS(TEXT_FIELD), .group = "animals");
    FOUND("no Vietnamese label", FIELDS(TEXT_FIELD), .vi = "");
    FOUND("slug stands twice", FIELDS(TEXT_FIELD), .slug = "horses");
    FOUND("same label as horses", FIELDS(TEXT_FIELD), .en = "Horse");
    FOUND("the file is not named", FIELDS(TEXT_FIELD), .name = "horse");
    FOUND("zebras.order: the name is a word of SQL", FIELDS({ "order", "A", "A", FIELD_TEXT }));
    FOUND("zebras.state: the name is a column", FIELDS({ "state", "A", "A", FIELD_TEXT }));
    FOUND("zebras.Name: the name is not snake_case", FIELDS({ "Name", "A", "A", FIELD_TEXT }));
    FOUND("zebras.name: the name stands twice", FIELDS(TEXT_FIELD, TEXT_FIELD));
    FOUND("same label as name", FIELDS(TEXT_FIELD, { "title", "Tên", "Title", FIELD_TEXT }));
    FOUND("no English label of a list", FIELDS(TEXT_FIELD), .en_many = "");
    FOUND("no English label", FIELDS({ "name", "Tên", NULL, FIELD_TEXT }));
    FOUND("is the name of a column kept beside number",
          FIELDS({ "number", "Số", "Number", FIELD_DOC_NUMBER },
                 { "number_index", "A", "A", FIELD_TEXT }));
    FOUND("is the name of a column kept beside rider",
          FIELDS({ "rider_sort", "A", "A", FIELD_TEXT },
                 { "rider", "Người cưỡi", "Rider", FIELD_PERSON_NAME }));
    FOUND("its index would be longer",
          FIELDS({ "a_name_of_very_many_letters_indeed_yes", "A", "A", FIELD_TEXT }),
          .slug = "zebras_of_very_many_colours");
    FOUND("no fields", .fields = (const struct field[]){ { 0 } });
}

void test_kind__faults_of_fields_are_found(void)
{
    static const struct code twice[] = { { "a", "A", "A" }, { "a", "B", "B" }, { 0 } };
    static const struct code unnamed[] = { { "a", "A", "" }, { 0 } };
    FOUND("no code list", FIELDS({ "colour", "A", "A", FIELD_CODE }));
    FOUND("code list on a field of another type",
          FIELDS({ "colour", "A", "A", FIELD_TEXT, .codes = colours }));
    FOUND("code a stands twice", FIELDS({ "colour", "A", "A", FIELD_CODE, .codes = twice }));
    FOUND("code a lacks a label", FIELDS({ "colour", "A", "A", FIELD_CODE, .codes = unnamed }));
    FOUND("the open list colour begins otherwise",
          FIELDS({ "colour", "A", "A", FIELD_CODE, .codes = sex_codes, .list = "colour" }));
    FOUND("limits that cannot hold", FIELDS({ "age", "A", "A", FIELD_INT, .min = 9, .max = 3 }));
    FOUND("an id number or phone is personal", FIELDS({ "phone", "A", "A", FIELD_PHONE }));
    FOUND("no words to search", FIELDS({ "age", "A", "A", FIELD_INT, .searchable = true }));
    FOUND("required and cannot be given",
          FIELDS({ "secret", "A", "A", FIELD_TEXT, .required = true, .hidden = true }));
    FOUND("does not say what kind", FIELDS({ "horse", "A", "A", FIELD_REF }));
    FOUND("unknown kind mules", FIELDS({ "mule", "A", "A", FIELD_REF, .ref = "mules" }));
    FOUND("horses, which has no key", FIELDS({ "horse", "A", "A", FIELD_KEY, .ref = "horses" }));
    FOUND("names a kind and is no reference",
          FIELDS({ "horse", "A", "A", FIELD_TEXT, .ref = "horses" }));
    struct field many[KIND_FIELDS_MAX + 2] = { 0 };
    for (int i = 0; i <= KIND_FIELDS_MAX; i++)
        many[i] = (struct field){ arena_printf(test_arena(), "field_%d", i),
                                  arena_printf(test_arena(), "A %d", i),
                                  arena_printf(test_arena(), "B %d", i), FIELD_TEXT };
    FOUND("more than 60 fields", .fields = many);
}

#define HORSE_FIELD                                                                                \
    {                                                                                              \
        "horse", "Ngựa", "Horse", FIELD_REF, .ref = "horses", .required = true, .immutable = true  \
    }

void test_kind__faults_of_copies_are_found(void)
{
    FOUND("required and a copy",
          FIELDS(HORSE_FIELD, { "colour", "A", "A", FIELD_CODE, .codes = colours, .list = "colour",
                                .required = true, .carried = "horse.colour" }));
    FOUND("does not lead to a field",
          FIELDS(HORSE_FIELD, { "age", "A", "A", FIELD_INT, .carried = "horse.age" }));
    FOUND("does not lead to a field",
          FIELDS(HORSE_FIELD,
                 { "colour", "A", "A", FIELD_CODE, .codes = colours, .carried = "rider.colour" }));
    FOUND("of another type than horse.colour",
          FIELDS(HORSE_FIELD, { "colour", "A", "A", FIELD_TEXT, .carried = "horse.colour" }));
    FOUND("of another type than horse.unit",
          FIELDS(HORSE_FIELD,
                 { "unit", "A", "A", FIELD_REF, .ref = "horses", .carried = "horse.unit" }));
    FOUND("less protected than horse.illness",
          FIELDS(HORSE_FIELD, { "illness", "A", "A", FIELD_TEXT, .carried = "horse.illness" }));
    FOUND("comes back to itself",
          FIELDS({ "zebra", "B", "B", FIELD_REF, .ref = "zebras" },
                 { "name", "A", "A", FIELD_TEXT, .carried = "zebra.name" }));
}

void test_kind__faults_of_named_fields_are_found(void)
{
    FOUND("key names the unknown field code", FIELDS(TEXT_FIELD), .key = "code");
    FOUND("a key is a required text", FIELDS(TEXT_FIELD), .key = "name");
    FOUND("a key needs a unique rule", FIELDS({ "code", "A", "A", FIELD_TEXT, .required = true }),
          .key = "code");
    FOUND("must live in the nation's shard",
          FIELDS({ "code", "A", "A", FIELD_TEXT, .required = true },
                 { "unit", "B", "B", FIELD_REF, .ref = "units" }),
          .key = "code", .unit = "unit");
    FOUND("label names the unknown field", FIELDS(TEXT_FIELD), .label = "title");
    FOUND("the label may not be a secret",
          FIELDS({ "phone", "A", "A", FIELD_PHONE, .personal = PERSONAL_BASIC }), .label = "phone");
    FOUND("date names the unknown field", FIELDS(TEXT_FIELD), .date = "day");
    FOUND("counts by period go by a date", FIELDS(TEXT_FIELD), .date = "name");
    FOUND("the place is not a reference to units", FIELDS(HORSE_FIELD), .unit = "horse");
    FOUND("the owner is not a reference", FIELDS(TEXT_FIELD), .owner = "name");
    FOUND("not required and immutable", FIELDS({ "unit", "A", "A", FIELD_REF, .ref = "units" }),
          .owner = "unit");
    FOUND("its owner horses has a place and it has none", FIELDS(HORSE_FIELD), .owner = "horse");
    FOUND("owns itself in the end",
          FIELDS({ "zebra", "A", "A", FIELD_REF, .ref = "zebras", .required = true,
                   .immutable = true }),
          .owner = "zebra");
}

void test_kind__faults_of_unique_rules_are_found(void)
{
    FOUND("a unique rule on the unknown field age", FIELDS(TEXT_FIELD),
          UNIQUE({ { "age" }, .vi = "A", .en = "A" }));
    FOUND("stands twice in a unique rule", FIELDS(TEXT_FIELD),
          UNIQUE({ { "name", "name" }, .vi = "A", .en = "A" }));
    FOUND("zebras.unique: no English label", FIELDS(TEXT_FIELD), UNIQUE({ { "name" }, .vi = "A" }));
    FOUND("half a condition", FIELDS(TEXT_FIELD),
          UNIQUE({ { "name" }, .only_field = "name", .vi = "A", .en = "A" }));
    FOUND(
        "a value it cannot have: green",
        FIELDS({ "colour", "A", "A", FIELD_CODE, .codes = colours }),
        UNIQUE(
            { { "colour" }, .only_field = "colour", .only_value = "green", .vi = "A", .en = "A" }));
    FOUND("on a long or hidden text", FIELDS({ "note", "A", "A", FIELD_NOTE }),
          UNIQUE({ { "note" }, .vi = "A", .en = "A" }));
}

void test_kind__faults_of_lifecycles_are_found(void)
{
    FOUND("transitions without states", FIELDS(TEXT_FIELD), STEPS({ "end", "a", "b", "A", "A" }));
    FOUND("no state is live", FIELDS(TEXT_FIELD), STATES({ "a", "A", "A" }));
    FOUND("zebras.a: the state stands twice", FIELDS(TEXT_FIELD),
          STATES({ "a", "A", "A", .live = true }, { "a", "B", "B" }));
    FOUND("zebras.b: the state is never reached", FIELDS(TEXT_FIELD),
          STATES({ "a", "A", "A", .live = true }, { "b", "B", "B" }));
    FOUND("leads to the unknown state c", FIELDS(TEXT_FIELD),
          STATES({ "a", "A", "A", .live = true }), STEPS({ "go", "a", "c", "A", "A" }));
    FOUND("leaves the unknown state c", FIELDS(TEXT_FIELD), STATES({ "a", "A", "A", .live = true }),
          STEPS({ "go", "c", "a", "A", "A" }));
    FOUND("leads from a to itself", FIELDS(TEXT_FIELD), STATES({ "a", "A", "A", .live = true }),
          STEPS({ "go", "a", "a", "A", "A" }));
    FOUND("leaves a twice", FIELDS(TEXT_FIELD),
          STATES({ "a", "A", "A", .live = true }, { "b", "B", "B" }),
          STEPS({ "go", "a", "b", "A", "A" }, { "go", "a", "b", "A", "A" }));
    FOUND("has two names", FIELDS(TEXT_FIELD),
          STATES({ "a", "A", "A", .live = true }, { "b", "B", "B", .live = true }),
          STEPS({ "go", "a", "b", "A", "A" }, { "go", "b", "a", "B", "B" }));
    FOUND("append-only and has a lifecycle", FIELDS(TEXT_FIELD),
          STATES({ "a", "A", "A", .live = true }, { "b", "B", "B" }),
          STEPS({ "go", "a", "b", "A", "A" }), .append_only = true);
}
