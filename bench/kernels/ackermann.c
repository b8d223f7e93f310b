// Calls, deep ones: Ackermann's function of 2 and n, as an interpreter of its definition that nothing folds.
#include "kernel.h"

static NOINLINE u32 ackermann(u32 m, u32 n, u32 *calls) {
    ++*calls;
    if (m == 0) return n + 1;
    if (n == 0) return ackermann(m - 1, 1, calls);
    u32 inner = ackermann(m, n - 1, calls);
    return ackermann(m - 1, inner, calls);
}

u32 run(u32 n) {
    u32 calls = 0, value = 0;
    for (u32 i = 0; i < n; i++) value += ackermann(2, 100 + (i & 7), &calls);
    return mix(value, calls);
}
