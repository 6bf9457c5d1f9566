#!/usr/bin/env python3
"""Tacet beside PyPI's faster-whisper: the same recordings, weights, beam and threads, in one run.

usage: tools/with-venv bench tools/bench/bench.py [MEDIA...] [--rounds N] [--threads N] [--json FILE] ...

Each measurement is a process of its own, and the programs take turns. What is counted is the whole
process: interpreter or loader start, model load, decoding of the media, recognition, writing the result.
faster-whisper runs its batched pipeline (int8, beam 5, its own voice activity detection, word times) at
each batch size; the table shows the size that was fastest for it on that recording.
"""

import argparse
import dataclasses
import importlib.metadata
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "tools" / "eval")]

import recordings as recordings_module  # noqa: E402
import tacet_program  # noqa: E402
import text_norm  # noqa: E402
import word_error  # noqa: E402

_ENVIRONMENT = re.compile(r"(OMP|MKL|OPENBLAS|CT2|DNNL|ONEDNN|OV|KMP)_")


@dataclasses.dataclass
class Measurement:
    wall_s: float
    cpu_s: float
    peak_mib: float
    text: str


def measure(command):
    """Runs a command; returns its wall time, processor time and peak resident memory in MiB."""
    done = subprocess.run([sys.executable, "-S", "-E", str(HERE / "measure_process.py"), *command],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
    used = json.loads(done.stdout)
    if used["exit"] != 0:
        raise SystemExit(f"bench: exit {used['exit']}: {' '.join(command[:4])}\n{done.stderr[-500:]}")
    return used["wall_s"], used["cpu_s"], used["peak_mib"]


def run_tacet(arguments, recording):
    with tempfile.TemporaryDirectory() as out:
        usage = measure([str(arguments.program), "transcribe", str(recording.path), "--job-name", "bench",
                         "--output-dir", out, "--model", str(arguments.model),
                         "--threads", str(arguments.threads)])
        document = json.loads((Path(out) / "bench.json").read_bytes())
    return Measurement(*usage, tacet_program.transcript_text(document))


def run_faster_whisper(arguments, recording, batch_size):
    with tempfile.TemporaryDirectory() as out:
        result = Path(out) / "result.json"
        usage = measure([sys.executable, str(HERE / "faster_whisper_transcribe.py"),
                         str(recording.path), "--model", str(arguments.model),
                         "--threads", str(arguments.threads), "--batch-size", str(batch_size),
                         "--out", str(result)])
        return Measurement(*usage, json.loads(result.read_text())["text"])


def batch_sizes(arguments, recording):
    """The sizes worth trying: one larger than the windows there can be changes nothing."""
    sizes = sorted(arguments.batch_sizes)
    return [size for index, size in enumerate(sizes) if index == 0 or
            recording.seconds > 15 * sizes[index - 1]]


def summarise(recording, runs):
    """One program's runs on one recording."""
    walls = [run.wall_s for run in runs]
    result = {"real_time_factor_min": min(walls) / recording.seconds,
              "real_time_factor_median": statistics.median(walls) / recording.seconds,
              "wall_s": walls, "cpu_s": [run.cpu_s for run in runs],
              "peak_mib": max(run.peak_mib for run in runs), "text": runs[-1].text}
    if recording.reference is not None:
        score = word_error.score([word_error.align(text_norm.normalize(recording.reference),
                                                   text_norm.normalize(runs[-1].text))])
        result["word_errors"], result["words"] = score.errors, score.words
        result["word_error_rate"], result["word_error_interval"] = score.rate, score.interval
    return result


def compare(recording, tacet_runs, other_runs):
    """`other_runs` maps a batch size to its runs; the fastest by median stands for faster-whisper."""
    best = min(other_runs, key=lambda size: statistics.median(run.wall_s for run in other_runs[size]))
    tacet, other = summarise(recording, tacet_runs), summarise(recording, other_runs[best])
    return {"recording": recording.name, "seconds": recording.seconds, "reference": recording.note,
            "tacet": tacet, "faster_whisper": other, "batch_size": best,
            "batch_sizes_tried": {str(size): [run.wall_s for run in runs]
                                  for size, runs in other_runs.items()},
            "speed_ratio_min": min(other["wall_s"]) / min(tacet["wall_s"]),
            "speed_ratio_median": statistics.median(other["wall_s"]) /
                                  statistics.median(tacet["wall_s"])}


def marginal(results):
    """Real-time factors between a short and a long recording: what more audio costs, start excluded."""
    by_name = {result["recording"]: result for result in results}
    for short, long in recordings_module.MARGINAL_PAIRS:
        if short in by_name and long in by_name:
            short, long = by_name[short], by_name[long]
            seconds = long["seconds"] - short["seconds"]
            cost = lambda program: (statistics.median(long[program]["wall_s"]) -
                                    statistics.median(short[program]["wall_s"])) / seconds
            yield {"from": short["recording"], "to": long["recording"], "tacet": cost("tacet"),
                   "faster_whisper": cost("faster_whisper")}


def print_table(results):
    print(f"\n{'recording':14} {'audio':>7}  {'real-time factor, median (min)':^36}  {'times faster':^15}"
          f"  {'peak MiB':^11}  {'word errors, %':^19}")
    print(f"{'':14} {'s':>7}  {'Tacet':>16} {'faster-whisper':>19}  {'median':>7} {'min':>7}"
          f"  {'Tacet':>5} {'f-w':>5}  {'Tacet':>9} {'f-w':>9}")
    for result in results:
        tacet, other = result["tacet"], result["faster_whisper"]
        factor = lambda side: f"{side['real_time_factor_median']:.4f} ({side['real_time_factor_min']:.4f})"
        mark = "~" if result["reference"].startswith("script") else ""
        rate = lambda side: (f"{mark}{100 * side['word_error_rate']:.1f}" if "word_error_rate" in side
                             else "-")
        print(f"{result['recording']:14} {result['seconds']:7.1f}  {factor(tacet):>16} "
              f"{factor(other) + ' b' + str(result['batch_size']):>19}  "
              f"{result['speed_ratio_median']:7.2f} {result['speed_ratio_min']:7.2f}  "
              f"{tacet['peak_mib']:5.0f} {other['peak_mib']:5.0f}  {rate(tacet):>9} {rate(other):>9}")
    print("\nb8, b16: faster-whisper's batch size. ~: against the script the speaker read, not word by word.")
    for entry in marginal(results):
        print(f"One more second of audio ({entry['from']} -> {entry['to']}, start excluded): "
              f"Tacet {entry['tacet']:.4f} s, faster-whisper {entry['faster_whisper']:.4f} s, "
              f"{entry['faster_whisper'] / entry['tacet']:.2f} times faster")


def machine(arguments):
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        names = re.findall(r"model name\s*: (.*)", file.read())
    version = subprocess.run([str(arguments.program), "--version"], capture_output=True, text=True,
                             check=False).stdout.strip()
    return {"processor": names[0] if names else platform.machine(), "cores": os.cpu_count(),
            "load_average": os.getloadavg(), "threads": arguments.threads, "rounds": arguments.rounds,
            "tacet": version, "python": platform.python_version(),
            **{name: importlib.metadata.version(name)
               for name in ("faster-whisper", "ctranslate2", "onnxruntime", "av")},
            "environment": {name: value for name, value in sorted(os.environ.items())
                            if _ENVIRONMENT.match(name)}}


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("media", nargs="*", help="default: examples/ and the shared speech")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--batch-sizes", type=lambda text: [int(part) for part in text.split(",")],
                        default=[8, 16])
    parser.add_argument("--only", help="names of the default recordings, with commas between")
    parser.add_argument("--program", type=Path, default=tacet_program.default_program())
    parser.add_argument("--model", type=Path, default=tacet_program.default_model())
    parser.add_argument("--json", type=Path, help="writes everything measured to this file")
    arguments = parser.parse_args()
    for path in (arguments.program, arguments.model / "model.bin"):
        if not path.is_file():
            sys.exit(f"bench: {path} is not there; run 'make build' first")

    work = ROOT / "build" / "bench-recordings"
    chosen = (recordings_module.given_recordings(arguments.media) if arguments.media
              else recordings_module.default_recordings(work))
    if arguments.only:
        chosen = [entry for entry in chosen if entry.name in arguments.only.split(",")]
    if not chosen:
        sys.exit("bench: no recordings to measure on")

    about = machine(arguments)
    for name, value in about.items():
        print(f"{name}: {value}")
    tacet_runs = {entry.name: [] for entry in chosen}
    other_runs = {entry.name: {size: [] for size in batch_sizes(arguments, entry)} for entry in chosen}
    for number in range(1, arguments.rounds + 1):
        for entry in chosen:
            print(f"[bench] round {number} of {arguments.rounds}: {entry.name}, "
                  f"{entry.seconds:.0f} s of audio", file=sys.stderr, flush=True)
            tacet_runs[entry.name].append(run_tacet(arguments, entry))
            for size, runs in other_runs[entry.name].items():
                runs.append(run_faster_whisper(arguments, entry, size))
    results = [compare(entry, tacet_runs[entry.name], other_runs[entry.name]) for entry in chosen]
    print_table(results)
    if arguments.json:
        arguments.json.write_text(json.dumps({"about": about, "results": results,
                                              "marginal": list(marginal(results))}, indent=1))


if __name__ == "__main__":
    main()
