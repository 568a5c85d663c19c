"""The boxes that a formula is made of, after TeX's and mathtext's, made packed.

Each stands on a baseline: it has a `width`, a `height` above and a `depth` below, in em
of the text around the formula; y grows downwards. They are ours, for mathtext's are
private to it, and weigh more.
"""

from collections.abc import Iterable, Sequence
from typing import Any


class Glyph:
    """One character of a font, `scale` times its size; shared by all that show it.

    `italic` is how much of its width its slant takes, `skew` how far right of its
    middle an accent belongs, `lead` how far in from its left end it is drawn, and
    `rise` how far up.
    """

    __slots__ = (
        "_straight",
        "code",
        "depth",
        "font",
        "height",
        "italic",
        "lead",
        "rise",
        "scale",
        "skew",
        "width",
    )

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
        self.lead = self.rise = 0.0
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


class Kern:
    """Room in a row; negative to go back."""

    __slots__ = ("width",)
    height = depth = 0.0

    def __init__(self, width: float) -> None:
        self.width = width


class Row:
    """Boxes side by side; `shift` moves them down.

    `italic` is as a glyph has it, where the row is one that was moved.
    """

    __slots__ = ("children", "depth", "height", "italic", "shift", "width")

    def __init__(
        self,
        children: "list[Item]",
        width: float,
        height: float,
        depth: float,
        shift: float = 0.0,
    ) -> None:
        self.children = children
        self.width, self.height, self.depth = width, height, depth
        self.shift, self.italic = shift, 0.0


class Rule:
    """A solid rectangle that stands on the baseline."""

    __slots__ = ("height", "width")
    depth = 0.0

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height


class Stroke:
    """A line along points, `pen` thick: x from its left end, y up from the baseline."""

    __slots__ = ("height", "pen", "points", "width")
    depth = 0.0

    def __init__(
        self,
        points: Sequence[tuple[float, float]],
        pen: float,
        width: float,
        height: float,
    ) -> None:
        self.points, self.pen = tuple(points), pen
        self.width, self.height = width, height


class Stem:
    """As much of an upright glyph as is wanted: its middle, `height` tall."""

    __slots__ = ("glyph", "height", "width")
    depth = 0.0

    def __init__(self, glyph: Glyph, height: float) -> None:
        self.glyph, self.height, self.width = glyph, height, glyph.width


class Colour:
    """No ink: what follows is drawn in this colour; empty for the text's own."""

    __slots__ = ("colour",)
    width = height = depth = 0.0

    def __init__(self, colour: str) -> None:
        self.colour = colour


class Aside:
    """No ink: what follows, up to the next of these, belongs at the far margin.

    `reach` is how wide it is; None where it ends.
    """

    __slots__ = ("reach",)
    width = height = depth = 0.0

    def __init__(self, reach: float | None) -> None:
        self.reach = reach


Item = Glyph | Kern | Row | Rule | Stroke | Stem | Colour | Aside

Shipped = list[tuple[float, float, Glyph | Rule | Stroke | Stem | Colour | Aside]]
"""Each with the place of its baseline's left end, down from the formula's own."""


def packed(items: Iterable[Any]) -> Row:
    """The items in a row, as large as they are together."""
    children = list(items)
    width = height = depth = 0.0
    for item in children:
        width += item.width
        shift = item.shift if type(item) is Row else 0.0
        if item.height - shift > height:
            height = item.height - shift
        if item.depth + shift > depth:
            depth = item.depth + shift
    return Row(children, width, height, depth)


def lowered(item: Any, by: float) -> Row:
    """The item, moved down; a negative amount moves it up."""
    row = packed((_shifted(item, by),))
    if isinstance(item, Glyph):
        row.italic = item.italic
    return row


def _shifted(item: Any, by: float) -> Row:
    """The same, as a part of what is packed: only that heeds the shift."""
    return Row([item], item.width, item.height, item.depth, by)


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
        children.append(_shifted(item, y) if y else item)
        pen = x + item.width
    if pen != width:
        children.append(Kern(width - pen))
    return Row(children, width, height, depth)


def ship(row: Row, down: float = 0.0) -> Shipped:
    """All that is to be drawn, placed from the left end of the first baseline."""
    shipped: Shipped = []
    _ship(row, 0.0, down, shipped)
    return shipped


def _ship(row: Row, x: float, y: float, shipped: Shipped) -> None:
    for item in row.children:
        if type(item) is Glyph:  # as most are
            shipped.append((x, y, item))
        elif isinstance(item, Kern):
            pass
        elif isinstance(item, Row):
            _ship(item, x, y + item.shift, shipped)
        # A strut is seen by what stands around it, and by nobody else.
        elif not isinstance(item, Rule) or (item.width > 0 and item.height > 0):
            shipped.append((x, y, item))
        x += item.width
