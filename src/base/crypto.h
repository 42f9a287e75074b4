/* SPDX-License-Identifier: Apache-2.0
 * The few cryptographic acts the house needs, all by libsodium: SHA-256 for the audit chain, keyed
 * BLAKE2b for look-up indexes, for audit entries of personal fields and to sign what leaves the house
 * and comes back, XSalsa20-Poly1305 for values encrypted at rest, Argon2id for passwords. One 32-byte
 * master key; each use derives its own key from it. */
#pragma once

#include "base/arena.h"
#include "base/err.h"

enum { KEY_BYTES = 32, SHA256_HEX_SIZE = 65, KEYED_HEX_SIZE = 33, MAC_BYTES = 16 };

struct keys {
    unsigned char index[KEY_BYTES];   /* for look-up of encrypted values */
    unsigned char audit[KEY_BYTES];   /* for personal values in the audit */
    unsigned char encrypt[KEY_BYTES]; /* for values at rest */
    unsigned char sign[KEY_BYTES];    /* for rows of workbooks */
};

/* Must succeed once before anything else here; aborts if the library cannot start. */
void crypto_start(void);

void keys_derive(struct keys *keys, const unsigned char master[KEY_BYTES]);
void keys_wipe(struct keys *keys);
void crypto_random(void *bytes, size_t len);

void crypto_sha256_hex(const void *bytes, size_t len, char hex[SHA256_HEX_SIZE]);
/* 16 bytes of keyed BLAKE2b as hex. */
void crypto_keyed_hex(const unsigned char key[KEY_BYTES], const char *text, char hex[KEYED_HEX_SIZE]);

/* 16 bytes of keyed BLAKE2b over bytes. */
void crypto_mac(const unsigned char key[KEY_BYTES], const void *bytes, size_t len,
                unsigned char ret_mac[MAC_BYTES]);
/* Compares in a time that does not tell where they differ. */
bool crypto_mac_equal(const unsigned char a[MAC_BYTES], const unsigned char b[MAC_BYTES]);
/* Base64 with the letters of URLs, unpadded. */
char *crypto_base64(struct arena *arena, const void *bytes, size_t len);
/* The bytes of such a text; NULL where it is none. */
unsigned char *crypto_base64_bytes(struct arena *arena, const char *text, size_t *ret_len);

/* "e1:" and base64 of nonce and ciphertext; a fresh nonce each time. */
char *crypto_encrypt(struct arena *arena, const struct keys *keys, const char *text);
/* ERR_CORRUPT where the text was not made with this key. */
NODISCARD enum err_code crypto_decrypt(struct arena *arena, const struct keys *keys,
                                       const char *sealed, char **ret_text, struct err *err);

/* --- passwords ---------------------------------------------------------------------------------- */

enum { PASSWORD_HASH_SIZE = 128 };

/* Argon2id, 19 MiB, two passes. At most two hashings run at a time, whatever the number of threads:
 * others wait. ERR_NOMEM. */
NODISCARD enum err_code crypto_password_hash(const char *password, char ret_hash[PASSWORD_HASH_SIZE],
                                             struct err *err);
/* True where the password is that of the hash. With NULL the same work is done for nothing, so that
 * the time does not tell whether there is such a user. */
bool crypto_password_holds(const char *hash, const char *password);
/* `count` random bytes as text of letters and digits that are not mistaken for one another, and a NUL. */
void crypto_random_text(char *text, size_t count);
