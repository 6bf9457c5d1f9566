#!/usr/bin/env python3
"""Speaks labelled dialogues with synthetic voices, and says which sound is which text.

usage: tools/with-venv speech tools/speech/speak.py DIALOGUES FOLDER [--voices training|evaluation|evaluation-machines]
           [--rate 8000|16000|both] [--join N] [--limit N] [--seed S] [--jobs N]

DIALOGUES is a file of JSON lines as tools/train_pii/dialogue.py describes, its numbers and symbols written
as they are said. FOLDER receives one WAV file for each N dialogues, and manifest.jsonl:

    {"id", "media", "words": [{"text", "start", "end", "type", "turn", "dialogue"}]}

A "word" is a stretch of a turn: a labelled span ("type": its entity type) or the text between two (null).
Times are seconds. A turn is spoken in one breath; alignment.py finds the stretches in it. Every agent and
customer keeps a voice through a dialogue.
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

import alignment  # noqa: E402
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
    clips, gaps, words, places = [], [], [], []
    for each in group:
        for number, (whole, said) in enumerate(_turns(each.turns, chooser.sample(choice, 2))):
            if len(whole) == 0:
                continue
            gaps.append(chooser.uniform(0.4, 1.0) if clips else 2.0)
            times = alignment.piece_times(whole, [samples for _, _, samples in said], voices.RATE)
            for (text, label, _), time in zip(said, times):
                words.append({"text": text, "type": label, "turn": number, "dialogue": each.id})
                places.append((len(clips), *time))
            clips.append(whole)
    if not clips:
        return None, []
    samples, turn_times = sounds.join(clips, [*gaps, 1.0], voices.RATE)
    for word, (turn, start, end) in zip(words, places):
        begin = turn_times[turn][0]
        word.update(start=round(begin + start, 3), end=round(begin + end, 3))
    return line.through(samples, rate, generator), words


def _turns(turns, pair):
    """Of each turn the samples of the whole and of its pieces, (text, type, samples): two voices in turn."""
    said = [pieces(turn) for turn in turns]
    texts = [[turn.text, *(text for text, _ in parts)] if len(parts) > 1 else [turn.text] * len(parts)
             for turn, parts in zip(turns, said)]
    clips = [None] * len(turns)
    for first, voice in enumerate(pair):
        mine = range(first, len(turns), 2)
        wholes = iter(voices.speak(voice, [texts[number][0] for number in mine if texts[number]]))
        alone = iter(voices.speak(voices.measure_of(voice), [text for number in mine for text in texts[number][1:]]))
        for number in mine:
            clips[number] = [next(wholes), *(next(alone) for _ in texts[number][1:])] if texts[number] else []
    for parts, turn in zip(said, clips):
        whole, alone = (turn[0], turn[1:] or turn) if turn else (numpy.zeros(0, numpy.float32), [])
        yield whole, [(*part, samples) for part, samples in zip(parts, alone) if len(samples)]


def record(job):
    """(the manifest's row, seconds) of one recording; (None, 0) where nothing was said.

    Both are kept beside the sound, and a recording that was made alike is not made again.
    """
    name, group, choice, rate, seed, folder = job
    kept = folder / f"{name}.made.json"
    alike = repr((group, choice, rate, seed))
    if kept.is_file() and (made := json.loads(kept.read_text(encoding="utf-8")))["of"] == alike:
        return made["row"], made["seconds"]
    samples, words = speak(group, choice, rate, seed)
    row, seconds = None, 0.0
    if samples is not None:
        sounds.write_wav(folder / f"{name}.wav", samples, rate)
        row, seconds = {"id": name, "media": f"{name}.wav", "words": words}, len(samples) / rate
    kept.write_text(json.dumps({"of": alike, "row": row, "seconds": seconds}), encoding="utf-8")
    return row, seconds


def recordings(rows, arguments):
    """What record() takes, for each recording. Its sound follows from the seed and its place alone."""
    choice = voices.GROUPS[arguments.voices]
    for first in range(0, len(rows), arguments.join):
        seed = arguments.seed * 1_000_003 + first
        rate = int(arguments.rate) if arguments.rate != "both" else (8000, 16000)[seed % 2]
        yield f"{first:06}", rows[first:first + arguments.join], choice, rate, seed, arguments.folder


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dialogues", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--voices", choices=voices.GROUPS, default="training")
    parser.add_argument("--rate", choices=["8000", "16000", "both"], default="8000")
    parser.add_argument("--join", type=int, default=1, help="dialogues of one recording")
    parser.add_argument("--limit", type=int, help="at most so many dialogues")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="recordings made at a time")
    arguments = parser.parse_args()
    if any(voice.engine == "kokoro" for voice in voices.GROUPS[arguments.voices]):
        voices.kokoro_model()  # once, before several processes want it
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
