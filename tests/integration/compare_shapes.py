#!/usr/bin/env python3
"""Compares transcript documents key by key with what Amazon Transcribe writes.

usage: compare_shapes.py [DOC...] [--aws SNAPSHOT]

DOC             documents to check: keys, their order, JSON types, how times and confidences are written,
                and that ids, segments, transcripts and times agree with each other
--aws SNAPSHOT  checks the golden shapes themselves against the recorded AWS response

Exits 1 on any difference, 77 when --aws names a file that is not there.
"""

import argparse
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import transcript_shape  # noqa: E402

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


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*", metavar="DOC")
    parser.add_argument("--aws", metavar="SNAPSHOT")
    arguments = parser.parse_args()
    if not (arguments.documents or arguments.aws):
        parser.error("nothing to check: name documents or --aws")
    if arguments.aws and not Path(arguments.aws).is_file():
        print(f"SKIPPED: {arguments.aws} is not there")
        sys.exit(77)

    checks = [(path, check_document(path)) for path in arguments.documents]
    if arguments.aws:
        checks.append(("recorded AWS response", check_recorded(arguments.aws)))
    for name, found in checks:
        print(f"{'differs' if found else 'same'}: {name}")
        for problem in found:
            print(f"  {problem}")
    failed = sum(bool(found) for _, found in checks)
    print(f"{len(checks) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
