"""What customers of the STAR dialogues say when they are asked who they are."""

import re

_ASKS = [
    ("NAME", re.compile(r"(?:your|full) name|maiden name|name of the (?:pet|host)|whom would you|who is your doctor", re.I)),
    ("BANK_ACCOUNT_NUMBER", re.compile(r"account number", re.I)),
    ("PIN", re.compile(r"\bPIN\b", re.I)),
    ("DATE", re.compile(r"date of birth", re.I)),
]
_PIN_SAID = re.compile(r"\bPIN(?: (?:number|code))?(?: is| was|:|,| -| =|'s)*(?: [a-z']+){0,3}?\s*#?(?P<value>\d{4})\b", re.I)
_ACCOUNT_SAID = re.compile(r"\b(?:account|acct|acc|AN)(?:\s?(?:number|#|no\.?|num))?(?: is|:|,| -|'s)*\s*(?:[a-z']+ ){0,3}?#?"
                           r"(?P<value>\d{7,12})\b", re.I)
_LONG = re.compile(r"(?<![\d/.-])\d{7,12}(?![\d/-])")
_FOUR = re.compile(r"(?<![\d/$.,:-])\d{4}(?![\d/:%-])")
_DATE = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)(?!\d)")
_NAMES = re.compile(r"^(?:(?:yes|sure|ok|okay|hi|hello|oh|ah|well|yeah|of course|certainly|no problem)[,.!]? )*"
                    r"(?:(?:my|the|her|his) (?:full )?name(?: is|'s| was)|name is|it is|it's|its|i'm|i am|im|this is|that would be|"
                    r"it was|with)?:? ?(?P<value>[A-Za-z]+(?: [A-Za-z]+)?)(?=$|[.,!?;]| and\b| please\b| -|  )", re.I)
_DRIVER = re.compile(r"(?:driver will be|meeting with|appointment with|driver is|party hosted by|hosted by) (?:Dr\.? )?(?P<value>[A-Z][a-z]+)")


# The streets of the map that all its journeys are on.
STREETS = {"craig", "forbes", "murray", "wilkins", "atwood", "fifth", "center", "main", "broadway", "bigelow"}


def names(rows, lists):
    """The names that customers give in all dialogues: a small pool, so that they are sure everywhere."""
    counts = {}
    for row in rows:
        turns = row["turns"]
        for before, turn in zip(turns, turns[1:]):
            if before["speaker"] == turn["speaker"] or not re.search(r"(?:your|full) name", before["text"]):
                continue
            match = _NAMES.match(turn["text"])
            if match:
                for word in match.group("value").lower().split():
                    counts[word] = counts.get(word, 0) + 1
    return {word for word, count in counts.items()
            if count >= 3 and (word in lists.given or word in lists.last) and not (
                lists.lower[word] > 30 and count < 10) and word not in STREETS | {"but", "my", "is", "the", "sure", "yes", "please"}}


def label(row, lists, pool):
    """The spans of each turn, before those of dates."""
    result, asked = [], ""
    for turn in row["turns"]:
        text, found = turn["text"], []
        if turn["speaker"] != "user":
            asked = text
            found += [match.span("value") + ("NAME",) for match in _DRIVER.finditer(text)
                      if match.group("value").lower() in lists.given and match.group("value").lower()
                      not in {"the", "your", "no", "any"}]
            result.append(found)
            continue
        kinds = [kind for kind, pattern in _ASKS if pattern.search(asked)]
        bank = "account" in asked or "PIN" in asked or re.search(r"\bpin\b|account", text, re.I)
        found += [match.span("value") + ("PIN",) for match in _PIN_SAID.finditer(text)]
        found += [match.span("value") + ("BANK_ACCOUNT_NUMBER",) for match in _ACCOUNT_SAID.finditer(text)]
        found += [match.span() + ("BANK_ACCOUNT_NUMBER" if bank else "UNKNOWN",) for match in _LONG.finditer(text)]
        found += [match.span() + ("DATE_TIME",) for match in _DATE.finditer(text)]
        if bank:
            found += [match.span() + ("PIN" if "PIN" in kinds and len(_FOUR.findall(text)) == 1 else "UNKNOWN",)
                      for match in _FOUR.finditer(text)]
        if "NAME" in kinds:
            match = _NAMES.match(text)
            if match:
                words = match.group("value").lower().split()
                known = [word in pool or word in lists.given or word in lists.last for word in words]
                sure = [word in pool or (known[at] and not lists.ordinary(word)) for at, word in enumerate(words)]
                if all(sure):
                    found.append(match.span("value") + ("NAME",))
                elif not lists.ordinary(words[0]) or known[0] and len(text.split()) <= 2:
                    found.append(match.span("value") + ("UNKNOWN",))
        for match in re.finditer(r"(?=\b([A-Za-z]+ [A-Za-z]+)\b)", text):
            if all(word in pool for word in match.group(1).lower().split()):
                found.append(match.span(1) + ("NAME",))
        introduced = re.search(r"\b(?:i'm|i am|im|my name is|name is|this is|name's) (?P<value>[A-Za-z]+)\b", text, re.I)
        if introduced and introduced.group("value").lower() in pool:
            found.append(introduced.span("value") + ("NAME",))
        for match in re.finditer(r"[A-Za-z]+", text):
            if match.group().lower() in pool:
                sure = match.group()[0].isupper() and not lists.ordinary(match.group().lower())
                found.append(match.span() + ("NAME" if sure else "UNKNOWN",))
        result.append(clear(found, len(text)))
    return result


def clear(found, length):
    """Without overlaps; an earlier one wins."""
    taken, kept = bytearray(length), []
    for start, end, kind in found:
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append((start, end, kind))
    return sorted(kept)
