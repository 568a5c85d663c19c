import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from io import BytesIO
from itertools import combinations

import matplotlib
import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from numpy.typing import NDArray
from PIL import Image

from bot import charts, wording
from bot.charts import NARROW, pages
from bot.charts.sheet import Sheet, untouched
from bot.progress import Progress, Strength
from bot.typeset import Drawn, Theme
from bot.typeset.themes import COLOURS
from tests.effort import at_most
from tests.typeset.test_themes import contrast

TODAY = date(2026, 11, 25)
ONE = timedelta(days=1)
LEVELS = (
    Strength("beginner", 0.934, 8, 9),
    Strength("intermediate", 0.81, 5, 6),
    Strength("advanced", 0.62, 3, 4),
    Strength("expert", 0.41, 1, 3),
    Strength("staff", 0.0, 0, 2),
)
TAGS = (
    Strength("vae", 0.5, 1, 3),
    Strength(r"$\frac{$ \nosuch", 0.25, 1, 4),
    Strength("classifier-free-guidance", 0.9, 1, 2),
)
LONG = tuple(
    Strength(f"a-long-name-of-a-tag-that-goes-on-and-on-{n}", n / 300, n + 1, 12_345)
    for n in range(300)
)
SCRIPTS = ("日本語" * 90, "احتمالات", "הסתברות", "🎉 👩‍👩‍👧", "z̴̧̛̲͎͈͂̾͠" * 9, "\n\t$\0\u202e")

EMPTY = Progress(TODAY, {}, frozenset(), 0, 0, (), (), (0,) * 14)
FIRST = replace(
    EMPTY,
    days={TODAY: 2},
    streak=1,
    best=1,
    levels=(Strength("beginner", 1.0, 2, 9), *LEVELS[1:]),
    tags=TAGS[:1],
    due=(0, 2),
)
YEAR = Progress(
    TODAY,
    {TODAY - timedelta(days=n): n % 12 for n in range(0, 366, 2)},
    frozenset({TODAY - timedelta(days=n) for n in (3, 301)}),
    1_234,
    12_345,
    LEVELS,
    TAGS,
    (3, 0, 2, *(0,) * 10, 1),
)
CASES = {
    "empty": EMPTY,
    "new": replace(EMPTY, levels=tuple(replace(one, seen=0) for one in LEVELS)),
    "first": FIRST,
    "one-level": replace(FIRST, levels=LEVELS[:1], tags=()),
    "no-levels": replace(YEAR, levels=()),
    "year": YEAR,
    "300-tags": replace(YEAR, tags=LONG, due=(12_345, *(999,) * 13)),
    "scripts": replace(FIRST, tags=tuple(Strength(s, 2.0, 1, 1) for s in SCRIPTS)),
    "new-month": replace(FIRST, today=date(2026, 12, 1)),
    "month-to-come": replace(FIRST, today=date(2026, 11, 30)),
}
each = pytest.mark.parametrize("case", CASES)
in_both_widths = pytest.mark.parametrize("width", [NARROW, 900])


@dataclass(frozen=True)
class Line:
    """A line of text on a sheet, and the room it takes there, in pixels."""

    words: str
    size: float
    box: Bbox


@cache
def drawn_of(case: str, width: int, theme: Theme = Theme.DARK) -> list[Drawn]:
    return charts.draw(CASES[case], theme, width)


@cache
def _lines(case: str, width: int) -> list[tuple[Sheet, list[Line]]]:
    """Each sheet with what is written on it."""
    return _written(CASES[case], width)


def _written(progress: Progress, width: int) -> list[tuple[Sheet, list[Line]]]:
    with untouched():
        return [
            (sheet, [_line(text) for text in sheet.figure.texts])
            for sheet, _ in pages.sheets(progress, Theme.DARK, width)
        ]


def _line(text: Text) -> Line:
    drawn, kept = text.get_window_extent(), text.get_clip_box()
    assert isinstance(kept, Bbox)
    box = Bbox.intersection(drawn, kept) or Bbox.null()
    return Line(text.get_text(), float(text.get_fontsize()), box)


def _pixels(png: bytes) -> NDArray[np.uint8]:
    with Image.open(BytesIO(png)) as image:
        return np.asarray(image.convert("RGB"))


# Every picture.


@each
@in_both_widths
def test_a_picture_has_its_size_and_clear_margins(case: str, width: int) -> None:
    for drawn in drawn_of(case, width):
        pixels = _pixels(drawn.png)

        assert pixels.shape == (drawn.height, width, 3)
        assert (drawn.width, drawn.png[:4]) == (width, b"\x89PNG")
        ground = pixels[-1, -1]
        assert (pixels[14:, :36] == ground).all()
        assert (pixels[14:, -36:] == ground).all()
        assert (pixels[-20:] == ground).all()


@each
@in_both_widths
def test_no_text_stands_outside_or_over_another(case: str, width: int) -> None:
    assert _misplaced(_lines(case, width)) == []


def _misplaced(sheets: list[tuple[Sheet, list[Line]]]) -> list[str]:
    outside = [
        line.words
        for sheet, lines in sheets
        for line in lines
        if not (
            line.box.x0 >= 0
            and line.box.y0 >= 0
            and line.box.x1 <= sheet.pixels[0]
            and line.box.y1 <= sheet.pixels[1]
        )
    ]
    over = [
        f"{one.words} | {other.words}"
        for _, lines in sheets
        for one, other in combinations(lines, 2)
        if Bbox.intersection(one.box, other.box) is not None
    ]
    return outside + over


@each
@in_both_widths
def test_no_type_is_smaller_than_a_phone_can_show(case: str, width: int) -> None:
    sizes = [line.size for _, lines in _lines(case, width) for line in lines]

    # The narrow sheet is 386 wide; a phone of 390 leaves it 345 of them.
    assert min(sizes) * 345 / 386 >= 12


@each
def test_narrow_pictures_are_few_and_low_enough_for_chats(case: str) -> None:
    drawn = drawn_of(case, NARROW)

    assert 1 <= len(drawn) <= 3
    assert all(one.height <= 1.3 * one.width for one in drawn)


def test_no_narrow_picture_has_next_to_nothing_on_it() -> None:
    several = [drawn_of(case, NARROW) for case in CASES]

    assert min(one.height for drawn in several for one in drawn) > 0.4 * NARROW


QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Shrinking would take minutes, at a tenth of a second for each picture."""

STRENGTH = st.builds(
    Strength,
    st.text(max_size=80),
    st.floats(0, 1),
    st.integers(0, 99_999),
    st.integers(0, 99_999),
)


@settings(max_examples=8, deadline=None, phases=QUICK)
@given(st.lists(STRENGTH, max_size=12), st.integers(0, 9_999), st.integers(0, 400))
def test_whatever_tags_are_called_nothing_collides(
    tags: list[Strength], count: int, ahead: int
) -> None:
    today = TODAY + timedelta(days=ahead)
    progress = Progress(
        *(today, {today: count}, frozenset(), count, count, LEVELS, tuple(tags)),
        (count,) * 14,
    )

    assert _misplaced(_written(progress, NARROW)) == []
    assert _misplaced(_written(progress, 900)) == []
    assert len(charts.alt(progress)) <= 1000


# The same for the same, and for no other.


def test_the_same_progress_gives_the_same_bytes_whatever_the_settings() -> None:
    drawn = drawn_of("year", NARROW)
    with matplotlib.rc_context({"text.usetex": True, "path.sketch": (1, 100, 2)}):
        again = charts.draw(YEAR, Theme.DARK)

    assert again == drawn


@pytest.mark.parametrize("hidden", ["", "1"])
def test_another_process_gives_the_same_bytes(hidden: str) -> None:
    code = """
import datetime, hashlib
from bot.charts import draw
from bot.progress import Progress
from bot.typeset import Theme
empty = Progress(datetime.date(2026, 11, 25), {}, frozenset(), 0, 0, (), (), ())
print(hashlib.sha256(draw(empty, Theme.DARK)[0].png).hexdigest())
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "MPL_IGNORE_SYSTEM_FONTS": hidden},
    )

    (drawn,) = drawn_of("empty", NARROW)
    assert done.stderr == ""
    assert done.stdout.strip() == hashlib.sha256(drawn.png).hexdigest()


def test_the_key_tells_members_days_widths_and_themes_apart() -> None:
    later = replace(EMPTY, today=TODAY + timedelta(days=1))
    keys = {
        charts.key(one, theme, width)
        for one in (EMPTY, YEAR, later)
        for theme in Theme
        for width in (NARROW, 900)
    }

    assert len(keys) == 12
    assert charts.key(YEAR, Theme.DARK) == charts.key(YEAR, Theme.DARK, 772)


# For every eye.


def test_what_was_done_on_a_day_is_seen_without_colours() -> None:
    counts = (0, 1, 3, 6, 10)
    days = [replace(FIRST, days={TODAY: count, TODAY - ONE: 1}) for count in counts]
    days.append(replace(days[0], frozen=frozenset({TODAY})))

    shapes = {_shapes(charts.draw(day, Theme.LIGHT, 900)[0]) for day in days}

    assert len(shapes) == 6


def _shapes(drawn: Drawn) -> bytes:
    """Black on white, with no shade between."""
    grey = _pixels(drawn.png).mean(axis=2)
    return bytes((grey < 140).tobytes())


@pytest.mark.parametrize("theme", Theme)
def test_all_inks_have_contrast_and_bars_stand_out_from_their_tracks(
    theme: Theme,
) -> None:
    sheet, page = Sheet(100, 100, 100, theme), COLOURS[theme].page

    for ink in (sheet.text, sheet.dim, sheet.accent):
        assert contrast(ink, page) >= 4.5
    assert contrast(sheet.accent, sheet.track) >= 3
    assert contrast(sheet.text, sheet.track) >= 3


@pytest.mark.parametrize("theme", Theme)
def test_the_colours_are_those_of_the_theme(theme: Theme) -> None:
    pixels = _pixels(charts.draw(EMPTY, theme, 900)[0].png)
    colours = {f"#{pixels[row, 3].tobytes().hex()}" for row in (3, 300)}

    accent = Sheet(100, 100, 100, theme).accent
    assert colours == {COLOURS[theme].page, accent}


# What is on the sheets.


def _shown(progress: Progress, width: int = NARROW) -> list[str]:
    return [line.words for _, lines in _written(progress, width) for line in lines]


def test_a_newcomer_sees_one_quarter_and_a_veteran_two() -> None:
    def months(progress: Progress) -> list[str]:
        return [words for words in _shown(progress) if words in wording.progress.MONTHS]

    assert months(FIRST) == ["Sep", "Oct", "Nov"]
    assert months(YEAR) == ["Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
    assert months(CASES["new-month"])[-1] == "Dec"
    assert "Dec" not in months(CASES["month-to-come"])


def test_one_day_is_one_day() -> None:
    shown = _shown(FIRST)

    assert [shown.count(words) for words in ("day in", "days in")] == [2, 0]


def test_a_name_is_cut_to_its_room_and_no_further() -> None:
    sheet = Sheet(386, 100, 772, Theme.DARK)
    text = "a-long-name-of-a-tag-that-goes-on"
    fitted = sheet.fitted(text, 120)

    assert 100 < sheet.length(fitted) <= 120
    assert sheet.fitted(text, 1000) == text
    assert sheet.fitted(text, 1) == "…"


def test_the_weeks_begin_on_a_monday_and_end_this_week() -> None:
    first = EMPTY.first_day

    assert first == date(2026, 6, 1)
    assert (TODAY - first).days // 7 == 25


def test_a_picture_of_much_is_drawn_in_a_moment() -> None:
    drawn_of("300-tags", NARROW)

    with at_most(400_000):
        charts.draw(CASES["300-tags"], Theme.LIGHT)


@pytest.mark.parametrize(
    ("one", "other"), [("日本", "学習"), ("\U0001f389", "\U0001f3af")]
)
def test_names_are_written_in_the_scripts_that_cards_are(one: str, other: str) -> None:
    """A box for what is missing would be the same for both."""
    first, second = (
        charts.draw(replace(FIRST, tags=(Strength(tag, 0.5, 1, 3),)), Theme.DARK)
        for tag in (one, other)
    )

    assert first[-1].png != second[-1].png
