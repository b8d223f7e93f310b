// Floating point in registers: points of the Mandelbrot set, n by n.
#include "kernel.h"

u32 run(u32 n) {
    u32 sum = 0;
    for (u32 py = 0; py < n; py++) {
        for (u32 px = 0; px < n; px++) {
            double cx = 3.0 * px / n - 2.0, cy = 2.0 * py / n - 1.0, x = 0, y = 0;
            u32 steps = 0;
            for (; steps < 200 && x * x + y * y <= 4.0; steps++) {
                double t = x * x - y * y + cx;
                y = 2 * x * y + cy;
                x = t;
            }
            sum = mix(sum, steps);
        }
    }
    return sum;
}
