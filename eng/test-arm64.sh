#!/usr/bin/env bash
# Runs the specification's scripts, and the tests of memories, faults and threads, as arm64 code on another processor, by QEMU: test-arm64.sh [SCRIPT.wast...].
# Needs Debian's qemu-user, libc6-arm64-cross, libstdc++6-arm64-cross and libgcc-s1-arm64-cross, and arm64 among dpkg's architectures for libssl3:arm64, which
# is unpacked, not installed. Takes ten to thirty times as long as without QEMU.
# QEMU orders memory accesses as this processor does: what passes here may still miss a barrier.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

output=artifacts/arm64
for project in src/Caisson.Cli tests/Caisson.Runtime.Tests; do
  # The lock files name the packages of this machine's kind only.
  dotnet publish -c Release -r linux-arm64 --self-contained "$project" -o "$output/$(basename "$project")" \
    -p:RestoreLockedMode=false -p:RestorePackagesWithLockFile=false -p:InvariantGlobalization=true -v quiet
done

(cd "$output" && apt-get download libssl3:arm64 && dpkg -x libssl3_*_arm64.deb libssl3)

# Known to work with these settings; others may, too.
export DOTNET_EnableWriteXorExecute=0 DOTNET_gcServer=0 DOTNET_GCHeapHardLimit=0x20000000
arm64() {
  local program="$output/$1"
  shift
  qemu-aarch64 -L /usr/aarch64-linux-gnu -E LD_LIBRARY_PATH="$PWD/$output/libssl3/usr/lib/aarch64-linux-gnu" "$program" "$@"
}

scripts=("$@")
if ((${#scripts[@]} == 0)); then
  suites="${CAISSON_SUITES:-.suites}"
  scripts=("$suites"/spec/*.wast)
fi
arm64 Caisson.Cli/caisson wast "${scripts[@]}"

# Tests that reserve all address space, or wait for threads, may take longer here than is sensible: those are named and left.
for tests in FaultHandlerTests GuardPagesTests MemoryEdgeTests LitmusTests OneThreadTests InterruptionTests WaitingTests; do
  status=0
  timeout 600 bash -c "$(declare -f arm64); output='$output' arm64 Caisson.Runtime.Tests/Caisson.Runtime.Tests -class '*.$tests'" || status=$?
  if ((status == 124)); then echo "$tests: not done after ten minutes"; elif ((status != 0)); then exit "$status"; fi
done
