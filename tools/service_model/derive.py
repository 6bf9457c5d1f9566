#!/usr/bin/env python3
"""Derives tacet/api/service_model.json from the service model that botocore carries.

usage: tools/with-venv service_model tools/service_model/derive.py [--check]

Kept are facts that requests and responses are checked by: the operations with their input and output
shapes, and of every shape that these reach its type, members, required members, enum, pattern, limits
and whether it is a union or sensitive. Documentation is left out. With --check nothing is written; the
exit status is 1 when the committed file differs from a fresh derivation.
"""

import gzip
import importlib.metadata
import importlib.util
import json
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parents[2] / "tacet" / "api" / "service_model.json"
MODEL = "data/transcribe/2017-10-26/service-2.json.gz"
FACTS = ("type", "required", "enum", "pattern", "min", "max", "union", "sensitive")


def read_model():
    """botocore's model, without importing botocore."""
    package = Path(importlib.util.find_spec("botocore").submodule_search_locations[0])
    with gzip.open(package / MODEL) as file:
        return json.load(file)


def below(shape):
    """The names of the shapes that `shape` is made of."""
    names = [member["shape"] for member in shape.get("members", {}).values()]
    return names + [shape[part]["shape"] for part in ("member", "key", "value") if part in shape]


def reached(shapes, roots):
    seen, waiting = set(), list(roots)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(below(shapes[name]))
    return seen


def facts(shape):
    kept = {fact: shape[fact] for fact in FACTS if fact in shape}
    if shape["type"] == "structure":
        kept["members"] = {name: member["shape"] for name, member in shape["members"].items()}
    for part in ("member", "key", "value"):
        if part in shape:
            kept[part] = shape[part]["shape"]
    return kept


def derive():
    model = read_model()
    operations = {
        name: {side: operation[side]["shape"] for side in ("input", "output") if side in operation}
        for name, operation in sorted(model["operations"].items())}
    roots = [shape for operation in operations.values() for shape in operation.values()]
    shapes = {name: facts(model["shapes"][name]) for name in sorted(reached(model["shapes"], roots))}
    return {"source": f"botocore {importlib.metadata.version('botocore')}, {MODEL}",
            "apiVersion": model["metadata"]["apiVersion"], "operations": operations, "shapes": shapes}


def text_of(model):
    """One line for each operation and shape, so that a change of the model reads as one."""
    lines = ["{"]
    for key in ("source", "apiVersion"):
        lines.append(f" {json.dumps(key)}: {json.dumps(model[key])},")
    for key in ("operations", "shapes"):
        lines.append(f" {json.dumps(key)}: {{")
        lines.append(",\n".join(f"  {json.dumps(name)}: {json.dumps(value)}"
                                for name, value in model[key].items()))
        lines.append(" }," if key == "operations" else " }")
    lines.append("}")
    return "\n".join(lines) + "\n"


def main():
    if sys.argv[1:] not in ([], ["--check"]):
        sys.exit(__doc__.strip())
    text = text_of(derive())
    if not sys.argv[1:]:
        TARGET.write_text(text)
        return
    if not TARGET.is_file() or TARGET.read_text() != text:
        sys.exit(f"{TARGET} is not what {Path(__file__).name} derives; run it again without --check")
    print(f"{TARGET.name} is what the pinned botocore says")


if __name__ == "__main__":
    main()
