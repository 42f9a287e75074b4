/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"

#include <pthread.h>
#include <unistd.h>

static sigset_t interrupt(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    return set;
}

/* Threads begun later keep it away too: whoever asks finds it waiting for the process. */
void cli_progress_begin(struct cli_progress *progress)
{
    sigset_t set = interrupt();
    *progress = (struct cli_progress){ .is_shown = isatty(STDERR_FILENO) };
    pthread_sigmask(SIG_BLOCK, &set, &progress->before);
}

bool cli_progress_show(void *context, unsigned permille)
{
    struct cli_progress *progress = context;
    sigset_t waiting;
    if (progress->is_shown && permille / 10 != progress->last) {
        progress->last = permille / 10;
        fprintf(stderr, permille < 1000 ? "\r%3u %%" : "\r     \r", progress->last);
    }
    return sigpending(&waiting) != 0 || !sigismember(&waiting, SIGINT);
}

void cli_progress_end(struct cli_progress *progress)
{
    const struct timespec none = { 0 };
    sigset_t set = interrupt();
    if (progress->is_shown && progress->last)
        fprintf(stderr, "\r     \r");
    sigtimedwait(&set, NULL, &none); /* it has been heard */
    pthread_sigmask(SIG_SETMASK, &progress->before, NULL);
}
