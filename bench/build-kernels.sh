#!/usr/bin/env bash
# Compiles bench/kernels/*.c to the .wasm files that are committed beside them, each without libc and without optimizations after
# clang's; kernels named simd-* may use vectors. Needs clang and lld of version 16; on Debian 12: apt-get install clang-16 lld-16.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/kernels"

for source in *.c; do
  if [[ $source == native.c ]]; then continue; fi
  features=(-mbulk-memory -mnontrapping-fptoint -msign-ext)
  if [[ $source == simd-* ]]; then features+=(-msimd128); fi
  clang-16 --target=wasm32 -O3 -ffp-contract=off -Wall -Wextra -Werror "${features[@]}" -nostdlib -Wl,--no-entry -Wl,--strip-all \
    -o "${source%.c}.wasm" "$source"
  printf '%8d  %s\n' "$(stat -c %s "${source%.c}.wasm")" "${source%.c}.wasm"
done
