/* SPDX-License-Identifier: Apache-2.0 */
#include "base/value.h"

#include <string.h>

int value_compare(struct value a, struct value b)
{
    if (a.type != b.type)
        return a.type < b.type ? -1 : 1;
    switch (a.type) {
    case VALUE_INT:
        return a.i < b.i ? -1 : a.i > b.i;
    case VALUE_TEXT: {
        int order = strcmp(a.s, b.s);
        return order < 0 ? -1 : order > 0;
    }
    case VALUE_NULL:
        break;
    }
    return 0;
}

bool value_equal(struct value a, struct value b)
{
    return value_compare(a, b) == 0;
}
