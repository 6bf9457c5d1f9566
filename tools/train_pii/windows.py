"""Cuts dialogues into the windows of word pieces that the tagger reads, with a label for each piece.

A window is `[CLS] turn [SEP] turn [SEP] ...`, whole turns where they fit. Its first turns may be context:
known to the tagger from the window before, there only to explain what follows.

Labels, one a word piece:
- 0 to 58: the tag (pii_types.TAGS). The first piece of a span is B-, the others I-. Punctuation that
  stands in the same word as a span ("Diaz,") and a genitive 's take the span's I- tag: the program reads
  tags by word, averaged over the pieces of each.
- IGNORED: nothing is learnt: special pieces, text marked UNKNOWN, context in half the windows.
- HIDDEN + bits: nothing, or one of the types whose bits are set: text of a turn that is labelled for some
  types only.
"""

import dataclasses
import json
import re

import tokenizers

import pii_types

MAX_LENGTH = 192
CONTEXT_LENGTH = 64
IGNORED = -100
HIDDEN = 1 << 32
CLS, SEP = 2, 3

WORD = re.compile(r"\S+")
_ATTACHED = re.compile(r"[^\w\s]+|s", re.IGNORECASE)
_LONGEST_TURN = 110


@dataclasses.dataclass
class Window:
    source: str
    ids: list[int]
    labels: list[int]
    words: list[int]  # which word of the window a piece belongs to; -1: a special piece
    text: list[str]  # the words
    first: int = 0  # pieces before this one are context


@dataclasses.dataclass
class Pieces:
    """A turn, or a part of one, as word pieces. `words` counts from 0 in the part."""
    ids: list[int]
    labels: list[int]
    words: list[int]
    text: list[str]


class Encoder:
    """Turns text into word pieces with labels."""

    def __init__(self, vocabulary):
        self.tokenizer = tokenizers.BertWordPieceTokenizer(str(vocabulary), lowercase=True)

    def turn(self, turn):
        """One turn as a list of Pieces: more than one where it is long."""
        encoding = self.tokenizer.encode(turn.text, add_special_tokens=False)
        bounds = [match.span() for match in WORD.finditer(turn.text)]
        words = words_of(encoding.offsets, bounds)
        labels = labels_of(turn, encoding.offsets, bounds, words)
        text = [turn.text[start:end] for start, end in bounds]
        return split(Pieces(encoding.ids, labels, words, text))


def words_of(offsets, bounds):
    """For each word piece the number of the word in which it starts."""
    result, word = [], 0
    for start, _ in offsets:
        while word + 1 < len(bounds) and start >= bounds[word][1]:
            word += 1
        result.append(word)
    return result


def unlabelled(turn):
    """The label of text outside the spans of `turn`."""
    if turn.known is None:
        return 0
    bits = sum(1 << number for number, name in enumerate(pii_types.TYPES) if name not in turn.known)
    return HIDDEN + bits if bits else 0


def labels_of(turn, offsets, bounds, words):
    outside = unlabelled(turn)
    labels, span_of_piece = [], []
    spans = turn.spans
    at, begun = 0, None
    for start, end in offsets:
        while at < len(spans) and spans[at].end <= start:
            at += 1
        span = spans[at] if at < len(spans) and spans[at].start < end else None
        if span is None:
            labels.append(outside)
        elif span.type not in pii_types.TYPES:
            labels.append(IGNORED)
        else:
            labels.append(pii_types.TAG_IDS[f"{'I' if begun is span else 'B'}-{span.type}"])
        begun = span
        span_of_piece.append(span)
    attach(turn, offsets, words, span_of_piece, labels)
    return labels


def attach(turn, offsets, words, spans, labels):
    """Gives punctuation that touches a span within a word the label of the span's inside."""
    count = len(words)
    for step, order in ((-1, range(1, count)), (1, range(count - 2, -1, -1))):
        for piece in order:
            near = piece + step
            if spans[piece] is not None or spans[near] is None or words[near] != words[piece]:
                continue
            start, end = offsets[piece]
            if not _ATTACHED.fullmatch(turn.text[start:end]):
                continue
            spans[piece] = spans[near]
            known = spans[near].type in pii_types.TYPES
            labels[piece] = pii_types.TAG_IDS[f"I-{spans[near].type}"] if known else IGNORED


def split(pieces):
    """Cuts a long turn: behind the end of a sentence if one is near, else between words."""
    parts, start = [], 0
    while len(pieces.ids) - start > _LONGEST_TURN:
        end = cut_of(pieces, start)
        parts.append(part_of(pieces, start, end))
        start = end
    if start < len(pieces.ids):
        parts.append(part_of(pieces, start, len(pieces.ids)))
    return parts


def cut_of(pieces, start):
    places = [end for end in range(start + _LONGEST_TURN, start + _LONGEST_TURN // 2, -1)
              if pieces.words[end] != pieces.words[end - 1]]
    stops = [end for end in places if pieces.text[pieces.words[end - 1]][-1] in ".?!"]
    return (stops or places or [start + _LONGEST_TURN])[0]


def part_of(pieces, start, end):
    low, high = pieces.words[start], pieces.words[end - 1]
    return Pieces(pieces.ids[start:end], pieces.labels[start:end],
                  [word - low for word in pieces.words[start:end]], pieces.text[low:high + 1])


def assemble(source, context, parts, learn_context=False):
    """One window of some turns, after others as context."""
    window = Window(source, [CLS], [IGNORED], [-1], [])
    for number, part in enumerate(context + parts):
        if number == len(context):
            window.first = len(window.ids) if context else 0
        seen = len(window.text)
        silent = number < len(context) and not learn_context
        window.ids += part.ids + [SEP]
        window.labels += ([IGNORED] * len(part.ids) if silent else part.labels) + [IGNORED]
        window.words += [seen + word for word in part.words] + [-1]
        window.text += part.text
    return window


def fitting_context(parts, start, limit):
    """The turns right before `start` that fill at most `limit` word pieces; at least part of the last one."""
    taken, size = [], 0
    for number in range(start - 1, -1, -1):
        part = parts[number]
        if size + len(part.ids) + 1 > limit:
            if not taken:
                low = len(part.ids) - (limit - 1)
                while low < len(part.ids) - 1 and part.words[low] == part.words[low - 1]:
                    low += 1
                taken.append(part_of(part, low, len(part.ids)))
            break
        taken.append(part)
        size += len(part.ids) + 1
    return taken[::-1]


def of_dialogue(dialogue, encoder):
    """The windows as the program cuts them, for measuring: long ones, each but the first with context."""
    parts = [part for turn in dialogue.turns for part in encoder.turn(turn)]
    at, result = 0, []
    while at < len(parts):
        context = fitting_context(parts, at, CONTEXT_LENGTH)
        room = MAX_LENGTH - 1 - sum(len(part.ids) + 1 for part in context)
        end = at
        while end < len(parts) and len(parts[end].ids) + 1 <= room:
            room -= len(parts[end].ids) + 1
            end += 1
        end = max(end, at + 1)
        result.append(assemble(dialogue.source, context, parts[at:end]))
        at = end
    return result


def stream(dialogues, encoder, rng):
    """Training windows from a sequence of dialogues: of random lengths, with and without context before.

    Every turn is in the learnt part of one window. A window may go on into the next dialogue, or take the
    end of the dialogue before as context: recordings change their subject too.
    """
    parts, ends = [], set()
    for dialogue in dialogues:
        new = [(dialogue.source, part) for turn in dialogue.turns for part in encoder.turn(turn)]
        if new:
            parts += new
            ends.add(len(parts))
    at, fresh = 0, True
    while at < len(parts):
        draw = rng.random()
        budget = rng.randint(8, 40) if draw < 0.15 else rng.randint(40, 110) if draw < 0.45 else \
            rng.randint(110, MAX_LENGTH)
        context = []
        if rng.random() < (0.25 if fresh else 0.8):
            kept = [part for _, part in parts[max(0, at - 12):at]]
            context = fitting_context(kept, len(kept), rng.randint(16, CONTEXT_LENGTH))
        size = 1 + sum(len(part.ids) + 1 for part in context)
        end = at
        while end < len(parts):
            size += len(parts[end][1].ids) + 1
            if end > at and size > budget or size > MAX_LENGTH:
                break
            end += 1
            if end in ends and rng.random() < 0.6:
                break
        yield assemble(parts[at][0], context, [part for _, part in parts[at:end]],
                       learn_context=rng.random() < 0.5)
        fresh = end in ends
        at = end


def save(rows, path):
    with open(path, "w", encoding="utf-8") as file:
        for row in rows:
            json.dump(dataclasses.asdict(row), file, ensure_ascii=False)
            file.write("\n")


def load(path):
    with open(path, encoding="utf-8") as file:
        return [Window(**json.loads(line)) for line in file]
