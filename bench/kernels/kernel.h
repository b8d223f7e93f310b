// What every kernel shares. A kernel is one function run(n) that works in proportion to n and returns a checksum, the same in
// every build: no libc, no clock, no input, and floating point only by operations that IEEE 754 defines to the last bit.
#pragma once

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef int i32;
typedef long long i64;

#ifdef __wasm__
#define EXPORT __attribute__((export_name("run")))
#else
#define EXPORT
#endif

#define NOINLINE __attribute__((noinline))

EXPORT u32 run(u32 n);

// Marsaglia's xorshift: the same numbers everywhere.
static inline u32 next_random(u32 *state) {
    u32 x = *state;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    return *state = x;
}

// A step of FNV-1a over four bytes at once.
static inline u32 mix(u32 sum, u32 value) { return (sum ^ value) * 16777619u; }

static inline u32 mix_double(u32 sum, double value) {
    union { double d; u64 bits; } both = { value };
    return mix(mix(sum, (u32)both.bits), (u32)(both.bits >> 32));
}
