// Floating point with division: the spectral norm of an infinite matrix's corner.
#include "kernel.h"

enum { SIZE = 128 };

static double u[SIZE], v[SIZE], t[SIZE];

static double element(u32 i, u32 j) { return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1); }

static NOINLINE void times(const double *from, double *to) {
    for (u32 i = 0; i < SIZE; i++) {
        double sum = 0;
        for (u32 j = 0; j < SIZE; j++) sum += element(i, j) * from[j];
        to[i] = sum;
    }
}

static NOINLINE void times_transposed(const double *from, double *to) {
    for (u32 i = 0; i < SIZE; i++) {
        double sum = 0;
        for (u32 j = 0; j < SIZE; j++) sum += element(j, i) * from[j];
        to[i] = sum;
    }
}

u32 run(u32 n) {
    for (u32 i = 0; i < SIZE; i++) u[i] = 1;
    for (u32 i = 0; i < n; i++) {
        times(u, t);
        times_transposed(t, v);
        times(v, t);
        times_transposed(t, u);
    }
    double uv = 0, vv = 0;
    for (u32 i = 0; i < SIZE; i++) { uv += u[i] * v[i]; vv += v[i] * v[i]; }
    return mix_double(0, __builtin_sqrt(uv / vv));
}
