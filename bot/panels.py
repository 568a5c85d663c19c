"""What to show, in nobody's markup: each adapter renders and escapes it its own way.

Ids and callers can be had from here as well, so that an adapter has one module for
whatever crosses to the engine and back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from bot.callers import Caller as Caller
from bot.callers import Given as Given
from bot.callers import Options as Options
from bot.callers import Somebody as Somebody
from bot.callers import Upload as Upload
from bot.callers import Values as Values
from bot.ids import ChannelId as ChannelId
from bot.ids import MemberId as MemberId
from bot.ids import MessageId as MessageId
from bot.ids import SpaceId as SpaceId
from bot.progress import Progress
from bot.typeset import Face
from bot.wishes import Denied

# Spans: the inside of a line. A new one is a type error until each renderer has it.


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Bold:
    text: str


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A member, shown by name; never pings."""

    member: MemberId
    name: str


class MomentStyle(StrEnum):
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    RELATIVE = "relative"
    COUNTDOWN = "countdown"  # to the second; counts by itself where that can be


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in UTC, shown in the reader's own zone."""

    at: datetime
    style: MomentStyle = MomentStyle.DATETIME


Span = Text | Bold | Code | Mention | Moment


# Blocks: what a panel is stacked from.


@dataclass(frozen=True, slots=True)
class Paragraph:
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody typed, shown as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """Text to copy, letter by letter: a card's Markdown, a file's head."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equal length; `header` names the columns."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A request: the renderer's worker draws it once and keeps it by content."""

    face: Face | Progress


@dataclass(frozen=True, slots=True)
class File:
    """Something to download."""

    name: str
    media_type: str
    data: bytes


Block = Paragraph | Quote | Source | Bullets | Table | Picture | File


# What can be pressed. A token is made and read by `bot.actions` only.


class Look(StrEnum):
    PRIMARY = "primary"
    SECONDARY = "secondary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """`letter`: it stands for an option; letters have a row of their own."""

    label: str
    token: str
    look: Look = Look.SECONDARY
    letter: bool = False


def rows(buttons: Iterable[Button]) -> list[list[Button]]:
    """Buttons by the row they belong in; a token comes once."""
    once = {button.token: button for button in buttons}
    grouped = groupby(once.values(), lambda button: button.letter)
    return [list(row) for _, row in grouped]


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry to choose; `label` is for the eye, `value` comes back."""

    label: str
    value: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Select:
    """A menu; choosing presses `token` with one value, or `least` or more of `many`,
    under the name `choice`.
    """

    label: str
    token: str
    choices: tuple[Choice, ...]
    many: bool = False
    least: int = 1


@dataclass(frozen=True, slots=True)
class Picks:
    """Boxes to tick and a button to save; they come back under the name `picks`.

    Where a platform cannot put boxes beside a picture, a button labelled `label`
    presses `form` instead, which opens them as a form.
    """

    label: str
    token: str
    choices: tuple[Choice, ...]
    submit: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """One message. `ahead` are pictures that a next step will want drawn."""

    blocks: tuple[Block, ...]
    title: str = ""
    picks: Picks | None = None
    selects: tuple[Select, ...] = ()
    buttons: tuple[Button, ...] = ()
    ahead: tuple[Picture, ...] = ()


# Forms: a box that opens in answer to a press.


@dataclass(frozen=True, slots=True)
class TextField:
    name: str
    label: str
    value: str = ""
    hint: str = ""
    max_length: int = 1500
    multiline: bool = False
    required: bool = True


@dataclass(frozen=True, slots=True)
class ChoiceField:
    name: str
    label: str
    choices: tuple[Choice, ...]
    hint: str = ""
    many: bool = False
    required: bool = True


Field = TextField | ChoiceField


@dataclass(frozen=True, slots=True)
class Form:
    """Opened for the member who pressed; saving presses `token` with the values."""

    title: str
    token: str
    fields: tuple[Field, ...]
    submit: str


# Posts: a panel and where it goes.


class Reply(StrEnum):
    """Where a post goes that answers a command or a press."""

    PRIVATE = "private"
    IN_PLACE = "in place"
    NOTE = "note"  # a word on what was pressed, private: of these the newest will do


@dataclass(frozen=True, slots=True)
class Public:
    """To a channel: a new message, or in place of the one at `ref`.

    `mark` is unguessable and the same for each try; `unsure` says that an earlier one
    was never confirmed: look for the mark before sending, and where it is `late`, do
    not send. `thread`, `pin` and `role` are the channel's wishes for a new message (a
    thread by its name, a role by its id); `unpin` takes the pin away again. `over`:
    it tells how a question ended, and goes before what only counts along. `made` is
    when the engine first wrote it.
    """

    channel: ChannelId
    message: MessageId
    mark: str
    ref: str | None = None
    unsure: bool = False
    late: bool = False
    thread: str = ""
    pin: bool = False
    role: str = ""
    unpin: bool = False
    over: bool = False
    made: datetime | None = None


@dataclass(frozen=True, slots=True)
class Direct:
    """To a member alone, outside any interaction: a reminder, a word to an admin."""

    member: MemberId
    message: MessageId
    mark: str
    ref: str | None = None
    unsure: bool = False
    late: bool = False
    made: datetime | None = None


@dataclass(frozen=True, slots=True)
class Post:
    panel: Panel
    to: Reply | Public | Direct


Response = Form | list[Post]
"""What answers a command or a press."""


# What became of a post.


@dataclass(frozen=True, slots=True)
class Sent:
    """It stands; `ref` is what later edits need, written as the adapter likes."""

    ref: str
    denied: tuple[Denied, ...] = ()
    at: datetime | None = None
    """Since when, by the platform's own clock where it tells."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may or may not stand, and it cannot be found out."""

    why: str


@dataclass(frozen=True, slots=True)
class Forbidden:
    """The platform does not let us; `why` is for an admin."""

    why: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The channel, the message or the member is no longer there."""

    why: str


@dataclass(frozen=True, slots=True)
class Absent:
    """It was looked for, and is not there; being late, it was not sent."""


@dataclass(frozen=True, slots=True)
class Later:
    """Try again after so many seconds; if `unsure`, it may stand: look first."""

    seconds: float
    unsure: bool = False


Outcome = Sent | Unknown | Forbidden | Gone | Absent | Later
