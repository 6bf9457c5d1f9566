"""What a transcript document must look like: its keys and types, and the rules its contents keep.

`problems(document)` lists every difference, one line each, without quoting the transcript. Standard
library only.
"""

import json
import re
from pathlib import Path

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "transcript_shapes" / "shapes.json"

# Seconds with at most three decimals, or a share with at most three (words) or four (redactions): no
# trailing zeros, but always one decimal.
_STRINGS = {
    "time": re.compile(r"(0|[1-9]\d*)\.(\d|\d{1,2}[1-9])"),
    "confidence": re.compile(r"0\.(\d|\d{1,2}[1-9])|1\.0"),
    "redaction_confidence": re.compile(r"0\.(\d|\d{1,3}[1-9])|1\.0"),
}
_TYPES = {
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "number": lambda value: isinstance(value, int) and not isinstance(value, bool),
}


def load_shapes():
    return json.loads(GOLDEN.read_text())["objects"]


def _item_shape(item):
    if not isinstance(item, dict) or item.get("type") not in ("pronunciation", "punctuation"):
        return None
    alternatives = item.get("alternatives")
    first = alternatives[0] if isinstance(alternatives, list) and alternatives else {}
    return "redacted" if isinstance(first, dict) and "redactions" in first else item["type"]


def _shape_problems(value, kind, where, shapes, ordered):
    if kind.startswith("["):
        if not isinstance(value, list):
            return [f"{where}: not a list"]
        return [problem for index, entry in enumerate(value)
                for problem in _shape_problems(entry, kind[1:-1], f"{where}[{index}]", shapes, ordered)]
    if kind in _TYPES:
        return [] if _TYPES[kind](value) else [f"{where}: not a {kind}"]
    if kind in _STRINGS:
        fits = isinstance(value, str) and _STRINGS[kind].fullmatch(value)
        return [] if fits else [f"{where}: {value!r} is not written as a {kind}"]
    if kind == "item":
        kind = _item_shape(value)
        if kind is None:
            return [f"{where}: neither a pronunciation nor a punctuation item"]
    if not isinstance(value, dict):
        return [f"{where}: not an object"]
    fields, found = shapes[kind], []
    for key in value.keys() - fields.keys():
        found.append(f"{where}: unknown key {key}")
    for key, field in fields.items():
        if key in value:
            found += _shape_problems(value[key], field.rstrip("?"), f"{where}.{key}", shapes, ordered)
        elif not field.endswith("?"):
            found.append(f"{where}: no key {key}")
    known = [key for key in value if key in fields]
    if ordered and known != [key for key in fields if key in value]:
        found.append(f"{where}: keys in the order {', '.join(known)}")
    return found


def join_items(items):
    """A space before each pronunciation but the first, none before punctuation."""
    text = ""
    for item in items:
        text += " " if text and item["type"] == "pronunciation" else ""
        text += item["alternatives"][0]["content"]
    return text


def _item_problems(items):
    found = []
    if [item["id"] for item in items] != list(range(len(items))):
        found.append("items: ids are not 0, 1, 2, ...")
    last_end = 0.0
    for item in items:
        where = f"items[{item['id']}]"
        if len(item["alternatives"]) != 1:
            found.append(f"{where}: not exactly one alternative")
            continue
        best = item["alternatives"][0]
        if not best["content"] or best["content"] != best["content"].strip():
            found.append(f"{where}: content is empty or has outer white space")
        if item["type"] == "punctuation":
            if best.get("confidence") != "0.0":
                found.append(f"{where}: punctuation without the confidence 0.0")
            continue
        start, end = float(item["start_time"]), float(item["end_time"])
        if not start < end:
            found.append(f"{where}: starts at {start}, ends at {end}")
        if start < last_end:
            found.append(f"{where}: starts at {start}, before {last_end}, the end of the word before")
        last_end = end
        if "redactions" in best:
            found += _redaction_problems(best, where)
    return found


def _redaction_problems(best, where):
    if best["content"] != "[PII]" or len(best["redactions"]) != 1:
        return [f"{where}: redactions, but the content is not [PII] or there is not one of them"]
    if best["redactions"][0]["category"] != "PII":
        return [f"{where}: category is not PII"]
    return []


def _segment_problems(items, segments):
    found = []
    if [segment["id"] for segment in segments] != list(range(len(segments))):
        found.append("audio_segments: ids are not 0, 1, 2, ...")
    listed = [item for segment in segments for item in segment["items"]]
    if listed != list(range(len(items))):
        return found + ["audio_segments: not every item in exactly one segment, in order"]
    last_end = 0.0
    for segment in segments:
        where = f"audio_segments[{segment['id']}]"
        own = [items[index] for index in segment["items"]]
        start, end = float(segment["start_time"]), float(segment["end_time"])
        if not own:
            found.append(f"{where}: no items")
        if segment["transcript"] != join_items(own):
            found.append(f"{where}: its transcript is not its items joined")
        if not start < end or start < last_end:
            found.append(f"{where}: from {start} to {end}, the one before ends at {last_end}")
        last_end = end
        words = [item for item in own if item["type"] == "pronunciation"]
        if any(float(word["start_time"]) < start or float(word["end_time"]) > end for word in words):
            found.append(f"{where}: a word lies outside the segment")
    return found


def _speaker_problems(results):
    labels = results["speaker_labels"]
    segments, turns = results["audio_segments"], labels["segments"]
    bounds = lambda entry: (entry["start_time"], entry["end_time"], entry.get("speaker_label"))
    found = []
    if list(map(bounds, segments)) != list(map(bounds, turns)):
        found.append("speaker_labels: segments do not match audio_segments one to one")
    spoken = [bounds(item) for item in results["items"] if item["type"] == "pronunciation"]
    if spoken != [bounds(item) for turn in turns for item in turn["items"]]:
        found.append("speaker_labels: items do not match the pronunciation items one to one")
    if any("speaker_label" not in item for item in results["items"]):
        found.append("speaker_labels: an item has no speaker_label")
    return found


def problems(document, shapes=None, ordered=True):
    """Every difference from the golden shapes and the rules; empty when the document is right."""
    found = _shape_problems(document, "document", "document", shapes or load_shapes(), ordered)
    if found:
        return found
    results = document["results"]
    items, segments = results["items"], results["audio_segments"]
    if document["status"] != "COMPLETED":
        found.append("document: status is not COMPLETED")
    if len(results["transcripts"]) != 1:
        return found + ["transcripts: not exactly one"]
    transcript = results["transcripts"][0]["transcript"]
    if transcript != join_items(items):
        found.append("transcripts: not the items joined")
    if transcript != " ".join(segment["transcript"] for segment in segments):
        found.append("transcripts: not the segments' transcripts joined with one space")
    found += _item_problems(items)
    found += _segment_problems(items, segments)
    if "speaker_labels" in results:
        found += _speaker_problems(results)
    redacted = any("redactions" in item["alternatives"][0] for item in items if item["alternatives"])
    if redacted and document.get("isRedacted") is not True:
        found.append("document: has redactions, but isRedacted is not true")
    return found


def byte_problems(data):
    """One line of UTF-8 without white space between tokens and without a final newline."""
    try:
        text = data.decode("utf-8")
        written = json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))
    except ValueError as error:
        return [f"not JSON in UTF-8: {error}"]
    return [] if written == text else ["bytes: not one line without white space and final newline"]


def pair_problems(plain, redacted):
    """A redacted document and its twin: outside of [PII] nothing differs."""
    found = []
    if plain.get("isRedacted") is not False or redacted.get("isRedacted") is not True:
        found.append("pair: isRedacted is not false in one and true in the other")
    key = lambda item: (item["type"], item["alternatives"][0], item.get("start_time"),
                        item.get("end_time"))
    rest = iter([key(item) for item in plain["results"]["items"]])
    for item in redacted["results"]["items"]:
        if "redactions" not in item["alternatives"][0] and key(item) not in rest:
            return found + [f"pair: items[{item['id']}] of the redacted document is not in its twin"]
    return found
