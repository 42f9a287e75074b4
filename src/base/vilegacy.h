/* SPDX-License-Identifier: Apache-2.0
 * Vietnamese in the encodings from before Unicode, as it still comes in old sheets and documents:
 * TCVN3 (ABC, fonts .VnTime), VNI (two characters a letter) and VIQR (ASCII). The text is UTF-8
 * whose code points are the old bytes, read as Latin-1 or Windows-1252. It is recognised strictly,
 * so that text in Unicode is never harmed, and converted; the caller keeps the original.
 *
 * How it is recognised. Each word (run of letters and of Latin-1 signs) is decoded; a word is a
 * witness for an encoding when what comes out is a possible Vietnamese syllable (onset, rime, tone)
 * while the word as it stands is none. A witness weighs 2 when it holds what no western language
 * writes inside a word (signs such as ¬ ® µ ¸, a capital between small letters; for VIQR a shape
 * and a tone mark on one vowel), else 1. The verdict needs a weight of 2, not one word with letters
 * only Unicode has, and at most one word in four that the encoding makes no sense of. "Sè" or "Thò"
 * alone is as good Unicode as it is old: no verdict. So evidence is best gathered over a whole
 * column.
 *
 * Tables: TCVN 5712:1993 as the .VnTime fonts have it (VN3: 0x80-0x9F are Windows-1252 punctuation;
 * the few capitals with tones of VN1 between 0xAF and 0xFF are read too), VNI for Windows, RFC
 * 1456. In .VnTimeH fonts small letters look like capitals: their case is lost. */
#pragma once

#include "base/arena.h"

enum legacy_encoding { LEGACY_NONE, LEGACY_TCVN3, LEGACY_VNI, LEGACY_VIQR, LEGACY_MAX_ };

/* "none", "tcvn3", "vni", "viqr". */
const char *legacy_encoding_name(enum legacy_encoding encoding);

/* What the words of some texts say. Starts as { 0 }. */
struct legacy_evidence {
    uint32_t weight[LEGACY_MAX_];   /* of the witnesses */
    uint32_t witness[LEGACY_MAX_];  /* how many */
    uint32_t nonsense[LEGACY_MAX_]; /* words with old letters that decode to no syllable */
    uint32_t unicode;               /* words with letters that only Unicode has */
};

/* Adds a text's words: every cell of a column, every line of a document. */
void text_legacy_add(struct legacy_evidence *evidence, const char *text);
enum legacy_encoding text_legacy_verdict(const struct legacy_evidence *evidence);

/* The two together, for one text. */
enum legacy_encoding text_legacy_detect(const char *text);

/* Converts all words to Unicode NFC, except words with letters that only Unicode has and, for VIQR,
 * words with '@', "://" or "www.". LEGACY_NONE gives a copy. Signs that stand alone (« » § ·) stay.
 * A word of TCVN3 whose other letters, two at least, are capitals becomes capitals. */
char *text_legacy_convert(struct arena *arena, const char *text, enum legacy_encoding encoding);

/* For a document mostly in Unicode with old debris: line by line, a line that is old as a whole is
 * converted, elsewhere only witnesses of weight 2, and "Sè" before a colon. Returns `text` itself
 * when nothing was found; `ret_words` (may be NULL) tells how many words changed. */
const char *text_legacy_repair(struct arena *arena, const char *text, size_t *ret_words);
