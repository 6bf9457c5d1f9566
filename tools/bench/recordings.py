"""What bench.py measures on: the shipped recordings, the shared speech where there is some, and joins."""

import csv
import dataclasses
import sys
from pathlib import Path

import numpy

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "eval"))

import sounds  # noqa: E402
import tacet_program  # noqa: E402

_SUFFIXES = {".flac", ".m4a", ".mp3", ".mp4", ".ogg", ".wav", ".webm"}
_LONG_SECONDS = 600


@dataclasses.dataclass
class Recording:
    name: str
    path: Path
    seconds: float
    reference: str | None = None
    note: str = ""  # on the reference


def _decode(path, rate):
    # Here and not above, so that the rest works without faster-whisper.
    from faster_whisper.audio import decode_audio
    return decode_audio(str(path), sampling_rate=rate)


def _seconds(path):
    return len(_decode(path, 8000)) / 8000


def _joined(path, parts, rate, gap_seconds):
    """Writes the decoded parts one after the other, with gaps, and returns the length in seconds."""
    clips = [_decode(part, rate) for part in parts]
    samples, _ = sounds.join(clips, [0.5] + [gap_seconds] * (len(clips) - 1) + [0.5], rate)
    path.parent.mkdir(parents=True, exist_ok=True)
    sounds.write_wav(path, samples.astype(numpy.float32), rate)
    return len(samples) / rate


def _rows(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _shipped(work):
    found = [path for path in sorted((ROOT / "examples").rglob("*"))
             if path.suffix.lower() in _SUFFIXES]
    result = [Recording(path.stem, path, _seconds(path)) for path in found]
    if result:
        times = max(1, round(_LONG_SECONDS / sum(recording.seconds for recording in result)))
        long = work / "examples_long.wav"
        result.append(Recording("examples_long", long, _joined(long, found * times, 8000, 1.0)))
    return result


def _shared(speech, work):
    result = []
    clips = speech / "short_clips" / "references.tsv"
    if clips.is_file():
        rows = _rows(clips)
        joined = work / "short_clips.wav"
        seconds = _joined(joined, [clips.parent / row["file"] for row in rows], 16000, 1.0)
        result.append(Recording("short_clips", joined, seconds,
                                " ".join(row["reference"] for row in rows), "human"))
    for path in sorted((speech / "aws_calls_8k" / "audio").glob("*.wav")):
        result.append(Recording(path.stem, path, _seconds(path)))
    script = speech / "lca_demo_agent_8k" / "references_script.tsv"
    if script.is_file():
        rows = _rows(script)
        audio = script.parent / "audio"
        names = [name for name in dict.fromkeys(row["wav"] for row in rows) if (audio / name).is_file()]
        lines = lambda wanted: " ".join(row["agent_line"] for row in rows if row["wav"] in wanted)
        result.append(Recording("lca_first", audio / names[0], _seconds(audio / names[0]),
                                lines(names[:1]), "script, not word by word"))
        joined = work / "lca_all.wav"
        seconds = _joined(joined, [audio / name for name in names], 8000, 1.0)
        result.append(Recording("lca_all", joined, seconds, lines(names), "script, not word by word"))
    return result


def default_recordings(work):
    """The recordings of the checkout and, where it is there, of the shared data. `work` gets the joins."""
    speech = tacet_program.shared_data() / "speech"
    shared = _shared(speech, work) if speech.is_dir() else []
    shipped = _shipped(work)
    # The shared speech has its own long recording.
    return [entry for entry in shipped if not shared or entry.name != "examples_long"] + shared


def given_recordings(paths):
    return [Recording(Path(path).stem, Path(path), _seconds(path)) for path in paths]


# Pairs of a short and a long recording of the same kind: the difference of their times is free of what
# each program pays once, at its start.
MARGINAL_PAIRS = [("lca_first", "lca_all"), ("call", "examples_long")]
