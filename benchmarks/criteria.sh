#!/usr/bin/env bash
# Compares the criteria: runs the cells of benchmarks/studies that have no record yet, and writes docs/results/criteria-*.
# Usage: benchmarks/criteria.sh [--help | options]
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/run" io.filterfit.benchmarks.criteria.CriteriaBenchmark "$@"
