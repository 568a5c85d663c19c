"""Panels' pictures, drawn and read, ready to be sent."""

import asyncio
import logging
from collections.abc import Sequence
from functools import lru_cache

from adapters.discord.render import Attachment, Drawing
from adapters.newest import Newest
from adapters.pictures import pictures, words
from adapters.ports import Painted, Painter
from adapters.troubles import note
from bot.panels import Panel, Picture
from bot.typeset import Face, Theme

log = logging.getLogger(__name__)

THEME = Theme.DARK
"""Discord does not say what a reader's looks like; most have it dark."""

HELD = 64
"""Pictures held in memory: those that a whole channel asks for at the same moment."""


class Drawings:
    def __init__(self, painter: Painter) -> None:
        self._painter = painter
        self._held = Newest[tuple[Face, Theme], Drawing](HELD)
        # Of ten thousand channels that get the same card, the first one asks.
        self._soon = lru_cache(HELD)(painter.soon)

    async def of(self, panel: Panel, theme: Theme) -> list[Drawing]:
        """What stands for the panel's pictures, in order; never fails."""
        wanted = pictures(panel)
        drawn = await asyncio.gather(*(self._draw(each, theme) for each in wanted))
        return list(drawn)

    def ahead(self, panel: Panel, theme: Theme) -> None:
        """Has drawn, some time soon, what the panel's next step will want."""
        for picture in panel.ahead:
            if isinstance(picture.face, Face):
                self._soon(picture, theme)

    async def _draw(self, picture: Picture, theme: Theme) -> Drawing:
        face = picture.face
        if isinstance(face, Face) and (face, theme) in self._held:
            self._held.move_to_end((face, theme))
            return self._held[face, theme]
        try:
            painted = await self._painter.draw(picture, theme)
            drawing = Drawing(await asyncio.to_thread(_read, painted))
        except Exception as fault:
            # Whatever went wrong, the member can still read the words of the card.
            note(log, fault, "A picture could not be drawn")
            return Drawing(words=words(picture))
        if isinstance(face, Face):
            self._held[face, theme] = drawing
        return drawing


def _read(painted: Sequence[Painted]) -> tuple[Attachment, ...]:
    # The painter names its files by content: a name that gives nothing away.
    return tuple(
        Attachment(one.path.name, one.path.read_bytes(), one.alt) for one in painted
    )
