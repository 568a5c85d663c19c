"""A small world: a real database, a clock that moves, dice with a seed, two members."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bot.cards import Deck
from bot.engine import Engine
from bot.flows.work import Work
from bot.moments import whole
from bot.panels import (
    Bullets,
    Caller,
    ChannelId,
    Direct,
    File,
    Form,
    MemberId,
    Moment,
    Options,
    Outcome,
    Panel,
    Paragraph,
    Picture,
    Post,
    Public,
    Quote,
    Response,
    Sent,
    Source,
    SpaceId,
    Table,
)
from bot.store import Store
from bot.typeset import Face
from tests.engine.decks import BASICS

HOME, HALL = ChannelId("test:home"), ChannelId("test:hall")
SPACE = SpaceId("test")
ABROAD, OTHER_SPACE = ChannelId("other:room"), SpaceId("other")
MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""A Monday morning, an hour before the cards come."""


def member(name: str, zone: str = "", manages: bool = False) -> Caller:
    id = MemberId(f"test:{name.casefold()}")
    return Caller(id, name, HOME, SPACE, manages, zone)


ADA = member("Ada", manages=True)
BEN = member("Ben")
CYD = member("Cyd")
DAN = member("Dan")


def directly(caller: Caller) -> Caller:
    """The member in direct messages, where nobody manages anything."""
    return replace(caller, channel=None, space=None, manages=False)


def abroad(caller: Caller) -> Caller:
    """The member in a channel of another server, where they manage as they do here."""
    return replace(caller, channel=ABROAD, space=OTHER_SPACE)


def run(
    engine: Engine, caller: Caller, command: str, options: Options, now: datetime
) -> Response:
    """A command with the work that it wants done, which takes no time here."""
    asked = engine.run(caller, command, options, now)
    if isinstance(asked, Work):
        return engine.finish(caller, asked, asked.does(), now)
    return asked


@cache
def _empty() -> bytes:
    """A database as the bot makes it, by some hundred statements: made once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "studybot.db"
        Store.open(path).close()
        return path.read_bytes()


def quick(path: Path) -> Store:
    """A store that does not wait for the disk: that is not what is tested here."""
    if not path.exists():
        path.write_bytes(_empty())
    store = Store.open(path)
    store._db.execute("pragma synchronous = off")
    return store


@dataclass
class World:
    path: Path
    now: datetime = MONDAY
    rng: Random = field(default_factory=lambda: Random(7))
    shown: list[Post] = field(default_factory=list)
    """Every public and direct post that was delivered, in order."""

    outcome: Outcome | None = None
    """What the platform says to each post; None: it is sent."""

    unreached: list[str] = field(default_factory=list)
    """The platforms on which nobody reaches the bot."""

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        self.store = quick(self.path)
        self.engine = Engine(self.store, self.rng)

    def restart(self) -> None:
        self.store.close()
        self.open()
        with self.store.transaction():
            self.engine.start(self.now)

    def furnish(self, deck: Deck = BASICS, zone: str = "UTC") -> None:
        """A channel with a deck, and cards at 09:00 every day."""
        self.ship(deck)
        self.join(HOME, "home", zone)
        self.run(ADA, "drop set", time="09:00", deck=deck.id)

    def go_abroad(self) -> None:
        """The bot is in another server as well."""
        self.join(ABROAD, "room", space=OTHER_SPACE)

    def ship(self, *decks: Deck) -> None:
        """Decks come with the bot, or come anew."""
        with self.store.transaction():
            self.engine.ship(decks, self.now)

    def join(
        self, channel: ChannelId, name: str, zone: str = "UTC", space: SpaceId = SPACE
    ) -> None:
        """The bot is invited to a channel."""
        with self.store.transaction():
            self.engine.join(channel, space, name, zone, self.now)

    # What members do.

    def run(self, caller: Caller, command: str, /, **options: object) -> Panel:
        response = self.ask(caller, command, options)  # type: ignore[arg-type]
        return self.panel(response)

    def ask(self, caller: Caller, command: str, options: Options) -> Response:
        with self.store.transaction():
            return run(self.engine, caller, command, options, self.now)

    def press(self, caller: Caller, token: str, **values: str | list[str]) -> Panel:
        return self.panel(self.touch(caller, token, values))

    def touch(
        self, caller: Caller, token: str, values: Mapping[str, str | list[str]]
    ) -> Response:
        given = {
            name: (typed,) if isinstance(typed, str) else tuple(typed)
            for name, typed in values.items()
        }
        with self.store.transaction():
            return self.engine.press(caller, token, given, self.now)

    def panel(self, response: Response) -> Panel:
        assert not isinstance(response, Form), "a form, not a panel"
        (post,) = response
        return post.panel

    # What the clock does.

    def tick(self) -> list[Post]:
        """Do what is due, deliver it, and say what the platform said."""
        with self.store.transaction():
            self.engine.beat(self.now, self.unreached)
            posts = self.engine.due(self.now)
        for post in posts:
            outcome = self.outcome or Sent(f"ref-{to(post).message}")
            self.report(post, outcome)
            if isinstance(outcome, Sent):
                self.shown.append(post)
        return posts

    def due(self) -> list[Post]:
        """What is handed out to be sent; nobody has reported yet."""
        with self.store.transaction():
            return self.engine.due(self.now)

    def report(self, post: Post, outcome: Outcome) -> None:
        with self.store.transaction():
            self.engine.report(to(post).message, outcome, self.now)

    def wait(self, **span: float) -> None:
        """Time goes by unseen: the bot is down, or asleep."""
        self.now = whole(self.now + timedelta(**span))

    def live(self, until: datetime) -> None:
        """Time goes by with the bot up: it beats every two minutes."""
        while self.now < until:
            due = self.engine.next_due()
            stop = until if due is None else min(until, max(due, self.now))
            with self.store.transaction():
                while self.now < stop:
                    self.now = min(stop, self.now + timedelta(minutes=2))
                    self.engine.beat(self.now, self.unreached)
            self.tick()

    def at(self, day: int, hour: int, minute: int = 0) -> datetime:
        """A moment so many days after the first Monday's midnight, in UTC."""
        midnight = MONDAY.replace(hour=0)
        return midnight + timedelta(days=day, hours=hour, minutes=minute)

    def live_to(self, day: int, hour: int, minute: int = 0) -> None:
        self.live(self.at(day, hour, minute))

    # What can be seen.

    def drop(self, channel: ChannelId = HOME) -> Panel:
        """The newest card of the day, as the channel shows it."""
        return self.drops(channel)[-1]

    def drops(self, channel: ChannelId = HOME) -> list[Panel]:
        """Each message of the channel as it reads last."""
        latest: dict[int, Panel] = {}
        for post in self.shown:
            if isinstance(post.to, Public) and post.to.channel == channel:
                latest[post.to.message] = post.panel
        return list(latest.values())

    def letters(self, caller: Caller) -> list[str]:
        """What was sent to a member directly."""
        return [
            words(post.panel)
            for post in self.shown
            if isinstance(post.to, Direct) and post.to.member == caller.member
        ]

    def faults(self) -> list[str]:
        """What a recount finds wrong, and what SQLite does."""
        lines = [line for _, line in self.engine.recount(self.now, repair=False)]
        return [line for line in lines if line] + self.store.faults()

    # Whole stories in one go.

    def answer(self, caller: Caller, *ticks: int, drop: Panel | None = None) -> Panel:
        """Look at the answer of the newest drop, tick, save."""
        shown = self.press(caller, token(drop or self.drop(), "Show answer"))
        assert shown.picks is not None
        return self.press(caller, shown.picks.token, picks=[str(n) for n in ticks])

    def check(self, caller: Caller, right: bool = True, **options: str) -> Panel:
        """Ask for a check, and choose the right option or a wrong one."""
        return self.choose(
            caller, self.run(caller, "quiz", form="check", **options), right
        )

    def choose(self, caller: Caller, question: Panel, right: bool = True) -> Panel:
        face = faces(question)[0]
        place = next(
            place
            for place, option in enumerate(face.options)
            if (option == "about 12") is right
        )
        return self.press(caller, token(question, "ABCD"[place]))


def to(post: Post) -> Public | Direct:
    """Where the clock sends a post."""
    assert isinstance(post.to, Public | Direct), "the clock answers nobody"
    return post.to


def words(panel: Panel) -> str:
    """All that can be read in a panel, its pictures left out."""
    return "\n".join(_words(panel))


def _words(panel: Panel) -> Iterator[str]:
    yield panel.title
    for block in panel.blocks:
        match block:
            case Paragraph(spans):
                yield "".join(_said(span) for span in spans)
            case Quote(text) | Source(text):
                yield text
            case Bullets(items):
                yield from ("".join(map(_said, item)) for item in items)
            case Table(header, rows):
                yield from (" | ".join(row) for row in (header, *rows))
            case File(name):
                yield name
            case Picture():
                pass


def _said(span: object) -> str:
    if isinstance(span, Moment):
        return f"{span.at:%a %H:%M}"
    return str(getattr(span, "text", "") or getattr(span, "name", ""))


def faces(panel: Panel) -> list[Face]:
    """The pictures of cards in a panel."""
    return [
        block.face
        for block in panel.blocks
        if isinstance(block, Picture) and isinstance(block.face, Face)
    ]


def bodies(panel: Panel) -> list[str]:
    return [face.body for face in faces(panel)]


def labels(panel: Panel) -> list[str]:
    return [button.label for button in panel.buttons]


def token(panel: Panel, label: str) -> str:
    """The token of the button with this label."""
    return next(b.token for b in panel.buttons if b.label == label)


def tokens(panel: Panel) -> list[str]:
    """Every token in a panel."""
    found = [button.token for button in panel.buttons]
    found += [select.token for select in panel.selects]
    if panel.picks:
        found += [panel.picks.token, panel.picks.form]
    return found


def rows(panel: Panel) -> list[tuple[str, ...]]:
    """The rows of all its tables."""
    tables = [block for block in panel.blocks if isinstance(block, Table)]
    return [row for table in tables for row in table.rows]


def sent_file(panel: Panel) -> File:
    """The one file that comes with a panel."""
    (file,) = (block for block in panel.blocks if isinstance(block, File))
    return file
