/* SPDX-License-Identifier: Apache-2.0
 * Registers by recipe. A recipe is a line of demo/registers.tsv: kind, where, how many (in thousandths,
 * for each unit and year), then field=expression. What expressions there are stands at the head of that
 * file. A recipe whose required fields cannot be filled here makes nothing here. */
#include "service/demo/demo_parts.h"

#include "base/buf.h"
#include "base/date.h"
#include "domain/code_lists.h"
#include "domain/programme.h"
#include "service/programme/programmes.h"
#include "service/record/record.h"

#include <stdlib.h>
#include <string.h>

enum { ASSIGNMENTS_MAX = 40, PARENTS_MAX = 6, PAIR_TURNS = 60 /* of two, three, four or five all the same often */ };

struct recipe {
    const struct kind *kind, *after; /* after: made for each record of that kind; NULL */
    const char *after_state;         /* in that state only, and in another area; NULL: in any, and in its area */
    bool levels[LEVEL_MAX_], once, has_pairs;
    unsigned permille;
    struct {
        const char *field; /* "state" too */
        const char *expression;
    } parts[ASSIGNMENTS_MAX];
    size_t part_count;
};

/* What records say of a programme. */
struct programme_words {
    const char *code, *entry, *target; /* NULL: it has none */
    const char *topics;                /* of supervision, ",p1,n3," */
};

struct demo_recipes {
    struct recipe *items;
    size_t count;
    struct programme_words programmes[16]; /* those asked for lately */
    size_t programme_count;
    const struct programme_words *programme; /* the last */
    const char *topics; /* its topics; NULL once a supervision has taken them */
    struct idmap latest; /* index of the kind + 1 → the record of it made last */
};

/* Where and when a recipe is followed. */
struct spot {
    struct demo *demo;
    struct demo_recipes *recipes;
    struct demo_unit *unit; /* NULL: nowhere in particular */
    struct demo_unit *area, *area_before; /* of the record, and of the one it follows elsewhere; NULL: not drawn yet */
    struct chance chance;
    int64_t year, day, number;
    size_t pair; /* which of "a||b||c", for all such lists of a record */
    const struct record *parents[PARENTS_MAX]; /* the records this one belongs to, last one last */
    size_t parent_count;
};

/* --- reading the recipes ------------------------------------------------------------------------ */

static void read_where(struct arena *arena, struct recipe *recipe, const char *where)
{
    recipe->once = strcmp(where, "once") == 0;
    if (strncmp(where, "after:", 6) == 0) {
        const char *state = strchr(where + 6, ':');
        recipe->after_state = state ? state + 1 : NULL;
        recipe->after = kind_by_slug(arena_strndup(arena, where + 6, strcspn(where + 6, ":")));
        require(recipe->after);
        return;
    }
    for (int level = 0; level < LEVEL_MAX_; level++)
        recipe->levels[level] = strstr(where, unit_level_code((enum unit_level)level)) != NULL;
}

static enum err_code read_recipe(struct arena *arena, struct recipe *recipe, const struct demo_line *line, struct err *err)
{
    recipe->kind = kind_by_slug(line->cells[0]);
    if (!recipe->kind || line->count < 4 || line->count > ASSIGNMENTS_MAX)
        return err_set(err, ERR_INPUT, MSG_KIND_UNKNOWN, line->cells[0]);
    read_where(arena, recipe, line->cells[1]);
    recipe->permille = (unsigned)strtoul(line->cells[2], NULL, 10);
    for (size_t i = 3; i < line->count; i++) {
        char *equals = strchr(line->cells[i], '=');
        require(equals);
        *equals = '\0';
        if (strcmp(line->cells[i], "state") != 0 && !kind_field(recipe->kind, line->cells[i]))
            return err_set(err, ERR_INPUT, MSG_FIELD_UNKNOWN, recipe->kind->slug, line->cells[i]);
        recipe->has_pairs = recipe->has_pairs || strstr(equals + 1, "||");
        recipe->parts[recipe->part_count].field = line->cells[i];
        recipe->parts[recipe->part_count++].expression = equals + 1;
    }
    return ERR_OK;
}

enum err_code demo_recipes_read(struct demo *demo, struct demo_recipes **ret_recipes, struct err *err)
{
    struct demo_line *lines = NULL;
    struct demo_recipes *recipes = ARENA_NEW(demo->arena, struct demo_recipes);
    recipes->latest.arena = demo->arena;
    recipes->count = demo_lines(demo->arena, "demo/registers.tsv", &lines);
    recipes->items = ARENA_ARRAY(demo->arena, struct recipe, recipes->count);
    for (size_t i = 0; i < recipes->count; i++)
        TRY(read_recipe(demo->arena, &recipes->items[i], &lines[i], err));
    *ret_recipes = recipes;
    return ERR_OK;
}

/* --- expressions ---------------------------------------------------------------------------------- */

/* One of "a|b|c". */
static const char *choose(struct spot *spot, const char *text)
{
    size_t count = 1;
    for (const char *c = text; *c; c++)
        count += *c == '|';
    for (size_t wanted = chance_below(&spot->chance, count); wanted; wanted--)
        text = strchr(text, '|') + 1;
    return arena_strndup(&spot->demo->scratch, text, strcspn(text, "|"));
}

/* Of "a||b||c" the one whose turn it is; any other text as it stands. */
static const char *paired(struct spot *spot, const char *text)
{
    size_t count = 1;
    for (const char *c = text; (c = strstr(c, "||")); c += 2)
        count++;
    for (size_t skip = spot->pair % count; skip; skip--)
        text = strstr(text, "||") + 2;
    const char *end = strstr(text, "||");
    return end ? arena_strndup(&spot->demo->scratch, text, (size_t)(end - text)) : text;
}

/* The same for all that a record and those made for it say. */
static struct demo_unit *an_area(struct spot *spot)
{
    struct demo_unit *unit = spot->unit;
    struct demo_unit *drawn = unit && unit->area_count ? &unit->areas[chance_below(&spot->chance, unit->area_count)] : NULL;
    spot->area = spot->area ? spot->area : drawn;
    return spot->area;
}

static const char *a_person(struct spot *spot)
{
    const struct demo_unit *unit = spot->unit;
    struct demo_person person = { .group = "kinh", .region = unit && unit->province ?
                                                                 unit->province->villages->style :
                                                                 NULL };
    person.female = chance_happens(&spot->chance, 400);
    person.birth_year = chance_between(&spot->chance, 1955, 1992);
    if (unit && unit->groups && chance_happens(&spot->chance, 600))
        person.group = demo_word(unit->groups, &spot->chance);
    demo_name(&spot->demo->data, &spot->chance, &spot->demo->scratch, &person);
    return person.name;
}

static const struct record *last_parent(const struct spot *spot)
{
    require(spot->parent_count);
    return spot->parents[spot->parent_count - 1];
}

/* What the parent is called, with this area for the parent's: "Hàng rào xanh Làng B". */
static void add_parent_here(struct spot *spot, struct buf *out)
{
    const char *name = record_text(last_parent(spot), last_parent(spot)->kind->label);
    const char *area = an_area(spot) ? spot->area->name : spot->unit->name;
    const char *there = spot->area_before ? strstr(name, spot->area_before->name) : NULL;
    buf_add_n(out, name, there ? (size_t)(there - name) : strlen(name));
    buf_printf(out, "%s%s", there ? "" : " ", area);
}

static void add_placeholder(struct spot *spot, struct buf *out, const char *name, size_t len)
{
    struct demo_unit *area = NULL;
    if (strncmp(name, "unit", len) == 0)
        buf_add(out, spot->unit ? spot->unit->name : "Việt Nam");
    else if (strncmp(name, "code", len) == 0)
        buf_add(out, spot->unit ? spot->unit->code : "vn");
    else if (strncmp(name, "area", len) == 0)
        buf_add(out, (area = an_area(spot)) ? area->name : spot->unit ? spot->unit->name : "khu dân cư");
    else if (strncmp(name, "parent", len) == 0)
        add_parent_here(spot, out);
    else if (strncmp(name, "year", len) == 0)
        buf_add_int(out, spot->year);
    else if (strncmp(name, "number", len) == 0)
        buf_add_int(out, spot->number);
    else if (strncmp(name, "person", len) == 0)
        buf_add(out, a_person(spot));
    else
        buf_add_int(out, chance_between(&spot->chance, 2, 60)); /* {some} */
}

static const char *filled(struct spot *spot, const char *text)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    while (*text) {
        size_t plain = strcspn(text, "{");
        buf_add_n(&out, text, plain);
        text += plain;
        if (*text == '{') {
            size_t len = strcspn(text, "}");
            add_placeholder(spot, &out, text + 1, len - 1);
            text += len + (text[len] == '}');
        }
    }
    return arena_strdup(&spot->demo->scratch, buf_text(&out));
}

/* "10..50", "10..50*1000000" or one number. */
static int64_t number_of(struct spot *spot, const char *text)
{
    char *end = NULL;
    int64_t low = strtoll(text, &end, 10), high = low, step = 1;
    if (strncmp(end, "..", 2) == 0)
        high = strtoll(end + 2, &end, 10);
    if (*end == '*')
        step = strtoll(end + 1, NULL, 10);
    return chance_between(&spot->chance, low, high) * step;
}

/* "day", "day+10..40", "day-30", or a date as stored; "day!+30" may lie after today. */
static struct value day_value(struct spot *spot, const char *text)
{
    char stored[DATE_TEXT_SIZE];
    if (strncmp(text, "day", 3) != 0)
        return v_text(text);
    bool may_come = text[3] == '!';
    text += may_come ? 4 : 3;
    int64_t shift = *text ? number_of(spot, text + 1) : 0;
    int64_t day = spot->day + (*text == '-' ? -shift : shift);
    if (day > spot->demo->store->today_day && !may_come)
        return v_null();
    date_to_storage(date_from_days((int32_t)day), stored);
    return v_text(arena_strdup(&spot->demo->scratch, stored));
}

static int64_t parent_of_kind(const struct spot *spot, const char *slug)
{
    for (size_t i = spot->parent_count; i > 0; i--)
        if (strcmp(spot->parents[i - 1]->kind->slug, slug) == 0)
            return spot->parents[i - 1]->id;
    return 0;
}

static int64_t kind_number(const struct spot *spot, const struct kind *kind)
{
    return (int64_t)store_kind_index(spot->demo->store, kind) + 1;
}

static int64_t a_body(struct spot *spot, const struct demo_unit *unit, const char *organisation)
{
    size_t org = 0;
    if (strcmp(organisation, "any") == 0)
        org = chance_below(&spot->chance, DEMO_AREA_ORGS + 1);
    else
        while (org < DEMO_ORG_MAX_ && strcmp(demo_org_codes[org], organisation) != 0)
            org++;
    require(org < DEMO_ORG_MAX_);
    return unit ? unit->bodies[org] ? unit->bodies[org] : unit->bodies[DEMO_FRONT] : 0;
}

/* unit, area; body:ORG, above:ORG, area_body:ORG; cadre; household; fund; parent, seen. */
static int64_t reference_of(struct spot *spot, const struct field *field, const char *text)
{
    struct demo_unit *unit = spot->unit, *area = an_area(spot);
    const char *colon = strchr(text, ':');
    if (strcmp(text, "unit") == 0 || (strcmp(text, "area") == 0 && !area))
        return unit ? unit->id : 1;
    if (strcmp(text, "area") == 0)
        return area->id;
    if (strncmp(text, "area_body:", 10) == 0)
        return a_body(spot, area, colon + 1);
    if (strncmp(text, "above:", 6) == 0)
        return a_body(spot, unit && unit->above ? unit->above : unit, colon + 1);
    if (strncmp(text, "body:", 5) == 0)
        return a_body(spot, unit, colon + 1);
    if (strcmp(text, "cadre") == 0)
        return unit ? unit->cadres[DEMO_FRONT] : 0;
    if (strcmp(text, "household") == 0)
        return unit && unit->sample_count ?
                   unit->households[chance_below(&spot->chance, unit->sample_count)] :
                   0;
    if (strcmp(text, "fund") == 0)
        return unit ? unit->fund.id : 0;
    if (strcmp(text, "seen") == 0)
        return idmap_get(&spot->recipes->latest, kind_number(spot, kind_by_slug(field->ref)), 0);
    require(strcmp(text, "parent") == 0);
    return parent_of_kind(spot, field->ref);
}

/* "*": any of the field's codes. For FIELD_CODES so many as are given: "a|b", or "*". */
static const char *code_of(struct spot *spot, const struct field *field, const char *text)
{
    const char *code = NULL;
    if (strcmp(text, "*") == 0) {
        size_t count = 0;
        while (field->codes[count].code)
            count++;
        code = field->codes[chance_below(&spot->chance, count)].code;
    } else {
        code = choose(spot, text);
    }
    return field->type == FIELD_CODES ? arena_printf(&spot->demo->scratch, ",%s,", code) : code;
}

/* All topics of a programme, those that every programme knows first. NULL: it has none. */
static const char *topics_of(struct arena *arena, const struct programme *programme)
{
    CLEANUP(buf_done) struct buf out = { 0 };
    for (int own = 0; own < 2; own++)
        for (size_t i = 0; i < programme->supervision_topic_count; i++) {
            const char *id = programme->supervision_topics[i].id;
            if ((code_find(supervision_topic_codes, id) != NULL) == (own == 0))
                buf_printf(&out, "%s%s,", out.len ? "" : ",", id);
        }
    return out.len ? arena_strdup(arena, buf_text(&out)) : NULL;
}

/* The first schedule entry that asks for a report, and the first target. */
static enum err_code read_programme(struct demo *demo, const char *code, struct programme_words *ret_words, struct err *err)
{
    const struct programme *programme = NULL;
    TRY(programme_open(demo->store, code, &demo->scratch, &programme, err));
    *ret_words = (struct programme_words){ .code = code, .topics = topics_of(demo->arena, programme) };
    for (size_t i = 0; i < programme->schedule_count && !ret_words->entry; i++)
        if (programme->schedules[i].kind == SCHEDULE_REPORT)
            ret_words->entry = arena_strdup(demo->arena, programme->schedules[i].id);
    if (programme->target_count)
        ret_words->target = arena_strdup(demo->arena, programme->targets[0].id);
    return ERR_OK;
}

/* The programme that holds here. Each is read once. */
static enum err_code turn_to_programme(struct spot *spot, struct err *err)
{
    struct demo_recipes *recipes = spot->recipes;
    const char *code = spot->unit->programme;
    if (recipes->programme && recipes->programme->code == code)
        return ERR_OK;
    size_t at = 0;
    while (at < recipes->programme_count && recipes->programmes[at].code != code)
        at++;
    if (at == recipes->programme_count) {
        at %= COUNT(recipes->programmes);
        TRY(read_programme(spot->demo, code, &recipes->programmes[at], err));
        recipes->programme_count = at + 1;
    }
    recipes->programme = &recipes->programmes[at];
    recipes->topics = recipes->programme->topics;
    return ERR_OK;
}

/* "topics": the first supervision asked for under a programme covers all its topics, each further one any. */
static enum err_code topics_value(struct spot *spot, const struct field *field, struct value *ret_value,
                                  struct err *err)
{
    if (spot->unit && spot->unit->programme)
        TRY(turn_to_programme(spot, err));
    *ret_value = v_text(spot->recipes->topics ? spot->recipes->topics : code_of(spot, field, "*"));
    spot->recipes->topics = NULL;
    return ERR_OK;
}

/* "entry" or "target". */
static enum err_code programme_part(struct spot *spot, const char *word, struct value *ret_value,
                                    struct err *err)
{
    if (!spot->unit || !spot->unit->programme)
        return ERR_OK;
    TRY(turn_to_programme(spot, err));
    const char *id = *word == 'e' ? spot->recipes->programme->entry : spot->recipes->programme->target;
    if (id)
        *ret_value = v_text(id);
    return ERR_OK;
}

static enum err_code value_of(struct spot *spot, const struct field *field, const char *text,
                              struct value *ret_value, struct err *err)
{
    *ret_value = v_null();
    if (*text == '?') { /* "?300 …": in so many of a thousand */
        char *rest = NULL;
        unsigned permille = (unsigned)strtoul(text + 1, &rest, 10);
        if (!chance_happens(&spot->chance, permille))
            return ERR_OK;
        text = rest + 1;
    }
    text = paired(spot, text);
    int64_t id = 0;
    if (strcmp(text, "entry") == 0 || strcmp(text, "target") == 0)
        return programme_part(spot, text, ret_value, err);
    if (strcmp(text, "topics") == 0)
        return topics_value(spot, field, ret_value, err);
    if (strncmp(text, "parent.", 7) == 0) {
        *ret_value = record_value(last_parent(spot), text + 7);
        return ERR_OK;
    }
    if (strcmp(text, "programme") == 0)
        *ret_value = v_text(spot->unit ? spot->unit->programme : NULL);
    else if (strcmp(text, "person") == 0 && field->type != FIELD_CODE)
        *ret_value = v_text(a_person(spot));
    else if (strcmp(text, "subject") == 0)
        *ret_value = v_int(last_parent(spot)->id);
    else if (field->type == FIELD_REF)
        *ret_value = (id = reference_of(spot, field, text)) ? v_int(id) : v_null();
    else if (strcmp(text, "year") == 0 && field_is_int(field))
        *ret_value = v_int(spot->year);
    else if (field->type == FIELD_DATE)
        *ret_value = day_value(spot, text);
    else if (field_is_int(field))
        *ret_value = v_int(number_of(spot, text));
    else if (field->type == FIELD_CODE || field->type == FIELD_CODES)
        *ret_value = v_text(code_of(spot, field, text));
    else
        *ret_value = v_text(filled(spot, choose(spot, text)));
    return ERR_OK;
}

/* --- following a recipe ------------------------------------------------------------------------------ */

static bool is_whole(const struct record *record)
{
    for (size_t i = 0; record->kind->fields[i].name; i++)
        if (record->kind->fields[i].required && !record->kind->fields[i].carried &&
            value_is_null(record->values[i]))
            return false;
    return true;
}

static enum err_code follow_all(struct spot *spot, const struct kind *after, struct err *err);

/* What another record has taken is left out, silently: the draw fell twice on one key. */
static enum err_code write_made(struct spot *spot, struct record *record, bool *ret_made, struct err *err)
{
    struct err taken = { 0 };
    enum err_code code = demo_write(spot->demo, record, &taken);
    *ret_made = code == ERR_OK;
    if (code == ERR_OK || code == ERR_CONFLICT)
        return ERR_OK;
    *err = taken;
    return code;
}

static enum err_code follow(struct spot *spot, const struct recipe *recipe, struct demo_unit *area, struct err *err)
{
    struct record *record = demo_record(spot->demo, recipe->kind);
    bool made = false;
    spot->number++;
    spot->area_before = recipe->after_state ? area : NULL;
    spot->area = recipe->after_state ? NULL : area;
    if (recipe->has_pairs)
        spot->pair = (size_t)chance_below(&spot->chance, PAIR_TURNS);
    for (size_t i = 0; i < recipe->part_count; i++) {
        const char *name = recipe->parts[i].field;
        if (strcmp(name, "state") == 0) {
            record->state = kind_state(recipe->kind, choose(spot, recipe->parts[i].expression))->code;
            continue;
        }
        struct value value = v_null();
        TRY(value_of(spot, kind_field(recipe->kind, name), recipe->parts[i].expression, &value, err));
        record_set(record, name, value);
    }
    if (!is_whole(record) || (spot->area_before && spot->area == spot->area_before))
        return ERR_OK;
    TRY(write_made(spot, record, &made, err));
    if (!made)
        return ERR_OK;
    idmap_put(&spot->recipes->latest, kind_number(spot, recipe->kind), record->id);
    require(spot->parent_count < PARENTS_MAX);
    spot->parents[spot->parent_count++] = record;
    TRY(follow_all(spot, recipe->kind, err));
    spot->parent_count--;
    return ERR_OK;
}

/* `area`: of the record that they are made for; NULL: of none. */
static enum err_code follow_times(struct spot *spot, const struct recipe *recipe, struct demo_unit *area, struct err *err)
{
    bool thin = spot->unit && spot->unit->level == LEVEL_COMMUNE && !spot->parent_count;
    unsigned permille = thin ? recipe->permille * spot->demo->commune_permille / 1000 : recipe->permille;
    size_t times = permille / 1000 + chance_happens(&spot->chance, permille % 1000);
    for (size_t i = 0; i < times; i++) {
        if (!spot->parent_count && spot->unit) {
            spot->day = date_to_days(date_of((int)spot->year, 1, 10)) + chance_between(&spot->chance, 0, 345);
            if (spot->day > spot->demo->store->today_day)
                continue;
        }
        TRY(follow(spot, recipe, area, err));
    }
    return ERR_OK;
}

/* The records made for the last one; what is made elsewhere for it leaves a place for those made for that. */
static bool follows(const struct spot *spot, const struct recipe *recipe, const struct kind *after)
{
    if (recipe->after != after || !recipe->after_state)
        return recipe->after == after;
    return strcmp(last_parent(spot)->state, recipe->after_state) == 0 && spot->parent_count + 2 < PARENTS_MAX;
}

static enum err_code follow_all(struct spot *spot, const struct kind *after, struct err *err)
{
    struct demo_unit *area = after ? spot->area : NULL;
    for (size_t i = 0; i < spot->recipes->count; i++) {
        const struct recipe *recipe = &spot->recipes->items[i];
        bool here = after ? follows(spot, recipe, after) :
                            !recipe->after && (spot->unit ? recipe->levels[spot->unit->level] : recipe->once);
        if (here)
            TRY(follow_times(spot, recipe, area, err));
    }
    return ERR_OK;
}

enum err_code demo_make_registers(struct demo *demo, struct demo_recipes *recipes, struct demo_unit *unit,
                                  struct err *err)
{
    struct spot spot = { .demo = demo, .recipes = recipes, .unit = unit, .day = demo->store->today_day };
    spot.chance = chance_of((uint64_t)demo->request->seed, "registers", unit ? (uint64_t)unit->id : 0);
    int64_t first = unit ? unit->first_year : demo_today_year(demo);
    int64_t last = unit ? unit->last_year : first;
    const char *programme = unit ? unit->programme : NULL;
    for (spot.year = first; spot.year <= last && spot.year <= demo_today_year(demo); spot.year++) {
        struct arena_mark mark = arena_mark(&demo->scratch);
        if (unit && !demo_is_told(spot.year))
            continue;
        if (unit && (spot.year < unit->programme_from || spot.year > unit->programme_to))
            unit->programme = NULL;
        TRY(follow_all(&spot, NULL, err));
        if (unit)
            unit->programme = programme;
        arena_release(&demo->scratch, mark);
        TRY(demo_breathe(demo, err));
    }
    return ERR_OK;
}
