"""Free synthetic voices: Debian's flite, festival (with an HTS voice) and espeak-ng; hibari, which speaks naturally.

The voices that speak training text and those that speak the evaluation never meet: a tagger must not
learn how the recogniser mishears one voice and be measured on it.
"""

import dataclasses
import functools
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "eval"))

import sounds  # noqa: E402

RATE = 16000  # of everything that speak() returns
PACKAGES = ("flite festival festvox-us-slt-hts festvox-kallpc16k festvox-kdlpc16k festlex-cmu "
            "festlex-poslex espeak-ng")


@dataclasses.dataclass(frozen=True)
class Voice:
    engine: str  # "flite", "festival", "espeak-ng" or "hibari"
    name: str    # in the engine's own words
    speed: int = 160  # words a minute; espeak-ng only
    pitch: float = 1  # of the voice and of the mouth that it has, as a factor; hibari only


TRAINING = [
    Voice("flite", "awb"), Voice("flite", "kal16"), Voice("flite", "slt"),
    Voice("festival", "cmu_us_slt_arctic_hts"), Voice("festival", "kal_diphone"),
    Voice("espeak-ng", "en-us", 150), Voice("espeak-ng", "en-us+f3", 165),
    Voice("espeak-ng", "en-gb+m3", 155),
]
# Two people, who sound as people do ...
EVALUATION = [Voice("hibari", "heart"), Voice("hibari", "heart", pitch=0.84)]
# ... and machines, which the recogniser mishears much.
EVALUATION_MACHINES = [
    Voice("flite", "rms"), Voice("festival", "ked_diphone"), Voice("espeak-ng", "en-gb-x-rp+f2", 150),
]
GROUPS = {"training": TRAINING, "evaluation": EVALUATION, "evaluation-machines": EVALUATION_MACHINES}


def missing():
    """The engines that are not installed."""
    return [engine for engine in ("flite", "festival", "espeak-ng") if not shutil.which(engine)]


def speak(voice, texts):
    """Samples of each text, without silence around it; empty where the voice says nothing."""
    if voice.engine == "hibari":
        return [_natural(voice, text) for text in texts]
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


@functools.cache
def _hibari(name):
    import hibari  # of the environment of tools/eval only

    return hibari.Hibari(voice=name)


def _natural(voice, text):
    # Said slower and played faster, or the other way round, it is as long as before.
    said = _hibari(voice.name)(text, speed=voice.pitch, seed=1)
    return _trimmed(sounds.resample(said, round(_hibari(voice.name).sample_rate * voice.pitch), RATE))


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
