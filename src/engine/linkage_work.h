/* SPDX-License-Identifier: Apache-2.0
 * Work shared out among threads: numbered pieces, taken in order by whoever is free. What a piece gives must
 * depend on its number alone, so that the answer does not depend on the threads. */
#pragma once

#include "base/base.h"

enum { WORK_THREADS_MAX = 64 };

typedef void work_fn(void *context, size_t worker, size_t piece);

/* Returns when all `count` pieces are done; one of the workers is the caller. Fewer threads than asked for
 * do the same work where the system gives no more. */
void work_share(size_t threads, size_t count, work_fn *work, void *context);

/* Memory of the engine beyond arenas: freed with free(); aborts where there is none. */
void *work_alloc(size_t count, size_t size); /* zeroed */
void *work_alloc_lines(size_t count, size_t size); /* begins with a line of the cache; not zeroed */
void *work_grow(void *items, size_t *capacity, size_t least, size_t size);
