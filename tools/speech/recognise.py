#!/usr/bin/env python3
"""Recognises what speak.py spoke, and carries the labels over to what was heard.

usage: tools/with-venv eval tools/speech/recognise.py FOLDER OUTPUT [--program TACET] [--model DIR] [--jobs N]

Reads FOLDER/manifest.jsonl, transcribes each recording, and writes one dialogue as tools/train_pii/dialogue.py
describes for each spoken one: its turns are the transcript's audio segments. A heard word has the label of
the spoken stretch that it shares most time with; where that is unclear its label is UNKNOWN. A word next to a
border that only the stretch beyond it has there ("It's" before a name) belongs to that one: the recogniser's
times are off by up to a syllable.

What was heard stands beside each recording, too, so that the same command goes on where it was stopped.
"""

import argparse
import io
import json
import os
import re
import sys
from concurrent import futures
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "train_pii"), str(HERE.parent / "eval")]

import dialogue as dialogues  # noqa: E402
import tacet_program  # noqa: E402

_CLEAR_SHARE = 0.6  # of a heard word's time must lie in one label's stretches
_NEAR_SECONDS = 0.35  # between a heard word and the stretch beyond a border that it may belong to
_WORD = re.compile(r"[a-z0-9']+")


def _beyond_border(item, number, words):
    """The number of the stretch that a heard word over stretch `number` belongs to by its letters."""
    said = "".join(_WORD.findall(item["alternatives"][0]["content"].lower()))
    own = _WORD.findall(words[number]["text"].lower())
    if not said or said in own:
        return number
    if number > 0 and float(item["start_time"]) - words[number - 1]["end"] < _NEAR_SECONDS:
        if said in _WORD.findall(words[number - 1]["text"].lower())[-2:]:
            return number - 1
    if number + 1 < len(words) and words[number + 1]["start"] - float(item["end_time"]) < _NEAR_SECONDS:
        if said in _WORD.findall(words[number + 1]["text"].lower())[:2]:
            return number + 1
    return number


def _label(item, words):
    """(number of the spoken stretch, its type or UNKNOWN) for a heard word; None in silence."""
    start, end = float(item["start_time"]), float(item["end_time"])
    shares = [(min(end, word["end"]) - max(start, word["start"]), number)
              for number, word in enumerate(words)]
    best, number = max(shares)
    if best <= 0:
        return None
    same = sum(share for share, other in shares
               if share > 0 and words[other]["type"] == words[number]["type"])
    heard = sum(share for share, _ in shares if share > 0)
    owner = _beyond_border(item, number, words)
    if owner != number:
        return owner, words[owner]["type"]
    return number, words[number]["type"] if same >= _CLEAR_SHARE * heard else dialogues.UNKNOWN


def _turn(segment, items, words):
    """One audio segment as a labelled turn, and the dialogue that most of it belongs to."""
    text, spans, last, owners, confidences = "", [], None, [], []
    for number in segment["items"]:
        item = items[number]
        content = item["alternatives"][0]["content"]
        if item["type"] == "punctuation":
            text += content
            continue
        text += " " if text else ""
        begin = len(text)
        text += content
        confidences.append(float(item["alternatives"][0]["confidence"]))
        found = _label(item, words)
        if found is None:
            last = None
            continue
        place, label = found
        owners.append(words[place]["dialogue"])
        if label and last == (place, label):
            spans[-1].end = len(text)
        elif label:
            spans.append(dialogues.Span(begin, len(text), label))
        last = (place, label) if label else None
    return dialogues.Turn(text, spans, confidences=confidences), max(set(owners), key=owners.count) if owners else None


def heard(document, words):
    """The dialogues of one recording, as they were heard."""
    results = document["results"]
    turns = {}
    for segment in results["audio_segments"]:
        turn, owner = _turn(segment, results["items"], words)
        if owner is not None:
            turns.setdefault(owner, []).append(turn)
    return [dialogues.Dialogue(f"{owner}-heard", "speech", own) for owner, own in turns.items()]


def heard_lines(media, words, transcribe):
    """The dialogues of one recording as JSON lines. They are kept beside it, and recognised once."""
    kept = media.with_suffix(".heard.jsonl")
    if kept.is_file() and kept.stat().st_mtime_ns > media.stat().st_mtime_ns:
        return kept.read_text(encoding="utf-8")
    lines = io.StringIO()
    dialogues.write(heard(transcribe(media), words), lines)
    partial = media.with_suffix(".heard.partial")
    partial.write_text(lines.getvalue(), encoding="utf-8")
    partial.rename(kept)
    return lines.getvalue()


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--program")
    parser.add_argument("--model")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="recordings recognised at a time")
    arguments = parser.parse_args()

    def transcribe(media):
        return tacet_program.transcribe(media, program=arguments.program, model=arguments.model,
                                        threads=1).document

    def recognised(row):
        return heard_lines(arguments.folder / row["media"], row["words"], transcribe)

    with (arguments.folder / "manifest.jsonl").open(encoding="utf-8") as manifest:
        rows = [json.loads(line) for line in manifest]
    count = 0
    # One thread each: several recordings side by side keep all cores busier than one that uses them all.
    with futures.ThreadPoolExecutor(arguments.jobs) as pool, \
            arguments.output.open("w", encoding="utf-8") as output:
        for number, found in enumerate(pool.map(recognised, rows), 1):
            output.write(found)
            count += found.count("\n")
            if number % 10 == 0:
                print(f"{number} of {len(rows)} recordings", file=sys.stderr, flush=True)
    print(f"{count} dialogues heard")


if __name__ == "__main__":
    main()
