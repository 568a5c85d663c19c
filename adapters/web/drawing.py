"""Panels with their pictures: asks the painter, and keeps files to download."""

import asyncio
import logging
from collections.abc import Sequence
from enum import IntEnum

from adapters.pictures import pictures, words
from adapters.troubles import note
from adapters.web import render
from adapters.web.ports import Painted, Painter
from adapters.web.render import Drawing, Image, Json
from adapters.web.temporary_files import TemporaryFiles
from bot import charts
from bot.panels import File, Panel, Picture
from bot.typeset import Face, Theme

log = logging.getLogger(__name__)


class Width(IntEnum):
    """Pixels across a face: for a wide column, and for a phone's."""

    WIDE = 900
    NARROW = 600


class Drawings:
    """Turns panels into what the page shows, pictures in both themes and widths."""

    def __init__(self, painter: Painter, files: TemporaryFiles[File]) -> None:
        self._painter = painter
        self._files = files

    async def finished(
        self, panel: Panel, widths: Sequence[Width] = tuple(Width)
    ) -> Json:
        """The panel with every picture drawn, in these widths."""
        wanted = pictures(panel)
        drawn = await asyncio.gather(*(self._draw(each, widths) for each in wanted))
        return render.panel(panel, drawn, self._links(panel))

    def pending(self, panel: Panel) -> Json:
        """The panel as it can be shown at once, its pictures still to come."""
        waiting = [Drawing(pending=True) for _ in pictures(panel)]
        return render.panel(panel, waiting, self._links(panel))

    def ahead(self, panel: Panel, first: Width = Width.WIDE) -> None:
        """Has drawn, some time soon, what the panel's next step will want."""
        for picture in panel.ahead:
            for width in (first, *(each for each in Width if each is not first)):
                for theme in Theme:
                    self._painter.soon(picture, theme, _pixels(picture, width))

    async def _draw(self, picture: Picture, widths: Sequence[Width]) -> Drawing:
        try:
            drawn = {each: await self._images(picture, each) for each in widths}
        except Exception as fault:
            # Whatever went wrong, the member can still read the words of the card.
            note(log, fault, "a picture could not be drawn")
            return Drawing(words=words(picture))
        return Drawing(drawn.get(Width.WIDE, ()), drawn.get(Width.NARROW, ()))

    async def _images(self, picture: Picture, width: Width) -> tuple[Image, ...]:
        pixels = _pixels(picture, width)
        light = await self._painter.draw(picture, Theme.LIGHT, pixels)
        dark = await self._painter.draw(picture, Theme.DARK, pixels)
        return tuple(
            Image(_address(day), _address(night), day.alt, day.width, day.height)
            for day, night in zip(light, dark, strict=True)
        )

    def _links(self, panel: Panel) -> list[str]:
        files = [block for block in panel.blocks if isinstance(block, File)]
        return [f"/files/{self._files.keep(file)}" for file in files]


def _pixels(picture: Picture, width: Width) -> int:
    """Charts have a narrow form of their own."""
    chart = not isinstance(picture.face, Face)
    return charts.NARROW if chart and width is Width.NARROW else width


def _address(painted: Painted) -> str:
    return f"/pictures/{painted.path.name}"
