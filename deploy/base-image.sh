#!/usr/bin/env bash
# Makes a base image from Debian's packages, without a container engine or a registry:
#   deploy/base-image.sh FILE.tar
# It holds a Java run-time, jemalloc and the libraries that they need: no shell, no package manager, no other program. Needs mmdebstrap, and root or user
# namespaces. The authorities' certificates that Java trusts are those of this machine's Java.
set -euo pipefail

target=$(realpath -m "${1:?give the file to write}")
suite=${DEBIAN_SUITE:-bookworm}
command -v mmdebstrap >/dev/null || { echo "mmdebstrap is not installed (Debian: apt-get install mmdebstrap)" >&2; exit 1; }
java_home=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

mkdir root image
mmdebstrap --quiet --variant=extract --include=openjdk-17-jre-headless,libjemalloc2,libstdc++6 "$suite" packages.tar
tar -C root -xf packages.tar --exclude=./dev

# Java needs none of these, and whoever breaks in finds nothing to start. hostname and resolv.conf are this machine's.
(cd root && rm -rf etc/{hostname,resolv.conf,apt,dpkg,init.d} bin sbin usr/bin usr/sbin var usr/share/{doc,man,locale,info,lintian,perl,perl5} usr/lib/x86_64-linux-gnu/perl*)
mkdir -p root/etc/ssl/certs/java root/tmp
chmod 1777 root/tmp
cp -L "$java_home/lib/security/cacerts" root/etc/ssl/certs/java/cacerts
echo 'hosts: files dns' >root/etc/nsswitch.conf
printf 'root:x:0:0:root:/:/nonexistent\nfilterfit:x:10001:10001::/tmp:/nonexistent\n' >root/etc/passwd
printf 'root:x:0:\nfilterfit:x:10001:\n' >root/etc/group
chmod 644 root/etc/ssl/certs/java/cacerts root/etc/{nsswitch.conf,passwd,group}
tar -C root --sort=name --owner=0 --group=0 --numeric-owner --mtime=@1 -cf image/layer.tar .

digest=$(sha256sum image/layer.tar | cut -d' ' -f1)
bin=/usr/lib/jvm/java-17-openjdk-amd64/bin
printf '{"architecture":"amd64","os":"linux","created":"1970-01-01T00:00:01Z","config":{"Env":["PATH=%s:/usr/bin:/bin"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
  "$bin" "$digest" >image/config.json
printf '[{"Config":"config.json","RepoTags":["filterfit/base:%s"],"Layers":["layer.tar"]}]' "$suite" >image/manifest.json
mkdir -p "$(dirname "$target")"
tar -C image --owner=0 --group=0 --numeric-owner --mtime=@1 -cf "$target" manifest.json config.json layer.tar
