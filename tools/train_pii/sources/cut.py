"""Cuts long turns at sentence ends and long dialogues into pieces of some turns."""

import bisect
import re

from dialogue import Dialogue, Span, Turn

LONGEST_TURN = 60  # words


def turns(turn):
    """The turn, or its parts of at most about LONGEST_TURN words; a span is never cut."""
    if len(turn.text.split()) <= LONGEST_TURN:
        return [turn]
    text = turn.text
    words = [match.start() for match in re.finditer(r"\S+", text)]
    count = {match.end(): bisect.bisect_left(words, match.end()) for match in re.finditer(r"\S+\s+", text)}
    stops = {match.end() for match in re.finditer(r"[.?!…]+[\"')]*\s+", text)}
    joints = {match.end() for match in re.finditer(
        r"[,;]\s+(?=and |but |so |because |uh|um|which |you know)", text)}
    free = [(place, number) for place, number in count.items() if not inside(turn.spans, place)]
    result, start, done, at = [], 0, 0, 0
    while len(words) - done > LONGEST_TURN:
        while at < len(free) and free[at][1] <= done:
            at += 1
        near = []
        for place, number in free[at:at + LONGEST_TURN]:
            if number - done > LONGEST_TURN:
                break
            near.append((place, number))
        fit = [pair for pair in near if pair[1] - done >= 8]
        best = [pair for pair in fit if pair[0] in stops] or [pair for pair in fit if pair[0] in joints] or fit or near
        if not best:
            break
        result.append(part(turn, start, best[-1][0]))
        start, done = best[-1]
    result.append(part(turn, start, len(text)))
    return [turn for turn in result if turn.text]


def inside(spans, place):
    return any(span.start < place < span.end for span in spans)


def part(turn, start, end):
    text = turn.text[start:end]
    stripped = text.rstrip()
    spans = [Span(span.start - start, min(span.end - start, len(stripped)), span.type) for span in turn.spans
             if start <= span.start and span.end <= end]
    return Turn(stripped, [span for span in spans if span.start < span.end], turn.known)


def windows(dialogue, rng, fewest=6, most=12):
    """Pieces of the dialogue of some turns each."""
    parts = [piece for turn in dialogue.turns for piece in turns(turn)]
    at, number = 0, 0
    while at < len(parts):
        count = rng.randint(fewest, most)
        if len(parts) - at - count < fewest // 2:
            count = len(parts) - at
        yield Dialogue(f"{dialogue.id}/{number}", dialogue.source, parts[at:at + count])
        at += count
        number += 1
