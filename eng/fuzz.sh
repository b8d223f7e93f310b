#!/usr/bin/env bash
# Compares the compiler with the reference interpreter on generated modules for some minutes: fuzz.sh MINUTES [SEED].
# Prints how many modules ran and how their calls ended; on a difference, the seed and the smallest module that shows it.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export CAISSON_FUZZ_MINUTES="${1:?usage: fuzz.sh MINUTES [SEED]}"
export CAISSON_FUZZ_SEED="${2:-$((RANDOM * 32768 + RANDOM))}"
CAISSON_FUZZ_PROGRESS="$(mktemp)"
export CAISSON_FUZZ_PROGRESS
trap 'rm -f "$CAISSON_FUZZ_PROGRESS"' EXIT

echo "from seed $CAISSON_FUZZ_SEED, for $CAISSON_FUZZ_MINUTES minutes"
dotnet run -c Release --project tests/Caisson.Compiler.Tests -- -explicit only -method '*.The_engine_does_what_the_interpreter_does_for_long'
status=$?

# The last seed that was started; the one to blame where the process crashed.
echo "at seed $(<"$CAISSON_FUZZ_PROGRESS")"
exit $status
