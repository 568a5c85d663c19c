"""Accents, and what stands over or under a formula (appendix G, rules 9, 10, 12)."""

from typing import Any

from bot.typeset.math.boxes import Glyph, Item, Row, Rule, packed, placed
from bot.typeset.math.nodes import Fonts, Group, Node
from bot.typeset.math.scripts import Bearer, attached
from bot.typeset.math.stretchy import stretched
from bot.typeset.math.style import DISPLAY, Style
from bot.typeset.math.symbols import Class

MARKS = {
    "\\acute": "ˊ",
    "\\grave": "ˋ",
    "\\ddot": "¨",
    "\\tilde": "~",
    "\\bar": "ˉ",
    "\\breve": "˘",
    "\\check": "ˇ",
    "\\hat": "^",
    "\\dot": "˙",
    "\\mathring": "˚",
    "\\'": "ˊ",
    "\\`": "ˋ",
    "\\^": "ˆ",
    "\\~": "˜",
    "\\=": "ˉ",
    "\\u": "˘",
    "\\.": "˙",
    '\\"': "¨",
    "\\r": "˚",
    "\\H": "˝",
    "\\v": "ˇ",
    "\\c": "¸",
    "\\vec": "⃗",
}
"""The sign of each accent that does not stretch."""

_VEC = (0.471, 0.714)
"""Width and height of the little arrow."""


class Accent(Bearer):
    """A sign over the middle of what it accents."""

    __slots__ = ("base", "char")

    def __init__(self, char: str, base: Node) -> None:
        # A letter in braces is that letter.
        while type(base) is Group and len(base.nodes) == 1:
            base = base.nodes[0]
        self.char, self.base = char, base

    def bears(self, style: Style, sup: Node | None, sub: Node | None) -> bool:
        return self.base.single()

    def bearing(
        self, fonts: Fonts, style: Style, sup: Node | None, sub: Node | None
    ) -> Item:
        """Scripts stand as on the letter alone; the accent is put over it."""
        made = attached(self.base.set(fonts, style), True, fonts, style, sup, sub)
        accented = self.set(fonts, style)
        assert isinstance(made, Row)
        assert isinstance(accented, Row)
        made.children[0] = accented
        made.height = max(made.height, accented.height)
        return made

    def set(self, fonts: Fonts, style: Style) -> Item:
        body = self.base.set(fonts, style.crampedly())
        packed_body = body if isinstance(body, Row | Glyph) else packed((body,))
        skew = _skew(packed_body) if self.base.single() else 0.0
        sign, sign_width = self._sign(fonts, style)
        if self.char == "¸":
            up = -(sign.depth if isinstance(sign, Glyph) else 0.0) * 0.2
        else:
            room = min(packed_body.height, fonts.x_height * style.scale)
            up = packed_body.height - room + sign.depth
        x = packed_body.width / 2 + skew - sign_width / 2
        height = max(packed_body.height, sign.height + up)
        depth = max(packed_body.depth, sign.depth - up)
        return placed(
            ((0.0, 0.0, packed_body), (x, -up, sign)), packed_body.width, height, depth
        )

    def _sign(self, fonts: Fonts, style: Style) -> tuple[Row | Glyph, float]:
        scale = style.scale
        if self.char == "⃗":
            arrow = stretched("overrightarrow", 0.0, 0.52 * scale)
            high = _VEC[1] * scale
            lifted = placed(
                ((0.0, -(high - arrow.height), arrow),), arrow.width, high, 0.0
            )
            return lifted, arrow.width
        font = style.font if style.font in ("bf", "boldsymbol") else ""
        font = "bf" if font else ""
        for char in (fonts.marks.get(self.char, self.char), self.char):
            found = fonts.glyph(char, font, scale) or fonts.glyph(char, "", scale)
            if found is not None:
                return found, found.width
        made = fonts.whatever(self.char, scale)
        return made, made.width


def _skew(body: Row | Glyph) -> float:
    """That of the one letter inside."""
    inner: Any = body
    while isinstance(inner, Row) and len(inner.children) == 1:
        inner = inner.children[0]
    return inner.skew if isinstance(inner, Glyph) else 0.0


class Wide(Node):
    """A hat, tilde or arrow as wide as what it stands over (or, not `over`, under)."""

    __slots__ = ("base", "name", "over")

    def __init__(self, name: str, base: Node, over: bool) -> None:
        self.name, self.base, self.over = name, base, over

    def set(self, fonts: Fonts, style: Style) -> Item:
        body = packed((self.base.set(fonts, style.crampedly()),))
        name, skew = self.name, 0.0
        if name in ("widehat", "widetilde", "widecheck"):
            skew = max(0.0, _skew(body)) if self.base.single() else 0.0
            count = len(self.base.nodes) if isinstance(self.base, Group) else 1
            name += str((0, 0, 1, 1, 2, 2)[count] if count <= 5 else 3)
        sign = stretched(name, body.width - 2 * skew, style.scale)
        width = max(body.width, sign.width)
        x = (width - body.width) / 2
        mark = 2 * skew if skew else (width - sign.width) / 2
        if self.over:
            return placed(
                ((x, 0.0, body), (mark, -body.height, sign)),
                width,
                body.height + sign.height,
                body.depth,
            )
        return placed(
            ((x, 0.0, body), (mark, body.depth + sign.height, sign)),
            width,
            body.height,
            body.depth + sign.height,
        )


class Line(Node):
    """\\overline and \\underline."""

    __slots__ = ("base", "over")

    def __init__(self, base: Node, over: bool) -> None:
        self.base, self.over = base, over

    def set(self, fonts: Fonts, style: Style) -> Item:
        inside = style.crampedly() if self.over else style
        body = packed((self.base.set(fonts, inside),))
        rule = style.params.rule
        line = Rule(max(body.width, 1e-9), rule)
        if self.over:
            top = body.height + 3 * rule
            return placed(
                ((0.0, 0.0, body), (0.0, -top, line)),
                body.width,
                top + 2 * rule,
                body.depth,
            )
        low = body.depth + 4 * rule
        return placed(
            ((0.0, 0.0, body), (0.0, low, line)), body.width, body.height, low + rule
        )


class Brace(Bearer):
    """\\underbrace and its like, with a note where they bear one."""

    __slots__ = ("base", "name", "over")
    kind = Class.INNER

    def __init__(self, name: str, base: Node) -> None:
        self.name, self.base = name, base
        self.over = name.startswith("over")

    def bears(self, style: Style, sup: Node | None, sub: Node | None) -> bool:
        return (sub is None) == self.over

    def set(self, fonts: Fonts, style: Style) -> Row:
        inner = style if style.tight else style.at_level(DISPLAY)
        body = packed((self.base.set(fonts, inner),))
        sign = stretched(self.name, body.width, style.scale)
        width = max(body.width, sign.width)
        gap = 0.1 * style.scale
        x, mark = (width - body.width) / 2, (width - sign.width) / 2
        if self.over:
            at = body.height + gap
            return placed(
                ((x, 0.0, body), (mark, -at, sign)), width, at + sign.height, body.depth
            )
        at = body.depth + gap + sign.height
        return placed(((x, 0.0, body), (mark, at, sign)), width, body.height, at)

    def bearing(
        self, fonts: Fonts, style: Style, sup: Node | None, sub: Node | None
    ) -> Item:
        made = self.set(fonts, style)
        note = sup if self.over else sub
        assert note is not None, "it bears what it asked for"
        words = packed((note.set(fonts, style.sup() if self.over else style.sub()),))
        width = max(made.width, words.width)
        gap = 0.2 * style.scale
        parts: list[tuple[float, float, Item]] = [((width - made.width) / 2, 0.0, made)]
        x = (width - words.width) / 2
        if self.over:
            at = made.height + gap + words.depth
            parts.append((x, -at, words))
            return placed(parts, width, at + words.height, made.depth)
        at = made.depth + gap + words.height
        parts.append((x, at, words))
        return placed(parts, width, made.height, at + words.depth)
