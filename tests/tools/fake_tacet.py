#!/usr/bin/env python3
"""Stands in for the program in tests of the tools: answers from the file FAKE_TACET_SCRIPT names.

The script is JSON: {"words": {file name: [[text, start, end, confidence], ...]}, "pii": {text: entities},
"fail": [file name, ...]}. Documents have the real shape; an unknown recording has no speech.
"""

import json
import os
import sys
from pathlib import Path


def document(name, words, redacted):
    items = []
    for text, start, end, confidence in words:
        items.append({"id": len(items), "type": "pronunciation",
                      "alternatives": [{"confidence": confidence, "content": text}],
                      "start_time": start, "end_time": end})
    text = " ".join(word[0] for word in words)
    segments = [{"id": 0, "transcript": text, "start_time": words[0][1], "end_time": words[-1][2],
                 "items": list(range(len(items)))}] if words else []
    head = {"jobName": name, "accountId": "000000000000"}
    head |= {} if redacted is None else {"isRedacted": redacted}
    return head | {"status": "COMPLETED", "results": {"transcripts": [{"transcript": text}],
                                                      "items": items, "audio_segments": segments}}


def redact(result):
    for item in result["results"]["items"]:
        best = item["alternatives"][0]
        if any(letter.isdigit() for letter in best["content"]):
            item["alternatives"] = [{"content": "[PII]", "redactions": [
                {"confidence": "0.99", "type": "PHONE", "category": "PII"}]}]
    text = " ".join(item["alternatives"][0]["content"] for item in result["results"]["items"])
    result["results"]["transcripts"][0]["transcript"] = text
    for segment in result["results"]["audio_segments"]:
        segment["transcript"] = text
    return result


def option(name, default=None):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else default


def main():
    script = json.loads(Path(os.environ["FAKE_TACET_SCRIPT"]).read_text())
    if "--version" in sys.argv:
        print("tacet 0")
        return
    if sys.argv[1:3] == ["pii", "--jsonl"]:
        for line in sys.stdin:
            row = json.loads(line)
            print(json.dumps({"id": row["id"], "entities": script.get("pii", {}).get(row["text"], [])}))
        return
    media = Path(sys.argv[2]).name
    if media in script.get("fail", []):
        sys.exit(f"tacet: {media}: not a recording")
    words, name = script.get("words", {}).get(media, []), option("--job-name")
    wanted = option("--redaction-output") if "--redact" in sys.argv else None
    written = {} if wanted == "redacted" else {f"{name}.json": document(name, words, False if wanted else None)}
    if wanted:
        written[f"redacted-{name}.json"] = redact(document(name, words, True))
    for file, content in written.items():
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        (Path(option("--output-dir")) / file).write_text(text)


if __name__ == "__main__":
    main()
