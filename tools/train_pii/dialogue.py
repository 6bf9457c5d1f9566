"""Labelled dialogues: what every part of the training set is made of. Standard library only.

One JSON object a line:

    {"id": "...", "source": "...", "turns": [{"text": "...", "spans": [
        {"start": 3, "end": 7, "type": "NAME"}]}]}

Places count characters (code points), half open, within the turn's text; spans of a turn are in order and
do not overlap. The type UNKNOWN marks text whose label is not known: nothing is learnt from it. A turn
with "known": [TYPE, ...] is labelled for those types only: text outside its spans may hold others. One that was
recognised may have "confidences": a number from 0 to 1 for each of its words between spaces.
"""

import dataclasses
import hashlib
import json

UNKNOWN = "UNKNOWN"
HELD_OUT = 0.03  # the share of templates, and of each source's conversations, that is never trained on


def held_out(names):
    """Which of these names are kept out of training: the share HELD_OUT, at least one, always the same."""
    places = {name: int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") for name in names}
    return {name for name, place in places.items()
            if place < HELD_OUT * 2 ** 32 or place == min(places.values())}


@dataclasses.dataclass
class Span:
    start: int
    end: int
    type: str


@dataclasses.dataclass
class Turn:
    text: str
    spans: list[Span] = dataclasses.field(default_factory=list)
    known: list[str] | None = None  # None: labelled for every type
    confidences: list[float] | None = None  # None: it was not recognised


@dataclasses.dataclass
class Dialogue:
    id: str
    source: str
    turns: list[Turn]


def check(dialogue):
    """Raises ValueError where spans are out of order, overlap or lie outside their turn."""
    for number, turn in enumerate(dialogue.turns):
        last = 0
        for span in turn.spans:
            if not last <= span.start < span.end <= len(turn.text):
                raise ValueError(f"{dialogue.id}, turn {number}: bad span {span}")
            last = span.end


def write(dialogues, file):
    for dialogue in dialogues:
        check(dialogue)
        turns = []
        for turn in dialogue.turns:
            row = {"text": turn.text, "spans": [dataclasses.asdict(span) for span in turn.spans]}
            if turn.known is not None:
                row["known"] = turn.known
            if turn.confidences is not None:
                row["confidences"] = turn.confidences
            turns.append(row)
        json.dump({"id": dialogue.id, "source": dialogue.source, "turns": turns}, file,
                  ensure_ascii=False)
        file.write("\n")


def read(file):
    for line in file:
        row = json.loads(line)
        turns = [Turn(turn["text"], [Span(**span) for span in turn["spans"]], turn.get("known"),
                      turn.get("confidences"))
                 for turn in row["turns"]]
        yield Dialogue(row["id"], row["source"], turns)
