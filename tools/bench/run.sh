#!/bin/sh
# What `make bench` runs; BENCH_ARGS are options of bench.py.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck disable=SC2086  # several options in one variable
exec python3 "$root/tools/with-venv" bench "$root/tools/bench/bench.py" \
  --json "$root/build/bench.json" ${BENCH_ARGS:-}
