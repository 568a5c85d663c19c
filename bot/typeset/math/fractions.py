"""Fractions and what is built like them (The TeXbook, appendix G, rule 15)."""

from bot.typeset.math.boxes import Item, Kern, Row, Rule, lowered, packed, placed
from bot.typeset.math.delimiters import NULL, delimiter
from bot.typeset.math.nodes import Fonts, Node
from bot.typeset.math.style import DISPLAY, SCRIPT, SCRIPTSCRIPT, Style
from bot.typeset.math.symbols import Class

_STRUT = (0.85, 0.35)
"""Height and depth that \\cfrac gives each of its parts at least."""


class Fraction(Node):
    """`bar` is its thickness in em, None for TeX's own, 0 for none; `level` a style."""

    __slots__ = (
        "bar",
        "continued",
        "denominator",
        "left",
        "level",
        "numerator",
        "right",
    )

    def __init__(
        self,
        numerator: Node,
        denominator: Node,
        bar: float | None = None,
        left: str = "",
        right: str = "",
        level: int | None = None,
        continued: bool = False,
    ) -> None:
        self.numerator, self.denominator = numerator, denominator
        self.bar, self.left, self.right = bar, left, right
        self.level, self.continued = level, continued

    kind = Class.ORD

    def chooses(self) -> bool:
        """Whether it is a binomial."""
        return self.bar == 0 and bool(self.left)

    def set(self, fonts: Fonts, style: Style) -> Item:
        if self.level is not None:
            style = style.at_level(self.level)
        return packed(
            (
                self._fence(self.left, fonts, style),
                self._stacked(fonts, style),
                Kern(0.0) if self.continued else self._fence(self.right, fonts, style),
            )
        )

    def _fence(self, sign: str, fonts: Fonts, style: Style) -> Item:
        if not sign:
            return Kern(NULL)
        if style.level == DISPLAY:
            size = style.params.delim1 / style.scale
        elif style.level == SCRIPTSCRIPT:
            script = style.at_level(SCRIPT)
            size = script.params.delim2 / script.scale
        else:
            size = style.params.delim2 / style.scale
        return delimiter(sign, size, fonts, style)

    def _stacked(self, fonts: Fonts, style: Style) -> Row:
        params = style.params
        above = self.numerator.set(fonts, style.numerator())
        below = self.denominator.set(fonts, style.denominator())
        high, deep = above.height, above.depth
        if self.continued:
            high, deep = max(high, _STRUT[0]), max(deep, _STRUT[1])
        low_high, low_deep = below.height, below.depth
        rule = params.rule if self.bar is None else self.bar
        display = style.level == DISPLAY
        up = params.num1 if display else params.num2 if rule else params.num3
        down = params.denom1 if display else params.denom2
        width = max(above.width, below.width)
        parts: list[tuple[float, float, Item]] = []
        if rule:
            clear = 3 * rule if display else rule
            top, bottom = params.axis + rule / 2, params.axis - rule / 2
            up = max(up, clear + deep + top)
            down = max(down, clear + low_high - bottom)
            parts.append((0.0, -bottom, Rule(width, rule)))
        else:
            clear = (7 if display else 3) * params.rule
            short = clear - ((up - deep) - (low_high - down))
            if short > 0:
                up, down = up + short / 2, down + short / 2
        parts.append(((width - above.width) / 2, -up, above))
        parts.append(((width - below.width) / 2, down, below))
        return placed(parts, width, high + up, low_deep + down)


class Slanted(Node):
    r"""\nicefrac{1}{2}: a small fraction in a line of text."""

    __slots__ = ("denominator", "numerator")

    def __init__(self, numerator: Node, denominator: Node) -> None:
        self.numerator, self.denominator = numerator, denominator

    def set(self, fonts: Fonts, style: Style) -> Item:
        above = packed((self.numerator.set(fonts, style.sup()),))
        below = packed((self.denominator.set(fonts, style.sup()),))
        slash = fonts.glyph("/", "", style.scale) or fonts.whatever("/", style.scale)
        # Figures of a script are two thirds of a capital: they end at its top.
        up = 0.25 * style.scale
        tight = Kern(-0.14 * style.scale)
        return packed((lowered(above, -up), tight, slash, tight, below))
