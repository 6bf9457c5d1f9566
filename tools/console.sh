#!/bin/sh
# Builds or checks the web console with the Node.js of deps/. Each does nothing when it succeeded
# before and what it reads is the same.
# usage: tools/console.sh build|check
#   build: build/console
#   check: types and tests of the sources
set -eu
cd "$(dirname "$0")/.."
task=$1
stamps=build/console-stamps
export PATH="$PWD/build/deps/node/bin:$PATH"
export npm_config_update_notifier=false npm_config_cache="$PWD/build/npm-cache"

# What the tasks read, as `path hash` lines.
inputs() {
  find console -name node_modules -prune -o -type f -print | LC_ALL=C sort | xargs sha256sum
  sha256sum deps/node.txt tools/console.sh examples/call.wav tacet/api/service_model.json \
    tacet/asr/language.cc
}

# done_before NAME KEY; remember NAME KEY
done_before() { [ -f "$stamps/$1" ] && [ "$(cat "$stamps/$1")" = "$2" ]; }
remember() { mkdir -p "$stamps" && echo "$2" > "$stamps/$1"; }

exec 9> build/console.lock
flock 9

packages=$(sha256sum deps/node.txt console/package-lock.json | sha256sum)
if [ ! -d console/node_modules ] || ! done_before packages "$packages"; then
  echo "[console] npm ci" >&2
  (cd console && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >&2
  remember packages "$packages"
fi

key=$(inputs | sha256sum)
case $task in
  build)
    [ -f build/console/index.html ] && done_before build "$key" && exit 0
    echo "[console] building build/console" >&2
    (cd console && npm run --silent build -- --logLevel warn && npm run --silent check:built) >&2
    remember build "$key"
    ;;
  check)
    done_before check "$key" && { echo "[console] checked before"; exit 0; }
    (cd console && npm run --silent check)
    remember check "$key"
    ;;
  *)
    sed -n '2,6s/^# *//p' "$0" >&2
    exit 2
    ;;
esac
