#!/usr/bin/env bash
# Training and inference throughput of FilterFit beside stock Deeplearning4j and, where it is to be had, PyTorch.
# Usage: benchmarks/throughput.sh [--help | options]
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
(cd "$home" && mvn -q package -Dmaven.test.skip=true -pl benchmarks -am) </dev/null
exec java -cp "$(<"$home/benchmarks/target/benchmarks.classpath"):$home/benchmarks/target/classes" \
  -Dfilterfit.home="$home" io.filterfit.benchmarks.Throughput "$@"
