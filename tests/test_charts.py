import time
from datetime import date, timedelta
from io import BytesIO

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from bot import charts
from bot.charts import Progress, Strength
from bot.typeset import Theme

TODAY = date(2026, 11, 25)
EMPTY = Progress(TODAY, {}, frozenset(), 0, 0, (), (), (0,) * 14)
FULL = Progress(
    TODAY,
    {TODAY - timedelta(days=n): n % 12 for n in range(0, 170, 2)},
    frozenset({TODAY - timedelta(days=3)}),
    12,
    30,
    (Strength("beginner", 0.934, 8, 9), Strength("staff", 0.0, 0, 2)),
    (Strength("vae", 0.5, 1, 3), Strength(r"$\frac{$ \nosuch", 0.25, 1, 4)),
    (3, 0, 2) + (0,) * 10 + (1,),
)


def _pixels(png: bytes) -> NDArray[np.uint8]:
    with Image.open(BytesIO(png)) as image:
        return np.asarray(image.convert("RGB"))


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("progress", [EMPTY, FULL], ids=["empty", "full"])
def test_the_picture_has_its_size_and_clear_margins(
    progress: Progress, theme: Theme
) -> None:
    drawn = charts.draw(progress, theme)
    pixels = _pixels(drawn.png)

    assert pixels.shape == (drawn.height, drawn.width, 3)
    assert drawn.width == 900
    assert drawn.height <= 1.3 * 900
    ground = pixels[-1, -1]
    assert (pixels[9:, :38] == ground).all()
    assert (pixels[9:, -30:] == ground).all()


def test_the_picture_comes_in_the_width_asked_for() -> None:
    drawn = charts.draw(EMPTY, Theme.DARK, 600)

    assert _pixels(drawn.png).shape == (drawn.height, 600, 3)


def test_the_same_progress_gives_the_same_bytes_and_key() -> None:
    assert charts.draw(FULL, Theme.DARK) == charts.draw(FULL, Theme.DARK)
    assert charts.key(FULL, Theme.DARK) == charts.key(FULL, Theme.DARK)


def test_the_key_tells_members_days_and_themes_apart() -> None:
    later = Progress(TODAY + timedelta(days=1), {}, frozenset(), 0, 0, (), (), ())
    keys = {charts.key(one, theme) for one in (EMPTY, FULL, later) for theme in Theme}

    assert len(keys) == 6


def test_the_words_sum_the_picture_up() -> None:
    assert charts.alt(FULL) == (
        "Progress. Streak: 12 days, best 30. Studied on 70 days of the last 26 weeks. "
        "Freezes used: 1. By level: beginner 93 % (8 of 9 seen). By tag: vae 50 % (1 "
        r"of 3 seen), $\frac{$ \nosuch 25 % (1 of 4 seen). Due: 3 today, 6 within 14 "
        "days."
    )


def test_a_first_days_words_promise_nothing() -> None:
    assert charts.alt(EMPTY) == (
        "Progress. Streak: 0 days, best 0. Studied on 0 days of the last 26 weeks. "
        "Nothing is due."
    )


def test_words_of_many_tags_are_clipped() -> None:
    tags = tuple(Strength("a-rather-long-tag", 0.5, 1, 2) for _ in range(60))
    progress = Progress(TODAY, {}, frozenset(), 0, 0, (), tags, ())

    assert len(charts.alt(progress)) <= 1000


def test_a_tag_in_any_script_and_of_any_length_is_drawn() -> None:
    tags = tuple(Strength(label, 2.0, 1, 1) for label in ("日本語" * 90, "\n\t$", "🎉"))
    progress = Progress(TODAY, {}, frozenset(), 0, 0, (), tags, ())
    start = time.perf_counter()

    pixels = _pixels(charts.draw(progress, Theme.LIGHT).png)

    assert (pixels[9:, -30:] == pixels[-1, -1]).all()
    assert time.perf_counter() - start < 5


def test_the_calendar_begins_on_a_monday_and_ends_this_week() -> None:
    first = charts.first_day(TODAY)

    assert first == date(2026, 6, 1)
    assert (TODAY - first).days // 7 == 25
