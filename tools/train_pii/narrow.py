"""Makes the tagger's feed-forward parts narrower: they are two thirds of its products.

The units that the loss depends on least go: those whose output times its gradient is smallest, squared and
averaged over batches of the training set (Molchanov et al. 2019, "Importance Estimation for Neural Network
Pruning"). What is lost is learnt again (train.py) from the labels and from what the wide network says.
"""

import dataclasses

import torch

import mixture
import model
import rampart
import train
import windows

BATCHES = 24


def importance(tagger, batches):
    """For each layer a number for each unit of its feed-forward part."""
    seen, totals = [], [torch.zeros(tagger.shape.inner) for _ in tagger.layers]

    def keep(layer, inputs):
        inputs[0].retain_grad()
        seen.append(inputs[0])

    hooks = [layer.narrow.register_forward_pre_hook(keep) for layer in tagger.layers]
    tagger.eval()
    for batch in batches:
        ids, mask, labels = (torch.from_numpy(part) for part in batch)
        known = labels != windows.IGNORED
        if not known.any():
            continue
        seen.clear()
        tagger.zero_grad(set_to_none=True)
        train.loss_of(tagger.scores_at(ids, mask, known), labels[known]).backward()
        for total, units in zip(totals, seen):
            total += (units.detach() * units.grad).square().sum((0, 1))
    for hook in hooks:
        hook.remove()
    tagger.zero_grad(set_to_none=True)
    return totals


def narrowed(tagger, totals, inner):
    """A network like `tagger` with the `inner` units of each layer that matter most."""
    result = model.Tagger(dataclasses.replace(tagger.shape, inner=inner))
    state = dict(tagger.state_dict())
    for number, total in enumerate(totals):
        kept = total.topk(inner).indices.sort().values
        for name in ("widen.weight", "widen.bias"):
            state[f"layers.{number}.{name}"] = state[f"layers.{number}.{name}"][kept]
        state[f"layers.{number}.narrow.weight"] = state[f"layers.{number}.narrow.weight"][:, kept]
    result.load_state_dict(state)
    return result


def begin(tagger, mixed, plan, inner):
    """The narrowed network that a training goes on with; its units are judged on a round of their own."""
    encoder = windows.Encoder(rampart.vocabulary_file())
    batches = mixture.round_batches(mixed, encoder, plan.seed, "narrow", plan.batch)[:BATCHES]
    return narrowed(tagger, importance(tagger, batches), inner)
