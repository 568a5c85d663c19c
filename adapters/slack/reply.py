"""One answer to a member: the right place for it, and the ways round where one closes.

A trigger opens one modal within three seconds; a response URL takes five messages
within half an hour; an ephemeral message can only be changed by the URL of a press on
it.
"""

import asyncio
import logging

from adapters.answering import Lost
from adapters.json_types import Json
from adapters.slack import faults, limits, render
from adapters.slack.payloads import Came, Surface
from adapters.slack.render import Drawing, Message
from adapters.slack.wire import Wire
from bot import wording
from bot.errors import Refusal
from bot.panels import Panel

log = logging.getLogger(__name__)

_EXPIRED = "expired_trigger_id"
_SPENT = (_EXPIRED, "exchanged_trigger_id", "invalid_trigger_id", faults.LIMITED)
_FULL = ("push_limit_reached", *_SPENT)


class Reply:
    """Where a modal is used: for what has boxes to tick, for forms, for whatever was
    pressed in a modal or at home, and where there is no response URL. All else is an
    ephemeral message: it does not cover the conversation, and waits there.
    """

    def __init__(self, wire: Wire, came: Came) -> None:
        self._wire = wire
        self._came = came
        self._view = ""  # the modal of this answer, once one is open
        self._began = asyncio.get_running_loop().time()

    def wants_view(self, panel: Panel) -> bool:
        inside = self._came.surface in (Surface.MODAL, Surface.HOME)
        needed = panel.picks is not None or not self._came.url
        return bool(self._view) or inside or needed

    async def form(self, view: Json) -> None:
        """Shows a modal, in place of the one that was pressed; else a Refusal."""
        try:
            await self._shown(view, in_place=True)
        except faults.FAULTS as fault:
            if faults.code(fault) not in _SPENT:
                log.warning("A form could not be shown: %s", faults.short(fault))
            raise Refusal(wording.refusals.TOO_SLOW) from fault

    async def panel(
        self, panel: Panel, drawn: list[Drawing], *, in_place: bool, files: bool
    ) -> None:
        """Shows a panel where it belongs, or, that being closed, where it can be."""
        came = self._came
        if self.wants_view(panel):
            view = render.view(panel, drawn, came.private(), files=files)
            try:
                await self._shown(view, in_place=in_place or panel.picks is not None)
            except faults.FAULTS as fault:
                if not came.url or faults.about_pictures(fault):
                    raise
                log.info("A message instead of a modal: %s", faults.short(fault))
            else:
                return
        await self._say(render.message(panel, drawn, files=files), in_place)

    async def say(self, sentence: str) -> None:
        """A sentence of ours."""
        came = self._came
        if came.url and not self._view:
            await self._say(render.words_only(sentence), False)
        else:
            await self._shown(render.words_view(sentence, came.private()), False)

    async def _say(self, message: Message, in_place: bool) -> None:
        came = self._came
        if not came.url:
            raise Lost("no way to answer")
        replace = in_place and came.surface is Surface.PRIVATE
        await self._wire.respond(came.url, message, replace=replace, thread=came.thread)

    async def _shown(self, view: Json, in_place: bool) -> None:
        came = self._came
        if self._view:
            await self._wire.update(came.team, self._view, view)
        elif came.surface is not Surface.MODAL:
            if asyncio.get_running_loop().time() - self._began > limits.TRIGGER_LIVES:
                raise faults.Refused(_EXPIRED)
            self._view = await self._wire.open(came.team, came.trigger, view)
        elif in_place:
            self._view = came.view
            await self._wire.update(came.team, came.view, view)
        else:
            await self._pushed(view)

    async def _pushed(self, view: Json) -> None:
        """Above the modal that was pressed; where the stack is full, in its place."""
        came = self._came
        try:
            self._view = await self._wire.push(came.team, came.trigger, view)
        except faults.FAULTS as fault:
            if faults.code(fault) not in _FULL:
                raise
            self._view = came.view
            await self._wire.update(came.team, came.view, view)
