/* SPDX-License-Identifier: Apache-2.0
 * From where a request comes, as far as it counts against somebody: an IPv4 address, or the network (/64) of an IPv6
 * one, for whoever has such an address has all of them. */
#pragma once

#include "base/base.h"

#include <sys/socket.h>

enum { ADDRESS_SIZE = 46 };

/* "203.0.113.7", "2001:db8:1:2::"; "" for what is no address of the two. */
void address_text(const struct sockaddr *address, char ret_text[ADDRESS_SIZE]);
/* The same of one written down; false for what is none. */
bool address_read(const char *text, char ret_text[ADDRESS_SIZE]);
/* Of "a, b, c" in X-Forwarded-For the last, which the proxy nearest to us added; false where that is no address. */
bool address_forwarded(const char *header, char ret_text[ADDRESS_SIZE]);
