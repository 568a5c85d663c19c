"""Normalised TeX -> ink, by mathtext's own parser and boxes.

This is the one file that knows mathtext's inside (`matplotlib._mathtext`, private, so
matplotlib is pinned). It owns its parser: the shared one is not safe beside others.
"""

import logging
import math
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib import _mathtext as mt
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import FT2Font

from bot.typeset import fonts
from bot.typeset.ink import Ink, trimmed
from bot.typeset.normalise import Big, Normal, Part
from bot.typeset.tables import Table

# It would report each missing glyph, which `_Stix` finds elsewhere.
logging.getLogger("matplotlib.mathtext").setLevel(logging.ERROR)

WIDEST = 6000
TALLEST = 3000
"""Pixels of a formula at most; its memory is asked for only below these."""

_STIX = {
    "rm": "STIXGeneral.ttf",
    "it": "STIXGeneralItalic.ttf",
    "bf": "STIXGeneralBol.ttf",
    "bfit": "STIXGeneralBolIta.ttf",
    "nonunirm": "STIXNonUni.ttf",
    "nonuniit": "STIXNonUniIta.ttf",
    "nonunibf": "STIXNonUniBol.ttf",
    "0": "STIXGeneral.ttf",
    "1": "STIXSizOneSymReg.ttf",
    "2": "STIXSizTwoSymReg.ttf",
    "3": "STIXSizThreeSymReg.ttf",
    "4": "STIXSizFourSymReg.ttf",
    "5": "STIXSizFiveSymReg.ttf",
}


class _Stix(mt.StixFonts):
    """STIX by path; what it lacks comes from DejaVu Sans or as a box, never as ¤."""

    def __init__(self) -> None:
        text = FontProperties(fname=fonts.path("DejaVuSans.ttf"))
        super().__init__(text, fonts.FLAGS)
        for key, name in _STIX.items():
            self.fontmap[key] = fonts.path(name)

    def _get_glyph(
        self, fontname: str, font_class: str, sym: str
    ) -> tuple[FT2Font, int, bool]:
        code = mt.get_unicode_index(sym)
        found = super()._get_glyph(fontname, font_class, sym)
        if found[1] != _DUMMY or code == _DUMMY:
            return found
        for name in ("DejaVuSans.ttf", "LastResortHE-Regular.ttf"):
            font = get_font(fonts.path(name))
            if font.get_char_index(code):
                return font, code, False
        return found


_DUMMY = 0xA4


class _Reader(mt.Parser):
    """The stock grammar; private characters stand for the parts of a `Normal`."""

    parts: dict[str, Part]

    def symbol(self, s: str, loc: int, toks: Any) -> Any:
        part = self.parts.get(toks["sym"])
        if isinstance(part, Big):
            return [self._fence(part)]
        if isinstance(part, Table):
            return [self._table(part)]
        return super().symbol(s, loc, toks)

    def sqrt(self, toks: Any) -> Any:
        """A root whose bar lies close on its body; the stock one leaves a gap."""
        state = self.get_state()
        thickness = state.get_current_underline_thickness()
        body = toks["value"]
        gap = 1.6 * thickness
        floor = state.fontset.get_xheight(state.font, state.fontsize, state.dpi)
        height = max(body.height - body.shift_amount, floor) + gap
        depth = max(body.depth + body.shift_amount, 0.0)
        check = mt.AutoHeightChar(r"\__sqrt__", height, depth, state)
        padded = mt.Hlist([mt.Hbox(thickness), body, mt.Hbox(thickness)])
        right = mt.Vlist([mt.Hrule(state), mt.Glue("fill"), padded])
        top = check.height - check.shift_amount
        right.vpack(top, "exactly", check.depth + check.shift_amount)
        root = toks.get("root")
        over: Any = mt.Box(0.5 * check.width, 0.0, 0.0)
        if root:
            over = mt.Hlist(root)
            over.shrink()
            over.shrink()
        raised = mt.Vlist([mt.Hlist([over])])
        raised.shift_amount = -top * 0.6
        return [mt.Hlist([raised, mt.Kern(-0.5 * check.width), check, right])]

    def _auto_sized_delimiter(self, front: str, middle: list[Any], back: str) -> Any:
        """Delimiters centred on the axis, around what stands between them."""
        boxes = [item for item in middle if isinstance(item, mt.Box | mt.Char)]
        state = self.get_state()
        axis = state.fontset.get_axis_height(state.font, state.fontsize, state.dpi)
        half = max(
            max((box.height - _shift(box) for box in boxes), default=0.0) - axis,
            max((box.depth + _shift(box) for box in boxes), default=0.0) + axis,
            0.45 * state.fontsize,
        )
        parts: list[Any] = [] if front == "." else [self._delimiter(front, half)]
        fences = iter(middle)
        for item in fences:
            if item == r"\middle":
                item = next(fences)
                if item != ".":
                    parts.append(self._delimiter(item, half))
            else:
                parts.append(item)
        if back != ".":
            parts.append(self._delimiter(back, half))
        # A slanted letter would touch its fence.
        parts.insert(0 if front == "." else 1, mt.Kern(0.05 * state.fontsize))
        return mt.Hlist(parts)

    def _delimiter(self, sign: str, half: float) -> mt.Hlist:
        """A delimiter that reaches `half` above and below the axis."""
        state = self.get_state()
        axis = state.fontset.get_axis_height(state.font, state.fontsize, state.dpi)
        height, depth = half + axis, half - axis
        if sign not in ("|", r"\Vert"):
            return mt.Hlist([mt.AutoHeightChar(sign, height, depth, state)])
        # A stretched glyph would grow thicker as it grows taller.
        em = state.fontsize
        bar = mt.Rule(0.06 * em, height, depth, state)
        twice = [mt.Kern(0.12 * em), mt.Rule(0.06 * em, height, depth, state)]
        bars = [bar, *(twice if sign != "|" else [])]
        return mt.Hlist([mt.Kern(0.12 * em), *bars, mt.Kern(0.12 * em)])

    def _fence(self, big: Big) -> mt.Hlist:
        return self._delimiter(big.delimiter, big.size * self.get_state().fontsize / 2)

    def _cell(self, source: str) -> mt.Hlist:
        self.push_state()
        kept = self._needs_space_after_subsuper
        self._needs_space_after_subsuper = False
        box = self._math_expression.parse_string(source, parse_all=True)[0]
        self._needs_space_after_subsuper = kept
        assert isinstance(box, mt.Hlist)
        return box

    def _table(self, table: Table) -> mt.Hlist:
        state, look = self.get_state(), table.look
        rows = [[self._cell(cell) for cell in row] for row in table.cells]
        if look.small:
            for box in (box for row in rows for box in row):
                box.shrink()
        size = state.fontsize * (0.7 if look.small else 1.0)
        columns = max(len(row) for row in rows)
        widths = [
            max((row[c].width for row in rows if c < len(row)), default=0.0)
            for c in range(columns)
        ]
        stacked: list[Any] = []
        for row in rows:
            if stacked:
                stacked.append(mt.Kern(look.leading * size))
            stacked.append(self._row(row, widths, table, size))
        axis = state.fontset.get_axis_height(state.font, state.fontsize, state.dpi)
        return self._fenced(mt.Vlist(stacked), axis, table)

    def _row(
        self, row: list[mt.Hlist], widths: list[float], table: Table, size: float
    ) -> mt.Hlist:
        pieces: list[Any] = []
        for column, width in enumerate(widths):
            box = row[column] if column < len(row) else mt.Hlist([])
            side = table.look.align[column % len(table.look.align)]
            free = width - box.width
            before = {"l": 0.0, "c": free / 2, "r": free}[side]
            # Pairs of aligned columns stand apart from each other.
            apart = 2.0 if table.look.align == "rl" and column % 2 == 0 else 0.0
            gap = (table.look.gap + apart) * size if column else 0.0
            pieces += [mt.Kern(gap + before), box, mt.Kern(free - before)]
        made = mt.Hlist(pieces, do_kern=False)
        made.height = max(made.height, 0.7 * size)
        made.depth = max(made.depth, 0.25 * size)
        return made

    def _fenced(self, stack: mt.Vlist, axis: float, table: Table) -> mt.Hlist:
        half = (stack.height + stack.depth) / 2
        stack.shift_amount = stack.height - (half + axis)
        thin = mt.Kern(0.12 * self.get_state().fontsize)
        parts: list[Any] = [mt.Hlist([stack], do_kern=False)]
        if table.look.left != ".":
            parts = [self._delimiter(table.look.left, half), thin, *parts]
        if table.look.right != ".":
            parts = [*parts, thin, self._delimiter(table.look.right, half)]
        return mt.Hlist(parts, do_kern=False)


def _shift(box: Any) -> float:
    """How far below the baseline a box hangs; only lists of boxes can."""
    return float(getattr(box, "shift_amount", 0.0))


@lru_cache(maxsize=1)
def _reader() -> _Reader:
    return _Reader()


def set_box(normal: Normal, size: float) -> Ink:
    """The formula's ink; ValueError and others where mathtext cannot read it."""
    reader = _reader()
    reader.parts = normal.parts
    reader._needs_space_after_subsuper = False
    # `$` never occurs in normalised source: it delimits.
    box = reader.parse(f"${normal.text}$", _Stix(), size, 72)
    if box.width > WIDEST or box.height + box.depth > TALLEST:
        raise ValueError("the formula would be too large")
    return _inked(box)


def _inked(box: mt.Hlist) -> Ink:
    """Drawn with the pen's origin kept, which mathtext's own raster loses."""
    shipped = mt.ship(box)
    marks = [(ox + i.metrics.xmin, oy - i.metrics.ymax) for ox, oy, i in shipped.glyphs]
    ends = [(ox + i.metrics.xmax, oy - i.metrics.ymin) for ox, oy, i in shipped.glyphs]
    marks += [(x, y) for x, y, _, _ in shipped.rects]
    ends += [(x + w, y + h) for x, y, w, h in shipped.rects]
    if not marks:
        return trimmed(np.zeros((1, 1), np.uint8), 0, 1, round(box.width))
    left = math.floor(min(x for x, _ in marks)) - 2
    # The baseline falls on a whole pixel, or every word would stand off it.
    above = math.ceil(box.height - min(y for _, y in marks)) + 2
    wide = math.ceil(max(x for x, _ in ends)) + 3 - left
    tall = math.ceil(max(y for _, y in ends) - box.height) + 3 + above
    if wide > WIDEST or tall > TALLEST or wide < 1 or tall < 1:
        raise ValueError("the formula would be too large")
    image = np.zeros((tall, wide), np.uint8)
    moved = mt.ship(box, (-left, above - box.height))
    for ox, oy, info in moved.glyphs:
        top = math.floor(oy - info.metrics.iceberg + 0.5)
        info.font.draw_glyph_to_bitmap(image, round(ox), top, info.glyph)
    for x, y, w, h in moved.rects:
        _rule(image, x, y, w, h)
    return trimmed(image, left, above, round(box.width))


def _rule(image: Any, x: float, y: float, w: float, h: float) -> None:
    thick = max(round(h), 1)
    top = round(y + h / 2 - thick / 2)
    image[max(top, 0) : top + thick, max(math.floor(x), 0) : math.ceil(x + w)] = 255
