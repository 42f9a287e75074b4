/* SPDX-License-Identifier: Apache-2.0
 * Programmes as records: loading a YAML file, and getting a loaded one back as structs. */
#pragma once

#include "domain/programme.h"
#include "domain/territory.h"
#include "service/programme/programme_versions.h"

struct programme_load {
    const char *path;
    struct date from;    /* when a changed text is to take force; none: when all have agreed */
    const char *summary; /* what changes, in a sentence; may be NULL */
};

struct programme_load_result {
    int64_t id;
    bool is_new, changed;
    int64_t revision; /* made, or agreed to; 0: none */
    int64_t in_force; /* the revision that took force with it; 0: none did */
    int64_t bodies_made; /* of the organisations taking part, at the units where there were none */
    int64_t organisations_made; /* that were not known, by the titles of the file */
    int64_t codes_made;  /* added to open lists */
    int64_t tallies;     /* measures kept as totals */
};

/* Reads the file and puts the programme in, with the codes it adds, the bodies of its organisations
 * at its levels above the residential area, and its measures kept as totals; in force when every
 * signer has agreed. A text that is there already changes nothing; another text for the same id is
 * proposed as a new version (programme_versions.h). With mistakes: ERR_INPUT, all of them in
 * `mistakes`, nothing written. A leader's deed, the Front's, within his place; new organisations are
 * an administrator's: ERR_FORBIDDEN. */
NODISCARD enum err_code programme_load(struct store *store, const struct programme_load *request,
                                       struct arena *arena, struct mistakes *mistakes,
                                       struct programme_load_result *ret_result, struct err *err);

/* Records what a signer says to a proposed version, and puts it in force when it was the last. A
 * leader's deed, where the programme's territory lies in his place: ERR_FORBIDDEN; also what programme_consent says. */
NODISCARD enum err_code programme_agree(struct store *store, const struct consent_request *request,
                                        struct arena *arena,
                                        struct programme_load_result *ret_result, struct err *err);

/* The programme of that code as it is in force today, or was on the day; a draft where it never was.
 * ERR_NOT_FOUND. */
NODISCARD enum err_code programme_open(struct store *store, const char *id, struct arena *arena,
                                       const struct programme **ret_programme, struct err *err);
NODISCARD enum err_code programme_open_on(struct store *store, const char *id, int64_t day,
                                          struct arena *arena,
                                          const struct programme **ret_programme, struct err *err);

/* The day whose text rules what is planned for a year: its last, or today where that is earlier. */
int64_t programme_day_of_year(const struct store *store, int year);

/* The unit that is the programme's territory. */
NODISCARD enum err_code programme_unit(struct store *store, const struct programme *programme,
                                       int64_t *ret_unit, struct err *err);

/* "Hội Nông dân xã Ia Krêl" */
const char *body_full_name(struct arena *arena, const char *organisation_name, const char *unit_name);

/* A new record, not yet written, of the organisation's committee at the unit, or its branch in an area. */
struct record *body_record(struct store *store, struct arena *arena, const char *organisation, int64_t unit,
                           const char *unit_name, enum unit_level level);
/* What the organisation's body at the unit is called: "Ủy ban MTTQ Việt Nam xã Ia Krêl". */
const char *body_name_at(struct store *store, struct arena *arena, const char *organisation,
                         const struct unit *unit);

/* The organisation has a body at the unit, its committee where there was none; adds the number made to
 * *made. In a transaction of the caller's. */
NODISCARD enum err_code body_ensure(struct store *store, const char *organisation, const struct unit *unit,
                                    int64_t *made, struct err *err);

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
