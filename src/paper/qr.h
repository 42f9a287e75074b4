/* SPDX-License-Identifier: Apache-2.0
 * A text as a QR code, by libqrencode. */
#pragma once

#include "base/buf.h"

/* Appends an SVG drawing without outside references; false where the text is too long for a code. */
bool qr_svg(struct buf *out, const char *text);
