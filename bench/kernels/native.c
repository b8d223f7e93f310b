// Runs a kernel as native code: reads n, a line each, from standard input; writes the nanoseconds that run(n) took and its result.
#include <stdio.h>
#include <time.h>
#include "kernel.h"

static long long nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

int main(void) {
    unsigned n;
    while (scanf("%u", &n) == 1) {
        long long start = nanoseconds();
        u32 result = run(n);
        printf("%lld %u\n", nanoseconds() - start, result);
        fflush(stdout);
    }
}
