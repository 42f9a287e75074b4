/* SPDX-License-Identifier: Apache-2.0
 * From a request to its handler: everything a row of the route table demands is checked here, before the
 * handler runs. Two halves: what the head alone tells, on the thread that reads the socket; and who it is,
 * on the worker that has a store. */
#pragma once

#include "http/route.h"

/* After the head came in: finds the row, checks query, body type and size. False where the call is answered
 * already (with a problem, or to OPTIONS). */
bool router_accept(struct call *call);
/* Whoever sent it has the row's right: for uploads, before the body is read. False: answered. */
bool router_admit(struct call *call);
/* The rest, on a worker: who, right, cross-site protection, JSON, handler. Always answers. Returns the
 * failure that was told, ERR_OK where there was none. */
enum err_code router_run(struct call *call, struct err *err);
