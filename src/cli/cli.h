/* SPDX-License-Identifier: Apache-2.0
 * The command face: a table of commands (main.c), each with its options in one row, one file per verb.
 *
 * Exit status (DESIGN §4): 0 done; 1 done with findings; 2 wrong usage; 3 bad input; 4 failure of the
 * database or the system. Output goes through `out` and is checked at the end: a full disk behind a
 * pipe is a failure. Messages go to stderr. */
#pragma once

#include "base/issues.h"
#include "base/json.h"
#include "base/mistakes.h"
#include "service/telling.h"
#include "store/store.h"

#include <signal.h>

enum cli_format { FORMAT_TABLE, FORMAT_CSV, FORMAT_JSON };
enum cli_needs {
    NEEDS_NOTHING,
    NEEDS_READING, /* the database, nothing is written */
    NEEDS_WRITING,
    NEEDS_READING_WITH_UNIT, /* the database only where --unit is given */
};
enum { CLI_OPTIONS_MAX = 24, CLI_WORDS_MAX = 400 };

struct cli_option {
    const char *name; /* without the dashes */
    bool flag;        /* takes no value */
    bool repeats;     /* every value given is kept, in `set_pairs` */
};

struct cli;
struct command {
    const char *name;  /* "programme" or "programme check": two words are told apart first */
    const char *usage; /* what follows the name */
    const char *vi, *en;
    const struct cli_option *options; /* ends with { 0 }; NULL: none */
    enum cli_needs needs;
    enum err_code (*run)(struct cli *cli, struct err *err);
};

/* One run of the program. */
struct cli {
    const struct command *command;
    const struct command *commands; /* the whole table, for help */
    struct arena arena;
    struct store store; /* open where the command needs it */
    bool store_open;
    const char *db_uri, *now;
    bool db_named; /* by --db or the environment */
    enum lang lang;
    enum cli_format format;
    const char *words[CLI_WORDS_MAX]; /* what is not an option */
    size_t word_count;
    const char *option_values[CLI_OPTIONS_MAX]; /* by index in command->options; "" for a given flag */
    const char *set_pairs[CLI_WORDS_MAX];       /* every value of the option that repeats */
    size_t set_count;
    bool findings; /* exit 1 */
    struct buf out; /* printed when the command is done, or by cli_flush */
};

/* The option's value; NULL where it was not given. The name must be in the command's table. */
const char *cli_option(const struct cli *cli, const char *name);
bool cli_flag(const struct cli *cli, const char *name);
/* An option that is a whole number. */
NODISCARD enum err_code cli_int_option(const struct cli *cli, const char *name, int64_t fallback,
                                       int64_t *ret, struct err *err);
/* The kind of that slug; ERR_USAGE, with the slug that was probably meant. */
NODISCARD enum err_code cli_kind(const char *slug, const struct kind **ret_kind, struct err *err);
/* ERR_USAGE unless so many words were given. */
NODISCARD enum err_code cli_words(const struct cli *cli, size_t least, size_t most, struct err *err);

/* Opens the database for a command that needs it only sometimes (NEEDS_NOTHING). */
NODISCARD enum err_code cli_open_store(struct cli *cli, bool writing, struct err *err);

/* The command's store, arena and language, for what services put into words. */
struct telling cli_telling(struct cli *cli);

/* Prints what is in `out` so far. */
NODISCARD enum err_code cli_flush(struct cli *cli, struct err *err);
/* Prints a sentence of messages.tsv to `out`, with a line end. */
#define cli_say(cli, msg, ...) cli_say_args(cli, msg, (const char *const[]){ "", ##__VA_ARGS__, NULL } + 1)
void cli_say_args(struct cli *cli, enum msg msg, const char *const *args);
/* Prints a failure or issue to stderr. */
void cli_complain(const struct cli *cli, const struct err *err);
/* Prints the mistakes of a file, a line each, to stderr. */
void cli_complain_mistakes(const struct cli *cli, const struct mistakes *mistakes);

/* Runs the program with the table of commands (ends with { 0 }); returns the exit status. */
int cli_main(const struct command *commands, int argc, char **argv);

/* How far a long run is, on a terminal; and Ctrl-C, which is kept from ending the program at once so that the
 * run stops by itself, tells so and leaves nothing half done. Its `show` is what services ask. */
struct cli_progress {
    sigset_t before;
    unsigned last; /* per cent shown */
    bool is_shown;
};
void cli_progress_begin(struct cli_progress *progress);
bool cli_progress_show(void *context, unsigned permille);
void cli_progress_end(struct cli_progress *progress);

/* --- tables -------------------------------------------------------------------------------------- */

/* Rows of text collected, then printed as an aligned table, CSV or JSON. Columns: a key for JSON and
 * headings for people; numbers are aligned right and go into JSON as numbers. */
struct table_column {
    const char *key, *vi, *en;
    bool number;
};
struct table {
    struct arena *arena;
    const struct table_column *columns;
    size_t column_count;
    struct value *cells; /* row after row */
    size_t cell_count, capacity;
};
void table_cell(struct table *table, struct value value);
void table_print(struct cli *cli, const struct table *table);
/* Width of a UTF-8 text on a terminal, in columns. */
size_t text_width(const char *text);
