"""mathtext's boxes, made packed: the one module that knows mathtext's inside.

`matplotlib._mathtext` is private, so matplotlib is pinned. Lengths are in em of the
text around a formula; y grows downwards, as it does in mathtext.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from matplotlib import _mathtext as mt

Box = mt.Box
"""What stands on a baseline: it has `width`, `height` above and `depth` below."""


class Glyph(mt.Char):
    """One character of a font, `scale` times its size; shared by all that show it.

    `italic` is how much of its width its slant takes, `skew` how far right of its
    middle an accent belongs, `lead` how far in from its left end it is drawn, and
    `rise` how far up.
    """

    lead = 0.0
    rise = 0.0

    def __init__(
        self,
        font: str,
        code: int,
        scale: float,
        width: float,
        height: float,
        depth: float,
        italic: float = 0.0,
        skew: float = 0.0,
    ) -> None:
        self.font, self.code, self.scale = font, code, scale
        self.width, self.height, self.depth = width, height, depth
        self.italic, self.skew = italic, skew

        self._straight: Glyph | None = None

    def straight(self) -> "Glyph":
        """The same without its italic correction, as it stands among words."""
        if not self.italic:
            return self
        if self._straight is None:
            self._straight = Glyph(
                self.font,
                self.code,
                self.scale,
                self.width - self.italic,
                self.height,
                self.depth,
                skew=self.skew,
            )
            self._straight.lead = self.lead
        return self._straight

    def render(self, output: Any, x: float, y: float) -> None:
        output.glyphs.append((x, y, self))


class Kern(mt.Kern):
    def __init__(self, width: float) -> None:
        self.width = width


class Row(mt.Hlist):
    """Boxes side by side, packed by whoever makes it; `shift_amount` moves it down."""

    glue_set = 0.0
    glue_sign = 0
    glue_order = 0
    is_phantom = False
    shift_amount = 0.0
    italic = 0.0
    """As a glyph has it, where the row is one that was moved."""

    def __init__(
        self, children: list[Any], width: float, height: float, depth: float
    ) -> None:
        self.children = children
        self.width, self.height, self.depth = width, height, depth


class Rule(mt.Box):
    """A solid rectangle that stands on the baseline."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height, self.depth = width, height, 0.0

    def render(self, output: Any, x: float, y: float, *size: float) -> None:
        output.glyphs.append((x, y, self))


class Stroke(mt.Box):
    """A line along points, `pen` thick: x from its left end, y up from the baseline."""

    def __init__(
        self,
        points: Sequence[tuple[float, float]],
        pen: float,
        width: float,
        height: float,
    ) -> None:
        self.points, self.pen = tuple(points), pen
        # What has no extent would be left out when it is shipped.
        self.width, self.height, self.depth = max(width, 1e-9), max(height, 1e-9), 0.0

    def render(self, output: Any, x: float, y: float, *size: float) -> None:
        output.glyphs.append((x, y, self))


class Colour(mt.Char):
    """No ink: what follows is drawn in this colour; empty for the text's own."""

    width = height = depth = 0.0

    def __init__(self, colour: str) -> None:
        self.colour = colour

    def render(self, output: Any, x: float, y: float) -> None:
        output.glyphs.append((x, y, self))


class Aside(mt.Char):
    """No ink: what follows, up to the next of these, belongs at the far margin."""

    width = height = depth = 0.0

    def __init__(self, opens: bool) -> None:
        self.opens = opens

    def render(self, output: Any, x: float, y: float) -> None:
        output.glyphs.append((x, y, self))


Item = Glyph | Kern | Row | Rule | Stroke | Colour | Aside

Shipped = list[tuple[float, float, Glyph | Rule | Stroke | Colour | Aside]]
"""Each with the place of its baseline's left end, down from the formula's own."""


def packed(items: Iterable[Any]) -> Row:
    """The items in a row, as large as they are together."""
    children = list(items)
    width = height = depth = 0.0
    for item in children:
        width += item.width
        if isinstance(item, mt.Kern):
            continue
        shift = getattr(item, "shift_amount", 0.0)
        if item.height - shift > height:
            height = item.height - shift
        if item.depth + shift > depth:
            depth = item.depth + shift
    return Row(children, width, height, depth)


def lowered(item: Any, by: float) -> Row:
    """The item, moved down; a negative amount moves it up."""
    row = Row([item], item.width, item.height, item.depth)
    row.shift_amount = by
    if isinstance(item, Glyph):
        row.italic = item.italic
    return row


def placed(
    items: Iterable[tuple[float, float, Any]],
    width: float,
    height: float,
    depth: float,
) -> Row:
    """Items at their places (x, and y below the baseline) in a box of this size."""
    children: list[Any] = []
    pen = 0.0
    for x, y, item in items:
        if x != pen:
            children.append(Kern(x - pen))
        children.append(lowered(item, y) if y else item)
        pen = x + item.width
    if pen != width:
        children.append(Kern(width - pen))
    return Row(children, width, height, depth)


def ship(row: Row) -> Shipped:
    """All that is to be drawn, placed from the left end of the baseline."""
    shipped: Any = mt.ship(row, (0.0, -row.height))
    return list(shipped.glyphs)
