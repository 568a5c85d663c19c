"""Blocks of a text -> units: what stands together on a page, measured."""

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from math import ceil
from typing import NamedTuple

from bot.typeset import fitting, fonts, listings, tables
from bot.typeset.fonts import Style
from bot.typeset.formulas import formula, source_shown
from bot.typeset.ink import Colour, Ink
from bot.typeset.lines import Line, Placed, flush, set_lines
from bot.typeset.markdown import Block, Display, Listing, Prose, Rule, Table, Words
from bot.typeset.pieces import Type
from bot.typeset.themes import Surface

PARAGRAPH = 0.6
"""Em between paragraphs, and below a formula on lines of its own."""

HEADING, TALL_HEADING = 0.75, 1.1
"""Em above a heading; the size of one that has others below it."""

_ROWS = 0.15
"""Em more between two rows of a formula that had to be broken."""

BAR = 0.4
"""Em from where a quotation begins to the bar at its side."""


@dataclass(frozen=True, eq=False)
class Unit:
    """Lines that stand together, on a panel or on the page. Equal is only the same.

    `x` shifts its panel, which ends `short` of the margin, `inset` its lines within;
    `gap` is the space above, dropped at the head of a page; `words` is what it says,
    for the alternative text; `leads` means that a page should not end with it, `tied`
    that none should begin with it, `opens` that one must.
    """

    lines: tuple[Line, ...]
    x: int = 0
    short: int = 0
    inset: int = 0
    gap: int = 0
    surface: Surface = Surface.PAGE
    padding: int = 0
    words: str = ""
    leads: bool = False
    tied: bool = False
    opens: bool = False
    badges: bool = False
    """Each mark has a panel of its own."""
    bars: tuple[int, ...] = ()
    """Where the bars of the quotations stand that it is in, from the margin."""
    rows: tuple[int, ...] = ()
    """Of a table: how many lines each row has. The first is the head."""
    apart: int = 0
    """Room above each of its rows, dropped at the head of a page."""

    @cached_property
    def height(self) -> int:
        return sum(line.above + line.below for line in self.lines) + 2 * self.padding

    def split(self, room: int) -> "tuple[Unit, Unit] | None":
        """The part that fits into `room` pixels, and the rest; None if there is none.

        A table is parted between two rows, in parts of about the same height, and its
        head stands on each.
        """
        reach = list(accumulate(line.above + line.below for line in self.lines))
        fit = max(bisect_right(reach, room - 2 * self.padding), 1)
        if fit >= len(self.lines):
            return None
        ends = list(accumulate(self.rows))
        whole = bisect_right(ends, fit)
        if whole > 1:
            fair = reach[-1] / ceil(self.height / room)
            whole = min(
                range(2, whole + 1),
                key=lambda count: abs(reach[ends[count - 1] - 1] - fair),
            )
            return self._parted(whole, ends[whole - 1])
        words, more = _told(self.words, fit / len(self.lines))
        head = replace(self, lines=self.lines[:fit], rows=(), words=words)
        return head, replace(self, lines=self.lines[fit:], rows=(), words=more)

    def _parted(self, count: int, end: int) -> "tuple[Unit, Unit]":
        """The first rows, and the rest for the next page, below the head once more."""
        head = self.rows[0]
        first = self.lines[end]
        first = first._replace(above=first.above - self.apart)
        told = self.words.split("\n")  # a row on each
        words, more = told[:count], told[:1] + told[count:]
        rest = replace(
            self,
            lines=(*self.lines[:head], first, *self.lines[end + 1 :]),
            rows=self.rows[:1] + self.rows[count:],
            opens=True,
            words="\n".join(more),
        )
        lines, rows = self.lines[:end], self.rows[:count]
        said = "\n".join(words).rstrip(";.")
        return replace(self, lines=lines, rows=rows, words=said), rest


def _told(words: str, share: float) -> tuple[str, str]:
    """What is said of a part, about that share of all, and of the rest."""
    at = words.find(" ", int(share * len(words)))
    return (words[:at] + "…", words[at + 1 :]) if at > 0 else (words, "")


DEEPEST = 4
"""How many steps in the deepest list stands."""


class Setting(NamedTuple):
    """How wide a column is and how large its type; `em` is the body's size.

    `panel` says that it is on one already: code in a sentence gets none there.
    """

    width: int
    em: float
    panel: bool = False

    def of(self, share: float) -> int:
        """Pixels of a length given in em."""
        return round(share * self.em)


def unit(block: Block, setting: Setting) -> Unit:
    """A block, set."""
    step = setting.of(1.5)
    made = _unit(block, setting, step * min(block.depth, DEEPEST))
    if not block.bars:
        return made
    bars = [step * at + setting.of(BAR) for at in block.bars if at < DEEPEST]
    if made.lines and made.lines[0].leftward:
        bars = [setting.width - bar for bar in bars]
    return replace(made, bars=tuple(bars))


def _unit(block: Block, setting: Setting, shift: int) -> Unit:
    match block:
        case Prose():
            return _prose(block, setting, shift)
        case Display():
            return _display(block, setting, shift)
        case Listing():
            return _listing(block, setting, shift)
        case Table():
            return _table(block, setting, shift)
        case Rule():
            return _rule(setting, shift)


def _prose(prose: Prose, setting: Setting, shift: int) -> Unit:
    size = round(setting.em * (TALL_HEADING if prose.heading > 1 else 1.0), 2)
    type = Type(size, bold=prose.heading > 0, panel=setting.panel)
    room = setting.width - shift
    lines = set_lines(prose.inlines, type, room)
    leftward = bool(lines) and lines[0].leftward
    lines = flush(lines, room)
    if prose.marker and lines:
        lines[0] = _marked(lines[0], prose.marker, setting, room if leftward else None)
    gap = HEADING if prose.heading else 0.15 if prose.tight else PARAGRAPH
    leads = prose.heading > 0 or _leads(prose)
    inset = 0 if leftward else shift
    return Unit(tuple(lines), inset=inset, gap=setting.of(gap), leads=leads)


def _marked(
    line: Line, marker: str, setting: Setting, right: int | None = None, left: int = 0
) -> Line:
    """The line with the marker before it: left of `left`, or right of `right`."""
    if right is not None and marker.endswith("."):
        marker = f".{marker[:-1]}"
    ink = fonts.word(marker, Style.REGULAR, setting.em)
    apart = setting.of(0.45)
    at = left - ink.advance - apart if right is None else right + apart
    return line._replace(marks=(Placed(at, ink, Colour.ACCENT), *line.marks))


def _leads(prose: Prose) -> bool:
    """Whether the paragraph promises what follows: it ends in a colon, or is bold."""
    words = [i for i in prose.inlines if not isinstance(i, Words) or i.text.strip()]
    if not words or not isinstance(words[-1], Words):
        return False
    bold = all(isinstance(word, Words) and word.bold for word in words)
    return bold or words[-1].text.rstrip().endswith((":", ","))


def _display(display: Display, setting: Setting, shift: int) -> Unit:
    source = display.source
    room = setting.width - shift
    ink = formula(source, setting.em, True)
    if ink is None:
        words = (Words(source_shown(source), code=True),)
        return _prose(Prose(words, marker=display.marker), setting, shift)
    within = room - (ink.tag.advance + setting.of(1) if ink.tag else 0)
    rows = fitting.rows(source, ink, setting.em, within)
    hang = fitting.indent(setting.em)
    wide = max(hung * hang + row.advance for row, hung in rows)
    lines: list[Line] = []
    for row, hung in rows:
        x = (room - wide) // 2 + hung * hang
        x = max(min(x, within - row.advance), -row.left, 0)
        made = _displayed(row, x, room, setting)
        apart = setting.of(_ROWS) if lines else 0
        lines.append(made._replace(above=made.above + apart))
    if display.marker:
        lines[0] = _marked(lines[0], display.marker, setting)
    return Unit(tuple(lines), inset=shift, gap=setting.of(0.4), tied=True)


def _displayed(row: Ink, x: int, room: int, setting: Setting) -> Line:
    """A row of a formula, and its tag at the right.

    The paragraph that follows brings more room than the one before leaves.
    """
    marks = [Placed(x, row)]
    if row.tag:
        marks.append(Placed(room - row.tag.advance, row.tag))
    above = max(mark.ink.above for mark in marks) + setting.of(0.25)
    below = max(0, *(mark.ink.below for mark in marks)) + setting.of(0.1)
    return Line(tuple(marks), row.advance, above, below)


def _table(table: Table, setting: Setting, shift: int) -> Unit:
    """Rows on a panel, as code is."""
    padding = setting.of(0.6)
    room = setting.width - shift - 2 * padding
    rows, width, turned, apart = tables.laid(table, setting.em, room)
    lines = [line for row in rows for line in row]
    if table.marker:
        lines[0] = _marked(lines[0], table.marker, setting, left=-padding)
    short = room - width
    return Unit(
        tuple(lines),
        x=shift + short if turned else shift,
        short=0 if turned else short,
        inset=padding,
        gap=setting.of(0.5),
        surface=Surface.PANEL,
        padding=padding,
        rows=tuple(map(len, rows)),
        apart=apart,
    )


def _rule(setting: Setting, shift: int) -> Unit:
    width, thick = setting.width - shift, max(setting.of(0.05), 1)
    line = tables.rule(width, thick, 150)
    return Unit((line,), inset=shift, gap=setting.of(PARAGRAPH), leads=True)


def _listing(listing: Listing, setting: Setting, shift: int) -> Unit:
    """Code on a panel."""
    padding = setting.of(0.6)
    room = setting.width - shift - 2 * padding
    lines = listings.laid(listing.text, setting.em, room)
    if listing.marker:
        lines[0] = _marked(lines[0], listing.marker, setting, left=-padding)
    return Unit(
        tuple(lines),
        x=shift,
        inset=padding,
        gap=setting.of(0.5),
        surface=Surface.PANEL,
        padding=padding,
    )
