#!/usr/bin/env python3
"""Transcribes every recording under a folder and checks that each gives a well-formed transcript.

usage: check_media.py [FOLDER] [--program TACET] [--model DIR] [--per-folder N] [--most-kb N]

Prints a table. A file fails when the program does, when its document has the wrong shape, when a phrase
known to be in it is missing, or when it has speech (all but the names with "silence" or "nospeech") and
the transcript is empty. Exits 1 when a file failed, 77 when the folder is not there.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

import transcript_shape  # noqa: E402

os.environ.setdefault("TACET_MODELS_DIR", str(ROOT / "build" / "models"))

MEDIA_SUFFIXES = {".amr", ".flac", ".m4a", ".mkv", ".mp3", ".mp4", ".ogg", ".wav", ".webm"}

# What the recordings' own documentation says is in them (spoken words, lower case, no punctuation).
KNOWN_PHRASES = {
    re.compile(r"en-gb\."): "hello my name is",
    re.compile(r"en-us_video\."): "one of the most vital",
    re.compile(r"jfk\."): "ask not what your country can do for you",
    re.compile(r"brooklyn_bridge\."): "how old is the brooklyn bridge",
    re.compile(r"multi-speaker\."): "great tool to emulate the cloud services",
}


def recordings(folder, per_folder, most_kb=None):
    """Media files in the order of their paths, none above `most_kb`; at most `per_folder` of each directory,
    evenly spread."""
    by_directory = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in MEDIA_SUFFIXES and path.is_file():
            if most_kb and path.stat().st_size > most_kb * 1000:
                continue
            by_directory.setdefault(path.parent, []).append(path)
    for files in by_directory.values():
        step = max(1, -(-len(files) // per_folder)) if per_folder else 1
        yield from files[::step]


def plain_words(text):
    return " ".join(re.findall(r"[a-z0-9']+", text.lower()))


def expects_speech(name):
    return not re.search(r"silence|nospeech", name)


def judge(name, document):
    """What is wrong with the document of the recording called `name`; empty when nothing is."""
    found = transcript_shape.problems(document)
    if found:
        return found[0]
    text = plain_words(document["results"]["transcripts"][0]["transcript"])
    if expects_speech(name) != bool(text):
        return "no words" if not text else "words where nobody speaks"
    for pattern, phrase in KNOWN_PHRASES.items():
        if pattern.match(name) and phrase not in text:
            return f"does not say \"{phrase}\""
    return ""


def check(program, model, path):
    """Returns (number of words, seconds, problem)."""
    with tempfile.TemporaryDirectory() as out:
        command = [program, "transcribe", path, "--job-name", "check", "--output-dir", out]
        command += ["--model", model] if model else []
        started = time.monotonic()
        done = subprocess.run(list(map(str, command)), stdin=subprocess.DEVNULL, capture_output=True,
                              check=False)
        seconds = time.monotonic() - started
        if done.returncode != 0:
            lines = done.stderr.decode(errors="replace").strip().splitlines() or ["no message"]
            return 0, seconds, f"exit {done.returncode}: {lines[-1]}"
        written = Path(out) / "check.json"
        if not written.is_file():
            return 0, seconds, "no document"
        document = json.loads(written.read_bytes())
    items = document.get("results", {}).get("items", [])
    count = sum(item.get("type") == "pronunciation" for item in items)
    return count, seconds, judge(path.name, document)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = Path(os.environ.get("TACET_SHARED_DATA", ROOT.parent / "shared" / "data"))
    parser.add_argument("folder", nargs="?", type=Path, default=shared / "speech")
    parser.add_argument("--program", default=os.environ.get("TACET", ROOT / "build" / "tacet"))
    parser.add_argument("--model", help="a model's name or directory")
    parser.add_argument("--per-folder", type=int, default=0, help="at most N of each folder; 0: all")
    parser.add_argument("--most-kb", type=int, help="none larger than N kilobytes")
    arguments = parser.parse_args()
    if not arguments.folder.is_dir():
        print(f"SKIPPED: {arguments.folder} is not there")
        sys.exit(77)

    passed = failed = 0
    for path in recordings(arguments.folder, arguments.per_folder, arguments.most_kb):
        words, seconds, problem = check(arguments.program, arguments.model, path)
        name = path.relative_to(arguments.folder)
        print(f"{str(name):72} {words:6} words {seconds:7.1f} s  {problem or 'ok'}", flush=True)
        passed, failed = passed + (not problem), failed + bool(problem)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
