#!/usr/bin/env bash
# How long groups, analysis, plan and surgery take, beside Torch-Pruning where pip has it; writes docs/results/scale.md.
# Usage: benchmarks/scale.sh [--help | options]
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/run" io.filterfit.benchmarks.scale.ScaleBenchmark "$@"
