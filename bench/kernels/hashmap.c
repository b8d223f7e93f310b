// A hash table with open addressing: insertions, hits, misses and removals.
#include "kernel.h"

enum { SLOTS = 1 << 16, EMPTY = 0, REMOVED = 1 };

static u32 keys[SLOTS], values[SLOTS];

static u32 slot_of(u32 key) { return key * 2654435769u >> 16; }

static u32 find(u32 key) {
    u32 at = slot_of(key);
    while (keys[at] != key && keys[at] != EMPTY) at = (at + 1) % SLOTS;
    return at;
}

u32 run(u32 n) {
    u32 state = 5, sum = 0;
    for (u32 i = 0; i < SLOTS; i++) keys[i] = EMPTY;
    for (u32 i = 0; i < n; i++) {
        u32 key = 2 + next_random(&state) % 40000, at = find(key);
        if (keys[at] == key) {
            sum = mix(sum, values[at]);
            values[at] += i;
        } else if (key % 4 != 0) {
            keys[at] = key;
            values[at] = i;
        }
    }
    return sum;
}
