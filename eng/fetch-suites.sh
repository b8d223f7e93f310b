#!/usr/bin/env bash
# Fills the git-ignored folder .suites with the conformance suites, at the revisions the tests were written for.
# The tests look there when neither $CAISSON_SUITES nor ../shared has them. Needs git and about 500 MB.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# fetch NAME REPOSITORY REVISION FOLDER: .suites/suites/NAME becomes FOLDER of that revision.
fetch() {
  local target=".suites/suites/$1" clone
  if [[ -f "$target/.revision" && "$(<"$target/.revision")" == "$3" ]]; then
    echo "$1 is there already"
    return
  fi
  clone="$(mktemp -d)"
  git -C "$clone" init --quiet
  git -C "$clone" fetch --quiet --depth 1 "https://github.com/$2" "$3"
  git -C "$clone" checkout --quiet FETCH_HEAD
  rm -rf "$target" "$clone/.git"
  mkdir -p "$target"
  cp -R "$clone/$4/." "$target"
  rm -rf "$clone"
  echo "$3" > "$target/.revision"
  echo "$1: $2 @ $3"
}

fetch spec WebAssembly/testsuite 193e551ff22663995b1ac95dc62344133669e14b .
fetch component-model WebAssembly/component-model 6d281648bd89caf885a7adcc412962dbd2425ab7 test
fetch wasi-testsuite WebAssembly/wasi-testsuite 9f80ca35444cfd9e63100725615140a346652e6c .
fetch wasi-threads WebAssembly/wasi-testsuite 3db7f5d1bf71ef31024aa153807e2f243b2e6d24 tests/proposals/wasi-threads

# Of Wasmtime's own scripts, those that the tests know.
fetch wasmtime-misc bytecodealliance/wasmtime e6b33de5139d915a48127fc78b790e2d306cf896 tests/misc_testsuite
for script in $(cd .suites/suites/wasmtime-misc && find . -name '*.wast'); do
  grep -qxF "${script#./}" eng/wasmtime-scripts.txt || rm ".suites/suites/wasmtime-misc/$script"
done
