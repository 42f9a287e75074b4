/* SPDX-License-Identifier: Apache-2.0 */
#include "../test.h"

#include "domain/code_lists.h"
#include "domain/kind.h"

#include <string.h>

static void print_fault(void *context, const char *what)
{
    (void)context;
    printf("  %s\n", what);
}

void test_kind__declarations_have_no_fault(void)
{
    CHECK_INT((int64_t)kind_check_all(print_fault, NULL), 0);
}
