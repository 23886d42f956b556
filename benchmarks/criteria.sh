#!/usr/bin/env bash
# Compares the criteria: runs the cells of benchmarks/studies that have no record yet, and writes docs/results/criteria-*.
# Usage: benchmarks/criteria.sh [--help | options]
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
(cd "$home" && mvn -q package -Dmaven.test.skip=true -pl benchmarks -am) </dev/null
runtime=$home/pruning-core/src/main/resources/io/filterfit/nd4j
if ldconfig -p 2>/dev/null | grep -q 'libjemalloc\.so\.2'; then
  set -a
  # shellcheck source=/dev/null
  source "$runtime/allocator.env"
  set +a
fi
exec java "@$runtime/jvm.options" -Xmx2g \
  -cp "$(<"$home/benchmarks/target/benchmarks.classpath"):$home/benchmarks/target/classes" \
  -Dfilterfit.home="$home" io.filterfit.benchmarks.criteria.CriteriaBenchmark "$@"
