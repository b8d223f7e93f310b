#!/usr/bin/env bash
# Does very many things to handles, streams and futures, and fails when anything is left in tables or on the heap: soak.sh [OPERATIONS].
# The same tests run with all others, for a few thousand operations.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

dotnet build -c Release tests/Caisson.Components.Tests -v quiet
CAISSON_SOAK="${1:-1000000}" exec artifacts/bin/Caisson.Components.Tests/release/Caisson.Components.Tests \
  -class '*SoakTests' -parallel none -showLiveOutput
