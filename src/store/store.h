/* SPDX-License-Identifier: Apache-2.0
 * Where records live: one opened database with its keys, clock, actor, and what is derived once from
 * the declarations. Services get a `struct store *`; only they begin and commit. */
#pragma once

#include "base/crypto.h"
#include "base/id.h"
#include "domain/kind.h"
#include "domain/measure.h"
#include "store/db.h"

struct tally;
struct tally_key;
struct tally_scope;
struct tally_places;
struct unit_place_cache;
struct memory;
struct kind_texts;
struct unit_picture;
struct link_memory;
struct programme_shelf;
struct pending;
struct personal_log;

/* On whose behalf something is done, and what of the records is there for whom. */
struct actor {
    const char *name;   /* "cli:root", "web:lan" */
    enum role role;     /* ROLE_NONE: the public, who sees what is published */
    int64_t account;    /* 0: the command line, or nobody */
    int64_t scope_unit; /* only records counting under this unit; 0: everywhere */
    int64_t scope_day;  /* its last day, for a unit that is no more: what was recorded until then is
                           seen, nothing later; 0: today */
    const char *line;   /* key of an organisation: of records that belong to one, only its own; NULL: all */
    const char *kinds;  /* ",households,models,": these kinds only (a token's); NULL: all */
    bool sees_personal; /* personal fields unmasked */
    bool read_only;     /* writes nothing, whatever the role */
    bool audits;        /* reads the record of changes and of personal reads, everywhere */
};

/* The same by name, bound to no place, line or kind: for what the program itself must look up. */
struct actor actor_unbound(const struct actor *actor);
bool actor_sees_kind(const struct actor *actor, const struct kind *kind);
/* To a place or a line: what is the whole house's is not his. */
bool actor_is_bound(const struct actor *actor);

enum store_holding { HOLD_NONE, HOLD_SAFE, HOLD_ALL }; /* store_hold */

struct store {
    struct db *db;
    struct arena arena; /* as long as the store is open */
    struct arena scratch; /* of one write of the entity store: released when it returns */
    struct keys keys;
    struct id_maker ids;
    bool ids_repeat;     /* ids go by the maker alone: store_repeatable_ids */
    int64_t now_unix_ms; /* the clock of this command or request; services set it */
    char now[24];        /* the same, "2026-11-21T01:00:00Z" */
    char today[16];      /* the day in Viet Nam, "2026-11-21" */
    int64_t today_day;   /* days since 1970-01-01 */
    struct actor actor;
    struct kind_texts *texts; /* one for each kind, in the order of kinds[] */
    size_t kind_count;
    struct tally *tallies;
    struct tally_key *tally_keys; /* store/tally_parts.h */
    size_t tally_count, tally_key_count;
    struct tally_scope *tally_scopes; /* store/tally_read.c */
    size_t tally_scope_count;
    struct tally_places *tally_places;
    int64_t *tally_units; /* by founding province: how many units there are; valid while there is any scope */
    struct unit_place_cache *places;
    struct memory *memory; /* store/memory.h: its owner's, NULL: none */
    struct pending *pending; /* store/pending.h */
    struct unit_picture *picture; /* service/unit/unit.c: the territory in memory */
    int64_t territory_stamp;      /* which territory that is: store_refresh */
    void (*picture_forget)(struct store *store);
    struct link_memory *links; /* service/link/link_entry.c: people of communes, to be asked at entry */
    void (*links_close)(struct store *store);
    struct link_teacher *teacher; /* service/link/link_teacher.h: its owner's, NULL: none */
    struct programme_shelf *programmes; /* service/programme/programme_shelf.c: those read */
    void (*programmes_put_away)(struct store *store, bool all); /* all, or where they became many */
    enum store_holding holds; /* store_hold */
    size_t hold_rows;         /* so many wait; 0: HELD_ROWS_MAX (store/held.h) */
    struct personal_log *personal; /* service/account/personal_log.h: what was shown unmasked */
    void (*personal_drop)(struct store *store);
    const char *older_copy; /* path; NULL: none was made */
    const char *batch; /* while an import runs: "import:<id>", noted in the audit */
};

enum {
    STORE_ROTATING = 1 << 8,  /* flag of store_open: to end the rotation of the key (store/key.h) */
    STORE_BACKED_UP = 1 << 9, /* of store_create: somebody has a copy of the older database on the server */
};

/* Opens the database of `uri` at the newest schema, with the key beside it or in $CHUNGTAY_KEY
 * (64 hex digits). ERR_NOT_FOUND where there is none; ERR_STATE where its schema is older or newer
 * than this program (store_create brings an older one up to date). */
NODISCARD enum err_code store_open(struct store *store, const char *uri, unsigned flags, struct err *err);
/* Makes what is missing: file, key (mode 0600), tables; idempotent. A database of an older version is changed only when
 * there is a copy of it: of an SQLite file one is made beside it (store->older_copy, "<path>.before-0011"), of a
 * server's the caller says so, else ERR_STATE. */
NODISCARD enum err_code store_create(struct store *store, const char *uri, unsigned flags, struct err *err);
void store_close(struct store *store);
/* Makes the database as store_create does, but without a key of its own, and lets `fill` put rows into it in one
 * transaction, which is taken back unless the key that is there is the one of these rows. */
NODISCARD enum err_code store_receive(const char *uri,
                                      enum err_code (*fill)(struct store *store, void *context, struct err *err),
                                      void *context, struct err *err);

/* From now on rows of new records wait in memory and are written by the thousand, in a thread beside, for who
 * makes many; what the database itself refuses (an id another process made) is then told later, at the commit at
 * the latest. Not within a savepoint. With HOLD_ALL those too wait that something in the database might
 * contradict: whoever makes them knows that nothing does, or it is told late and nothing is kept. */
void store_hold(struct store *store, enum store_holding holds);
/* In a transaction, outside savepoints: commits what was made so far and goes on in a new one. Where rows are held
 * that is done in the thread beside, while the next are made; it is told late then, like what the database refuses. */
NODISCARD enum err_code store_breathe(struct store *store, struct err *err);
/* Forgets what is remembered of units and tallies where another store or process changed them since: a store
 * that stays open asks at the beginning of each transaction. */
NODISCARD enum err_code store_refresh(struct store *store, struct err *err);
/* The part of it that is due even where nobody has written: what became too much to be remembered goes. */
void store_put_away(struct store *store);

/* Sets the clock. Days are those of Viet Nam (UTC+7). */
void store_set_now(struct store *store, int64_t unix_ms);

/* A new id in the shard. Goes by the machine's clock, whatever day the store is told it is. */
int64_t store_next_id(struct store *store, unsigned shard);

/* Ids made from now on depend only on the set clock and on how many commands wrote before, so that a
 * demonstration or test gives the same records each time it is played. Writes. */
NODISCARD enum err_code store_repeatable_ids(struct store *store, struct err *err);

/* Index of the kind in kinds[] (and of its texts). */
size_t store_kind_index(const struct store *store, const struct kind *kind);

/* What a record's place says about it. */
struct unit_place {
    int64_t unit;
    int64_t commune;  /* the commune it is recorded in; 0 above commune level */
    unsigned shard;   /* founding province of records located there */
    const char *level;
};
/* ERR_NOT_FOUND for an unknown unit. Cached; unit_places_forget after units were written. */
NODISCARD enum err_code unit_place_get(struct store *store, int64_t unit, struct unit_place *ret_place,
                                  struct err *err);
void unit_places_forget(struct store *store);
