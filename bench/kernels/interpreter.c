// A bytecode interpreter: a loop around a switch, as many language runtimes are. The program counts Collatz steps.
#include "kernel.h"

enum { PUSH, LOAD, STORE, ADD, MUL, AND, SHR, EQ, JUMP, JUMP_IF, HALT };

static const i32 program[] = {
    /*  0 */ PUSH, 1, STORE, 0,                              // n = 1
    /*  4 */ LOAD, 0, STORE, 1,                              // x = n
    /*  8 */ LOAD, 1, PUSH, 1, EQ, JUMP_IF, 50,              // while x != 1
    /* 15 */ LOAD, 2, PUSH, 1, ADD, STORE, 2,                //   steps++
    /* 22 */ LOAD, 1, PUSH, 1, AND, JUMP_IF, 38,             //   when x is even
    /* 29 */ LOAD, 1, PUSH, 1, SHR, STORE, 1, JUMP, 8,       //     x /= 2
    /* 38 */ LOAD, 1, PUSH, 3, MUL, PUSH, 1, ADD, STORE, 1,  //   else x = 3 x + 1
    /* 48 */ JUMP, 8,
    /* 50 */ LOAD, 0, PUSH, 1, ADD, STORE, 0,                // n++
    /* 57 */ LOAD, 0, LOAD, 3, EQ, JUMP_IF, 66, JUMP, 4,     // until n == limit
    /* 66 */ LOAD, 2, HALT,
};

static NOINLINE u32 interpret(u32 limit) {
    u32 stack[16], variables[4] = { 0, 0, 0, limit }, *top = stack;
    for (const i32 *at = program;;) {
        switch (*at++) {
        case PUSH: *top++ = (u32)*at++; break;
        case LOAD: *top++ = variables[*at++]; break;
        case STORE: variables[*at++] = *--top; break;
        case ADD: top--; top[-1] += top[0]; break;
        case MUL: top--; top[-1] *= top[0]; break;
        case AND: top--; top[-1] &= top[0]; break;
        case SHR: top--; top[-1] >>= top[0]; break;
        case EQ: top--; top[-1] = top[-1] == top[0]; break;
        case JUMP: at = program + *at; break;
        case JUMP_IF: at = *--top ? program + *at : at + 1; break;
        default: return *--top;
        }
    }
}

u32 run(u32 n) { return interpret(n); }
