// SIMD, integers: the 3 by 3 filter of blur.c, eight points at once in halves of 16 bits.
#include "simd.h"

enum { WIDTH = 512, HEIGHT = 256 };

static u8 image[HEIGHT][WIDTH + 8], filtered[HEIGHT][WIDTH + 8];

typedef u8 u8x8 __attribute__((vector_size(8)));

static u16x8 load(const u8 *at) {
    u8x8 bytes;
    __builtin_memcpy(&bytes, at, 8);
    return __builtin_convertvector(bytes, u16x8);
}

static void store(u8 *at, u16x8 value) {
    u8x8 bytes = __builtin_convertvector(value, u8x8);
    __builtin_memcpy(at, &bytes, 8);
}

static u16x8 row(const u8 *at) { return load(at - 1) + load(at) * 2 + load(at + 1); }

static NOINLINE void filter(u8 from[HEIGHT][WIDTH + 8], u8 to[HEIGHT][WIDTH + 8]) {
    for (u32 y = 1; y < HEIGHT - 1; y++)
        for (u32 x = 1; x + 8 < WIDTH; x += 8)
            store(&to[y][x], (row(&from[y - 1][x]) + row(&from[y][x]) * 2 + row(&from[y + 1][x]) + 8) >> 4);
}

u32 run(u32 n) {
    u32 state = 9, sum = 0;
    for (u32 y = 0; y < HEIGHT; y++)
        for (u32 x = 0; x < WIDTH; x++) image[y][x] = filtered[y][x] = (u8)next_random(&state);
    for (u32 i = 0; i < n; i++) {
        filter(image, filtered);
        filter(filtered, image);
    }
    for (u32 y = 0; y < HEIGHT; y++) sum = mix(sum, image[y][y]);
    return sum;
}
