"""Scores found spans against labelled ones. Spans are dicts with type, start and end (characters).

Only letters and digits of a span count: where its border lies among spaces, quotes and full stops
neither hides nor shows anything.
"""

import collections
import dataclasses

import intervals

# A found span stands for a labelled one when it covers at least this share of its own characters.
_RIGHT_SHARE = 0.5


@dataclasses.dataclass
class Counts:
    labelled: int = 0
    covered: int = 0      # every character hidden, by spans of whatever type
    right_type: int = 0   # touched by a span of its own type
    found: int = 0
    right: int = 0        # found spans that lie mostly on labelled text, whatever its type
    right_own: int = 0    # ... of the same type


@dataclasses.dataclass
class Scores:
    by_type: dict = dataclasses.field(default_factory=lambda: collections.defaultdict(Counts))
    characters: int = 0   # of labelled spans
    leaked: int = 0       # of these, not covered
    words: int = 0
    false_spans: int = 0
    missed: list = dataclasses.field(default_factory=list)   # (type, text, whole text)
    false: list = dataclasses.field(default_factory=list)

    @property
    def total(self):
        total = Counts()
        for counts in self.by_type.values():
            for field in dataclasses.fields(Counts):
                setattr(total, field.name, getattr(total, field.name) + getattr(counts, field.name))
        return total


def _places(text, span):
    return {place for place in range(span["start"], span["end"]) if text[place].isalnum()}


def add(scores, text, labelled, found, optional=()):
    """Adds one text. `optional` spans are neither missed when absent nor false when found."""
    hidden = set().union(*(_places(text, span) for span in found)) if found else set()
    free = set().union(*(_places(text, span) for span in optional)) if optional else set()
    said = set()
    for span in labelled:
        places, counts = _places(text, span), scores.by_type[span["type"]]
        said |= places
        counts.labelled += 1
        counts.covered += places <= hidden
        counts.right_type += any(span["type"] == other["type"] and places & _places(text, other)
                                 for other in found)
        scores.characters += len(places)
        scores.leaked += len(places - hidden)
        if not places <= hidden:
            scores.missed.append((span["type"], text[span["start"]:span["end"]], text))
    for span in found:
        places = _places(text, span)
        own = set().union(*(_places(text, other) for other in labelled
                            if other["type"] == span["type"]), set())
        if not places & said and len(places & free) >= _RIGHT_SHARE * len(places):
            continue
        counts = scores.by_type[span["type"]]
        counts.found += 1
        counts.right_own += len(places & own) >= _RIGHT_SHARE * len(places)
        right = len(places & (said | free)) >= _RIGHT_SHARE * len(places)
        counts.right += right
        if not right:
            scores.false_spans += 1
            scores.false.append((span["type"], text[span["start"]:span["end"]], text))
    scores.words += len(text.split())


def table(scores):
    """Lines of text: per type and in all."""
    yield (f"{'type':36} {'labelled':>8}  {'wholly covered':^22}  {'right type':^22}  "
           f"{'found':>5}  {'precision (on any label)':^24}")
    rows = sorted(scores.by_type.items(), key=lambda entry: -entry[1].labelled)
    for name, counts in [*rows, ("all", scores.total)]:
        share = lambda hits, count: (intervals.percent(hits / count, intervals.wilson(hits, count))
                                     if count else "-")
        yield (f"{name:36} {counts.labelled:8}  {share(counts.covered, counts.labelled):>22}  "
               f"{share(counts.right_type, counts.labelled):>22}  {counts.found:5}  "
               f"{share(counts.right, counts.found):>24}")
    if scores.characters:
        yield (f"leak: {intervals.percent(scores.leaked / scores.characters)} of {scores.characters} "
               "labelled letters and digits not covered")
    if scores.words:
        yield (f"false: {scores.false_spans} spans on unlabelled text in {scores.words} words, "
               f"{1000 * scores.false_spans / scores.words:.2f} per 1000 words")


def as_json(scores):
    return {"by_type": {name: dataclasses.asdict(counts) for name, counts in scores.by_type.items()},
            "characters": scores.characters, "leaked": scores.leaked, "words": scores.words,
            "false_spans": scores.false_spans}
