#!/usr/bin/env python3
"""Holds #include lines to the arrows that the folders declare, and outside headers to their owners.

usage: tests/lint/dependencies.py [CHECKOUT]

A folder of tacet/ may include its own headers and those of the folders that its CMakeLists.txt names
after DEPS (and of those that these may use); an outside library is known only to the folders that
OWNERS names. Prints each breach and exits with 1 when there is one.
"""

import re
import sys
from pathlib import Path

# The beginning of an outside header's name -> the folders that may include it.
OWNERS = {
    "libav": {"media"},
    "libsw": {"media"},
    "openvino": {"asr", "pii"},
    "ctranslate2": {"asr"},
    "kiss_fft": {"asr"},
    "kissfft": {"asr"},
    "curl": {"http_client"},
    "openssl": {"aws", "http_server", "models", "pii"},
    "zip.h": {"models"},
    "re2": {"api", "pii"},
    "phonenumbers": {"pii"},
    "utf8proc": {"pii"},
    "nlohmann": {"asr", "models", "output", "cli", "jobs", "api", "aws", "auth", "audit", "objectstore", "pii",
                 "server", "evaluation", "review"},
    "CLI/": {"cli"},
    "sqlite3": {"jobs"},
    "libpq": {"jobs"},
    "boost": {"http_server"},
    "boost/crc": {"aws"},
    "pugixml": {"s3", "objectstore"},
    "prometheus": {"metrics"},
    "spdlog": {"base"},
    "toml++": {"server"},
}

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.MULTILINE)
LIBRARY = re.compile(r"tacet_library\((\w+)([^)]*)\)", re.DOTALL)


def declared_arrows(tacet):
    """folder -> the folders that it names after DEPS."""
    arrows = {}
    for file in sorted(tacet.glob("*/CMakeLists.txt")):
        for name, arguments in LIBRARY.findall(file.read_text()):
            if name != file.parent.name:
                sys.exit(f"{file}: declares the library '{name}', not '{file.parent.name}'")
            words, taking = arguments.split(), False
            arrows[name] = set()
            for word in words:
                if word in ("DEPS", "LIBS", "PUBLIC_LIBS", "PCH"):
                    taking = word == "DEPS"
                elif taking:
                    arrows[name].add(word)
    return arrows


def reachable(arrows, folder):
    """Every folder below `folder`; stops the check when arrows form a circle."""
    seen, waiting = set(), [folder]
    while waiting:
        for below in arrows.get(waiting.pop(), ()):
            if below == folder:
                sys.exit(f"tacet/{folder}: the arrows form a circle")
            if below not in seen:
                seen.add(below)
                waiting.append(below)
    return seen


def breaches(tacet):
    arrows = declared_arrows(tacet)
    for file in sorted(tacet.glob("**/*.h")) + sorted(tacet.glob("**/*.cc")):
        parts = file.relative_to(tacet).parts
        if len(parts) < 2:
            continue
        folder = parts[0]
        allowed = reachable(arrows, folder) | {folder}
        for bracket, name in INCLUDE.findall(file.read_text()):
            if bracket == '"':
                if name.startswith("tests/fakes/") and file.name.endswith("_test.cc"):
                    continue
                if not name.startswith("tacet/"):
                    yield f'{file}: includes "{name}"; write the path from the root, "tacet/..."'
                elif name.split("/")[1] not in allowed:
                    yield (f'{file}: includes "{name}", but tacet/{folder}/CMakeLists.txt does not '
                           f"name {name.split('/')[1]} after DEPS")
            else:
                for beginning, owners in OWNERS.items():
                    exact = any(name.startswith(other) and len(other) > len(beginning)
                                for other in OWNERS)
                    if name.startswith(beginning) and not exact and folder not in owners:
                        yield (f"{file}: includes <{name}>, which only "
                               f"{', '.join(sorted(owners))} may know")


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2])
    found = list(breaches(root / "tacet"))
    print("\n".join(found) or "every #include follows a declared arrow")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
