#!/usr/bin/env python3
"""Writes the part of docs/accuracy.md on redaction from the figures that eval_pii.py measured.

usage: accuracy_document.py EVAL.json [DOCUMENT]

Replaces what stands between the two marks of the document (default: docs/accuracy.md). A figure is "below
target" when the measured value misses it, whatever the interval says.
"""

import json
import sys
import textwrap
from pathlib import Path

BEGIN = "<!-- From here on written by tools/eval/accuracy_document.py -->"
END = "<!-- Up to here -->"

NAMES = {"fused": "Tacet", "tagger": "its tagger alone", "rules": "its rules alone",
         "presidio": "Presidio", "rampart": "Rampart"}

# (what, group of `tacet eval`, which recall, target in clean text, target through speech recognition)
TARGETS = [
    ("NAME", "NAME", "recall_any_type", 0.97, 0.90),
    ("ADDRESS", "ADDRESS", "recall_any_type", 0.97, 0.92),
    ("PHONE, SSN, CREDIT_DEBIT_NUMBER, BANK_ACCOUNT_NUMBER, BANK_ROUTING", "long numbers",
     "recall_any_type", 0.99, 0.97),
    ("CREDIT_DEBIT_CVV, CREDIT_DEBIT_EXPIRY, PIN", "card details", "recall_any_type", 0.97, 0.95),
    ("EMAIL", "EMAIL", "recall_any_type", 0.97, 0.92),
    ("these eight kinds of number, with their type", "all numbers", "recall_same_type", 0.90, 0.85),
]


def share(figure):
    if not figure["count"]:
        return "-"
    return f"{100 * figure['value']:.1f} % [{100 * figure['low']:.1f}, {100 * figure['high']:.1f}]"


def rate(figure, digits=2):
    return f"{figure['value']:.{digits}f} [{figure['low']:.{digits}f}, {figure['high']:.{digits}f}]"


def prose(text):
    yield from textwrap.wrap(text, 118, break_long_words=False, break_on_hyphens=False)
    yield ""


def table(columns, rows):
    yield "| " + " | ".join(columns) + " |"
    yield "| --- |" + " ---: |" * (len(columns) - 1)
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""


def verdict(value, target, at_least):
    return "met" if (value >= target if at_least else value <= target) else "**below target**"


def target_rows(figures, false_spans, place):
    """Rows of what the targets speak of; `place` is 3 for clean text, 4 for speech."""
    for row in TARGETS:
        group = figures["groups"][row[1]]
        figure = group[row[2]]
        if figure["count"]:
            yield [row[0], str(figure["count"]), share(figure), f"{100 * row[place]:.0f} %",
                   verdict(figure["value"], row[place], True),
                   *([share(group["cannot_be_read"])] if place == 4 else [])]
    for row in other_target_rows(figures, false_spans, place):
        yield row + [""] * (place - 3)


def other_target_rows(figures, false_spans, place):
    false_target, calibration_target = ((1.5, 0.05), (2, 0.07))[place - 3]
    if false_spans:
        yield ["false spans per 1,000 words of ordinary talk", f"{false_spans[1]:,} words",
               rate(false_spans[0]), f"{false_target}", verdict(false_spans[0]["value"], false_target, False)]
    calibration = figures["calibration_error"]
    yield ["expected calibration error of confidence", "", rate(calibration, 3), f"{calibration_target}",
           verdict(calibration["value"], calibration_target, False)]
    leaks = len(figures["leaks"])
    yield ["digit runs left of numbers whose first half was found", "", str(leaks), "0",
           verdict(leaks, 0, False)]


_TARGET_COLUMNS = ["what", "labels", "measured", "target", ""]


def text_part(text):
    figures = text["fused"]
    ordinary = [figures["sources"][name] for name in figures["ordinary"] if name in figures["sources"]]
    false_spans = (ordinary[0]["false_per_thousand_words"], ordinary[0]["words"]) if ordinary else None
    whole = figures["whole"]
    yield "### In conversation, clean text"
    yield ""
    yield from prose(
        f"{whole['dialogues']} dialogues, {whole['words']:,} words, "
        f"{figures['groups']['all']['recall_any_type']['count']:,} labels. A label is found when every "
        "letter and digit of it is hidden: half a name is not found. Every rule of scoring stands in "
        "`tacet/evaluation/pii_scores.h`.")
    yield from table(_TARGET_COLUMNS, target_rows(figures, false_spans, 3))
    types = sorted(figures["types"].items(), key=lambda entry: -entry[1]["recall_any_type"]["count"])
    yield from table(["type", "labels", "recall, any type", "recall, same type", "precision"],
                     [[name, str(row["recall_any_type"]["count"]), share(row["recall_any_type"]),
                       share(row["recall_same_type"]), share(row["precision"])] for name, row in types])
    yield from table(["set", "words", "labels", "recall, any type", "false spans per 1,000 words"],
                     [[name, f"{row['words']:,}", str(row["recall_any_type"]["count"]),
                       share(row["recall_any_type"]), rate(row["false_per_thousand_words"])]
                      for name, row in figures["sources"].items()])


def alone_part(alone):
    figures = alone["fused"]
    yield from prose("With each turn seen with those before it only, as `tacet pii --jsonl` sees it:")
    yield from table(_TARGET_COLUMNS, target_rows(figures, None, 3))


def comparison(title, remark, finders):
    """One table: what the targets speak of, by finder."""
    yield f"### {title}"
    yield ""
    yield from prose(remark)
    names = [name for name in NAMES if name in finders]
    rows = [[row[0], *(share(finders[name]["groups"][row[1]][row[2]]) for name in names)] for row in TARGETS
            if finders[names[0]]["groups"][row[1]][row[2]]["count"]]
    every = lambda what, form: [what, *(form(finders[name]) for name in names)]
    rows.append(every("all labels", lambda figures: share(figures["groups"]["all"]["recall_any_type"])))
    rows.append(every("all labels, touched", lambda figures: share(figures["groups"]["all"]["touched"])))
    rows.append(every("precision", lambda figures: share(figures["groups"]["all"]["precision"])))
    if "ordinary_talk" in finders[names[0]]["sources"]:
        rows.append(every("false spans per 1,000 words of ordinary talk", lambda figures: rate(
            figures["sources"]["ordinary_talk"]["false_per_thousand_words"])))
    rows.append(every("false spans per 1,000 words", lambda figures: rate(
        figures["whole"]["false_per_thousand_words"])))
    rows.append(every("digit runs left", lambda figures: str(len(figures["leaks"]))))
    yield from table(["", *(NAMES[name] for name in names)], rows)


def spoken_part(report):
    figures = next(iter(report["spoken"].values()))
    ordinary = next(iter(report.get("ordinary", {"": None}).values()))
    false_spans = (ordinary["false_per_thousand_words"], ordinary["words"]) if ordinary else None
    seconds, hourly = figures["seconds"], figures["seconds_per_hour"]
    yield "### From sound to redacted document"
    yield ""
    yield from prose(
        f"{figures['recordings']} dialogues spoken by a synthetic voice that sounds as people do, at two pitches, over "
        f"a telephone line of 8 kHz with noise: {figures['words']:,} words, {seconds['said'] / 60:.0f} minutes of "
        "speech. No voice of the training is among them. A label is redacted when readable words fill no more of its time than word times are "
        "uncertain by (20 %, 150 ms) and none of them gives it away. So a name that was misheard and stays is a miss; it "
        "\"cannot be read\" when no word and no digits of it stay. Every rule stands in "
        "`tacet/evaluation/time_scores.h`.")
    if words := report.get("heard_words"):
        low, high = words["interval"]
        error = 100 * words["word_error_rate"]
        yield from prose(f"The recogniser's own word error rate on them: {error:.1f} % "
                         f"[{100 * low:.1f}, {100 * high:.1f}].")
    yield from table([*_TARGET_COLUMNS, "cannot be read"], target_rows(figures, false_spans, 4))
    types = sorted(figures["types"].items(), key=lambda entry: -entry[1]["labelled"])
    yield from table(
        ["type", "labels", "heard", "redacted, any type", "same type", "cannot be read", "precision",
         "s readable of s said"],
        [[name, str(row["labelled"]), str(row["recall_any_type"]["count"]), share(row["recall_any_type"]),
          share(row["recall_same_type"]), share(row["cannot_be_read"]), share(row["precision"]),
          f"{row['readable_seconds']:.1f} of {row['seconds']:.1f}"] for name, row in types])
    yield from prose(
        f"Of {seconds['labelled']:.0f} s of personal information {seconds['readable']:.1f} s stayed readable "
        f"and {seconds['audible']:.1f} s outside every stretch that redacted media silence (edges of words "
        f"included); {seconds['lost']:.1f} s of other speech were lost. In an hour of such speech: "
        f"{rate(hourly['readable'], 0)} s readable, {rate(hourly['audible'], 0)} s audible, "
        f"{rate(hourly['lost'], 0)} s lost. False redactions per 1,000 words of these dialogues: "
        f"{rate(figures['false_per_thousand_words'])}.")


def machines_part(report):
    yield from prose(
        "The same dialogues by voices that sound like machines (flite, festival, espeak-ng), none of them used in "
        "training either:")
    yield from table([*_TARGET_COLUMNS, "cannot be read"],
                     target_rows(next(iter(report["machines"].values())), None, 4))


_BESIDE = ("The same dialogues, each given whole. Presidio's and Rampart's types are mapped in "
           "`tools/eval/peers/entity_types.py`; labels of types that they do not know count as well. Recall "
           "is of any type except where the row says otherwise.")
_HEARD = ("The spoken dialogues as Tacet's recogniser wrote them, labels carried over by time; words that "
          "are half within a label are left out.")
_WRITTEN = ("presidio-research's synthetic set: written, not spoken, names and addresses of the whole world. "
            "Places alone count for neither side.")


def document(report):
    if report.get("made_with"):
        made_with = ", ".join(f"{what} {version}" for what, version in report["made_with"].items())
        yield from prose(f"Measured with {made_with}.")
    if report.get("text", {}).get("fused"):
        yield from text_part(report["text"])
    if report.get("alone", {}).get("fused"):
        yield from alone_part(report["alone"])
    if report.get("text"):
        yield from comparison("Beside others", _BESIDE, report["text"])
    if report.get("spoken"):
        yield from spoken_part(report)
    if report.get("machines"):
        yield from machines_part(report)
    if report.get("heard"):
        yield from comparison("Beside others, on what was recognised", _HEARD, report["heard"])
    if report.get("written"):
        yield from comparison("Written texts", _WRITTEN, report["written"])


def replaced(text, report):
    """The document's text with the part between the marks written anew."""
    before, _, rest = text.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"the document lacks the marks {BEGIN!r} and {END!r}")
    return f"{before}{BEGIN}\n\n" + "\n".join(document(report)) + f"\n{END}{after}"


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__.strip())
    default = Path(__file__).resolve().parents[2] / "docs" / "accuracy.md"
    path = Path(sys.argv[2]) if len(sys.argv) == 3 else default
    report = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    path.write_text(replaced(path.read_text(encoding="utf-8"), report), encoding="utf-8")
    print(f"wrote {path}")


if __name__ == "__main__":
    main()
