#!/usr/bin/env python3
"""Fits the confidence of a PII policy: from what finders say to how often they are right.

usage: tools/train_pii/fit_confidence.py --policy tacet/pii/policy/recall-first.json --version NAME
           [--program build/tacet] [--pii-model DIR] DIALOGUES... > policy.json

DIALOGUES are files of labelled dialogues (dialogue.py), none of them evaluation sets. The program
looks at every turn with the turns before it (`tacet pii --jsonl --explain`); a find is right when it
lies over a label of its type for the most part. For each source (rules, tagger, both) the share of
right finds is made a rising function of the score by pooling neighbours that are out of order, and the
policy's calibration gets its points. "rules_alone" is fitted in a run of its own without the model.
Prints the expected calibration error before and after to standard error. Standard library only.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import dialogue  # noqa: E402

MIN_POOL = 40     # finds behind a point, so that chance does not make it
MAX_POINTS = 12
CONTEXT_TURNS = 12


def read(paths):
    """The dialogues of all files."""
    everything = []
    for path in paths:
        with path.open(encoding="utf-8") as file:
            everything += dialogue.read(file)
    return everything


def rows_of(dialogues):
    """Per turn: what `tacet pii --jsonl` is asked, and its labels."""
    rows, labels = [], []
    for each in dialogues:
        texts = [turn.text for turn in each.turns]
        for number, turn in enumerate(each.turns):
            if turn.known is not None or any(span.type == dialogue.UNKNOWN for span in turn.spans):
                continue
            rows.append({"id": len(rows), "text": turn.text, "confidences": turn.confidences,
                         "prev": texts[max(0, number - CONTEXT_TURNS):number]})
            labels.append(turn.spans)
    return rows, labels


def ask(program, options, rows):
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    done = subprocess.run([program, "pii", "--jsonl", "--explain", *options], input=lines.encode(),
                          capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"fit_confidence: {done.stderr.decode(errors='replace').strip()}")
    return [json.loads(line)["entities"] for line in done.stdout.decode().splitlines()]


def shared(find, span):
    """How many characters a find and a label have in common."""
    return max(0, min(find["end"], span.end) - max(find["start"], span.start))


def is_right(find, spans):
    """Whether labels of the find's type cover most of it."""
    covered = sum(shared(find, span) for span in spans if span.type == find["type"])
    return 2 * covered > find["end"] - find["start"]


def collect(answers, labels):
    """source -> [(score, confidence, right)]."""
    found = {}
    for finds, spans in zip(answers, labels):
        for find in finds:
            found.setdefault(find["source"], []).append(
                (find["score"], find["confidence"], is_right(find, spans)))
    return found


def fit(finds):
    """Points [score, probability], both rising; None where there are too few finds."""
    finds = sorted((score, right) for score, _, right in finds)
    if len(finds) < 2 * MIN_POOL:
        return None
    size = max(MIN_POOL, len(finds) // MAX_POINTS)
    pools = []  # [sum of scores, right ones, count]
    for begin in range(0, len(finds) - size + 1, size):
        part = finds[begin:] if len(finds) - begin < 2 * size else finds[begin:begin + size]
        pools.append([sum(score for score, _ in part), sum(right for _, right in part), len(part)])
        while len(pools) > 1 and (pools[-1][1] * pools[-2][2] <= pools[-2][1] * pools[-1][2] or
                                  pools[-1][0] * pools[-2][2] <= pools[-2][0] * pools[-1][2]):
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last)]
    # A pool without a mistake is no certainty: one more right and one more wrong find each.
    points = [[round(scores / count, 4), round((right + 1) / (count + 2), 4)]
              for scores, right, count in pools]
    return [point for number, point in enumerate(points)
            if number == 0 or point[0] > points[number - 1][0]]


def probability(points, score):
    """The policy's straight lines between points (PiiPolicy::Probability)."""
    if score <= points[0][0]:
        return points[0][1]
    for low, high in zip(points, points[1:]):
        if score <= high[0]:
            return low[1] + (high[1] - low[1]) * (score - low[0]) / (high[0] - low[0])
    return points[-1][1]


def calibration_error(pairs, bins=10):
    """The mean distance of confidence and share of right finds over bins of confidence."""
    grouped = [[] for _ in range(bins)]
    for confidence, right in pairs:
        grouped[min(bins - 1, int(confidence * bins))].append((confidence, right))
    return sum(abs(sum(c - r for c, r in group)) for group in grouped) / max(1, len(pairs))


def refit(policy, found):
    """Replaces the calibration of each source that has enough finds; says what changed."""
    for source, finds in sorted(found.items()):
        points = fit(finds)
        if points is None:
            print(f"{source}: only {len(finds)} finds, left as it is", file=sys.stderr)
            continue
        before = calibration_error([(confidence, right) for _, confidence, right in finds])
        after = calibration_error([(probability(points, score), right) for score, _, right in finds])
        right = sum(each for _, _, each in finds)
        print(f"{source}: {len(finds)} finds, {right} right; calibration error {before:.3f} -> "
              f"{after:.3f}", file=sys.stderr)
        policy["calibration"][source] = points


def write(policy):
    """The policy's text, an entry a line, as the file in the repository is laid out."""
    lines = ["{"]
    for name, value in policy.items():
        if not isinstance(value, dict):
            lines.append(f'  "{name}": {json.dumps(value)},')
    for name, end in (("thresholds", "  },"), ("calibration", "  }")):
        entries = [f'    "{key}": {json.dumps(value)}' for key, value in policy[name].items()]
        lines += [f'  "{name}": {{', ",\n".join(entries), end]
    return "\n".join([*lines, "}", ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dialogues", nargs="+", type=Path, metavar="DIALOGUES")
    parser.add_argument("--policy", type=Path, required=True)
    parser.add_argument("--version", required=True, help="of the new policy")
    parser.add_argument("--program", default="build/tacet")
    parser.add_argument("--pii-model")
    arguments = parser.parse_args()
    policy = json.loads(arguments.policy.read_text())
    rows, labels = rows_of(read(arguments.dialogues))
    options = ["--pii-policy", str(arguments.policy)]
    model = ["--pii-model", arguments.pii_model] if arguments.pii_model else []
    found = collect(ask(arguments.program, options + model, rows), labels)
    found |= collect(ask(arguments.program, [*options, "--rules-only"], rows), labels)
    refit(policy, found)
    policy["version"] = arguments.version
    sys.stdout.write(write(policy))


if __name__ == "__main__":
    main()
