// Integers of 32 and 64 bits: multiplication, rotation, counting bits, division by what isn't constant.
#include "kernel.h"

static u64 rotate(u64 x, int by) { return (x << by) | (x >> (64 - by)); }

u32 run(u32 n) {
    u64 a = 0x9e3779b97f4a7c15u, b = 1;
    u32 c = 12345, sum = 0;
    for (u32 i = 1; i <= n; i++) {
        a = rotate(a * 0xbf58476d1ce4e5b9u, 27) + i;
        b ^= a >> (i & 31);
        c = c * 1664525u + 1013904223u;
        sum += (u32)(b % (c | 1)) + c / i;
        sum ^= (u32)__builtin_popcountll(b) + (u32)__builtin_clz(c | 1);
    }
    return sum;
}
