"""What a text would lose in its pictures: for whoever writes it."""

from collections.abc import Iterator

from bot.typeset import families, fonts
from bot.typeset.formulas import reading
from bot.typeset.markdown import Block, Display, Listing, Math, Words, blocks, inlines
from bot.typeset.math import Formula
from bot.typeset.math.boxes import Glyph, ship
from bot.typeset.parsing import LETTERS, plain


def faults(text: str) -> Iterator[str]:
    """A sentence for each formula that is not set, and for the signs no font has."""
    if len(set(plain(text))) > LETTERS:
        yield (
            f"it has more than {LETTERS:,} different letters: "
            "it ends before the one that is too many"
        )
    lacking: set[str] = set()
    made = blocks(text)
    for source, display in formulas(made):
        found = reading(source, display)
        if found.boxes is None:
            shown = shortened(source)
            yield f"the formula {shown} is not set as it should: {found.reason}"
        else:
            lacking |= _lacking(found.boxes)
    for words in _words(made):
        lacking |= {char for char in words if fonts.lacks(char)}
    if lacking:
        yield f"no font has {' '.join(sorted(lacking))}: a box is shown instead"


def shortened(source: str, length: int = 60) -> str:
    line = " ".join(source.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def _lacking(formula: Formula) -> set[str]:
    return {
        chr(item.code)
        for line in formula.lines
        for _, _, item in ship(line)
        if isinstance(item, Glyph) and item.font == families.LAST_RESORT
    }


def formulas(made: list[Block]) -> Iterator[tuple[str, bool]]:
    """The source of each formula, and whether it stands on lines of its own."""
    for block in made:
        if isinstance(block, Display):
            yield block.source, True
        for inline in inlines(block):
            if isinstance(inline, Math):
                yield inline.source, False


def _words(made: list[Block]) -> Iterator[str]:
    for block in made:
        if isinstance(block, Listing):
            yield block.text
        for inline in inlines(block):
            if isinstance(inline, Words):
                yield inline.text
