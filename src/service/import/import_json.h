/* SPDX-License-Identifier: Apache-2.0
 * What an import says, as JSON (DESIGN §4). */
#pragma once

#include "base/json.h"
#include "service/import/import.h"
#include "service/telling.h"

void import_json(const struct telling *to, struct json_writer *w, bool dry_run, const struct import_result *result);
const char *import_issue_message(const struct telling *to, const struct import_issue *issue);
