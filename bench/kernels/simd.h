// Vectors of 128 bits as clang and gcc write them: the same source becomes v128 in wasm, and SSE or NEON elsewhere.
#pragma once
#include "kernel.h"

typedef float f32x4 __attribute__((vector_size(16)));
typedef i32 i32x4 __attribute__((vector_size(16)));
typedef u32 u32x4 __attribute__((vector_size(16)));
typedef u16 u16x8 __attribute__((vector_size(16)));
typedef u8 u8x16 __attribute__((vector_size(16)));
