#!/usr/bin/env python3
"""What each threshold of a policy costs and gives: finds and false finds of the tagger by type and score.

usage: tools/train_pii/thresholds.py --policy tacet/pii/policy/recall-first.json [--program build/tacet]
           [--pii-model DIR] [--at 0.4,0.5,...] DIALOGUES...

DIALOGUES are files of labelled dialogues that were not trained on (kept.py), none of them evaluation sets. The
program runs once with every tagger threshold at the lowest of `--at`; for each type and threshold the table has
the share of labels that finds at or above it lie over for the most part, whatever their type, and the false
finds per 1,000 words: those that touch no label. Standard library only.
"""

import argparse
import collections
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import fit_confidence  # noqa: E402


def covered(span, finds):
    """Whether finds lie over most of the label."""
    return 2 * sum(fit_confidence.shared(find, span) for find in finds) > span.end - span.start


def touches(find, spans):
    return any(fit_confidence.shared(find, span) for span in spans)


def table(answers, labels, words, levels):
    """Rows (type, labels, for each level (share found, false finds per 1,000 words))."""
    counted = collections.Counter(span.type for spans in labels for span in spans)
    found, false = collections.Counter(), collections.Counter()
    for finds, spans in zip(answers, labels):
        for level in levels:
            # What the rules find does not depend on the tagger's threshold.
            kept = [find for find in finds if find["source"] != "tagger" or find["score"] >= level]
            found.update((span.type, level) for span in spans if covered(span, kept))
            false.update((find["type"], level) for find in kept if not touches(find, spans))
    for kind in sorted({*counted, *(kind for kind, _ in false)}):
        yield kind, counted[kind], [
            (found[kind, level] / counted[kind] if counted[kind] else 0, 1000 * false[kind, level] / words)
            for level in levels]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dialogues", nargs="+", type=Path, metavar="DIALOGUES")
    parser.add_argument("--policy", type=Path, required=True)
    parser.add_argument("--program", default="build/tacet")
    parser.add_argument("--pii-model")
    parser.add_argument("--at", default="0.4,0.5,0.6,0.7,0.8,0.9")
    arguments = parser.parse_args()
    levels = [float(level) for level in arguments.at.split(",")]
    policy = json.loads(arguments.policy.read_text())
    for thresholds in policy["thresholds"].values():
        thresholds["tagger"] = min(levels)
    rows, labels = fit_confidence.rows_of(fit_confidence.read(arguments.dialogues))
    words = sum(len(row["text"].split()) for row in rows)
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(fit_confidence.write(policy))
        file.flush()
        model = ["--pii-model", arguments.pii_model] if arguments.pii_model else []
        answers = fit_confidence.ask(arguments.program, ["--pii-policy", file.name, *model], rows)
    print(f"{len(rows)} turns, {words} words; found % / false per 1,000 words")
    print(f"{'type':40} {'labels':>6} " + " ".join(f"{level:>12}" for level in levels))
    for kind, count, row in table(answers, labels, words, levels):
        print(f"{kind:40} {count:6} " + " ".join(f"{100 * share:5.1f} / {rate:4.2f}" for share, rate in row))


if __name__ == "__main__":
    main()
