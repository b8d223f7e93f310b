// SIMD, bytes and masks: which bytes of a text are letters, spaces or neither, and how many words there are.
#include "simd.h"

enum { COUNT = 1 << 13 };

static u8x16 text[COUNT];

static u32 total(u8x16 lanes) {
    u32 sum = 0;
    for (int k = 0; k < 16; k++) sum += lanes[k];
    return sum;
}

u32 run(u32 n) {
    u32 state = 3, letters = 0, spaces = 0, starts = 0;
    for (u32 i = 0; i < COUNT; i++)
        for (int k = 0; k < 16; k++) text[i][k] = (u8)(next_random(&state) % 5 == 0 ? ' ' : 'A' + state % 60);
    for (u32 round = 0; round < n; round++) {
        u8x16 before = { 0 };
        for (u32 i = 0; i < COUNT;) {
            u8x16 letter_count = { 0 }, space_count = { 0 }, start_count = { 0 };
            for (u32 end = i + 128; i < end; i++) {
                u8x16 lower = text[i] | 0x20;
                u8x16 letter = (u8x16)(lower >= 'a') & (u8x16)(lower <= 'z');
                u8x16 space = (u8x16)(text[i] == ' ');
                u8x16 shifted = __builtin_shufflevector(before, space, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
                letter_count -= letter;
                space_count -= space;
                start_count -= shifted & letter;
                before = space;
            }
            letters += total(letter_count);
            spaces += total(space_count);
            starts += total(start_count);
        }
        text[round % COUNT][round % 16] ^= 0x20;
    }
    return mix(mix(letters, spaces), starts);
}
