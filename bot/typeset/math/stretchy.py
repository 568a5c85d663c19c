"""Arrows, braces and hats as wide as what they stand over, drawn with a pen."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from bot.typeset.math.boxes import Item, Row, Stroke, placed

Point = tuple[float, float]

PEN = 0.046
"""How thick the lines are, in em."""


class Shape(NamedTuple):
    """`least` is the least width and `height` the height, in em; `lines` draw it.

    The lines are given the width, in em, and are within the height.
    """

    least: float
    height: float
    lines: Callable[[float], Iterator[list[Point]]]


def stretched(name: str, width: float, scale: float) -> Row:
    """The shape at least `width` wide, standing on the baseline."""
    shape = SHAPES[name]
    wide = max(width / scale, shape.least)
    strokes: list[tuple[float, float, Item]] = []
    tall = shape.height * scale
    for line in shape.lines(wide):
        points = [(x * scale, y * scale) for x, y in line]
        strokes.append((0.0, 0.0, Stroke(points, PEN * scale, wide * scale, tall)))
    return placed(strokes, wide * scale, tall, 0.0)


def _curve(start: Point, bend: Point, end: Point, steps: int = 8) -> list[Point]:
    """A parabola from `start` to `end` that leaves and comes in towards `bend`."""
    points = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        points.append(
            (
                a * start[0] + b * bend[0] + c * end[0],
                a * start[1] + b * bend[1] + c * end[1],
            )
        )
    return points


def _barbs(
    tip: Point, back: float, up: bool = True, down: bool = True
) -> Iterator[list[Point]]:
    """The head of an arrow; `back` is how far its barbs reach back from the tip."""
    x, y = tip
    for wanted, spread in ((up, 0.19), (down, -0.19)):
        if wanted:
            yield _curve(
                tip, (x - 0.3 * back, y + 0.25 * spread), (x - back, y + spread)
            )


def _arrow(
    left: str = "", right: str = "", middle: float = 0.261
) -> Callable[[float], Iterator[list[Point]]]:
    """A shaft with heads: `both` barbs, `up` or `down` only, `hook`, `bar`, `two`."""

    def lines(width: float) -> Iterator[list[Point]]:
        edge = PEN / 2
        start, end = edge, width - edge
        for kind, x, back in ((left, start, -0.2), (right, end, 0.2)):
            if kind in ("both", "two"):
                yield from _barbs((x, middle), back)
                if kind == "two":
                    yield from _barbs((x - 0.8 * back, middle), back)
            elif kind in ("up", "down"):
                yield from _barbs((x, middle), back, kind == "up", kind == "down")
            elif kind == "bar":
                yield [(x, middle - 0.15), (x, middle + 0.15)]
        if left == "hook":
            yield _curve((0.12, middle), (edge, middle), (edge, middle + 0.11))
            yield _curve(
                (edge, middle + 0.11), (edge, middle + 0.22), (0.12, middle + 0.22)
            )
            start = 0.12
        if right == "hook":
            yield _curve((end - 0.1, middle), (end, middle), (end, middle + 0.11))
            yield _curve(
                (end, middle + 0.11), (end, middle + 0.22), (end - 0.1, middle + 0.22)
            )
            end -= 0.1
        yield [(start, middle), (end, middle)]

    return lines


def _double(left: bool, right: bool) -> Callable[[float], Iterator[list[Point]]]:
    """Two shafts under one head."""

    def lines(width: float) -> Iterator[list[Point]]:
        middle, apart, edge = 0.28, 0.09, PEN / 2
        for wanted, x, back in ((left, edge, -0.28), (right, width - edge, 0.28)):
            if wanted:
                for spread in (0.25, -0.25):
                    yield _curve(
                        (x, middle),
                        (x - 0.3 * back, middle + 0.3 * spread),
                        (x - back, middle + spread),
                    )
        start = 0.12 if left else edge
        end = width - (0.12 if right else edge)
        for y in (middle - apart, middle + apart):
            yield [(start, y), (end, y)]

    return lines


def _pair(upper: str, lower: str) -> Callable[[float], Iterator[list[Point]]]:
    """Two arrows over one another: each `left` or `right`, harpoons with a `-`."""

    def lines(width: float) -> Iterator[list[Point]]:
        for kind, y in ((upper, 0.48), (lower, 0.22)):
            side = "both" if "-" not in kind else "up" if y > 0.4 else "down"
            left = side if kind.startswith("left") else ""
            right = side if kind.startswith("right") else ""
            yield from _arrow(left, right, y)(width)

    return lines


def _long_equal(width: float) -> Iterator[list[Point]]:
    for y in (0.08, 0.25):
        yield [(PEN / 2, y), (width - PEN / 2, y)]


def _brace(up: bool) -> Callable[[float], Iterator[list[Point]]]:
    """A horizontal brace whose point is up, or down."""

    def lines(width: float) -> Iterator[list[Point]]:
        low, middle, high = PEN / 2, 0.274, 0.548 - PEN / 2
        bend = min(0.28, width / 6)
        half = width / 2
        left: list[Point] = [
            *_curve((PEN / 2, low), (PEN / 2, middle), (bend, middle)),
            *_curve((half - bend, middle), (half, middle), (half, high)),
        ]
        right = [(width - x, y) for x, y in left]
        for side in (left, right):
            yield side if up else [(x, 0.548 - y) for x, y in side]

    return lines


def _bracket(height: float, up: bool) -> Callable[[float], Iterator[list[Point]]]:
    def lines(width: float) -> Iterator[list[Point]]:
        edge = PEN / 2
        flat, ends = (height - edge, height - 0.2) if up else (edge, 0.2)
        yield [(edge, ends), (edge, flat), (width - edge, flat), (width - edge, ends)]

    return lines


def _arc(up: bool) -> Callable[[float], Iterator[list[Point]]]:
    def lines(width: float) -> Iterator[list[Point]]:
        edge, flat = PEN / 2, 0.3
        bend = min(0.3, width / 2)
        left = _curve((edge, 0.08), (edge, flat), (bend, flat))
        whole = [*left, *((width - x, y) for x, y in reversed(left))]
        yield whole if up else [(x, 0.342 - y) for x, y in whole]

    return lines


def _hat(up: bool, height: float) -> Callable[[float], Iterator[list[Point]]]:
    def lines(width: float) -> Iterator[list[Point]]:
        foot, top = (0.03, height - PEN) if up else (height - PEN, 0.03)
        yield [(0.04, foot), (width / 2, top), (width - 0.04, foot)]

    return lines


def _wave(height: float) -> Callable[[float], Iterator[list[Point]]]:
    def lines(width: float) -> Iterator[list[Point]]:
        middle, swing = height / 2, height * 0.42
        quarter = (0.5 * width, middle)
        first = _curve(
            (0.04, middle - swing / 2), (0.22 * width, middle + 2 * swing), quarter
        )
        yield [*first, *((width - x, 2 * middle - y) for x, y in reversed(first))]

    return lines


_LEFT, _RIGHT = _arrow(left="both"), _arrow(right="both")
_BOTH = _arrow("both", "both")

_HATS, _WAVES = (0.24, 0.3, 0.36, 0.42), (0.26, 0.286, 0.306, 0.34)

SHAPES = {
    **{f"over{n}": Shape(0.888, 0.522, f) for n, f in (
        ("rightarrow", _RIGHT), ("leftarrow", _LEFT), ("leftrightarrow", _BOTH),
        ("leftharpoon", _arrow(left="up")), ("rightharpoon", _arrow(right="up")),
    )},
    **{f"under{n}": Shape(0.888, 0.522, f) for n, f in (
        ("rightarrow", _RIGHT), ("leftarrow", _LEFT), ("leftrightarrow", _BOTH),
    )},
    "Overrightarrow": Shape(0.888, 0.56, _double(False, True)),
    "overbrace": Shape(1.6, 0.548, _brace(up=True)),
    "underbrace": Shape(1.6, 0.548, _brace(up=False)),
    "overbracket": Shape(1.6, 0.44, _bracket(0.44, up=True)),
    "underbracket": Shape(1.6, 0.41, _bracket(0.41, up=False)),
    "overgroup": Shape(0.888, 0.342, _arc(up=True)),
    "undergroup": Shape(0.888, 0.342, _arc(up=False)),
    "overlinesegment": Shape(0.888, 0.522, _arrow("bar", "bar")),
    "underlinesegment": Shape(0.888, 0.522, _arrow("bar", "bar")),
    "xrightarrow": Shape(1.469, 0.522, _RIGHT),
    "xleftarrow": Shape(1.469, 0.522, _LEFT),
    "xleftrightarrow": Shape(1.75, 0.522, _BOTH),
    "xRightarrow": Shape(1.526, 0.56, _double(False, True)),
    "xLeftarrow": Shape(1.526, 0.56, _double(True, False)),
    "xLeftrightarrow": Shape(1.75, 0.56, _double(True, True)),
    "xleftharpoonup": Shape(0.888, 0.522, _arrow(left="up")),
    "xleftharpoondown": Shape(0.888, 0.522, _arrow(left="down")),
    "xrightharpoonup": Shape(0.888, 0.522, _arrow(right="up")),
    "xrightharpoondown": Shape(0.888, 0.522, _arrow(right="down")),
    "xrightleftharpoons": Shape(1.75, 0.716, _pair("right-", "left-")),
    "xleftrightharpoons": Shape(1.75, 0.716, _pair("left-", "right-")),
    "xrightequilibrium": Shape(1.75, 0.716, _pair("right-", "left-")),
    "xleftequilibrium": Shape(1.75, 0.716, _pair("left-", "right-")),
    "xrightleftarrows": Shape(1.75, 0.901, _pair("right", "left")),
    "xtofrom": Shape(1.75, 0.528, _pair("right", "left")),
    "xhookleftarrow": Shape(1.08, 0.522, _arrow("both", "hook")),
    "xhookrightarrow": Shape(1.08, 0.522, _arrow("hook", "both")),
    "xmapsto": Shape(1.5, 0.522, _arrow("bar", "both")),
    "xtwoheadrightarrow": Shape(0.888, 0.334, _arrow(right="two", middle=0.167)),
    "xtwoheadleftarrow": Shape(0.888, 0.334, _arrow(left="two", middle=0.167)),
    "xlongequal": Shape(0.888, 0.334, _long_equal),
    "cdrightarrow": Shape(3.0, 0.522, _RIGHT),
    "cdleftarrow": Shape(3.0, 0.522, _LEFT),
    "cdlongequal": Shape(3.0, 0.334, _long_equal),
    **{f"widehat{n}": Shape(0.0, h, _hat(True, h)) for n, h in enumerate(_HATS)},
    **{f"widecheck{n}": Shape(0.0, h, _hat(False, h)) for n, h in enumerate(_HATS)},
    **{f"widetilde{n}": Shape(0.0, h, _wave(h)) for n, h in enumerate(_WAVES)},
}  # fmt: skip
"""What can be stretched; the sizes are KaTeX's, so that widths agree."""
