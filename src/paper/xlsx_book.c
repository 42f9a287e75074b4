/* SPDX-License-Identifier: Apache-2.0 */
#include "paper/xlsx_book.h"

#include "base/utf8.h"
#include "paper/xlsx_value.h"
#include "paper/xml_in.h"

#include <stdlib.h>
#include <string.h>

/* --- relations ------------------------------------------------------------------------------- */

struct relation {
    const char *id, *type, *target;
};
struct relations {
    struct arena *arena;
    struct relation *items;
    size_t count, capacity;
};

static void on_relation(struct xml_in *xml, const char *name, const char *const *attributes,
                        void *user)
{
    (void)xml;
    struct relations *relations = user;
    const char *id = xml_in_attribute(attributes, "Id");
    const char *type = xml_in_attribute(attributes, "Type");
    const char *target = xml_in_attribute(attributes, "Target");
    const char *mode = xml_in_attribute(attributes, "TargetMode");
    if (strcmp(name, "Relationship") != 0 || !id || !type || !target)
        return;
    if (mode && strcmp(mode, "External") == 0)
        return;
    *ARENA_PUSH(relations->arena, relations->items, relations->count, relations->capacity) =
        (struct relation){ arena_strdup(relations->arena, id), arena_strdup(relations->arena, type),
                           arena_strdup(relations->arena, target) };
}

/* The relations of a part ("" for the package): xl/workbook.xml → xl/_rels/workbook.xml.rels. */
static enum err_code read_relations(struct xlsx_book *book, const char *part,
                                    struct relations *ret_relations, struct err *err)
{
    static const struct xml_in_handlers handlers = { .start = on_relation };
    const char *slash = strrchr(part, '/');
    size_t folder = slash ? (size_t)(slash - part) + 1 : 0;
    char *name = arena_printf(&book->arena, "%.*s_rels/%s.rels", (int)folder, part, part + folder);
    *ret_relations = (struct relations){ .arena = &book->arena };
    int64_t index = zip_in_find(book->zip, name);
    if (index < 0)
        return ERR_OK;
    return xml_in_read(book->zip, index, XLSX_PART_BYTES_MAX, &handlers, ret_relations, err);
}

/* Whether a relation's type is `word`, in the transitional or the strict namespace. */
static bool is_type(const struct relation *relation, const char *word)
{
    const char *slash = strrchr(relation->type, '/');
    return slash && strcmp(slash + 1, word) == 0;
}

/* The name in the archive that a target means, seen from `part`. */
static const char *resolve(struct arena *arena, const char *part, const char *target)
{
    if (*target == '/')
        return arena_strdup(arena, target + 1);
    const char *slash = strrchr(part, '/');
    size_t folder = slash ? (size_t)(slash - part) + 1 : 0;
    while (strncmp(target, "../", 3) == 0 && folder) {
        target += 3;
        folder--;
        while (folder && part[folder - 1] != '/')
            folder--;
    }
    return arena_printf(arena, "%.*s%s", (int)folder, part, target);
}

/* --- the workbook ---------------------------------------------------------------------------- */

struct workbook {
    struct xlsx_book *book;
    const char *part;
    struct relations relations;
    size_t name_capacity, part_capacity;
    bool is_workbook;
};

static bool is_true(const char *value)
{
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static void add_sheet(struct xml_in *xml, struct workbook *workbook, const char *const *attributes)
{
    struct xlsx_book *book = workbook->book;
    const char *name = xml_in_attribute(attributes, "name");
    const char *id = xml_in_attribute(attributes, "id");
    const char *state = xml_in_attribute(attributes, "state");
    if (!name || !id)
        return;
    if (book->sheet_count == XLSX_SHEETS_MAX) {
        xml_in_fail(xml, err_set(xml->err, ERR_LIMIT, MSG_XLSX_TOO_MANY_SHEETS, err_int(XLSX_SHEETS_MAX)));
        return;
    }
    for (size_t i = 0; i < workbook->relations.count; i++) {
        const struct relation *relation = &workbook->relations.items[i];
        if (strcmp(relation->id, id) != 0 || !is_type(relation, "worksheet"))
            continue;
        size_t count = book->sheet_count;
        *ARENA_PUSH(&book->arena, book->sheets, count, workbook->name_capacity) =
            (struct sheet_name){ arena_strdup(&book->arena, name),
                                 state && strcmp(state, "visible") != 0 };
        *ARENA_PUSH(&book->arena, book->sheet_parts, book->sheet_count, workbook->part_capacity) =
            resolve(&book->arena, workbook->part, relation->target);
        return;
    }
}

static void on_workbook(struct xml_in *xml, const char *name, const char *const *attributes,
                        void *user)
{
    struct workbook *workbook = user;
    if (xml->depth == 1)
        workbook->is_workbook = strcmp(name, "workbook") == 0;
    if (!workbook->is_workbook)
        return;
    if (strcmp(name, "workbookPr") == 0)
        workbook->book->is_1904 = is_true(xml_in_attribute(attributes, "date1904"));
    else if (strcmp(name, "sheet") == 0)
        add_sheet(xml, workbook, attributes);
}

/* --- styles ---------------------------------------------------------------------------------- */

struct format {
    unsigned id, shows;
};
struct styles {
    struct xlsx_book *book;
    struct format *formats;
    size_t format_count, format_capacity, style_capacity;
    bool *struck; /* by the number of a font */
    size_t font_count, font_capacity;
    bool in_cell_formats, in_fonts;
};

static unsigned format_shows(const struct styles *styles, unsigned id)
{
    for (size_t i = styles->format_count; i > 0; i--)
        if (styles->formats[i - 1].id == id)
            return styles->formats[i - 1].shows;
    return xlsx_builtin_shows(id);
}

static bool is_struck(const struct styles *styles, const char *const *attributes)
{
    const char *font = xml_in_attribute(attributes, "fontId");
    unsigned long number = font ? strtoul(font, NULL, 10) : 0;
    return number < styles->font_count && styles->struck[number];
}

static void on_font(struct styles *styles, const char *name, const char *const *attributes)
{
    const char *value = xml_in_attribute(attributes, "val");
    if (strcmp(name, "font") == 0 && styles->font_count < XLSX_STYLES_MAX)
        *ARENA_PUSH(&styles->book->arena, styles->struck, styles->font_count, styles->font_capacity) = false;
    else if (strcmp(name, "strike") == 0 && styles->font_count)
        styles->struck[styles->font_count - 1] = !value || (*value != '0' && *value != 'f');
}

static void on_style(struct xml_in *xml, const char *name, const char *const *attributes,
                     void *user)
{
    (void)xml;
    struct styles *styles = user;
    struct xlsx_book *book = styles->book;
    const char *id = xml_in_attribute(attributes, "numFmtId");
    unsigned number = id ? (unsigned)strtoul(id, NULL, 10) : 0;
    if (strcmp(name, "cellXfs") == 0) {
        styles->in_cell_formats = true;
    } else if (strcmp(name, "fonts") == 0) {
        styles->in_fonts = true;
    } else if (styles->in_fonts) {
        on_font(styles, name, attributes);
    } else if (strcmp(name, "numFmt") == 0 && styles->format_count < XLSX_STYLES_MAX) {
        const char *code = xml_in_attribute(attributes, "formatCode");
        *ARENA_PUSH(&book->arena, styles->formats, styles->format_count, styles->format_capacity) =
            (struct format){ number, code ? xlsx_format_shows(code) : 0 };
    } else if (strcmp(name, "xf") == 0 && styles->in_cell_formats &&
               book->style_count < XLSX_STYLES_MAX) {
        *ARENA_PUSH(&book->arena, book->style_shows, book->style_count, styles->style_capacity) =
            (unsigned char)(format_shows(styles, number) | (is_struck(styles, attributes) ? XLSX_SHOWS_STRUCK : 0));
    }
}

static void on_style_end(struct xml_in *xml, const char *name, void *user)
{
    (void)xml;
    struct styles *styles = user;
    if (strcmp(name, "cellXfs") == 0)
        styles->in_cell_formats = false;
    else if (strcmp(name, "fonts") == 0)
        styles->in_fonts = false;
}

/* --- shared texts ---------------------------------------------------------------------------- */

struct strings {
    struct xlsx_book *book;
    struct buf text;
    size_t bytes_max;
    bool in_text, in_phonetic;
};

static void on_string_start(struct xml_in *xml, const char *name, const char *const *attributes,
                            void *user)
{
    (void)xml;
    (void)attributes;
    struct strings *strings = user;
    if (strcmp(name, "t") == 0)
        strings->in_text = !strings->in_phonetic;
    else if (strcmp(name, "rPh") == 0)
        strings->in_phonetic = true;
    else if (strcmp(name, "si") == 0)
        buf_clear(&strings->text);
}

static void on_string_end(struct xml_in *xml, const char *name, void *user)
{
    struct strings *strings = user;
    if (strcmp(name, "t") == 0) {
        strings->in_text = false;
    } else if (strcmp(name, "rPh") == 0) {
        strings->in_phonetic = false;
    } else if (strcmp(name, "si") == 0) {
        size_t len = strings->text.len ? xlsx_unescape(strings->text.data, strings->text.len) : 0;
        enum err_code code =
            xlsx_strings_add(&strings->book->strings, buf_text(&strings->text), len, xml->err);
        if (code != ERR_OK)
            xml_in_fail(xml, code);
    }
}

/* What is longer than any cell may be is cut: the cell that uses it is refused by its length. */
static void on_string_text(struct xml_in *xml, const char *text, size_t len, void *user)
{
    (void)xml;
    struct strings *strings = user;
    if (!strings->in_text || strings->text.len > strings->bytes_max)
        return;
    buf_add_n(&strings->text, text, len);
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The code of "_xHHHH_" at the start of the text, or -1. */
static int escape_code(const char *text, size_t len)
{
    int code = 0;
    if (len < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_')
        return -1;
    for (size_t i = 2; i < 6; i++) {
        int digit = hex_digit(text[i]);
        if (digit < 0)
            return -1;
        code = code * 16 + digit;
    }
    return code;
}

size_t xlsx_unescape(char *text, size_t len)
{
    size_t used = 0;
    for (size_t i = 0; i < len;) {
        int code = text[i] == '_' ? escape_code(text + i, len - i) : -1;
        if (code < 0) {
            text[used++] = text[i++];
            continue;
        }
        i += 7;
        if (code == '\t' || code == '\n' || code == '\r' || (code >= ' ' && code < 0x7F)) {
            text[used++] = (char)code;
        } else if (code >= 0xA0 && (code < 0xD800 || code > 0xDFFF)) {
            used = (size_t)(utf8_put(text + used, (uint32_t)code) - text);
        }
    }
    return used;
}

/* --- the whole ------------------------------------------------------------------------------- */

static enum err_code not_a_sheet(const struct xlsx_book *book, struct err *err)
{
    enum msg msg = zip_in_find(book->zip, "mimetype") >= 0        ? MSG_SHEET_OPEN_DOCUMENT :
                   zip_in_find(book->zip, "xl/workbook.bin") >= 0 ? MSG_SHEET_BINARY_EXCEL :
                                                                    MSG_SHEET_NOT_A_SHEET;
    return err_set(err, ERR_INPUT, msg, book->zip->path);
}

static enum err_code read_workbook(struct xlsx_book *book, struct workbook *workbook,
                                   struct err *err)
{
    static const struct xml_in_handlers handlers = { .start = on_workbook };
    struct relations package;
    TRY(read_relations(book, "", &package, err));
    workbook->part = "xl/workbook.xml";
    for (size_t i = 0; i < package.count; i++)
        if (is_type(&package.items[i], "officeDocument"))
            workbook->part = resolve(&book->arena, "", package.items[i].target);
    int64_t index = zip_in_find(book->zip, workbook->part);
    size_t len = strlen(workbook->part);
    if (index < 0 || (len > 4 && strcmp(workbook->part + len - 4, ".bin") == 0))
        return not_a_sheet(book, err);
    TRY(read_relations(book, workbook->part, &workbook->relations, err));
    TRY(xml_in_read(book->zip, index, XLSX_PART_BYTES_MAX, &handlers, workbook, err));
    return workbook->is_workbook && book->sheet_count ? ERR_OK : not_a_sheet(book, err);
}

static enum err_code read_styles(struct xlsx_book *book, int64_t index, struct err *err)
{
    static const struct xml_in_handlers handlers = { .start = on_style, .end = on_style_end };
    struct styles styles = { .book = book };
    return xml_in_read(book->zip, index, XLSX_PART_BYTES_MAX, &handlers, &styles, err);
}

static enum err_code read_strings(struct xlsx_book *book, int64_t index, struct err *err)
{
    static const struct xml_in_handlers handlers = { .start = on_string_start,
                                                     .end = on_string_end,
                                                     .text = on_string_text };
    struct strings strings = { .book = book, .bytes_max = book->options->cell_chars_max * 4 };
    enum err_code code = xml_in_read(book->zip, index, 0, &handlers, &strings, err);
    buf_done(&strings.text);
    TRY(code);
    return xlsx_strings_end(&book->strings, err);
}

enum err_code xlsx_book_read(struct xlsx_book *book, struct zip_in *zip,
                             const struct sheet_options *options, struct err *err)
{
    arena_init(&book->arena, 0);
    xlsx_strings_init(&book->strings, options->strings_memory_bytes);
    book->zip = zip;
    book->options = options;
    struct workbook workbook = { .book = book };
    TRY(read_workbook(book, &workbook, err));
    for (size_t i = 0; i < workbook.relations.count; i++) {
        const struct relation *relation = &workbook.relations.items[i];
        bool is_styles = is_type(relation, "styles"),
             is_strings = is_type(relation, "sharedStrings");
        if (!is_styles && !is_strings)
            continue;
        int64_t index = zip_in_find(zip, resolve(&book->arena, workbook.part, relation->target));
        if (index < 0 && is_strings)
            continue; /* some programs name it all the same; a cell that needs it will tell */
        TRY(is_styles ? read_styles(book, index, err) : read_strings(book, index, err));
    }
    return ERR_OK;
}

void xlsx_book_done(struct xlsx_book *book)
{
    if (!book->zip)
        return;
    xlsx_strings_done(&book->strings);
    arena_done(&book->arena);
}
