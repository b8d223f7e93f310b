// A ray tracer for the terminal: three mirrored spheres on a chequered floor under an evening sky.
// In colour with half-block characters on a terminal, in plain ASCII when the output goes elsewhere.
// Usage: raytracer [COLUMNS]
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

typedef struct { float x, y, z; } Vec;
typedef struct { Vec centre; float radius; Vec colour; float mirror; } Sphere;

static Vec vec(float x, float y, float z) { return (Vec){x, y, z}; }
static Vec add(Vec a, Vec b) { return vec(a.x + b.x, a.y + b.y, a.z + b.z); }
static Vec sub(Vec a, Vec b) { return vec(a.x - b.x, a.y - b.y, a.z - b.z); }
static Vec scale(Vec a, float s) { return vec(a.x * s, a.y * s, a.z * s); }
static float dot(Vec a, Vec b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
static Vec unit(Vec a) { return scale(a, 1 / sqrtf(dot(a, a))); }
static Vec mix(Vec a, Vec b, float t) { return add(scale(a, 1 - t), scale(b, t)); }
static Vec reflect(Vec d, Vec n) { return sub(d, scale(n, 2 * dot(d, n))); }

static const Sphere spheres[] = {
    {{0.0f, 1.0f, 0.0f}, 1.0f, {0.95f, 0.35f, 0.25f}, 0.25f},
    {{-2.1f, 0.8f, 0.9f}, 0.8f, {0.25f, 0.55f, 0.95f}, 0.35f},
    {{1.9f, 0.6f, -0.9f}, 0.6f, {0.95f, 0.85f, 0.35f}, 0.45f},
};
enum { SPHERES = sizeof spheres / sizeof *spheres, BOUNCES = 4, SAMPLES = 3 };
static const float FAR = 1e9f;

// Distance along a ray to a sphere; FAR when it misses.
static float hit(const Sphere *s, Vec origin, Vec direction) {
    Vec to = sub(s->centre, origin);
    float along = dot(to, direction);
    float inside = s->radius * s->radius - dot(to, to) + along * along;
    if (inside < 0) return FAR;
    float near = along - sqrtf(inside);
    return near > 1e-3f ? near : FAR;
}

static Vec sky(Vec direction) {
    float up = fmaxf(direction.y, 0);
    return mix(vec(0.9f, 0.45f, 0.3f), vec(0.02f, 0.03f, 0.12f), fminf(1.6f * sqrtf(up), 1));
}

static Vec trace(Vec origin, Vec direction, int bounces) {
    float distance = direction.y < -1e-4f ? -origin.y / direction.y : FAR;
    const Sphere *nearest = NULL;
    for (int i = 0; i < SPHERES; i++) {
        float d = hit(&spheres[i], origin, direction);
        if (d < distance) { distance = d; nearest = &spheres[i]; }
    }
    if (distance > 60) return sky(direction);

    Vec point = add(origin, scale(direction, distance));
    Vec normal = nearest ? unit(sub(point, nearest->centre)) : vec(0, 1, 0);
    int dark = ((int)floorf(point.x) + (int)floorf(point.z)) & 1;
    Vec colour = nearest ? nearest->colour : dark ? vec(0.1f, 0.09f, 0.12f) : vec(0.8f, 0.78f, 0.74f);
    float mirror = nearest ? nearest->mirror : 0.12f;

    Vec light = unit(vec(-0.6f, 0.9f, -0.7f));
    int shadowed = 0;
    for (int i = 0; i < SPHERES; i++) shadowed |= hit(&spheres[i], point, light) < FAR;
    float lit = shadowed ? 0 : fmaxf(dot(normal, light), 0);
    float shine = shadowed ? 0 : powf(fmaxf(dot(reflect(direction, normal), light), 0), 40);
    Vec result = add(scale(colour, 0.25f + 0.85f * lit), vec(shine, shine, shine));
    if (bounces > 0) result = mix(result, trace(point, reflect(direction, normal), bounces - 1), mirror);
    return mix(result, sky(vec(direction.x, 0, direction.z)), nearest ? 0 : fminf(distance / 60, 1));
}

// The colour of a pixel, averaged over a grid of rays inside it. x runs from -1 to 1, y down from 1.
static Vec pixel(float x, float y, float size) {
    Vec sum = vec(0, 0, 0), eye = vec(0, 1.7f, -6);
    for (int i = 0; i < SAMPLES * SAMPLES; i++) {
        float dx = (i % SAMPLES) * size / SAMPLES, dy = (i / SAMPLES) * size / SAMPLES;
        sum = add(sum, trace(eye, unit(vec((x + dx) * 0.75f, (y - dy) * 0.75f - 0.12f, 1.15f)), BOUNCES));
    }
    return scale(sum, 1.0f / (SAMPLES * SAMPLES));
}

static int level(float channel) { return (int)(255 * sqrtf(fminf(fmaxf(channel, 0), 1))); }

static void print_colour(Vec top, Vec bottom) {
    printf("\x1b[38;2;%d;%d;%dm\x1b[48;2;%d;%d;%dm▀", level(top.x), level(top.y), level(top.z),
           level(bottom.x), level(bottom.y), level(bottom.z));
}

static void print_ascii(Vec top, Vec bottom) {
    static const char ramp[] = " .,:;i1tfLCG08@";
    Vec c = mix(top, bottom, 0.5f);
    float grey = fminf(fmaxf(0.3f * c.x + 0.6f * c.y + 0.1f * c.z, 0), 1);
    putchar(ramp[(int)(grey * (sizeof ramp - 2))]);
}

static double milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

int main(int argc, char **argv) {
    int columns = argc > 1 ? atoi(argv[1]) : 80;
    if (columns < 8 || columns > 1000) {
        fprintf(stderr, "raytracer: COLUMNS is a number from 8 to 1000\n");
        return 2;
    }
    int rows = columns / 2, colour = isatty(1);
    float size = 2.0f / columns;
    double start = milliseconds();
    for (int row = 0; row < rows; row += 2) {
        for (int column = 0; column < columns; column++) {
            float x = column * size - 1, y = (rows / 2 - row) * size;
            Vec top = pixel(x, y, size), bottom = pixel(x, y - size, size);
            if (colour) print_colour(top, bottom); else print_ascii(top, bottom);
        }
        puts(colour ? "\x1b[0m" : "");
    }
    if (colour) printf("%d rays in %.0f ms\n", columns * rows * SAMPLES * SAMPLES, milliseconds() - start);
    return 0;
}
