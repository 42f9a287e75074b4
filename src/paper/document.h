/* SPDX-License-Identifier: Apache-2.0
 * An official document as a tree: letterhead, blocks of text and tables, signatures, recipients.
 *
 * What is in the document stands here; how it looks on paper is the matter of the writers (docx,
 * pdf, html), which share the measures of Decree 30/2020/NĐ-CP and of the Party's and the Youth
 * Union's own guides in `struct document_look`. Everything lives in the arena given to
 * document_new; texts passed in are not copied and must live as long. In any text "\n" begins a
 * new line within the paragraph. Numbers and dates come as the text to print. */
#pragma once

#include "base/arena.h"

enum document_style {
    DOCUMENT_STYLE_STATE,       /* Decree 30/2020: MTTQ, the unions, government */
    DOCUMENT_STYLE_PARTY,       /* 36-HD/VPTW */
    DOCUMENT_STYLE_YOUTH_UNION, /* 29-HD/TWĐTN-VP */
    DOCUMENT_STYLE_MAX_
};

enum document_align {
    DOCUMENT_ALIGN_LEFT,
    DOCUMENT_ALIGN_CENTER,
    DOCUMENT_ALIGN_RIGHT,
    DOCUMENT_ALIGN_JUSTIFY,
};

/* --- text ------------------------------------------------------------------------------------ */

enum { DOCUMENT_BOLD = 1, DOCUMENT_ITALIC = 2, DOCUMENT_UNDERLINE = 4, DOCUMENT_GREY = 8 };

struct document_run {
    struct document_run *next;
    const char *text;
    unsigned flags; /* DOCUMENT_BOLD … added to what the place has by itself */
    const char *link; /* where the number comes from, for writers that can lead there; NULL: nowhere */
    const char *number; /* the same as a spreadsheet has it: "1234", "87.50"; NULL: it is no number */
};
struct document_text {
    struct document_run *first, *last;
};

/* A list of lines: issuers, addressees, recipients. */
struct document_line {
    struct document_line *next;
    const char *text;
};
struct document_lines {
    struct document_line *first, *last;
    size_t count;
};

/* --- tables ---------------------------------------------------------------------------------- */

enum { DOCUMENT_COLUMNS_MAX = 64 };

struct document_column {
    unsigned width; /* relative to the sum of all */
    enum document_align align;
};

/* Columns under a cell that spans rows from above get no cell of their own. */
struct document_cell {
    struct document_cell *next;
    struct document_text text;
    unsigned column_span, row_span; /* 1 and more */
    bool has_align;                 /* `align` instead of the column's */
    enum document_align align;
};

struct document_row {
    struct document_row *next;
    struct document_cell *first, *last;
    bool is_header; /* repeated on every page; only rows at the top of the table */
    bool is_bold;   /* totals and sub-headings */
};

struct document_table {
    const char *caption; /* above, bold and centred; NULL: none */
    const char *unit; /* "Đơn vị tính: triệu đồng", above at the right, italic; NULL: none */
    struct document_column *columns;
    size_t column_count;
    struct document_row *first, *last;
    unsigned half_points; /* size of the text; 0: by the number of columns */
};

/* --- blocks ---------------------------------------------------------------------------------- */

enum document_block_kind {
    DOCUMENT_HEADING, /* level 1 "I. …", 2 "1. …", 3 "a) …", 4 "- …"; the number is in the text */
    DOCUMENT_BASIS,     /* "Căn cứ …;" */
    DOCUMENT_PARAGRAPH, /* justified, first line indented */
    DOCUMENT_BULLET,    /* level 1 "- ", 2 "+ "; the mark is put before the text */
    DOCUMENT_CENTERED,  /* "QUYẾT ĐỊNH:" and the like, bold and centred */
    DOCUMENT_NOTE,      /* "Số liệu tính đến ngày …, tạm thời": small, italic */
    DOCUMENT_TABLE,
    DOCUMENT_PAGE_BREAK,
    DOCUMENT_ANNEX, /* begins an annex on a page of its own, pages numbered anew; after the first
                       of them the signatures are past: they stand before it */
};

struct document_block {
    struct document_block *next;
    enum document_block_kind kind;
    unsigned level;
    struct document_text text;    /* of an ANNEX: its title */
    struct document_table *table; /* of a TABLE */
    const char *annex_label;      /* of an ANNEX: "Phụ lục I" */
    const char *annex_source;     /* of an ANNEX: "(Kèm theo Báo cáo số …)"; NULL: none */
    bool is_landscape;            /* of an ANNEX: up to the next one */
};

/* --- the whole ------------------------------------------------------------------------------- */

struct document_signature {
    struct document_signature *next;
    const char *authority; /* "TM. BAN THƯỜNG TRỰC"; NULL: none */
    const char *position;  /* "CHỦ TỊCH", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH" */
    const char *name;      /* "Nguyễn Văn A"; NULL: room for it only */
    const char *mark;      /* "(Đã ký)"; NULL: room for signature and seal */
};

struct document {
    struct arena *arena;
    enum document_style style;
    const char *title;             /* of the file, in its properties */
    const char *author;            /* of the file: the issuer */
    const char *created;           /* of the file: "2020-10-09T08:00:00Z"; NULL: not said */
    struct document_lines parents; /* the superior body's lines: "ỦY BAN MTTQ VIỆT NAM" */
    struct document_lines issuers; /* the issuing body's lines; of a joint document all issuers */
    const char *number;            /* "168/KH-MTTQ-TCTV"; NULL: none is printed */
    const char *stamp;             /* "DỰ THẢO" under the number; NULL: none */
    const char *place;             /* "Kiên Giang" */
    const char *date;              /* document_date_text */
    const char *type;    /* "KẾ HOẠCH"; NULL: a letter, whose summary stands as "V/v …" */
    const char *summary; /* "V/v" is put before it where it belongs */
    struct document_lines addressees; /* after "Kính gửi:" */
    struct document_block *first, *last;
    struct document_signature *signature_first, *signature_last;
    size_t signature_count;
    struct document_lines recipients; /* "Như trên"; the last: "Lưu: VT, Ban PT". Dashes and stops
                                         are put by the writers */
    const char *footer; /* small, at the foot of every page: hash, time of making; NULL: none */
};

struct document *document_new(struct arena *arena, enum document_style style);

/* "ngày 05 tháng 01 năm 2020": days below 10 and the months 1 and 2 get a zero, as the decree has
 * it. A day of 0, or both, leaves room to write it by hand. */
const char *document_date_text(struct arena *arena, int day, int month, int year);

void document_line_add(struct document *document, struct document_lines *lines, const char *text);

/* The builders return what was made, so that runs and properties can be added. NULL text adds an
 * empty block. */
struct document_block *document_heading(struct document *document, unsigned level,
                                        const char *text);
struct document_block *document_block_add(struct document *document, enum document_block_kind kind,
                                          const char *text);
struct document_block *document_bullet(struct document *document, unsigned level, const char *text);
struct document_block *document_annex(struct document *document, const char *label,
                                      const char *title, const char *source);
struct document_run *document_run_add(struct document *document, struct document_text *text,
                                      const char *string, unsigned flags);

/* A table of `count` columns (at most DOCUMENT_COLUMNS_MAX). Rows and cells are added in reading
 * order; a row that lacks cells is filled up with empty ones. */
struct document_table *document_table(struct document *document,
                                      const struct document_column *columns, size_t count);
struct document_row *document_row_add(struct document *document, struct document_table *table);
struct document_row *document_header_add(struct document *document, struct document_table *table);
struct document_cell *document_cell_add(struct document *document, struct document_row *row,
                                        const char *text);

struct document_signature *document_signature_add(struct document *document, const char *authority,
                                                  const char *position, const char *name);

/* --- the look -------------------------------------------------------------------------------- */

/* Measures of one style. Sizes are half-points, lengths twips (1/1440 inch, 1/20 point). */
struct document_look {
    const char *motto_1, *motto_2; /* the lines at the top right; motto_2 may be NULL */
    const char *number_prefix;     /* "Số: " */
    const char *issuer_mark;       /* "***" under the issuer; NULL: a rule */
    unsigned motto_1_size, motto_2_size, issuer_size, number_size, date_size;
    unsigned type_size, summary_size, subject_size, body_size, signature_size;
    unsigned recipient_title_size, recipient_size;
    unsigned margin_top, margin_bottom, margin_left, margin_right;
    bool is_subject_italic;         /* of a letter's "V/v" */
    bool is_recipient_title_italic; /* bold italic; else underlined */
    char recipient_stop;            /* after each recipient but the last */
};
const struct document_look *document_look(enum document_style style);

enum { /* common to all: A4 and the body text */
       DOCUMENT_PAGE_WIDTH = 11906,
       DOCUMENT_PAGE_HEIGHT = 16838,
       DOCUMENT_INDENT_FIRST = 720, /* 1.27 cm */
       DOCUMENT_SPACE_AFTER = 120,  /* 6 pt */
       DOCUMENT_SIGNATURE_ROOM = 1300,
};
#define DOCUMENT_FONT "Times New Roman"

/* The width in twips of a text in bold Times, good to about one part in fifty; of its longest line
 * where it has several. */
unsigned document_text_width(const char *text, unsigned half_points);

/* The sorts of paragraphs; each looks the same in every writer. */
enum document_part {
    DOCUMENT_PART_LINE, /* of the letterhead, the title, the signatures: centred, no room about it */
    DOCUMENT_PART_BODY,
    DOCUMENT_PART_BASIS,
    DOCUMENT_PART_BULLET,
    DOCUMENT_PART_HEADING_1,
    DOCUMENT_PART_HEADING_2,
    DOCUMENT_PART_HEADING_3,
    DOCUMENT_PART_HEADING_4,
    DOCUMENT_PART_CENTERED,
    DOCUMENT_PART_CELL,
    DOCUMENT_PART_CAPTION,
    DOCUMENT_PART_NOTE,
    DOCUMENT_PART_RECIPIENT,
    DOCUMENT_PART_HEADER,
    DOCUMENT_PART_FOOTER,
    DOCUMENT_PART_MAX_
};

/* Lengths in twips. */
struct document_shape {
    unsigned flags;         /* DOCUMENT_BOLD, DOCUMENT_ITALIC */
    unsigned half_points;   /* 0: the body's */
    unsigned before, after; /* room above and below */
    unsigned line;          /* from one line to the next, in 240ths of a line */
    unsigned first_line;    /* indent of the first */
    enum document_align align;
    bool keep_next; /* on the same page as what follows */
};
const struct document_shape *document_shape(enum document_part part);

/* The part a block of text is; not of tables, page breaks and annexes. */
enum document_part document_block_part(const struct document_block *block);

enum { /* lengths of tables, in twips */
       DOCUMENT_CELL_PADDING = 70, /* between a cell's side and its text */
       DOCUMENT_WHOLE_ROWS_MAX = 12, /* a table of no more rows is not divided between pages */
};

/* The text size of a table. */
unsigned document_table_size(const struct document_table *table);

/* The widths of its columns, together `text_width`. */
void document_table_widths(const struct document_table *table, unsigned text_width,
                           unsigned widths[DOCUMENT_COLUMNS_MAX]);

/* The width of the letterhead's right half, for the motto has to stand in one line, and place and
 * date where two thirds of the text's width are enough for them. */
unsigned document_motto_width(const struct document *document, unsigned text_width);

/* How much of an item of a list is the item, without the stop it may bring along. */
size_t document_item_length(const char *text);
