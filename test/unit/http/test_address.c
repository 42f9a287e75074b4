/* SPDX-License-Identifier: Apache-2.0
 * From where a request comes, by the socket or by a proxy's word. */
#include "../test.h"

#include "http/address.h"

#include <string.h>

static const char *read_as(const char *text)
{
    char got[ADDRESS_SIZE] = "";
    return address_read(text, got) ? arena_strdup(test_arena(), got) : "none";
}

void test_address__an_ipv6_network_is_one(void)
{
    CHECK_TEXT(read_as("203.0.113.7"), "203.0.113.7");
    CHECK_TEXT(read_as("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    CHECK_TEXT(read_as("2001:db8:1:2::9"), "2001:db8:1:2::");
    CHECK_TEXT(read_as("2001:db8:1:3::9"), "2001:db8:1:3::");
    CHECK_TEXT(read_as("::1"), "::1");
    CHECK_TEXT(read_as("::ffff:203.0.113.7"), "203.0.113.7");
    static const char *const others[] = { "", "localhost", "203.0.113", "203.0.113.7:80", "[::1]", "0xCB007107", "1.2.3.4 " };
    for (size_t i = 0; i < COUNT(others); i++)
        CHECK_TEXT(read_as(others[i]), "none");
}

void test_address__the_last_word_is_the_proxys(void)
{
    static const struct {
        const char *header, *told;
    } cases[] = {
        { "203.0.113.7", "203.0.113.7" },
        { "10.0.0.1, 203.0.113.7", "203.0.113.7" },
        { "x,203.0.113.7 ", "203.0.113.7" },
        { "203.0.113.7, 2001:db8::1", "2001:db8::" },
        { "203.0.113.7, unknown", "none" },
        { "203.0.113.7,", "none" },
        { "203.0.113.7 10.0.0.1", "none" },
        { "", "none" },
        { "11111111111111111111111111111111111111111111111111111111", "none" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char got[ADDRESS_SIZE] = "";
        CHECK_TEXT(address_forwarded(cases[i].header, got) ? got : "none", cases[i].told);
    }
}
