#!/usr/bin/env python3
"""Fits the map from token probability to word confidence (tacet/asr/confidence.cc).

usage: tools/calibrate_confidence.py EVAL_ASR.json

The report is that of tools/eval/eval_asr.py --only clips,digits,script --json EVAL_ASR.json, made with
the map that SLOPE and OFFSET below name: every scored word of each group (clips, joined digits, agents'
calls) with its confidence and whether it is right.

Fits with all words alike and with groups weighing alike. Prints each group's expected calibration error
(10 bins) as it is and as judged by a map fitted on the other groups only, and the mean over groups; then
the slope and the offset fitted on everything. Only the standard library is used.
"""

import collections
import json
import math
import sys

# The map that made the documents: kSlope and kOffset of confidence.cc.
SLOPE, OFFSET = 0.54, 1.02


def logit(p):
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def logistic(x):
    return 1 / (1 + math.exp(-x))


def read(path):
    """(group, confidence, right) of every word."""
    with open(path, encoding="utf-8") as file:
        report = json.load(file)
    return [(group, float(confidence), bool(right))
            for group in ("script", "clips", "digits") if group in report
            for _, confidence, right in report[group]["judged"]]


def weights(data, alike):
    """A weight for each word: 1, or such that all groups weigh the same."""
    counts = collections.Counter(group for group, _, _ in data)
    return [len(data) / len(counts) / counts[group] if alike == "groups" else 1.0
            for group, _, _ in data]


def fit(data, alike):
    """Slope and offset of the logistic regression of `right` on the logit, by Newton's method."""
    weight = weights(data, alike)
    slope, offset = 1.0, 0.0
    for _ in range(50):
        g = [0.0, 0.0]
        h = [1e-6, 0.0, 1e-6]
        for (_, p, right), w in zip(data, weight):
            x = logit(p)
            q = logistic(slope * x + offset)
            g[0] += w * (right - q) * x
            g[1] += w * (right - q)
            h[0] += w * q * (1 - q) * x * x
            h[1] += w * q * (1 - q) * x
            h[2] += w * q * (1 - q)
        det = h[0] * h[2] - h[1] * h[1]
        slope += (h[2] * g[0] - h[1] * g[1]) / det
        offset += (h[0] * g[1] - h[1] * g[0]) / det
    return slope, offset


def calibration_error(pairs, bins=10):
    groups = collections.defaultdict(list)
    for confidence, right in pairs:
        groups[min(bins - 1, int(confidence * bins))].append(confidence - right)
    return sum(abs(sum(group)) for group in groups.values()) / len(pairs)


def row(name, errors):
    mean = sum(errors.values()) / len(errors)
    print(f"{name:40}", *(f"{group} {error:.3f}" for group, error in errors.items()),
          f"mean {mean:.3f}")


def main():
    if len(sys.argv) != 2 or sys.argv[1] in ("-h", "--help"):
        sys.exit(__doc__)
    data = read(sys.argv[1])
    if not data:
        sys.exit("no words to fit on; run eval_asr.py with --only clips,digits,script")
    groups = list(dict.fromkeys(group for group, _, _ in data))
    for group in groups:
        judged = [right for name, _, right in data if name == group]
        print(f"{group}: {len(judged)} words, {sum(judged)} right")

    row("as it is", {group: calibration_error([(c, r) for name, c, r in data if name == group])
                     for group in groups})
    raw = [(name, logistic((logit(c) - OFFSET) / SLOPE), right) for name, c, right in data]
    for alike in ("words", "groups"):
        held_out = {}
        for group in groups:
            others = [entry for entry in raw if entry[0] != group]
            if not others:
                continue
            slope, offset = fit(others, alike)
            held_out[group] = calibration_error([(logistic(slope * logit(p) + offset), right)
                                                 for name, p, right in raw if name == group])
        if held_out:
            row(f"fitted without the group, {alike} alike", held_out)
        slope, offset = fit(raw, alike)
        row(f"fitted on all, {alike} alike",
            {group: calibration_error([(logistic(slope * logit(p) + offset), right)
                                       for name, p, right in raw if name == group])
             for group in groups})
        print(f"  kSlope = {slope:.3f}, kOffset = {offset:.3f}")


if __name__ == "__main__":
    main()
