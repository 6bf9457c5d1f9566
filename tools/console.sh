#!/bin/sh
# Builds, checks or tries the web console with the Node.js of deps/. Building and checking do nothing
# when they succeeded before and what they read is the same.
# usage: tools/console.sh build|check|e2e [FILE...]|images
#   build: build/console
#   check: types and tests of the sources
#   e2e: tests/e2e, or files of it, in Chromium against $TACET (build/tacet); 77: skipped, it says why
#   images: docs/images anew, in the same way
set -eu
cd "$(dirname "$0")/.."
task=$1
stamps=build/console-stamps
export PATH="$PWD/build/deps/node/bin:$PATH"
export npm_config_update_notifier=false npm_config_cache="$PWD/build/npm-cache"

# inputs FOLDER...: what a task reads there and elsewhere, hashed
inputs() {
  {
    find "$@" -name node_modules -prune -o -type f -print | LC_ALL=C sort | xargs sha256sum
    sha256sum deps/node.txt tools/console.sh examples/call.wav tacet/api/service_model.json \
      tacet/review/review_model.json tacet/asr/language.cc
  } | sha256sum
}

# done_before NAME KEY; remember NAME KEY
done_before() { [ -f "$stamps/$1" ] && [ "$(cat "$stamps/$1")" = "$2" ]; }
remember() { mkdir -p "$stamps" && echo "$2" > "$stamps/$1"; }

# packages FOLDER: what its lock file names, in its node_modules
packages() {
  name=packages-$(basename "$1")
  wanted=$(sha256sum deps/node.txt "$1/package-lock.json" | sha256sum)
  [ -d "$1/node_modules" ] && done_before "$name" "$wanted" && return
  echo "[console] npm ci in $1" >&2
  (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >&2
  remember "$name" "$wanted"
}

exec 9> build/console.lock
flock 9
packages console
case $task in
  build)
    key=$(inputs console)
    [ -f build/console/index.html ] && done_before build "$key" && exit 0
    echo "[console] building build/console" >&2
    (cd console && npm run --silent build -- --logLevel warn && npm run --silent check:built) >&2
    remember build "$key"
    ;;
  check)
    key=$(inputs console tests/e2e)
    done_before check "$key" && { echo "[console] checked before"; exit 0; }
    packages tests/e2e
    (cd console && npm run --silent check)
    (cd tests/e2e && npm run --silent check)
    remember check "$key"
    ;;
  e2e | images)
    shift
    for needed in "${CHROMIUM:-/usr/bin/chromium}" "${TACET_MODELS_DIR:-build/models}/base/model.bin" \
      "${TACET_MODELS_DIR:-build/models}/pii/tagger.onnx"; do
      [ -e "$needed" ] || { echo "[console] skipped: there is no $needed"; exit 77; }
    done
    packages tests/e2e
    flock -u 9
    tools/console.sh build
    [ "$task" = e2e ] || exec node tests/e2e/images.ts
    [ $# -gt 0 ] || set -- 'tests/e2e/*.test.ts'
    node --test --test-concurrency=1 --test-timeout=300000 "$@"
    ;;
  *)
    sed -n '2,8s/^# *//p' "$0" >&2
    exit 2
    ;;
esac
