"""Numbers for people: medians, percentiles, and tables in Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """What one question came to."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def __str__(self) -> str:
        lines = [f"### {self.title}", "", _row(self.header)]
        lines.append(_row(["---", *["---:"] * (len(self.header) - 1)]))
        lines += map(_row, self.rows)
        if self.note:
            lines += ["", self.note]
        return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of them lie; the nearest one measured."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def seconds(value: float) -> str:
    """A span with its unit, to three figures."""
    if value < 1e-3:
        return f"{value * 1e6:.3g} µs"
    if value < 1:
        return f"{value * 1e3:.3g} ms"
    return f"{value:.3g} s"


def spread(values: Sequence[float]) -> tuple[str, str, str]:
    """Half of them, 99 of 100 and all lie under these."""
    shares = (percentile(values, 0.5), percentile(values, 0.99), max(values))
    return seconds(shares[0]), seconds(shares[1]), seconds(shares[2])


def times(value: float) -> str:
    return f"{value:.2g}×" if value < 10 else f"{value:.0f}×"


def rate(value: float) -> str:
    """So many a second, to three figures."""
    digits = max(0, len(f"{value:.0f}") - 3)
    return f"{round(value, -digits):,.0f}/s"
