// An image filter: 3 by 3 weights over bytes, with the sums in integers.
#include "kernel.h"

enum { WIDTH = 512, HEIGHT = 256 };

static u8 image[HEIGHT][WIDTH], filtered[HEIGHT][WIDTH];

static NOINLINE void filter(u8 from[HEIGHT][WIDTH], u8 to[HEIGHT][WIDTH]) {
    static const i32 weights[3][3] = { { 1, 2, 1 }, { 2, 4, 2 }, { 1, 2, 1 } };
    for (i32 y = 1; y < HEIGHT - 1; y++) {
        for (i32 x = 1; x < WIDTH - 1; x++) {
            i32 sum = 8;
            for (i32 dy = -1; dy <= 1; dy++)
                for (i32 dx = -1; dx <= 1; dx++) sum += weights[dy + 1][dx + 1] * from[y + dy][x + dx];
            to[y][x] = (u8)(sum >> 4);
        }
    }
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
