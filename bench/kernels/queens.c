// Recursion with branches and bits: how many ways there are to place n queens.
#include "kernel.h"

static u32 place(u32 all, u32 columns, u32 left, u32 right) {
    if (columns == all) return 1;
    u32 ways = 0;
    for (u32 free = all & ~(columns | left | right); free != 0; free &= free - 1) {
        u32 queen = free & -free;
        ways += place(all, columns | queen, (left | queen) << 1, (right | queen) >> 1);
    }
    return ways;
}

u32 run(u32 n) { return place((1u << n) - 1, 0, 0, 0); }
