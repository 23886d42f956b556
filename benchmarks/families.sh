#!/usr/bin/env bash
# Takes families of networks from ONNX to smaller ONNX; writes docs/results/families.md.
# Usage: benchmarks/families.sh [--help | options]
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/run" io.filterfit.benchmarks.families.FamilyBenchmark "$@"
