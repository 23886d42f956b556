#!/usr/bin/env bash
# What --channel-multiple does for the time that a pruned network takes; writes docs/results/channel-multiple.md.
# Usage: benchmarks/channels.sh [--help | options]
exec "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/run" io.filterfit.benchmarks.channels.ChannelBenchmark "$@"
