/* SPDX-License-Identifier: Apache-2.0 */
#include "service/programme/programme_versions.h"

#include "service/record/record.h"

#include <string.h>

/* --- small helps ------------------------------------------------------------------------------ */

static struct cond *equals(struct arena *arena, const struct kind *kind, const char *field,
                           struct value value)
{
    return cond_compare(arena, kind_field_index(kind, field), COND_EQ, value);
}

static void set_date(struct record *record, struct arena *arena, const char *field, struct date date)
{
    char text[DATE_TEXT_SIZE];
    date_to_storage(date, text);
    record_set(record, field, v_text(*text ? arena_strdup(arena, text) : NULL));
}

static struct date get_date(const struct record *record, const char *field)
{
    const char *text = record_text(record, field);
    struct date date;
    return text && date_from_storage(text, &date) ? date : date_none();
}

static bool is_state(const struct record *record, const char *state)
{
    return strcmp(record->state, state) == 0;
}

static enum err_code list_of(struct store *store, const char *slug, const char *code,
                             bool all_states, struct arena *arena, struct record_list *ret,
                             struct err *err)
{
    const struct kind *kind = kind_by_slug(slug);
    int sort = kind_field_index(kind, "revision");
    struct entity_query query = { .where = equals(arena, kind, "programme", v_text(code)),
                                  .all_states = all_states,
                                  .sort_field = sort + 1 };
    return entity_list(store, kind, &query, arena, ret, err);
}

/* Goes through one step of the version's lifecycle. */
static enum err_code step(struct store *store, struct arena *arena, struct record *version,
                          const char *action, const char *reason, struct err *err)
{
    const struct transition *transition = kind_transition(version->kind, version->state, action);
    struct record *after = record_copy(arena, version);
    struct write_note note = { .action = action, .reason = reason };
    require(transition);
    after->state = transition->to;
    TRY(entity_update(store, version, after, &note, err));
    *version = *after;
    return ERR_OK;
}

static enum err_code patch(struct store *store, struct arena *arena, struct record *record,
                           const char *field, struct date date, struct err *err)
{
    struct record *after = record_copy(arena, record);
    set_date(after, arena, field, date);
    TRY(entity_update(store, record, after, NULL, err));
    *record = *after;
    return ERR_OK;
}

static struct date today(const struct store *store)
{
    return date_from_days((int32_t)store->today_day);
}

/* --- signers and what they said --------------------------------------------------------------- */

/* The signer's row; made where the file names one that is not there yet. */
static enum err_code signer_ensure(struct store *store, const struct programme *programme,
                                   size_t index, struct arena *arena, int64_t *ret_id,
                                   struct err *err)
{
    const struct kind *kind = kind_by_slug("programme_signers");
    const struct programme_signer *signer = &programme->signers[index];
    struct cond *conds[] = { equals(arena, kind, "programme", v_text(programme->id)),
                             equals(arena, kind, "organisation", v_text(signer->organisation)) };
    struct entity_query query = { .where = cond_all(arena, conds, COUNT(conds)) };
    struct record_list there;
    TRY(entity_list(store, kind, &query, arena, &there, err));
    if (there.count) {
        *ret_id = there.items[0].id;
        return ERR_OK;
    }
    struct record *record = record_new(arena, kind);
    record_set(record, "programme", v_text(programme->id));
    record_set(record, "organisation", v_text(signer->organisation));
    record_set(record, "ordinal", v_int((int64_t)index + 1));
    record_set(record, "authority", v_text(signer->board.vi));
    record_set(record, "signer_position", v_text(signer->position.vi));
    record_set(record, "signer_name", v_text(signer->name));
    TRY(entity_create(store, record, NULL, err));
    *ret_id = record->id;
    return ERR_OK;
}

static enum err_code consent_create(struct store *store, int64_t signer, int64_t revision,
                                    const char *decision, struct date on, const char *comment,
                                    struct arena *arena, struct err *err)
{
    struct record *record = record_new(arena, kind_by_slug("programme_consents"));
    record_set(record, "signer", v_int(signer));
    record_set(record, "revision", v_int(revision));
    record_set(record, "decision", v_text(decision));
    record_set(record, "comment", v_text(comment));
    set_date(record, arena, "on_date", on);
    return entity_create(store, record, NULL, err);
}

/* The day of the file's own document, on which it was signed; today where it has none. */
static struct date signed_on(const struct store *store, const struct programme *programme)
{
    const struct programme_document *own = programme_own_document(programme);
    bool known = own && own->date.precision == DATE_DAY &&
                 date_compare(own->date, today(store)) <= 0;
    return known ? own->date : today(store);
}

/* Makes the signers; with `by_file`, records the consents that the file states. */
static enum err_code signers_put(struct store *store, const struct programme *programme,
                                 int64_t revision, bool by_file, struct arena *arena,
                                 struct err *err)
{
    for (size_t i = 0; i < programme->signer_count; i++) {
        int64_t signer = 0;
        TRY(signer_ensure(store, programme, i, arena, &signer, err));
        if (by_file && programme->signers[i].consent == CONSENT_AGREED)
            TRY(consent_create(store, signer, revision, "agree", signed_on(store, programme), NULL,
                               arena, err));
    }
    return ERR_OK;
}

/* Whether the organisation's newest word on the revision is a yes, and on which day. */
static bool has_agreed(const struct record_list *consents, int64_t revision,
                       const char *organisation, struct date *ret_on)
{
    const struct record *newest = NULL;
    for (size_t i = 0; i < consents->count; i++) {
        const struct record *consent = &consents->items[i];
        if (record_int(consent, "revision") != revision ||
            strcmp(record_text(consent, "organisation"), organisation) != 0)
            continue;
        int order = newest ? date_compare(get_date(consent, "on_date"), get_date(newest, "on_date")) : 1;
        if (order > 0 || (order == 0 && consent->id > newest->id))
            newest = consent;
    }
    if (!newest || strcmp(record_text(newest, "decision"), "disagree") == 0)
        return false;
    *ret_on = get_date(newest, "on_date");
    return true;
}

/* --- reading ---------------------------------------------------------------------------------- */

enum { SIGNERS_MAX = 400 };

struct signer_lists {
    const char **agreed, **waiting;
    size_t agreed_count, waiting_count;
    struct date last; /* day of the last consent */
};

static bool names_have(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static void put_signers(const char *source, const struct record_list *consents, int64_t revision,
                        struct arena *arena, struct signer_lists *lists)
{
    struct mistakes mistakes = { .arena = arena };
    const struct programme *programme =
        source ? programme_parse(arena, "", source, strlen(source), &mistakes) : NULL;
    for (size_t i = 0; programme && i < programme->signer_count; i++) {
        require(lists->agreed_count + lists->waiting_count < SIGNERS_MAX); /* organisations twice over */
        const char *organisation = programme->signers[i].organisation;
        struct date on;
        if (names_have(lists->agreed, lists->agreed_count, organisation) ||
            names_have(lists->waiting, lists->waiting_count, organisation))
            continue;
        if (has_agreed(consents, revision, organisation, &on)) {
            lists->agreed[lists->agreed_count++] = organisation;
            if (date_is_none(lists->last) || date_compare(on, lists->last) > 0)
                lists->last = on;
        } else {
            lists->waiting[lists->waiting_count++] = organisation;
        }
    }
}

/* Who has agreed to a version no longer open: the consents say it. */
static void put_agreed(const struct record_list *consents, int64_t revision,
                       struct signer_lists *lists)
{
    for (size_t i = 0; i < consents->count && lists->agreed_count < SIGNERS_MAX; i++) {
        const char *organisation = record_text(&consents->items[i], "organisation");
        struct date on;
        if (!names_have(lists->agreed, lists->agreed_count, organisation) &&
            has_agreed(consents, revision, organisation, &on))
            lists->agreed[lists->agreed_count++] = organisation;
    }
}

/* Of a proposal: its own signers and those of the version in force. */
static struct signer_lists signer_lists(const struct record *version, const char *in_force,
                                        const struct record_list *consents, struct arena *arena)
{
    struct signer_lists lists = { .agreed = ARENA_ARRAY(arena, const char *, SIGNERS_MAX + 1),
                                  .waiting = ARENA_ARRAY(arena, const char *, SIGNERS_MAX + 1) };
    int64_t revision = record_int(version, "revision");
    if (is_state(version, "proposed")) {
        put_signers(record_text(version, "source"), consents, revision, arena, &lists);
        put_signers(in_force, consents, revision, arena, &lists);
    } else {
        put_agreed(consents, revision, &lists);
    }
    return lists;
}

static const struct record *find_state(const struct record_list *versions, const char *state)
{
    const struct record *found = NULL;
    for (size_t i = 0; i < versions->count; i++)
        if (is_state(&versions->items[i], state))
            found = &versions->items[i];
    return found;
}

enum err_code programme_versions_read(struct store *store, const char *code, struct arena *arena,
                                      struct programme_versions *ret_versions, struct err *err)
{
    struct record_list versions, consents;
    TRY(list_of(store, "programme_versions", code, true, arena, &versions, err));
    TRY(list_of(store, "programme_consents", code, false, arena, &consents, err));
    const struct record *in_force = find_state(&versions, "in_force");
    const char *current = in_force ? record_text(in_force, "source") : NULL;
    ret_versions->items = ARENA_ARRAY(arena, struct programme_version, versions.count + 1);
    ret_versions->count = versions.count;
    for (size_t i = 0; i < versions.count; i++) {
        const struct record *record = &versions.items[i];
        struct signer_lists lists = signer_lists(record, current, &consents, arena);
        ret_versions->items[i] = (struct programme_version){
            .revision = record_int(record, "revision"),
            .state = record->state,
            .source = record_text(record, "source"),
            .summary = record_text(record, "summary"),
            .proposed = get_date(record, "proposed_on"),
            .from = get_date(record, "from_date"),
            .to = get_date(record, "to_date"),
            .agreed = lists.agreed,
            .waiting = lists.waiting,
        };
    }
    return ERR_OK;
}

const struct programme_version *programme_version_on(const struct programme_versions *versions,
                                                     int64_t day)
{
    const struct programme_version *found = NULL, *first = NULL;
    for (size_t i = 0; i < versions->count; i++) {
        const struct programme_version *version = &versions->items[i];
        bool agreed = strcmp(version->state, "in_force") == 0 ||
                      strcmp(version->state, "superseded") == 0 ||
                      strcmp(version->state, "agreed") == 0;
        if (!agreed)
            continue;
        first = first ? first : version;
        if (date_is_none(version->from) || date_to_days(date_first_day(version->from)) <= day)
            found = version;
    }
    return found ? found : first;
}

/* --- proposing -------------------------------------------------------------------------------- */

static enum err_code version_create(struct store *store, const struct programme *programme,
                                    const char *text, const char *file, struct date from,
                                    const char *summary, int64_t revision, struct arena *arena,
                                    struct err *err)
{
    struct record *record = record_new(arena, kind_by_slug("programme_versions"));
    const char *slash = file ? strrchr(file, '/') : NULL;
    record_set(record, "programme", v_text(programme->id));
    record_set(record, "revision", v_int(revision));
    record_set(record, "summary", v_text(summary));
    record_set(record, "source", v_text(text));
    record_set(record, "file_name", v_text(slash ? slash + 1 : file));
    set_date(record, arena, "proposed_on", today(store));
    set_date(record, arena, "from_date", from);
    return entity_create(store, record, NULL, err);
}

enum err_code programme_propose(struct store *store, const struct programme *programme,
                                const char *text, const char *file, struct date from,
                                const char *summary, struct arena *arena, int64_t *ret_revision,
                                struct err *err)
{
    struct record_list versions;
    int64_t revision = 0;
    *ret_revision = 0;
    TRY(list_of(store, "programme_versions", programme->id, true, arena, &versions, err));
    bool was_in_force = find_state(&versions, "in_force") || find_state(&versions, "superseded");
    for (size_t i = 0; i < versions.count; i++) {
        struct record *version = &versions.items[i];
        bool stands = is_state(version, "proposed") || is_state(version, "agreed") ||
                      is_state(version, "in_force");
        if (stands && strcmp(record_text(version, "source"), text) == 0)
            return ERR_OK;
        if (record_int(version, "revision") > revision)
            revision = record_int(version, "revision");
    }
    for (size_t i = 0; i < versions.count; i++)
        if (is_state(&versions.items[i], "proposed") || is_state(&versions.items[i], "agreed"))
            TRY(step(store, arena, &versions.items[i], "reject", "Thay bằng bản đề xuất mới", err));
    TRY(version_create(store, programme, text, file, from, summary, revision + 1, arena, err));
    TRY(signers_put(store, programme, revision + 1, !was_in_force, arena, err));
    *ret_revision = revision + 1;
    return ERR_OK;
}

/* --- agreeing --------------------------------------------------------------------------------- */

enum err_code programme_consent(struct store *store, const struct consent_request *request,
                                struct arena *arena, int64_t *ret_revision, struct err *err)
{
    struct record_list versions, signers;
    struct date on = date_is_none(request->on) ? today(store) : request->on;
    TRY(list_of(store, "programme_versions", request->programme, true, arena, &versions, err));
    const struct record *version = find_state(&versions, "proposed");
    for (size_t i = 0; request->revision && i < versions.count; i++)
        if (record_int(&versions.items[i], "revision") == request->revision)
            version = is_state(&versions.items[i], "proposed") ? &versions.items[i] : NULL;
    if (!version)
        return err_set(err, ERR_STATE, MSG_PROGRAMME_NOT_PROPOSED, request->programme);
    if (date_compare(on, today(store)) > 0)
        return err_set(err, ERR_INPUT, MSG_PROGRAMME_CONSENT_DAY);
    TRY(list_of(store, "programme_signers", request->programme, false, arena, &signers, err));
    for (size_t i = 0; i < signers.count; i++) {
        if (strcmp(record_text(&signers.items[i], "organisation"), request->organisation) != 0)
            continue;
        *ret_revision = record_int(version, "revision");
        return consent_create(store, signers.items[i].id, *ret_revision, request->decision, on,
                              request->comment, arena, err);
    }
    return err_set(err, ERR_NOT_FOUND, MSG_PROGRAMME_NO_SIGNER, request->organisation,
                   request->programme);
}

/* Ends the version in force on the day before the new one begins. */
static enum err_code supersede(struct store *store, struct arena *arena,
                               struct record_list *versions, struct date from, struct err *err)
{
    for (size_t i = 0; i < versions->count; i++) {
        struct record *version = &versions->items[i];
        if (!is_state(version, "in_force"))
            continue;
        TRY(patch(store, arena, version, "to_date", date_add_days(from, -1), err));
        TRY(step(store, arena, version, "supersede", NULL, err));
    }
    return ERR_OK;
}

enum err_code programme_settle(struct store *store, const char *code, struct arena *arena,
                               const char **ret_text, int64_t *ret_revision, struct err *err)
{
    struct record_list versions, consents;
    *ret_text = NULL;
    TRY(list_of(store, "programme_versions", code, true, arena, &versions, err));
    TRY(list_of(store, "programme_consents", code, false, arena, &consents, err));
    const struct record *in_force = find_state(&versions, "in_force");
    for (size_t i = 0; i < versions.count; i++) {
        struct record *version = &versions.items[i];
        if (is_state(version, "proposed")) {
            struct signer_lists lists = signer_lists(
                version, in_force ? record_text(in_force, "source") : NULL, &consents, arena);
            if (lists.waiting_count)
                continue;
            bool dated = !date_is_none(get_date(version, "from_date"));
            if (in_force && !dated)
                TRY(patch(store, arena, version, "from_date",
                          date_is_none(lists.last) ? today(store) : lists.last, err));
            TRY(step(store, arena, version, "agree", NULL, err));
        }
        struct date from = get_date(version, "from_date");
        if (!is_state(version, "agreed") ||
            (!date_is_none(from) && date_to_days(date_first_day(from)) > store->today_day))
            continue;
        if (in_force)
            TRY(supersede(store, arena, &versions, from, err));
        TRY(step(store, arena, version, "enforce", NULL, err));
        *ret_text = record_text(version, "source");
        *ret_revision = record_int(version, "revision");
        return ERR_OK;
    }
    return ERR_OK;
}
