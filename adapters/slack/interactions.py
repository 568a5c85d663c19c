"""What members do -> engine calls -> what they are shown.

Each press is routed by its action_id alone, which is a token of the engine's, so a
button works as long as its message stands, whichever process sent it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Coroutine
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

from adapters.answering import UnderWay, safely, within
from adapters.asking import Answer, Asking
from adapters.json_types import Json
from adapters.once import Once
from adapters.pictures import wordy
from adapters.ports import House
from adapters.slack import commands, faults, forms, home, inputs, render, words
from adapters.slack.drawing import THEME, Drawings
from adapters.slack.payloads import Came
from adapters.slack.people import People, Person
from adapters.slack.reply import Reply
from adapters.slack.uploads import Uploads
from adapters.slack.wire import Wire
from adapters.troubles import note
from bot import wording
from bot.errors import NotAllowed, Refusal
from bot.panels import File, Form, Panel, Post
from bot.panels import Reply as Where
from bot.typeset import Theme

log = logging.getLogger(__name__)

PATIENCE = 1.6
"""Seconds until it is said that it is being worked on; a trigger is lost after 3."""

ACK_PATIENCE = 1.0
"""The same for a modal that was sent in, whose answer is its acknowledgement."""

SOON = 0.4
"""Seconds that an answer's pictures are given at the least, before that is said."""

HANDS = 50
"""Answers being rendered and sent at once; the others are in the database already."""

REMEMBERED = 900.0
"""Seconds in which a delivery that comes again is known: the last retry of Slack's is
some six minutes after the first try."""

TWINS = 0.8
"""Seconds in which the same press by the same hand is one press."""


class Interactions:
    def __init__(
        self,
        house: House,
        wire: Wire,
        people: People,
        uploads: Uploads,
        drawings: Drawings,
    ) -> None:
        self._engine = house.engine
        self._desk = house.desk
        self._clock = house.clock
        self._wire = wire
        self._people = people
        self._uploads = uploads
        self._drawings = drawings
        self.asking = Asking(
            house.engine, house.desk, house.background, house.clock, house.zone
        )
        self._under_way = UnderWay()
        self._hands = asyncio.Semaphore(HANDS)
        self._seen = Once(REMEMBERED)
        self._twins = Once(TWINS)

    def new(self, came: Came) -> bool:
        """Whether it is the first time that this comes, by this hand."""
        if came.key and not self._seen.first(came.key):
            return False
        return not came.twin or self._twins.first(came.twin)

    async def take(self, came: Came) -> None:
        """Answers a command, a shortcut or a press; never raises."""
        reply = Reply(self._wire, came)
        await self._safely(reply, self._respond(came, reply))

    def begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Work that is finished before all ends."""
        return self._under_way.begin(work)

    async def close(self) -> None:
        """Lets what is under way be finished."""
        await self._under_way.close()

    async def _safely(self, reply: Reply, work: Awaitable[None]) -> None:
        await safely(work, reply.say, faults.FAULTS, faults.short)

    # The answer.

    async def _respond(self, came: Came, reply: Reply) -> None:
        if commands.wants_file(came.text):
            await reply.form(forms.upload(commands.IMPORT, came.private()))
            return
        loop = asyncio.get_running_loop()
        began = loop.time()
        asking = asyncio.ensure_future(self._ask(came))
        hold = self._engine.opens_form(came.action)

        async def waiting() -> None:
            if hold:
                await reply.form(render.words_view(words.working(), came.private()))

        answer = await within(asking, PATIENCE, waiting)
        if isinstance(answer.response, Form):
            await reply.form(forms.view(answer.response, came.private()))
            return
        async with self._hands:
            left = max(SOON, began + PATIENCE - loop.time())
            for post in answer.response:
                await self._show(came, reply, post, answer.theme or THEME, left)
        for post in answer.response:
            self._drawings.ahead(came.team, post.panel, answer.theme or THEME)

    async def _show(
        self, came: Came, reply: Reply, post: Post, theme: Theme, patience: float
    ) -> None:
        """A post with its pictures; where they take long, it is said meanwhile."""
        panel, in_place = post.panel, post.to is Where.IN_PLACE
        drawings = self._drawings
        drawing = asyncio.ensure_future(drawings.of(came.team, panel, theme))

        async def waiting() -> None:
            if reply.wants_view(panel):
                bare = _bare(panel)
                await reply.panel(bare, wordy(bare), in_place=in_place, files=True)
            elif not in_place:
                await reply.say(words.one_moment())

        drawn = await within(drawing, patience, waiting)
        files = await self._given(came, panel)
        try:
            await reply.panel(panel, drawn, in_place=in_place, files=files)
        except faults.FAULTS as fault:
            if not (faults.about_pictures(fault) and any(d.images for d in drawn)):
                raise
            log.warning("Slack does not take the pictures: %s", faults.code(fault))
            await drawings.forget(came.team, panel, theme)
            await reply.panel(panel, wordy(panel), in_place=in_place, files=files)

    async def _given(self, came: Came, panel: Panel) -> bool:
        """Whether the panel's files went to the member directly; none is as good."""
        given = [
            await self._uploads.give(came.team, came.user, block.name, block.data)
            for block in panel.blocks
            if isinstance(block, File)
        ]
        return all(given)

    # What was sent in by a modal.

    async def send_in(self, came: Came, ack: AsyncAck) -> None:
        """Answers a modal: by the acknowledgement itself, where it is in time."""
        await self.begin(self._acknowledged(came, ack))

    async def _acknowledged(self, came: Came, ack: AsyncAck) -> None:
        asking = asyncio.ensure_future(self._ask(came))
        done, _ = await asyncio.wait({asking}, timeout=ACK_PATIENCE)
        try:
            answer = asking.result() if done else None
        except Refusal as no:
            # It may be sent in once more, corrected.
            await ack(**_refused(came, str(no)))
            return
        except Exception as fault:
            # A fault of ours: the log gets it all, the member a way out.
            note(log, fault, "A modal failed")
            await ack(**_refused(came, wording.refusals.FAULT))
            return
        view = await self._at_once(came, answer) if answer else None
        working = render.words_view(words.working(), came.private())
        await ack(response_action="update", view=view or working)
        if view is None:
            reply = Reply(self._wire, came)
            self.begin(self._safely(reply, self._late(came, reply, asking)))

    async def _at_once(self, came: Came, answer: Answer) -> Json | None:
        """The modal to show next; None where its pictures take too long."""
        if isinstance(answer.response, Form):
            return forms.view(answer.response, came.private())
        panel, theme = answer.response[-1].panel, answer.theme or THEME
        if any(isinstance(block, File) for block in panel.blocks):
            return None
        asked = asyncio.ensure_future(self._drawings.of(came.team, panel, theme))
        done, _ = await asyncio.wait({asked}, timeout=ACK_PATIENCE)
        if not done:
            return None
        self._drawings.ahead(came.team, panel, theme)
        return render.view(panel, asked.result(), came.private())

    async def _late(
        self, came: Came, reply: Reply, asking: "asyncio.Future[Answer]"
    ) -> None:
        """The answer, after the modal has been told to wait for it."""
        answer = await asking
        # The acknowledgement is on its way: it must not arrive after the answer.
        await asyncio.sleep(0.3)
        if isinstance(answer.response, Form):
            await reply.form(forms.view(answer.response, came.private()))
            return
        for post in answer.response:
            there = Post(post.panel, Where.IN_PLACE)
            await self._show(came, reply, there, answer.theme or THEME, PATIENCE)

    # The question to the engine.

    async def _ask(self, came: Came) -> Answer:
        """Asks as whoever they are known to be; who manages is looked up if need be."""
        person = await self._person(came, must=False)
        try:
            return await self._asked(came, person)
        except NotAllowed:
            if person.sure:
                raise
            person = await self._person(came, must=True)
            if not person.sure:
                raise Refusal(words.untold()) from None
            if not person.manages:
                raise
        return await self._asked(came, person)

    async def _person(self, came: Came, *, must: bool) -> Person:
        return await self._people.who(came.team, came.user, came.handle, must=must)

    async def _asked(self, came: Came, person: Person) -> Answer:
        caller, name = inputs.caller(came, person), inputs.channel_name(came)
        if came.action == commands.IMPORT:
            file = {"file": await inputs.upload(self._wire, came)}
            return await self.asking.run(caller, commands.DECK_IMPORT, file, name)
        if named := commands.pressed(came.action):
            return await self.asking.run(caller, named, {}, name)
        if came.action:
            return await self.asking.press(caller, came.action, came.values, name)
        line = commands.read(came.text)
        if line is None:
            return Answer([Post(await self._menu(came, person), Where.PRIVATE)], THEME)
        options = await inputs.options(self._people, came, line)
        return await self.asking.run(caller, line.command, options, name)

    async def _menu(self, came: Came, person: Person) -> Panel:
        if came.channel:
            return commands.menu()
        caller = inputs.at_home(came.team, came.user, person)
        return await self._desk.call(home.menu, self._engine, caller, self._clock())


def _bare(panel: Panel) -> Panel:
    """The panel with nothing to press yet: what is pressed now would be overwritten."""
    return Panel(panel.blocks, title=panel.title)


def _refused(came: Came, sentence: str) -> Json:
    """A refusal beside what was typed, which stays; else in the modal's place."""
    errors = forms.errors(came.blocks, sentence, came.values)
    if errors:
        return {"response_action": "errors", "errors": errors}
    view = render.words_view(sentence, came.private())
    return {"response_action": "update", "view": view}
