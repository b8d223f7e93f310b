#!/usr/bin/env bash
# Writes what the libraries offer now into their PublicAPI.Unshipped.txt, from what the analyzer says of each build.
# The difference is for the reviewer: a name that goes away breaks somebody's program.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

declare_api() {
  local file="$1" project errors added removed declared
  project="$(dirname "$file")"
  errors="$(dotnet build -c Release "$project" 2>&1 | grep "$project/" || true)"
  added="$(grep -oP "error RS0016: Symbol '\K.*(?=' is not part of the declared)" <<<"$errors" || true)"
  removed="$(grep -oP "error RS0017: Symbol '\K.*(?=' is part of the declared)" <<<"$errors" || true)"
  declared="$(grep -v '^#nullable' "$file" | grep -vxF -f <(echo "${removed:-#}") || true)"
  {
    echo '#nullable enable'
    printf '%s\n' "$declared" "$added" | sed '/^$/d' | LC_ALL=C sort -u
  } >"$file.new"
  mv "$file.new" "$file"
}

# A library builds only when those it stands on do: go round until nothing changes.
before=
while [[ "$before" != "$(cat src/*/PublicAPI.Unshipped.txt | md5sum)" ]]; do
  before="$(cat src/*/PublicAPI.Unshipped.txt | md5sum)"
  for file in src/*/PublicAPI.Unshipped.txt; do declare_api "$file"; done
done
