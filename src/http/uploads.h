/* SPDX-License-Identifier: Apache-2.0
 * Files that callers sent to be used by a later request: an import is looked at before it is applied, and the
 * file need not travel twice. Each belongs to the account that sent it and is forgotten after an hour. */
#pragma once

#include "http/call.h"

enum { UPLOAD_KEPT_SECONDS = 3600, UPLOADS_PER_ACCOUNT = 20 };

/* Takes the call's uploaded file over; *ret_name is what later requests call it. Of more than UPLOADS_PER_ACCOUNT files,
 * sent ones and what was refused of them, the oldest are forgotten. */
NODISCARD enum err_code upload_keep(struct call *call, const char **ret_name, struct err *err);
/* Its path. ERR_NOT_FOUND for one that is not the caller's, or too old. */
NODISCARD enum err_code upload_path(struct call *call, const char *name, const char **ret_path,
                                    struct err *err);
/* Removes what is too old. */
void uploads_sweep(const char *spool);
/* The same every few minutes, whoever asks for whatever. */
void uploads_tick(struct server *server);
/* Removes whatever was sent and is not used yet: somebody in it is to be forgotten. */
void uploads_forget(const char *spool);
/* Removes everything: the server stops. */
void uploads_clear(const char *spool);
