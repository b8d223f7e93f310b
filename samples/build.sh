#!/usr/bin/env bash
# Rebuilds the guests of the samples from their sources. The results are committed, so that running a sample needs no C compiler.
# Needs, by Debian's names: clang-16 lld-16 wasi-libc libclang-rt-16-dev-wasm32.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

clang="${CLANG:-clang-16}"
"$clang" --target=wasm32-wasi -O2 -msimd128 -Wall -Wextra -Werror -Wl,--strip-debug -o raytracer/raytracer.wasm raytracer/raytracer.c -lm
"$clang" --target=wasm32 -O2 -nostdlib -Wall -Wextra -Werror -Wl,--no-entry,--strip-debug -o Embedding/primes.wasm Embedding/primes.c
