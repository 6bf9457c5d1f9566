#!/usr/bin/env python3
"""Compares transcript documents key by key with what Amazon Transcribe writes.

usage: compare_shapes.py [DOC...] [--aws SNAPSHOT] [--transcribe MEDIA [--program TACET] [--model DIR]]

DOC                documents to check: keys, their order, JSON types, how times and confidences are written,
                   and that ids, segments, transcripts and times agree with each other
--aws SNAPSHOT     checks the golden shapes themselves against the recorded AWS response
--transcribe MEDIA runs the program with each redaction setting, and on silence, and checks what it wrote

Exits 1 on any difference, 77 when --aws names a file that is not there.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

import transcript_shape  # noqa: E402

os.environ.setdefault("TACET_MODELS_DIR", str(ROOT / "build" / "models"))

_RECORDED = "test_transcribe_speaker_diarization"


def check_document(path):
    data = Path(path).read_bytes()
    found = transcript_shape.byte_problems(data)
    return found or transcript_shape.problems(json.loads(data))


def check_recorded(snapshot):
    recorded = json.loads(Path(snapshot).read_text())
    names = [name for name in recorded if name.endswith(_RECORDED)]
    if not names:
        return [f"{snapshot}: no entry {_RECORDED}"]
    document = recorded[names[0]]["recorded-content"]["transcribe_speaker_diarization"]
    # LocalStack sorts the keys of what it records.
    return transcript_shape.problems(document, ordered=False)


def _run(program, model, media, name, folder, redaction):
    command = [program, "transcribe", media, "--job-name", name, "--output-dir", folder]
    command += ["--model", model] if model else []
    command += ["--redact", "pii", "--redaction-output", redaction] if redaction else []
    done = subprocess.run(list(map(str, command)), stdin=subprocess.DEVNULL, capture_output=True,
                          check=False)
    if done.returncode != 0:
        return [f"exit {done.returncode}: {done.stderr.decode(errors='replace').strip()[-200:]}"]
    expected = {f"{name}.json"} if redaction != "redacted" else set()
    expected |= {f"redacted-{name}.json"} if redaction else set()
    written = {path.name for path in Path(folder).iterdir()}
    return [] if written == expected else [f"wrote {sorted(written)}, not {sorted(expected)}"]


def check_program(program, model, media):
    """Yields (what was checked, differences) for each redaction setting, and for silence."""
    for redaction in (None, "redacted", "redacted_and_unredacted"):
        for source in ("speech", "silence"):
            with tempfile.TemporaryDirectory() as work:
                recording, out = media, Path(work) / "out"
                out.mkdir()
                if source == "silence":
                    recording = Path(work) / "silence.wav"
                    with wave.open(str(recording), "wb") as file:
                        file.setparams((1, 2, 8000, 0, "NONE", ""))
                        file.writeframes(bytes(2 * 8000 * 3))
                found = _run(program, model, recording, "shape", out, redaction)
                documents = {path.name: path for path in sorted(out.iterdir())}
                for name, path in documents.items():
                    found += [f"{name}: {problem}" for problem in check_document(path)]
                if not found:
                    loaded = {name: json.loads(path.read_bytes()) for name, path in documents.items()}
                    found += _run_problems(loaded, redaction, source)
                yield f"{source}, redaction {redaction or 'off'}", found


def _run_problems(documents, redaction, source):
    found = []
    plain, redacted = documents.get("shape.json"), documents.get("redacted-shape.json")
    for document in documents.values():
        if (source == "silence") != (not document["results"]["items"]):
            found.append(f"{source}, but {len(document['results']['items'])} items")
        if document["jobName"] != "shape":
            found.append("jobName is not the name of the job")
    if redaction is None and "isRedacted" in plain:
        found.append("isRedacted without redaction")
    if redacted and redacted.get("isRedacted") is not True:
        found.append("isRedacted is not true in the redacted document")
    if plain and redacted:
        found += transcript_shape.pair_problems(plain, redacted)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*", metavar="DOC")
    parser.add_argument("--aws", metavar="SNAPSHOT")
    parser.add_argument("--transcribe", metavar="MEDIA")
    parser.add_argument("--program", default=os.environ.get("TACET", ROOT / "build" / "tacet"))
    parser.add_argument("--model", help="a model's name or directory")
    arguments = parser.parse_args()
    if not (arguments.documents or arguments.aws or arguments.transcribe):
        parser.error("nothing to check: name documents, --aws or --transcribe")
    if arguments.aws and not Path(arguments.aws).is_file():
        print(f"SKIPPED: {arguments.aws} is not there")
        sys.exit(77)

    checks = [(path, check_document(path)) for path in arguments.documents]
    if arguments.aws:
        checks.append(("recorded AWS response", check_recorded(arguments.aws)))
    if arguments.transcribe:
        checks += check_program(arguments.program, arguments.model, arguments.transcribe)
    for name, found in checks:
        print(f"{'differs' if found else 'same'}: {name}")
        for problem in found:
            print(f"  {problem}")
    failed = sum(bool(found) for _, found in checks)
    print(f"{len(checks) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
