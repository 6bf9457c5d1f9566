"""Writes real conversations as labelled dialogues: see the package."""

import argparse
import collections
import os
import sys

sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

import dialogue  # noqa: E402
from sources import mix  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", required=True, help="the folder of conversations and word lists")
    parser.add_argument("--output", required=True, help="JSON lines")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, help="at most so many windows of each source")
    parser.add_argument("--only", action="append", help="only this source")
    parser.add_argument("--filled", help="dialogues made of templates, put into real ones")
    options = parser.parse_args()
    limits = {source: min(limit, options.limit or limit) for source, limit in mix.LIMITS.items()
              if not options.only or source in options.only}
    filled = None
    if options.filled:
        with open(options.filled, encoding="utf-8") as file:
            filled = list(dialogue.read(file))
    counts, spans = collections.Counter(), collections.Counter()

    def counted():
        for made in mix.build(options.text, options.seed, limits, filled):
            counts[made.source] += 1
            spans.update((made.source, span.type) for turn in made.turns for span in turn.spans)
            yield made

    with open(options.output, "w", encoding="utf-8") as file:
        dialogue.write(counted(), file)
    for source, count in counts.items():
        types = ", ".join(f"{kind} {number}" for (name, kind), number in sorted(spans.items()) if name == source)
        print(f"{source}: {count} windows; {types}")
    print(f"{sum(counts.values())} windows", file=sys.stderr)


if __name__ == "__main__":
    main()
