#!/usr/bin/env bash
# Sends many tiny jobs through the whole pipeline on this machine; writes docs/results/load.md.
# Usage: benchmarks/load.sh [--help | options]
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/run" io.filterfit.benchmarks.load.LoadBenchmark "$@"
