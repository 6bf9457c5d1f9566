"""Runs the program `tacet` and reads its documents. Standard library only."""

import dataclasses
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Where `make build` puts the models; the program finds its voice activity model there too.
os.environ.setdefault("TACET_MODELS_DIR", str(ROOT / "build" / "models"))


def shared_data():
    """The folder of the test material that is not part of the repository; it may be absent."""
    return Path(os.environ.get("TACET_SHARED_DATA", ROOT.parent / "shared" / "data"))


def default_program():
    return Path(os.environ.get("TACET", ROOT / "build" / "tacet"))


def default_model():
    return Path(os.environ["TACET_MODELS_DIR"]) / "base"


class TacetError(Exception):
    """The program failed, or left out a document it should have written."""


@dataclasses.dataclass
class Run:
    document: dict | None = None  # <name>.json
    redacted: dict | None = None  # redacted-<name>.json
    text: bytes = b""             # the bytes of <name>.json
    messages: str = ""            # standard error


def transcribe(media, *, program=None, model=None, threads=None, redaction=None, types=None,
               environment=None, timeout=3600):
    """Transcribes one recording. `redaction` is None, "redacted" or "redacted_and_unredacted"."""
    command = [str(program or default_program()), "transcribe", str(media), "--job-name", "eval"]
    command += ["--model", str(model)] if model else []
    command += ["--threads", str(threads)] if threads else []
    command += ["--redact", "pii", "--redaction-output", redaction] if redaction else []
    command += ["--pii-entity-types", ",".join(types)] if types else []
    with tempfile.TemporaryDirectory(prefix="tacet-eval-") as folder:
        done = subprocess.run([*command, "--output-dir", folder], stdin=subprocess.DEVNULL,
                              capture_output=True, env=environment, timeout=timeout, check=False)
        messages = done.stderr.decode(errors="replace")
        if done.returncode != 0:
            last = messages.strip().splitlines()[-1:] or ["no message"]
            raise TacetError(f"{Path(media).name}: exit {done.returncode}: {last[0]}")
        run = Run(messages=messages)
        plain, redacted = Path(folder) / "eval.json", Path(folder) / "redacted-eval.json"
        if redaction != "redacted":
            run.text = _read(plain)
            run.document = json.loads(run.text)
        if redaction:
            run.redacted = json.loads(_read(redacted))
        return run


def _read(path):
    if not path.is_file():
        raise TacetError(f"{path.name} was not written")
    return path.read_bytes()


def detect_pii(texts, *, program=None, options=(), timeout=3600):
    """Runs `tacet pii --jsonl` over texts; returns per text a list of {type, confidence, start, end}.

    A text is a string, or a pair of it and the list of the turns before it. Places count characters.
    """
    command = [str(program or default_program()), "pii", "--jsonl", *map(str, options)]
    lines = []
    for number, text in enumerate(texts):
        text, prev = (text, []) if isinstance(text, str) else text
        lines.append(json.dumps({"id": number, "text": text, "prev": prev}, ensure_ascii=False) + "\n")
    done = subprocess.run(command, input="".join(lines).encode(), capture_output=True, timeout=timeout,
                          check=False)
    if done.returncode != 0:
        raise TacetError(f"pii: exit {done.returncode}: {done.stderr.decode()[-300:]}")
    answers = [json.loads(line) for line in done.stdout.decode().splitlines() if line]
    if [answer["id"] for answer in answers] != list(range(len(lines))):
        raise TacetError(f"pii: {len(lines)} lines in, {len(answers)} lines out, or out of order")
    return [answer["entities"] for answer in answers]


@dataclasses.dataclass
class Word:
    text: str
    start: float
    end: float
    confidence: float
    is_pii: bool = False


def transcript_text(document):
    return document["results"]["transcripts"][0]["transcript"]


def words(document):
    """The pronunciation items of a document, with times in seconds."""
    result = []
    for item in document["results"]["items"]:
        if item["type"] != "pronunciation":
            continue
        best = item["alternatives"][0]
        result.append(Word(best["content"], float(item["start_time"]), float(item["end_time"]),
                           float(best.get("confidence", "0.0")), "redactions" in best))
    return result


def skip(reason):
    """Ends the script as skipped (77, CTest's SKIP_RETURN_CODE), visibly."""
    print(f"SKIPPED: {reason}")
    sys.exit(77)
