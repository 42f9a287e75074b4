/* SPDX-License-Identifier: Apache-2.0
 * A unit of territory as JSON. */
#pragma once

#include "base/json.h"
#include "domain/territory.h"

/* Members id, code, from, to, list, level, type, name of an object that is open. */
void unit_json_members(struct json_writer *w, const struct unit *unit);
/* The whole object; null for NULL. */
void unit_json(struct json_writer *w, const struct unit *unit);
