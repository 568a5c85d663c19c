"""Superscripts and subscripts (The TeXbook, appendix G, rule 18)."""

from bot.typeset.math.boxes import Glyph, Item, Row, packed, placed
from bot.typeset.math.cuts import Cut
from bot.typeset.math.nodes import Fonts, Node
from bot.typeset.math.style import DISPLAY, Style
from bot.typeset.math.symbols import Class

AFTER = 0.05
"""TeX's \\scriptspace, half a point, as a share of ten."""


class Bearer(Node):
    """A node that may set the scripts it bears by itself: limits, notes on braces."""

    __slots__ = ()

    def bears(self, style: Style, sup: Node | None, sub: Node | None) -> bool:
        raise NotImplementedError

    def bearing(
        self, fonts: Fonts, style: Style, sup: Node | None, sub: Node | None
    ) -> Item:
        raise NotImplementedError


class Scripts(Node):
    __slots__ = ("base", "sub", "sup")

    def __init__(self, base: Node | None, sup: Node | None, sub: Node | None) -> None:
        self.base, self.sup, self.sub = base, sup, sub

    @property
    def kind(self) -> Class:  # type: ignore[override]
        return self.base.right_kind() if self.base else Class.ORD

    def set(self, fonts: Fonts, style: Style) -> Item:
        base = self.base
        if isinstance(base, Bearer) and base.bears(style, self.sup, self.sub):
            return base.bearing(fonts, style, self.sup, self.sub)
        nucleus = base.set(fonts, style) if base else packed(())
        single = base is None or base.single()
        return attached(nucleus, single, fonts, style, self.sup, self.sub)

    def norm(self) -> str:
        return self.base.norm() if self.base else ""

    def bracket(self) -> int:
        return self.base.bracket() if self.base else 0

    def opened(self, fonts: Fonts, style: Style) -> tuple[list[Item], list[Cut]] | None:
        found = self.base.opened(fonts, style) if self.base else None
        if found is None:
            return None
        *boxes, last = found[0]
        whole = packed(found[0])
        end = Row([last], last.width, whole.height, whole.depth)
        end = attached(end, False, fonts, style, self.sup, self.sub)
        return [*boxes, end], found[1]


def attached(
    nucleus: Item,
    single: bool,
    fonts: Fonts,
    style: Style,
    above: Node | None,
    below: Node | None,
) -> Row:
    """The nucleus with its scripts; those of a `single` character ignore its height."""
    if not isinstance(nucleus, Row | Glyph):
        nucleus = packed((nucleus,))
    params = style.params
    sup = above.set(fonts, style.sup()) if above else None
    sub = below.set(fonts, style.sub()) if below else None
    up = down = 0.0
    if not single:
        up = nucleus.height - style.sup().params.sup_drop
        down = nucleus.depth + style.sub().params.sub_drop
    least = params.sup2
    if style.cramped:
        least = params.sup3
    elif style.level == DISPLAY:
        least = params.sup1
    if sup is not None:
        up = max(up, least, sup.depth + params.x_height / 4)
    if sub is not None:
        if sup is None:
            down = max(down, params.sub1, sub.height - 0.8 * params.x_height)
        else:
            up, down = _apart(up, max(down, params.sub2), sup, sub, style)
    italic = nucleus.italic
    parts = []
    width = height = depth = 0.0
    if sup is not None:
        parts.append((0.0, -up, sup))
        width, height, depth = sup.width, sup.height + up, sup.depth - up
    if sub is not None:
        parts.append((-italic, down, sub))
        width = max(width, sub.width - italic)
        height = max(height, sub.height - down)
        depth = max(depth, sub.depth + down)
    scripts = placed(parts, width + AFTER, height, depth)
    return packed((nucleus, scripts))


def _apart(
    up: float, down: float, sup: Item, sub: Item, style: Style
) -> tuple[float, float]:
    """Both moved so that four rules fit between them (18e)."""
    params = style.params
    least = 4 * params.rule
    foot = up - max(sup.depth, 0.0)  # of its box, however high its sign floats
    gap = foot - (sub.height - down)
    if gap < least:
        down += least - gap
        lift = 0.8 * params.x_height - foot
        if lift > 0:
            return up + lift, down - lift
    return up, down
