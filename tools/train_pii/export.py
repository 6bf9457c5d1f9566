"""Writes the trained tagger as the program reads it: int8 ONNX with its vocabulary and description.

usage: export.py --checkpoint FILE --windows FILE --out FOLDER [--version TEXT]

Matrices become int8 by output channel, what goes into them uint8 with a range seen on the calibration
windows; embeddings become int8, the tag layer and the insides of attention stay float. Checks, and prints,
how many tags of windows not used in the calibration stay what PyTorch says.
"""

import argparse
import dataclasses
import hashlib
import json
import shutil
import sys
import tempfile
import warnings
from pathlib import Path

import numpy
import onnx
import onnx.numpy_helper
import torch
from onnxruntime import quantization

import calibration
import model
import pii_types
import rampart
import train
import windows

CALIBRATION_WINDOWS = 256
LEAST_EQUAL = 0.99


def to_onnx(tagger, path):
    """The float32 network with the places cut to the longest window."""
    short = model.Tagger(dataclasses.replace(tagger.shape, positions=windows.MAX_LENGTH))
    state = dict(tagger.state_dict())
    state["places.weight"] = state["places.weight"][:windows.MAX_LENGTH]
    short.load_state_dict(state)
    short.eval()
    ids = torch.full((2, 24), 5, dtype=torch.int64)
    axes = {0: "batch", 1: "length"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(short, (ids, torch.ones_like(ids)), str(path), opset_version=17,
                          input_names=["input_ids", "attention_mask"], output_names=["logits"],
                          dynamic_axes={"input_ids": axes, "attention_mask": axes, "logits": axes})


class Reader(quantization.CalibrationDataReader):
    """Hands the calibration windows to the quantiser one by one."""

    def __init__(self, examples):
        self.rows = iter(examples)

    def get_next(self):
        row = next(self.rows, None)
        if row is None:
            return None
        ids = numpy.array([row.ids], dtype=numpy.int64)
        return {"input_ids": ids, "attention_mask": numpy.ones_like(ids)}


def linear_nodes(path):
    """Names of the products with a stored matrix, without the tag layer."""
    graph = onnx.load(str(path)).graph
    stored = {item.name for item in graph.initializer}
    return [node.name for node in graph.node
            if node.op_type == "MatMul" and node.input[1] in stored and "/tags/" not in node.name]


def embedding_to_int8(path):
    """Stores the word embeddings as int8 by row group, turned back to float after each look-up."""
    graph_model = onnx.load(str(path))
    graph = graph_model.graph
    table = next(item for item in graph.initializer if item.name == "words.weight")
    node = next(node for node in graph.node if node.op_type == "Gather" and node.input[0] == table.name)
    values = onnx.numpy_helper.to_array(table)
    scale = numpy.float32(numpy.abs(values).max() / 127)
    whole = numpy.clip(numpy.rint(values / scale), -127, 127).astype(numpy.int8)
    graph.initializer.remove(table)
    graph.initializer.extend([
        onnx.numpy_helper.from_array(whole, "words.int8"), onnx.numpy_helper.from_array(scale, "words.scale"),
        onnx.numpy_helper.from_array(numpy.int8(0), "words.zero")])
    looked_up = node.output[0]
    node.input[0] = "words.int8"
    node.output[0] = "words.rows"
    back = onnx.helper.make_node("DequantizeLinear", ["words.rows", "words.scale", "words.zero"], [looked_up],
                                 name="words.dequantize")
    graph.node.insert(list(graph.node).index(node) + 1, back)
    onnx.save(graph_model, str(path))


def quantise(source, target, examples, method="minmax"):
    methods = {"minmax": quantization.CalibrationMethod.MinMax,
               "percentile": quantization.CalibrationMethod.Percentile,
               "entropy": quantization.CalibrationMethod.Entropy}
    quantization.quantize_static(
        str(source), str(target), Reader(examples), quant_format=quantization.QuantFormat.QDQ,
        op_types_to_quantize=["MatMul"], nodes_to_quantize=linear_nodes(source), per_channel=True,
        activation_type=quantization.QuantType.QUInt8, weight_type=quantization.QuantType.QInt8,
        calibrate_method=methods[method],
        extra_options={"WeightSymmetric": True, "ActivationSymmetric": False,
                       "OpTypesToExcludeOutputQuantization": ["MatMul"]})
    embedding_to_int8(target)


def agreement(path, tagger, examples):
    """Share of word pieces whose best tag is PyTorch's, and the largest difference of a probability."""
    session = calibration.session(path)
    same = total = 0
    furthest = 0.0
    for row in examples:
        ids = numpy.array([row.ids], dtype=numpy.int64)
        scores = session.run(None, {"input_ids": ids, "attention_mask": numpy.ones_like(ids)})[0][0]
        with torch.no_grad():
            wanted = tagger(torch.from_numpy(ids), torch.ones(ids.shape, dtype=torch.int64))[0]
        same += int((scores.argmax(-1) == wanted.argmax(-1).numpy()).sum())
        total += len(row.ids)
        ours = torch.softmax(torch.from_numpy(scores), -1)
        furthest = max(furthest, float((ours - torch.softmax(wanted, -1)).abs().max()))
    return same / total, furthest


def sha256(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def write_description(folder, version, temperature):
    """tagger.json: what the program has to know of the model beside it."""
    files = {name: sha256(folder / name) for name in ("tagger.onnx", "vocab.txt")}
    description = {"version": version, "tags": pii_types.TAGS, "max_length": windows.MAX_LENGTH,
                   "context_length": windows.CONTEXT_LENGTH, "temperature": round(temperature, 4),
                   "files": files}
    (folder / "tagger.json").write_text(json.dumps(description, indent=1) + "\n")


def write(tagger, examples, folder, version, say=print):
    """Exports `tagger`; some of `examples` calibrate int8, others check it and fit the temperature."""
    folder.mkdir(parents=True, exist_ok=True)
    tagger.eval()
    fit, check = examples[:CALIBRATION_WINDOWS], examples[CALIBRATION_WINDOWS:][:600] or examples
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "float.onnx"
        to_onnx(tagger, plain)
        quantise(plain, folder / "tagger.onnx", fit)
    shutil.copyfile(rampart.vocabulary_file(), folder / "vocab.txt")
    equal, furthest = agreement(folder / "tagger.onnx", tagger, check[:200])
    temperature = calibration.fit(folder / "tagger.onnx", check)
    write_description(folder, version, temperature)
    size = (folder / "tagger.onnx").stat().st_size
    say(f"export: {size / 1e6:.1f} MB, {equal:.2%} of tags as in PyTorch, "
        f"furthest probability {furthest:.3f}, temperature {temperature:.3f}")
    return {"megabytes": size / 1e6, "equal": equal, "temperature": temperature}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--windows", type=Path, required=True, help="held-out windows, from train.py")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", default="0")
    options = parser.parse_args()
    tagger = train.of_checkpoint(options.checkpoint, dropout=0)
    figures = write(tagger, windows.load(options.windows), options.out, options.version)
    if figures["equal"] < LEAST_EQUAL:
        sys.exit("export: int8 differs too much from PyTorch")


if __name__ == "__main__":
    main()
