#!/usr/bin/env bash
# Builds the services and their container images; no container engine is needed but for "docker".
#   deploy/images.sh docker                                into this machine's Docker
#   deploy/images.sh tar:DIRECTORY                         as files for docker load and its like
#   deploy/images.sh registry:registry.example.org/filterfit    pushed, with what docker login left
# Further arguments name the services; all but trainer-cuda are built without. From the environment:
#   BASE       the image with Java 17 to build upon (docker.io/library/eclipse-temurin:17-jre-noble), or tar:FILE of deploy/base-image.sh
#   VERSION    the images' tag (0.1.0)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

to=${1:?say where the images go: docker, tar:DIRECTORY or registry:PREFIX}
shift
services=("$@")
((${#services[@]})) || services=(analyzer pruner trainer evaluator console)
base=${BASE:-docker.io/library/eclipse-temurin:17-jre-noble}

modules=() profiles=
for service in "${services[@]}"; do
  case $service in
    console) modules+=(console) ;;
    trainer-cuda) modules+=(trainer-service) profiles=-Pcuda,cuda-libraries ;;
    *) modules+=("$service-service") ;;
  esac
done
if [[ -n $profiles && ${#services[@]} != 1 ]]; then
  echo "images.sh: build trainer-cuda by itself: it is the trainer, packaged with CUDA" >&2
  exit 1
fi

more=()
if [[ $base != tar:* ]]; then
  jemalloc=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2
  [[ -e $jemalloc ]] || { echo "images.sh: $jemalloc is missing (Debian: apt-get install libjemalloc2)" >&2; exit 1; }
  more=(--jemalloc "$(readlink -f "$jemalloc")")
fi

mvn -q package -Dmaven.test.skip=true -Dspotless.check.skip=true ${profiles:+"$profiles"} -pl "$(IFS=,; echo "${modules[*]}"),deploy" -am
exec java -cp "deploy/target/classes:$(<deploy/target/images.classpath)" io.filterfit.deploy.image.BuildImages \
  --project . --base "$base" --to "$to" --version "${VERSION:-0.1.0}" \
  --revision "$(git rev-parse HEAD 2>/dev/null || echo unknown)" "${more[@]}" "${services[@]}"
