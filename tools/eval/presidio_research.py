#!/usr/bin/env python3
"""presidio-research's labelled texts as dialogues of one turn each, for `tacet eval pii`.

usage: presidio_research.py FILE.json > DIALOGUES.jsonl

A place alone may be an ADDRESS in AWS's wording (city, state, country), but "Southern Tunisia" in a sentence
is nobody's address: GPE becomes UNKNOWN, where either answer counts. Finds of types that the set does not
label count for neither side.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "train_pii"))

import dialogue  # noqa: E402

TYPES = {
    "PERSON": "NAME", "STREET_ADDRESS": "ADDRESS", "ZIP_CODE": "ADDRESS",
    "CREDIT_CARD": "CREDIT_DEBIT_NUMBER", "PHONE_NUMBER": "PHONE", "EMAIL_ADDRESS": "EMAIL",
    "US_SSN": "SSN", "IBAN_CODE": "INTERNATIONAL_BANK_ACCOUNT_NUMBER", "IP_ADDRESS": "IP_ADDRESS",
    "DOMAIN_NAME": "URL", "AGE": "AGE", "DATE_TIME": "DATE_TIME", "US_DRIVER_LICENSE": "DRIVER_ID",
    "GPE": dialogue.UNKNOWN,
    # Not personal information: a name found within an organisation's is false.
    "NRP": None, "ORGANIZATION": None, "TITLE": None,
}


def dialogues(entries):
    """Entries of the set as dialogues; lines within a text become spaces, which moves nothing."""
    known = sorted({name for name in TYPES.values() if name not in (None, dialogue.UNKNOWN)})
    for number, entry in enumerate(entries):
        spans, last = [], 0
        for span in sorted(entry["spans"], key=lambda span: span["start_position"]):
            kind = TYPES.get(span["entity_type"], dialogue.UNKNOWN)
            start, end = max(span["start_position"], last), span["end_position"]
            if kind and start < end:
                spans.append(dialogue.Span(start, end, kind))
                last = end
        text = entry["full_text"].replace("\n", " ").replace("\r", " ")
        yield dialogue.Dialogue(f"presidio-{number}", "presidio_research",
                                [dialogue.Turn(text, spans, known)])


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    entries = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    dialogue.write(dialogues(entries), sys.stdout)


if __name__ == "__main__":
    main()
