/* SPDX-License-Identifier: Apache-2.0
 * Who may do what (docs/rights.md has the table for people). A right is a question to an actor; what
 * the actor sees of a kind, and where, the entity store keeps by itself (store.h: struct actor). */
#pragma once

#include "store/entity.h"

enum right {
    RIGHT_NONE_,     /* a row without a right: never allowed */
    RIGHT_PUBLIC,    /* everybody, signed in or not */
    RIGHT_SIGNED_IN, /* whoever is signed in: own account, password, second factor, signing out */
    RIGHT_READ,      /* reads the registers of the own place and line, personal fields masked */
    RIGHT_WRITE,     /* enters and changes records there */
    RIGHT_APPROVE,   /* agrees, approves, signs */
    RIGHT_PERSONAL,  /* sees, corrects and erases what is kept about a person */
    RIGHT_AUDIT,     /* reads the record of changes and the register of personal reads */
    RIGHT_ADMIN,     /* accounts, units, keys */
    RIGHT_MAX_
};

/* False for RIGHT_NONE_ and whatever is no right. A token for certain kinds has RIGHT_PUBLIC and
 * RIGHT_SIGNED_IN only: ask rights_allow_kind for routes of a kind. */
bool rights_allow(const struct actor *actor, enum right right);
/* The same for a route of one kind: also within a token's kinds and above the kind's own role. */
bool rights_allow_kind(const struct actor *actor, enum right right, const struct kind *kind);
/* ERR_FORBIDDEN with the name of the right. */
NODISCARD enum err_code rights_need(const struct actor *actor, enum right right, struct err *err);
/* "write": the word in tables and JSON. */
const char *right_word(enum right right);

/* Somebody who is not signed in: sees what is published. */
struct actor rights_public(void);
/* Whom an account acts as today: its role, place (an abolished place: its history until its last day,
 * read only), line and personal right. `name` becomes "web:<user name>". ERR_FORBIDDEN where the
 * account is not in use. Texts live in the arena. */
NODISCARD enum err_code rights_actor(struct store *store, const struct record *account,
                                     struct arena *arena, struct actor *ret_actor, struct err *err);
/* The place a question is about: 0 becomes the actor's own; ERR_FORBIDDEN for one beyond it. */
NODISCARD enum err_code rights_place(struct store *store, int64_t *unit, struct err *err);
/* True where an organisation's account asks about another organisation. */
bool rights_other_line(const struct actor *actor, const char *organisation);
/* The stored code for a word of `--role`: viewer, reporter, cadre, leader, admin, auditor, or the same
 * by other names: enterer (cadre), approver (leader), administrator (admin). NULL where it is none. */
const char *role_code(const char *word);
/* The roles in their order, the auditor last: its code ("cadre"), and as what an account of the whole country acts with it.
 * NULL behind the last. */
const char *rights_role_at(size_t index, struct actor *ret_actor);
