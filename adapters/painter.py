"""Pictures on request: drawn once, kept on disk by content, found again by name."""

import asyncio
import contextlib
import json
import logging
import os
import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from adapters import drawing_process
from adapters.shared import Ended, Shared
from adapters.troubles import Seldom, Told
from adapters.worker import Worker, WorkFailed
from bot import charts, typeset
from bot.panels import Picture
from bot.progress import Progress
from bot.typeset import Drawn, Face, FaceKind, Theme

_log = logging.getLogger(__name__)

ROOM = 500_000_000
"""Bytes that kept pictures may take; the least recently used go first."""

WIDTH = 900
"""Pixels across a face, where nothing else is asked for."""

OF_PEOPLE = "people-"
"""What the names of pictures begin with that tell of people."""

OF_PEOPLE_KEPT = 86_400.0
"""Seconds that such a picture is kept unused: whoever deletes their data is in none
that will be shown again, so it goes by itself."""

_PRUNE_EVERY, _PRUNE_AFTER = 100, 3600.0
"""New pictures, or seconds until the next one, after which room is made."""

_WAITING = 1000
"""Drawings ahead that may queue; what comes later is drawn when it is asked for."""

_KEY = rf"({OF_PEOPLE})?[0-9a-f]{{40}}"
_NAME = re.compile(rf"{_KEY}-[0-9]{{1,2}}\.png", re.ASCII)
_OURS = re.compile(rf"{_KEY}(-[0-9]{{1,2}}\.png|\.json)|\.drawing-\w+", re.ASCII)


class DrawingFailed(Exception):
    """No picture came of it this time; `str()` says why, for the log."""


class PaintingFailed(Told):
    """There is no picture; `str()` says why."""


@dataclass(frozen=True, slots=True)
class _Request:
    """What is to be drawn; equal requests share a drawing and its files."""

    face: Face | Progress
    theme: Theme
    width: int

    @property
    def key(self) -> str:
        if isinstance(self.face, Progress):
            return OF_PEOPLE + charts.key(self.face, self.theme, self.width)
        people = OF_PEOPLE if self.face.kind is FaceKind.PODIUM else ""
        return people + typeset.key(self.face, self.theme, self.width)


def _request(picture: Picture, theme: Theme, width: int | None) -> _Request:
    usual = charts.NARROW if isinstance(picture.face, Progress) else WIDTH
    return _Request(picture.face, theme, width or usual)


@dataclass(frozen=True, slots=True)
class Painted:
    """One finished picture, kept as a PNG file."""

    path: Path
    alt: str
    width: int
    height: int


class Painter:
    """Draws pictures and keeps them in `folder`, up to `room` bytes in all.

    A picture that takes longer than `seconds` is drawn with its formulas as source.
    """

    def __init__(
        self,
        folder: Path,
        *,
        seconds: float = 10.0,
        room: int = ROOM,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.folder = folder
        self._room = room
        self._clock = clock
        self._worker = Worker(seconds, drawing_process.MEMORY, drawing_process.load)
        self._drawing = Shared[list[Painted]]()
        self._hopeless: set[str] = set()
        self._unkept = Seldom(clock)
        self._asked = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._ahead: asyncio.Queue[_Request] = asyncio.Queue(_WAITING)
        self._background: asyncio.Task[None] | None = None
        self._kept_since_pruning = _PRUNE_EVERY
        self._pruned = 0.0

    @property
    def worker(self) -> int | None:
        """The id of the drawing process, while one runs."""
        return self._worker.pid

    async def draw(
        self, picture: Picture, theme: Theme, width: int | None = None
    ) -> list[Painted]:
        """The picture's files; raises PaintingFailed, never hangs.

        They are `width` pixels wide, or as wide as suits every screen.

        Requests for the same picture share one drawing; whoever waits goes before what
        was asked for with `soon`.
        """
        self._asked += 1
        self._idle.clear()
        try:
            return await self._shared(_request(picture, theme, width))
        finally:
            self._asked -= 1
            if not self._asked:
                self._idle.set()

    def soon(self, picture: Picture, theme: Theme, width: int | None = None) -> None:
        """Has the picture drawn in the background; failures are only logged."""
        if self._background is None:
            self._background = asyncio.create_task(self._draw_ahead())
        with contextlib.suppress(asyncio.QueueFull):
            self._ahead.put_nowait(_request(picture, theme, width))

    def find(self, name: str) -> Path | None:
        """The kept picture of this file name, for a web server; None for any other."""
        if not _NAME.fullmatch(name):
            return None
        path = self.folder / name
        return path if path.is_file() else None

    async def close(self) -> None:
        """Ends the drawing process and whatever was still to be drawn."""
        if self._background is not None:
            self._background.cancel()
            await asyncio.gather(self._background, return_exceptions=True)
            self._background = None
        await self._drawing.close()
        await self._worker.close()

    async def _draw_ahead(self) -> None:
        while True:
            request = await self._ahead.get()
            await self._idle.wait()
            try:
                await self._shared(request)
            except PaintingFailed:
                # It was logged; whoever needs the picture will be told.
                continue

    async def _shared(self, request: _Request) -> list[Painted]:
        try:
            return await self._drawing.of(request.key, lambda: self._told(request))
        except Ended:
            raise PaintingFailed("the painter is closing") from None

    async def _told(self, request: _Request) -> list[Painted]:
        """What goes wrong, in one kind of error."""
        try:
            return await self._kept_or_drawn(request)
        except DrawingFailed as error:
            _log.error("no picture: %s", error)
            raise PaintingFailed(f"no picture: {error}") from error
        except OSError as error:
            why = f"pictures cannot be kept in {self.folder}: {error.strerror}"
            if self._unkept.due():
                _log.error("%s; cards come as text until they can", why)
            raise PaintingFailed(why) from error

    async def _kept_or_drawn(self, request: _Request) -> list[Painted]:
        """A face that cannot be drawn is shown as source, under a key of its own."""
        key, face = request.key, request.face
        if key not in self._hopeless:
            try:
                return await self._kept_or_tried(request)
            except DrawingFailed as error:
                if isinstance(face, Progress):
                    raise
                _log.warning("drawn with formulas as source: %s", error)
                self._hopeless.add(key)
        assert isinstance(face, Face)
        return await self._kept(replace(request, face=typeset.as_source(face)))

    async def _kept_or_tried(self, request: _Request) -> list[Painted]:
        """Tried twice: the first time the machine, not the face, may be to blame."""
        try:
            return await self._kept(request)
        except DrawingFailed as error:
            _log.info("a drawing is tried once more: %s", error)
        return await self._kept(request)

    async def _kept(self, request: _Request) -> list[Painted]:
        key = request.key
        kept = await asyncio.to_thread(_read, self.folder, key)
        if kept is not None:
            return kept
        drawn = await self._drawn(request)
        painted = await asyncio.to_thread(_write, self.folder, key, drawn)
        self._unkept.over()
        await self._make_room()
        return painted

    async def _drawn(self, request: _Request) -> list[Drawn]:
        # A plain number: of any other, the process would import what it is made of.
        width = int(request.width)
        work = partial(drawing_process.draw, request.face, request.theme, width)
        try:
            return await self._worker.do(work)
        except WorkFailed as error:
            raise DrawingFailed(str(error)) from error
        except Exception as error:  # the worker hands over whatever went wrong in there
            raise DrawingFailed(f"{type(error).__name__}: {error}") from error

    async def _make_room(self) -> None:
        now = self._clock()
        self._kept_since_pruning += 1
        if (
            self._kept_since_pruning >= _PRUNE_EVERY
            or now >= self._pruned + _PRUNE_AFTER
        ):
            self._kept_since_pruning, self._pruned = 0, now
            await asyncio.to_thread(_prune, self.folder, self._room)


# On the disk, in a thread.


def _read(folder: Path, key: str) -> list[Painted] | None:
    """The kept pictures; None if any of their files is missing or odd."""
    try:
        listed = json.loads((folder / f"{key}.json").read_text("utf-8"))
        painted = [
            Painted(folder / f"{key}-{n}.png", str(alt), int(width), int(height))
            for n, (alt, width, height) in enumerate(listed, 1)
        ]
        for path in (folder / f"{key}.json", *(one.path for one in painted)):
            os.utime(path)
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):
        _log.warning("the list of a kept picture cannot be read: %s", key)
        return None
    return painted or None


def _write(folder: Path, key: str, drawn: list[Drawn]) -> list[Painted]:
    """The list comes last: where it stands, all its pictures do."""
    folder.mkdir(parents=True, exist_ok=True)
    painted = []
    for number, one in enumerate(drawn, 1):
        path = folder / f"{key}-{number}.png"
        _replace(path, one.png)
        painted.append(Painted(path, one.alt, one.width, one.height))
    listed = [[one.alt, one.width, one.height] for one in painted]
    _replace(folder / f"{key}.json", json.dumps(listed).encode())
    return painted


def _replace(path: Path, data: bytes) -> None:
    """All of the file or none of it, also when the disk fills up on the way."""
    handle, name = tempfile.mkstemp(prefix=".drawing-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _prune(folder: Path, room: int) -> None:
    """Best effort: a file that cannot be removed now will be tried again."""
    files = []
    last = time.time() - OF_PEOPLE_KEPT
    for entry in os.scandir(folder):
        with contextlib.suppress(OSError):
            if _OURS.fullmatch(entry.name):
                info = entry.stat()
                old = entry.name.startswith(OF_PEOPLE) and info.st_mtime < last
                files.append((not old, info.st_mtime, info.st_size, entry.path))
    excess = sum(size for *_, size, _ in files) - room
    for stays, _, size, path in sorted(files):
        if stays and excess <= 0:
            break
        with contextlib.suppress(OSError):
            os.unlink(path)
            excess -= size
