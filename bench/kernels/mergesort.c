// Sorting numbers, bottom up, between two arrays.
#include "kernel.h"

static u32 a[1 << 19], b[1 << 19];

static void merge(const u32 *from, u32 *to, u32 start, u32 middle, u32 end) {
    u32 left = start, right = middle;
    for (u32 at = start; at < end; at++) {
        if (left < middle && (right >= end || from[left] <= from[right])) to[at] = from[left++];
        else to[at] = from[right++];
    }
}

static u32 least(u32 x, u32 y) { return x < y ? x : y; }

u32 run(u32 n) {
    u32 state = 4711, sum = 0, *from = a, *to = b;
    for (u32 i = 0; i < n; i++) from[i] = next_random(&state);
    for (u32 width = 1; width < n; width *= 2) {
        for (u32 at = 0; at < n; at += 2 * width) merge(from, to, at, least(at + width, n), least(at + 2 * width, n));
        u32 *t = from; from = to; to = t;
    }
    for (u32 i = 0; i < n; i += 64) sum = mix(sum, from[i]);
    return sum;
}
