/* SPDX-License-Identifier: Apache-2.0 */
#include "http/address.h"

#include <arpa/inet.h>
#include <string.h>

enum { NETWORK_BYTES = 8 };

static void write_four(const void *bytes, char ret_text[ADDRESS_SIZE])
{
    (void)inet_ntop(AF_INET, bytes, ret_text, ADDRESS_SIZE);
}

static void write_six(const struct in6_addr *given, char ret_text[ADDRESS_SIZE])
{
    struct in6_addr network = *given;
    if (IN6_IS_ADDR_V4MAPPED(given)) {
        write_four(given->s6_addr + 12, ret_text);
        return;
    }
    if (!IN6_IS_ADDR_LOOPBACK(given))
        memset(network.s6_addr + NETWORK_BYTES, 0, sizeof(network.s6_addr) - NETWORK_BYTES);
    (void)inet_ntop(AF_INET6, &network, ret_text, ADDRESS_SIZE);
}

void address_text(const struct sockaddr *address, char ret_text[ADDRESS_SIZE])
{
    const void *whole = address;
    ret_text[0] = '\0';
    if (address->sa_family == AF_INET)
        write_four(&((const struct sockaddr_in *)whole)->sin_addr, ret_text);
    else if (address->sa_family == AF_INET6)
        write_six(&((const struct sockaddr_in6 *)whole)->sin6_addr, ret_text);
}

bool address_read(const char *text, char ret_text[ADDRESS_SIZE])
{
    struct in_addr four;
    struct in6_addr six;
    if (inet_pton(AF_INET, text, &four) == 1) {
        write_four(&four, ret_text);
        return true;
    }
    if (inet_pton(AF_INET6, text, &six) != 1)
        return false;
    write_six(&six, ret_text);
    return true;
}

bool address_forwarded(const char *header, char ret_text[ADDRESS_SIZE])
{
    char last[ADDRESS_SIZE];
    const char *comma = strrchr(header, ','), *from = comma ? comma + 1 : header;
    from += strspn(from, " \t");
    size_t len = strcspn(from, " \t");
    if (len >= sizeof(last) || from[len + strspn(from + len, " \t")])
        return false;
    memcpy(last, from, len);
    last[len] = '\0';
    return address_read(last, ret_text);
}
