#!/usr/bin/env bash
# Fuzzes with the guidance of coverage: fuzz-guided.sh TARGET MINUTES [more options of the program]. Targets: decode, compile, text, wast.
# Works on a copy of the fuzz program in artifacts/fuzz/guided, of which Caisson.Wasm is instrumented by SharpFuzz; see docs/fuzzing.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

target="${1:?usage: fuzz-guided.sh TARGET MINUTES [OPTION...]}"
minutes="${2:?usage: fuzz-guided.sh TARGET MINUTES [OPTION...]}"
shift 2

dotnet build -c Release fuzz/Caisson.Fuzz -v quiet
[[ -x artifacts/tools/sharpfuzz ]] || dotnet tool install --tool-path artifacts/tools SharpFuzz.CommandLine --version 2.3.0
rm -rf artifacts/fuzz/guided
mkdir -p artifacts/fuzz
cp -R artifacts/bin/Caisson.Fuzz/release artifacts/fuzz/guided
artifacts/tools/sharpfuzz artifacts/fuzz/guided/Caisson.Wasm.dll
exec artifacts/fuzz/guided/Caisson.Fuzz guided "$target" --minutes "$minutes" "$@"
