#!/usr/bin/env bash
# Training and inference throughput of FilterFit, PyTorch and stock Deeplearning4j, side by side; writes docs/results/throughput.md.
# Usage: benchmarks/throughput.sh [--no-build] [--help | options]
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
if [[ ${1:-} == --no-build ]]; then
  shift
else
  (cd "$home" && mvn -q package -Dmaven.test.skip=true -pl benchmarks -am) </dev/null
fi
commit=$(git -C "$home" rev-parse --short HEAD 2>/dev/null || echo unknown)
if [[ $commit != unknown ]] && ! git -C "$home" diff --quiet HEAD -- . ':!docs'; then
  commit+=' with changes'
fi
exec java -cp "$(<"$home/benchmarks/target/benchmarks.classpath"):$home/benchmarks/target/classes" \
  -Dfilterfit.home="$home" -Dfilterfit.commit="$commit" io.filterfit.benchmarks.Throughput "$@"
