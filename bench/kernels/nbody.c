// Floating point: planets that attract each other, with square roots and divisions.
#include "kernel.h"

typedef struct { double x, y, z, vx, vy, vz, mass; } body;

static body bodies[5];

static NOINLINE void advance(double step) {
    for (int i = 0; i < 5; i++) {
        body *a = &bodies[i];
        for (int j = i + 1; j < 5; j++) {
            body *b = &bodies[j];
            double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            double square = dx * dx + dy * dy + dz * dz;
            double pull = step / (square * __builtin_sqrt(square));
            a->vx -= dx * b->mass * pull; a->vy -= dy * b->mass * pull; a->vz -= dz * b->mass * pull;
            b->vx += dx * a->mass * pull; b->vy += dy * a->mass * pull; b->vz += dz * a->mass * pull;
        }
    }
    for (int i = 0; i < 5; i++) {
        body *a = &bodies[i];
        a->x += step * a->vx; a->y += step * a->vy; a->z += step * a->vz;
    }
}

u32 run(u32 n) {
    for (int i = 0; i < 5; i++) {
        double away = 1.0 + 3.0 * i;
        bodies[i] = (body){ away, -away / 2, 0.1 * i, 0.01 * i, 0.3 / away, 0.02, i == 0 ? 10.0 : 0.01 * i };
    }
    for (u32 i = 0; i < n; i++) advance(0.001);
    u32 sum = 0;
    for (int i = 0; i < 5; i++) sum = mix_double(mix_double(sum, bodies[i].x), bodies[i].vy);
    return sum;
}
