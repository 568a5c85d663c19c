"""The engine: commands, presses and the clock in; panels to show out.

Every method is one transaction, opened and committed by the caller.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar

from bot import commands, completion, wording
from bot.actions import read
from bot.callers import Caller, Options, Values
from bot.cards import Deck
from bot.decks.packing import packed
from bot.errors import BadInput, Stale
from bot.flows import (
    clock,
    delivery,
    departure,
    drops,
    newcomer,
    overview,
    recount,
    visitors,
)
from bot.flows.challenge import mishaps
from bot.flows.overview import Overview
from bot.flows.turn import Turn, Visit
from bot.flows.work import Work
from bot.ids import ChannelId, MemberId, MessageId, SpaceId
from bot.members import platform
from bot.moments import whole
from bot.panels import Choice, Outcome, Post, Response
from bot.routes import ACTIONS, COMMANDS
from bot.store import Store
from bot.store.decks import SHIPPED
from bot.store.keepsakes import Keepsakes
from bot.store.uptime import GAP
from bot.texts import storable
from bot.typeset import Theme

T = TypeVar("T")

ARRIVAL = timedelta(seconds=10)
"""How long what a process sent, before it ended, may be on its way."""

HISTORY = 30
"""Messages of a channel shown to one who comes in."""


class Engine:
    """The use cases over one store; see the module."""

    def __init__(self, store: Store, rng: Random) -> None:
        self._store = store
        self._rng = rng

    # What members do.

    def run(
        self, caller: Caller, command: str, options: Options, now: datetime
    ) -> Response | Work[Any]:
        """A command by its full name; Refusal where it cannot be done.

        What takes long is not done yet: `finish` takes what came of the work.
        """
        command = commands.full(command)
        answer = COMMANDS.get(command)
        if answer is None:
            raise BadInput(wording.refusals.no_command(command, list(COMMANDS)))
        row = commands.BY_NAME[command]
        if not row.on(platform(caller.member)):
            raise BadInput(wording.refusals.NOT_THERE)
        given = commands.checked(command, row, options)
        visit = self._visit(caller, now)
        if not row.personal:
            visit.channel()
        if row.manages:
            visit.must_manage()
        return answer(visit, given)

    def finish(self, caller: Caller, work: Work[T], made: T, now: datetime) -> Response:
        """The command goes on with what came of its work."""
        return work.then(self._visit(caller, now), made)

    def press(
        self, caller: Caller, token: str, values: Values, now: datetime
    ) -> Response:
        """A button, a select or a form's save; Refusal where it cannot be done."""
        pressed = read(token)
        action = ACTIONS.get(pressed.action)
        if action is None:
            raise Stale(wording.refusals.OLD_BUTTON)
        given = {name: tuple(map(storable, typed)) for name, typed in values.items()}
        return action.does(self._visit(caller, now), pressed, given)

    @staticmethod
    def opens_form(token: str) -> bool:
        """Whether a press may be answered with a form, and must not be deferred."""
        action = ACTIONS.get(token.partition(":")[0])
        return action is not None and action.form

    @staticmethod
    def brief(token: str) -> bool:
        """Whether a press is mostly answered with a sentence, by a crowd at once."""
        action = ACTIONS.get(token.partition(":")[0])
        return action is not None and action.brief

    @staticmethod
    def forgets(token: str) -> bool:
        """Whether a press deletes the data of whoever presses."""
        action = ACTIONS.get(token.partition(":")[0])
        return action is not None and action.forgets

    def complete(
        self, caller: Caller, command: str, option: str, typed: str, now: datetime
    ) -> list[Choice]:
        """What an option could be, as far as it is typed. Writes nothing."""
        turn = self._turn(now)
        person = self._store.members.person(caller.member)
        visit = turn.visit(caller, person or visitors.nobody())
        return completion.choices(visit, commands.full(command), option, typed)

    def theme(self, member: MemberId) -> Theme | None:
        """The picture theme a member chose; None: as the page or platform is."""
        person = self._store.members.person(member)
        return person.theme if person else None

    def overview(self, caller: Caller, now: datetime) -> Overview:
        """How a member stands in a space, outside of its channels."""
        return overview.overview(self._visit(caller, now))

    def _turn(self, now: datetime) -> Turn:
        return Turn(self._store, whole(now), self._rng)

    def _visit(self, caller: Caller, now: datetime) -> Visit:
        """The member, made known where new, with the zone and name last seen."""
        turn = self._turn(now)
        name = storable(caller.name)
        if name != caller.name:
            caller = replace(caller, name=name)
        return turn.visit(caller, visitors.visitor(turn, caller))

    # What the platforms tell.

    @property
    def keepsakes(self) -> Keepsakes:
        """What a platform wants kept that is nothing to us."""
        return self._store.keepsakes

    def join(
        self, channel: ChannelId, space: SpaceId, name: str, zone: str, now: datetime
    ) -> None:
        """The bot is in this channel; coming back restores what was set."""
        turn = self._turn(now)
        self._store.channels.join(channel, space, storable(name), zone)
        self._store.messages.go_on(channel, turn.now)
        found = self._store.channels.get(channel)
        if found is not None and (found.due is None or found.due > turn.now):
            drops.reschedule(turn, found)

    def first_card(self, channel: ChannelId, now: datetime) -> None:
        """A card today in a channel that nobody has set up: for a newcomer."""
        turn = self._turn(now)
        found = self._store.channels.get(channel)
        if found is not None:
            newcomer.first_card(turn, found)

    def leave(self, channel: ChannelId, now: datetime) -> None:
        """The bot is no longer in this channel: its rounds end, its data waits."""
        turn = self._turn(now)
        found = self._store.channels.get(channel)
        if found is not None:
            departure.leave(turn, found)

    def leave_space(self, space: SpaceId, now: datetime) -> None:
        """The bot is no longer in this server or workspace, nor any channel of it."""
        for channel in self._store.channels.of_space(space):
            self.leave(channel, now)

    def only_in(
        self, platform: str, spaces: Collection[SpaceId], now: datetime
    ) -> None:
        """The bot is in these spaces of a platform, and no longer in any other."""
        for space in self._store.channels.spaces():
            if space.partition(":")[0] == platform and space not in spaces:
                self.leave_space(space, now)

    def come_back(
        self, space: SpaceId, channels: Mapping[ChannelId, str] | None, now: datetime
    ) -> None:
        """The bot is in this space, which has these channels, by name; None: who knows.

        What was set in them is restored where it had left; names are the last seen.
        """
        for id in self._store.channels.of_space(space):
            known = self._store.channels.get(id)
            if known is not None and (channels is None or id in channels):
                name = known.name if channels is None else channels[id]
                self.join(id, space, name, known.zone, now)

    def greet(
        self, space: SpaceId, channel: ChannelId | None, owner: MemberId, now: datetime
    ) -> None:
        """The bot was invited: it says hello, in a channel or to the owner; once."""
        newcomer.greet(self._turn(now), space, channel, owner)

    def ship(self, shipped: Iterable[Deck], now: datetime) -> None:
        """The decks that come with the program, as they are today."""
        for deck in shipped:
            self._store.decks.add(SHIPPED, packed(deck), None, whole(now))

    def standing(
        self, channel: ChannelId, member: MemberId, now: datetime
    ) -> list[Post]:
        """What stands in a channel, and was sent to this member; oldest first."""
        turn = self._turn(now)
        found = self._store.messages.standing(channel, [member], HISTORY)
        return [delivery.post(turn, message) for message in found]

    # What the clock does.

    def start(self, now: datetime) -> None:
        """A process begins: what was running gets back the time the bot was down.

        What the one before was sending has arrived within `ARRIVAL`, or never will.
        """
        mishaps.give_back(self._turn(now))
        self._store.messages.give_up_claims(whole(now) + ARRIVAL)
        self._store.uptime.beat(whole(now))

    def beat(self, now: datetime, unreached: Iterable[str] = ()) -> None:
        """The bot is up, though nobody can reach it on some of the platforms.

        Where it had fallen silent, as after a sleep, that time is lost.
        """
        mishaps.give_back(self._turn(now), GAP)
        self._store.uptime.beat(whole(now))
        for away in unreached:
            self._store.uptime.cut_off(away, whole(now))

    def due(self, now: datetime, limit: int = 100, live: int = 0) -> list[Post]:
        """Do what is due, and claim what is to be shown, up to `limit` of each.

        Of challenges, which a group waits for, up to `live` messages beyond that.
        """
        return clock.due(self._turn(now), limit, live)

    def next_live(self, room: bool) -> datetime | None:
        """When a challenge next needs something done; `room`: or shown."""
        moments = (
            self._store.challenges.next_due(),
            self._store.messages.next_due(live=True) if room else None,
        )
        return min(filter(None, moments), default=None)

    def next_due(self) -> datetime | None:
        """When there is next something to do."""
        moments = (
            self._store.rounds.next_close(),
            self._store.challenges.next_due(),
            self._store.channels.next_due(),
            self._store.members.next_reminder(),
            self._store.messages.next_due(),
        )
        return min(filter(None, moments), default=None)

    def report(self, id: MessageId, outcome: Outcome, now: datetime) -> None:
        """What became of a post that `due` handed out."""
        message = self._store.messages.get(id)
        if message is not None:
            delivery.report(self._turn(now), message, outcome)

    def recount(self, now: datetime, repair: bool) -> Iterator[tuple[float, str]]:
        """Compare all that is derived with the log, and mend it where `repair` says so.

        Yields how much is done, 0 to 1, and each difference as a line (or nothing).
        """
        turn = self._turn(now)
        for done, total, found in recount.people(turn, repair):
            yield done / (total + 1), "\n".join(map(str, found))
        yield 1.0, "\n".join(map(str, recount.tallies(turn, repair)))
