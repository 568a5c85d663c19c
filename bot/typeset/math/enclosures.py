"""What is put around a formula, through it, or in its place."""

import math
from collections.abc import Sequence

from bot.typeset.math.boxes import (
    Aside,
    Colour,
    Item,
    Kern,
    Row,
    Rule,
    Stroke,
    lowered,
    packed,
    placed,
)
from bot.typeset.math.lengths import Length
from bot.typeset.math.nodes import Fonts, Node, row
from bot.typeset.math.style import TEXT, Style
from bot.typeset.math.symbols import Class

SEP, RULE = 0.3, 0.04
"""LaTeX's \\fboxsep and \\fboxrule: 3 points, and four tenths of one."""

_STROKE = 0.046
"""How thick a cancelling line is."""


class Around(Node):
    """What is put around one node, its `base`."""

    __slots__ = ("base",)

    def __init__(self, base: Node) -> None:
        self.base = base


class Tag(Around):
    """\\tag: a formula's number, which takes no room in the formula itself."""

    __slots__ = ()
    space = True

    def set(self, fonts: Fonts, style: Style) -> Item:
        body = packed((self.base.set(fonts, style.at_level(TEXT)),))
        wide = body.width
        return Row([Aside(wide), body, Aside(None), Kern(-wide)], 0.0, 0.0, 0.0)


class Boxed(Node):
    """\\fbox, and the coloured ones: `frame` says that its line takes room."""

    __slots__ = ("base", "colour", "frame")

    def __init__(self, base: Node, frame: bool = True, colour: str = "") -> None:
        self.base, self.frame, self.colour = base, frame, colour

    def set(self, fonts: Fonts, style: Style) -> Item:
        body = packed((self.base.set(fonts, style),))
        side = SEP * style.scale
        pen = RULE * style.scale
        pad = side + (pen if self.frame else 0.0)
        width = body.width + 2 * side
        height, depth = body.height + pad, body.depth + pad
        parts: list[tuple[float, float, Item]] = [(side, 0.0, body)]
        tall = height + depth
        frame: list[tuple[float, float, Item]] = [
            (0.0, -(height - pen), Rule(width, pen)),
            (0.0, depth, Rule(width, pen)),
            (0.0, depth, Rule(pen, tall)),
            (width - pen, depth, Rule(pen, tall)),
        ]
        if self.colour:
            frame.insert(0, (0.0, 0.0, Colour(self.colour)))
            frame.append((0.0, 0.0, Colour("")))
        return placed([*parts, *frame], width, height, depth)


class Struck(Node):
    """\\cancel (`/`), \\bcancel (`\\`), \\xcancel (both) and \\sout (`-`)."""

    __slots__ = ("base", "lines")

    def __init__(self, base: Node, lines: str) -> None:
        self.base, self.lines = base, lines

    def set(self, fonts: Fonts, style: Style) -> Item:
        body = packed((self.base.set(fonts, style),))
        scale = style.scale
        more = 0.2 * scale
        if self.lines == "-":
            middle = style.params.x_height / 2
            line = Rule(max(body.width, 1e-9), style.params.rule)
            return placed(
                ((0.0, 0.0, body), (0.0, -middle, line)),
                body.width,
                body.height,
                body.depth,
            )
        side, ends = (0.0, more) if self.base.single() else (more, 0.0)
        left, right = -side, body.width + side
        low, high = -body.depth - ends, body.height + ends
        parts: list[tuple[float, float, Item]] = [(0.0, 0.0, body)]
        for sign, start, end in (("/", low, high), ("\\", high, low)):
            if sign in self.lines:
                points = ((left, start), (right, end))
                stroke = Stroke(points, _STROKE * scale, body.width, body.height)
                parts.append((0.0, 0.0, stroke))
        return placed(parts, body.width, body.height, body.depth)


class Angled(Around):
    """\\angl: a line above and one at the right, as actuaries write a term."""

    __slots__ = ()

    def set(self, fonts: Fonts, style: Style) -> Item:
        body = packed((self.base.set(fonts, style),))
        pen, side = 0.049 * style.scale, 0.039 * style.scale
        width = body.width + 2 * side + pen
        height = body.height + 5 * RULE * style.scale
        parts: list[tuple[float, float, Item]] = [
            (side, 0.0, body),
            (0.0, pen - height, Rule(width, pen)),
            (width - pen, body.depth, Rule(pen, height + body.depth)),
        ]
        return placed(parts, width, height, body.depth)


class Phase(Around):
    """\\phase: an angle around it, as engineers write a phasor."""

    __slots__ = ()

    def set(self, fonts: Fonts, style: Style) -> Item:
        body = packed((self.base.set(fonts, style),))
        pen = 0.06 * style.scale
        clear = 0.35 * style.params.x_height
        tall = body.height + body.depth + pen + clear
        left, depth = tall / 2 + pen, body.depth + pen + clear
        width = left + body.width
        low = pen / 2
        points = ((tall / 2, tall), (low, low), (width, low))
        stroke = Stroke(points, pen, width, tall)
        parts = ((0.0, depth, stroke), (left, 0.0, body))
        return placed(parts, width, body.height, depth)


class Phantom(Node):
    """The room of something that is not shown: its width, its height, or both."""

    __slots__ = ("nodes", "tall", "wide")

    def __init__(self, nodes: Sequence[Node], wide: bool, tall: bool) -> None:
        self.nodes, self.wide, self.tall = nodes, wide, tall

    def set(self, fonts: Fonts, style: Style) -> Item:
        body = row(self.nodes, fonts, style)
        width = body.width if self.wide else 0.0
        height, depth = (body.height, body.depth) if self.tall else (0.0, 0.0)
        return Row([Kern(width)], width, height, depth)


class Smashed(Node):
    """Shown, but as if it had no height, or no depth."""

    __slots__ = ("base", "bottom", "top")

    def __init__(self, base: Node, top: bool, bottom: bool) -> None:
        self.base, self.top, self.bottom = base, top, bottom

    def set(self, fonts: Fonts, style: Style) -> Item:
        body = packed((self.base.set(fonts, style),))
        height = 0.0 if self.top else body.height
        depth = 0.0 if self.bottom else body.depth
        return Row([body], body.width, height, depth)


class Lap(Node):
    """Shown without width: `l` ends here, `r` begins here, `c` is about here."""

    __slots__ = ("base", "side")

    def __init__(self, base: Node, side: str) -> None:
        self.base, self.side = base, side

    def set(self, fonts: Fonts, style: Style) -> Item:
        body = packed((self.base.set(fonts, style),))
        back = {"l": 1.0, "c": 0.5, "r": 0.0}[self.side] * body.width
        children: list[Item] = [Kern(-back), body, Kern(back - body.width)]
        return Row(children, 0.0, body.height, body.depth)


class Raised(Node):
    __slots__ = ("base", "by")

    def __init__(self, base: Node, by: Length) -> None:
        self.base, self.by = base, by

    def set(self, fonts: Fonts, style: Style) -> Item:
        body = packed((self.base.set(fonts, style),))
        return lowered(body, -self.by.em(style))


class Centred(Around):
    """\\vcenter: its middle on the axis."""

    __slots__ = ()

    def set(self, fonts: Fonts, style: Style) -> Item:
        body = packed((self.base.set(fonts, style),))
        down = (body.height - body.depth) / 2 - style.params.axis
        return lowered(body, down)


class Ruled(Node):
    """\\rule: `shift` up from the baseline."""

    __slots__ = ("height", "shift", "width")

    def __init__(self, width: Length, height: Length, shift: Length | None) -> None:
        self.width, self.height, self.shift = width, height, shift

    def set(self, fonts: Fonts, style: Style) -> Item:
        width, height = self.width.em(style), self.height.em(style)
        up = self.shift.em(style) if self.shift else 0.0
        rule = Rule(max(width, 0.0), max(height, 0.0))
        return lowered(rule, -up)


class Gap(Node):
    """A space of a given length."""

    __slots__ = ("by",)
    space = True

    def __init__(self, by: Length) -> None:
        self.by = by

    def set(self, fonts: Fonts, style: Style) -> Item:
        return Kern(self.by.em(style))


class Mathchoice(Node):
    """Another list for each style."""

    __slots__ = ("lists",)

    def __init__(self, lists: Sequence[Sequence[Node]]) -> None:
        self.lists = lists

    def spread(self, style: Style) -> tuple[Sequence[Node], Style]:
        return self.lists[style.level], style

    def set(self, fonts: Fonts, style: Style) -> Item:
        return row(self.lists[style.level], fonts, style)


class Not(Around):
    """\\not: a stroke through what follows it."""

    __slots__ = ()
    kind = Class.REL

    def set(self, fonts: Fonts, style: Style) -> Item:
        body = packed((self.base.set(fonts, style),))
        scale = style.scale
        middle, axis = body.width / 2, style.params.axis
        reach, up = 0.16 * scale, 0.444 * scale
        points = ((middle - reach, axis - up), (middle + reach, axis + up))
        stroke = Stroke(points, _STROKE * scale, body.width, axis + up)
        return placed(
            ((0.0, 0.0, body), (0.0, 0.0, stroke)),
            body.width,
            max(body.height, axis + up),
            max(body.depth, up - axis),
        )


class Circled(Around):
    """A letter, or a small number, in a circle of one em; more stretches it."""

    __slots__ = ()

    def set(self, fonts: Fonts, style: Style) -> Item:
        body = packed((self.base.set(fonts, style),))
        radius = 0.5 * style.scale
        return _ringed(body, max(radius, body.width / 2), radius, style.scale)


class Ringed(Around):
    """Anything in an ellipse as small as goes around it."""

    __slots__ = ()

    def set(self, fonts: Fonts, style: Style) -> Item:
        body = packed((self.base.set(fonts, style),))
        across, up = body.width / 2, (body.height + body.depth) / 2
        more = SEP * style.scale / 2
        return _ringed(
            body, math.sqrt(2) * across + more, math.sqrt(2) * up + more, style.scale
        )


def _ringed(body: Row, across: float, up: float, scale: float) -> Row:
    """The body in the middle of an ellipse of these radii."""
    middle = (body.height - body.depth) / 2
    turns = [turn * math.pi / 12 for turn in range(25)]
    points = [
        (across + across * math.cos(turn), middle + up * math.sin(turn))
        for turn in turns
    ]
    ring = Stroke(points, _STROKE * scale, 2 * across, middle + up)
    return placed(
        ((0.0, 0.0, ring), (across - body.width / 2, 0.0, body)),
        2 * across,
        middle + up,
        up - middle,
    )
