"""A face -> pages: what stands on each, from its bar to its footer."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.typeset import frame, options, reading
from bot.typeset.ahead import ahead
from bot.typeset.faces import Drawn, Face, FaceKind, Mark, Theme
from bot.typeset.kept import Known
from bot.typeset.markdown import Block, Display, Prose, Rule, blocks
from bot.typeset.measures import Measures
from bot.typeset.paging import PAGES, paged
from bot.typeset.painting import Piece, bar, between, pieces
from bot.typeset.parsing import label, plain
from bot.typeset.strips import Strip, blank, png
from bot.typeset.themes import RICH, SHEETS, palette
from bot.typeset.units import PARAGRAPH, Setting, unit

TALLEST = 1.3
"""Height of a page at most, as a share of 900 pixels or of its greater width.

Clients shrink what is taller; narrow pages are for where nothing is shrunk.
"""

KINDS = {
    FaceKind.QUESTION: "Question",
    FaceKind.CHECK: "Check",
    FaceKind.ANSWER: "Answer",
    FaceKind.RECAP: "Recap",
    FaceKind.PODIUM: "Podium",
}


def draw(face: Face, theme: Theme, width: int) -> list[Drawn]:
    """The face's pictures, one or more, each with the words for what it shows."""
    m, bits = Measures(width), _bits(face)
    title = plain(face.title) or KINDS[face.kind]
    foot = frame.foot(face.footer, m, bits)
    head = frame.heading(title, face.badges, "", m, bits)
    around = m.top + m.between + m.bottom + _height(foot)
    parts = (
        *_body(face.body, m, bits),
        *_options(face.options, reading.marks(face), m, bits),
    )
    for piece in (*head, *parts):
        piece.strip.deflated()  # what no page shows is kept, too, and then is small
    room = m.px(TALLEST * 900) - around
    pages = paged(parts, room - _height(head))
    if len(pages) > 1:
        numbered = frame.heading(title, face.badges, f"1 of {len(pages)}", m, bits)
        if _height(numbered) > _height(head):  # there is less room beside the number
            pages = paged(parts, room - _height(numbered))
    named = reading.sentence(reading.heading(title))
    drawn = []
    for number, page in enumerate(pages, 1):
        which = f"{number} of {len(pages)}" if len(pages) > 1 else ""
        # What continues a face need not say again what the face is of.
        badges = face.badges if number == 1 else ()
        strips = stacked(
            frame.heading(title, badges, which, m, bits), page, foot, m, bits
        )
        made = png(width, bits, palette(theme, face.kind, bits), strips)
        said = _said(face, f"{named} ({which})" if which else named, badges, page)
        drawn.append(Drawn(made, said, width, sum(strip.rows for strip in strips)))
    return drawn


_COLOURED = re.compile(
    r"\\(?:text|f)?color"
    r"|\\(?:red|green|blue|orange|pink|gray|purple|maroon|gold|teal|mint)"
    r"(?![a-z])"
)
"""Commands that colour a formula."""


def _bits(face: Face) -> int:
    """Bits a pixel: sixteen colours, or more where more are asked for."""
    if any(_COLOURED.search(text) for text in (face.title, face.body, *face.options)):
        return RICH.bits
    return SHEETS[face.kind].bits


def _height(pieces: Iterable[Piece]) -> int:
    return sum(piece.gap + piece.height for piece in pieces)


def stacked(
    head: Sequence[Piece],
    page: Sequence[Piece],
    foot: Sequence[Piece],
    m: Measures,
    bits: int,
) -> list[Strip]:
    """All that stands on the page, from top to bottom, and the room between."""
    strips = [bar(m, bits), blank(m.top - m.px(8), m.width, bits)]
    for part, first in ((head, 0), (page, m.between), (foot, None)):
        bars: tuple[int, ...] = ()
        for place, piece in enumerate(part):
            gap = piece.gap if place or first is None else first
            if gap:
                shared = bars and tuple(x for x in piece.bars if x in bars)
                strips.append(
                    between(shared, gap, m, bits)
                    if shared
                    else blank(gap, m.width, bits)
                )
            strips.append(piece.strip)
            bars = piece.bars
    strips.append(blank(m.bottom, m.width, bits))
    return strips


def _said(
    face: Face, title: str, badges: tuple[str, ...], page: Sequence[Piece]
) -> str:
    return reading.joined(
        [
            title,
            reading.badges(badges),
            *(piece.words for piece in page),
            label(face.footer),
        ]
    )


# What stands on a page.


@lru_cache(maxsize=48)
def _body(body: str, m: Measures, bits: int) -> tuple[Piece, ...]:
    made: list[Piece] = []
    room = PAGES * m.px(TALLEST * 900)
    before: Block | None = None
    read = blocks(body)
    ahead((block for block in read if not _block.keeps(block, m, bits)), m.em)
    for block in read:
        first, *rest = _block(block, m, bits)
        if before is not None and isinstance(block, Display):
            made[-1] = made[-1]._replace(words=reading.ahead(made[-1].words, block))
        if before is not None and _leaves(before, block):
            first = first._replace(gap=max(first.gap, round(PARAGRAPH * m.em)))
        before = block
        made += [first, *rest]
        room -= _height((first, *rest))
        if room < 0:
            break  # no page has what follows
    return tuple(made)


def _leaves(before: Block, block: Block) -> bool:
    """Whether room is left behind a block as above it, though the next is tight.

    That is so where the paragraph goes on, or its list.
    """
    if isinstance(before, Prose):
        return block.depth < before.depth and not before.tight
    return not isinstance(before, Rule)


def _set(block: Block, m: Measures, bits: int) -> tuple[Piece, ...]:
    """A paragraph, formula or listing."""
    made, words = unit(block, Setting(m.column, m.em)), reading.words(block)
    if made.height > m.tallest:
        # Each part has its own.
        return tuple(pieces([replace(made, words=words)], m, bits))
    (piece,) = pieces([made], m, bits)
    return (piece._replace(words=words),)


_block = Known(_set, 384)
"""The same, kept, for edited cards are made of old paragraphs."""


@lru_cache(maxsize=96)
def _options(
    given: tuple[str, ...],
    marks: tuple[tuple[Mark, str], ...],
    m: Measures,
    bits: int,
) -> tuple[Piece, ...]:
    return tuple(pieces(options.units(given, marks, m), m, bits))
