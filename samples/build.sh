#!/usr/bin/env bash
# Rebuilds the guests of the samples from their sources. The results are committed, so that running a sample needs no C compiler.
# Needs, by Debian's names: clang-16 lld-16 wasi-libc libclang-rt-16-dev-wasm32. For the Kotlin program also java 17, and in KOTLIN_HOME the
# compiler (npm's package kotlin-compiler, version 2.4.20); without KOTLIN_HOME that program stays as it is. For the components of Composition
# also node 20, in JCO_HOME a folder where npm's @bytecodealliance/jco 1.15.4 is installed, and in RUSTC a Rust compiler that has the target
# wasm32-unknown-unknown (1.63, with libstd-rust-dev-wasm32); without JCO_HOME they stay as they are.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

clang="${CLANG:-clang-16}"
"$clang" --target=wasm32-wasi -O2 -msimd128 -Wall -Wextra -Werror -Wl,--strip-debug -o raytracer/raytracer.wasm raytracer/raytracer.c -lm
"$clang" --target=wasm32-wasi -O2 -Wall -Wextra -Werror -Wl,--strip-debug -o puzzle/puzzle.wasm puzzle/puzzle.c
"$clang" --target=wasm32 -O2 -nostdlib -Wall -Wextra -Werror -Wl,--no-entry,--strip-debug -o Embedding/primes.wasm Embedding/primes.c
dotnet run -c Release --project ../src/Caisson.Cli -- parse -o Component/dice.wasm Component/dice.wat

if [[ -n "${JCO_HOME:-}" ]]; then
  out="$(mktemp -d)"
  shop="$PWD/Composition"
  "$clang" --target=wasm32 -O2 -nostdlib -Wall -Wextra -Werror -Wl,--no-entry,--strip-debug -o "$out/store.wasm" Composition/store.c
  "$clang" --target=wasm32-wasi -O2 -Wall -Wextra -Werror -Wl,--strip-all -o "$out/till.wasm" Composition/till.c
  "${RUSTC:-rustc}" --edition 2021 --target wasm32-unknown-unknown --crate-type cdylib -O -C panic=abort -C strip=symbols \
    -C "linker=${WASM_LD:-wasm-ld-16}" -o "$out/prices.wasm" Composition/prices.rs
  componentize() { (cd "$JCO_HOME" && node "$shop/componentize.mjs" "$out/$1.wasm" "$1" "$shop/$1.wasm" "${2:-}"); }
  componentize store
  componentize prices
  componentize till command
  rm -rf "$out"
fi

if [[ -n "${KOTLIN_HOME:-}" ]]; then
  out="$(mktemp -d)"
  kotlin() {
    bash "$KOTLIN_HOME/bin/kotlinc-wasm" -Xwasm-target=wasm-wasi -libraries "$KOTLIN_HOME/lib/kotlin-stdlib-wasm-wasi.klib" \
      -ir-output-dir "$out" -ir-output-name inventory "$@"
  }
  kotlin -Xir-produce-klib-file inventory/inventory.kt
  link() { kotlin -Xir-produce-js -Xinclude="$out/inventory.klib" -Xir-dce -main call "$@"; }
  link -Xwasm-use-new-exception-proposal=true
  mv "$out/inventory.wasm" inventory/inventory.wasm
  # Kotlin's older exception instructions are what much published code still has: a guest of the tests.
  link -Xwasm-use-new-exception-proposal=false
  mv "$out/inventory.wasm" ../tests/Caisson.Cli.Tests/Guests/inventory-legacy.wasm
  rm -rf "$out"
fi
