// Finding strings in a text: Horspool's way, and the plain one.
#include "kernel.h"

enum { SIZE = 1 << 16 };

static u8 text[SIZE];
static u32 shift[256];

static NOINLINE u32 horspool(const u8 *needle, u32 length) {
    u32 found = 0;
    for (u32 i = 0; i < 256; i++) shift[i] = length;
    for (u32 i = 0; i + 1 < length; i++) shift[needle[i]] = length - 1 - i;
    for (u32 at = 0; at + length <= SIZE; at += shift[text[at + length - 1]]) {
        u32 k = length;
        while (k > 0 && text[at + k - 1] == needle[k - 1]) k--;
        found += k == 0;
    }
    return found;
}

static NOINLINE u32 plain(const u8 *needle, u32 length) {
    u32 found = 0;
    for (u32 at = 0; at + length <= SIZE; at++) {
        u32 k = 0;
        while (k < length && text[at + k] == needle[k]) k++;
        found += k == length;
    }
    return found;
}

u32 run(u32 n) {
    u32 state = 13, sum = 0;
    for (u32 i = 0; i < SIZE; i++) text[i] = (u8)('a' + next_random(&state) % 4);
    for (u32 i = 0; i < n; i++) {
        u32 at = next_random(&state) % (SIZE - 16), length = 4 + i % 8;
        sum = mix(sum, horspool(text + at, length));
        sum = mix(sum, plain(text + at, length));
    }
    return sum;
}
