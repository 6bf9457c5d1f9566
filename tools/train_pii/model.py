"""The tagger's network: BERT (6 layers of 384, uncased) with a layer of tags on top, in plain PyTorch."""

import dataclasses
import math

import torch
from torch import nn
from torch.nn import functional


def fast():
    """Products in bfloat16 where the processor has them: four times as fast; elsewhere they would be slow."""
    return torch.autocast("cpu", torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported())


@dataclasses.dataclass
class Shape:
    """Sizes of the network. The defaults are those of the starting weights (see rampart.py)."""
    vocabulary: int = 19730
    positions: int = 512
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    tags: int = 59
    dropout: float = 0.1


class Layer(nn.Module):
    """Self-attention and a feed-forward part, each added to its input and normalised, as BERT has them."""

    def __init__(self, shape):
        super().__init__()
        self.heads, self.dropout = shape.heads, shape.dropout
        self.query = nn.Linear(shape.width, shape.width)
        self.key = nn.Linear(shape.width, shape.width)
        self.value = nn.Linear(shape.width, shape.width)
        self.output = nn.Linear(shape.width, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.widen = nn.Linear(shape.width, shape.inner)
        self.narrow = nn.Linear(shape.inner, shape.width)
        self.last_norm = nn.LayerNorm(shape.width, eps=1e-12)

    def split(self, states):
        batch, length, width = states.shape
        return states.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

    def forward(self, states, mask):
        query, key, value = (self.split(part(states)) for part in (self.query, self.key, self.value))
        scores = query @ key.transpose(2, 3) / math.sqrt(query.shape[-1]) + mask
        mixed = (torch.softmax(scores, dim=-1).to(value.dtype) @ value).transpose(1, 2).flatten(2)
        states = self.norm(states + self.drop(self.output(mixed)))
        return self.last_norm(states + self.drop(self.narrow(functional.gelu(self.widen(states)))))

    def drop(self, states):
        return functional.dropout(states, self.dropout, self.training)


class Tagger(nn.Module):
    """Word pieces in, one score for each tag and word piece out. Token types are all 0."""

    def __init__(self, shape=Shape()):
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        # Type 0's vector is added to every place: rampart.py puts it into the places' table.
        self.places = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.tags = nn.Linear(shape.width, shape.tags)
        nn.init.normal_(self.tags.weight, std=0.02)
        nn.init.zeros_(self.tags.bias)

    def states(self, input_ids, attention_mask):
        length = input_ids.shape[1]
        mask = (1.0 - attention_mask[:, None, None, :].to(torch.float32)) * -10000.0
        states = self.norm(self.words(input_ids) + self.places.weight[:length])
        states = functional.dropout(states, self.shape.dropout, self.training)
        for layer in self.layers:
            states = layer(states, mask)
        return states

    def scores_at(self, input_ids, attention_mask, places):
        """The scores of the word pieces where the mask `places` is true, one row each."""
        return self.tags(self.states(input_ids, attention_mask)[places])

    def forward(self, input_ids, attention_mask):
        return self.tags(self.states(input_ids, attention_mask))
