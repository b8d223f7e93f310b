// SIMD, floating point in memory: a x + y over arrays, and a sum in four lanes.
#include "simd.h"

enum { COUNT = 1 << 12 };

static f32x4 x[COUNT], y[COUNT];

u32 run(u32 n) {
    f32x4 total = { 0 };
    for (u32 i = 0; i < COUNT; i++) {
        x[i] = (f32x4){ (float)(i & 63), 1, 2, (float)(i & 7) };
        y[i] = (f32x4){ 0 };
    }
    for (u32 round = 0; round < n; round++) {
        f32x4 a = { 0.5f, 0.25f, 0.125f, (float)(round & 3) };
        for (u32 i = 0; i < COUNT; i++) {
            y[i] = a * x[i] + 0.5f * y[i];
            total += y[i];
        }
    }
    union { f32x4 f; u32x4 u; } both = { total };
    return mix(mix(mix(both.u[0], both.u[1]), both.u[2]), both.u[3]);
}
