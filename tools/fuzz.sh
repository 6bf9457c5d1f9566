#!/bin/sh
# Runs every fuzz target of a fuzz build for FUZZ_SECONDS (60) each, starting from its corpus.
# usage: tools/fuzz.sh BUILD_DIR
set -eu
cd "$(dirname "$0")/.."
build=$1
seconds=${FUZZ_SECONDS:-60}
TACET_SOURCE_DIR=$PWD TACET_MODELS_DIR=$PWD/build/models
export TACET_SOURCE_DIR TACET_MODELS_DIR
export LSAN_OPTIONS="suppressions=$PWD/tests/lsan.supp:print_suppressions=0"
found=0
for target in $(find "$build" -name '*_fuzz' -type f -perm -u+x | sort); do
  name=$(basename "$target")
  subject=${name%_fuzz}
  work="$build/corpus/$subject"
  mkdir -p "$work" "$build/crashes"
  echo "[fuzz] $name for $seconds s" >&2
  if ! "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$build/crashes/$name-" "$work" "tests/corpus/$subject" \
    > "$build/$name.log" 2>&1; then
    found=1
    echo "[fuzz] $name FAILED; the end of $build/$name.log:" >&2
    tail -n 25 "$build/$name.log" >&2
  else
    grep 'number_of_executed_units' "$build/$name.log" >&2
  fi
done
exit $found
