// SIMD, floating point in registers: four points of the Mandelbrot set at once.
#include "simd.h"

u32 run(u32 n) {
    u32 sum = 0;
    for (u32 py = 0; py < n; py++) {
        float fy = 2.0f * (float)py / (float)n - 1.0f;
        f32x4 cy = { fy, fy, fy, fy };
        for (u32 px = 0; px < n; px += 4) {
            f32x4 cx = { (float)px, (float)(px + 1), (float)(px + 2), (float)(px + 3) };
            cx = cx * (3.0f / (float)n) - 2.0f;
            f32x4 x = { 0 }, y = { 0 };
            i32x4 steps = { 0 };
            for (u32 i = 0; i < 200; i++) {
                f32x4 xx = x * x, yy = y * y;
                i32x4 inside = xx + yy <= 4.0f;
                if (!(inside[0] | inside[1] | inside[2] | inside[3])) break;
                steps -= inside;
                y = 2.0f * x * y + cy;
                x = xx - yy + cx;
            }
            for (int k = 0; k < 4; k++) sum = mix(sum, (u32)steps[k]);
        }
    }
    return sum;
}
