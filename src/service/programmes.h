/* SPDX-License-Identifier: Apache-2.0
 * Programmes as records: loading a YAML file, and getting a loaded one back as structs. */
#pragma once

#include "domain/programme.h"
#include "domain/territory.h"
#include "store/entity.h"

struct programme_load_result {
    int64_t id;
    bool is_new, changed;
    int64_t bodies_made; /* of the organisations taking part, at the units where there were none */
    int64_t codes_made;  /* added to open lists */
    int64_t tallies;     /* measures kept as totals */
};

/* Reads the file and puts the programme in, with the codes it adds, the bodies of its organisations
 * at its levels above the residential area, and its measures kept as totals; in force when every
 * signer has agreed. A text that is there already changes nothing; another text for the same id is
 * a new revision. With mistakes: ERR_INPUT, all of them in `mistakes`, nothing written. */
NODISCARD enum err_code programme_load(struct store *store, const char *path, struct arena *arena,
                                       struct mistakes *mistakes,
                                       struct programme_load_result *ret_result, struct err *err);

/* The programme of that code, read from the store. ERR_NOT_FOUND. */
NODISCARD enum err_code programme_open(struct store *store, const char *id, struct arena *arena,
                                       const struct programme **ret_programme, struct err *err);

/* The unit that is the programme's territory. */
NODISCARD enum err_code programme_unit(struct store *store, const struct programme *programme,
                                       int64_t *ret_unit, struct err *err);

/* "Hội Nông dân xã Ia Krêl" */
const char *body_full_name(struct arena *arena, const char *organisation_name, const char *unit_name);

/* What the organisation's body at the unit is called: "Ủy ban MTTQ Việt Nam xã Ia Krêl". */
const char *body_name_at(struct store *store, struct arena *arena, const char *organisation,
                         const struct unit *unit);

/* Makes the branches of an area (organisations of `programme` with level area), where missing. In a
 * transaction of the caller's. */
NODISCARD enum err_code programme_area_bodies(struct store *store, const struct programme *programme,
                                              int64_t area, int64_t *ret_made, struct err *err);

/* The organisation's branch in a residential area (the Front's work committee), where it has none; adds
 * the number made to *made. Likewise. */
NODISCARD enum err_code area_body_ensure(struct store *store, const char *organisation, int64_t area,
                                         int64_t *made, struct err *err);

/* A whole file as text. ERR_NOT_FOUND, ERR_IO, ERR_LIMIT beyond max_bytes. */
NODISCARD enum err_code read_whole_file(const char *path, size_t max_bytes, struct arena *arena,
                                        char **ret_text, size_t *ret_len, struct err *err);
