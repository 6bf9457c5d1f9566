"""tools/train_pii: the starting weights are Rampart's, labels go with word pieces, windows keep turns."""

import itertools
import random
import sys
import tempfile
import types
import unittest
from pathlib import Path

import numpy
import onnxruntime
import torch

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "train_pii"))

import build  # noqa: E402
import calibration  # noqa: E402
import dialogue  # noqa: E402
import export  # noqa: E402
import mixture  # noqa: E402
import model  # noqa: E402
import model_card  # noqa: E402
import narrow  # noqa: E402
import pii_types  # noqa: E402
import rampart  # noqa: E402
import scoring  # noqa: E402
import train  # noqa: E402
import windows  # noqa: E402

TEXTS = ["Hi, my name is Rosa Diaz.", "call 555-0142 or write to rosa dot d at example dot com",
         "I live at 12 Oak Street, Apartment 4, Denver, Colorado 80203", "It's François, not FRANCOIS!"]
ENCODER = windows.Encoder(rampart.vocabulary_file())


def turn(text, *spans, known=None):
    """A turn with the given (surface, type) labelled, each where it first stands."""
    places = [(text.index(surface), surface, kind) for surface, kind in spans]
    return dialogue.Turn(text, [dialogue.Span(start, start + len(surface), kind)
                                for start, surface, kind in places], known)


def tags(pieces):
    """[(piece, tag)] of an encoded turn."""
    return [(ENCODER.tokenizer.id_to_token(number), label if not 0 <= label < 59 else pii_types.TAGS[label])
            for number, label in zip(pieces.ids, pieces.labels)]


class RampartTest(unittest.TestCase):
    def test_logits_are_those_of_the_shipped_model(self):
        tagger = model.Tagger(model.Shape(tags=35))
        tagger.load_state_dict(rampart.state(head=True))
        tagger.eval()
        session = onnxruntime.InferenceSession(str(rampart.folder() / "onnx" / "model_q4.onnx"))
        for text in TEXTS:
            ids = torch.tensor([ENCODER.tokenizer.encode(text).ids])
            ones = torch.ones_like(ids)
            feed = {"input_ids": ids, "attention_mask": ones, "token_type_ids": torch.zeros_like(ids)}
            names = {item.name for item in session.get_inputs()}
            wanted = session.run(None, {name: feed[name].numpy() for name in names})[0]
            self.assertLess(numpy.abs(tagger(ids, ones).detach().numpy() - wanted).max(), 1e-4)

    def test_padding_changes_nothing(self):
        tagger = model.Tagger()
        rampart.load(tagger)
        tagger.eval()
        ids = torch.tensor([ENCODER.tokenizer.encode(TEXTS[0]).ids])
        padded = torch.nn.functional.pad(ids, (0, 9))
        alone = tagger(ids, torch.ones_like(ids))
        among = tagger(padded, (torch.arange(padded.shape[1]) < ids.shape[1]).long()[None])
        self.assertTrue(torch.allclose(alone, among[:, :ids.shape[1]], atol=1e-4))


class LabelsTest(unittest.TestCase):
    def test_spans_become_b_and_i(self):
        pieces, = ENCODER.turn(turn("I am Rosa Diaz", ("Rosa Diaz", "NAME")))
        found = tags(pieces)
        self.assertEqual([tag for _, tag in found[:2]], ["O", "O"])
        self.assertEqual(found[2][1], "B-NAME")
        self.assertEqual({tag for _, tag in found[3:]}, {"I-NAME"})

    def test_spans_that_touch_start_anew(self):
        spans = [dialogue.Span(0, 4, "PIN"), dialogue.Span(5, 7, "AGE")]
        pieces, = ENCODER.turn(dialogue.Turn("4821 27", spans))
        self.assertEqual([tag for _, tag in tags(pieces) if tag.startswith("B-")], ["B-PIN", "B-AGE"])

    def test_punctuation_in_a_word_goes_with_its_span(self):
        pieces, = ENCODER.turn(turn("(Rosa), yes.", ("Rosa", "NAME")))
        found = dict(tags(pieces))
        self.assertEqual([found[sign] for sign in "(),."], ["I-NAME", "I-NAME", "I-NAME", "O"])

    def test_a_genitive_goes_with_its_span_but_another_word_part_does_not(self):
        pieces, = ENCODER.turn(turn("Rosa's and x-Rosa", ("Rosa", "NAME")))
        self.assertEqual(dict(tags(pieces))["'"], "I-NAME")
        pieces, = ENCODER.turn(turn("pre-Rosa", ("Rosa", "NAME")))
        self.assertEqual(tags(pieces)[0][1], "O")

    def test_unknown_is_not_learnt(self):
        pieces, = ENCODER.turn(turn("ask Kumar, now", ("Kumar", "UNKNOWN")))
        labels = [tag for piece, tag in tags(pieces)]
        self.assertEqual((labels[0], labels[-1]), ("O", "O"))
        self.assertEqual(set(labels[1:-1]), {windows.IGNORED})

    def test_a_turn_labelled_for_some_types_leaves_the_others_open(self):
        pieces, = ENCODER.turn(turn("Rosa called Tuesday", ("Rosa", "NAME"), known=["NAME"]))
        label = pieces.labels[-1]
        allowed = {pii_types.TAGS[at] for at, value in enumerate(train.allowed_tags(label)) if value}
        self.assertIn("O", allowed)
        self.assertIn("B-DATE_TIME", allowed)
        self.assertNotIn("B-NAME", allowed)
        self.assertNotIn("I-NAME", allowed)
        self.assertEqual(tags(pieces)[0][1], "B-NAME")

    def test_the_loss_of_an_open_label_is_that_of_all_it_allows(self):
        scores = torch.zeros(1, 59)
        every = torch.tensor([windows.HIDDEN + (1 << 29) - 1])
        self.assertAlmostEqual(float(train.loss_of(scores, every)), 0.0, places=5)
        one = train.loss_of(scores, torch.tensor([3]))
        self.assertAlmostEqual(float(one), float(numpy.log(59)), places=4)


class WindowsTest(unittest.TestCase):
    def setUp(self):
        self.dialogues = [dialogue.Dialogue(f"d{number}", "test", [
            turn(f"turn {number} {place} with {'many ' * (place * 7)}words") for place in range(9)])
            for number in range(6)]

    def test_every_turn_is_learnt_once_in_windows_short_enough(self):
        wanted = [piece for made in self.dialogues for one in made.turns for part in ENCODER.turn(one)
                  for piece in part.ids]
        learnt = []
        for row in windows.stream(self.dialogues, ENCODER, random.Random(3)):
            self.assertLessEqual(len(row.ids), windows.MAX_LENGTH)
            self.assertEqual((row.ids[0], row.ids[-1]), (windows.CLS, windows.SEP))
            learnt += [piece for piece in row.ids[max(row.first, 1):] if piece != windows.SEP]
        self.assertEqual(learnt, wanted)

    def test_windows_for_measuring_have_silent_context(self):
        rows = windows.of_dialogue(self.dialogues[0], ENCODER)
        self.assertGreater(len(rows), 1)
        for row in rows[1:]:
            self.assertGreater(row.first, 1)
            self.assertEqual(set(row.labels[:row.first]), {windows.IGNORED})
            self.assertTrue(any(label == 0 for label in row.labels[row.first:]))

    def test_a_long_turn_is_cut_between_words(self):
        parts = ENCODER.turn(turn("internationalisation " * 120))
        self.assertGreater(len(parts), 2)
        self.assertEqual(sum(len(part.text) for part in parts), 120)

    def test_a_long_turn_is_cut_behind_a_sentence_where_one_ends(self):
        first, second = ENCODER.turn(turn("word " * 70 + "stop. " + "word " * 60))
        self.assertEqual((first.text[-1], len(second.text)), ("stop.", 60))

    def test_words_count_on_over_turns(self):
        row = windows.assemble("test", ENCODER.turn(turn("one two")), ENCODER.turn(turn("three, four")))
        self.assertEqual(row.text, ["one", "two", "three,", "four"])
        self.assertEqual([word for word in row.words if word >= 0], [0, 1, 2, 2, 3])

    def test_windows_survive_their_file(self):
        rows = windows.of_dialogue(self.dialogues[1], ENCODER)
        with tempfile.TemporaryDirectory() as folder:
            windows.save(rows, f"{folder}/rows")
            self.assertEqual(windows.load(f"{folder}/rows"), rows)


class MixtureTest(unittest.TestCase):
    def test_holding_out_keeps_some_of_any_set_and_does_not_change(self):
        names = [f"name {number}" for number in range(2000)]
        kept = dialogue.held_out(names)
        self.assertEqual(kept, dialogue.held_out(reversed(names)))
        self.assertLess(abs(len(kept) - 60), 30)
        self.assertEqual(len(dialogue.held_out(["a", "b"])), 1)

    def test_batches_hold_every_window_and_keep_to_the_budget(self):
        rows = [windows.Window("test", [5] * size, [0] * size, [0] * size, ["x"]) for size in range(3, 90)]
        made = mixture.batches(rows, 300, random.Random(1))
        self.assertEqual(sum(int(mask.sum()) for _, mask, _ in made), sum(range(3, 90)))
        self.assertLessEqual(max(ids.size for ids, _, _ in made), 300)


class ScoringTest(unittest.TestCase):
    def window(self, *parts):
        return windows.assemble("test", [], [part for one in parts for part in ENCODER.turn(one)])

    def scores(self, window, *tagged):
        """Sure scores: the tag given for words by their text, O for others."""
        result = numpy.zeros((len(window.ids), 59))
        wanted = dict(tagged)
        for place, word in enumerate(window.words):
            kind = wanted.get(window.text[word]) if word >= 0 else None
            result[place, pii_types.TAG_IDS[f"I-{kind}"] if kind else 0] = 20
        return result

    def test_counts(self):
        window = self.window(turn("I am Rosa Diaz", ("Rosa Diaz", "NAME")), turn("the code is 4821"))
        for tagged, name_any, false in (((("Rosa", "NAME"), ("Diaz", "NAME")), 1, 0),
                                        ((("Rosa", "NAME"),), 0, 0), ((("4821", "PIN"),), 0, 1),
                                        ((("Rosa", "AGE"), ("Diaz", "NAME")), 1, 0)):
            tally = scoring.Tally()
            tally.add(window, self.scores(window, *tagged))
            self.assertEqual((tally.any["NAME"], sum(tally.false.values())), (name_any, false), tagged)
        self.assertEqual(tally.same["NAME"], 0)
        self.assertEqual(tally.words["test"], 8)


class NarrowTest(unittest.TestCase):
    def test_units_that_nothing_depends_on_go(self):
        torch.manual_seed(5)
        tagger = model.Tagger(model.Shape(vocabulary=40, width=24, layers=2, heads=3, inner=16))
        idle = torch.tensor([[1, 4, 5, 9, 12, 15], [0, 2, 3, 6, 7, 8]])
        for layer, units in zip(tagger.layers, idle):
            layer.narrow.weight.data[:, units] = 0
        ids = numpy.arange(36).reshape(3, 12) % 40
        mask = numpy.ones_like(ids)
        totals = narrow.importance(tagger, [(ids, mask, ids % 59), (ids, mask, ids * 0 + windows.IGNORED)])
        for total, units in zip(totals, idle):
            self.assertEqual(total.max(), total[[unit for unit in range(16) if unit not in units]].max())
            self.assertEqual(float(total[units].max()), 0.0)
        smaller = narrow.narrowed(tagger, totals, 10).eval()
        self.assertEqual(smaller.shape.inner, 10)
        inputs = torch.from_numpy(ids), torch.from_numpy(mask)
        self.assertTrue(torch.allclose(smaller(*inputs), tagger.eval()(*inputs), atol=1e-6))


class TrainingTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def checkpoint(self, name, inner, seed):
        torch.manual_seed(seed)
        tagger = model.Tagger(model.Shape(inner=inner))
        path = Path(self.folder.name) / name
        torch.save({"best": tagger.state_dict()}, path)
        return tagger.eval(), path

    def test_a_teacher_is_followed_where_labels_say_little(self):
        torch.manual_seed(5)
        shape = model.Shape(vocabulary=40, width=24, layers=1, heads=3, inner=16, dropout=0)
        tagger, teacher = model.Tagger(shape), model.Tagger(shape)
        teacher.tags.bias.data[7] = 5
        ids = numpy.arange(36).reshape(3, 12) % 40
        batch = ids, numpy.ones_like(ids), numpy.full_like(ids, windows.HIDDEN + (1 << 29) - 1)
        with tempfile.TemporaryDirectory() as folder:
            plan = train.Plan(steps=60, rate=1e-2, head_rate=1e-1)
            training = train.Training(plan, folder, tagger, teacher.eval())
            for _ in range(60):
                training.learn(batch)
        self.assertTrue((tagger.eval()(*map(torch.from_numpy, batch[:2])).argmax(-1) == 7).all())

    def test_several_teachers_say_their_mean_probabilities(self):
        torch.manual_seed(6)
        shape = model.Shape(vocabulary=40, width=24, layers=1, heads=3, inner=16)
        taggers = [model.Tagger(shape), model.Tagger(shape)]
        ids = torch.arange(12).reshape(2, 6)
        inputs = ids, torch.ones_like(ids), ids % 2 == 0
        together = torch.softmax(train.Teachers(taggers).scores_at(*inputs), -1)
        each = [torch.softmax(tagger.scores_at(*inputs), -1) for tagger in taggers]
        self.assertTrue(torch.allclose(together, (each[0] + each[1]) / 2, atol=1e-6))

    def test_a_training_goes_on_from_a_checkpoint_as_wide_as_it_is(self):
        tagger, path = self.checkpoint("one.pt", 10, seed=1)
        start = train.beginning(train.Plan(), [path])
        self.assertEqual(start.shape.inner, 10)
        ids = torch.arange(8).reshape(1, 8)
        inputs = ids, torch.ones_like(ids)
        self.assertTrue(torch.allclose(start.eval()(*inputs), tagger(*inputs), atol=1e-6))

    def test_a_training_goes_on_from_the_mean_of_several_checkpoints(self):
        (one, first), (two, second) = (self.checkpoint(f"{seed}.pt", 10, seed) for seed in (1, 2))
        mean = train.beginning(train.Plan(), [first, second]).state_dict()
        for name, value in mean.items():
            wanted = (one.state_dict()[name] + two.state_dict()[name]) / 2
            self.assertTrue(torch.allclose(value, wanted, atol=1e-6), name)
        _, wider = self.checkpoint("wider.pt", 12, seed=3)
        with self.assertRaisesRegex(ValueError, "different widths"):
            train.beginning(train.Plan(), [first, wider])

    def test_no_minutes_are_no_training(self):
        tagger = model.Tagger(model.Shape(vocabulary=40, width=24, layers=1, heads=3, inner=16))
        self.assertEqual(train.Training(train.Plan(minutes=0), self.folder.name, tagger).progress(), 1)

    def test_a_network_cannot_be_narrowed_to_a_greater_width(self):
        _, path = self.checkpoint("one.pt", 10, seed=1)
        options = types.SimpleNamespace(inner=12, steps=4, minutes=1, seed=1, rate=1e-4, batch=1024, threads=1,
                                        save_minutes=1, teaching=0.5, start=[path], teacher=[])
        with self.assertRaisesRegex(SystemExit, "--inner 12: the network of --start has 10"):
            build.trainings(options, None, [])


class ModelCardTest(unittest.TestCase):
    def test_the_card_tells_what_the_training_was(self):
        def training(inner, steps):
            tagger = types.SimpleNamespace(shape=model.Shape(inner=inner))
            return types.SimpleNamespace(plan=train.Plan(), tagger=tagger, step=steps, seconds=60 * steps)

        wide, narrowed = training(1536, 20), training(768, 9)
        mixed = types.SimpleNamespace(templates=["one"], pools={"speech": ["one", "two"]})
        figures = {"megabytes": 15.4, "equal": 0.999, "temperature": 1.05}
        with tempfile.TemporaryDirectory() as folder:
            cards = {}
            for last in (wide, narrowed):
                model_card.write(Path(folder), wide, last, mixed, scoring.Tally(), figures)
                cards[last.step] = (Path(folder) / "MODEL_CARD.md").read_text()
            model_card.write(Path(folder), wide, wide, mixed, scoring.Tally(), figures, starts=3, teachers=2)
            later = (Path(folder) / "MODEL_CARD.md").read_text()
            none = training(768, 0)
            model_card.write(Path(folder), none, none, mixed, scoring.Tally(), figures, starts=3)
            mean = (Path(folder) / "MODEL_CARD.md").read_text()
        self.assertIn("feed-forward parts of 1,536", cards[20])
        self.assertIn("20 steps of 3,072 word pieces, 20 minutes, seed 1.", cards[20])
        self.assertIn("feed-forward parts of 768", cards[9])
        self.assertIn("trained for 9 steps and 9 minutes more", cards[9])
        self.assertIn("no steps; the mean weights of earlier networks (3)", mean)
        self.assertIn("seed 1,\n  going on from the mean weights of 3 earlier networks,\n  with 2 ", later)


class ExportTest(unittest.TestCase):
    def test_int8_keeps_the_tags_and_reads_any_length(self):
        torch.manual_seed(5)
        tagger = model.Tagger(model.Shape(tags=35))
        tagger.load_state_dict(rampart.state(head=True))
        tagger.eval()
        rows = [windows.assemble("test", [], [part for text in texts for part in ENCODER.turn(turn(text))])
                for texts in itertools.permutations(TEXTS, 2)]
        with tempfile.TemporaryDirectory() as folder:
            plain, small = Path(folder) / "plain.onnx", Path(folder) / "small.onnx"
            export.to_onnx(tagger, plain)
            export.quantise(plain, small, rows)
            self.assertLess(small.stat().st_size, 20e6)
            equal, _ = export.agreement(small, tagger, rows)
            self.assertGreater(equal, 0.97)

    def test_temperature_of_scores_that_are_too_sure(self):
        rng = numpy.random.default_rng(1)
        fair = rng.normal(size=(4000, 59)) * 2
        chances = numpy.exp(fair) / numpy.exp(fair).sum(1, keepdims=True)
        chosen = numpy.array([rng.choice(59, p=row / row.sum()) for row in chances])
        best = min(calibration.GRID, key=lambda value: calibration.surprise(fair * 2, chosen, value))
        self.assertAlmostEqual(best, 2.0, delta=0.15)


if __name__ == "__main__":
    unittest.main()
