/* SPDX-License-Identifier: Apache-2.0
 * Duplicates of the registers: proposed with their reasons, never linked by themselves, never proposed twice. */
#include "../store_fixture.h"

#include "service/link/link_entry.h"
#include "service/link/link.h"
#include "service/link/link_teacher.h"
#include "service/record/record.h"

#include <string.h>
#include <unistd.h>

struct lists {
    struct store store;
    int64_t area, husband, wife, other;
};

/* As an import writes it: nobody asked at entry. */
static int64_t put(struct lists *lists, const char *kind, const struct field_pair *pairs, size_t count)
{
    struct issues issues = { .arena = test_arena() };
    struct err err = { 0 };
    struct record *record = record_new(test_arena(), kind_by_slug(kind));
    record_fill(&lists->store, record, pairs, count, true, test_arena(), &issues);
    CHECK(issues.count == 0);
    CHECK_OK(db_begin(lists->store.db, &err), &err);
    CHECK_OK(entity_create(&lists->store, record, NULL, &err), &err);
    CHECK_OK(db_commit(lists->store.db, &err), &err);
    return record->id;
}

static const char *id_words(int64_t id)
{
    char text[ID_TEXT_SIZE];
    id_to_text(id, text);
    return arena_strdup(test_arena(), text);
}

static int64_t household(struct lists *lists, const char *name, const char *birth)
{
    const struct field_pair pairs[] = { { "unit", id_words(lists->area) }, { "head_name", name }, { "head_birth_date", birth } };
    return put(lists, "households", pairs, COUNT(pairs));
}

static void member(struct lists *lists, int64_t of, const char *relation, const char *name, const char *birth)
{
    const struct field_pair pairs[] = { { "household", id_words(of) }, { "relation", relation }, { "full_name", name },
                                        { "birth_date", birth } };
    (void)put(lists, "household_members", pairs, COUNT(pairs));
}

/* One family twice, and thirty more that are what they seem. */
static bool lists_open(struct lists *lists)
{
    static const char *const given[] = { "Hùng", "Sơn", "Lan", "Hoa", "Bình", "Dũng", "Nga", "Liên", "Thảo", "Vinh" };
    static const char *const surname[] = { "Nguyễn Văn", "Siu", "Rơ Châm" };
    if (!fixture_open(&lists->store))
        return false;
    lists->area = fixture_area(&lists->store, "23866@2017-06-01", "Làng Mới");
    for (size_t i = 0; i < 30; i++) {
        const char *name = arena_printf(test_arena(), "%s %s", surname[i % 3], given[i / 3]);
        int64_t id = household(lists, name, arena_printf(test_arena(), "%zu-0%zu-1%zu", 1940 + i * 2, 1 + i % 9, i % 10));
        member(lists, id, "head", name, arena_printf(test_arena(), "%zu-0%zu-1%zu", 1940 + i * 2, 1 + i % 9, i % 10));
        lists->other = id;
    }
    lists->husband = household(lists, "Trần Đình Khang", "1971-04-05");
    lists->wife = household(lists, "Lê Thị Mỹ Duyên", "1974");
    member(lists, lists->husband, "head", "Trần Đình Khang", "1971-04-05");
    member(lists, lists->husband, "spouse", "Lê Thị Mỹ Duyên", "1974-09-21");
    member(lists, lists->husband, "child", "Trần Gia Bảo Khuê", "2004-02-03");
    member(lists, lists->wife, "head", "Lê Thị Mĩ Duyên", "1974-09-21");
    member(lists, lists->wife, "child", "Trần Gia Bảo Khuê", "2004-02-03");
    return true;
}

static struct link_report find(struct lists *lists, bool dry_run)
{
    struct link_request request = { .dry_run = dry_run };
    struct link_report report = { 0 };
    struct err err = { 0 };
    CHECK_OK(link_registers(&lists->store, &request, test_arena(), &report, &err), &err);
    return report;
}

void test_link__a_family_under_husband_and_wife_is_proposed_once(void)
{
    struct lists lists = { 0 };
    if (!lists_open(&lists))
        return;
    struct link_report report = find(&lists, true);
    CHECK(report.pairs == 1 && report.proposed == 1 && report.clusters == 1);
    CHECK_INT(fixture_sql_int(&lists.store, "SELECT count(*) FROM same_as_links"), 0);
    report = find(&lists, false);
    CHECK(report.pairs == 1 && report.found[0].status == LINK_NEW);
    CHECK_INT(report.found[0].household, lists.wife);
    CHECK_INT(report.found[0].canonical, lists.husband);
    CHECK(strstr(report.found[0].why, "Người trong hộ") && !strstr(report.found[0].why, "Khang"));
    CHECK_TEXT(fixture_sql_text(&lists.store, "SELECT state FROM same_as_links"), "proposed");
    int64_t link = fixture_sql_int(&lists.store, "SELECT id FROM same_as_links");
    CHECK(find(&lists, false).proposed == 0);
    (void)fixture_act(&lists.store, "same_as_links", link, "refuse");
    CHECK(find(&lists, false).proposed == 0);
    (void)fixture_act(&lists.store, "same_as_links", link, "reconsider");
    (void)fixture_act(&lists.store, "same_as_links", link, "link");
    (void)fixture_act(&lists.store, "same_as_links", link, "undo");
    CHECK(find(&lists, false).proposed == 0);
    CHECK_INT(fixture_sql_int(&lists.store, "SELECT count(*) FROM same_as_links"), 1);
    fixture_check_sound(&lists.store);
    fixture_close(&lists.store);
}

void test_link__viewers_see_but_do_not_propose(void)
{
    struct lists lists = { 0 };
    struct link_request request = { 0 };
    struct link_report report = { 0 };
    struct err err = { 0 };
    if (!lists_open(&lists))
        return;
    lists.store.actor.role = ROLE_VIEWER;
    CHECK_INT(link_registers(&lists.store, &request, test_arena(), &report, &err), ERR_FORBIDDEN);
    CHECK(find(&lists, true).pairs <= 1);
    fixture_close(&lists.store);
}

static void check_newcomers(const struct lists *lists, const struct link_index *index)
{
    struct link_candidate candidates[4];
    struct link_person child = { .name = "TRAN GIA BAO KHUE", .birth_date = "03/02/2004", .unit = lists->area };
    size_t count = link_index_find(index, &child, candidates, 4);
    CHECK(count >= 2 && candidates[0].probability > 0.5 && candidates[1].probability > 0.5);
    CHECK(candidates[0].household == lists->husband || candidates[0].household == lists->wife);
    CHECK(candidates[0].household != candidates[1].household);
    struct link_person stranger = { .name = "Quách Ngọc Phượng Uyên", .birth_date = "1999-12-30", .unit = lists->area };
    count = link_index_find(index, &stranger, candidates, 4);
    CHECK(count == 0 || candidates[0].probability < 0.5);
}

void test_link__newcomers_are_asked_about_at_entry(void)
{
    struct lists lists = { 0 };
    struct link_index *index = NULL, *taught = NULL;
    struct err err = { 0 };
    if (!lists_open(&lists))
        return;
    CHECK_OK(link_index_open(&lists.store, 0, NULL, &index, &err), &err);
    check_newcomers(&lists, index);
    CHECK_OK(link_index_open(&lists.store, 0, index, &taught, &err), &err);
    link_index_close(index);
    check_newcomers(&lists, taught);
    link_index_close(taught);
    fixture_close(&lists.store);
}

/* Through the use case of the command line and the server. */
static struct record *enter(struct lists *lists, const char *kind, const struct field_pair *pairs, size_t count)
{
    struct record *record = NULL;
    struct issues issues = { .arena = test_arena() };
    struct err err = { 0 };
    CHECK_OK(record_create(&lists->store, kind_by_slug(kind), pairs, count, test_arena(), &record, &issues, &err), &err);
    return record;
}

static size_t proposed(struct lists *lists, const struct record *record)
{
    struct link_proposal *proposals = NULL;
    size_t count = 0;
    struct err err = { 0 };
    CHECK_OK(link_proposals(&lists->store, record, test_arena(), &proposals, &count, &err), &err);
    return count;
}

static struct record *enter_household(struct lists *lists, const char *name, const char *birth)
{
    const struct field_pair pairs[] = { { "unit", id_words(lists->area) }, { "head_name", name }, { "head_birth_date", birth } };
    return enter(lists, "households", pairs, COUNT(pairs));
}

static struct record *enter_member(struct lists *lists, int64_t household, const char *name, const char *birth)
{
    const struct field_pair pairs[] = { { "household", id_words(household) }, { "full_name", name }, { "birth_date", birth },
                                        { "relation", "child" } };
    return enter(lists, "household_members", pairs, COUNT(pairs));
}

void test_link__what_is_entered_twice_is_written_and_proposed(void)
{
    struct lists lists = { 0 };
    if (!lists_open(&lists))
        return;
    struct record *again = enter_household(&lists, "TRAN DINH KHANG", "05/04/1971");
    CHECK(again && proposed(&lists, again) == 1);
    CHECK_INT(fixture_sql_int(&lists.store, "SELECT canonical FROM same_as_links"), lists.husband);
    CHECK_INT(fixture_sql_int(&lists.store, "SELECT household FROM same_as_links"), again->id);
    CHECK_TEXT(fixture_sql_text(&lists.store, "SELECT state FROM same_as_links"), "proposed");
    CHECK(strstr(fixture_sql_text(&lists.store, "SELECT reason FROM same_as_links"), "Ngày sinh"));
    CHECK(!strstr(fixture_sql_text(&lists.store, "SELECT reason FROM same_as_links"), "Khang"));
    /* A third is like both of them: the index knows who came since. */
    struct record *third = enter_household(&lists, "Trần Đình Khang", "1971");
    CHECK(third && proposed(&lists, third) == 2);
    struct record *stranger = enter_household(&lists, "Quách Ngọc Phượng Uyên", "30/12/1999");
    CHECK(stranger && proposed(&lists, stranger) == 0);
    /* A person of a household leads to another household too; and a pair is proposed once. */
    struct record *child = enter_member(&lists, stranger->id, "Trần Gia Bảo Khuê", "03/02/2004");
    CHECK(child && proposed(&lists, child) == 2);
    (void)enter_member(&lists, stranger->id, "Lê Thị Mỹ Duyên", "21/09/1974");
    CHECK(proposed(&lists, stranger) == 2);
    fixture_check_sound(&lists.store);
    fixture_close(&lists.store);
}

/* Who learnt in a thread beside teaches at entry, and is waited for at the end, whether he came to his own or not. */
void test_link__a_teacher_learns_beside(void)
{
    struct lists lists = { 0 };
    if (!lists_open(&lists))
        return;
    struct link_teacher *none = link_teacher_start(fixture_uri(&lists.store), 1000000), *hurried = NULL;
    struct link_teacher *teacher = link_teacher_start(fixture_uri(&lists.store), 1);
    for (int i = 0; i < 6000 && !link_teacher_index(teacher); i++)
        (void)usleep(10000);
    CHECK(link_teacher_index(teacher));
    link_teacher_halt(none);
    CHECK(!link_teacher_index(none) && !link_teacher_index(NULL));
    lists.store.teacher = teacher;
    struct record *again = enter_household(&lists, "TRAN DINH KHANG", "05/04/1971");
    CHECK(again && proposed(&lists, again) == 1);
    struct record *stranger = enter_household(&lists, "Quách Ngọc Phượng Uyên", "30/12/1999");
    CHECK(stranger && proposed(&lists, stranger) == 0);
    hurried = link_teacher_start(fixture_uri(&lists.store), 1);
    link_teacher_halt(hurried);
    link_teacher_halt(teacher);
    fixture_close(&lists.store);
    link_teacher_free(none);
    link_teacher_free(hurried);
    link_teacher_free(teacher);
}

/* A family of the next commune, of whom an id number or a telephone is known, moves here and is entered anew. */
void test_link__who_moved_here_from_the_next_commune_is_told_at_entry(void)
{
    struct lists lists = { 0 };
    if (!lists_open(&lists))
        return;
    int64_t next = fixture_area(&lists.store, "23860@2017-06-01", "Làng Bên");
    const struct field_pair home[] = { { "unit", id_words(next) }, { "head_name", "Ksor Y Bhim" }, { "head_birth_date", "1966-02-11" },
                                       { "phone", "0905123457" } };
    int64_t moved = put(&lists, "households", home, COUNT(home));
    const struct field_pair head[] = { { "household", id_words(moved) }, { "relation", "head" }, { "full_name", "Ksor Y Bhim" },
                                       { "birth_date", "1966-02-11" }, { "id_number", "064066000123" }, { "sex", "male" } };
    (void)put(&lists, "household_members", head, COUNT(head));
    /* By the telephone, as a household; then by the id number, as a person. */
    const struct field_pair here[] = { { "unit", id_words(lists.area) }, { "head_name", "Ksor Y Bhim" }, { "head_birth_date", "11/02/1966" },
                                       { "phone", "0905 123 457" } };
    struct record *again = enter(&lists, "households", here, COUNT(here));
    CHECK(again && proposed(&lists, again) == 1);
    CHECK_INT(fixture_sql_int(&lists.store, "SELECT canonical FROM same_as_links"), moved);
    struct record *third = enter_household(&lists, "Nay H'Đăm", "1968");
    CHECK(third && proposed(&lists, third) == 0);
    const struct field_pair person[] = { { "household", id_words(third->id) }, { "full_name", "KSOR Y BHIM" }, { "relation", "spouse" },
                                         { "birth_date", "1966" }, { "id_number", "064066000123" } };
    struct record *spouse = enter(&lists, "household_members", person, COUNT(person));
    CHECK(spouse && proposed(&lists, third) >= 1);
    CHECK_INT(fixture_sql_int(&lists.store, "SELECT count(*) FROM same_as_links WHERE state <> 'proposed'"), 0);
    /* Somebody else's telephone is no reason. */
    const struct field_pair other[] = { { "unit", id_words(lists.area) }, { "head_name", "Đoàn Thị Ngọc Trâm" }, { "head_birth_date", "1990-10-10" },
                                        { "phone", "0905123457" } };
    struct record *stranger = enter(&lists, "households", other, COUNT(other));
    CHECK(stranger && proposed(&lists, stranger) == 0);
    fixture_check_sound(&lists.store);
    fixture_close(&lists.store);
}

void test_link__a_decided_pair_is_left_alone_at_entry(void)
{
    struct lists lists = { 0 };
    if (!lists_open(&lists))
        return;
    struct record *again = enter_household(&lists, "Trần Đình Khang", "05/04/1971");
    int64_t link = fixture_sql_int(&lists.store, "SELECT id FROM same_as_links");
    (void)fixture_act(&lists.store, "same_as_links", link, "link");
    CHECK_INT(fixture_sql_int(&lists.store, "SELECT count(*) FROM households WHERE canonical IS NOT NULL"), 1);
    CHECK_TEXT(fixture_sql_text(&lists.store, "SELECT decided_by FROM same_as_links"), lists.store.actor.name);
    (void)enter_member(&lists, again->id, "Trần Đình Khang", "05/04/1971");
    CHECK_INT(fixture_sql_int(&lists.store, "SELECT count(*) FROM same_as_links WHERE canonical = household"), 0);
    CHECK_INT(fixture_sql_int(&lists.store, "SELECT count(*) FROM same_as_links"), 1);
    (void)fixture_act(&lists.store, "same_as_links", link, "undo");
    CHECK(proposed(&lists, again) == 0);
    CHECK(fixture_sql_int(&lists.store, "SELECT count(*) FROM households WHERE canonical IS NOT NULL") == 0);
    fixture_check_sound(&lists.store);
    fixture_close(&lists.store);
}

void test_link__an_empty_house_has_no_duplicates(void)
{
    struct lists lists = { 0 };
    struct link_index *index = NULL;
    struct err err = { 0 };
    struct link_candidate candidate;
    if (!fixture_open(&lists.store))
        return;
    CHECK(find(&lists, false).pairs == 0);
    CHECK_OK(link_index_open(&lists.store, 0, NULL, &index, &err), &err);
    struct link_person person = { .name = "Lê Thị Mỹ Duyên" };
    CHECK(link_index_find(index, &person, &candidate, 1) == 0);
    link_index_close(index);
    fixture_close(&lists.store);
}

void test_link__estimate_counts_lists_of_a_commune(void)
{
    struct lists lists = { 0 };
    struct fixture_family family = { 0 };
    struct link_estimate *estimates = NULL;
    size_t count = 0;
    struct err err = { 0 };
    if (!fixture_open(&lists.store) || !fixture_family_make(&lists.store, &family))
        return;
    CHECK_OK(link_estimate(&lists.store, 0, test_arena(), &estimates, &count, &err), &err);
    CHECK(count == 1);
    CHECK_INT(estimates[0].known, 1);
    CHECK_INT(estimates[0].lists, 2); /* classified, and a member of an organisation */
    CHECK_INT(estimates[0].twice, 1);
    CHECK(estimates[0].is_known && estimates[0].missing < 1);
    fixture_close(&lists.store);
}
