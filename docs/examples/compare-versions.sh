#!/bin/sh
# Is a version of QEMU slower than the one before it? Simulates the same guest under each version, and
# compares neighbours over the same nine seeds.
set -eu

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

before=
for version in 9.0 9.1 9.2 10.0; do
  guestperf-sim --qemu "$version" --host smartx-v1 --cpus 16 --mem 100 --stress-mem 3000 \
    --auto-converge --max-iters 200 --max-time 1200 --repeat 9 \
    --format json --output "$results/$version.json"
  if [ -n "$before" ]; then
    status=0
    guestperf-sim compare "$results/$before.json" "$results/$version.json" \
      --metrics total-time,downtime > "$results/comparison" 2> "$results/errors" || status=$?
    case $status in
    0) echo "$version is no slower than $before" ;;
    4)
      echo "$version is slower than $before:"
      cat "$results/comparison"
      ;;
    *)
      cat "$results/errors" >&2
      exit "$status"
      ;;
    esac
  fi
  before=$version
done
