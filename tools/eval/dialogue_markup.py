#!/usr/bin/env python3
"""Hand-written dialogues with their personal information marked, as in tests/accuracy/pii/.

    # a comment
    A: And your name?
    C: It's {NAME|Rosa Diaz}.

    A: ...

A line is a turn: `A:` (agent) or `C:` (customer), then its text. A blank line ends a dialogue.
`{TYPE|surface}` labels its surface. read_markup() gives the dialogues, or MarkupError with every fault of the file.

usage: dialogue_markup.py FILE...             the dialogues as JSON lines (see tools/train_pii/dialogue.py)
       dialogue_markup.py --speakers FILE...  the same, each turn with its "speaker", A or C
       dialogue_markup.py --counts FILE...    dialogues, turns, words and labels by type
"""

import argparse
import collections
import json
import re
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "train_pii"))

import dialogue  # noqa: E402
import pii_types  # noqa: E402

TURN = re.compile(r"([AC]):(?: (.*))?")
OPENING = re.compile(r"\{([^|{}]*)\|")


class MarkupError(ValueError):
    """What is wrong with a file, one `source:line: fault` a line."""


@dataclass
class MarkedDialogue:
    dialogue: dialogue.Dialogue
    speakers: list[str]  # "A" or "C", one for each turn
    line: int  # of its first turn


def parse_turn(marked):
    """The turn of a marked text, and its faults."""
    text, spans, faults, at = "", [], [], 0
    while at < len(marked):
        if marked[at] not in "{}":
            text += marked[at]
            at += 1
            continue
        opening = OPENING.match(marked, at)
        if not opening:
            faults.append(f"stray brace: {marked[at:at + 20]!r}")
            at += 1
            continue
        end = marked.find("}", opening.end())
        inner = marked.find("{", opening.end())
        if end < 0:
            faults.append(f"a label without end: {marked[at:at + 20]!r}")
            break
        if 0 <= inner < end:
            faults.append(f"a label within a label: {marked[at:end + 1]!r}")
            at = opening.end()
            continue
        kind, surface = opening[1], marked[opening.end():end]
        faults += label_faults(kind, surface, text[-1:], marked[end + 1:end + 2])
        spans.append(dialogue.Span(len(text), len(text) + len(surface), kind))
        text += surface
        at = end + 1
    if not text.strip():
        faults.append("a turn without text")
    elif text != " ".join(text.split(" ")).strip() or "  " in text:
        faults.append("spaces at an end or doubled")
    return dialogue.Turn(text, spans), faults


def label_faults(kind, surface, before, after):
    if kind not in pii_types.TYPES:
        yield f"unknown type: {kind!r}"
    if not surface.strip():
        yield f"a label without surface: {kind}"
    elif surface != surface.strip() or surface[-1] in ",;:?!":
        yield f"space or punctuation at an end of a surface: {surface!r}"
    # Letters glued to a label are a slip of the pen: spans end where words do.
    if before.isalnum() or after.isalnum() or after == "{":
        yield f"a label that starts or ends within a word: {before}{surface}{after}"


def read_markup(text, source):
    """The dialogues of a marked text. Their ids are SOURCE-1, SOURCE-2 and so on."""
    dialogues, faults, current = [], [], None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            continue
        if not line.strip():
            current = None
            continue
        match = TURN.fullmatch(line)
        if not match:
            faults.append(f"{source}:{number}: neither turn nor comment: {line[:40]!r}")
            continue
        turn, turn_faults = parse_turn(match[2] or "")
        faults += [f"{source}:{number}: {fault}" for fault in turn_faults]
        if current is None:
            name = f"{source}-{len(dialogues) + 1}"
            current = MarkedDialogue(dialogue.Dialogue(name, source, []), [], number)
            dialogues.append(current)
        current.dialogue.turns.append(turn)
        current.speakers.append(match[1])
    if faults:
        raise MarkupError("\n".join(faults))
    return dialogues


def read_file(path):
    return read_markup(Path(path).read_text(encoding="utf-8"), Path(path).stem)


def write_with_speakers(marked, file):
    for one in marked:
        turns = [{"speaker": speaker, "text": turn.text, "spans": [asdict(span) for span in turn.spans]}
                 for speaker, turn in zip(one.speakers, one.dialogue.turns)]
        json.dump({"id": one.dialogue.id, "source": one.dialogue.source, "turns": turns}, file,
                  ensure_ascii=False)
        file.write("\n")


def count(marked):
    """Of dialogues: how many, their turns, words (between spaces), labels, and labels by type."""
    types, turns, words = collections.Counter(), 0, 0
    for one in marked:
        turns += len(one.dialogue.turns)
        for turn in one.dialogue.turns:
            words += len(turn.text.split())
            types.update(span.type for span in turn.spans)
    return {"dialogues": len(marked), "turns": turns, "words": words, "labels": types.total(),
            "types": types}


def print_counts(files):
    """files: (name, marked dialogues) pairs."""
    print(f"{'file':24}{'dialogues':>10}{'turns':>8}{'words':>8}{'labels':>8}")
    for name, marked in [*files, ("all", [one for _, marked in files for one in marked])]:
        counts = count(marked)
        print(f"{name:24}" + f"{counts['dialogues']:>10}{counts['turns']:>8}{counts['words']:>8}"
              f"{counts['labels']:>8}")
    print()
    for kind in sorted(pii_types.TYPES, key=lambda kind: -counts["types"][kind]):
        print(f"{kind:42}{counts['types'][kind]:>6}")


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Marked dialogues as JSON lines, or their counts.")
    parser.add_argument("files", nargs="+", metavar="FILE")
    wanted = parser.add_mutually_exclusive_group()
    wanted.add_argument("--counts", action="store_true", help="print counts instead of the dialogues")
    wanted.add_argument("--speakers", action="store_true", help="write each turn's speaker as well")
    options = parser.parse_args(arguments)
    files, faults = [], []
    for path in options.files:
        try:
            files.append((Path(path).stem, read_file(path)))
        except (MarkupError, OSError, UnicodeDecodeError) as error:
            faults.append(str(error))
    if faults:
        sys.exit("\n".join(faults))
    if options.counts:
        print_counts(files)
        return
    marked = [one for _, dialogues in files for one in dialogues]
    if options.speakers:
        write_with_speakers(marked, sys.stdout)
    else:
        dialogue.write([one.dialogue for one in marked], sys.stdout)


if __name__ == "__main__":
    main()
