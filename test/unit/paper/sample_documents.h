/* SPDX-License-Identifier: Apache-2.0
 * Documents as the Front sends them, for the tests of the writers and to be looked at: with
 * PAPER_SAMPLES=<folder> in the environment the tests leave their files there. */
#pragma once

#include "paper/document.h"

struct document *sample_joint_plan(struct arena *arena); /* six issuers, six signers */
struct document *sample_report(struct arena *arena);     /* tables over pages, annexes */
struct document *sample_letter(struct arena *arena);     /* a công văn to five bodies */
struct document *sample_youth_union_letter(struct arena *arena);
struct document *sample_party_report(struct arena *arena);

/* All of them, each with the name of its file. */
enum { SAMPLE_DOCUMENTS = 5 };
extern const struct sample_document {
    const char *name;
    struct document *(*make)(struct arena *arena);
} sample_documents[SAMPLE_DOCUMENTS];
