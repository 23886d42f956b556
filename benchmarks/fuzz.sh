#!/usr/bin/env bash
# Reads broken model files of every format; writes docs/results/fuzz.md.
# Usage: benchmarks/fuzz.sh [--help | options]
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/run" io.filterfit.benchmarks.fuzz.FuzzBenchmark "$@"
