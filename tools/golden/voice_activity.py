#!/usr/bin/env python3
"""Writes tests/golden/voice_activity/call.json: what the Silero model says of examples/call.wav.

usage: tools/with-venv bench tools/golden/voice_activity.py

The model is build/models/silero-vad/silero_vad_16k_sequence.onnx (PyPI silero-vad 6.2.3), run by
onnxruntime in one call over the whole recording, as silero_vad/sequence_vad.py does. The 8 kHz
samples become 16 kHz ones by linear interpolation, as in tacet/asr/example_call.h.
"""

import json
import wave
from pathlib import Path

import numpy as np
import onnxruntime

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "build" / "models" / "silero-vad" / "silero_vad_16k_sequence.onnx"
FRAME, CONTEXT = 512, 64

with wave.open(str(ROOT / "examples" / "call.wav")) as recording:
    assert recording.getframerate() == 8000 and recording.getsampwidth() == 1
    samples = np.frombuffer(recording.readframes(recording.getnframes()), dtype=np.uint8)
samples = ((samples.astype(np.float32) - 128) / 128).astype(np.float32)
following = np.append(samples[1:], samples[-1])
audio = np.stack([samples, (samples + following) / 2], axis=1).reshape(-1)

count = -(-audio.size // FRAME)
frames = np.zeros((count, CONTEXT + FRAME), dtype=np.float32)
padded = np.zeros(count * FRAME, dtype=np.float32)
padded[: audio.size] = audio
frames[:, CONTEXT:] = padded.reshape(count, FRAME)
frames[1:, :CONTEXT] = frames[:-1, -CONTEXT:]

session = onnxruntime.InferenceSession(str(MODEL), providers=["CPUExecutionProvider"])
state = np.zeros((1, 1, 128), dtype=np.float32)
(probabilities,) = session.run(["speech_probs"], {"input": frames, "h": state, "c": state})
document = {
    "made_by": f"tools/golden/voice_activity.py with PyPI onnxruntime {onnxruntime.__version__} "
               "and silero-vad 6.2.3",
    "speech_probabilities": [round(float(p), 5) for p in probabilities],
}
target = ROOT / "tests" / "golden" / "voice_activity" / "call.json"
target.write_text(json.dumps(document, separators=(",", ":")) + "\n")
