"""What a text would lose in its pictures: for whoever writes it."""

from collections.abc import Iterator

from bot.typeset import families, fitting, fonts
from bot.typeset.formulas import Reading, formula, reading, scale
from bot.typeset.markdown import Block, Display, Listing, Math, Words, blocks, inlines
from bot.typeset.math import Formula
from bot.typeset.math.boxes import Glyph, ship
from bot.typeset.measures import Measures
from bot.typeset.parsing import LETTERS, plain
from bot.typeset.stacking import stacked

PHONE, SMALL = 600, 0.6
"""Pixels that a phone's page has across; the least share of a formula's own size that
is easily read there."""


def faults(text: str) -> Iterator[str]:
    """A sentence for each formula that is not set, or small, and what no font has."""
    if len(set(plain(text))) > LETTERS:
        yield (
            f"it has more than {LETTERS:,} different letters: "
            "it ends before the one that is too many"
        )
    lacking: set[str] = set()
    made = blocks(text)
    for source, display in formulas(made):
        found = reading(source, display)
        if found.boxes:
            lacking |= _lacking(found.boxes)
        if fault := _fault(source, display, found):
            yield f"the formula {shortened(source)} {fault}"
    for words in _words(made):
        lacking |= {char for char in words if fonts.lacks(char)}
    if lacking:
        yield f"no font has {' '.join(sorted(lacking))}: a box is shown instead"


def _fault(source: str, display: bool, found: Reading) -> str:
    if found.boxes is None:
        return f"is not set as it should: {found.reason}"
    share = _share(source, display, found.boxes)
    if share >= SMALL:
        return ""
    return (
        f"is small on a phone, at {100 * share:.0f} % of its size: "
        "write it in parts, or on several lines"
    )


def _share(source: str, display: bool, boxes: Formula) -> float:
    """How large it is on a phone; 1 where it fits, or can be broken."""
    m = Measures(PHONE)
    wide = boxes.width * m.em * scale() * SMALL > m.column
    ink = formula(source, m.em, display) if wide else None
    if ink is None:
        return 1.0
    if display:
        broken = len(fitting.rows(source, ink, m.em, m.column)) > 1
        ink = formula(stacked(source), m.em, True) or ink
    else:
        broken = bool(fitting.parted(source, ink, m.em, m.column)[1])
    return 1.0 if broken else m.column / ink.advance


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
