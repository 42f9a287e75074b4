/* SPDX-License-Identifier: Apache-2.0
 * Work done in a thread of its own beside the owner of a connection, and the gate between the two: the connection is of
 * whoever has the gate, from the beginning of a statement to its end. What the work touches belongs to its thread until
 * it is waited for. Private to store/db; all calls but db_side_is_here, db_side_take and db_side_leave are the owner's. */
#pragma once

#include "base/err.h"

struct db_side;

struct db_side *db_side_new(void);
/* With no work under way. */
void db_side_free(struct db_side *side);

/* Runs `work` in a thread of its own; where no thread can be had it runs at once. With none under way. */
NODISCARD enum err_code db_side_run(struct db_side *side, enum err_code (*work)(void *context, struct err *err),
                                    void *context, struct err *err);
/* Waits for it, giving back the gate where the owner has it. Nothing to do where there is none. */
void db_side_wait(struct db_side *side);
/* What it failed with, until that is forgotten; ERR_OK where it did not. */
const struct err *db_side_failure(const struct db_side *side);
void db_side_forget_failure(struct db_side *side);

/* Whether there is work that was not waited for; and whether who waited now would have to. */
bool db_side_is_running(const struct db_side *side);
bool db_side_is_busy(const struct db_side *side);
/* Whether this is its thread. */
bool db_side_is_here(const struct db_side *side);

/* The connection for one statement while there are two who use it: a number to give back, 0 where there are not two.
 * The owner goes first, for the other has many statements to run. */
unsigned db_side_take(struct db_side *side);
/* After db_side_take gave a number, where db_side_has says that it still holds: waiting has given it back. */
void db_side_leave(struct db_side *side);
bool db_side_has(const struct db_side *side, unsigned gate);
