"""Roots (The TeXbook, appendix G, rule 11)."""

from bot.typeset.math.boxes import Item, Kern, Rule, Stroke, packed, placed
from bot.typeset.math.nodes import Fonts, Node
from bot.typeset.math.style import DISPLAY, SCRIPTSCRIPT, TEXT, Style

_PLAIN = (1.0, 0.833)
_LARGE = ((1.2, 1.0), (1.8, 1.0), (2.4, 1.0), (3.0, 1.0))
"""Total height of Computer Modern's radical signs, and how wide each is."""

_TALL = 1.056
"""How wide one is that is pieced together."""


class Root(Node):
    __slots__ = ("body", "degree")

    def __init__(self, body: Node, degree: Node | None) -> None:
        self.body, self.degree = body, degree

    def set(self, fonts: Fonts, style: Style) -> Item:
        scale, params = style.scale, style.params
        inner = packed((self.body.set(fonts, style.crampedly()),))
        height = inner.height or params.x_height
        phi = params.x_height if style.level == DISPLAY else params.rule
        clear = params.rule + phi / 4
        rule = 0.04 * scale
        tall, wide = _sign(height + inner.depth + clear + params.rule, style)
        spare = tall - rule - (height + inner.depth + clear)
        if spare > 0:
            clear = (clear + tall - rule - height - inner.depth) / 2
        top = height + clear + rule
        sign = placed(
            (
                (0.0, tall - top, _drawn(wide, tall, rule)),
                (wide, -(top - rule), Rule(max(inner.width, 1e-9), rule)),
                (wide, 0.0, inner),
            ),
            wide + inner.width,
            top + rule,
            max(inner.depth, tall - top),
        )
        if self.degree is None:
            return sign
        return self._with_degree(sign.height, sign.depth, sign, fonts, style)

    def _with_degree(
        self, height: float, depth: float, sign: Item, fonts: Fonts, style: Style
    ) -> Item:
        assert self.degree is not None
        small = style.at_level(SCRIPTSCRIPT)
        degree = packed((self.degree.set(fonts, small),))
        up = 0.6 * (height - depth)
        # As plain TeX has it: 5 mu before the degree, 10 back after it.
        before, after = 5 / 18 * style.scale, -10 / 18 * style.scale
        raised = placed(
            ((0.0, -up, degree),), degree.width, degree.height + up, degree.depth - up
        )
        return packed((Kern(before), raised, Kern(after), sign))


def _sign(height: float, style: Style) -> tuple[float, float]:
    """Total height and width of the sign that is tall enough."""
    first = max(style.level, TEXT)
    for level in range(first, TEXT - 1, -1):
        scale = style.at_level(level).scale
        if scale * _PLAIN[0] > height:
            return scale * _PLAIN[0], scale * _PLAIN[1]
    scale = style.unsized().scale
    for tall, wide in _LARGE:
        if scale * tall > height:
            return scale * tall, scale * wide
    return height, _TALL * style.scale


def _drawn(wide: float, tall: float, rule: float) -> Item:
    """The sign with its lowest point on the baseline, as one line of the pen."""
    thin, thick = rule, 2.1 * rule
    hook = min(0.42 * tall, 0.55 * wide)
    left, foot, right = 0.16 * wide, 0.48 * wide, wide
    serif = Stroke(((left - 0.1 * wide, hook * 0.88), (left, hook)), thin, wide, tall)
    down = Stroke(((left + thin / 2, hook), (foot, thick / 2)), thick, wide, tall)
    up = Stroke(((foot, thin), (right, tall - thin / 2)), thin, wide, tall)
    return placed(
        ((0.0, 0.0, serif), (0.0, 0.0, down), (0.0, 0.0, up)), wide, tall, 0.0
    )
