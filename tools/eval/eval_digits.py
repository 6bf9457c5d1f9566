#!/usr/bin/env python3
"""Scores the redaction of spoken digit strings: people's digits, joined.

usage: tools/with-venv eval tools/eval/eval_digits.py [--digit-strings N] [--json FILE] [--show N]

Digits of one speaker are joined into card, phone and social security numbers after a synthetic lead ("my card
number is"); a string counts as redacted when nothing but [PII] stands in its time. Shares have Wilson's
95 % intervals.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import digit_strings  # noqa: E402
import intervals  # noqa: E402
import sounds  # noqa: E402
import tacet_program  # noqa: E402

_LEADS = {"CREDIT_DEBIT_NUMBER": "My credit card number is", "PHONE": "My phone number is",
          "SSN": "My social security number is"}
_MAKERS = {"CREDIT_DEBIT_NUMBER": digit_strings.card_number, "PHONE": digit_strings.phone_number,
           "SSN": digit_strings.social_security_number}


def speak(text, voice):
    """A synthetic voice's samples at the digits' rate, by espeak-ng."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        subprocess.run(["espeak-ng", "-v", voice, "-s", "150", "-w", file.name, text], check=True)
        samples, rate = sounds.read_wav(file.name)
    return sounds.resample(samples, rate, digit_strings.RATE)


def within(document, start, end):
    """The words that lie mostly between `start` and `end` seconds."""
    overlap = lambda word: min(word.end, end) - max(word.start, start)
    return [word for word in tacet_program.words(document)
            if overlap(word) > 0.5 * (word.end - word.start)]


def score_spoken(arguments):
    folder = arguments.data / "speech" / "fsdd_digits_8k"
    if not folder.is_dir():
        print(f"spoken: SKIPPED, {folder} is not there")
        return {}
    if not shutil.which("espeak-ng"):
        print("spoken: SKIPPED, espeak-ng is not installed (it speaks the words before the digits)")
        return {}
    speaker, report = digit_strings.DigitSpeaker(folder), {}
    for kind, lead in _LEADS.items():
        cases = []
        for number in range(arguments.digit_strings):
            generator = numpy.random.default_rng(2000 + number)
            digits = _MAKERS[kind](generator)
            name = speaker.speakers[number % len(speaker.speakers)]
            voice = ["en-us", "en-us+f3", "en-gb"][number // len(speaker.speakers) % 3]
            said = speaker.say(name, digits, number, speak(lead, voice))
            with tempfile.NamedTemporaryFile(suffix=".wav") as file:
                sounds.write_wav(file.name, said.samples, digit_strings.RATE)
                run = tacet_program.transcribe(file.name, program=arguments.program,
                                               model=arguments.model,
                                               redaction="redacted_and_unredacted")
            written = within(run.redacted, said.start, said.end)
            left = [word.text for word in written if not word.is_pii]
            heard = tacet_program.transcript_text(run.document)
            cases.append({"speaker": name, "digits": digits, "left": left, "heard": heard,
                          "whole": not left and any(word.is_pii for word in written),
                          "heard_right": digits in "".join(filter(str.isalnum, heard)),
                          "redacted": tacet_program.transcript_text(run.redacted),
                          "digits_left": sum(map(str.isdigit, "".join(left)))})
        whole = sum(case["whole"] for case in cases)
        no_digits = sum(case["digits_left"] == 0 for case in cases)
        right = [case for case in cases if case["heard_right"]]
        right_whole = sum(case["whole"] for case in right)
        print(f"spoken {kind}: wholly redacted "
              f"{intervals.percent(whole / len(cases), intervals.wilson(whole, len(cases)))} of "
              f"{len(cases)}; no digit left in {no_digits}; of the {len(right)} heard right, "
              f"{right_whole} wholly redacted")
        for case in [case for case in cases if not case["whole"]][:arguments.show]:
            print(f"  {case['speaker']} {case['digits']}\n    heard:    {case['heard']}\n"
                  f"    redacted: {case['redacted']}")
        report[kind] = {"count": len(cases), "whole": whole, "no_digits": no_digits,
                        "heard_right": len(right), "heard_right_whole": right_whole, "cases": cases}
    return report


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, default=tacet_program.default_program())
    parser.add_argument("--model", type=Path, default=tacet_program.default_model())
    parser.add_argument("--data", type=Path, default=tacet_program.shared_data())
    parser.add_argument("--digit-strings", type=int, default=36, help="of each kind")
    parser.add_argument("--show", type=int, default=10, help="misses to print")
    parser.add_argument("--json", type=Path, help="writes everything to this file")
    arguments = parser.parse_args()
    if not arguments.program.is_file():
        sys.exit(f"eval: {arguments.program} is not there; run 'make build' first")
    report = score_spoken(arguments)
    if arguments.json:
        arguments.json.write_text(json.dumps(report, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
