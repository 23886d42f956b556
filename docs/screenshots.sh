#!/usr/bin/env bash
# Makes docs/images/console.png anew: runs the console's test in a browser (needs Debian's chromium and chromium-driver), and takes its picture of
# a finished job. Pictures of all pages, in two widths, light and dark, are in integration-tests/target/screenshots then.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mvn -q verify -pl integration-tests -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
  -Dit.test='ConsoleIT#aPersonSubmitsFollowsReadsTheReportAndCancels' -Dfailsafe.failIfNoSpecifiedTests=false
cp integration-tests/target/screenshots/readme.png docs/images/console.png
