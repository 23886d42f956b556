#!/bin/sh
# Starts a service with the allocator and the JVM options that the arithmetic needs. JAVA_OPTIONS adds to them.
set -eu
cd /opt/filterfit

set -a
# shellcheck source=/dev/null
. ./allocator.env
set +a

# Networks live outside the heap, which takes most of the container's memory; the heap gets a quarter.
# shellcheck disable=SC2086 # several options in one variable
exec java @jvm.options -XX:MaxRAMPercentage=25 -XX:+ExitOnOutOfMemoryError \
  -Dorg.bytedeco.javacpp.cachedir=/tmp/javacpp ${JAVA_OPTIONS:-} -jar quarkus-run.jar
