"""Panels' pictures, drawn and uploaded to a workspace, ready to be shown."""

import asyncio
import logging
from collections.abc import Sequence

from adapters.answering import UnderWay
from adapters.pictures import pictures, words
from adapters.ports import Painted, Painter
from adapters.slack import faults
from adapters.slack.render import Drawing, Image
from adapters.slack.uploads import Uploads
from adapters.troubles import Outage, note
from bot.panels import Panel, Picture
from bot.typeset import Theme

log = logging.getLogger(__name__)

THEME = Theme.LIGHT
"""Slack does not say what a reader's looks like; most have it light."""

AHEAD = 4
"""Pictures that are brought ahead of need at once."""

WAITING = 200
"""Pictures that wait for that, at most; any more are brought when they are needed."""


class Drawings:
    def __init__(self, painter: Painter, uploads: Uploads, outage: Outage) -> None:
        self._painter = painter
        self._uploads = uploads
        self._outage = outage
        self._turns = asyncio.Semaphore(AHEAD)
        self._background = UnderWay()

    async def of(self, team: str, panel: Panel, theme: Theme) -> list[Drawing]:
        """What stands for the panel's pictures, in order; never fails."""
        wanted = pictures(panel)
        drawn = await asyncio.gather(*(self._draw(team, one, theme) for one in wanted))
        return list(drawn)

    def ahead(self, team: str, panel: Panel, theme: Theme) -> None:
        """Brings, some time soon, what the panel's next step will want."""
        for picture in panel.ahead:
            if len(self._background) < WAITING:
                self._background.begin(self._bring(team, picture, theme))

    async def forget(self, team: str, panel: Panel, theme: Theme) -> None:
        """Slack does not know the panel's pictures any more."""
        for picture in pictures(panel):
            for one in await self._painter.draw(picture, theme):
                await self._uploads.forget(team, one.path.name)

    async def close(self) -> None:
        await self._background.close(0)
        await self._uploads.close()

    async def _bring(self, team: str, picture: Picture, theme: Theme) -> None:
        async with self._turns:
            await self._draw(team, picture, theme)

    async def _draw(self, team: str, picture: Picture, theme: Theme) -> Drawing:
        said = words(picture)
        if not self._uploads.allowed(team):
            return Drawing(words=said)
        try:
            painted = await self._painter.draw(picture, theme)
            return Drawing(await self._images(team, painted), said)
        except faults.FAULTS as fault:
            level = self._outage.level
            log.log(level, "A picture could not be brought to Slack: %r", fault)
        except Exception as fault:
            # Whatever went wrong, the member can still read the words of the card.
            note(log, fault, "A picture could not be drawn")
        return Drawing(words=said)

    async def _images(self, team: str, painted: Sequence[Painted]) -> tuple[Image, ...]:
        # The painter names its files by content: a name that gives nothing away.
        bring = self._uploads.picture
        files = await asyncio.gather(*(bring(team, p.path, p.alt) for p in painted))
        return tuple(
            Image(file, one.alt) for file, one in zip(files, painted, strict=True)
        )
