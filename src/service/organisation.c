/* SPDX-License-Identifier: Apache-2.0 */
#include "service/organisation.h"

#include "base/buf.h"
#include "base/vitext.h"

#include <string.h>

struct builtin_organisation {
    const char *code, *name, *name_en, *short_name, *aliases, *sector, *relation, *member_word, *notation;
    bool socio_political;
};

/* A6.4; short names and notations as the source documents use them. */
static const struct builtin_organisation builtin[] = {
    { "fatherland_front", "Mặt trận Tổ quốc Việt Nam", "Viet Nam Fatherland Front", "MTTQ",
      "Mặt trận;Mặt trận Tổ quốc;Ủy ban Mặt trận Tổ quốc Việt Nam;Ủy ban Mặt trận Tổ quốc;Ủy ban MTTQ Việt Nam;UBMTTQ Việt Nam;UBMTTQVN;UB MTTQ;UBMTTQ;Ủy ban MTTQ;Ủy ban Mặt trận;MTTQVN;Ủy ban MTTQVN;UB MTTQVN;Ban CTMT;Ban Công tác Mặt trận",
      "front", "front", NULL, "MTTQ", false },
    { "farmers_union", "Hội Nông dân", "Farmers' Union", "HND", "Nông dân;Hội ND;ND;Chi hội Nông dân;CH Nông dân",
      "socio_political", "member_org", "hội viên", "HND", true },
    { "womens_union", "Hội Liên hiệp Phụ nữ", "Women's Union", "HLHPN",
      "Phụ nữ;Hội Phụ nữ;Hội PN;PN;HPN;LHPN;Hội LHPN;Chi hội Phụ nữ;CH Phụ nữ", "socio_political", "member_org",
      "hội viên", "HPN", true },
    { "youth_union", "Đoàn TNCS Hồ Chí Minh", "Ho Chi Minh Communist Youth Union", "Đoàn TN",
      "Đoàn Thanh niên;Thanh niên;ĐTN;TN;Đoàn;Đoàn TNCS;TNCS;Đoàn TNCS HCM;Đoàn Thanh niên Cộng sản Hồ Chí Minh;Chi đoàn;Tỉnh đoàn",
      "socio_political", "member_org", "đoàn viên", "TĐTN", true },
    { "veterans_association", "Hội Cựu chiến binh", "Veterans' Association", "HCCB",
      "Cựu chiến binh;CCB;Hội CCB;Chi hội Cựu chiến binh;Chi hội CCB", "socio_political", "member_org",
      "hội viên", "HCCB", true },
    { "trade_union", "Liên đoàn Lao động", "Trade Union", "LĐLĐ",
      "Công đoàn;LĐLĐ;CĐ;Công đoàn cơ sở;CĐCS;Tổ công đoàn", "socio_political", "member_org", "đoàn viên",
      "LĐLĐ", true },
    { "youth_federation", "Hội Liên hiệp Thanh niên Việt Nam", "Youth Federation", "Hội LHTN",
      "LHTN;Hội LHTN", "social", "member_org", "hội viên", NULL, false },
    { "elderly_association", "Hội Người cao tuổi", "Association of the Elderly", "Hội NCT",
      "Người cao tuổi;NCT;HNCT", "social", "member_org", "hội viên", NULL, false },
    { "red_cross", "Hội Chữ thập đỏ", "Red Cross", "Hội CTĐ", "Chữ thập đỏ;CTĐ", "social", "member_org",
      "hội viên", NULL, false },
    { "former_youth_volunteers", "Hội Cựu thanh niên xung phong", "Association of Former Youth Volunteers",
      "Hội CTNXP", "Cựu thanh niên xung phong;Cựu TNXP;TNXP;CTNXP;Hội Cựu TNXP;Hội TNXP", "social", "member_org", "hội viên", NULL, false },
    { "learning_promotion", "Hội Khuyến học", "Association for Learning Promotion", "HKH", "Khuyến học",
      "social", "member_org", "hội viên", NULL, false },
    { "cooperative_alliance", "Liên minh Hợp tác xã", "Cooperative Alliance", "LMHTX", "Liên minh HTX",
      "social", "partner", NULL, NULL, false },
    { "party_committee", "Cấp ủy Đảng", "Party committee", "Cấp ủy",
      "Tỉnh ủy;Huyện ủy;Đảng ủy;Ban Thường vụ Tỉnh ủy;Thường trực Tỉnh ủy", "party", NULL, NULL, "TU", false },
    { "mass_mobilisation_commission", "Ban Dân vận", "Mass Mobilisation Commission", "BDV", NULL, "party", NULL, NULL, NULL, false },
    { "propaganda_commission", "Ban Tuyên giáo", "Propaganda Commission", "BTG", NULL, "party", NULL, NULL, NULL, false },
    { "peoples_council", "Hội đồng nhân dân", "People's Council", "HĐND", NULL, "elected", NULL, NULL, "HĐND", false },
    { "peoples_committee", "Ủy ban nhân dân", "People's Committee", "UBND", "Chính quyền", "government",
      "partner", NULL, "UBND", false },
    { "new_rural_office", "Văn phòng Điều phối nông thôn mới", "New Rural Coordination Office", "VPĐP NTM",
      "Văn phòng điều phối NTM", "department", "partner", NULL, NULL, false },
    { "labour_department", "Lao động - Thương binh và Xã hội", "Labour, Invalids and Social Affairs", "LĐTBXH",
      "Sở LĐTBXH;Phòng LĐTBXH", "department", "partner", NULL, "LĐTBXH", false },
    { "agriculture_department", "Nông nghiệp và Phát triển nông thôn", "Agriculture and Rural Development",
      "NN&PTNT", "Sở NN&PTNT", "department", "partner", NULL, NULL, false },
    { "culture_department", "Văn hóa, Thể thao và Du lịch", "Culture, Sports and Tourism", "VHTTDL", "Sở VHTTDL",
      "department", "partner", NULL, NULL, false },
    { "construction_department", "Xây dựng", "Construction", "SXD", "Sở Xây dựng", "department", "partner", NULL, NULL, false },
    { "health_department", "Y tế", "Health", "SYT", "Sở Y tế", "department", "partner", NULL, NULL, false },
    { "environment_department", "Tài nguyên và Môi trường", "Natural Resources and Environment", "TN&MT",
      "Sở TN&MT", "department", "partner", NULL, NULL, false },
    { "justice_department", "Tư pháp", "Justice", "STP", "Sở Tư pháp", "department", "partner", NULL, NULL, false },
    { "home_affairs_department", "Nội vụ", "Home Affairs", "SNV", "Sở Nội vụ;Ban Thi đua - Khen thưởng",
      "department", "partner", NULL, NULL, false },
    { "planning_department", "Kế hoạch và Đầu tư", "Planning and Investment", "KH&ĐT", "Sở KH&ĐT", "department", "partner", NULL, NULL, false },
    { "finance_department", "Tài chính", "Finance", "STC", "Sở Tài chính", "department", "partner", NULL, NULL, false },
    { "information_department", "Thông tin và Truyền thông", "Information and Communications", "TT&TT",
      "Sở TT&TT", "department", "partner", NULL, NULL, false },
    { "police", "Công an", "Police", "CA", "Công an", "department", "partner", NULL, NULL, false },
    { "press", "Báo", "Newspaper", "Báo", NULL, "media", "partner", NULL, NULL, false },
    { "broadcasting", "Đài Phát thanh và Truyền hình", "Radio and Television", "Đài PTTH", "Đài PT-TH", "media", "partner", NULL, NULL, false },
    { "enterprise", "Doanh nghiệp, đơn vị", "Enterprise", "DN", "Doanh nghiệp", "economic", "partner", NULL, NULL, false },
    { "community", "Cộng đồng dân cư", "Community", "CĐDC", "Thôn;Làng;Khu dân cư", "community", "partner", NULL, NULL, false },
};

static enum err_code install_one(struct store *store, const struct builtin_organisation *row, int64_t position,
                                 struct arena *arena, struct err *err)
{
    const struct kind *kind = kind_by_slug("organisations");
    bool exists = false;
    TRY(entity_key_exists(store, kind, row->code, &exists, err));
    if (exists)
        return ERR_OK;
    struct record *record = record_new(arena, kind);
    record_set(record, "code", v_text(row->code));
    record_set(record, "name", v_text(row->name));
    record_set(record, "name_en", v_text(row->name_en));
    record_set(record, "short_name", v_text(row->short_name));
    record_set(record, "aliases", v_text(row->aliases));
    record_set(record, "sector", v_text(row->sector));
    record_set(record, "socio_political", v_int(row->socio_political));
    record_set(record, "front_relation", v_text(row->relation));
    if (row->relation && strcmp(row->relation, "member_org") == 0) /* B9: resolution 60-NQ/TW */
        record_set(record, "subordinate_since", v_text("2025-07-01"));
    record_set(record, "member_word", v_text(row->member_word));
    record_set(record, "notation", v_text(row->notation));
    record_set(record, "position", v_int(position));
    return entity_create(store, record, NULL, err);
}

enum err_code organisation_ensure(struct store *store, const char *code, const char *name,
                                  const char *name_en, int64_t *made, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    const struct kind *kind = kind_by_slug("organisations");
    bool exists = false;
    TRY(entity_key_exists(store, kind, code, &exists, err));
    if (exists)
        return ERR_OK;
    struct record *record = record_new(&arena, kind);
    record_set(record, "code", v_text(code));
    record_set(record, "name", v_text(name));
    record_set(record, "name_en", v_text(name_en));
    record_set(record, "sector", v_text("other"));
    *made += 1;
    return entity_create(store, record, NULL, err);
}

enum err_code organisation_install(struct store *store, struct err *err)
{
    CLEANUP(arena_done) struct arena arena = { 0 };
    for (size_t i = 0; i < COUNT(builtin); i++)
        TRY(install_one(store, &builtin[i], (int64_t)i + 1, &arena, err));
    return ERR_OK;
}

/* --- names ------------------------------------------------------------------------------------------ */

struct names_context {
    struct arena *arena;
    struct organisation_names *names;
    size_t capacity;
};

static void add_name(struct names_context *context, const char *name, size_t len, const char *code)
{
    char *folded = text_fold(context->arena, arena_strndup(context->arena, name, len));
    if (*folded)
        *ARENA_PUSH(context->arena, context->names->items, context->names->count, context->capacity) =
            (struct organisation_name){ folded, code };
}

static enum err_code add_names(void *opaque, const struct record *record, struct err *err)
{
    (void)err;
    struct names_context *context = opaque;
    const char *code = arena_strdup(context->arena, record_text(record, "code"));
    const char *texts[] = { code, record_text(record, "name"), record_text(record, "short_name"),
                            record_text(record, "aliases") };
    for (size_t i = 0; i < COUNT(texts); i++)
        for (const char *c = texts[i]; c && *c;) {
            size_t len = strcspn(c, ";\n");
            add_name(context, c, len, code);
            c += len + (c[len] != '\0');
        }
    return ERR_OK;
}

enum err_code organisation_names_load(struct store *store, struct arena *arena,
                                      struct organisation_names *ret_names, struct err *err)
{
    struct names_context context = { .arena = arena, .names = ret_names };
    struct entity_query every = { 0 };
    *ret_names = (struct organisation_names){ 0 };
    return entity_each(store, kind_by_slug("organisations"), &every, add_names, &context, err);
}

static const char *find_code(const struct organisation_names *names, const char *folded)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->items[i].folded, folded) == 0)
            return names->items[i].code;
    return NULL;
}

size_t organisation_codes_of(const struct organisation_names *names, struct arena *arena,
                             const char *text, const char **ret_codes, size_t max,
                             const char **ret_unknown)
{
    size_t count = 0;
    CLEANUP(buf_done) struct buf unknown = { 0 };
    for (const char *c = text; *c;) {
        size_t len = strcspn(c, ",;/+\n");
        char *word = arena_strndup(arena, c, len);
        const char *folded = text_fold(arena, word), *code = find_code(names, folded);
        c += len + (c[len] != '\0');
        bool repeated = false;
        for (size_t i = 0; code && i < count; i++)
            repeated = repeated || strcmp(ret_codes[i], code) == 0;
        if (code && !repeated && count < max)
            ret_codes[count++] = code;
        else if (!code && *folded && strcmp(folded, "khong") != 0)
            buf_printf(&unknown, "%s%s", unknown.len ? ", " : "", word);
    }
    *ret_unknown = unknown.len ? arena_strdup(arena, buf_text(&unknown)) : NULL;
    return count;
}

const char *organisation_name(struct store *store, struct arena *arena, const char *code)
{
    return organisation_name_in(store, arena, code, LANG_VI);
}

const char *organisation_name_in(struct store *store, struct arena *arena, const char *code, enum lang lang)
{
    int64_t id = 0;
    size_t count = 0;
    struct err err = { 0 };
    struct record *record = NULL;
    const struct kind *kind = kind_by_slug("organisations");
    if (entity_find(store, kind, "code", v_text(code), 1, &id, &count, &err) != ERR_OK || count == 0 ||
        entity_get(store, kind, id, arena, &record, &err) != ERR_OK)
        return code;
    const char *english = lang == LANG_EN ? record_text(record, "name_en") : NULL;
    return english ? english : record_text(record, "name");
}
