"""Builds the tagger from nothing: the training set, the training, the int8 model, its scores and model card.

usage: build.py --text FOLDER [--work FOLDER] [--out FOLDER] [--minutes N] [--extra FILE...] [...]

Run by `make train-pii` in the environment of tools/with-venv. Each step keeps its result in the work
folder; a training that was interrupted goes on from its last checkpoint (--fresh starts anew).
docs/training.md says what the steps do and how long they take.
"""

import argparse
import dataclasses
import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import dialogue  # noqa: E402
import export  # noqa: E402
import fill  # noqa: E402
import mixture  # noqa: E402
import model  # noqa: E402
import model_card  # noqa: E402
import narrow  # noqa: E402
import rampart  # noqa: E402
import scoring  # noqa: E402
import train  # noqa: E402
import values  # noqa: E402
import windows  # noqa: E402

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

# Shares of the drawn dialogues. A filled template has 30 to 40 words, a piece of a conversation 130.
WEIGHTS = {"templates": 0.6, "speech": 0.2, "*": 0.45}

NARROW_SHARE = 0.3  # of the training comes after narrowing, where there is any


def say(text):
    print(f"[train-pii] {text}", flush=True)


def settler(earlier):
    """What settles doubts about names of the text folder by an earlier tagger and Rampart; None without one."""
    if not earlier:
        return None
    from sources import doubts
    judges = [doubts.Earlier(earlier), doubts.Rampart()]
    encoder = windows.Encoder(rampart.vocabulary_file())

    def settle(dialogues):
        made, counts = doubts.settled(dialogues, judges, encoder)
        if counts:
            say(f"doubts in {made[0].source}: {counts['NAME']} are names, {counts[None]} are none, "
                f"{counts['UNKNOWN']} stay")
        return made

    return settle


def conversations(text, work, seed, limit, earlier):
    """The labelled conversations of the text folder, made once; nothing without the folder."""
    if text is None:
        return []
    path = work / "conversations.jsonl"
    if not path.is_file():
        from sources import mix
        say(f"labelling the conversations of {text}")
        limits = {name: min(count, limit or count) for name, count in mix.LIMITS.items()}
        partial = path.with_suffix(".partial")
        with open(partial, "w", encoding="utf-8") as file:
            dialogue.write(mix.build(str(text), seed, limits, settle=settler(earlier)), file)
        os.replace(partial, path)
    return [path]


def usable(templates, lists):
    """The templates that can be filled; the others are told: a long training does not stop at one."""
    result = []
    for template in templates:
        try:
            list(fill.fill([template], 5, 1, lists=lists))
            result.append(template)
        except ValueError as error:
            say(f"left out: {error}")
    return result


def mixed(options):
    files = conversations(options.text, options.work, options.seed, options.limit, options.earlier)
    files += options.extra
    gazetteers = options.text / "gazetteers" if options.text else None
    lists = values.Lists(gazetteers)
    templates = usable(fill.read(options.templates), lists)
    weights = {**WEIGHTS, **json.loads(options.weights)}
    made = mixture.Mixture(templates, lists, files, weights)
    sizes = ", ".join(f"{name} {len(pool)}" for name, pool in sorted(made.pools.items()))
    say(f"{len(made.templates)} templates; pieces of conversations: {sizes or 'none'}")
    return made


def run(training, options, made, held_out):
    """Trains to the end of the plan, from the last checkpoint where there is one."""
    if options.fresh:
        training.file.unlink(missing_ok=True)
    if training.resume():
        say(f"going on after step {training.step}, {training.progress():.0%} done")
    training.run(made, held_out[::3], say)


def trainings(options, made, held_out):
    """The training of the wide network and the last one: the same, or that of the narrowed network."""
    narrowing = options.inner < model.Shape.inner
    share = NARROW_SHARE if narrowing else 0
    steps = round(options.steps * (1 - share))
    plan = train.Plan(minutes=options.minutes * (1 - share), steps=steps, seed=options.seed, rate=options.rate,
                      batch=options.batch, threads=options.threads, save_minutes=options.save_minutes,
                      teaching=options.teaching)
    if options.start:
        plan = dataclasses.replace(plan, head_rate=plan.head_rate / 4)  # its tags are learnt already
    teachers = [train.of_checkpoint(path, plan.dropout) for path in options.teacher]
    start = train.beginning(plan, options.start)
    if narrowing and start.shape.inner < options.inner:
        sys.exit(f"train-pii: --inner {options.inner}: the network of --start has {start.shape.inner} already")
    wide = train.Training(plan, options.work, start,
                          train.Teachers(teachers) if teachers else None)
    run(wide, options, made, held_out)
    if not narrowing:
        return wide, wide
    plan = dataclasses.replace(plan, minutes=options.minutes * share, steps=options.steps - steps,
                               rate=plan.rate / 2, head_rate=plan.head_rate / 4, seed=plan.seed + 1)
    narrowed = narrow.begin(wide.finished(), made, plan, options.inner)
    training = train.Training(plan, options.work / "narrow", narrowed, teacher=wide.tagger)
    run(training, options, made, held_out)
    return wide, training


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--text", type=Path, help="the folder of conversations and word lists")
    parser.add_argument("--templates", type=Path, default=HERE / "templates")
    parser.add_argument("--extra", type=Path, action="append", default=[], metavar="FILE",
                        help="more dialogues (JSON lines)")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "train_pii")
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "pii")
    parser.add_argument("--minutes", type=float, default=240)
    parser.add_argument("--steps", type=int, default=0, help="a fixed number of steps in place of minutes")
    parser.add_argument("--inner", type=int, default=model.Shape.inner,
                        help="width of the feed-forward parts in the end: less is quicker")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=train.Plan.rate)
    parser.add_argument("--batch", type=int, default=train.Plan.batch)
    parser.add_argument("--threads", type=int, default=train.Plan.threads)
    parser.add_argument("--start", type=Path, action="append", default=[], metavar="CHECKPOINT",
                        help="weights to start from, wide or narrow; several: their mean (with --minutes 0 as it is)")
    parser.add_argument("--teacher", type=Path, action="append", default=[], metavar="CHECKPOINT",
                        help="weights whose opinion is learnt beside the labels; several: their mean")
    parser.add_argument("--teaching", type=float, default=train.Plan.teaching,
                        help="share of what is learnt that teachers say")
    parser.add_argument("--earlier", type=Path, metavar="FOLDER",
                        help="an earlier tagger (models/pii): what it and Rampart agree on settles doubtful names")
    parser.add_argument("--weights", default="{}", help="shares of sources, as a JSON object")
    parser.add_argument("--limit", type=int, help="at most so many windows of each conversation source")
    parser.add_argument("--held-out", type=int, default=400, help="held-out dialogues from templates")
    parser.add_argument("--save-minutes", type=float, default=train.Plan.save_minutes,
                        help="between checkpoints")
    parser.add_argument("--fresh", action="store_true", help="forget an earlier training in the work folder")
    parser.add_argument("--least-equal", type=float, default=export.LEAST_EQUAL,
                        help="share of tags that int8 has to keep")
    parser.add_argument("--version", default="1")
    options = parser.parse_args()
    if not 0 < options.inner <= model.Shape.inner:
        parser.error(f"--inner: from 1 to {model.Shape.inner}")
    if options.inner < model.Shape.inner and options.steps == 1:
        parser.error("--steps: at least 2 with --inner, whose training has two parts")
    if options.earlier and not (options.earlier / "tagger.onnx").is_file():
        parser.error(f"--earlier: {options.earlier} holds no tagger.onnx")
    options.work.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()

    made = mixed(options)
    held_out = made.held_out_windows(windows.Encoder(rampart.vocabulary_file()), options.held_out)
    windows.save(held_out, options.work / "held_out.jsonl")
    say(f"{len(held_out)} held-out windows; training set ready after {time.monotonic() - started:.0f} s")

    wide, training = trainings(options, made, held_out)
    tagger = training.finished()
    tally = scoring.score(tagger, held_out)
    figures = export.write(tagger, held_out, options.out, options.version, say)
    model_card.write(options.out, wide, training, made, tally, figures,
                     starts=len(options.start), teachers=len(options.teacher))
    (options.work / "scores.txt").write_text(tally.report() + "\n")
    with open(options.work / "errors.txt", "w", encoding="utf-8") as file:
        for row in sorted(tally.examples):
            print(*row, sep="\t", file=file)
    say(f"done after {(time.monotonic() - started) / 60:.0f} minutes: {options.out}")
    print(tally.report())
    if figures["equal"] < options.least_equal:
        sys.exit("train-pii: int8 differs too much from PyTorch")


if __name__ == "__main__":
    main()
