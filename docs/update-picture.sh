#!/usr/bin/env bash
# Draws docs/images/pipeline.png: runs the pipeline with Prometheus on some jobs, and draws its dashboard from Prometheus' answers.
# Needs what Debian calls prometheus and chromium; takes five minutes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mvn -q verify -pl integration-tests,analyzer-service,pruner-service,trainer-service,evaluator-service -am \
  -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=DashboardPicture -Dfailsafe.failIfNoSpecifiedTests=false \
  -Dpicture="$PWD/docs/images/pipeline.png"
