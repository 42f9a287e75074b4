/* SPDX-License-Identifier: Apache-2.0 */
#include "base/crypto.h"

#include <sodium.h>
#include <string.h>

static const char prefix[] = "e1:";

void crypto_start(void)
{
    require(sodium_init() >= 0);
}

void keys_derive(struct keys *keys, const unsigned char master[KEY_BYTES])
{
    _Static_assert(KEY_BYTES == crypto_kdf_KEYBYTES, "libsodium's key size");
    static const char context[crypto_kdf_CONTEXTBYTES + 1] = "chungtay";
    crypto_kdf_derive_from_key(keys->index, KEY_BYTES, 1, context, master);
    crypto_kdf_derive_from_key(keys->audit, KEY_BYTES, 2, context, master);
    crypto_kdf_derive_from_key(keys->encrypt, KEY_BYTES, 3, context, master);
    crypto_kdf_derive_from_key(keys->sign, KEY_BYTES, 4, context, master);
}

void keys_wipe(struct keys *keys)
{
    sodium_memzero(keys, sizeof(*keys));
}

void crypto_random(void *bytes, size_t len)
{
    randombytes_buf(bytes, len);
}

void crypto_sha256_hex(const void *bytes, size_t len, char hex[SHA256_HEX_SIZE])
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, bytes, len);
    sodium_bin2hex(hex, SHA256_HEX_SIZE, digest, sizeof(digest));
}

void crypto_keyed_hex(const unsigned char key[KEY_BYTES], const char *text, char hex[KEYED_HEX_SIZE])
{
    unsigned char digest[16];
    crypto_generichash(digest, sizeof(digest), (const unsigned char *)text, strlen(text), key, KEY_BYTES);
    sodium_bin2hex(hex, KEYED_HEX_SIZE, digest, sizeof(digest));
}

void crypto_mac(const unsigned char key[KEY_BYTES], const void *bytes, size_t len,
                unsigned char ret_mac[MAC_BYTES])
{
    crypto_generichash(ret_mac, MAC_BYTES, bytes, len, key, KEY_BYTES);
}

bool crypto_mac_equal(const unsigned char a[MAC_BYTES], const unsigned char b[MAC_BYTES])
{
    return sodium_memcmp(a, b, MAC_BYTES) == 0;
}

char *crypto_base64(struct arena *arena, const void *bytes, size_t len)
{
    const int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    size_t size = sodium_base64_ENCODED_LEN(len, (unsigned)variant);
    return sodium_bin2base64(arena_alloc(arena, size, 1), size, bytes, len, variant);
}

unsigned char *crypto_base64_bytes(struct arena *arena, const char *text, size_t *ret_len)
{
    size_t len = strlen(text);
    unsigned char *bytes = arena_alloc(arena, len + 1, 1);
    bool whole = sodium_base642bin(bytes, len, text, len, NULL, ret_len, NULL,
                                   sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0;
    return whole ? bytes : NULL;
}

char *crypto_encrypt(struct arena *arena, const struct keys *keys, const char *text)
{
    size_t len = strlen(text), sealed_len = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + len;
    unsigned char *sealed = arena_alloc(arena, sealed_len, 1);
    randombytes_buf(sealed, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(sealed + crypto_secretbox_NONCEBYTES, (const unsigned char *)text, len, sealed,
                          keys->encrypt);
    size_t base64_len = sodium_base64_ENCODED_LEN(sealed_len, sodium_base64_VARIANT_ORIGINAL);
    char *out = arena_alloc(arena, sizeof(prefix) + base64_len, 1);
    memcpy(out, prefix, sizeof(prefix) - 1);
    sodium_bin2base64(out + sizeof(prefix) - 1, base64_len, sealed, sealed_len,
                      sodium_base64_VARIANT_ORIGINAL);
    return out;
}

enum err_code crypto_decrypt(struct arena *arena, const struct keys *keys, const char *sealed,
                             char **ret_text, struct err *err)
{
    size_t len = strlen(sealed), bytes_len = 0;
    unsigned char *bytes = arena_alloc(arena, len + 1, 1);
    if (strncmp(sealed, prefix, sizeof(prefix) - 1) != 0 ||
        sodium_base642bin(bytes, len, sealed + sizeof(prefix) - 1, len - sizeof(prefix) + 1, NULL,
                          &bytes_len, NULL, sodium_base64_VARIANT_ORIGINAL) != 0 ||
        bytes_len < crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES)
        return err_set(err, ERR_CORRUPT, MSG_KEY_WRONG);
    size_t sealed_len = bytes_len - crypto_secretbox_NONCEBYTES;
    char *text = arena_alloc(arena, sealed_len - crypto_secretbox_MACBYTES + 1, 1);
    if (crypto_secretbox_open_easy((unsigned char *)text, bytes + crypto_secretbox_NONCEBYTES, sealed_len,
                                   bytes, keys->encrypt) != 0)
        return err_set(err, ERR_CORRUPT, MSG_KEY_WRONG);
    *ret_text = text;
    return ERR_OK;
}
