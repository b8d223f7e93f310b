// Indirect calls: shapes with methods in tables, in an order that a predictor half knows.
#include "kernel.h"

typedef struct shape shape;
typedef struct { u32 (*area)(const shape *); void (*grow)(shape *, u32); } methods;
struct shape { const methods *methods; u32 a, b; };

static u32 square_area(const shape *s) { return s->a * s->a; }
static u32 rectangle_area(const shape *s) { return s->a * s->b; }
static u32 triangle_area(const shape *s) { return s->a * s->b / 2; }
static u32 ring_area(const shape *s) { return 3 * (s->a * s->a - s->b * s->b); }
static void grow_side(shape *s, u32 by) { s->a += by; }
static void grow_both(shape *s, u32 by) { s->a += by; s->b += by / 2; }

static const methods kinds[] = {
    { square_area, grow_side }, { rectangle_area, grow_both }, { triangle_area, grow_both }, { ring_area, grow_side },
};

static shape shapes[1024];

u32 run(u32 n) {
    u32 state = 7, sum = 0;
    for (u32 i = 0; i < 1024; i++) shapes[i] = (shape){ &kinds[next_random(&state) % 4], i + 2, i };
    for (u32 round = 0; round < n; round++) {
        for (u32 i = 0; i < 1024; i++) {
            shape *s = &shapes[i];
            sum = mix(sum, s->methods->area(s));
            s->methods->grow(s, sum & 3);
        }
    }
    return sum;
}
