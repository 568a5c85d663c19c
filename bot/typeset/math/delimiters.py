"""Delimiters of any height (The TeXbook, page 442 and appendix G, rule 19)."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from bot.typeset.math.boxes import (
    Glyph,
    Item,
    Kern,
    Row,
    Rule,
    Stem,
    Stroke,
    lowered,
    packed,
    placed,
)
from bot.typeset.math.nodes import CannotSet, Fonts
from bot.typeset.math.style import SCRIPT, SCRIPTSCRIPT, TEXT, Style

NULL = 0.12
"""Width of a delimiter that is not there: TeX's \\nulldelimiterspace."""

SHORT = 0.5
"""How much less than all a delimiter may cover: TeX's \\delimitershortfall, 5 pt."""

FACTOR = 0.901
"""What share of all it has to cover: TeX's \\delimiterfactor."""

STEPS = (1.2, 1.8, 2.4, 3.0)
"""Height and depth of \\big, \\Big, \\bigg and \\Bigg together."""

SIGNS = {
    "<": "⟨",
    ">": "⟩",
    "|": "∣",
    "\\lt": "⟨",
    "\\gt": "⟩",
    "\\langle": "⟨",
    "\\rangle": "⟩",
    "\\lbrace": "{",
    "\\rbrace": "}",
    "\\{": "{",
    "\\}": "}",
    "\\lbrack": "[",
    "\\rbrack": "]",
    "\\lparen": "(",
    "\\rparen": ")",
    "\\vert": "∣",
    "\\lvert": "∣",
    "\\rvert": "∣",
    "\\|": "∥",
    "\\Vert": "∥",
    "\\lVert": "∥",
    "\\rVert": "∥",
    "‖": "∥",
    "\\lfloor": "⌊",
    "\\rfloor": "⌋",
    "\\lceil": "⌈",
    "\\rceil": "⌉",
    "\\lgroup": "⟮",
    "\\rgroup": "⟯",
    "\\lmoustache": "⎰",
    "\\rmoustache": "⎱",
    "\\backslash": "\\",
    "\\uparrow": "↑",
    "\\downarrow": "↓",
    "\\updownarrow": "↕",
    "\\Uparrow": "⇑",
    "\\Downarrow": "⇓",
    "\\Updownarrow": "⇕",
    "\\llbracket": "⟦",
    "\\rrbracket": "⟧",
    "\\lBrace": "⦃",
    "\\rBrace": "⦄",
    "\\ulcorner": "⌜",
    "\\urcorner": "⌝",
    "\\llcorner": "⌞",
    "\\lrcorner": "⌟",
    **{sign: sign for sign in "()[]/{}⟨⟩⌊⌋⌈⌉⟮⟯⎰⎱∣∥↑↓↕⇑⇓⇕⟦⟧⦃⦄⌜⌝⌞⌟"},
}
"""What may stand after \\left and its like, and the sign that is meant."""

_NEVER_PIECED = frozenset("⟨⟩/\\⟦⟧⦃⦄⌜⌝⌞⌟")
_ALWAYS_PIECED = frozenset("∣∥↑↓↕⇑⇓⇕⟮⟯⎰⎱")


class _Pieces(NamedTuple):
    """`step` is the size of the font that has them; none is empty but the middle."""

    top: str
    repeat: str
    bottom: str
    middle: str = ""
    step: int = 4


_PIECES = {
    "(": _Pieces("⎛", "⎜", "⎝"),
    ")": _Pieces("⎞", "⎟", "⎠"),
    "[": _Pieces("⎡", "⎢", "⎣"),
    "]": _Pieces("⎤", "⎥", "⎦"),
    "⌊": _Pieces("⎢", "⎢", "⎣"),
    "⌋": _Pieces("⎥", "⎥", "⎦"),
    "⌈": _Pieces("⎡", "⎢", "⎢"),
    "⌉": _Pieces("⎤", "⎥", "⎥"),
    "{": _Pieces("⎧", "⎪", "⎩", "⎨"),
    "}": _Pieces("⎫", "⎪", "⎭", "⎬"),
    "⟮": _Pieces("⎧", "⎪", "⎩"),
    "⟯": _Pieces("⎫", "⎪", "⎭"),
    "⎰": _Pieces("⎧", "⎪", "⎭"),
    "⎱": _Pieces("⎫", "⎪", "⎩"),
    "↑": _Pieces("↑", "⏐", "⏐", step=1),
    "↓": _Pieces("⏐", "⏐", "↓", step=1),
    "↕": _Pieces("↑", "⏐", "↓", step=1),
    "⇑": _Pieces("⇑", "‖", "‖", step=1),
    "⇓": _Pieces("‖", "‖", "⇓", step=1),
    "⇕": _Pieces("⇑", "‖", "⇓", step=1),
}

_ARROWS = {
    "↑": (True, False, False),
    "↓": (False, True, False),
    "↕": (True, True, False),
    "⇑": (True, False, True),
    "⇓": (False, True, True),
    "⇕": (True, True, True),
}
"""Whether each has a head above and one below, and a double shaft."""

_BARS = {"∣": (0.333, 1), "∥": (0.556, 2)}
"""Width of a tall bar and how many it is."""

_PEN, _UNIT = 0.05, 0.6
"""How thick a tall bar is, and the length by which what is pieced together grows."""


def sign(command: str) -> str:
    """The sign that a delimiter command means; empty for none at all."""
    if command == ".":
        return ""
    try:
        return SIGNS[command]
    except KeyError:
        raise CannotSet(f"{command} cannot be a delimiter") from None


def delimiter(
    char: str, height: float, fonts: Fonts, style: Style, centred: bool = True
) -> Item:
    """The sign, at least about `height` tall (in em of the text), on the axis."""
    if not char:
        return Kern(NULL)
    text = style.unsized()
    if fonts.glyph(char, "", text.scale) is None and char in _NEVER_PIECED:
        return fonts.whatever(char, text.scale)
    first = min(2, SCRIPTSCRIPT - style.level)
    for level in (SCRIPTSCRIPT, SCRIPT, TEXT)[first:]:
        small = style.at_level(level)
        glyph = _plain(char, fonts, small.scale)
        if glyph is not None and glyph.height + glyph.depth > height:
            return _on_axis(glyph, style, small)
    if char not in _ALWAYS_PIECED:
        glyph = None
        for step in range(1, 5):
            glyph = fonts.sized(char, step, text.scale) or glyph
            if glyph is not None and glyph.height + glyph.depth > height * text.scale:
                return _on_axis(glyph, style, text)
        glyph = glyph or _plain(char, fonts, text.scale)
        if char in _NEVER_PIECED and glyph is not None:
            return _on_axis(glyph, style, text)
    return _stacked(char, height, fonts, text, style.params.axis)


def sized(char: str, step: int, fonts: Fonts, style: Style) -> Item:
    """The sign as after \\big (1) to \\Bigg (4)."""
    if not char:
        return packed(())
    if char not in _ALWAYS_PIECED:
        glyph = fonts.sized(char, step, style.unsized().scale)
        if glyph is not None:
            return _on_axis(glyph, style.unsized(), style.unsized())
    text = style.unsized()
    if char in _NEVER_PIECED:
        return delimiter(char, STEPS[step - 1], fonts, style)
    return _stacked(char, STEPS[step - 1], fonts, text, text.params.axis)


def around(char: str, height: float, depth: float, fonts: Fonts, style: Style) -> Item:
    """The sign after \\left, \\right or \\middle, for what is so high and deep."""
    axis = style.params.axis
    most = max(height - axis, depth + axis)
    return delimiter(char, max(most * 2 * FACTOR, 2 * most - SHORT), fonts, style)


def _plain(char: str, fonts: Fonts, scale: float) -> Glyph | None:
    return fonts.glyph(char, "", scale) or fonts.glyph(char, "ams", scale)


def _on_axis(glyph: Glyph, style: Style, own: Style) -> Item:
    """Centred where the style has its axis, not where the glyph's own size has it."""
    drop = (glyph.height - glyph.depth) / 2 - style.params.axis
    expected = own.params.axis - style.params.axis
    # A sign that was designed to stand on its size's axis stays as it was designed.
    drop = drop if abs(drop - expected) > 0.02 else expected
    return lowered(glyph, drop) if abs(drop) > 1e-6 else glyph


def _stacked(char: str, height: float, fonts: Fonts, text: Style, axis: float) -> Item:
    scale = text.scale
    if char in _BARS:
        return _bars(char, height, scale, axis)
    pieces = _PIECES[char]
    made = [
        fonts.piece(piece, pieces.step, scale) or _plain(piece, fonts, scale)
        for piece in (pieces.top, pieces.middle or pieces.top, pieces.bottom)
    ]
    top, middle, bottom = (one or fonts.whatever(char, scale) for one in made)
    repeat = fonts.piece(pieces.repeat, pieces.step, scale) or bottom
    ends = _tall(top) + _tall(bottom)
    halves = 1
    if pieces.middle:
        ends, halves = ends + _tall(middle), 2
    if fonts.overlapping:
        # As tall as TeX's own pieces come out, which seldom fit more closely.
        stretch = max(0.0, _grown(height) * scale - ends) / halves
    else:
        each = max(_tall(repeat), 0.1 * scale)
        missing = max(0.0, height * scale - ends)
        stretch = -int(-missing // (halves * each)) * each
    total = ends + halves * stretch
    if char in _ARROWS:
        width = max(top.width, bottom.width)
        return _arrow(_ARROWS[char], width, total, scale, axis)
    column: list[Glyph | float] = [bottom, stretch]
    if pieces.middle:
        column += [middle, stretch]
    column.append(top)
    return _column(column, repeat, total, axis)


def _arrow(
    ends: tuple[bool, bool, bool],
    width: float,
    total: float,
    scale: float,
    axis: float,
) -> Row:
    """A tall arrow, drawn with a pen: pieces of a font leave gaps in its shaft."""
    up, down, double = ends
    pen, side = _PEN * scale, (0.09 if double else 0.0) * scale
    barb, drop = 0.2 * scale, (0.26 if double else 0.21) * scale
    middle = width / 2
    # A double shaft ends where the head's barbs cross it.
    short = side / barb * drop
    lines = [
        [(at, short if down else 0.0), (at, total - (short if up else 0.0))]
        for at in sorted({middle - side, middle + side})
    ]
    for wanted, tip, back in ((up, total, -drop), (down, 0.0, drop)):
        if wanted:
            foot = tip + back
            bend = tip + 0.35 * back
            lines.append(
                [
                    (middle - barb, foot),
                    (middle - 0.35 * barb, bend),
                    (middle, tip),
                    (middle + 0.35 * barb, bend),
                    (middle + barb, foot),
                ]
            )
    depth = total / 2 - axis
    strokes = [(0.0, depth, Stroke(line, pen, width, total)) for line in lines]
    return placed(strokes, width, total - depth, depth)


def _column(
    column: Sequence[Glyph | float], repeat: Glyph, total: float, axis: float
) -> Row:
    """From bottom to top; a number is a stretch filled with the repeated piece.

    What fills it comes last, to lie over the ends of its neighbours: no seam is seen.
    """
    depth = total / 2 - axis
    at = -depth
    width = max(piece.width for piece in column if isinstance(piece, Glyph))
    parts: list[tuple[float, float, Item]] = []
    fills: list[tuple[float, float, Item]] = []
    for piece in column:
        if isinstance(piece, Glyph):
            parts.append((0.0, -(at + piece.depth), piece))
            at += _tall(piece)
        else:
            fills.append((0.0, -at, Stem(repeat, piece)))
            at += piece
    return placed([*parts, *fills], width, total - depth, depth)


def _bars(char: str, height: float, scale: float, axis: float) -> Row:
    """Tall bars are ruled: a stretched glyph would grow thicker as it grows taller."""
    width, count = _BARS[char]
    grown = _grown(height) * scale
    pen, wide = _PEN * scale, width * scale
    depth = grown / 2 - axis
    gap = wide / (count + 1)
    parts = [
        (gap * (place + 1) - pen / 2, depth, Rule(pen, grown)) for place in range(count)
    ]
    return placed(parts, wide, grown - depth, depth)


def _grown(height: float) -> float:
    """As many units as are no less."""
    return max(2, ceil(round(height / _UNIT, 6))) * _UNIT


def _tall(glyph: Glyph) -> float:
    return float(glyph.height + glyph.depth)
