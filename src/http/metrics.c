/* SPDX-License-Identifier: Apache-2.0
 * What Prometheus reads at /metrics: counts and durations by lane, never by person, place or path. */
#include "http/server_parts.h"


static const int64_t bucket_us[DURATION_BUCKETS] = { 250,   500,    1000,   2500,   5000,    10000,
                                                     25000, 50000, 100000, 500000, 2000000, 10000000 };
static const char *const bucket_names[DURATION_BUCKETS] = { "0.00025", "0.0005", "0.001", "0.0025",
                                                            "0.005",   "0.01",   "0.025", "0.05",
                                                            "0.1",     "0.5",    "2",     "10" };
static const char *const lane_names[LANE_MAX_] = {
    [LANE_HERE] = "here", [LANE_READ] = "read", [LANE_LONG] = "long",
    [LANE_WRITE] = "write", [LANE_APART] = "apart", [LANE_DOOR] = "door",
};

void metrics_count(struct server *server, const struct call *call, int64_t now_ns)
{
    struct metrics *metrics = &server->metrics;
    enum lane lane = call->route ? call->route->lane : LANE_HERE;
    int64_t took = now_ns - call->began_ns;
    int class = call->status / 100, bucket = 0;
    while (bucket < DURATION_BUCKETS && took > bucket_us[bucket] * 1000)
        bucket++;
    atomic_fetch_add(&metrics->calls[lane][class >= 1 && class <= 5 ? class : 0], 1);
    atomic_fetch_add(&metrics->duration[lane][bucket], 1);
    atomic_fetch_add(&metrics->duration_ns[lane], (uint64_t)took);
    atomic_fetch_add(&metrics->received_bytes, (uint64_t)call->received_bytes);
}

static void write_one(struct buf *out, const char *name, const char *type, const char *help, uint64_t value)
{
    buf_printf(out, "# HELP chungtay_%s %s\n# TYPE chungtay_%s %s\nchungtay_%s %llu\n", name, help, name, type,
               name, (unsigned long long)value);
}

static void write_durations(const struct metrics *metrics, struct buf *out)
{
    buf_add(out, "# HELP chungtay_request_seconds Time from the head of a request to its answer.\n"
                 "# TYPE chungtay_request_seconds histogram\n");
    for (int lane = 0; lane < LANE_MAX_; lane++) {
        uint64_t sum = 0;
        for (int i = 0; i <= DURATION_BUCKETS; i++) {
            sum += atomic_load(&metrics->duration[lane][i]);
            buf_printf(out, "chungtay_request_seconds_bucket{lane=\"%s\",le=\"%s\"} %llu\n", lane_names[lane],
                       i < DURATION_BUCKETS ? bucket_names[i] : "+Inf", (unsigned long long)sum);
        }
        uint64_t ns = atomic_load(&metrics->duration_ns[lane]);
        buf_printf(out, "chungtay_request_seconds_sum{lane=\"%s\"} %llu.%09llu\n", lane_names[lane],
                   (unsigned long long)(ns / 1000000000), (unsigned long long)(ns % 1000000000));
        buf_printf(out, "chungtay_request_seconds_count{lane=\"%s\"} %llu\n", lane_names[lane],
                   (unsigned long long)sum);
    }
}

void metrics_write(struct server *server, struct buf *out)
{
    const struct metrics *metrics = &server->metrics;
    buf_add(out, "# HELP chungtay_requests_total Requests answered.\n# TYPE chungtay_requests_total counter\n");
    for (int lane = 0; lane < LANE_MAX_; lane++)
        for (int class = 1; class < 6; class++)
            buf_printf(out, "chungtay_requests_total{lane=\"%s\",status=\"%dxx\"} %llu\n", lane_names[lane], class,
                       (unsigned long long)atomic_load(&metrics->calls[lane][class]));
    write_durations(metrics, out);
    buf_add(out, "# HELP chungtay_waiting Requests waiting for a worker.\n# TYPE chungtay_waiting gauge\n");
    for (int lane = LANE_READ; lane < LANE_MAX_; lane++) {
        (void)pthread_mutex_lock(&server->lanes[lane].lock);
        size_t waiting = server->lanes[lane].waiting;
        (void)pthread_mutex_unlock(&server->lanes[lane].lock);
        buf_printf(out, "chungtay_waiting{lane=\"%s\"} %zu\n", lane_names[lane], waiting);
    }
    write_one(out, "connections", "gauge", "Open connections.", (uint64_t)atomic_load(&metrics->connections));
    write_one(out, "commits_total", "counter", "Commits of the writer.", atomic_load(&metrics->groups));
    write_one(out, "near_answered_total", "counter", "Answers made by the threads of the sockets.", atomic_load(&metrics->near_answered));
    write_one(out, "near_given_up_total", "counter", "Tries of theirs that went to a lane.", atomic_load(&metrics->near_given_up));
    write_one(out, "commit_writes_total", "counter", "Writes in them.", atomic_load(&metrics->grouped));
    write_one(out, "kept_hits_total", "counter", "Answers given again from memory.", atomic_load(&server->cache.hits));
    write_one(out, "kept_misses_total", "counter", "Answers made that could have been kept.",
              atomic_load(&server->cache.misses));
    write_one(out, "kept_bytes", "gauge", "Bytes of the answers kept.", cache_bytes(&server->cache));
    write_one(out, "received_bytes_total", "counter", "Bytes of request bodies.",
              atomic_load(&metrics->received_bytes));
    write_one(out, "dropped_slow_total", "counter", "Connections ended because they dripped.",
              watchdog_dropped(&server->watchdog));
    write_one(out, "refused_full_total", "counter", "Requests refused because a queue was full.",
              atomic_load(&metrics->refused_full));
    write_one(out, "database_failures_total", "counter", "Requests that failed by the database.",
              atomic_load(&metrics->store_failures));
    write_one(out, "started_seconds", "gauge", "When the server started.", (uint64_t)server->started_unix);
}
