#!/usr/bin/env bash
# Runs the demo and writes what it prints between the markers of README.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mkdir -p target
started=$(date +%s)
./filterfit demo >target/demo.txt
seconds=$(($(date +%s) - started))

{
  printf '```\n'
  # Where the files lie on this machine is nobody else's business.
  grep -v -E '^(network|report) ' target/demo.txt | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'
  printf '```\n\n'
  printf '%s, %s processors, commit %s, %d min %02d s from the command to the table, the build not counted if it was done before.\n' \
    "$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -1)" "$(nproc)" "$(git rev-parse --short HEAD)" \
    $((seconds / 60)) $((seconds % 60))
} >target/results.md

awk '
  /<!-- results: begin/ { print; while ((getline line < "target/results.md") > 0) print line; skipping = 1; next }
  /<!-- results: end/ { skipping = 0 }
  !skipping { print }
' README.md >target/README.md
cp target/README.md README.md
