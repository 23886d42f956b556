#!/usr/bin/env bash
# Kills, stops and disturbs everything while jobs are under way: all tests of integration-tests' package fault. Writes
# docs/results/records/faults, one record a fault, and docs/results/faults.md.
# Usage: benchmarks/faults.sh [--times N] [--test CLASS[,CLASS]]      --page only writes the page again
set -euo pipefail
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
results=$home/docs/results
records=$results/records/faults

run() {
  (cd "$home" && mvn -q verify -pl integration-tests -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test="$1" -Dfailsafe.failIfNoSpecifiedTests=false -Dfaults.excluded=none \
    -Dfilterfit.faults.records="$records" -Dfilterfit.faults.commit="$(git -C "$home" rev-parse --short=7 HEAD)")
}

page() {
  jq -rs '
    def digits($n): . * pow(10; $n) | round / pow(10; $n);
    def outcomes: group_by(.outcome) | map("\(map(.jobs) | add) x \(.[0].outcome)") | join(", ");
    def equal: map(select(.bitEqual != null)) | if length == 0 then "–" else "\(map(select(.bitEqual)) | length) of \(length)" end;
    sort_by(.fault, .where)
    | "# Faults\n",
      "<!-- Written by benchmarks/faults.sh from records/faults. -->\n",
      "What became of jobs while something broke: real broker, real store, the services in processes of their own. A row is written only if, after the",
      "fault, every job under way had exactly one outcome, completed or failed with a typed reason; every reference in every event led to an object",
      "with its SHA-256; and every message that was acknowledged (it lies before a committed offset) had an outcome. *Bit-equal*: how often analysis, list of kept",
      "filters, weights behind the cut, weights behind the training and all accuracies were those of an undisturbed run. *Seconds* are from the fault to the last",
      "outcome, a start of the service included where it was killed; they depend on what else the machine does.\n",
      "| fault | where | times | jobs and their outcomes | bit-equal | seconds, median | most | commit |",
      "|---|---|---|---|---|---|---|---|",
      (.[] | "| \(.fault) | \(.where) | \(.met | length) | \(.met | outcomes) | \(.met | equal)"
        + " | \([.met[].seconds] | sort | .[length / 2 | floor] | digits(1)) | \([.met[].seconds] | max | digits(1)) | \(.commit) |"),
      "\nMade by `benchmarks/faults.sh` on \([.[].machine | "\(.processor), \(.processors) processors"] | unique | join("; "))."
  ' "$records"/*.json >"$results/faults.md"
}

times=1
tests='io.filterfit.it.fault.*IT'
while (($#)); do
  case $1 in
    --times) times=$2; shift 2 ;;
    --test) tests=$2; shift 2 ;;
    --page) times=0; shift ;;
    *) sed -n '2,4s/^# //p' "$0"; exit 2 ;;
  esac
done
if ((times > 0)) && [[ $tests == *'*'* ]]; then
  # A whole run begins anew, so that nothing stays on the page that is no fault any more.
  rm -f "$records"/*.json
fi
status=0
for ((time = 0; time < times; time++)); do
  # What is found broken is shown as well as what is not.
  run "$tests" || status=$?
done
page
exit "$status"
