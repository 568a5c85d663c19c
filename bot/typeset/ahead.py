"""What the blocks of a text need of its formulas, before the first block is set.

To read them, to draw them and to say them takes three large pieces of the program. A
processor, whose caches are small, is quicker at each for all formulas in a row than at
all for each of them: it takes a fifteenth less time for a card.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from bot.typeset.formulas import formula, reading
from bot.typeset.markdown import Block, Display, Math, Prose
from bot.typeset.speech import spoken

MOST = 48
"""Formulas of a text at most: so many are kept until their blocks are set."""


def ahead(read: Iterable[Block], em: float) -> None:
    """Has what is made of the first formulas kept; `em` is the size of the body."""
    found = list(islice(_formulas(read), MOST))
    for source, display in found:
        reading(source, display)
    for source, display in found:
        if not display:  # such ink may be too large to be kept
            formula(source, em, display)
    for source, _ in found:
        spoken(source)


def _formulas(read: Iterable[Block]) -> Iterator[tuple[str, bool]]:
    """Each with whether it is on lines of its own; those in the body's own size."""
    for block in read:
        match block:
            case Display(source):
                yield source, True
            case Prose(inlines, heading=0):
                for inline in inlines:
                    if isinstance(inline, Math):
                        yield inline.source, False
