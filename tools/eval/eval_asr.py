#!/usr/bin/env python3
"""Scores Tacet's recognition: word errors, word times, word confidence, and words nobody said.

usage: tools/with-venv eval tools/eval/eval_asr.py [--program TACET] [--model DIR] [--json FILE]
           [--digit-strings N] [--only PART,...]

Parts: clips (short recordings with references by people), digits (joined spoken digits, 9 to 16 in a
row), script (agents' sides of calls, against the script they read: approximate), times (word edges
against a document by Amazon Transcribe), invention (sounds without speech: nothing may be written).
Only where asked for: single (each clip of one spoken digit), short_sounds (96 pieces of under a second
of the sounds without speech).
Intervals are 95 %, by bootstrap over blocks of 20 words.
"""

import argparse
import csv
import json
import sys
import tempfile
from pathlib import Path

import numpy

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import asr_scores  # noqa: E402
import digit_strings  # noqa: E402
import sounds  # noqa: E402
import tacet_program  # noqa: E402
import text_norm  # noqa: E402
import word_error  # noqa: E402

_SNAPSHOT = "localstack_aws_samples/aws/test_transcribe.snapshot.json"
_RECORDED = "test_transcribe_speaker_diarization"
PARTS = ["clips", "digits", "script", "times", "invention"]
MORE_PARTS = ["single", "short_sounds"]  # only where --only asks for them


class Evaluation:
    def __init__(self, arguments):
        self._arguments = arguments
        self.speech = arguments.data / "speech"
        self.report = {}

    def transcribe(self, media):
        arguments = self._arguments
        return tacet_program.transcribe(media, program=arguments.program, model=arguments.model,
                                        threads=arguments.threads).document

    def _score(self, name, pairs):
        """`pairs` is (label, reference text, document). Prints and keeps the part's figures."""
        alignments, judged, files = [], [], []
        for label, reference, document in pairs:
            text = tacet_program.transcript_text(document)
            alignment = word_error.align(text_norm.normalize(reference), text_norm.normalize(text))
            alignments.append(alignment)
            judged += [(label, confidence, right) for confidence, right in
                       asr_scores.correctness(reference, tacet_program.words(document))]
            files.append({"file": label, "errors": alignment.errors, "words": len(alignment.reference),
                          "reference": " ".join(alignment.reference),
                          "hypothesis": " ".join(alignment.hypothesis), "transcript": text})
        score = word_error.score(alignments)
        print(f"{name}: word error rate {score} over {len(files)} recordings; substituted "
              f"{sum(a.substitutions for a in alignments)}, missing "
              f"{sum(a.deletions for a in alignments)}, added {sum(a.insertions for a in alignments)}")
        calibration = asr_scores.calibration([entry[1:] for entry in judged]) if judged else None
        if calibration:
            print(f"  confidence: expected calibration error {calibration.error:.3f} over "
                  f"{len(judged)} words, {sum(right for _, _, right in judged)} of them right")
            for low, high, count, mean, share in calibration.rows:
                print(f"    {low:.1f}-{high:.1f}: {count:5} words, mean confidence {mean:.3f}, "
                      f"right {share:.3f}")
        for entry in sorted(files, key=lambda entry: -entry["errors"])[:self._arguments.show]:
            if entry["errors"]:
                print(f"  {entry['errors']}/{entry['words']} {entry['file']}")
                if entry["words"] <= 40:
                    print(f"    said:  {entry['reference']}\n    wrote: {entry['hypothesis']}")
        self.report[name] = {"word_error_rate": score.rate, "interval": score.interval,
                             "errors": score.errors, "words": score.words,
                             "calibration_error": calibration.error if calibration else None,
                             "calibration": calibration.rows if calibration else [],
                             "judged": judged, "files": files}

    def clips(self):
        path = self.speech / "short_clips" / "references.tsv"
        if not path.is_file():
            return missing("clips", path)
        pairs = []
        for row in _rows(path):
            pairs.append((row["file"], row["reference"], self.transcribe(path.parent / row["file"])))
        return self._score("clips", pairs)

    def script(self):
        path = self.speech / "lca_demo_agent_8k" / "references_script.tsv"
        if not path.is_file():
            return missing("script", path)
        lines = {}
        for row in _rows(path):
            lines.setdefault(row["wav"], []).append(row["agent_line"])
        pairs = [(name, " ".join(said), self.transcribe(path.parent / "audio" / name))
                 for name, said in lines.items()]
        return self._score("script", pairs)

    def digits(self):
        folder = self.speech / "fsdd_digits_8k"
        if not folder.is_dir():
            return missing("digits", folder)
        speaker = digit_strings.DigitSpeaker(folder)
        pairs, edges, whole = [], [], 0
        for number in range(self._arguments.digit_strings):
            generator = numpy.random.default_rng(1000 + number)
            digits = digit_strings.random_digits(int(generator.integers(9, 17)), generator)
            said = speaker.say(speaker.speakers[number % len(speaker.speakers)], digits, number)
            with tempfile.NamedTemporaryFile(suffix=".wav") as file:
                sounds.write_wav(file.name, said.samples, digit_strings.RATE)
                document = self.transcribe(file.name)
            pairs.append((f"{said.speaker} {digits}", digits, document))
            words = tacet_program.words(document)
            if "".join(word.text for word in words) == digits:
                whole += 1
                edges += [words[0].start - said.start, words[-1].end - said.end]
        self._score("digits", pairs)
        print(f"  strings right in every digit: {whole} of {len(pairs)}")
        self.report["digits"]["whole_strings"] = whole
        self._times("digit_times", "first and last edge of the right strings, true times", edges)

    def times(self):
        snapshot = self.speech / _SNAPSHOT
        if not snapshot.is_file():
            return missing("times", snapshot)
        recorded = json.loads(snapshot.read_text())
        name = next(name for name in recorded if name.endswith(_RECORDED))
        expected = recorded[name]["recorded-content"]["transcribe_speaker_diarization"]
        audio = self.speech / "localstack_aws_samples" / "audio" / "multi-speaker.wav"
        edges = asr_scores.edge_errors(tacet_program.words(expected),
                                       tacet_program.words(self.transcribe(audio)))
        return self._times("times", "word edges against Amazon Transcribe, multi-speaker.wav", edges)

    def _times(self, name, what, edges):
        if not edges:
            print(f"{name}: no word to compare")
            return
        signed = 1000 * numpy.asarray(edges)
        median, p90, largest = numpy.percentile(numpy.abs(signed), [50, 90, 100])
        starts, ends = numpy.median(signed[0::2]), numpy.median(signed[1::2])
        print(f"{name}: {what}: median error {median:.0f} ms, 90th percentile {p90:.0f} ms, largest "
              f"{largest:.0f} ms over {len(edges)} edges; median of starts {starts:+.0f} ms, of ends "
              f"{ends:+.0f} ms (+ is late)")
        self.report[name] = {"median_ms": median, "p90_ms": p90, "largest_ms": largest,
                             "edges": len(edges), "starts_ms": starts, "ends_ms": ends}

    def single(self):
        folder = self.speech / "fsdd_digits_8k"
        if not folder.is_dir():
            return missing("single", folder)
        clips = sorted((folder / "wav").glob("*.wav"))
        texts = {clip.name: tacet_program.transcript_text(self.transcribe(clip)) for clip in clips}
        right = [name for name, text in texts.items()
                 if text_norm.normalize(text) == text_norm.normalize(name[0])]
        empty = [name for name, text in texts.items() if not text]
        print(f"single: {len(right)} of {len(texts)} digits right, {len(empty)} gave no word")
        self.report["single"] = {"texts": texts, "right": len(right), "empty": empty}

    def invention(self):
        self._invention("invention", "sounds without speech", {
            f"{name}_{rate}": (samples, rate) for rate in (8000, 16000)
            for name, samples in sounds.without_speech(rate).items()})

    def short_sounds(self):
        pieces = {}
        for rate in (8000, 16000):
            generator = numpy.random.default_rng(rate)
            for name, samples in sounds.without_speech(rate).items():
                for number in range(3):
                    length = int(generator.uniform(0.15, 0.95) * rate)
                    start = int(generator.integers(0, len(samples) - length))
                    pieces[f"{name}_{rate}_{number}"] = samples[start:start + length], rate
        self._invention("short_sounds", "short sounds without speech", pieces)

    def _invention(self, part, what, recordings):
        invented = {}
        with tempfile.TemporaryDirectory() as folder:
            for name, (samples, rate) in recordings.items():
                path = Path(folder) / f"{name}.wav"
                sounds.write_wav(path, samples, rate)
                text = tacet_program.transcript_text(self.transcribe(path))
                if text:
                    invented[name] = text
        print(f"{part}: {len(invented)} of {len(recordings)} {what} gave words")
        for name, text in invented.items():
            print(f"  {name}: {text[:100]}")
        self.report[part] = {"sounds": len(recordings), "invented": invented}


def missing(part, path):
    print(f"{part}: SKIPPED, {path} is not there")


def _rows(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, default=tacet_program.default_program())
    parser.add_argument("--model", type=Path, default=tacet_program.default_model())
    parser.add_argument("--data", type=Path, default=tacet_program.shared_data())
    parser.add_argument("--threads", type=int)
    parser.add_argument("--digit-strings", type=int, default=60)
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--show", type=int, default=10, help="recordings with most errors to print")
    parser.add_argument("--json", type=Path, help="writes everything to this file")
    arguments = parser.parse_args()
    if not arguments.program.is_file():
        sys.exit(f"eval: {arguments.program} is not there; run 'make build' first")
    evaluation = Evaluation(arguments)
    for part in arguments.only.split(","):
        if part not in PARTS + MORE_PARTS:
            parser.error(f"no part {part}; parts: {', '.join(PARTS + MORE_PARTS)}")
        getattr(evaluation, part)()
    if arguments.json:
        arguments.json.write_text(json.dumps(evaluation.report, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
