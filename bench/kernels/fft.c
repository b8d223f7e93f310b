// Floating point with a pattern of access: a fast Fourier transform there and back.
#include "kernel.h"

enum { BITS = 12, SIZE = 1 << BITS };

static double re[SIZE], im[SIZE], cosine[SIZE / 2], sine[SIZE / 2];

// The roots of unity by halving angles, with square roots only: the same bits everywhere.
static void make_roots(void) {
    cosine[0] = 1;
    sine[0] = 0;
    double c = 0, s = 1;
    for (u32 step = SIZE / 4; step > 0; step /= 2) {
        for (u32 at = step; at < SIZE / 2; at += 2 * step) {
            cosine[at] = cosine[at - step] * c - sine[at - step] * s;
            sine[at] = cosine[at - step] * s + sine[at - step] * c;
        }
        s = __builtin_sqrt((1 - c) / 2);
        c = __builtin_sqrt((1 + c) / 2);
    }
}

static void swap(double *a, double *b) { double t = *a; *a = *b; *b = t; }

static void reverse_bits(void) {
    for (u32 i = 0, j = 0; i < SIZE; i++) {
        if (i < j) { swap(&re[i], &re[j]); swap(&im[i], &im[j]); }
        u32 bit = SIZE / 2;
        for (; j & bit; bit /= 2) j ^= bit;
        j |= bit;
    }
}

static NOINLINE void transform(double direction) {
    reverse_bits();
    for (u32 half = 1; half < SIZE; half *= 2) {
        u32 step = SIZE / 2 / half;
        for (u32 start = 0; start < SIZE; start += 2 * half) {
            for (u32 k = 0; k < half; k++) {
                u32 a = start + k, b = a + half;
                double c = cosine[k * step], s = direction * sine[k * step];
                double x = re[b] * c - im[b] * s, y = re[b] * s + im[b] * c;
                re[b] = re[a] - x; im[b] = im[a] - y;
                re[a] += x; im[a] += y;
            }
        }
    }
}

u32 run(u32 n) {
    u32 state = 55, sum = 0;
    make_roots();
    for (u32 i = 0; i < SIZE; i++) { re[i] = (double)(next_random(&state) & 255); im[i] = 0; }
    for (u32 round = 0; round < n; round++) {
        transform(1);
        transform(-1);
        for (u32 i = 0; i < SIZE; i++) { re[i] /= SIZE; im[i] /= SIZE; }
    }
    for (u32 i = 0; i < SIZE; i += 16) sum = mix_double(sum, re[i]);
    return sum;
}
