/* SPDX-License-Identifier: Apache-2.0
 * The only file that includes zlib.h. */
#include "http/pack.h"

#include <string.h>
#include <zlib.h>

enum { GZIP_WINDOW = 15 + 16 /* with gzip's head */, LEVEL = 5, MEMORY = 8 };

bool call_takes_packed(const struct call *call)
{
    return call->head.accept_encoding && strstr(call->head.accept_encoding, "gzip");
}

static bool is_text(const struct call *call)
{
    return !call->type || strncmp(call->type, "text/", 5) == 0 || strstr(call->type, "json");
}

bool text_pack(const struct buf *plain, struct buf *ret_packed)
{
    z_stream stream = { .next_in = (unsigned char *)plain->data, .avail_in = (unsigned)plain->len };
    unsigned char piece[16 << 10];
    int told = Z_OK;
    if (deflateInit2(&stream, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    while (told == Z_OK) {
        stream.next_out = piece;
        stream.avail_out = sizeof(piece);
        told = deflate(&stream, Z_FINISH);
        buf_add_n(ret_packed, piece, sizeof(piece) - stream.avail_out);
    }
    (void)deflateEnd(&stream);
    return told == Z_STREAM_END;
}

void answer_pack(struct call *call)
{
    struct buf packed = { 0 };
    if (call->asset || call->file >= 0 || call->out.len < PACKED_LEAST_BYTES || call->out.len > UINT32_MAX || !is_text(call))
        return;
    call_header(call, "Vary", "Accept-Encoding");
    if (!call_takes_packed(call) || !text_pack(&call->out, &packed)) {
        buf_done(&packed);
        return;
    }
    buf_done(&call->out);
    call->out = packed;
    call_header(call, "Content-Encoding", "gzip");
}
