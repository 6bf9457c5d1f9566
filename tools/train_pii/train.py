"""Trains the tagger on a mixture of filled templates and labelled conversations.

Seeded; writes a checkpoint every few minutes and goes on from it with resume. The length is set in minutes
of computing (the usual way: the rates fall with the time spent) or, to get the same weights again, in steps.
"""

import dataclasses
import math
import os
import time
from pathlib import Path

import torch
from torch.nn import functional

import mixture
import model
import pii_types
import rampart
import scoring
import windows

_TAG_COUNT = len(pii_types.TAGS)


@dataclasses.dataclass
class Plan:
    """How to train."""
    minutes: float = 240.0
    steps: int = 0  # more than 0: that many, whatever the time
    rate: float = 3e-4
    head_rate: float = 2e-3
    warm_up: float = 0.06  # share of the training
    batch: int = 3072  # word pieces with padding
    averaging: float = 0.995  # of the weights, by step
    dropout: float = 0.1
    train_words: bool = False  # also the word embeddings
    threads: int = 2
    seed: int = 1
    teaching: float = 0.5  # share of what is learnt that a teacher says, where there is one
    score_minutes: float = 6.0
    save_minutes: float = 4.0


def allowed_tags(label):
    """The tags that a label leaves possible."""
    row = torch.zeros(_TAG_COUNT)
    if label < windows.HIDDEN:
        row[label] = 1
        return row
    row[0] = 1
    for number in range(len(pii_types.TYPES)):
        if (label - windows.HIDDEN) >> number & 1:
            row[1 + 2 * number] = row[2 + 2 * number] = 1
    return row


def loss_of(scores, labels):
    """Mean surprise at the set of tags that each label allows."""
    kinds, place = torch.unique(labels, return_inverse=True)
    allowed = torch.stack([allowed_tags(int(kind)) for kind in kinds])[place]
    possible = torch.logsumexp(scores.masked_fill(allowed == 0, -1e4), -1)
    return (torch.logsumexp(scores, -1) - possible).mean()


def of_checkpoint(path, dropout):
    """The network of a checkpoint, as wide as that one's, with its averaged weights."""
    weights = torch.load(path, weights_only=True)["best"]
    tagger = model.Tagger(model.Shape(inner=len(weights["layers.0.widen.bias"]), dropout=dropout))
    tagger.load_state_dict(weights)
    return tagger


def mean_of_checkpoints(paths, dropout):
    """The network whose weights are the mean of several checkpoints' (Wortsman et al. 2022, "Model soups"):
    of trainings that went on from the same weights it errs less than each."""
    taggers = [of_checkpoint(path, dropout) for path in paths]
    if len({tagger.shape.inner for tagger in taggers}) > 1:
        raise ValueError("networks of different widths have no mean")
    states = [tagger.state_dict() for tagger in taggers]
    taggers[0].load_state_dict({name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]})
    return taggers[0]


def beginning(plan, start=()):
    """The network that a training begins with: Rampart's weights, or the mean of the checkpoints `start`."""
    torch.manual_seed(plan.seed)
    if start:
        return mean_of_checkpoints(start, plan.dropout)
    tagger = model.Tagger(model.Shape(dropout=plan.dropout))
    rampart.load(tagger)
    return tagger


class Teachers:
    """What several networks say together: their mean probabilities. They err in different places."""

    def __init__(self, taggers):
        self.taggers = [tagger.eval() for tagger in taggers]

    def scores_at(self, ids, mask, known):
        each = [torch.log_softmax(tagger.scores_at(ids, mask, known).float(), -1) for tagger in self.taggers]
        return torch.logsumexp(torch.stack(each), 0)


def difference(scores, wanted):
    """The mean divergence of the tags' probabilities from the wanted ones."""
    return functional.kl_div(torch.log_softmax(scores, -1), torch.log_softmax(wanted, -1),
                             reduction="batchmean", log_target=True)


class Training:
    """The state of a training: network, optimiser, averaged weights and place in the data.

    With a `teacher`, another network or Teachers, part of what is learnt is what that one says.
    """

    def __init__(self, plan, folder, tagger, teacher=None):
        self.plan, self.folder, self.tagger, self.teacher = plan, Path(folder), tagger, teacher
        torch.manual_seed(plan.seed)
        torch.set_num_threads(plan.threads)
        self.tagger.words.weight.requires_grad_(plan.train_words)
        self.learnt = {name: value for name, value in self.tagger.named_parameters() if value.requires_grad}
        self.average = {name: value.detach().clone() for name, value in self.learnt.items()}
        self.optimiser = torch.optim.AdamW(self.groups(), betas=(0.9, 0.98), fused=True)
        self.step, self.seconds, self.round, self.place = 0, 0.0, 0, 0

    def groups(self):
        plan, result = self.plan, []
        for rate, head in ((plan.rate, False), (plan.head_rate, True)):
            for decay, matrices in ((0.01, True), (0.0, False)):
                chosen = [value for name, value in self.learnt.items()
                          if name.startswith("tags.") == head and (value.dim() > 1) == matrices]
                result.append({"params": chosen, "lr": rate, "full": rate, "weight_decay": decay})
        return result

    @property
    def file(self):
        return self.folder / "checkpoint.pt"

    def averaged(self):
        """All weights, the learnt ones averaged over the last steps."""
        return {**{name: value.detach().clone() for name, value in self.tagger.state_dict().items()},
                **self.average}

    def save(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        partial = self.file.with_suffix(".partial")
        torch.save({"model": self.tagger.state_dict(), "best": self.averaged(), "step": self.step,
                    "optimiser": self.optimiser.state_dict(), "seconds": self.seconds,
                    "round": self.round, "place": self.place, "random": torch.get_rng_state()}, partial)
        os.replace(partial, self.file)

    def resume(self):
        if not self.file.is_file():
            return False
        state = torch.load(self.file, weights_only=True)
        self.tagger.load_state_dict(state["model"])
        self.average = {name: state["best"][name] for name in self.learnt}
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.seconds = state["step"], state["seconds"]
        self.round, self.place = state["round"], state["place"]
        torch.set_rng_state(state["random"])
        return True

    def progress(self):
        plan = self.plan
        if plan.steps:
            return self.step / plan.steps
        return self.seconds / (60 * plan.minutes) if plan.minutes else 1.0

    def set_rates(self):
        done, warm_up = self.progress(), self.plan.warm_up
        share = done / warm_up if done < warm_up else max(0.0, (1 - done) / (1 - warm_up))
        for group in self.optimiser.param_groups:
            group["lr"] = group["full"] * max(share, 0.01)

    def learn(self, batch):
        ids, mask, labels = (torch.from_numpy(part) for part in batch)
        known = labels != windows.IGNORED
        if not known.any():
            return None
        self.set_rates()
        with model.fast():
            scores = self.tagger.scores_at(ids, mask, known)
        loss = loss_of(scores.float(), labels[known])
        if self.teacher is not None:
            with torch.no_grad(), model.fast():
                wanted = self.teacher.scores_at(ids, mask, known)
            loss = torch.lerp(loss, difference(scores.float(), wanted.float()), self.plan.teaching)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.learnt.values(), 1.0)
        self.optimiser.step()
        self.step += 1
        keep = min(self.plan.averaging, self.step / (self.step + 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.values()), list(self.learnt.values()), 1 - keep)
        return float(loss.detach())

    def score(self, rows):
        """Scores of the averaged weights."""
        other = model.Tagger(self.tagger.shape)
        other.load_state_dict(self.averaged())
        return scoring.score(other, rows)

    def run(self, mixed, rows, say=print):
        """Trains until the plan's end."""
        producer = mixture.Producer(mixed, rampart.vocabulary_file(), self.plan.seed, self.round, self.place,
                                    self.plan.batch)
        try:
            self.loop(producer, rows, say)
        finally:
            producer.close()
        self.save()

    def finished(self):
        """The network with its averaged weights, for use."""
        self.tagger.load_state_dict(self.averaged())
        return self.tagger.eval()

    def loop(self, producer, rows, say):
        plan = self.plan
        self.tagger.train()
        last, mean, pieces, waited = time.monotonic(), None, 0, 0.0
        said, scored, saved = self.seconds, self.seconds, self.seconds
        if self.progress() >= 1:
            return
        for self.round, self.place, batch in producer:
            waited += time.monotonic() - last
            loss = self.learn(batch)
            now = time.monotonic()
            self.seconds += now - last
            last = now
            if loss is not None:
                if not math.isfinite(loss):
                    raise ValueError("the loss is no number any more")
                mean = loss if mean is None else 0.98 * mean + 0.02 * loss
            pieces += int(batch[1].sum())
            if self.seconds - said >= 30:
                say(f"step {self.step}, {self.progress():.1%}, loss {mean:.4f}, "
                    f"{pieces / (self.seconds - said):.0f} pieces/s, waited {waited:.0f} s, "
                    f"round {self.round}")
                said, pieces, waited = self.seconds, 0, 0.0
            if self.seconds - saved >= 60 * plan.save_minutes:
                self.save()
                saved = self.seconds
            if rows and self.seconds - scored >= 60 * plan.score_minutes:
                found = self.score(rows).summary()
                say(f"held out: any type {found['any']:.2%}, same type {found['same']:.2%}, "
                    f"false {found['false_per_1000']:.2f} per 1,000 words")
                scored = self.seconds
            last = time.monotonic()
            if self.progress() >= 1:
                return
