"""Transcribes one recording with PyPI's faster-whisper, batched; bench.py runs it as a process.

usage: faster_whisper_transcribe.py MEDIA --model DIR --threads N --batch-size N --out FILE

Writes {"text", "words": [{"word", "start", "end", "probability"}], "load_s", "transcribe_s"}.
"""

import argparse
import json
import time

from faster_whisper import BatchedInferencePipeline, WhisperModel


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("media")
    parser.add_argument("--model", required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--batch-size", type=int, required=True)
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()

    started = time.monotonic()
    model = WhisperModel(arguments.model, device="cpu", compute_type="int8",
                         cpu_threads=arguments.threads)
    pipeline = BatchedInferencePipeline(model)
    loaded = time.monotonic()
    segments, _ = pipeline.transcribe(arguments.media, language="en", beam_size=5,
                                      word_timestamps=True, batch_size=arguments.batch_size)
    segments = list(segments)  # the work is done while this is read
    finished = time.monotonic()
    words = [{"word": word.word.strip(), "start": float(word.start), "end": float(word.end),
              "probability": float(word.probability)}
             for segment in segments for word in segment.words or []]
    text = " ".join(segment.text.strip() for segment in segments)
    with open(arguments.out, "w", encoding="utf-8") as out:
        json.dump({"text": text, "words": words, "load_s": loaded - started,
                   "transcribe_s": finished - loaded}, out, ensure_ascii=False)


if __name__ == "__main__":
    main()
