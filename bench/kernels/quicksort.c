// Sorting as qsort does it: elements of any size, compared by a function that the caller brings.
#include "kernel.h"

typedef struct { u32 key, value; } entry;
typedef i32 (*comparison)(const entry *, const entry *);

static entry entries[1 << 16];

static i32 by_key(const entry *a, const entry *b) { return a->key < b->key ? -1 : a->key > b->key; }
static i32 by_value(const entry *a, const entry *b) { return a->value < b->value ? -1 : a->value > b->value; }
static comparison const comparisons[] = { by_key, by_value };

static void swap(entry *a, entry *b) { entry t = *a; *a = *b; *b = t; }

static NOINLINE void sort(entry *first, entry *last, comparison compare) {
    while (last - first > 0) {
        swap(first, first + (last - first) / 2);
        entry *store = first;
        for (entry *at = first + 1; at <= last; at++)
            if (compare(at, first) < 0) swap(++store, at);
        swap(first, store);
        if (store - first < last - store) { sort(first, store - 1, compare); first = store + 1; }
        else { sort(store + 1, last, compare); last = store - 1; }
    }
}

u32 run(u32 n) {
    u32 state = 99, sum = 0;
    for (u32 i = 0; i < n; i++) entries[i] = (entry){ next_random(&state), next_random(&state) };
    for (u32 pass = 0; pass < 4; pass++) {
        sort(entries, entries + n - 1, comparisons[pass & 1]);
        for (u32 i = 0; i < n; i += 64) sum = mix(sum, entries[i].key);
    }
    return sum;
}
