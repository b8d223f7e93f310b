#!/usr/bin/env bash
# Runs generated modules with all implementations on all cores, for some minutes: fuzz.sh MINUTES [SEED] [more options of the
# program]. Goes on where the last run ended, unless a seed is given. Findings and totals are in artifacts/fuzz; see docs/fuzzing.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

minutes="${1:?usage: fuzz.sh MINUTES [SEED] [OPTION...]}"
shift
arguments=(differential --minutes "$minutes")
if [[ "${1:-}" =~ ^[0-9]+$ ]]; then
  arguments+=(--seed "$1")
  shift
fi

dotnet build -c Release fuzz/Caisson.Fuzz -v quiet
exec artifacts/bin/Caisson.Fuzz/release/Caisson.Fuzz "${arguments[@]}" "$@"
