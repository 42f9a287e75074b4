/* SPDX-License-Identifier: Apache-2.0
 * Who is told something: results are put into words and JSON for the command line and the server alike. */
#pragma once

#include "base/msg.h"
#include "store/store.h"

struct telling {
    struct store *store;
    struct arena *arena; /* of the texts made */
    enum lang lang;
};
