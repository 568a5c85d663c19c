"""Formulas set: how soon, beside mathtext's own parser; how large, beside KaTeX."""

import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from matplotlib._mathtext import Parser, StixFonts
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import LoadFlags

from bench import chromium
from bench.answers import deck, of_no_deck, sources
from bench.tables import Table, seconds, times
from bot.typeset.math import CannotSet, Formula, parsed, set_formula
from bot.typeset.math.cm import ComputerModern
from bot.typeset.math.stix import Stix

TURNS = 3

OWN = Path(__file__).parent.parent / "tests/typeset/katex.jsonl"

ELSEWHERE = os.environ.get("STUDYBOT_FORMULAS", "")
"""A file of formulas, none of ours: JSON lines of kind, tex and KaTeX's measure."""

Formulas = Sequence[tuple[str, bool]]
"""Sources, and whether each stands on a line of its own."""

Way = Callable[[str, bool], object]
"""From one of them to its boxes."""


class Size(NamedTuple):
    """In em; `tall` is height and depth."""

    wide: float
    tall: float


def formulas() -> Iterator[Table]:
    """Both are asked for boxes, and neither may remember any."""
    own = _file(OWN)
    yield _parsing(list(dict.fromkeys([*sources([*deck(), *of_no_deck()]), *own])))
    rows = [_beside("of the tests", own)]
    with chromium.opened() as browser:
        for name, shown in (
            ("of the first deck", deck()),
            ("of no deck", of_no_deck()),
        ):
            asked = sources(shown)
            sizes = browser.sizes(asked) if browser else []
            measured = {
                each: Size(*size)
                for each, size in zip(asked, sizes, strict=False)
                if size  # KaTeX knows it
            }
            rows.append(_beside(name, measured))
    if ELSEWHERE:
        rows.append(_beside("from elsewhere", _file(Path(ELSEWHERE))))
    yield Table(
        "As large as KaTeX's, in Computer Modern",
        (
            "formulas",
            "that KaTeX knows",
            "set",
            "width within 5 %",
            "width over 20 % off",
            "height within ¼ em",
        ),
        tuple(rows),
    )


def _file(path: Path) -> dict[tuple[str, bool], Size]:
    found = {}
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        size = row.get("katex", row)
        tall = size["height_em"] + size["depth_em"]
        found[row["tex"], row["kind"] == "display"] = Size(size["width_em"], tall)
    return found


# How soon.


def _parsing(asked: Formulas) -> Table:
    """CPU time of each; the ratio is the median of the formulas' own."""
    stock, fonts, stix = (
        Parser(),
        StixFonts(FontProperties(), LoadFlags.NO_HINTING),
        Stix(),
    )

    def theirs(tex: str, _: bool) -> object:
        return stock.parse(f"${tex}$", fonts, 20, 72)

    def ours(tex: str, display: bool) -> object:
        parsed.cache_clear()
        return set_formula(tex, stix, display)

    both = [one for one in asked if _can(theirs, one) and _can(ours, one)]
    taken = [_turns(theirs, ours, one) for one in both]
    return Table(
        f"From source to boxes: {len(both)} formulas that both know",
        ("", "CPU", "mathtext ÷ it"),
        (
            ("mathtext's parser", seconds(median(a for a, _ in taken)), "1×"),
            (
                "ours",
                seconds(median(b for _, b in taken)),
                times(median(a / b for a, b in taken)),
            ),
        ),
    )


def _turns(theirs: Way, ours: Way, one: tuple[str, bool]) -> tuple[float, float]:
    pairs = [(_spent(theirs, one), _spent(ours, one)) for _ in range(TURNS)]
    return median(a for a, _ in pairs), median(b for _, b in pairs)


def _can(way: Way, one: tuple[str, bool]) -> bool:
    try:
        way(*one)
    except (CannotSet, ValueError):
        return False
    return True


def _spent(way: Way, one: tuple[str, bool]) -> float:
    start = time.process_time()
    way(*one)
    return time.process_time() - start


# How large.


def _beside(name: str, measured: dict[tuple[str, bool], Size]) -> tuple[str, ...]:
    """What share is set, and set as large."""
    if not measured:
        return name, chromium.NEEDS, "", "", "", ""
    fonts = ComputerModern()
    pairs = [(_set(*one, fonts), size) for one, size in measured.items()]
    known = [(made, size) for made, size in pairs if made]
    off = [abs(made.width - size.wide) / max(size.wide, 1e-9) for made, size in known]
    tall = [abs(made.height + made.depth - size.tall) <= 0.25 for made, size in known]
    shares = (
        len(known),
        sum(each <= 0.05 for each in off),
        sum(each > 0.2 for each in off),
        sum(tall),
    )
    return name, f"{len(pairs):,}", *(_share(each, len(pairs)) for each in shares)


def _set(tex: str, display: bool, fonts: ComputerModern) -> Formula | None:
    try:
        return set_formula(tex, fonts, display)
    except CannotSet:
        return None


def _share(count: int, of: int) -> str:
    return f"{100 * count / of:.2f} %"
