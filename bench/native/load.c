/*
 * The loop of the load generator: many sockets, one epoll, no Python while it runs.
 *
 * The sockets come connected and greeted from Python. A post carries its number (as the end of its cid, or as its
 * stanza's id), the answer carries it back, and a ring remembers who posted it and when it was due. Only heads of frames
 * are read, so that a frame costs far less here than it cost the server.
 *
 * Time is CLOCK_MONOTONIC in nanoseconds. CPU of servers is that of their whole trees of processes, children that have
 * ended included, from /proc/PID/stat in ticks of 10 ms.
 */

#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PARTA = 0, XMPP = 1 };
enum phase { WARM_UP, MEASURE, DRAIN };
enum { MOST_EVENTS = 1024, RING = 1 << 20, BUFFER = 4 << 20, MOST_POST = 4096, LATE_NS = 1000000, MOST_SERVERS = 16 };
static const int64_t SECOND = 1000000000;
/* Without a known number of deliveries a post: so long nothing came, so nothing will. */
static const int64_t QUIET = 300000000;
/* How often the drain looks whether all has come. */
static const int64_t PATIENCE = 50000000;

/* In: what to do. Mirrored by `_Load` in load.py, field by field. */
struct load {
    int64_t protocol;
    int64_t sockets;
    const int *fds;
    int64_t senders;
    const int *sender_socket;      /* index into fds */
    int64_t chats_per_sender;
    const int64_t *chats;          /* chats_per_sender for each sender, one after the other */
    int64_t depth;                 /* closed loop: posts that a sender has without an answer */
    double rate;                   /* open loop: posts a second of all senders together; 0: closed loop */
    double warm_up_s, measure_s, drain_s;
    int64_t listeners_read_bytes;  /* sockets that do not post wake this process when so much came; 0: at once */
    int64_t deliveries_per_post;   /* to others than the poster; 0: unknown */
    const char *body;              /* ready to stand in JSON or XML */
    const char *room;              /* XMPP: address of the room */
    int64_t servers;
    const int *server_pids;
};

/* Out: what happened; `_Report` in load.py. `all_*` from the first post to the end of the drain, the others within the measured time. */
struct report {
    double seconds;
    int64_t posted, acked, delivered;
    int64_t all_posted, all_acked, all_delivered;
    int64_t refused, poked, closed, unsent, other_frames, bytes, reads;
    int64_t late;                  /* open loop: posts that left more than 1 ms after they were due */
    double worst_late_ms;
    double generator_cpu_s;        /* of this thread */
    double generator_ready_s;      /* it could have run and was not let */
    double server_cpu_s[MOST_SERVERS];
    double machine_cpu_s;          /* of everybody on this machine */
    char first_refusal[256];
    int64_t answers;               /* how many of `answer_ms` are filled */
    int64_t answers_capacity;
    double *answer_ms;             /* from due (open loop) or sent (closed loop) to answered, in the order of answers */
    int64_t *delivered_to;         /* by socket, all of the time */
};

struct line {
    int fd;
    int sender;                    /* -1: only listens */
    bool is_open;
    uint8_t *kept;                 /* the beginning of a frame whose end has not come */
    size_t kept_size, kept_capacity;
    char *outgoing;                /* posts that leave in one write */
    size_t outgoing_size;
};

struct post {
    int64_t due;
    bool is_measured;              /* it was due within the measured time */
    int sender;
};

struct usage {
    double own_cpu, own_ready, machine, servers[MOST_SERVERS];
};

struct run {
    const struct load *load;
    struct report *report;
    struct line *lines;
    struct post *ring;
    int64_t next_number;
    enum phase phase;
    int64_t now, measure_from, measure_to, give_up_at;
    int64_t gap, next_due;         /* open loop: between two posts; when the next one is due */
    int next_sender;
    struct usage before;
    int64_t last_heard;
    uint64_t random;
    uint8_t *buffer;
    char cid_head[26];
    int epoll;
};

static bool begin(struct run *run, const struct load *load, struct report *report);
static void end(struct run *run);
static void wake_at(const struct line *line, int bytes);
static void post_to_depth(struct run *run);
static void begin_measuring(struct run *run);
static void end_measuring(struct run *run);
static void wait_for_sockets(struct run *run);
static bool is_drained(const struct run *run);
static void post_what_is_due(struct run *run);
static void read_all(struct run *run);
static void read_line(struct run *run, struct line *line);
static size_t read_frames(struct run *run, struct line *line, uint8_t *bytes, size_t size);
static size_t read_stanzas(struct run *run, struct line *line, char *bytes, size_t size);
static void on_text(struct run *run, struct line *line, const char *text, size_t size);
static void on_stanza(struct run *run, struct line *line, const char *text, size_t size);
static void on_delivery(struct run *run, struct line *line);
static void on_answer(struct run *run, int64_t number, bool is_accepted);
static void on_refusal(struct run *run, const char *text, size_t size);
static void post(struct run *run, int sender, int64_t due);
static size_t parta_post(struct run *run, char *out, int64_t number, int64_t chat);
static size_t frame(char *out, int opcode, const char *payload, size_t size);
static void flush(struct run *run, struct line *line);
static void give_up(struct run *run, struct line *line);
static void keep(struct line *line, const uint8_t *bytes, size_t size);
static struct usage usage_now(const struct load *load);
double cpu_of_tree(int pid);
static double cpu_of_machine(void);
static int64_t now_ns(void);

/* Run the load; 0, or an errno of what could not be begun. */
int run_load(const struct load *load, struct report *report)
{
    struct run run;
    if (!begin(&run, load, report)) {
        int why = errno ? errno : EINVAL;
        end(&run);
        return why;
    }

    run.next_due = run.now = now_ns();
    run.measure_from = run.now + (int64_t)(load->warm_up_s * SECOND);
    if (!run.gap)
        post_to_depth(&run);
    while (run.phase != DRAIN || !(is_drained(&run) || run.now >= run.give_up_at)) {
        if (run.gap && run.phase != DRAIN)
            post_what_is_due(&run);
        wait_for_sockets(&run);
        run.now = now_ns();
        if (run.phase == WARM_UP && run.now >= run.measure_from)
            begin_measuring(&run);
        if (run.phase == MEASURE && run.now >= run.measure_to)
            end_measuring(&run);
    }
    end(&run);
    return 0;
}

static bool begin(struct run *run, const struct load *load, struct report *report)
{
    memset(run, 0, sizeof *run);
    run->load = load;
    run->report = report;
    run->random = 88172645463325252ULL;
    run->lines = calloc(load->sockets, sizeof *run->lines);
    run->ring = calloc(RING, sizeof *run->ring);
    run->buffer = malloc(BUFFER);
    errno = 0;
    run->epoll = epoll_create1(EPOLL_CLOEXEC);
    if (!run->lines || !run->ring || !run->buffer || run->epoll < 0 || load->servers > MOST_SERVERS)
        return false;
    for (int i = 0; i < load->sockets; i++) {
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = i};
        run->lines[i] = (struct line){.fd = load->fds[i], .sender = -1, .is_open = true};
        if (epoll_ctl(run->epoll, EPOLL_CTL_ADD, load->fds[i], &event) < 0)
            return false;
    }
    for (int i = 0; i < load->senders; i++) {
        struct line *line = &run->lines[load->sender_socket[i]];
        line->sender = i;
        line->outgoing = malloc((size_t)MOST_POST * (load->depth > 0 ? load->depth : 1) + MOST_POST);
        if (!line->outgoing)
            return false;
    }
    for (int i = 0; load->listeners_read_bytes && i < load->sockets; i++)
        if (run->lines[i].sender < 0)
            wake_at(&run->lines[i], (int)load->listeners_read_bytes);
    run->gap = load->rate > 0 ? (int64_t)(SECOND / load->rate) : 0;
    /* A UUIDv7: 48 bits of milliseconds, then what is random; the last 48 bits are the number of the post. */
    struct timespec wall;
    clock_gettime(CLOCK_REALTIME, &wall);
    uint64_t ms = (uint64_t)wall.tv_sec * 1000 + wall.tv_nsec / 1000000;
    uint64_t any = (uint64_t)wall.tv_nsec ^ (uint64_t)getpid() << 12;
    snprintf(run->cid_head, sizeof run->cid_head, "%08x-%04x-7%03x-8%03x-", (unsigned)(ms >> 16), (unsigned)(ms & 0xffff),
             (unsigned)(any & 0xfff), (unsigned)(any >> 12 & 0xfff));
    return true;
}

static void end(struct run *run)
{
    for (int i = 0; run->lines && i < run->load->sockets; i++) {
        free(run->lines[i].kept);
        free(run->lines[i].outgoing);
    }
    free(run->lines);
    free(run->ring);
    free(run->buffer);
    if (run->epoll >= 0)
        close(run->epoll);
}

static void wake_at(const struct line *line, int bytes)
{
    setsockopt(line->fd, SOL_SOCKET, SO_RCVLOWAT, &bytes, sizeof bytes);
}

static void post_to_depth(struct run *run)
{
    const struct load *load = run->load;
    for (int sender = 0; sender < load->senders; sender++) {
        for (int i = 0; i < load->depth; i++)
            post(run, sender, now_ns());
        flush(run, &run->lines[load->sender_socket[sender]]);
    }
}

static void begin_measuring(struct run *run)
{
    read_all(run);
    run->phase = MEASURE;
    run->before = usage_now(run->load);
    run->now = run->measure_from = now_ns();
    run->measure_to = run->now + (int64_t)(run->load->measure_s * SECOND);
}

static void end_measuring(struct run *run)
{
    const struct load *load = run->load;
    struct report *report = run->report;
    /* All that was due within the time leaves, however late; all that has come is counted. */
    if (run->gap)
        post_what_is_due(run);
    read_all(run);
    run->phase = DRAIN;
    struct usage after = usage_now(load);
    run->now = run->measure_to = now_ns();
    run->give_up_at = run->now + (int64_t)(load->drain_s * SECOND);
    for (int i = 0; i < load->sockets; i++)
        wake_at(&run->lines[i], 1);

    report->seconds = (double)(run->measure_to - run->measure_from) / SECOND;
    report->generator_cpu_s = after.own_cpu - run->before.own_cpu;
    report->generator_ready_s = after.own_ready - run->before.own_ready;
    report->machine_cpu_s = after.machine - run->before.machine;
    for (int i = 0; i < load->servers; i++)
        report->server_cpu_s[i] = after.servers[i] - run->before.servers[i];
}

static void wait_for_sockets(struct run *run)
{
    struct epoll_event events[MOST_EVENTS];
    int64_t until = run->phase == WARM_UP   ? run->measure_from
                    : run->phase == MEASURE ? run->measure_to
                                            : run->now + PATIENCE;
    if (run->gap && run->phase != DRAIN && run->next_due < until)
        until = run->next_due;
    int64_t left = until - now_ns();
    if (left < 0)
        left = 0;
    struct timespec patience = {.tv_sec = left / SECOND, .tv_nsec = left % SECOND};
    int ready = epoll_pwait2(run->epoll, events, MOST_EVENTS, &patience, NULL);
    for (int i = 0; i < ready; i++)
        read_line(run, &run->lines[events[i].data.u32]);
}

static bool is_drained(const struct run *run)
{
    const struct report *report = run->report;
    if (report->closed == run->load->sockets)
        return true;
    bool is_answered = report->all_acked + report->refused >= report->all_posted;
    if (is_answered && run->load->deliveries_per_post)
        return report->all_delivered >= report->all_acked * run->load->deliveries_per_post;
    return is_answered && run->now > run->last_heard + QUIET;
}

/* Open loop: whatever is due leaves, whether earlier posts were answered or not. */
static void post_what_is_due(struct run *run)
{
    while (run->next_due <= run->now) {
        int64_t late = run->now - run->next_due;
        if (run->phase == MEASURE && run->next_due >= run->measure_from) {
            run->report->late += late > LATE_NS;
            if (late / 1e6 > run->report->worst_late_ms)
                run->report->worst_late_ms = late / 1e6;
        }
        post(run, run->next_sender, run->next_due);
        flush(run, &run->lines[run->load->sender_socket[run->next_sender]]);
        run->next_sender = (run->next_sender + 1) % (int)run->load->senders;
        run->next_due += run->gap;
        run->now = now_ns();
    }
}

/* --- what comes */

/* Whatever waits in the kernel, so that both ends of the measured time are sharp. */
static void read_all(struct run *run)
{
    for (int i = 0; i < run->load->sockets; i++)
        read_line(run, &run->lines[i]);
}

static void read_line(struct run *run, struct line *line)
{
    if (!line->is_open)
        return;
    size_t kept = line->kept_size;
    memcpy(run->buffer, line->kept, kept);
    ssize_t got = recv(line->fd, run->buffer + kept, BUFFER - kept, MSG_DONTWAIT);
    if (got <= 0) {
        if (got == 0 || (errno != EAGAIN && errno != EINTR))
            give_up(run, line);
        return;
    }
    run->now = run->last_heard = now_ns();
    run->report->bytes += got;
    run->report->reads++;
    size_t size = kept + got;
    size_t used = run->load->protocol == XMPP ? read_stanzas(run, line, (char *)run->buffer, size)
                                              : read_frames(run, line, run->buffer, size);
    keep(line, run->buffer + used, size - used);
    flush(run, line);
}

static size_t read_frames(struct run *run, struct line *line, uint8_t *bytes, size_t size)
{
    size_t at = 0;
    while (size - at >= 2) {
        const uint8_t *head = bytes + at;
        size_t head_size = 2, payload = head[1] & 127;
        if (payload == 126) {
            head_size = 4;
            if (size - at < head_size)
                break;
            payload = (size_t)head[2] << 8 | head[3];
        } else if (payload == 127) {
            head_size = 10;
            if (size - at < head_size)
                break;
            payload = 0;
            for (int i = 2; i < 10; i++)
                payload = payload << 8 | head[i];
        }
        if (size - at < head_size + payload)
            break;
        const char *text = (const char *)head + head_size;
        at += head_size + payload;
        switch (head[0] & 15) {
        case 1:
            on_text(run, line, text, payload);
            break;
        case 8:
            give_up(run, line);
            return size;
        case 9: {
            char pong[256];
            size_t pong_size = frame(pong, 10, text, payload < 126 ? payload : 0);
            if (send(line->fd, pong, pong_size, MSG_NOSIGNAL | MSG_DONTWAIT) != (ssize_t)pong_size)
                run->report->unsent++;
            break;
        }
        default:
            break;
        }
    }
    return at;
}

static void on_text(struct run *run, struct line *line, const char *text, size_t size)
{
    static const char EVENT[] = "{\"type\":\"ev\",", ACK[] = "{\"type\":\"ack\",\"cid\":\"",
                      NACK[] = "{\"type\":\"nack\"", POKE[] = "{\"type\":\"poke\"", CID[] = "\"cid\":\"";
    if (size >= sizeof EVENT - 1 && !memcmp(text, EVENT, sizeof EVENT - 1)) {
        on_delivery(run, line);
    } else if (size >= sizeof ACK - 1 + 36 && !memcmp(text, ACK, sizeof ACK - 1)) {
        on_answer(run, strtoll(text + sizeof ACK - 1 + 24, NULL, 16), true);
    } else if (size >= sizeof NACK - 1 && !memcmp(text, NACK, sizeof NACK - 1)) {
        on_refusal(run, text, size);
        const char *cid = memmem(text, size, CID, sizeof CID - 1);
        if (cid && cid + sizeof CID - 1 + 36 < text + size)
            on_answer(run, strtoll(cid + sizeof CID - 1 + 24, NULL, 16), false);
    } else if (size >= sizeof POKE - 1 && !memcmp(text, POKE, sizeof POKE - 1)) {
        run->report->poked++;
    } else {
        run->report->other_frames++;
    }
}

/* XMPP, messages to a room: every stanza up to its closing tag; presences between them belong to nobody. */
static size_t read_stanzas(struct run *run, struct line *line, char *bytes, size_t size)
{
    static const char CLOSING[] = "</message>";
    size_t at = 0;
    char *closing;
    while ((closing = memmem(bytes + at, size - at, CLOSING, sizeof CLOSING - 1))) {
        size_t stanza = closing + sizeof CLOSING - 1 - (bytes + at);
        on_stanza(run, line, bytes + at, stanza);
        at += stanza;
    }
    return at;
}

static void on_stanza(struct run *run, struct line *line, const char *text, size_t size)
{
    const char *opening = memmem(text, size, "<message", 8);
    if (!opening || !memmem(text, size, "<body>", 6)) {
        run->report->other_frames++;
        return;
    }
    const char *head_end = memchr(opening, '>', text + size - opening);
    size_t head = head_end - opening;
    const char *id = memmem(opening, head, " id='", 5);
    int64_t number = id ? strtoll(id + 5, NULL, 10) : -1;
    if (memmem(opening, head, " type='error'", 13)) {
        on_refusal(run, opening, size - (opening - text));
        on_answer(run, number, false);
    } else if (number >= 0 && number < run->next_number && line->sender >= 0 &&
               run->ring[number % RING].sender == line->sender) {
        /* The room's echo to the poster is his answer. */
        on_answer(run, number, true);
    } else {
        on_delivery(run, line);
    }
}

static void on_delivery(struct run *run, struct line *line)
{
    run->report->all_delivered++;
    if (run->report->delivered_to)
        run->report->delivered_to[line - run->lines]++;
    run->report->delivered += run->phase == MEASURE;
}

static void on_answer(struct run *run, int64_t number, bool is_accepted)
{
    struct report *report = run->report;
    if (number < 0 || number >= run->next_number || number + RING < run->next_number) {
        report->other_frames++;
        return;
    }
    struct post *answered = &run->ring[number % RING];
    report->all_acked += is_accepted;
    /* Closed loop: the answers within the time. Open loop: the answers to all that was due within the time. */
    bool counts = run->load->rate > 0 ? answered->is_measured : run->phase == MEASURE;
    if (is_accepted && counts) {
        report->acked++;
        if (report->answers < report->answers_capacity)
            report->answer_ms[report->answers++] = (run->now - answered->due) / 1e6;
    }
    if (run->load->rate <= 0 && run->phase != DRAIN)
        post(run, answered->sender, run->now);
}

static void on_refusal(struct run *run, const char *text, size_t size)
{
    if (!run->report->refused++)
        snprintf(run->report->first_refusal, sizeof run->report->first_refusal, "%.*s", (int)size, text);
}

/* --- what goes */

static void post(struct run *run, int sender, int64_t due)
{
    const struct load *load = run->load;
    struct line *line = &run->lines[load->sender_socket[sender]];
    int64_t number = run->next_number++;
    run->random ^= run->random << 13;
    run->random ^= run->random >> 7;
    run->random ^= run->random << 17;
    int64_t chat = load->chats[sender * load->chats_per_sender + run->random % load->chats_per_sender];
    bool is_measured = run->phase == MEASURE && due >= run->measure_from;
    run->ring[number % RING] = (struct post){.due = due, .is_measured = is_measured, .sender = sender};
    char *out = line->outgoing + line->outgoing_size;
    if (load->protocol == XMPP)
        line->outgoing_size += snprintf(out, MOST_POST,
                                        "<message to='%s' type='groupchat' id='%" PRId64 "'><body>%s</body></message>",
                                        load->room, number, load->body);
    else
        line->outgoing_size += parta_post(run, out, number, chat);
    run->report->all_posted++;
    run->report->posted += is_measured;
}

static size_t parta_post(struct run *run, char *out, int64_t number, int64_t chat)
{
    char payload[MOST_POST - 16];
    int size = snprintf(payload, sizeof payload,
                        "{\"type\":\"post\",\"cid\":\"%s%012" PRIx64 "\",\"chat\":%" PRId64 ",\"body\":\"%s\"}",
                        run->cid_head, (uint64_t)number, chat, run->load->body);
    return frame(out, 1, payload, size);
}

/* A client's frame with the mask 0, which leaves the payload as it is: the server unmasks it all the same. */
static size_t frame(char *out, int opcode, const char *payload, size_t size)
{
    size_t at = 0;
    out[at++] = (char)(0x80 | opcode);
    if (size < 126) {
        out[at++] = (char)(0x80 | size);
    } else {
        out[at++] = (char)(0x80 | 126);
        out[at++] = (char)(size >> 8);
        out[at++] = (char)size;
    }
    memset(out + at, 0, 4);
    memcpy(out + at + 4, payload, size);
    return at + 4 + size;
}

static void flush(struct run *run, struct line *line)
{
    if (!line->outgoing_size)
        return;
    if (!line->is_open) {
        line->outgoing_size = 0;
        return;
    }
    ssize_t sent = send(line->fd, line->outgoing, line->outgoing_size, MSG_NOSIGNAL | MSG_DONTWAIT);
    /* A server that does not even take the posts has lost: nothing is kept for it. */
    if (sent != (ssize_t)line->outgoing_size) {
        run->report->unsent++;
        give_up(run, line);
    }
    line->outgoing_size = 0;
}

static void give_up(struct run *run, struct line *line)
{
    epoll_ctl(run->epoll, EPOLL_CTL_DEL, line->fd, NULL);
    line->is_open = false;
    run->report->closed++;
}

static void keep(struct line *line, const uint8_t *bytes, size_t size)
{
    if (size > line->kept_capacity) {
        uint8_t *larger = realloc(line->kept, size);
        if (!larger)
            abort();
        line->kept = larger;
        line->kept_capacity = size;
    }
    memcpy(line->kept, bytes, size);
    line->kept_size = size;
}

/* --- clocks */

static struct usage usage_now(const struct load *load)
{
    struct usage usage = {0};
    struct timespec own;
    for (int i = 0; i < load->servers; i++)
        usage.servers[i] = cpu_of_tree(load->server_pids[i]);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &own);
    usage.own_cpu = own.tv_sec + own.tv_nsec / 1e9;
    FILE *file = fopen("/proc/thread-self/schedstat", "r");
    int64_t ready = 0;
    if (file) {
        if (fscanf(file, "%*d %" SCNd64, &ready) != 1)
            ready = 0;
        fclose(file);
    }
    usage.own_ready = (double)ready / SECOND;
    usage.machine = cpu_of_machine();
    return usage;
}

/* CPU seconds of a process, of its children that ended, and of the trees of those that live. */
double cpu_of_tree(int pid)
{
    char path[64], line[1024];
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = fopen(path, "r");
    if (!file)
        return 0;
    size_t size = fread(line, 1, sizeof line - 1, file);
    fclose(file);
    line[size] = 0;
    const char *after_name = strrchr(line, ')');
    unsigned long user = 0, system = 0;
    long ended_user = 0, ended_system = 0;
    if (after_name)
        sscanf(after_name + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %ld %ld", &user, &system,
               &ended_user, &ended_system);
    double seconds = (double)(user + system + ended_user + ended_system) / sysconf(_SC_CLK_TCK);

    /* Each thread has children of its own. */
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *threads = opendir(path);
    for (struct dirent *thread; threads && (thread = readdir(threads));) {
        if (thread->d_name[0] == '.')
            continue;
        char children[320];
        snprintf(children, sizeof children, "/proc/%d/task/%s/children", pid, thread->d_name);
        file = fopen(children, "r");
        for (int child; file && fscanf(file, "%d", &child) == 1;)
            seconds += cpu_of_tree(child);
        if (file)
            fclose(file);
    }
    if (threads)
        closedir(threads);
    return seconds;
}

static double cpu_of_machine(void)
{
    FILE *file = fopen("/proc/stat", "r");
    if (!file)
        return 0;
    unsigned long user = 0, nice = 0, system = 0, idle, waiting, interrupts = 0, soft_interrupts = 0;
    if (fscanf(file, "cpu %lu %lu %lu %lu %lu %lu %lu", &user, &nice, &system, &idle, &waiting, &interrupts,
               &soft_interrupts) != 7)
        user = nice = system = interrupts = soft_interrupts = 0;
    fclose(file);
    return (double)(user + nice + system + interrupts + soft_interrupts) / sysconf(_SC_CLK_TCK);
}

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * SECOND + now.tv_nsec;
}
