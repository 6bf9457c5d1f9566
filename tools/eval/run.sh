#!/bin/sh
# What `make eval` runs: recognition, then redaction. EVAL_ARGS are options that both scripts know.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck disable=SC2086  # several options in one variable
python3 "$root/tools/with-venv" eval "$root/tools/eval/eval_asr.py" \
  --json "$root/build/eval-asr.json" ${EVAL_ARGS:-}
# shellcheck disable=SC2086
exec python3 "$root/tools/with-venv" eval "$root/tools/eval/eval_pii.py" \
  --json "$root/build/eval-pii.json" ${EVAL_ARGS:-}
