#!/bin/sh
# What `make eval` runs: recognition, redaction of dialogues and of people's digits, and the document.
# EVAL_ARGS are eval_asr.py's and eval_digits.py's, EVAL_PII_ARGS eval_pii.py's.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
tool() {
  script=$1
  shift
  python3 "$root/tools/with-venv" eval "$root/tools/eval/$script" "$@"
}
# shellcheck disable=SC2086  # several options in one variable
tool eval_asr.py --json "$root/build/eval-asr.json" ${EVAL_ARGS:-}
# shellcheck disable=SC2086
tool eval_digits.py --json "$root/build/eval-digits.json" ${EVAL_ARGS:-}
# shellcheck disable=SC2086
tool eval_pii.py --json "$root/build/eval-pii.json" ${EVAL_PII_ARGS:-}
tool accuracy_document.py "$root/build/eval-pii.json"
