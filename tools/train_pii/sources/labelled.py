"""Turns the labels that some sources have into ours. Each function: (start, end, type) lists for every turn."""

import re

from . import when
from .lists import TITLES

_TITLE = re.compile(r"^(?:(?:" + "|".join(sorted(TITLES, key=len, reverse=True))
                    + r"|mr|mrs|ms|dr|prof|rep|sen|gov|gen|col|sgt|capt|lt|rev|hon|president-elect|vice|former|"
                    r"mademoiselle|chief|cardinal|archbishop|bishop|ayatollah|imam|sheikh|blessed)\.? )+", re.I)


def without_title(text, start, end):
    """The span of a name without titles before it and a genitive behind it."""
    said = text[start:end]
    title = _TITLE.match(said)
    if title and title.end() < len(said):
        start += title.end()
    said = text[start:end].split("@")[0] or text[start:end]
    return start, start + len(re.sub(r"(?:['’]s|['’]|[,.;:]|\s)+$", "", said))


def spans_of(row):
    turns = [[] for _ in row["turns"]]
    for span in row.get("spans", ()):
        turns[span["turn"]].append((span["start"], span["end"], span["label"]))
    return turns


def uner_ewt(row, lists):
    """Persons are labelled by hand; places and organisations are nothing."""
    return [[without_title(turn["text"], start, end) + ("NAME",) for start, end, label in spans if label == "PER"]
            for turn, spans in zip(row["turns"], spans_of(row))]


def gum(row, lists):
    """The heads of mentions of persons: names where a word of it is in the lists, else not known."""
    result = []
    for turn, spans in zip(row["turns"], spans_of(row)):
        found = []
        for start, end, label in spans:
            if label != "PERSON":
                continue
            start, end = without_title(turn["text"], start, end)
            # A head's run of proper nouns stops before such parts.
            longer = re.match(r"(?: (?:de|van|von|der|la|Jr\.|[IVX]+|[A-Z]\.))+(?: [A-Z][\w'’-]+)?(?=\W|$)",
                              turn["text"][end:])
            words = turn["text"][start:end].split(" ")
            listed = [re.sub(r"\W", "", word).lower() for word in words]
            name = any((word in lists.given or word in lists.last) and not lists.ordinary(word) for word in listed)
            titles = any(word in TITLES or word in {"people", "court", "bulletin", "saudis", "mp", "honor", "honour"}
                         or word.endswith("ish") for word in listed)
            kind = "NAME" if name and not titles and not longer and turn["text"][start].isupper() \
                and (len(words) > 1 or listed[0] not in lists.not_names) else "UNKNOWN"
            found.append((start, end + (longer.end() if longer else 0), kind))
        result.append(found)
    return result


def snips(row, lists):
    """An artist may be a person or a band, a play list's owner and a place's a name: none is learnt from."""
    result = []
    for turn, spans in zip(row["turns"], spans_of(row)):
        found = [(start, end, "UNKNOWN") for start, end, label in spans
                 if label in ("artist", "party_size_description")]
        for start, end, label in spans:
            if label == "playlist_owner" and turn["text"][start:end] not in ("my", "My", "our", "the"):
                found.append((start, end, "UNKNOWN"))
        result.append(found)
    return result


def bitext(row, lists):
    result = []
    for turn, spans in zip(row["turns"], spans_of(row)):
        found = []
        for start, end, label in spans:
            if label == "person_name":
                found.append(without_title(turn["text"], start, end) + ("NAME",))
            elif label == "delivery_city":
                found.append((start, end, "UNKNOWN"))
        result.append(found)
    return result


_HR_CONTACT = {"contact_information", "employee_name", "contact_details", "reporter_contact_info",
               "emergency_contact_info", "user_identification", "personal_information_confirmation"}
_HR_EMAIL = re.compile(r"@?[\w.+-]*@[\w-]+(?:\.[\w-]+)*")
_HR_PHONE = re.compile(r"(?<![\w-])(?:\+\d{1,2}[- ])?(?:\d{3}[- ]){1,2}\d{4}(?![\w-])|(?<=phone number is )\d{6,10}(?!\d)")
_HR_ID = re.compile(r"\b(?:username|user name)\b(?: number)?(?: is|:)? (?P<value>[A-Za-z]*\d[\w-]*|"
                    r"[a-z]+[._][\w.]+|[a-z]{4,})", re.I)


def hr_multiwoz(row, lists):
    """Contact values are cut anew into names, e-mail addresses and telephone numbers."""
    result = []
    for turn, spans in zip(row["turns"], spans_of(row)):
        text, found = turn["text"], []
        for match in _HR_EMAIL.finditer(text):
            if len(match.group()) > 2:
                whole = "." in match.group().split("@")[-1] and match.group().split("@")[0]
                found.append(match.span() + ("EMAIL" if whole else "UNKNOWN",))
        found += [match.span() + ("PHONE",) for match in _HR_PHONE.finditer(text)]
        found += [match.span("value") + ("UNKNOWN",) for match in _HR_ID.finditer(text)]
        for start, end, label in spans:
            if label in _HR_CONTACT:
                for match in re.finditer(r"[A-Z][a-z]+ [A-Z][a-z]+", text[start:end]):
                    words = match.group().lower().split()
                    if words[0] in lists.given and words[1] in lists.last | lists.given:
                        found.append((start + match.start(), start + match.end(), "NAME"))
            elif label == "current_location" and re.fullmatch(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?(?:, [A-Z]\w+)?",
                                                              text[start:end]):
                found.append((start, end, "ADDRESS"))
            elif label in ("destination_location", "user_location", "current_location"):
                found.append((start, end, "UNKNOWN"))
        result.append(found)
    return result


def earnings22(row, lists):
    """Years and times of its normalisation classes; persons come from elsewhere."""
    result = []
    for turn, spans in zip(row["turns"], spans_of(row)):
        taken = when.find(turn["text"])
        result.append([(start, end, "DATE_TIME") for start, end, label in spans if label in ("YEAR", "TIME")
                       and not any(start < b and a < end for a, b, kind in taken if kind != "UNKNOWN")
                       and re.fullmatch(r"(?:19|20)\d\d|\d{1,2}:\d\d", turn["text"][start:end])])
    return result


def merge(length, *lists_of_spans):
    """One list without overlap: of two that overlap the one of the earlier list stays."""
    taken, merged = bytearray(length), []
    for spans in lists_of_spans:
        for start, end, kind in sorted(spans):
            if start < end <= length and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                merged.append((start, end, kind))
    return sorted(merged)
