"""Real conversations as labelled dialogues.

    from sources import build
    for dialogue in build(text_dir, seed, limits=None, filled=None): ...

See `mix` for the shares of the sources, `people`, `when` and `where` for how unlabelled text is labelled.
"""

from .mix import build  # noqa: F401
