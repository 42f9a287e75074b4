/* SPDX-License-Identifier: Apache-2.0
 * How units and counts of records are told on the command line: shared by the unit commands. */
#pragma once

#include "cli/cli.h"
#include "service/unit/unit_change.h"
#include "service/unit/unit_json.h"


/* "3 Hộ gia đình, 2 Mô hình"; "" for none. */
const char *unit_counts_words(struct cli *cli, const struct unit_counts *counts);
/* "08/7/2004 – 30/6/2025", "từ 01/7/2025" */
const char *unit_validity_words(struct cli *cli, const struct unit *unit);
/* "23866 Xã Ia Krêl" */
const char *unit_short_words(struct cli *cli, const struct unit *unit);
/* "Nhập toàn bộ" */
const char *lineage_words(const struct cli *cli, enum lineage_type type);

/* An external date that is a day; NULL: `fallback`. */
NODISCARD enum err_code cli_day(const char *text, int32_t fallback, int32_t *ret_day, struct err *err);
