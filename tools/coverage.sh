#!/bin/sh
# Prints the share of lines that the tests of a coverage build ran, file by file, least first.
# usage: tools/coverage.sh BUILD_DIR
set -eu
cd "$(dirname "$0")/.."
root=$PWD
cd "$1"
find . -name '*.gcda' -not -name '*_test.cc.gcda' -exec gcov -n -s "$root" -r {} + 2>/dev/null |
  awk -F"'" '/^File/ { file = $2 } /^Lines executed/ { split($0, part, /[:% ]+/);
    if (file !~ /_test/) printf "%6.1f %% of %s  %s\n", part[3], part[5], file }' | sort -n | uniq
