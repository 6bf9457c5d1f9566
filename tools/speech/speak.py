#!/usr/bin/env python3
"""Speaks labelled dialogues with synthetic voices, and says which sound is which text.

usage: tools/with-venv eval tools/speech/speak.py DIALOGUES FOLDER [--voices training|evaluation]
           [--rate 8000|16000|both] [--join N] [--limit N] [--seed S] [--jobs N]

DIALOGUES is a file of JSON lines as tools/train_pii/dialogue.py describes, its numbers and symbols written
as they are said. FOLDER receives one WAV file for each N dialogues, and manifest.jsonl:

    {"id", "media", "words": [{"text", "start", "end", "type", "turn", "dialogue"}]}

A "word" is a stretch of a turn that is spoken in one breath: a labelled span ("type": its entity type) or
the text between two (null). Times are seconds. Every agent and customer keeps a voice through a dialogue.
"""

import argparse
import json
import multiprocessing
import os
import random
import re
import sys
from pathlib import Path

import numpy

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "train_pii"), str(HERE.parent / "eval")]

import dialogue as dialogues  # noqa: E402
import line  # noqa: E402
import sounds  # noqa: E402
import voices  # noqa: E402

_SAYABLE = re.compile(r"[A-Za-z0-9]")


def pieces(turn):
    """(text, type or None) in order; marks alone stay with the piece before."""
    found, at = [], 0
    for span in turn.spans:
        found += [(turn.text[at:span.start], None), (turn.text[span.start:span.end], span.type)]
        at = span.end
    found.append((turn.text[at:], None))
    said = []
    for text, label in found:
        if _SAYABLE.search(text):
            said.append((text.strip(), label))
        elif said and text.strip():
            said[-1] = (said[-1][0] + text.strip(), said[-1][1])
    return said


def speak(group, choice, rate, seed):
    """The samples of a list of dialogues, one after the other, and the list of their words."""
    chooser, generator = random.Random(seed), numpy.random.default_rng(seed)
    clips, gaps, words = [], [], []
    for each in group:
        pair = chooser.sample(choice, 2)
        jobs = {voice: [] for voice in pair}
        for number, turn in enumerate(each.turns):
            for place, (text, label) in enumerate(pieces(turn)):
                jobs[pair[number % 2]].append((number, place, text, label))
        spoken = []
        for voice, job in jobs.items():
            spoken += zip(job, voices.speak(voice, [text for _, _, text, _ in job]))
        spoken.sort(key=lambda pair: pair[0][:2])
        last_turn = None
        for (number, _, text, label), samples in spoken:
            if len(samples) == 0:
                continue
            if last_turn is None:
                gaps.append(2.0)
            else:
                gaps.append(chooser.uniform(0.4, 1.0) if number != last_turn else
                            chooser.uniform(0.04, 0.18))
            last_turn = number
            clips.append(samples)
            words.append({"text": text, "type": label, "turn": number, "dialogue": each.id})
    if not clips:
        return None, []
    samples, times = sounds.join(clips, [*gaps, 1.0], voices.RATE)
    for word, (start, end) in zip(words, times):
        word.update(start=round(start, 3), end=round(end, 3))
    return line.through(samples, rate, generator), words


def record(job):
    """(the manifest's row, seconds) of one recording; (None, 0) where nothing was said."""
    name, group, choice, rate, seed, folder = job
    samples, words = speak(group, choice, rate, seed)
    if samples is None:
        return None, 0.0
    sounds.write_wav(folder / f"{name}.wav", samples, rate)
    return {"id": name, "media": f"{name}.wav", "words": words}, len(samples) / rate


def recordings(rows, arguments):
    """What record() takes, for each recording. Its sound follows from the seed and its place alone."""
    choice = voices.TRAINING if arguments.voices == "training" else voices.EVALUATION
    for first in range(0, len(rows), arguments.join):
        seed = arguments.seed * 1_000_003 + first
        rate = int(arguments.rate) if arguments.rate != "both" else (8000, 16000)[seed % 2]
        yield f"{first:06}", rows[first:first + arguments.join], choice, rate, seed, arguments.folder


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dialogues", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--voices", choices=["training", "evaluation"], default="training")
    parser.add_argument("--rate", choices=["8000", "16000", "both"], default="8000")
    parser.add_argument("--join", type=int, default=1, help="dialogues of one recording")
    parser.add_argument("--limit", type=int, help="at most so many dialogues")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="recordings made at a time")
    arguments = parser.parse_args()
    if absent := voices.missing():
        print(f"SKIPPED: not installed: {', '.join(absent)}; run: apt-get install {voices.PACKAGES}")
        sys.exit(77)
    with arguments.dialogues.open(encoding="utf-8") as file:
        rows = list(dialogues.read(file))[:arguments.limit]
    arguments.folder.mkdir(parents=True, exist_ok=True)
    seconds = 0.0
    # The list of the recordings is there once they all are.
    partial = arguments.folder / "manifest.partial"
    with partial.open("w", encoding="utf-8") as manifest, \
            multiprocessing.Pool(arguments.jobs) as pool:
        for number, (row, length) in enumerate(pool.imap(record, recordings(rows, arguments)), 1):
            if row is None:
                continue
            json.dump(row, manifest)
            manifest.write("\n")
            seconds += length
            if number % 20 == 0:
                print(f"{min(number * arguments.join, len(rows))} of {len(rows)} dialogues, {seconds / 60:.1f} min",
                      file=sys.stderr, flush=True)
    partial.rename(arguments.folder / "manifest.jsonl")
    print(f"{len(rows)} dialogues, {seconds / 60:.1f} minutes of sound in {arguments.folder}")


if __name__ == "__main__":
    main()
