// Memory, one dependent load after another: lists that lie about in memory, walked and turned around.
#include "kernel.h"

typedef struct node { struct node *next; u32 value; } node;

static node nodes[1 << 15];
static u32 order[1 << 15];

u32 run(u32 n) {
    const u32 count = 1 << 15;
    u32 state = 17, sum = 0;
    for (u32 i = 0; i < count; i++) order[i] = i;
    for (u32 i = count - 1; i > 0; i--) {
        u32 j = next_random(&state) % (i + 1), t = order[i];
        order[i] = order[j];
        order[j] = t;
    }
    for (u32 i = 0; i < count; i++) nodes[order[i]] = (node){ i + 1 < count ? &nodes[order[i + 1]] : 0, i };
    node *head = &nodes[order[0]];
    for (u32 round = 0; round < n; round++) {
        node *turned = 0;
        while (head) {
            node *next = head->next;
            sum += head->value ^ round;
            head->next = turned;
            turned = head;
            head = next;
        }
        head = turned;
    }
    return sum;
}
