"""What a use case is handed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from bot import wording
from bot.callers import Caller
from bot.cards import Card, Check
from bot.challenges import Question
from bot.channels import Channel
from bot.days import study_day
from bot.errors import NotAllowed
from bot.ids import ChannelId, SpaceId
from bot.members import Person, platform
from bot.panels import Panel, Post, Reply
from bot.rounds import CardNumber, Round, RoundId
from bot.store import Edition, Store

RECENT = timedelta(days=30)
"""A member's channels are those where they answered within this time."""

UNDER_WAY = timedelta(seconds=10)
"""How long a press can have been on its way, whatever its platform says."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One call: one transaction, one moment."""

    store: Store
    now: datetime
    rng: Random

    def visit(self, caller: Caller, person: Person) -> "Visit":
        """The same call, made by a member."""
        day = study_day(self.now, person.zone)
        return Visit(self.store, self.now, self.rng, caller, person, day)

    def round(self, id: RoundId | None) -> Round:
        """The round of a channel's message or question; those are never deleted."""
        found = self.store.rounds.get(id) if id is not None else None
        assert found is not None, "whoever asks for it has one"
        return found

    def card(self, of: Round | Question) -> tuple[Edition, Card]:
        """The deck as it was then, and the card that is asked of it."""
        edition = self.store.decks.edition(of.version)
        return edition, edition.cards[of.card]

    def check(self, of: Round | Question) -> Check:
        """The check that is asked; KeyError where it is the card itself."""
        _, card = self.card(of)
        return card.check(of.check)

    def mark(self) -> str:
        """A mark for a new message: 64 random bits in hexadecimal."""
        return f"{self.rng.getrandbits(64):016x}"


@dataclass(frozen=True, slots=True)
class Visit(Turn):
    """A call by a member."""

    caller: Caller
    person: Person
    day: date
    """The member's study day."""

    @property
    def platform(self) -> str:
        """Where this came from, as its ids begin."""
        return platform(self.caller.member)

    @property
    def stamp(self) -> datetime | None:
        """When it was pressed by the platform's word, within reason; None: no word."""
        at = self.caller.at
        return min(max(at, self.now - UNDER_WAY), self.now) if at else None

    def channel(self) -> Channel:
        """The channel this came from; NotAllowed in direct messages."""
        found = self.caller.channel and self.store.channels.get(self.caller.channel)
        if not found:
            raise NotAllowed(wording.refusals.ONLY_IN_CHANNELS)
        return found

    @property
    def manages(self) -> bool:
        """Whether the member may manage the space, or was named by one who may."""
        space = self.caller.space
        if self.caller.manages or space is None:
            return self.caller.manages
        return self.store.admins.named(space, self.caller.member)

    def must_manage(self) -> None:
        """NotAllowed unless the member may manage the space."""
        if not self.manages:
            raise NotAllowed(wording.refusals.only_for_managers(self.platform))

    def channels(self) -> frozenset[ChannelId]:
        """The member's channels, wherever this came from."""
        since = self.day - RECENT
        return frozenset(self.store.tallies.channels(self.person.id, since))

    def hidden(self) -> frozenset[CardNumber]:
        """Cards that are open in one of the member's channels: not to be shown."""
        return self.store.rounds.open_cards(
            self.person.id, self.day - RECENT, self.caller.channel
        )

    def editions(self) -> list[Edition]:
        """The decks there are for this member, here."""
        if self.caller.space:
            return self.store.decks.of_space(self.caller.space)
        spaces = {
            channel.space
            for id in self.channels()
            if (channel := self.store.channels.get(id))
        }
        # Each space's list has the shipped decks that it does not replace.
        wanted: list[SpaceId | None] = [*sorted(spaces)] or [None]
        found = [self.store.decks.of_space(space) for space in wanted]
        return list(
            {edition.id: edition for each in found for edition in each}.values()
        )


def privately(panel: Panel) -> list[Post]:
    """One private reply."""
    return [Post(panel, Reply.PRIVATE)]


def in_place(panel: Panel) -> list[Post]:
    """One reply that takes the place of what was pressed."""
    return [Post(panel, Reply.IN_PLACE)]
