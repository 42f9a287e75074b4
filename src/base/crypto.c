/* SPDX-License-Identifier: Apache-2.0 */
#include "base/crypto.h"

#include <openssl/sha.h>
#include <pthread.h>
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
    unsigned char digest[SHA256_DIGEST_LENGTH];
    (void)SHA256(bytes, len, digest); /* uses the processor's own instructions, which libsodium's does not */
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

/* --- passwords ---------------------------------------------------------------------------------- */

enum { PASSWORD_PASSES = 2, PASSWORD_MEMORY = 19 << 20, HASHINGS_MAX = 2 };

/* Of nobody's password, made with the same cost. */
static const char nobody[] = "$argon2id$v=19$m=19456,t=2,p=1$j0t70wEIynEsk3BA7YlZkg$YxfZvMt7+fFe08vW1bav3EYVxrxCdwiN5OvUDAvtB70";

/* The memory of the machine is shared by all threads, so this count is, too. */
static pthread_mutex_t hashing_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t hashing_free = PTHREAD_COND_INITIALIZER;
static int hashings;

static void hashing_begin(void)
{
    pthread_mutex_lock(&hashing_lock);
    while (hashings == HASHINGS_MAX)
        pthread_cond_wait(&hashing_free, &hashing_lock);
    hashings++;
    pthread_mutex_unlock(&hashing_lock);
}

static void hashing_end(void)
{
    pthread_mutex_lock(&hashing_lock);
    hashings--;
    pthread_cond_signal(&hashing_free);
    pthread_mutex_unlock(&hashing_lock);
}

enum err_code crypto_password_hash(const char *password, char ret_hash[PASSWORD_HASH_SIZE],
                                   struct err *err)
{
    _Static_assert(PASSWORD_HASH_SIZE == crypto_pwhash_STRBYTES, "libsodium's text size");
    hashing_begin();
    int failed = crypto_pwhash_str_alg(ret_hash, password, strlen(password), PASSWORD_PASSES, PASSWORD_MEMORY,
                                       crypto_pwhash_ALG_ARGON2ID13);
    hashing_end();
    return failed ? err_set(err, ERR_NOMEM, MSG_NOMEM) : ERR_OK;
}

bool crypto_password_holds(const char *hash, const char *password)
{
    hashing_begin();
    bool holds = crypto_pwhash_str_verify(hash ? hash : nobody, password, strlen(password)) == 0;
    hashing_end();
    return hash && holds;
}

void crypto_random_text(char *text, size_t count)
{
    static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
    for (size_t i = 0; i < count; i++)
        text[i] = letters[randombytes_uniform(sizeof(letters) - 1)];
    text[count] = '\0';
}
