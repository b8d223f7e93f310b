// Memory, copied: in blocks of many sizes, and byte by byte where the copy must read what it wrote.
#include "kernel.h"

static u8 memory[1 << 20];

u32 run(u32 n) {
    u32 state = 3, sum = 0, half = sizeof memory / 2;
    for (u32 i = 0; i < sizeof memory; i++) memory[i] = (u8)next_random(&state);
    for (u32 i = 0; i < n; i++) {
        u32 size = next_random(&state) % (16u << (i % 12));
        u32 from = next_random(&state) % (half - size), to = half + next_random(&state) % (half - size);
        __builtin_memcpy(memory + to, memory + from, size);
        u8 *repeat = memory + from + 8;
        for (u32 k = 0; k < 64; k++) repeat[k] = repeat[(i32)k - 3];
        sum = mix(sum, memory[to + size / 2]);
    }
    return sum;
}
