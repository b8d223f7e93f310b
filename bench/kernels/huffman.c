// Compression: a Huffman code made from counts, text written as bits and read again through the tree.
#include "kernel.h"

enum { SIZE = 1 << 16, SYMBOLS = 64, NODES = 2 * SYMBOLS };

typedef struct { u32 count; u8 left, right, parent, used; } tree_node;

static u8 text[SIZE], bits[SIZE];
static tree_node nodes[NODES];
static u32 codes[SYMBOLS], lengths[SYMBOLS];

static u32 rarest(u32 count) {
    u32 best = NODES;
    for (u32 i = 0; i < count; i++)
        if (!nodes[i].used && (best == NODES || nodes[i].count < nodes[best].count)) best = i;
    nodes[best].used = 1;
    return best;
}

static u32 make_tree(void) {
    for (u32 i = 0; i < SYMBOLS; i++) nodes[i] = (tree_node){ .count = 1 };
    for (u32 i = 0; i < SIZE; i++) nodes[text[i]].count++;
    u32 made = SYMBOLS;
    for (; made < NODES - 1; made++) {
        u32 left = rarest(made), right = rarest(made);
        nodes[made] = (tree_node){ nodes[left].count + nodes[right].count, (u8)left, (u8)right, 0, 0 };
        nodes[left].parent = nodes[right].parent = (u8)made;
    }
    return made - 1;
}

static void make_codes(u32 root) {
    for (u32 symbol = 0; symbol < SYMBOLS; symbol++) {
        u32 code = 0, length = 0;
        for (u32 at = symbol; at != root; at = nodes[at].parent) code |= (nodes[nodes[at].parent].right == at) << length++;
        codes[symbol] = code;
        lengths[symbol] = length;
    }
}

static NOINLINE u32 encode(void) {
    u32 at = 0, held = 0;
    u64 buffer = 0;
    for (u32 i = 0; i < SIZE; i++) {
        buffer = buffer << lengths[text[i]] | codes[text[i]];
        held += lengths[text[i]];
        for (; held >= 8; held -= 8) bits[at++] = (u8)(buffer >> (held - 8));
    }
    bits[at] = (u8)(buffer << (8 - held));
    return at * 8 + held;
}

static NOINLINE u32 decode(u32 root, u32 count) {
    u32 at = root, sum = 0;
    for (u32 i = 0; i < count; i++) {
        at = bits[i / 8] >> (7 - i % 8) & 1 ? nodes[at].right : nodes[at].left;
        if (at < SYMBOLS) { sum = mix(sum, at); at = root; }
    }
    return sum;
}

u32 run(u32 n) {
    u32 state = 77, sum = 0;
    for (u32 i = 0; i < n; i++) {
        for (u32 k = 0; k < SIZE; k++) {
            u32 r = next_random(&state);
            text[k] = (u8)((r & r >> 7 & r >> 13) & (SYMBOLS - 1));
        }
        u32 root = make_tree();
        make_codes(root);
        u32 count = encode();
        sum = mix(mix(sum, count), decode(root, count));
    }
    return sum;
}
