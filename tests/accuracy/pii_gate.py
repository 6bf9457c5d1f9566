#!/usr/bin/env python3
"""Fails when the finding of personal information is worse than it was: recall, precision, leaks.

usage: tests/accuracy/pii_gate.py text|spoken [--write]

text    all dialogues of tests/accuracy/pii as text
spoken  twelve of those written to be spoken, by voices not used in training, from sound to redacted document

The floors stand in tests/accuracy/pii/floors.json, at the ends of the 95 % intervals of what was measured
when they were written, so that chance does not fail the test. --write writes them anew, to be done only after
a change that is known to be better. The program is $TACET; models are in $TACET_MODELS_DIR. Exits with 77,
saying why, where the model or the voices are missing.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools" / "eval"), str(ROOT / "tools" / "speech")]

import dialogue_markup  # noqa: E402
import tacet_program  # noqa: E402

SETS = ROOT / "tests" / "accuracy" / "pii"
FLOORS = SETS / "floors.json"
SPOKEN = 12

FEWEST = 30  # labels or finds behind a floor: of fewer the interval's end would hold nothing

# Of each group of types, what is held.
RECALLS = ["recall_any_type", "recall_same_type"]


def figures(command, *arguments):
    program = tacet_program.default_program()
    models = tacet_program.default_model().parent
    done = subprocess.run([str(program), "eval", command, *map(str, arguments), "--format", "json",
                           "--models-dir", str(models)],
                          stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"tacet eval {command}: exit {done.returncode}: {done.stderr.decode()[-400:]}")
    return json.loads(done.stdout)


def write_dialogues(path, names, limit=None):
    """The sets as JSON lines; the first `limit` dialogues that have labels, or all."""
    marked = [one for name in names for one in dialogue_markup.read_file(SETS / name)]
    if limit:
        marked = [one for one in marked if any(turn.spans for turn in one.dialogue.turns)][:limit]
    with path.open("w", encoding="utf-8") as file:
        dialogue_markup.dialogue.write([one.dialogue for one in marked], file)


def text(folder):
    dialogues = folder / "text.jsonl"
    write_dialogues(dialogues, sorted(path.name for path in SETS.glob("*.txt")))
    return figures("pii", dialogues)


def spoken(folder):
    import voices  # needs more than the standard library

    if absent := voices.missing():
        tacet_program.skip(f"not installed: {', '.join(absent)}")
    dialogues = folder / "spoken.jsonl"
    write_dialogues(dialogues, ["spoken.txt"], SPOKEN)
    subprocess.run([sys.executable, str(ROOT / "tools" / "speech" / "speak.py"), str(dialogues), str(folder),
                    "--voices", "evaluation"], check=True, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    return figures("redaction", folder / "manifest.jsonl")


def held(measured):
    """name -> (value, lower end, upper end, whether more is better) of everything that has a floor."""
    rows = {}
    for name, group in measured["groups"].items():
        for what in [*RECALLS, "precision"]:
            if group[what]["count"] >= FEWEST:
                rows[f"{name}: {what}"] = (group[what]["value"], group[what]["low"], None, True)
    for source in measured.get("ordinary", []):
        rate = measured["sources"][source]["false_per_thousand_words"]
        rows[f"{source}: false spans per 1,000 words"] = (rate["value"], None, rate["high"], False)
    error = measured["calibration_error"]
    rows["calibration error"] = (error["value"], None, error["high"], False)
    rows["digit runs left"] = (len(measured["leaks"]), None, len(measured["leaks"]), False)
    return rows


def breaches(measured, floors):
    """One line for each figure that is worse than its floor, or that is no longer measured."""
    rows = held(measured)
    for name, floor in floors.items():
        if name not in rows:
            yield f"{name}: not measured"
            continue
        value, _, _, more_is_better = rows[name]
        if value < floor if more_is_better else value > floor:
            yield f"{name}: {value:.4f}, {'at least' if more_is_better else 'at most'} {floor:.4f} was held"


def new_floors(measured):
    return {name: round(low if more else high, 4) for name, (_, low, high, more) in held(measured).items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=["text", "spoken"])
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    model = tacet_program.default_model().parent / "pii"
    if not model.is_dir():
        tacet_program.skip(f"{model} is not there")
    with tempfile.TemporaryDirectory(prefix="tacet-gate-") as folder:
        measured = {"text": text, "spoken": spoken}[arguments.part](Path(folder))
    floors = json.loads(FLOORS.read_text()) if FLOORS.is_file() else {}
    if arguments.write:
        floors[arguments.part] = new_floors(measured)
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n")
        print(f"wrote {FLOORS}")
        return
    if arguments.part not in floors:
        sys.exit(f"{FLOORS} has no floors for '{arguments.part}'; write them with --write")
    for name, (value, *_) in held(measured).items():
        print(f"{name}: {value:.4f} (floor {floors[arguments.part].get(name, 'none')})")
    found = list(breaches(measured, floors[arguments.part]))
    print("\n".join(found) or "nothing is worse than it was")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
