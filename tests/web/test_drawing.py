from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest_asyncio

from adapters.painter import Painter
from adapters.web.drawing import Drawings, Width
from adapters.web.temporary_files import TemporaryFiles
from bot.panels import File, Panel, Picture
from bot.progress import Progress, Strength
from bot.typeset import Face, FaceKind

TODAY = date(2026, 11, 25)
HELD = (Strength("beginner", 0.9, 2, 3), *[Strength("expert", 0, 0, 2)] * 4)
PROGRESS = Progress(TODAY, {TODAY: 2}, frozenset(), 1, 1, HELD, HELD[:1], (1,) * 14)
CARD = Face(FaceKind.QUESTION, "Why $x$?")


@pytest_asyncio.fixture
async def drawings(tmp_path: Path) -> AsyncIterator[Drawings]:
    painter = Painter(tmp_path, seconds=20)
    yield Drawings(painter, TemporaryFiles[File](1_000))
    await painter.close()


async def test_a_chart_has_more_and_finer_pictures_for_a_phone(
    drawings: Drawings,
) -> None:
    panel = await drawings.finished(Panel((Picture(PROGRESS), Picture(CARD))))

    chart, card = panel["blocks"]
    assert [image["width"] for image in chart["images"]] == [900]
    assert [image["width"] for image in chart["narrow"]] == [772, 772]
    assert [image["width"] for image in card["images"]] == [900]
    assert [image["width"] for image in card["narrow"]] == [600]


async def test_only_the_width_asked_for_is_drawn(drawings: Drawings) -> None:
    panel = Panel((Picture(PROGRESS),))

    wide = await drawings.finished(panel, [Width.WIDE])
    narrow = await drawings.finished(panel, [Width.NARROW])

    assert [len(wide["blocks"][0][key]) for key in ("images", "narrow")] == [1, 0]
    assert [len(narrow["blocks"][0][key]) for key in ("images", "narrow")] == [0, 2]


async def test_a_chart_that_cannot_be_drawn_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    painter = Painter(tmp_path / "file" / "pictures", seconds=20)
    drawings = Drawings(painter, TemporaryFiles[File](1_000))
    try:
        panel = await drawings.finished(Panel((Picture(PROGRESS),)), [Width.WIDE])
    finally:
        await painter.close()

    assert panel["blocks"][0]["words"].startswith("Progress, Wed 25 Nov 2026. Streak")
