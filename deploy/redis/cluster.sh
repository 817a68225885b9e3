#!/bin/sh
# Makes one Redis Cluster of the nodes named, three masters with a replica each. Where there is one already it leaves it.
set -eu
if redis-cli -h "$1" cluster info | grep -q cluster_state:ok; then
  exit 0
fi
nodes=
for name in "$@"; do
  redis-cli -h "$name" ping | grep -q PONG
  nodes="$nodes $(getent hosts "$name" | cut -d ' ' -f 1):6379"
done
# shellcheck disable=SC2086 # addresses are words
redis-cli --cluster create $nodes --cluster-replicas 1 --cluster-yes
