// Floating point in memory: the product of two matrices, in blocks' order but without blocks.
#include "kernel.h"

enum { SIZE = 200 };

static double a[SIZE][SIZE], b[SIZE][SIZE], c[SIZE][SIZE];

static NOINLINE void multiply(void) {
    for (int i = 0; i < SIZE; i++) {
        for (int j = 0; j < SIZE; j++) c[i][j] = 0;
        for (int k = 0; k < SIZE; k++)
            for (int j = 0; j < SIZE; j++) c[i][j] += a[i][k] * b[k][j];
    }
}

u32 run(u32 n) {
    u32 state = 31, sum = 0;
    for (int i = 0; i < SIZE; i++)
        for (int j = 0; j < SIZE; j++) {
            a[i][j] = (double)(next_random(&state) & 1023) / 512;
            b[i][j] = (double)(next_random(&state) & 1023) / 512;
        }
    for (u32 round = 0; round < n; round++) {
        multiply();
        a[round % SIZE][0] = c[0][round % SIZE] / 1024;
    }
    for (int i = 0; i < SIZE; i++) sum = mix_double(sum, c[i][SIZE - 1 - i]);
    return sum;
}
