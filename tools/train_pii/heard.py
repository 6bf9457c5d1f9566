"""Values as a recogniser wrote them ("Rosad El Gato", "for one one, 2"), put into templates in place of theirs.

One spoken dialogue shows a misheard value in one sentence only. Put into any sentence with a value of its type,
it teaches that the place makes the value, not its spelling.
"""

import collections

import augment
import dialogue

DIALOGUE_SHARE, VALUE_SHARE = 0.3, 0.6  # of the filled templates, and of the values in such a one


def size(surface):
    """Values are replaced by those of about their length: 1, 2 to 3, 4 to 7 or more words."""
    words = surface.count(" ") + 1
    return sum(words > most for most in (1, 3, 7))


class Heard:
    """What stands in the spans of spoken dialogues, by type and size.

    `common`: words so frequent that a value of nothing else is a mistake of the recogniser's times.
    """

    def __init__(self, dialogues, common=frozenset()):
        self.surfaces = collections.defaultdict(list)
        for made in dialogues:
            for turn in made.turns:
                for span in turn.spans:
                    surface = turn.text[span.start:span.end].rstrip(".,?!;: ")
                    words = [word.strip(".,?!").lower() for word in surface.split()]
                    if span.type != dialogue.UNKNOWN and not all(word in common for word in words):
                        self.surfaces[span.type, size(surface)].append(surface)

    def replace(self, made, rng):
        """The dialogue, at times with heard values in it."""
        if not self.surfaces or rng.random() >= DIALOGUE_SHARE:
            return made
        return dialogue.Dialogue(made.id, made.source, [self.turn(turn, rng) for turn in made.turns])

    def turn(self, turn, rng):
        edits = []
        for span in turn.spans:
            choice = self.surfaces.get((span.type, size(turn.text[span.start:span.end])))
            if choice and rng.random() < VALUE_SHARE:
                edits.append((span.start, span.end, rng.choice(choice)))
        return augment.edit(turn, edits)
