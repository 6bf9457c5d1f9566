#!/usr/bin/env python3
"""Writes tests/golden/log_mel/*.json: log-mel values that PyPI faster-whisper 1.2.1 computes.

usage: tools/with-venv bench tools/golden/log_mel.py

The signals are the formula of signal(), which tacet/asr/log_mel_test.cc repeats. They are filled up
with zero samples to 30 s before the features are computed, as openai-whisper does.
"""

import json
from pathlib import Path

import numpy as np
from faster_whisper.feature_extractor import FeatureExtractor

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "golden" / "log_mel"
WINDOW = 480000


def signal(samples):
    """A rising tone, a tone that is on every other half second, and noise from a small generator."""
    t = np.arange(samples) / 16000
    noise = np.empty(samples)
    state = 1
    for i in range(samples):
        state = (state * 1103515245 + 12345) % 2**31
        noise[i] = state / 2**31 - 0.5
    tone = 0.05 * np.sin(2 * np.pi * 3333 * t) * (t % 1 < 0.5)
    return (0.4 * np.sin(2 * np.pi * (100 + 110 * t) * t) + tone + 0.01 * noise).astype(np.float32)


def write(name, samples, mel_bins, frames):
    audio = np.zeros(WINDOW, dtype=np.float32)
    audio[:samples] = signal(samples)
    features = FeatureExtractor(feature_size=mel_bins)(audio, padding=0)
    assert features.shape == (mel_bins, 3000), features.shape
    document = {
        "made_by": "tools/golden/log_mel.py with PyPI faster-whisper 1.2.1",
        "samples": samples,
        "mel_bins": mel_bins,
        "frames": frames,
        # One list per frame.
        "features": [[round(float(v), 6) for v in features[:, frame]] for frame in frames],
    }
    (FOLDER / f"{name}.json").write_text(json.dumps(document, separators=(",", ":")) + "\n")


write("part_80", 197440, 80, [0, 1, 2, 100, 517, 999, 1232, 1233, 1234, 1235, 1236, 2999])
write("full_80", WINDOW, 80, [0, 1500, 2997, 2998, 2999])
write("part_128", 197440, 128, [0, 1, 777, 1233, 1235, 2999])
