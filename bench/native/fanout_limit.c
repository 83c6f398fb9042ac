/* The least that writing a frame to many sockets can cost: a loop of send(), called from bench/fanout.py. */

#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <sys/socket.h>
#include <time.h>

static double own_cpu_s(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static double clock_s(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

/* Send the frame to each of `sockets` (which block), again and again for `seconds`; 0, or an errno.
 *
 * The next round begins when the frame has come out at `last`, the other end of the last socket: whoever reads the
 * others is never far behind. `rounds` and `cpu_s` (of this thread, in all of them) are given back. */
int send_rounds(const int *sockets, int64_t count, const char *frame, int64_t size, int last, double seconds,
                int64_t *rounds, double *cpu_s)
{
    char received[65536];
    double end = clock_s() + seconds, before = own_cpu_s();
    for (*rounds = 0; clock_s() < end; ++*rounds) {
        for (int64_t i = 0; i < count; i++)
            if (send(sockets[i], frame, size, MSG_NOSIGNAL) != size)
                return errno ? errno : EIO;
        if (recv(last, received, size, MSG_WAITALL) != size)
            return errno ? errno : EIO;
    }
    *cpu_s = own_cpu_s() - before;
    return 0;
}
