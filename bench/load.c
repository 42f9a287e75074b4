/* SPDX-License-Identifier: Apache-2.0
 * Many people at once, each at a rate of his own: bench_load ADDRESS USERS SECONDS THINK_MS. USERS has a line for each:
 * the secret of a session, a tab, the programme of the place. Everybody asks something each THINK_MS on a fixed plan,
 * 80 % reading, 15 % changing a household, 5 % a report; the time of an answer counts from the moment it was planned, so an
 * answer that holds up the next is seen (no coordinated omission). Prints the times by what was asked. */
#include "base/base.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { USERS_MAX = 5000, HOMES_MAX = 20, ANSWER_MAX = 4 << 20, EVENTS = 256 };

enum asked { ASK_ONE, ASK_LIST, ASK_WORK, ASK_SERIES, ASK_SEARCH, ASK_PATCH, ASK_REPORT, ASKED };
static const struct {
    const char *name;
    int per_cent;
} mix[ASKED] = {
    [ASK_ONE] = { "one household", 30 }, [ASK_LIST] = { "list of 25", 25 },  [ASK_WORK] = { "my work", 5 },
    [ASK_SERIES] = { "aggregate", 15 },  [ASK_SEARCH] = { "search", 5 },     [ASK_PATCH] = { "change", 15 },
    [ASK_REPORT] = { "report", 5 },
};

struct user {
    char secret[64], programme[64], csrf[64], homes[HOMES_MAX][16];
    int home_count, socket;
    bool waits;
    enum asked asked;
    int64_t planned_ns; /* of the request under way, or of the next */
    char *answer;
    size_t got, capacity;
};

static struct user users[USERS_MAX];
static int user_count;
static struct sockaddr_in address;
static struct {
    int64_t *ns;
    size_t count, capacity, wrong;
} times[ASKED];
static uint64_t chance_state = 88172645463325252u;

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int chance(int below)
{
    chance_state ^= chance_state << 13;
    chance_state ^= chance_state >> 7;
    chance_state ^= chance_state << 17;
    return (int)(chance_state % (uint64_t)below);
}

static void stop_with(const char *what)
{
    fprintf(stderr, "bench_load: %s\n", what);
    exit(1);
}

/* --- one connection ------------------------------------------------------------------------------------------ */

static void user_connect(struct user *user)
{
    int one = 1;
    user->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (user->socket < 0 || connect(user->socket, (const struct sockaddr *)&address, sizeof(address)) != 0)
        stop_with(strerror(errno));
    (void)setsockopt(user->socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
}

static void user_send(struct user *user, const char *method, const char *path, const char *body)
{
    char request[2048];
    int len = snprintf(request, sizeof(request),
                       "%s %s HTTP/1.1\r\nHost: bench\r\nCookie: chungtay=%s\r\n%s%s%sContent-Length: %zu\r\n"
                       "%s\r\n%s",
                       method, path, user->secret, *user->csrf ? "X-CSRF-Token: " : "", user->csrf,
                       *user->csrf ? "\r\n" : "", strlen(body),
                       *body ? "Content-Type: application/json\r\nIf-Match: *\r\n" : "", body);
    require(len > 0 && (size_t)len < sizeof(request));
    user->got = 0;
    user->waits = true;
    if (send(user->socket, request, (size_t)len, MSG_NOSIGNAL) != len)
        stop_with("the request does not fit into the socket");
}

/* Takes what came; the status once the answer is whole, 0 before, -1 where the connection ended. */
static int user_take(struct user *user)
{
    if (user->capacity - user->got < 65536) {
        user->capacity = user->capacity ? user->capacity * 2 : 1 << 17;
        user->answer = realloc(user->answer, user->capacity);
        require(user->answer && user->capacity <= ANSWER_MAX);
    }
    ssize_t got = recv(user->socket, user->answer + user->got, user->capacity - user->got - 1, 0);
    if (got <= 0)
        return -1;
    user->got += (size_t)got;
    user->answer[user->got] = '\0';
    const char *end = strstr(user->answer, "\r\n\r\n"), *length = strstr(user->answer, "Content-Length: ");
    if (!end)
        return 0;
    size_t wanted = (size_t)(end - user->answer) + 4 + (length && length < end ? strtoul(length + 16, NULL, 10) : 0);
    if (user->got < wanted)
        return 0;
    user->waits = false;
    return (int)strtol(user->answer + 9, NULL, 10);
}

static void user_ask(struct user *user, const char *path)
{
    user_send(user, "GET", path, "");
    int status = 0;
    while (status == 0)
        status = user_take(user);
    if (status != 200) {
        fprintf(stderr, "%s: %d %.300s\n", path, status, user->answer ? user->answer : "");
        stop_with("a user cannot begin");
    }
}

/* As the app does after signing in: who am I, which households are mine. */
static void user_begin(struct user *user)
{
    user_connect(user);
    user_ask(user, "/api/v1/session");
    const char *csrf = strstr(user->answer, "\"csrf\":\"");
    if (!csrf)
        stop_with("no session");
    snprintf(user->csrf, sizeof(user->csrf), "%.*s", (int)strcspn(csrf + 8, "\""), csrf + 8);
    user_ask(user, "/api/v1/households?limit=20&fields=member_count");
    for (const char *id = strstr(user->answer, "\"id\":\""); id && user->home_count < HOMES_MAX;
         id = strstr(id + 6, "\"id\":\""))
        snprintf(user->homes[user->home_count++], sizeof(user->homes[0]), "%.13s", id + 6);
    if (!user->home_count)
        stop_with("a user has no household");
}

/* --- the plan ------------------------------------------------------------------------------------------------------ */

static enum asked choose(void)
{
    int drawn = chance(100), asked = 0;
    for (; drawn >= mix[asked].per_cent; asked++)
        drawn -= mix[asked].per_cent;
    return (enum asked)asked;
}

static void user_next(struct user *user)
{
    static const char *const words[] = { "mo hinh", "sach", "hoi", "xa", "duong" };
    char path[512], body[64] = "";
    const char *home = user->homes[chance(user->home_count)];
    user->asked = choose();
    switch (user->asked) {
    case ASK_ONE:
        snprintf(path, sizeof(path), "/api/v1/households/%s", home);
        break;
    case ASK_LIST:
        snprintf(path, sizeof(path), "/api/v1/households?limit=25&sort=member_count&labels=true");
        break;
    case ASK_WORK:
        snprintf(path, sizeof(path), "/api/v1/work");
        break;
    case ASK_SERIES:
        snprintf(path, sizeof(path), "/api/v1/coverage?programme=%s&year=2017", user->programme);
        break;
    case ASK_SEARCH:
        snprintf(path, sizeof(path), "/api/v1/models?limit=25&q=%s", words[chance(COUNT(words))]);
        for (char *space = strchr(path, ' '); space; space = strchr(space, ' '))
            *space = '+';
        break;
    case ASK_PATCH:
        snprintf(path, sizeof(path), "/api/v1/households/%s", home);
        snprintf(body, sizeof(body), "{\"member_count\":%d}", 1 + chance(9));
        break;
    default:
        snprintf(path, sizeof(path), "/api/v1/report?programme=%s&period=2017&format=docx", user->programme);
        break;
    }
    user_send(user, *body ? "PATCH" : "GET", path, body);
}

static void note_time(struct user *user, int status, int64_t ns, bool counts)
{
    enum asked asked = user->asked;
    if (status != 200 && times[asked].wrong++ < 3)
        fprintf(stderr, "%s: %d %.200s\n", mix[asked].name, status, status > 0 ? user->answer : "");
    if (!counts)
        return;
    if (times[asked].count == times[asked].capacity) {
        times[asked].capacity = times[asked].capacity ? times[asked].capacity * 2 : 1024;
        times[asked].ns = realloc(times[asked].ns, times[asked].capacity * sizeof(int64_t));
        require(times[asked].ns);
    }
    times[asked].ns[times[asked].count++] = ns;
}

/* The first round warms up and does not count. */
static void run(int64_t seconds, int64_t think_ns)
{
    int epoll = epoll_create1(EPOLL_CLOEXEC), open = 0;
    int64_t began = now_ns(), counted_from = began + think_ns, end = counted_from + seconds * 1000000000;
    for (int i = 0; i < user_count; i++) {
        struct epoll_event event = { .events = EPOLLIN, .data.ptr = &users[i] };
        users[i].planned_ns = began + (int64_t)((double)think_ns * i / user_count);
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, users[i].socket, &event) != 0)
            stop_with(strerror(errno));
    }
    for (bool more = true; more || open > 0;) {
        int64_t now = now_ns(), next = now + 100000000;
        more = now < end;
        for (int i = 0; more && i < user_count; i++) {
            if (!users[i].waits && users[i].planned_ns <= now) {
                user_next(&users[i]);
                open++;
            }
            if (!users[i].waits && users[i].planned_ns < next)
                next = users[i].planned_ns;
        }
        struct epoll_event events[EVENTS];
        now = now_ns();
        int count = epoll_wait(epoll, events, EVENTS, next > now ? (int)((next - now) / 1000000) : 0);
        for (int i = 0; i < count; i++) {
            struct user *user = events[i].data.ptr;
            int status = user_take(user);
            if (status == 0)
                continue;
            note_time(user, status, now_ns() - user->planned_ns, user->planned_ns >= counted_from);
            if (status < 0)
                stop_with("the server ended a connection");
            user->planned_ns += think_ns;
            open--;
        }
    }
}

/* --- what came out ----------------------------------------------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static void tell(const char *name, int64_t *ns, size_t count, size_t wrong)
{
    if (count)
        qsort(ns, count, sizeof(*ns), by_size);
    double ms[4] = { 0 };
    static const double parts[] = { 0.5, 0.95, 0.99, 1 };
    for (size_t i = 0; count && i < COUNT(parts); i++)
        ms[i] = (double)ns[(size_t)((double)(count - 1) * parts[i])] / 1e6;
    printf("%-14s %7zu  p50 %8.2f ms  p95 %8.2f ms  p99 %8.2f ms  most %8.2f ms  wrong %zu\n", name, count, ms[0], ms[1],
           ms[2], ms[3], wrong);
}

static void tell_all(void)
{
    size_t count = 0, wrong = 0;
    for (int i = 0; i < ASKED; i++) {
        tell(mix[i].name, times[i].ns, times[i].count, times[i].wrong);
        count += times[i].count;
        wrong += times[i].wrong;
    }
    int64_t *all = malloc((count + 1) * sizeof(*all));
    require(all);
    count = 0;
    for (int i = 0; i < ASKED; i++)
        for (size_t j = 0; j < times[i].count; j++)
            all[count++] = times[i].ns[j];
    tell("all", all, count, wrong);
    free(all);
}

static void read_users(const char *path)
{
    char line[256];
    FILE *in = fopen(path, "re");
    if (!in)
        stop_with(path);
    while (user_count < USERS_MAX && fgets(line, sizeof(line), in)) {
        struct user *user = &users[user_count];
        if (sscanf(line, "%63[^\t]\t%63s", user->secret, user->programme) == 2)
            user_count++;
    }
    (void)fclose(in);
}

int main(int argc, char **argv)
{
    if (argc != 5)
        stop_with("ADDRESS:PORT USERS SECONDS THINK_MS");
    char *colon = strchr(argv[1], ':');
    require(colon);
    *colon = '\0';
    address = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)strtol(colon + 1, NULL, 10)) };
    require(inet_pton(AF_INET, argv[1], &address.sin_addr) == 1);
    read_users(argv[2]);
    if (!user_count)
        stop_with("no users");
    for (int i = 0; i < user_count; i++)
        user_begin(&users[i]);
    run(strtoll(argv[3], NULL, 10), strtoll(argv[4], NULL, 10) * 1000000);
    tell_all();
    return 0;
}
