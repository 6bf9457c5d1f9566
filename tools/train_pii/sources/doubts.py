"""Settles what the lists left in doubt in conversations, where an earlier tagger and Rampart agree about it.

A span marked UNKNOWN becomes NAME where both are sure of a name, and plain text, from which is learnt that it is
nothing, where both are sure of that; else nothing is learnt from it as before. The two have learnt from
different texts: what misleads one seldom misleads the other. Only doubts about names and places are settled:
Rampart knows neither dates nor most kinds of number.
"""

import collections
import dataclasses
import re

import numpy
import torch

import calibration
import model
import pii_types
import rampart
import scoring
import windows

from . import when

NAME_FROM = 0.7  # both say NAME with at least this probability of every word
NOTHING_UP_TO = 0.02  # both say anything personal with at most this probability of every word

_RAMPART_TAGS = 35
_RAMPART_NAMES = [1, 2, 3, 4]  # B-GIVEN_NAME, I-GIVEN_NAME, B-SURNAME, I-SURNAME of its config.json


class Earlier:
    """A tagger as the program reads it (export.py)."""
    names = [pii_types.TAG_IDS["B-NAME"], pii_types.TAG_IDS["I-NAME"]]

    def __init__(self, folder):
        self.session = calibration.session(folder / "tagger.onnx")

    def scores(self, rows):
        for row in rows:
            ids = numpy.array([row.ids], dtype=numpy.int64)
            yield self.session.run(None, {"input_ids": ids, "attention_mask": numpy.ones_like(ids)})[0][0]


class Rampart:
    """Rampart as shipped."""
    names = _RAMPART_NAMES

    def __init__(self):
        self.tagger = model.Tagger(model.Shape(tags=_RAMPART_TAGS))
        self.tagger.load_state_dict(rampart.state(head=True))
        self.tagger.eval()

    def scores(self, rows):
        return scoring.predict(self.tagger, rows)


def chances(window, scores, names, encoder):
    """For each word of a window the probabilities (NAME, anything personal), averaged over its pieces but
    punctuation, which the taggers count differently."""
    tags = torch.softmax(torch.as_tensor(scores, dtype=torch.float32), -1).numpy()
    both = numpy.stack([tags[:, names].sum(1), 1 - tags[:, 0]], 1)
    spoken = [word >= 0 and any(map(str.isalnum, encoder.tokenizer.id_to_token(piece)))
              for piece, word in zip(window.ids, window.words)]
    words = numpy.array(window.words)[spoken]
    sums = numpy.zeros((len(window.text), 2))
    numpy.add.at(sums, words, both[spoken])
    return sums / numpy.maximum(numpy.bincount(words, minlength=len(window.text)), 1)[:, None]


def words_of(dialogue):
    """(turn, start, end) of every word, in the order in which windows have them."""
    return [(number, *match.span()) for number, turn in enumerate(dialogue.turns)
            for match in windows.WORD.finditer(turn.text)]


def of_names(turn):
    """The doubts of a turn that may be about a name or a place: in words, and no date or age."""
    if all(span.type != "UNKNOWN" for span in turn.spans):
        return []
    times = when.find(turn.text)
    return [span for span in turn.spans if span.type == "UNKNOWN"
            and re.fullmatch(r"[^\d@]*[^\W\d_][^\d@]*", turn.text[span.start:span.end])
            and not any(start < span.end and span.start < end for start, end, _ in times)]


def doubted(dialogue):
    """The doubts that can be settled: (turn, span, numbers of its words)."""
    spans = [(number, span) for number, turn in enumerate(dialogue.turns) for span in of_names(turn)]
    words = words_of(dialogue) if spans else []
    return [(number, span, [at for at, (of, start, end) in enumerate(words)
                            if of == number and start < span.end and span.start < end])
            for number, span in spans]


def windows_with(dialogue, encoder, wanted):
    """[(window, {number of a word in the dialogue: its number in the window})] of those that hold wanted words;
    none where windows count words in another way: they leave out what has no word pieces."""
    seen, result = 0, []
    for window in windows.of_dialogue(dialogue, encoder):
        first = min(word for word in window.words[window.first:] if word >= 0)
        here = {seen + at: first + at for at in range(len(window.text) - first)}
        seen += len(here)
        if wanted & here.keys():
            result.append((window, here))
    return result if seen == len(words_of(dialogue)) else []


def verdict(of_words):
    """The type of a span by the judges' probabilities of its words, or UNKNOWN; None: nothing."""
    if all(name >= NAME_FROM for judge in of_words for name, _ in judge):
        return "NAME"
    if all(personal <= NOTHING_UP_TO for judge in of_words for _, personal in judge):
        return None
    return "UNKNOWN"


def settled(dialogues, judges, encoder):
    """The dialogues with fewer doubts, and how many became what ("NAME", None, "UNKNOWN")."""
    found, rows = [], []
    for dialogue in dialogues:
        doubts = doubted(dialogue)
        chosen = doubts and windows_with(dialogue, encoder, {word for _, _, words in doubts for word in words})
        found.append((dialogue, doubts if chosen else [], [here for _, here in chosen]))
        rows += [window for window, _ in chosen]
    # What each judge says of each window that holds a doubt.
    said = [[chances(row, scores, judge.names, encoder) for row, scores in zip(rows, judge.scores(rows))]
            for judge in judges]
    result, counts, at = [], collections.Counter(), 0
    for dialogue, doubts, places in found:
        row_of = {word: (at + number, place) for number, here in enumerate(places) for word, place in here.items()}
        at += len(places)
        turns = [dataclasses.replace(turn, spans=list(turn.spans)) for turn in dialogue.turns]
        for number, span, words in doubts:
            kind = verdict([[judge[row][place] for row, place in map(row_of.get, words)] for judge in said])
            counts[kind] += 1
            spans = turns[number].spans
            place = spans.index(span)
            spans[place:place + 1] = [dataclasses.replace(span, type=kind)] if kind else []
        result.append(dataclasses.replace(dialogue, turns=turns))
    return result, counts
