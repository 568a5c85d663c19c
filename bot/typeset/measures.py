"""How large things are on a page of some width."""

from typing import NamedTuple


class Measures(NamedTuple):
    """Measures of a page of this width, in pixels.

    Below 900 the type keeps its size, so that it comes out larger where a narrow page
    fills the same room as a wide one; above, everything grows with the width.
    """

    width: int

    @property
    def scale(self) -> float:
        return max(1.0, self.width / 900)

    def px(self, at_900: float) -> int:
        return round(at_900 * self.scale)

    @property
    def em(self) -> float:
        return round(30 * self.scale, 2)

    @property
    def small(self) -> float:
        return round(23 * self.scale, 2)

    @property
    def top(self) -> int:
        return self.px(36)

    @property
    def between(self) -> int:
        """From the heading to the body."""
        return self.px(22)

    @property
    def bottom(self) -> int:
        return self.px(32)

    @property
    def margin(self) -> int:
        return self.px(44 * min(1.0, self.width / 900))

    @property
    def column(self) -> int:
        return self.width - 2 * self.margin

    @property
    def tallest(self) -> int:
        """What may stand together on a page, whatever its heading and its footer."""
        return self.px(740)
