#!/usr/bin/env python3
"""Scores Tacet's finding of personal information beside other programs: in text, and from sound to document.

usage: tools/with-venv eval tools/eval/eval_pii.py [--only PART,...] [--finders FINDER,...] [--json FILE]

Parts:
text       the dialogues of tests/accuracy/pii, each looked at as a whole, by every finder
alone      the same by Tacet, each turn with those before it only, as `tacet pii --jsonl`
written    presidio-research's synthetic texts in the shared data, by every finder
spoken     the dialogues written to be spoken, by voices not used in training, at 8 kHz: from sound to
           redacted document
ordinary   ordinary talk, spoken likewise: what is redacted of it
machines   the dialogues of "spoken" by voices that sound like machines
heard      the spoken dialogues as they were recognised, by every finder

Finders: fused (Tacet), tagger (its model alone), rules (its rules alone), presidio, rampart.
Sets, recordings and other programs' finds are kept in build/eval and made anew when what they come from
changed. All figures are the program's own: `tacet eval pii`, `tacet eval redaction`.
"""

import argparse
import hashlib
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import presidio_research  # noqa: E402
import tacet_program  # noqa: E402
import text_norm  # noqa: E402
import word_error  # noqa: E402

ROOT = tacet_program.ROOT
SETS = ROOT / "tests" / "accuracy" / "pii"
WORK = ROOT / "build" / "eval"
PARTS = ["text", "alone", "written", "spoken", "ordinary", "machines", "heard"]
FINDERS = {"fused": [], "tagger": ["--tagger-only"], "rules": ["--rules-only"]}
PEERS = ["presidio", "rampart"]


class Failed(Exception):
    """A part that could not be measured; the others go on."""


def run(command, **keywords):
    done = subprocess.run([str(part) for part in command], stdin=subprocess.DEVNULL, check=False, **keywords)
    if done.returncode != 0:
        raise Failed(f"{' '.join(map(str, command[:4]))} ...: exit {done.returncode}")
    return done


def made(path, sources, make):
    """The file or folder `path`, made by make(path) unless it was made from sources with these bytes."""
    key = hashlib.sha256()
    for source in sources:
        key.update(source.read_bytes() if isinstance(source, Path) else source.encode())
    stamp = path.with_name(path.name + ".key")
    if not (path.exists() and stamp.is_file() and stamp.read_text() == key.hexdigest()):
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path)
        stamp.write_text(key.hexdigest())
    return path


class Evaluation:
    def __init__(self, arguments):
        self._arguments = arguments
        self._tacet = [arguments.program]
        policy = ROOT / "tacet" / "pii" / "policy" / "recall-first.json"
        self.report = {"made_with": {"policy": json.loads(policy.read_text())["version"]}}
        description = arguments.models / "pii" / "tagger.json"
        if description.is_file():
            self.report["made_with"]["model"] = json.loads(description.read_text())["version"]

    def finders(self):
        model = self._arguments.models / "pii"
        for name in self._arguments.finders:
            if name in ("fused", "tagger") and not model.is_dir():
                print(f"{name}: SKIPPED, {model} is not there")
            else:
                yield name

    def scores(self, name, dialogues, *options):
        """The figures of one finder on one file of dialogues."""
        if name in PEERS:
            options = ["--found", self._found(name, dialogues), *options]
        else:
            options = [*FINDERS[name], *options]
        done = run([*self._tacet, "eval", "pii", dialogues, "--format", "json", "--models-dir",
                    self._arguments.models, *options], stdout=subprocess.PIPE)
        figures = json.loads(done.stdout)
        groups, whole = figures["groups"], figures["whole"]
        print(f"  {name:9} any type {percent(groups['all']['recall_any_type'])}, same type "
              f"{percent(groups['all']['recall_same_type'])}, precision "
              f"{percent(groups['all']['precision'])}, false per 1,000 words "
              f"{whole['false_per_thousand_words']['value']:.2f}, leaks {len(figures['leaks'])}",
              flush=True)
        return figures

    def _found(self, peer, dialogues):
        folder = HERE / "peers"
        sources = [dialogues, folder / "requirements.txt", folder / "find.py", folder / "entity_types.py"]
        make = lambda path: run([sys.executable, ROOT / "tools" / "with-venv", "tools/eval/peers",
                                 folder / "find.py", peer, dialogues, path], stdout=sys.stderr)
        return made(WORK / f"{dialogues.stem}-{peer}.jsonl", sources, make)

    def all_finders(self, part, dialogues):
        print(f"{part}:")
        figures = {}
        for name in self.finders():
            try:
                figures[name] = self.scores(name, dialogues)
            except Failed as error:
                print(f"  {name}: FAILED, {error}")
        self.report[part] = figures

    def _dialogues(self, name, files):
        script = HERE / "dialogue_markup.py"

        def make(path):
            with path.open("w", encoding="utf-8") as output:
                run([sys.executable, script, *files], stdout=output)
        return made(WORK / f"{name}.jsonl", [*files, script], make)

    def text(self):
        self.all_finders("text", self._dialogues("text", sorted(SETS.glob("*.txt"))))

    def alone(self):
        print("alone:")
        if "fused" in self.finders():
            dialogues = self._dialogues("text", sorted(SETS.glob("*.txt")))
            self.report["alone"] = {"fused": self.scores("fused", dialogues, "--alone")}

    def written(self):
        source = self._arguments.data / "text" / "txt_presidio_synth" / "synth_dataset_v2.json"
        if not source.is_file():
            print(f"written: SKIPPED, {source} is not there")
            return
        script = Path(presidio_research.__file__)

        def make(path):
            with path.open("w", encoding="utf-8") as output:
                run([sys.executable, script, source], stdout=output)
        self.all_finders("written", made(WORK / "written.jsonl", [source, script], make))

    def _recordings(self, name, voices="evaluation"):
        """The folder of a set's recordings by a group of tools/speech/voices.py, with manifest.jsonl."""
        dialogues = self._dialogues(name, [SETS / f"{name}.txt"])
        speech = ROOT / "tools" / "speech"
        limit = self._arguments.recordings
        make = lambda path: run([sys.executable, speech / "speak.py", dialogues, path, "--voices",
                                 voices, "--rate", "8000", "--limit", limit], stdout=sys.stderr)
        return made(WORK / f"{name}-{voices}",
                    [dialogues, str(limit), *sorted(speech.glob("*.py"))], make)

    def _redaction(self, part, name, voices="evaluation"):
        finder = next(self.finders(), None)
        if finder is None:
            return
        figures = WORK / f"{part}-figures.json"
        print(f"{part} ({finder}):", flush=True)
        run([*self._tacet, "eval", "redaction", self._recordings(name, voices) / "manifest.jsonl", "--json", figures,
             "--models-dir", self._arguments.models, "--show", self._arguments.show,
             *FINDERS.get(finder, [])])
        self.report[part] = {finder: json.loads(figures.read_text())}

    def spoken(self):
        self._redaction("spoken", "spoken")

    def ordinary(self):
        self._redaction("ordinary", "ordinary_talk")

    def machines(self):
        self._redaction("machines", "spoken", "evaluation-machines")

    def heard(self):
        manifest = self._recordings("spoken") / "manifest.jsonl"
        script = ROOT / "tools" / "speech" / "recognise.py"
        make = lambda path: run([sys.executable, script, manifest.parent, path, "--program",
                                 self._arguments.program, "--model", self._arguments.models / "base"],
                                stdout=sys.stderr)
        sources = [manifest, script, self._arguments.program]
        heard = made(WORK / "heard.jsonl", sources, make)
        score = word_errors(manifest, heard)
        print(f"heard: word error rate {score} over {score.words} words")
        self.report["heard_words"] = {"word_error_rate": score.rate, "interval": score.interval,
                                      "words": score.words}
        self.all_finders("heard", heard)


def word_errors(manifest, heard):
    """The recogniser's word errors on what a manifest says was spoken; what was not heard is missing."""
    said, wrote = {}, {}
    for row in map(json.loads, manifest.read_text(encoding="utf-8").splitlines()):
        for word in row["words"]:
            said.setdefault(word["dialogue"], []).append(word["text"])
    for row in map(json.loads, heard.read_text(encoding="utf-8").splitlines()):
        wrote[row["id"].removesuffix("-heard")] = [turn["text"] for turn in row["turns"]]
    return word_error.score([word_error.align(text_norm.normalize(" ".join(texts)),
                                              text_norm.normalize(" ".join(wrote.get(name, []))))
                             for name, texts in said.items()])


def percent(share):
    return f"{100 * share['value']:.1f} % [{100 * share['low']:.1f}, {100 * share['high']:.1f}]"


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, default=tacet_program.default_program())
    parser.add_argument("--models", type=Path, default=tacet_program.default_model().parent,
                        help="the folder of models: base and pii")
    parser.add_argument("--data", type=Path, default=tacet_program.shared_data())
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--finders", type=lambda text: text.split(","), default=[*FINDERS, *PEERS])
    parser.add_argument("--recordings", type=int, default=160, help="at most so many of a set")
    parser.add_argument("--show", type=int, default=0, help="misses and false finds to print of each")
    parser.add_argument("--json", type=Path, help="writes everything to this file")
    arguments = parser.parse_args()
    if not arguments.program.is_file():
        sys.exit(f"eval: {arguments.program} is not there; run 'make build' first")
    evaluation, failed = Evaluation(arguments), False
    for part in arguments.only.split(","):
        if part not in PARTS:
            parser.error(f"no part {part}; parts: {', '.join(PARTS)}")
        try:
            getattr(evaluation, part)()
        except Failed as error:
            print(f"{part}: FAILED, {error}")
            failed = True
        if arguments.json:  # after each part, so that a stop loses only the last
            arguments.json.write_text(json.dumps(evaluation.report, indent=1, ensure_ascii=False))
    if failed:
        sys.exit(1)


if __name__ == "__main__":
    main()
