"""Large operators, named ones, and limits (The TeXbook, appendix G, rules 13, 13a)."""

from collections.abc import Sequence

from bot.typeset.math.boxes import Glyph, Item, Kern, Row, lowered, packed, placed
from bot.typeset.math.nodes import Fonts, Node, SymbolNode, row
from bot.typeset.math.scripts import Bearer
from bot.typeset.math.style import DISPLAY, Style
from bot.typeset.math.symbols import Class


class Operator(Bearer):
    """`limits`: scripts go above and below in display style; `always`: everywhere.

    One of `char` (a sign that is larger in display style), `name` and `nodes` is given.
    """

    __slots__ = (
        "always",
        "char",
        "kind",
        "limits",
        "name",
        "nodes",
        "seated",
        "upright",
    )

    def __init__(
        self,
        char: str = "",
        name: str = "",
        nodes: Sequence[Node] = (),
        limits: bool = False,
        always: bool = False,
        upright: bool = False,
        seated: bool = False,
        kind: Class = Class.OP,
    ) -> None:
        self.char, self.name, self.nodes = char, name, nodes
        self.limits, self.always, self.upright = limits, always, upright
        self.seated, self.kind = seated, kind

    def with_limits(self, limits: bool) -> "Operator":
        """As after \\limits or \\nolimits."""
        made = Operator(self.char, self.name, self.nodes, limits, limits, self.upright)
        made.seated, made.kind = self.seated, self.kind
        return made

    def bears(self, style: Style, sup: Node | None, sub: Node | None) -> bool:
        return self.always or (self.limits and style.level == DISPLAY)

    def set(self, fonts: Fonts, style: Style) -> Item:
        base, drop, _ = self._base(fonts, style)
        return lowered(base, drop) if drop else base

    def _base(self, fonts: Fonts, style: Style) -> tuple[Item, float, float]:
        """The sign or name, how far to lower it, and how far it leans."""
        base: Item
        if self.char:
            base = _sign(self.char, fonts, style)
        elif self.name:
            base = packed(_letter(char, fonts, style) for char in self.name)
        else:
            within = style.in_font("rm") if self.upright else style
            base = row(self.nodes, fonts, within)
            if not self.upright:  # a name stands on the baseline, if of one letter
                base = _bare(base)
        if isinstance(base, Glyph) and not self.seated:
            drop = (base.height - base.depth) / 2 - style.params.axis
            return base, drop, base.italic
        return base, 0.0, 0.0

    def bearing(
        self, fonts: Fonts, style: Style, sup: Node | None, sub: Node | None
    ) -> Item:
        base, drop, slant = self._base(fonts, style)
        params = style.params
        over = packed((sup.set(fonts, style.sup()),)) if sup else None
        under = packed((sub.set(fonts, style.sub()),)) if sub else None
        height = float(base.height) - drop
        depth = max(float(base.depth) + drop, 0.0)
        width = max(
            base.width,
            over.width + slant if over else 0.0,
            under.width - slant if under else 0.0,
        )
        parts: list[tuple[float, float, Item]] = [
            ((width - base.width) / 2, drop, base)
        ]
        if over:
            gap = max(params.above_limit, params.above_gap - over.depth)
            at = height + gap + over.depth
            parts.append(((width - over.width + slant) / 2, -at, over))
            height = at + over.height + params.limit_pad
        if under:
            gap = max(params.below_limit, params.below_gap - under.height)
            at = depth + gap + under.height
            parts.append(((width - under.width - slant) / 2, at, under))
            depth = at + under.depth + params.limit_pad
        made = placed(parts, width, height, depth)
        if sub and slant and not sub.single():
            return packed((Kern(slant), made))
        return made


def _sign(char: str, fonts: Fonts, style: Style) -> Item:
    large = style.level == DISPLAY
    found = fonts.operator(char, large, style.scale)
    return found or fonts.whatever(char, style.scale)


def _letter(char: str, fonts: Fonts, style: Style) -> Glyph:
    if char == " ":
        char = "\u00a0"
    return SymbolNode(char).set(fonts, style)


def _bare(made: Row) -> Item:
    """A row of one glyph is that glyph: it is centred on the axis as a sign is."""
    if len(made.children) == 1 and isinstance(made.children[0], Glyph):
        return made.children[0]
    return made
