#!/bin/sh
# Runs one node of the Redis Cluster that the names given make up. The address of a container or pod changes with each start, and
# nodes know one another by address only: a node that was a member before meets the others again by name.
set -eu
cd /data

meet_again() {
  until redis-cli ping 2>/dev/null | grep -q PONG; do sleep 1; done
  for name in "$@"; do
    address=$(getent hosts "$name" | cut -d ' ' -f 1)
    [ -z "$address" ] || redis-cli cluster meet "$address" 6379 >/dev/null
  done
}

if [ -f nodes.conf ] && [ "$(grep -c connected nodes.conf)" -gt 1 ]; then
  meet_again "$@" &
fi
exec redis-server --protected-mode no --appendonly yes --maxmemory-policy noeviction --cluster-enabled yes \
  --cluster-node-timeout 5000 --cluster-announce-ip "$(hostname -i | cut -d ' ' -f 1)"
