"""Cuts long turns at sentence ends and long dialogues into pieces of some turns."""

import re

from dialogue import Dialogue, Span, Turn

LONGEST_TURN = 60  # words


def turns(turn):
    """The turn, or its parts of at most about LONGEST_TURN words; a span is never cut."""
    if len(turn.text.split()) <= LONGEST_TURN:
        return [turn]
    ends = [match.end() for match in re.finditer(r"[.?!…]+[\"')]*\s+|[,;]\s+(?=and |but |so |because |uh|um|which |you know)",
                                                 turn.text)]
    spaces = [match.end() for match in re.finditer(r"\s+", turn.text)]
    result, start = [], 0
    while len(turn.text[start:].split()) > LONGEST_TURN:
        good = [end for end in ends if end > start and 8 <= len(turn.text[start:end].split()) <= LONGEST_TURN
                and not inside(turn.spans, end)]
        stops = [end for end in good if re.search(r"[.?!…]", turn.text[end - 4:end])]
        if stops or good:
            end = (stops or good)[-1]
        else:
            rest = [end for end in spaces if end > start and len(turn.text[start:end].split()) >= LONGEST_TURN - 10
                    and not inside(turn.spans, end)]
            if not rest:
                break
            end = rest[0]
        result.append(part(turn, start, end))
        start = end
    result.append(part(turn, start, len(turn.text)))
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
