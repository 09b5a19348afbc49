#!/bin/sh
# machine.sh IMAGE CONFIG: boots the host's own files, none of them changed, as a machine of its own.
# The mounts are this process's: they are gone when it is.
set -eu
root=$(mktemp -d)
mount -t tmpfs tmpfs "$root"
mkdir "$root/upper" "$root/work" "$root/tree"
mount -t overlay overlay -o "lowerdir=/,upperdir=$root/upper,workdir=$root/work" "$root/tree"
tree=$root/tree
mkdir -p "$tree/usr/lib/pagoda" "$tree/etc/pagoda"
cp "$2"/systemd/*.service "$tree/etc/systemd/system/"
cp "$2/pagoda.properties" "$tree/etc/pagoda/"
# The basic target alone: whatever services this host has stay down.
SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 exec systemd-nspawn -D "$tree" --boot --private-network \
  --register=no --keep-unit -q --bind-ro="$1:/usr/lib/pagoda" systemd.unit=basic.target </dev/null
