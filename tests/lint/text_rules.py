#!/usr/bin/env python3
"""Rules that a compiler does not check, over the files that git tracks.

usage: tests/lint/text_rules.py [CHECKOUT]

Prints each breach and exits with 1 when there is one.
"""

import re
import subprocess
import sys
from pathlib import Path

CODE = (".h", ".cc", ".py", ".sh", ".cmake", ".ts", ".tsx", ".css", ".html", "CMakeLists.txt", "Makefile",
        "fetch", ".ci/run")

# (what files, pattern, why)
RULES = [
    ((".h", ".cc"), r"std::regex", "std::regex backtracks; use RE2, which is linear on hostile input"),
    ((".h", ".cc"), r"\b(sleep_for|sleep_until|usleep)\b",
     "no sleeps: wait on a state, or take the waiting as a function"),
    ((".h", ".cc"), r"\b(strtok|sprintf|strcpy|strcat|gets|atoi|atof)\s*\(",
     "unbounded or error-blind C function"),
    ((".h", ".cc"), r"\busing namespace\b(?! std::literals| std::chrono_literals)",
     "names every name of a namespace"),
    ((".h", ".cc"), r"\bassert\s*\(", "use TACET_CHECK: it also works in release builds"),
    (CODE, r"\b(TODO|FIXME|XXX)\b", "unfinished work does not land"),
    (CODE, r"[ \t]+$", "trailing white space"),
    ((".h",), r"\A(?!(//[^\n]*\n)+#pragma once|(//[^\n]*\n)+\n?#pragma once)",
     "a header opens with a comment that says what it owns, then #pragma once"),
    ((".h", ".cc"), r"[^\n]{101,}", "a line longer than 100 characters"),
]

# A rule's own words stand in the rule's file.
EXEMPT = {"tests/lint/text_rules.py"}

# The one place that waits by the clock: between two tries of a download, when no other way of waiting
# was handed in.
MAY_SLEEP = {"tacet/http_client/download.cc"}


def tracked(root):
    listed = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], capture_output=True, check=True)
    return [name for name in listed.stdout.decode().split("\0") if name]


def breaches(root):
    for name in tracked(root):
        path = root / name
        if name in EXEMPT or not path.is_file():
            continue
        rules = [(pattern, why) for endings, pattern, why in RULES
                 if name.endswith(endings) and not ("sleep" in pattern and name in MAY_SLEEP)]
        if not rules:
            continue
        text = path.read_text(errors="replace")
        for pattern, why in rules:
            for match in re.finditer(pattern, text, re.MULTILINE):
                line = text.count("\n", 0, match.start()) + 1
                yield f"{name}:{line}: {why}"


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2])
    found = list(breaches(root))
    print("\n".join(found) or "no text rule is broken")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
