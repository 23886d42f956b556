#!/usr/bin/env bash
# Writes the alert rules of deploy/prometheus as the Prometheus operator takes them; a test fails where this was forgotten.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

{
  cat <<'HEAD'
# Written by deploy/k8s/prometheus-rule.sh from deploy/prometheus/rules.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: filterfit
  labels:
    app.kubernetes.io/part-of: filterfit
spec:
HEAD
  sed -e '/^#/d' -e '/./s/^/  /' ../prometheus/rules/filterfit.yml
} >components/monitoring/prometheus-rule.yaml
