"""Reads the conversations of a text folder and writes them the way a speech recogniser would."""

import json
import os
import re
import subprocess

FILES = {
    "apollo13": ["air_to_ground.jsonl"], "bitext_support": ["utterances.jsonl.zst"],
    "casino": ["dialogues.jsonl"], "changelog_podcasts": ["episodes.jsonl.zst"],
    "clinc150": ["utterances.jsonl.zst"], "dstc11_insurance": ["utterances.jsonl"],
    "earnings22": ["calls.jsonl.zst"], "gum": ["documents.jsonl"], "hr_multiwoz": ["dialogues.jsonl.zst"],
    "mts_dialog": ["dialogues.jsonl.zst"], "osce_interviews": ["interviews.jsonl.zst"],
    "qmsum": ["academic.jsonl.zst", "committee.jsonl.zst", "product.jsonl.zst"],
    "snips": ["utterances.jsonl.zst"], "star": ["dialogues.jsonl.zst"],
    "taskmaster": ["tm3_movie_tickets.jsonl.zst", "tm4_coffee_sample.jsonl"],
    "topical_chat": ["dialogues.jsonl.zst"], "uner_ewt": ["documents.jsonl"],
}

# Spans of these are places in the text as delivered, which therefore stays as it is.
LABELLED = {"bitext_support", "gum", "hr_multiwoz", "snips", "uner_ewt", "earnings22"}


def read(text_dir, source):
    """The rows of a source, in order; nothing where the source is not in the folder."""
    for name in FILES[source]:
        path = os.path.join(text_dir, source, name)
        if not os.path.exists(path):
            continue
        if path.endswith(".zst"):
            text = subprocess.run(["zstd", "-dcq", path], check=True, capture_output=True).stdout.decode()
        else:
            with open(path, encoding="utf-8") as file:
                text = file.read()
        for line in text.split("\n"):
            if line:
                yield json.loads(line)


_DROP = re.compile(r"\{[^{}]*\}|\\?\[[^\[\]]*\\?\]|<[^<>]*>|\((?:laughs?|laughter|inaudible|crosstalk|"
                   r"pause|music|applause|garble|laughing)[^()]*\)|@@|\*+|\\|~+", re.I)
_LETTERS = re.compile(r"\b(?:[A-Za-z]_)+(?:[A-Za-z]\b)?")


def clean(text):
    """Without marks of transcribers, with the spaces of ordinary writing."""
    text = _DROP.sub(" ", text)
    text = _LETTERS.sub(lambda match: match.group().replace("_", ""), text)
    text = text.replace("_", " ").replace("’", "'").replace("“", '"').replace("”", '"')
    text = re.sub(r"\s+-\s+-(?=\s|$)|\s-{2,}(?=\s|$)|(?<=\w)-{2,}(?=\s|$)", " ", text)
    text = re.sub(r"\s+([,.?!;:%)…])", r"\1", text)
    text = re.sub(r"(?<=\w)\s+('(?:s|m|re|ve|ll|d|t|em|cause)\b|n't\b)", r"\1", text)
    text = re.sub(r"(?<=[(])\s+", "", text)
    text = re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text)
    text = re.sub(r",([.?!])", r"\1", text)
    text = re.sub(r"\s+", " ", text).strip()
    return text if re.search(r"\w", text) else ""


def speaker_name(speaker):
    """The words of a speaker's name, without titles and letters behind it; nothing for a mere role."""
    name = re.sub(r",.*$", "", speaker)
    words = [word for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", name)
             if word[0].isupper() and word not in {"AM", "AC", "MP", "PsyD", "Dr", "Mr", "Mrs", "Ms", "PhD"}]
    return [word for word in words if len(word) > 2]
