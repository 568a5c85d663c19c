import asyncio
import errno
import logging
import os
import shutil
import signal
import time
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from adapters.painter import Painted, Painter, PaintingFailed
from bot.panels import Picture
from bot.progress import Progress
from bot.typeset import Face, FaceKind, Theme

ONE = Picture(Face(FaceKind.QUESTION, "Why $x^2$?", "Question"))
TWO = Picture(Face(FaceKind.ANSWER, "paragraph\n\n" * 60, "Answer"))

WORDY = Picture(Face(FaceKind.QUESTION, "several words " * 30, "Question"))

ROW = "&".join([r"\r"] * 24) + r"\\"
SLOW = Picture(
    Face(
        FaceKind.QUESTION,
        " ".join(
            rf"$\newcommand\r{{\sqrt{{\frac ab}}}}"
            rf"\begin{{matrix}}{ROW * 20} x_{{{n}}}\end{{matrix}}$"
            for n in range(12)
        ),
    )
)
"""Seconds of work within every bound of a single formula."""


@pytest_asyncio.fixture
async def painter(tmp_path: Path) -> AsyncIterator[Painter]:
    painter = Painter(tmp_path / "pictures", seconds=20)
    yield painter
    await painter.close()


async def test_a_picture_is_drawn_kept_and_found_again(
    painter: Painter, tmp_path: Path
) -> None:
    (painted,) = await painter.draw(ONE, Theme.DARK)

    assert painted.path.read_bytes().startswith(b"\x89PNG")
    assert (painted.alt, painted.width) == ("Question. Why x squared?", 900)
    assert painter.find(painted.path.name) == painted.path

    stamp = painted.path.stat().st_ino
    assert await painter.draw(ONE, Theme.DARK) == [painted]
    assert painted.path.stat().st_ino == stamp

    other = Painter(tmp_path / "pictures")
    assert await other.draw(ONE, Theme.DARK) == [painted]
    await other.close()


async def test_a_narrow_picture_is_another_with_type_of_the_same_size(
    painter: Painter,
) -> None:
    (wide,) = await painter.draw(WORDY, Theme.DARK)
    (narrow,) = await painter.draw(WORDY, Theme.DARK, 600)

    assert (wide.width, narrow.width) == (900, 600)
    assert wide.path != narrow.path
    assert wide.alt == narrow.alt
    # The same words at the same size need more lines.
    assert narrow.height > wide.height + 100


class OfThePage(int):
    """A width that the page made, which the process that draws should not import."""

    def __reduce__(self) -> str:
        raise AssertionError("it came to the process as it is")


async def test_a_width_comes_to_the_process_as_a_plain_number(painter: Painter) -> None:
    (painted,) = await painter.draw(ONE, Theme.DARK, OfThePage(600))

    assert painted.width == 600


async def test_what_is_asked_for_soon_has_the_width_asked_for(
    painter: Painter,
) -> None:
    painter.soon(ONE, Theme.DARK, 600)
    (narrow,) = await painter.draw(ONE, Theme.DARK, 600)

    listed = await _until_kept(painter.folder)
    assert [path.stem for path in listed] == [narrow.path.name[:40]]


async def test_a_long_face_and_a_progress_are_pictures_too(painter: Painter) -> None:
    pages = await painter.draw(TWO, Theme.LIGHT)
    progress = Progress(date(2026, 1, 1), {}, frozenset(), 0, 0, (), (), ())
    (chart,) = await painter.draw(Picture(progress), Theme.LIGHT)
    (wide,) = await painter.draw(Picture(progress), Theme.LIGHT, 900)

    assert [page.path.name[-6:] for page in pages] == [f"-{n}.png" for n in range(1, 5)]
    assert chart.alt.startswith("Progress, Thu 1 Jan 2026. Streak: 0 days")
    # Where nothing is said, a chart is as wide as every screen can show.
    assert (chart.width, wide.width) == (772, 900)


async def test_a_lost_file_is_drawn_again(painter: Painter) -> None:
    (painted,) = await painter.draw(ONE, Theme.DARK)
    painted.path.unlink()

    assert await painter.draw(ONE, Theme.DARK) == [painted]
    assert painted.path.exists()


async def test_a_spoilt_list_is_drawn_again(painter: Painter) -> None:
    (painted,) = await painter.draw(ONE, Theme.DARK)
    painted.path.with_name(painted.path.name[:40] + ".json").write_text("[[1")

    assert await painter.draw(ONE, Theme.DARK) == [painted]


async def test_requests_for_one_picture_share_a_drawing(painter: Painter) -> None:
    drawings = [painter.draw(ONE, Theme.DARK) for _ in range(20)]

    painted = await asyncio.gather(*drawings)

    assert all(one is painted[0] for one in painted)


async def test_who_stops_waiting_stops_nobody_else(painter: Painter) -> None:
    impatient = asyncio.create_task(painter.draw(ONE, Theme.DARK))
    patient = asyncio.create_task(painter.draw(ONE, Theme.DARK))
    await asyncio.sleep(0.01)
    impatient.cancel()

    assert len(await patient) == 1
    assert impatient.cancelled()


async def test_what_is_asked_for_soon_is_there_in_time(painter: Painter) -> None:
    painter.soon(ONE, Theme.DARK)

    await _until_kept(painter.folder)
    assert [path.suffix for path in painter.folder.glob("*-1.png")] == [".png"]


async def _until_kept(folder: Path) -> list[Path]:
    for _ in range(1000):
        if kept := _kept(folder):
            return kept
        await asyncio.sleep(0.02)
    raise AssertionError("nothing was drawn")


def _kept(folder: Path) -> list[Path]:
    return list(folder.glob("*.json"))


@pytest.mark.parametrize("steps", range(8))
async def test_closing_ends_what_is_drawn_ahead(tmp_path: Path, steps: int) -> None:
    painter = Painter(tmp_path)
    painter.soon(ONE, Theme.DARK)
    for _ in range(steps):
        await asyncio.sleep(0)
    closing = asyncio.create_task(painter.close())

    done, _ = await asyncio.wait([closing], timeout=5)

    assert done == {closing}


async def test_drawing_does_not_hold_up_the_loop(painter: Painter) -> None:
    await painter.draw(ONE, Theme.DARK)
    drawing = asyncio.create_task(painter.draw(SLOW, Theme.DARK))
    for _ in range(20):
        await asyncio.sleep(0.005)

    assert not drawing.done()  # as it were if it had been waited for
    drawing.cancel()


async def test_a_picture_that_takes_too_long_is_drawn_as_source(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "adapters.painter")
    painter = Painter(tmp_path, seconds=0.7)
    try:
        painted = await painter.draw(SLOW, Theme.DARK)

        assert "Code:" in painted[0].alt
        assert caplog.messages == [
            "a drawing is tried once more: it took more than 0.7 seconds",
            "drawn with formulas as source: it took more than 0.7 seconds",
        ]
        caplog.clear()
        # Known by now: the second time nothing is tried in vain.
        assert await painter.draw(SLOW, Theme.DARK) == painted
        assert caplog.messages == []
        assert await painter.draw(ONE, Theme.DARK)
    finally:
        await painter.close()


async def test_a_process_that_was_stopped_for_long_costs_no_picture_its_formulas(
    tmp_path: Path,
) -> None:
    painter = Painter(tmp_path, seconds=10)
    try:
        await painter.draw(ONE, Theme.DARK)
        os.kill(painter.worker or 0, signal.SIGSTOP)
        (painted,) = await painter.draw(ONE, Theme.LIGHT)

        assert painted.alt == "Question. Why x squared?"
    finally:
        await painter.close()


async def test_a_worker_that_dies_is_replaced(painter: Painter) -> None:
    await painter.draw(ONE, Theme.DARK)
    os.kill(painter.worker or 0, 9)

    assert await painter.draw(ONE, Theme.LIGHT)


async def test_after_a_moment_without_room_for_a_process_pictures_are_drawn_again(
    painter: Painter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    with monkeypatch.context() as crowded:
        crowded.setattr("multiprocessing.popen_spawn_posix.Popen._launch", full)
        with pytest.raises(PaintingFailed, match="its process does not start"):
            await painter.draw(ONE, Theme.DARK)

    (painted,) = await painter.draw(ONE, Theme.DARK)
    assert painted.path.exists()


async def test_a_folder_that_cannot_be_written_is_told_and_in_the_log_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "pictures"
    painter = Painter(folder)
    try:
        for theme in (Theme.DARK, Theme.LIGHT):
            with pytest.raises(PaintingFailed, match="cannot be kept in"):
                await painter.draw(ONE, theme)
    finally:
        await painter.close()
    assert caplog.messages == [
        f"pictures cannot be kept in {folder}: Not a directory; "
        "cards come as text until they can"
    ]


async def test_once_pictures_could_be_kept_a_full_disk_is_in_the_log_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder, seconds = tmp_path / "pictures", 0.0
    folder.touch()
    painter = Painter(folder, clock=lambda: seconds)
    try:
        with pytest.raises(PaintingFailed, match="cannot be kept in"):
            await painter.draw(ONE, Theme.DARK)
        folder.unlink()
        seconds = 61
        await painter.draw(ONE, Theme.DARK)
        shutil.rmtree(folder)
        folder.touch()
        with pytest.raises(PaintingFailed, match="cannot be kept in"):
            await painter.draw(ONE, Theme.DARK)
    finally:
        await painter.close()
    said = "cards come as text until they can"
    assert [said in message for message in caplog.messages] == [True, True]


@pytest.mark.parametrize(
    "name",
    [
        "../secret",
        "..",
        "",
        "a" * 40 + ".json",
        "a" * 40 + "-1.png/../x",
        "a" * 40 + "-1.png\n",
        "A" * 40 + "-1.png",
        "a" * 40 + "-1.png",
    ],
)
async def test_only_kept_pictures_are_found(painter: Painter, name: str) -> None:
    assert painter.find(name) is None


async def test_the_least_recently_used_go_when_room_is_short(tmp_path: Path) -> None:
    old = tmp_path / ("a" * 40 + "-1.png")
    new = tmp_path / ("b" * 40 + "-1.png")
    foreign = tmp_path / "notes.txt"
    for path, stamp in ((old, 1_000), (new, 2_000_000_000), (foreign, 500)):
        path.write_bytes(b"x" * 10_000)
        os.utime(path, (stamp, stamp))
    painter = Painter(tmp_path, room=16_000)
    try:
        await painter.draw(ONE, Theme.DARK)
    finally:
        await painter.close()

    assert not old.exists()
    assert new.exists()
    assert foreign.exists()


async def test_room_is_made_again_an_hour_later(tmp_path: Path) -> None:
    seconds = 0.0
    painter = Painter(tmp_path, room=100_000, clock=lambda: seconds)
    try:
        await painter.draw(ONE, Theme.DARK)
        old = tmp_path / ("a" * 40 + "-1.png")
        old.write_bytes(b"x" * 100_000)
        os.utime(old, (1_000, 1_000))
        seconds = 3599
        await painter.draw(ONE, Theme.LIGHT)
        assert old.exists()
        seconds = 3600
        await painter.draw(WORDY, Theme.DARK)
        assert not old.exists()
    finally:
        await painter.close()


async def test_a_picture_that_tells_of_people_goes_a_day_after_its_last_use(
    tmp_path: Path,
) -> None:
    painter = Painter(tmp_path)
    of_ada = Progress(date(2026, 1, 1), {}, frozenset(), 0, 0, (), (), ())
    podium = Face(
        FaceKind.PODIUM, "", "Result", options=("Ada",), notes=("3",), ranks=(1,)
    )
    try:
        (progress,) = await painter.draw(Picture(of_ada), Theme.DARK)
        (steps,) = await painter.draw(Picture(podium), Theme.DARK)
        (card,) = await painter.draw(ONE, Theme.DARK)
    finally:
        await painter.close()
    assert painter.find(steps.path.name) == steps.path
    now = time.time()
    for path, age in ((progress.path, 80_000), (steps.path, 90_000), (card.path, 9e6)):
        os.utime(path, (now - age, now - age))
    again = Painter(tmp_path)
    try:
        await again.draw(WORDY, Theme.DARK)
    finally:
        await again.close()

    assert progress.path.exists()
    assert not steps.path.exists()
    assert card.path.exists()


async def test_nothing_half_written_is_left(painter: Painter) -> None:
    painted: list[Painted] = await painter.draw(TWO, Theme.DARK)
    folder = painter.folder

    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [one.path.name for one in painted] + [painted[0].path.name[:40] + ".json"]
    )


async def test_closing_ends_what_is_being_drawn(tmp_path: Path) -> None:
    painter = Painter(tmp_path)
    drawing = asyncio.create_task(painter.draw(SLOW, Theme.DARK))
    await asyncio.sleep(0.1)
    await painter.close()

    with pytest.raises(PaintingFailed, match="closing"):
        await drawing
