#!/usr/bin/env python3
"""Fits the map from token probability to word confidence (tacet/asr/confidence.cc).

usage: tools/calibrate_confidence.py REFERENCES.tsv TRANSCRIPT.json...

REFERENCES.tsv has one line "name<TAB>text" per recording; the transcripts are documents of
`tacet transcribe`, and the name of one is its jobName. A word is right when the minimum edit path
between both texts, without capitals and punctuation, keeps it. Words with digits are left out: how a
number is written says nothing about how it was heard.

Prints the expected calibration error (10 bins) of the confidences as they are and, refitted, left out
by recording: each recording is judged by a map fitted on all others. Then the slope and the offset
fitted on everything. Only the standard library is used.
"""

import collections
import csv
import json
import math
import re
import sys

# The map that made the documents: kSlope and kOffset of confidence.cc.
SLOPE, OFFSET = 0.54, 1.02


def logit(p):
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def logistic(x):
    return 1 / (1 + math.exp(-x))


def words(text):
    return re.sub(r"[^a-z0-9' ]", " ", text.lower().replace("\u2019", "'")).split()


def right_words(reference, heard):
    """For each heard word, whether a minimum edit path keeps it."""
    rows = [list(range(len(heard) + 1))]
    for i, want in enumerate(reference, 1):
        row = [i]
        for j, got in enumerate(heard, 1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (want != got)))
        rows.append(row)
    right = [False] * len(heard)
    i, j = len(reference), len(heard)
    while i > 0 and j > 0:
        same = reference[i - 1] == heard[j - 1]
        if rows[i][j] == rows[i - 1][j - 1] + (not same):
            right[j - 1] = same
            i, j = i - 1, j - 1
        elif rows[i][j] == rows[i - 1][j] + 1:
            i -= 1
        else:
            j -= 1
    return right


def read(references, documents):
    """(recording, confidence, right) of every word."""
    data = []
    for path in documents:
        document = json.load(open(path, encoding="utf-8"))
        name = document["jobName"]
        if name not in references:
            sys.exit(f"no reference for {name}; add a line to the references")
        heard, confidence = [], []
        for item in document["results"]["items"]:
            if item["type"] != "pronunciation" or re.search(r"\d", item["alternatives"][0]["content"]):
                continue
            for word in words(item["alternatives"][0]["content"]):
                heard.append(word)
                confidence.append(float(item["alternatives"][0]["confidence"]))
        reference = [w for w in words(references[name]) if not re.search(r"\d", w)]
        for c, right in zip(confidence, right_words(reference, heard)):
            data.append((name, c, right))
    return data


def fit(data):
    """Slope and offset of the logistic regression of `right` on the logit, by Newton's method."""
    slope, offset = 1.0, 0.0
    for _ in range(50):
        g = [0.0, 0.0]
        h = [1e-6, 0.0, 1e-6]
        for _, p, right in data:
            x = logit(p)
            q = logistic(slope * x + offset)
            g[0] += (right - q) * x
            g[1] += right - q
            h[0] += q * (1 - q) * x * x
            h[1] += q * (1 - q) * x
            h[2] += q * (1 - q)
        det = h[0] * h[2] - h[1] * h[1]
        slope += (h[2] * g[0] - h[1] * g[1]) / det
        offset += (h[0] * g[1] - h[1] * g[0]) / det
    return slope, offset


def calibration_error(pairs, bins=10):
    groups = collections.defaultdict(list)
    for confidence, right in pairs:
        groups[min(bins - 1, int(confidence * bins))].append(confidence - right)
    return sum(abs(sum(group)) for group in groups.values()) / len(pairs)


def main():
    if len(sys.argv) < 3 or sys.argv[1] in ("-h", "--help"):
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as file:
        references = {row[0]: row[1] for row in csv.reader(file, delimiter="\t") if len(row) >= 2}
    data = read(references, sys.argv[2:])
    if not data:
        sys.exit("no words to fit on")
    print(f"words {len(data)}, right {sum(right for _, _, right in data) / len(data):.4f}")
    print(f"calibration error as it is: {calibration_error([(c, r) for _, c, r in data]):.4f}")
    raw = [(name, logistic((logit(c) - OFFSET) / SLOPE), right) for name, c, right in data]
    print(f"calibration error of the probabilities: {calibration_error([(p, r) for _, p, r in raw]):.4f}")
    names = sorted({name for name, _, _ in raw})
    if len(names) > 1:
        left_out = []
        for name in names:
            slope, offset = fit([d for d in raw if d[0] != name])
            left_out += [(logistic(slope * logit(p) + offset), right)
                         for n, p, right in raw if n == name]
        print(f"calibration error refitted, left out by recording: {calibration_error(left_out):.4f}")
    slope, offset = fit(raw)
    print(f"kSlope = {slope:.3f}, kOffset = {offset:.3f}")


if __name__ == "__main__":
    main()
