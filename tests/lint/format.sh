#!/bin/sh
# Checks that every C++ file stands as clang-format 14 writes it. `make format` mends them.
cd "$(dirname "$0")/../.." || exit 1
git ls-files '*.h' '*.cc' | xargs clang-format-14 --dry-run --Werror
