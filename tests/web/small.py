"""A small engine, desk and painter behind the page's own ports: real enough to talk to.

It keeps one card that stands in the channel, a form to answer it, and a few commands
that exercise each kind of answer.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from adapters.web import Web, WebSettings
from bot import wording
from bot.errors import BadInput, NotAllowed, Stale
from bot.flows.work import Work
from bot.panels import (
    Button,
    Caller,
    ChannelId,
    Choice,
    File,
    Form,
    Look,
    MemberId,
    MessageId,
    Options,
    Panel,
    Paragraph,
    Picks,
    Picture,
    Post,
    Public,
    Quote,
    Reply,
    Response,
    Source,
    SpaceId,
    Text,
    TextField,
    Upload,
    Values,
)
from bot.typeset import Face, FaceKind, Theme

P = ParamSpec("P")
T = TypeVar("T")

CHANNEL = ChannelId("web:study")

QUESTION = Picture(Face(FaceKind.QUESTION, "Why is the bound tight?"))
ANSWER = Picture(Face(FaceKind.ANSWER, "Because the gap is zero."))

# The smallest PNG: one pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000a49444154789c63000100000500010d0a2db40000000049454e44ae426082"
)


def settings(**changes: Any) -> WebSettings:
    given: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": 8080,
        "token": "",
        "manager_token": "",
        "channel": CHANNEL,
        "space": SpaceId("web"),
        "channel_name": "study",
    }
    return WebSettings(**{**given, **changes})


def words(text: str) -> Panel:
    return Panel((Paragraph((Text(text),)),))


def drop(answered: int) -> Panel:
    return Panel(
        (QUESTION, Paragraph((Text(f"{answered} have answered"),))),
        "Card of the day",
        buttons=(
            Button("Answer", "answer:1", Look.PRIMARY),
            Button("Show answer", "reveal:1"),
        ),
    )


def standing(panel: Panel, message: int = 1) -> Post:
    return Post(panel, Public(CHANNEL, MessageId(message), "mark"))


@dataclass
class SmallEngine:
    posts: list[Post] = field(default_factory=lambda: [standing(drop(5))])
    callers: list[Caller] = field(default_factory=list)
    themes: dict[MemberId, Theme] = field(default_factory=dict)

    def run(
        self, caller: Caller, command: str, options: Options, now: datetime
    ) -> Response | Work[Any]:
        self.callers.append(caller)
        match command:
            case "quiz":
                buttons = tuple(Button(x, f"pick:{x}") for x in "ABCD")
                return [Post(Panel((QUESTION,), buttons=buttons), Reply.PRIVATE)]
            case "deck import":
                file = options["file"]
                assert isinstance(file, Upload)
                return Work(partial(len, file.data), partial(_sized, file.name))
            case "deck export":
                file_ = File("<deck>.toml", "text/html", b"<script>alert(1)</script>")
                return [Post(Panel((file_,)), Reply.PRIVATE)]
            case "deck show":
                return [Post(Panel((Source("# Why?\n$x$"),)), Reply.PRIVATE)]
            case "settings set":
                self.themes[caller.member] = Theme(str(options["theme"]))
                return [Post(words("Done"), Reply.PRIVATE)]
            case "streak":
                raise BadInput("No streak yet. Type /quiz to begin one.")
            case "drop now" if not caller.manages:
                raise NotAllowed("Only managers may do this.")
            case "help":
                hostile = "<img src=x onerror=alert(1)> \u202eשלום"
                return [Post(words(hostile), Reply.PRIVATE)]
            case _:
                raise RuntimeError("a fault")

    def finish(self, caller: Caller, work: Work[T], made: T, now: datetime) -> Response:
        return work.then(None, made)  # type: ignore[arg-type]

    def press(
        self, caller: Caller, token: str, values: Values, now: datetime
    ) -> Response:
        match token:
            case "answer:1":
                text = TextField("text", "Your answer", max_length=20, multiline=True)
                return Form("Why?", "typed:1", (text,), "Done")
            case "typed:1" if values["text"] == ("nonsense",):
                raise BadInput("Write a word or two.")
            case "typed:1":
                return [Post(self.answer(values["text"][0]), Reply.PRIVATE)]
            case "reveal:1":
                return [Post(self.answer(""), Reply.PRIVATE)]
            case "save:1":
                said = f"{len(values['picks'])} of 2 key points"
                return [Post(words(said), Reply.IN_PLACE)]
            case "lock:2":
                return [Post(words("Locked in: B."), Reply.NOTE)]
            case "pick:A":
                return [Post(words("Right."), Reply.IN_PLACE)]
            case _:
                raise Stale("This is over. Type /quiz.")

    def answer(self, typed: str) -> Panel:
        boxes = (Choice("The gap is a KL", "0"), Choice("It is zero", "1", True))
        picks = Picks("Tick", "save:1", boxes, "Save")
        said = (Quote(typed),) if typed else ()
        ask = Paragraph((Text(wording.cards.TICK_ASK),))
        return Panel((*said, ANSWER, ask), "The answer", picks=picks)

    def complete(
        self, caller: Caller, command: str, option: str, typed: str, now: datetime
    ) -> list[Choice]:
        decks = (Choice("Generative models", "generative"), Choice("ML", "ml basics"))
        return [deck for deck in decks if typed.lower() in deck.label.lower()]

    def forgets(self, token: str) -> bool:
        return False

    def standing(
        self, channel: ChannelId, member: MemberId, now: datetime
    ) -> list[Post]:
        assert channel == CHANNEL
        return self.posts

    def join(
        self, channel: ChannelId, space: SpaceId, name: str, zone: str, now: datetime
    ) -> None:
        raise AssertionError("the page's channel was made known before")

    def theme(self, member: MemberId) -> Theme | None:
        return self.themes.get(member)


def _sized(name: str, _: object, size: int) -> list[Post]:
    return [Post(words(f"{name} has {size} bytes"), Reply.PRIVATE)]


class SmallDesk:
    async def call(self, method: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        return method(*args, **named)


class SmallBackground:
    async def do(self, work: Work[T]) -> T:
        return work.does()


@dataclass
class SmallPainting:
    path: Path
    alt: str
    width: int
    height: int = 300


@dataclass
class SmallPainter:
    """Every picture is one pixel; `gate` holds them back, `broken` fails them."""

    folder: Path
    gate: asyncio.Event | None = None
    broken: bool = False
    asked: list[tuple[Picture, Theme, int]] = field(default_factory=list)

    async def draw(
        self, picture: Picture, theme: Theme, width: int
    ) -> list[SmallPainting]:
        if self.gate:
            await self.gate.wait()
        if self.broken:
            raise RuntimeError("no ink")
        assert isinstance(picture.face, Face)
        path = self.folder / f"{picture.face.kind}-{theme}-{width}.png"
        path.write_bytes(PIXEL)
        return [SmallPainting(path, picture.face.body, width)]

    def soon(self, picture: Picture, theme: Theme, width: int) -> None:
        self.asked.append((picture, theme, width))

    def find(self, name: str) -> Path | None:
        path = self.folder / name
        return path if path.exists() else None


def noon() -> datetime:
    return datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def small_web(
    folder: Path, engine: SmallEngine | None = None, **changes: Any
) -> tuple[Web, SmallPainter]:
    painter = SmallPainter(folder)
    engine = engine or SmallEngine()
    return Web(
        engine, SmallDesk(), SmallBackground(), painter, noon, settings(**changes)
    ), painter
