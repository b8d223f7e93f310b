// Memory, written with a stride: Eratosthenes' sieve.
#include "kernel.h"

static u8 composite[1 << 22];

u32 run(u32 n) {
    u32 primes = 0;
    for (u32 i = 0; i < n; i++) composite[i] = 0;
    for (u32 i = 2; i < n; i++) {
        if (composite[i]) continue;
        primes++;
        for (u32 j = i * 2; j < n; j += i) composite[j] = 1;
    }
    return primes;
}
