#!/usr/bin/env bash
# Builds the component in JavaScript, artifacts/javascript/counter.wasm, which is too large to be committed; the test that needs it is
# skipped without. Needs node 20 and npm, and what npm fetches.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
out="$here/../../artifacts/javascript"

mkdir -p "$out"
cd "$out"
[[ -f package.json ]] || echo '{ "private": true }' > package.json
[[ -d node_modules/@bytecodealliance/componentize-js ]] || npm install --save-exact --no-package-lock --no-audit --no-fund @bytecodealliance/componentize-js@0.23.0
node "$here/componentize.mjs" "$here/counter.js" counter counter.new.wasm javascript
mv counter.new.wasm counter.wasm
