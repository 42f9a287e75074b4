/* SPDX-License-Identifier: Apache-2.0
 * Programmes as text, in answers. */
#pragma once

#include "base/yaml.h"
#include "http/call.h"

/* Members "mistakes" and "more"; with the text's tree each mistake has the path of what it is about. */
void programme_write_mistakes(struct call *call, struct json_writer *w, const struct mistakes *mistakes,
                              const struct yaml *root);
