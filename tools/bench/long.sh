#!/bin/sh
# The time and peak memory of a recording of LONG_HOURS (3): the shipped call over and over.
# usage: tools/bench/long.sh
set -eu
cd "$(dirname "$0")/../.."
hours=${LONG_HOURS:-3}
work=build/long
mkdir -p "$work"
ffmpeg -v error -y -stream_loop $((hours * 60 - 1)) -i examples/call.wav -c:a copy "$work/long.wav"
echo "[long] transcribing $hours hours" >&2
python3 tools/bench/measure_process.py build/tacet transcribe "$work/long.wav" \
  --redact pii --output-dir "$work"
rm "$work/long.wav"
