#!/usr/bin/env python3
"""Writes what training keeps out of its set, as labelled dialogues: to choose a policy on, never evaluation.

usage: tools/with-venv train_pii tools/train_pii/kept.py --output FOLDER [--text FOLDER] [--work FOLDER]
           [--extra FILE...] [--count N]

OUTPUT receives templates.jsonl (N fillings of the held-out templates), conversations.jsonl and, with `--extra`
of what was spoken and heard, speech.jsonl. WORK is the folder of `make train-pii`, whose labelled
conversations are used.
"""

import argparse
import random
from pathlib import Path

import augment
import build
import dialogue
import fill


def write(path, dialogues):
    with open(path, "w", encoding="utf-8") as file:
        dialogue.write(dialogues, file)
    print(f"{path}: {len(dialogues)} dialogues")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--templates", type=Path, default=build.HERE / "templates")
    parser.add_argument("--extra", type=Path, action="append", default=[])
    parser.add_argument("--work", type=Path, default=build.ROOT / "build" / "train_pii")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=11)
    parser.set_defaults(limit=None, weights="{}", earlier=None)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    made = build.mixed(options)
    rng = random.Random(options.seed)
    filled = fill.fill(made.kept_templates, options.count, options.seed, lists=made.lists)
    write(options.output / "templates.jsonl", [augment.augment(each, rng) for each in filled])
    conversations = [whole for name, kept in sorted(made.kept.items()) if name != "speech" for whole in kept]
    write(options.output / "conversations.jsonl", conversations)
    if "speech" in made.kept:
        write(options.output / "speech.jsonl", made.kept["speech"])


if __name__ == "__main__":
    main()
