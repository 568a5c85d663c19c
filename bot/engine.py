"""The engine: commands, presses and the clock in; panels to show out.

Every method is one transaction, opened and committed by the caller. The tables say
which use case answers a command or a press.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from bot import commands, completion, wording
from bot.actions import Pressed, read
from bot.cards import Deck
from bot.errors import BadInput, Stale
from bot.flows import (
    answering,
    decks,
    drops,
    help,
    leaderboard,
    notices,
    privacy,
    progress,
    quiz,
    recount,
    reminders,
    schedule,
    settings,
    streak,
    today,
)
from bot.flows.turn import Turn, Visit
from bot.members import Person, PersonId
from bot.moments import whole
from bot.panels import (
    Caller,
    ChannelId,
    Choice,
    Direct,
    Forbidden,
    Gone,
    Later,
    MemberId,
    MessageId,
    Options,
    Outcome,
    Panel,
    Post,
    Public,
    Response,
    Sent,
    SpaceId,
    Unknown,
    Values,
)
from bot.store import Message, Store
from bot.store.decks import SHIPPED
from bot.typeset import Theme
from bot.zones import parse_zone

BEAT_GAP = timedelta(minutes=3)
"""Silence after which the bot counts as having been down."""

SEEN_EVERY = timedelta(hours=1)
"""How often it is written down that a member was seen."""

HISTORY = 30
"""Messages of a channel shown to one who comes in."""

DAYS_WITHOUT_ZONE = "UTC"

COMMANDS: dict[str, Callable[[Visit, Options], Response]] = {
    "today": lambda visit, _: today.show(visit),
    "quiz": quiz.quiz,
    "review": lambda visit, _: quiz.review(visit),
    "streak": lambda visit, _: streak.show(visit),
    "leaderboard": leaderboard.show,
    "progress": lambda visit, _: progress.show(visit),
    "deck list": lambda visit, _: decks.listing(visit),
    "deck show": decks.show,
    "deck import": decks.take_in,
    "deck export": decks.export,
    "deck remove": decks.remove,
    "drop status": lambda visit, _: schedule.status(visit),
    "drop set": schedule.set_up,
    "drop now": lambda visit, _: schedule.now(visit),
    "drop pause": schedule.pause,
    "drop resume": lambda visit, _: schedule.resume(visit),
    "drop skip": lambda visit, _: schedule.skip(visit),
    "drop off": lambda visit, _: schedule.off(visit),
    "settings": settings.show,
    "privacy show": lambda visit, _: privacy.show(visit),
    "privacy export": lambda visit, _: privacy.export(visit),
    "privacy delete": lambda visit, _: privacy.ask(visit),
    "help": help.show,
}


@dataclass(frozen=True, slots=True)
class Action:
    """`form`: it may answer with a form, so it must be the first response."""

    does: Callable[[Visit, Pressed, Values], Response]
    form: bool = False


ACTIONS: dict[str, Action] = {
    "answer": Action(lambda v, p, _: answering.form(v, p), form=True),
    "commit": Action(answering.commit),
    "reveal": Action(lambda v, p, _: answering.reveal(v, p)),
    "tick": Action(answering.tick),
    "grade": Action(lambda v, p, _: answering.grade(v, p)),
    "choose": Action(lambda v, p, _: answering.choose(v, p)),
    "explain": Action(lambda v, p, _: answering.explain(v, p)),
    "more": Action(lambda v, p, _: answering.more(v, p)),
    "hint": Action(lambda v, p, _: answering.hint(v, p)),
    "source": Action(lambda v, p, _: answering.source(v, p)),
    "next": Action(lambda v, p, _: quiz.go_on(v, p)),
    "stop": Action(lambda v, p, _: quiz.stop(v, p)),
    "quiz": Action(lambda v, p, _: quiz.start(v)),
    "review": Action(lambda v, p, _: quiz.review(v)),
    "board": Action(lambda v, p, _: leaderboard.turn_to(v, p)),
    "deck.use": Action(lambda v, p, _: decks.use(v, p)),
    "deck.remove": Action(lambda v, p, _: decks.removed(v, p)),
    "schedule": Action(lambda v, p, _: schedule.edit(v)),
    "set.time": Action(schedule.choose),
    "set.days": Action(schedule.choose),
    "set.decks": Action(schedule.choose),
    "set.more": Action(lambda v, p, _: schedule.more(v), form=True),
    "set.typed": Action(lambda v, p, values: schedule.typed(v, values)),
    "drop.now": Action(lambda v, p, _: schedule.now(v)),
    "drop.pause": Action(lambda v, p, _: schedule.pause(v, {})),
    "drop.resume": Action(lambda v, p, _: schedule.resume(v)),
    "drop.skip": Action(lambda v, p, _: schedule.skip(v)),
    "drop.off": Action(lambda v, p, _: schedule.off(v)),
    "settings": Action(lambda v, p, _: settings.form(v), form=True),
    "settings.save": Action(lambda v, p, values: settings.save(v, values)),
    "reminder.off": Action(lambda v, p, _: settings.save(v, {"reminder": ("off",)})),
    "privacy.export": Action(lambda v, p, _: privacy.export(v)),
    "privacy.ask": Action(lambda v, p, _: privacy.ask(v)),
    "privacy.keep": Action(lambda v, p, _: privacy.keep(v)),
    "privacy.delete": Action(lambda v, p, _: privacy.delete(v)),
}

MESSAGES: dict[str, Callable[[Turn, Message], Panel]] = {
    drops.MESSAGE: drops.panel,
    drops.RECAP: drops.recap,
    notices.MESSAGE: notices.panel,
    reminders.MESSAGE: reminders.panel,
}
"""How each kind of message that lives on reads now."""


class Engine:
    """The use cases over one store; see the module."""

    def __init__(self, store: Store, rng: Random) -> None:
        self._store = store
        self._rng = rng

    # What members do.

    def run(
        self, caller: Caller, command: str, options: Options, now: datetime
    ) -> Response:
        """A command by its full name; Refusal where it cannot be done."""
        answer = COMMANDS.get(command)
        if answer is None:
            raise BadInput(wording.no_command(command, list(COMMANDS)))
        given = commands.checked(command, options)
        visit = self._visit(caller, now)
        row = dict(commands.walk())[command]
        if row.manages:
            visit.must_manage()
        if not row.personal:
            visit.channel()
        return answer(visit, given)

    def press(
        self, caller: Caller, token: str, values: Values, now: datetime
    ) -> Response:
        """A button, a select or a form's save; Refusal where it cannot be done."""
        pressed = read(token)
        action = ACTIONS.get(pressed.action)
        if action is None:
            raise Stale(wording.OLD_BUTTON)
        return action.does(self._visit(caller, now), pressed, values)

    @staticmethod
    def opens_form(token: str) -> bool:
        """Whether a press may be answered with a form, and must not be deferred."""
        action = ACTIONS.get(token.partition(":")[0])
        return action is not None and action.form

    def complete(
        self, caller: Caller, command: str, option: str, typed: str, now: datetime
    ) -> list[Choice]:
        """What an option could be, as far as it is typed. Writes nothing."""
        turn = self._turn(now)
        person = self._store.members.person(caller.member)
        visit = _visit(turn, caller, person or _nobody(self._zone(caller)))
        return completion.choices(visit, command, option, typed)

    def theme(self, member: MemberId) -> Theme | None:
        """The picture theme a member chose; None: as the page or platform is."""
        person = self._store.members.person(member)
        return person.theme if person else None

    def _turn(self, now: datetime) -> Turn:
        return Turn(self._store, whole(now), self._rng)

    def _visit(self, caller: Caller, now: datetime) -> Visit:
        """The member, made known where new, with the zone and name last seen."""
        turn = self._turn(now)
        members = self._store.members
        known = members.known(caller.member)
        if known is None:
            zone, by = self._zone(caller)
            person = members.add(caller.member, caller.name, zone, by, turn.now)
            return _visit(turn, caller, person)
        person, name, seen = known
        if name != caller.name or turn.now - seen > SEEN_EVERY:
            members.saw(caller.member, caller.name, turn.now)
        return _visit(turn, caller, self._moved(person, caller, turn.now))

    def _zone(self, caller: Caller) -> tuple[str, str]:
        """The zone of one who never chose: the platform's, else the channel's."""
        if caller.zone:
            try:
                return parse_zone(caller.zone), "platform"
            except BadInput:
                pass  # a platform may name a zone that nobody knows
        channel = caller.channel and self._store.channels.get(caller.channel)
        return (channel.zone if channel else DAYS_WITHOUT_ZONE), "channel"

    def _moved(self, person: Person, caller: Caller, now: datetime) -> Person:
        """One who chose a zone keeps it; others follow the platform, or channel."""
        if person.zone_by == "member":
            return person
        zone, by = self._zone(caller)
        stays = by == "channel" and (person.zone_by == "platform" or not caller.channel)
        if stays or (zone, by) == (person.zone, person.zone_by):
            return person
        self._store.members.move(person.id, zone, by, now)
        return replace(person, zone=zone, zone_by=by)

    # What the platforms tell.

    def join(
        self, channel: ChannelId, space: SpaceId, name: str, zone: str, now: datetime
    ) -> None:
        """The bot is in this channel; coming back restores what was set."""
        turn = self._turn(now)
        self._store.channels.join(channel, space, name, zone)
        found = self._store.channels.get(channel)
        if found is not None and found.due is None:
            drops.reschedule(turn, found)

    def first_card(self, channel: ChannelId, now: datetime) -> None:
        """A card today in a channel that nobody has set up: for a newcomer."""
        turn = self._turn(now)
        found = self._store.channels.get(channel)
        if found is not None:
            schedule.first_card(turn, found)

    def leave(self, channel: ChannelId, now: datetime) -> None:
        """The bot is no longer in this channel: its rounds end, its data waits."""
        turn = self._turn(now)
        open_round = self._store.rounds.open_drop(channel)
        if open_round is not None:
            drops.close(turn, open_round)
        self._store.channels.leave(channel, turn.now)
        self._store.messages.end_of_channel(channel)

    def ship(self, shipped: Iterable[Deck], now: datetime) -> None:
        """The decks that come with the program, as they are today."""
        for deck in shipped:
            self._store.decks.add(SHIPPED, deck, "", whole(now))

    def standing(
        self, channel: ChannelId, member: MemberId, now: datetime
    ) -> list[Post]:
        """What stands in a channel, and was sent to this member; oldest first."""
        turn = self._turn(now)
        person = self._store.members.person(member)
        mine = (
            [id for id, _ in self._store.members.accounts(person.id)] if person else []
        )
        found = self._store.messages.standing(channel, mine, HISTORY)
        return [self._post(turn, message) for message in found]

    # What the clock does.

    def beat(self, now: datetime) -> None:
        """The bot is up."""
        self._store.uptime.beat(whole(now), BEAT_GAP)

    def due(self, now: datetime, limit: int = 100) -> list[Post]:
        """Do what is due, and claim what is to be shown, up to `limit` of each."""
        turn = self._turn(now)
        for round in self._store.rounds.to_close(turn.now, limit):
            drops.close(turn, round)
        for channel in self._store.channels.due(turn.now, limit):
            drops.fall_due(turn, channel)
        for person, member, _ in self._store.members.to_remind(turn.now, limit):
            reminders.fall_due(turn, person, member)
        return [
            self._claimed(turn, message)
            for message in self._store.messages.behind(turn.now, limit)
        ]

    def next_due(self) -> datetime | None:
        """When there is next something to do."""
        moments = (
            self._store.rounds.next_close(),
            self._store.channels.next_due(),
            self._store.members.next_reminder(),
            self._store.messages.next_due(),
        )
        return min(filter(None, moments), default=None)

    def _claimed(self, turn: Turn, message: Message) -> Post:
        self._store.messages.claim(message, turn.now)
        return self._post(turn, message)

    def _post(self, turn: Turn, message: Message) -> Post:
        panel = MESSAGES[message.kind](turn, message)
        unsure = message.state == "sending"
        if message.channel is not None:
            to = Public(message.channel, message.id, message.mark, message.ref, unsure)
            return Post(panel, to)
        assert message.member is not None, "a message goes somewhere"
        return Post(
            panel,
            Direct(message.member, message.id, message.mark, message.ref, unsure),
        )

    def recount(self, now: datetime, repair: bool) -> Iterator[tuple[float, str]]:
        """Compare all that is derived with the log, and mend it where `repair` says so.

        Yields how much is done, 0 to 1, and each difference as a line (or nothing).
        """
        turn = self._turn(now)
        for done, total, found in recount.people(turn, repair):
            yield done / (total + 1), "\n".join(map(str, found))
        yield 1.0, "\n".join(map(str, recount.tallies(turn, repair)))

    def report(self, id: MessageId, outcome: Outcome, now: datetime) -> None:
        """What became of a post that `due` handed out."""
        turn = self._turn(now)
        message = self._store.messages.get(id)
        if message is None:
            return
        match outcome:
            case Sent(ref):
                again = turn.now + drops.gap(turn.now - message.made)
                self._store.messages.sent(message, ref, turn.now, again)
            case Later(seconds):
                wait = timedelta(seconds=max(1.0, seconds))
                self._store.messages.later(message, turn.now + wait)
            case Unknown(why):
                self._store.messages.end(message, "unknown")
                notices.unknown(turn, message, why)
            case Forbidden(why):
                self._refused(turn, message, "forbidden", why)
            case Gone(why):
                self._refused(turn, message, "gone", why)

    def _refused(self, turn: Turn, message: Message, state: str, why: str) -> None:
        """It can never be shown: fall back, rest, and tell whom it concerns."""
        self._store.messages.end(message, state)
        if message.kind == reminders.MESSAGE:
            reminders.undeliverable(turn, message)
        elif message.ref is not None:
            drops.fall_back(turn, message)
        elif message.channel is not None:
            channel = self._store.channels.get(message.channel)
            if channel is not None:
                drops.suspend(turn, channel, why)


def _visit(turn: Turn, caller: Caller, person: Person) -> Visit:
    return Visit(turn.store, turn.now, turn.rng, caller, person)


def _nobody(zone: tuple[str, str]) -> Person:
    """One who has never done anything yet."""
    return Person(PersonId(0), *zone)
