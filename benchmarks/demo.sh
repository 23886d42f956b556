#!/usr/bin/env bash
# Compares commits by their demo: runs it at each in turn, and writes docs/results/demo.md of all the records there are.
# Usage: benchmarks/demo.sh [--times N] [COMMIT [--epochs N]] ...      without a commit only the page is written
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
results=$home/docs/results
records=$results/records/demo

# A checkout of the commit, built.
checkout() {
  local directory=$home/benchmarks/target/demo/$1
  [[ -e $directory/.git ]] || git -C "$home" worktree add --quiet --detach "$directory" "$1" >&2
  "$directory/filterfit" --version >&2
  printf '%s' "$directory"
}

# What the report of a run says, in one record.
record() {
  local commit=$1 seconds=$2 report=$3
  shift 3
  jq --arg command "./filterfit demo $*" --arg commit "$commit" --argjson seconds "$seconds" '{
    time: .finished, command: ($command | rtrimstr(" ")), commit: $commit, seconds: $seconds,
    machine: {processor: .environment.processor, processors: .environment.processors, java: .environment.java},
    scope: .spec.scope, training: .spec.training, seed: .spec.seed,
    flopsBefore: .before.cost.macs, flopsAfter: .after.cost.macs,
    accuracyBefore: .before.test.accuracy.value, accuracyAfter: .after.test.accuracy.value,
    stages: [.timings[] | {stage, seconds}],
    epochs: [.rounds[].training.epochs[] | {imagesPerSecond, seconds, validationAccuracy}]
  }' "$report" >"$records/$commit-$(date -u +%Y%m%dT%H%M%SZ).json"
}

run() {
  local directory=$1 commit started data
  shift
  commit=$(git -C "$directory" rev-parse --short=7 HEAD)
  data=$(mktemp -d)
  started=$EPOCHREALTIME
  (cd "$directory" && ./filterfit demo --json --directory "$data" "$@" | tail -n 1 >"$data/result.json")
  record "$commit" "$(awk "BEGIN { print $EPOCHREALTIME - $started }")" "$(jq -r .report "$data/result.json")" "$@"
  rm -r "$data"
}

page() {
  jq -rs '
    def median: sort | (.[(length - 1) / 2 | floor] + .[length / 2 | floor]) / 2;
    def digits($n): . * pow(10; $n) | round / pow(10; $n);
    sort_by(.time)
    | "# The demo, by commit\n",
      "Made by `benchmarks/demo.sh` of the records in [records/demo](records/demo), one a run; medians where there are several. The trainer",
      "stage is fine-tuning with its validation; the whole is from the command to the table, builds not counted.\n",
      "| commit | command | runs | epochs | trainer stage, s | images/s in training | whole, s | FLOPs saved | accuracy before | after |",
      "|---|---|---|---|---|---|---|---|---|---|",
      (group_by([.commit, .command]) | sort_by(.[0].time)[]
        | "| \(.[0].commit) | `\(.[0].command)` | \(length) | \(.[0].epochs | length)"
        + " | \([.[] | [.stages[] | select(.stage == "trainer").seconds] | add] | median | digits(1))"
        + " | \([.[].epochs[].imagesPerSecond] | median | round)"
        + " | \([.[].seconds] | median | digits(1))"
        + " | \((1 - .[0].flopsAfter / .[0].flopsBefore) * 100 | digits(1)) %"
        + " | \([.[].accuracyBefore] | median * 100 | digits(2)) % | \([.[].accuracyAfter] | median * 100 | digits(2)) % |"),
      "\nOn \([.[].machine | "\(.processor), \(.processors) processors"] | unique | join("; "))."
  ' "$records"/*.json >"$results/demo.md"
}

times=1
[[ ${1:-} == --times ]] && { times=$2; shift 2; }
directories=()
options=()
while (($#)); do
  directories+=("$(checkout "$1")")
  shift
  if [[ ${1:-} == --epochs ]]; then
    options+=("--epochs $2")
    shift 2
  else
    options+=("")
  fi
done

mkdir -p "$records"
for ((time = 0; time < times; time++)); do
  for i in "${!directories[@]}"; do
    # shellcheck disable=SC2086 # none or two words
    run "${directories[i]}" ${options[i]}
  done
done
page
