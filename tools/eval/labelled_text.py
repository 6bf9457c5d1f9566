"""Reads labelled texts: (text, labelled spans, optional spans), spans as pii_scores has them."""

import json

# presidio-research's types as Amazon Transcribe's. A place alone may be an ADDRESS in AWS's wording
# (city, state, country), but "Southern Tunisia" in a sentence is nobody's address: either answer counts.
_PRESIDIO = {
    "PERSON": "NAME", "STREET_ADDRESS": "ADDRESS", "ZIP_CODE": "ADDRESS",
    "CREDIT_CARD": "CREDIT_DEBIT_NUMBER", "PHONE_NUMBER": "PHONE", "EMAIL_ADDRESS": "EMAIL",
    "US_SSN": "SSN", "IBAN_CODE": "INTERNATIONAL_BANK_ACCOUNT_NUMBER", "IP_ADDRESS": "IP_ADDRESS",
    "DOMAIN_NAME": "URL", "AGE": "AGE", "DATE_TIME": "DATE_TIME", "US_DRIVER_LICENSE": "DRIVER_ID",
}
_PRESIDIO_OPTIONAL = {"GPE": "ADDRESS"}


def load(path):
    """A file of JSON lines {"text", "spans": [{"start", "end", "type"}]}, or presidio-research's JSON."""
    text = path.read_text(encoding="utf-8")
    if text.lstrip().startswith("["):
        return [_presidio(entry) for entry in json.loads(text)]
    rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    return [(row["text"], row["spans"], []) for row in rows]


def _presidio(entry):
    labelled, optional = [], []
    for span in entry["spans"]:
        place = {"start": span["start_position"], "end": span["end_position"]}
        if span["entity_type"] in _PRESIDIO:
            labelled.append(place | {"type": _PRESIDIO[span["entity_type"]]})
        elif span["entity_type"] in _PRESIDIO_OPTIONAL:
            optional.append(place | {"type": _PRESIDIO_OPTIONAL[span["entity_type"]]})
    return entry["full_text"], labelled, optional
