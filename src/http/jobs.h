/* SPDX-License-Identifier: Apache-2.0
 * The server's own thread that runs what is due (service/job/job.h). */
#pragma once

#include "http/server.h"

struct jobs;

/* Does nothing, and gives NULL, where the clock stands still. */
struct jobs *jobs_start(const struct server_config *config);
/* A job under way ends early and is run again another time. */
void jobs_stop(struct jobs *jobs);
