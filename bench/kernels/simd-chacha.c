// SIMD, integers in registers: ChaCha20's rounds, a row of the state a vector.
#include "simd.h"

static u32x4 rotate(u32x4 x, u32 by) { return x << by | x >> (32 - by); }

static void quarter(u32x4 s[4]) {
    s[0] += s[1]; s[3] = rotate(s[3] ^ s[0], 16);
    s[2] += s[3]; s[1] = rotate(s[1] ^ s[2], 12);
    s[0] += s[1]; s[3] = rotate(s[3] ^ s[0], 8);
    s[2] += s[3]; s[1] = rotate(s[1] ^ s[2], 7);
}

static u32x4 turn(u32x4 v, int by) {
    switch (by) {
    case 1: return __builtin_shufflevector(v, v, 1, 2, 3, 0);
    case 2: return __builtin_shufflevector(v, v, 2, 3, 0, 1);
    default: return __builtin_shufflevector(v, v, 3, 0, 1, 2);
    }
}

u32 run(u32 n) {
    u32x4 key[4] = {
        { 0x61707865, 0x3320646e, 0x79622d32, 0x6b206574 }, { 1, 2, 3, 4 }, { 5, 6, 7, 8 }, { 0, 9, 10, 11 },
    }, sum = { 0 };
    for (u32 block = 0; block < n; block++) {
        u32x4 s[4] = { key[0], key[1], key[2], key[3] };
        for (int round = 0; round < 10; round++) {
            quarter(s);
            s[1] = turn(s[1], 1); s[2] = turn(s[2], 2); s[3] = turn(s[3], 3);
            quarter(s);
            s[1] = turn(s[1], 3); s[2] = turn(s[2], 2); s[3] = turn(s[3], 1);
        }
        for (int k = 0; k < 4; k++) sum ^= s[k] + key[k];
        key[3][0]++;
    }
    return mix(mix(mix(sum[0], sum[1]), sum[2]), sum[3]);
}
