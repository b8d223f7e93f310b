// Compression: matches found by a hash of four bytes, literals between them, and back again.
#include "kernel.h"

enum { SIZE = 1 << 17, HASHES = 1 << 13, MIN_MATCH = 4 };

static u8 text[SIZE], packed[SIZE * 2], unpacked[SIZE];
static u32 last[HASHES];

static u32 word_at(const u8 *p) { u32 w; __builtin_memcpy(&w, p, 4); return w; }

static u8 *put_length(u8 *to, u32 length) {
    for (; length >= 255; length -= 255) *to++ = 255;
    *to++ = (u8)length;
    return to;
}

static const u8 *get_length(const u8 *from, u32 *length) {
    *length = 0;
    while (*from == 255) *length += *from++;
    *length += *from++;
    return from;
}

static u8 *literals(u8 *to, u32 from, u32 end) {
    to = put_length(to, end - from);
    while (from < end) *to++ = text[from++];
    return to;
}

static NOINLINE u32 pack(void) {
    u8 *to = packed;
    u32 from = 0, at = 1;
    for (u32 i = 0; i < HASHES; i++) last[i] = 0;
    while (at + MIN_MATCH < SIZE) {
        u32 word = word_at(text + at), slot = word * 2654435761u >> 19, match = last[slot];
        last[slot] = at;
        if (word_at(text + match) != word || at - match > 65535) { at++; continue; }
        u32 length = MIN_MATCH;
        while (at + length < SIZE && text[match + length] == text[at + length]) length++;
        to = literals(to, from, at);
        *to++ = (u8)(at - match);
        *to++ = (u8)((at - match) >> 8);
        to = put_length(to, length - MIN_MATCH);
        from = at += length;
    }
    return (u32)(literals(to, from, SIZE) - packed);
}

static NOINLINE u32 unpack(void) {
    const u8 *from = packed;
    u32 at = 0, length;
    for (;;) {
        from = get_length(from, &length);
        while (length-- > 0) unpacked[at++] = *from++;
        if (at == SIZE) return at;
        u32 distance = from[0] | from[1] << 8;
        from = get_length(from + 2, &length);
        for (length += MIN_MATCH; length > 0; length--, at++) unpacked[at] = unpacked[at - distance];
        if (at == SIZE) return at;
    }
}

// Words of a small language, so that there is something to find.
static void write_text(void) {
    u32 state = 2024;
    for (u32 at = 0; at < SIZE;) {
        u32 word = next_random(&state) % 500, letters = 2 + word % 7;
        for (u32 k = 0; k < letters && at < SIZE; k++) text[at++] = (u8)('a' + (word * 7 + k * k * (word % 11)) % 26);
        if (at < SIZE) text[at++] = ' ';
    }
}

u32 run(u32 n) {
    u32 sum = 0;
    write_text();
    for (u32 i = 0; i < n; i++) {
        text[next_random(&(u32){ i + 1 }) % SIZE] ^= 1;
        sum = mix(sum, pack());
        sum = mix(sum, unpack());
        for (u32 k = 0; k < SIZE; k++) sum += text[k] != unpacked[k];
        sum = mix(sum, unpacked[i * 31 % SIZE]);
    }
    return sum;
}
