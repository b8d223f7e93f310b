// Hashing: four lanes of 64-bit multiplications and rotations, as XXH64's main loop has them.
#include "kernel.h"

static const u64 P1 = 0x9e3779b185ebca87u, P2 = 0xc2b2ae3d27d4eb4fu, P3 = 0x165667b19e3779f9u;
static u64 input[1 << 14];

static u64 rotate(u64 x, int by) { return (x << by) | (x >> (64 - by)); }
static u64 take(u64 lane, u64 word) { return rotate(lane + word * P2, 31) * P1; }

static NOINLINE u64 hash(const u64 *words, u32 count, u64 seed) {
    u64 a = seed + P1 + P2, b = seed + P2, c = seed, d = seed - P1;
    for (u32 i = 0; i + 4 <= count; i += 4) {
        a = take(a, words[i]);
        b = take(b, words[i + 1]);
        c = take(c, words[i + 2]);
        d = take(d, words[i + 3]);
    }
    u64 h = rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18) + count;
    h = (h ^ h >> 33) * P2;
    h = (h ^ h >> 29) * P3;
    return h ^ h >> 32;
}

u32 run(u32 n) {
    u32 state = 21;
    u64 h = 0;
    for (u32 i = 0; i < 1 << 14; i++) input[i] = (u64)next_random(&state) << 32 | next_random(&state);
    for (u32 i = 0; i < n; i++) h = hash(input, 1 << 14, h);
    return (u32)(h ^ h >> 32);
}
