/* SPDX-License-Identifier: Apache-2.0
 * Obligations that hold at every moment (S0d-29 "duy trì"), from the history of states. Private to
 * coverage. */
#pragma once

#include "service/programme/coverage_job.h"

/* Finds the days on which the row's limits did not hold, up to the cut's last: from the end of the
 * grace (counted from the obligation's first day), or, where none is given, from the first day on which
 * they held. Where there are any the row becomes unmet, with how many and from when. While the grace
 * lasts a row stays as it is. Only for a plain count (the programme's check refuses others). */
NODISCARD enum err_code coverage_apply_continuous(struct coverage_job *job,
                                                  const struct coverage_subject *subject,
                                                  struct coverage_row *row, struct err *err);
