"""Panels with their pictures: asks the painter, and keeps files to download."""

import asyncio
import logging
from collections.abc import Sequence
from enum import IntEnum

from adapters.web import render
from adapters.web.ports import Painted, Painter
from adapters.web.render import Drawing, Image, Json
from adapters.web.shelf import Shelf
from bot.panels import File, Panel, Picture
from bot.typeset import Face, Theme

log = logging.getLogger(__name__)


class Width(IntEnum):
    """Pixels across a picture: for a wide column, and for a phone's."""

    WIDE = 900
    NARROW = 600


class Drawings:
    """Turns panels into what the page shows, pictures in both themes and widths."""

    def __init__(self, painter: Painter, files: Shelf[File]) -> None:
        self._painter = painter
        self._files = files

    async def finished(
        self, panel: Panel, widths: Sequence[Width] = tuple(Width)
    ) -> Json:
        """The panel with every picture drawn, in these widths."""
        pictures = _pictures(panel)
        drawn = await asyncio.gather(*(self._draw(each, widths) for each in pictures))
        return render.panel(panel, drawn, self._links(panel))

    def pending(self, panel: Panel) -> Json:
        """The panel as it can be shown at once, its pictures still to come."""
        waiting = [Drawing(pending=True) for _ in _pictures(panel)]
        return render.panel(panel, waiting, self._links(panel))

    def ahead(self, panel: Panel, first: Width = Width.WIDE) -> None:
        """Has drawn, some time soon, what the panel's next step will want."""
        for picture in panel.ahead:
            for width in (first, *(each for each in Width if each is not first)):
                if width in _widths(picture):
                    self._soon(picture, width)

    def _soon(self, picture: Picture, width: Width) -> None:
        for theme in Theme:
            self._painter.soon(picture, theme, width)

    async def _draw(self, picture: Picture, widths: Sequence[Width]) -> Drawing:
        offered = _widths(picture)
        fitting = [each for each in offered if each in widths] or offered
        try:
            drawn = {each: await self._images(picture, each) for each in fitting}
        except Exception:
            # Whatever went wrong, the member can still read the words of the card.
            log.exception("a picture could not be drawn")
            return Drawing(words=_words(picture))
        return Drawing(drawn.get(Width.WIDE, ()), drawn.get(Width.NARROW, ()))

    async def _images(self, picture: Picture, width: Width) -> tuple[Image, ...]:
        light = await self._painter.draw(picture, Theme.LIGHT, width)
        dark = await self._painter.draw(picture, Theme.DARK, width)
        return tuple(
            Image(_address(day), _address(night), day.alt, day.width, day.height)
            for day, night in zip(light, dark, strict=True)
        )

    def _links(self, panel: Panel) -> list[str]:
        files = [block for block in panel.blocks if isinstance(block, File)]
        return [f"/files/{self._files.keep(file)}" for file in files]


def _pictures(panel: Panel) -> list[Picture]:
    return [block for block in panel.blocks if isinstance(block, Picture)]


def _widths(picture: Picture) -> tuple[Width, ...]:
    """A chart keeps its proportions, so a narrow one would be no easier to read."""
    return tuple(Width) if isinstance(picture.face, Face) else (Width.WIDE,)


def _address(painted: Painted) -> str:
    return f"/pictures/{painted.path.name}"


def _words(picture: Picture) -> str:
    face = picture.face
    if not isinstance(face, Face):
        return ""
    lettered = zip("ABCDEFGH", face.options, strict=False)
    options = [f"{letter}. {option}" for letter, option in lettered]
    return "\n\n".join(part for part in (face.title, face.body, *options) if part)
