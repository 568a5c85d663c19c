"""A long story with a hostile deck and name: all that the engine makes, once."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

from adapters.discord import names
from bot.cards import Card, Check, Deck, FollowUp, KeyPoint, Level, Option
from bot.commands import walk
from bot.engine import Engine
from bot.errors import Refusal
from bot.panels import (
    Caller,
    ChoiceField,
    Direct,
    Forbidden,
    Form,
    Outcome,
    Panel,
    Post,
    Public,
    Response,
    Sent,
    TextField,
    Upload,
    Values,
)
from bot.store import Store
from tests.discord.hostile import EVERYTHING, NAUGHTY
from tests.discord.town import MONDAY
from tests.engine.world import run

PRESSES = 1000

CHANNEL, SPACE = names.channel(5), names.space(6)
SENT = Sent("a reference")
EVIL = "@everyone **`[x](https://evil.example)"


def hostile_card(number: int, text: str) -> Card:
    points = tuple(KeyPoint(f"{EVIL} {text} {n}"[:100]) for n in range(10))
    options = tuple(
        Option(f"{text} {n}", text or "why", right=n == 0) for n in range(4)
    )
    return Card(
        id=f"c{number}",
        question=text or "?",
        answer=text or "!",
        level=Level.BEGINNER,
        kind=EVIL,
        tags=(EVIL,),
        key_points=() if number % 2 else points,
        checks=(Check("k", text or "?", options),) if number % 3 else (),
        hint=text,
        follow_ups=(FollowUp(text or "?", text or "!"),),
    )


DECK = Deck(
    "evil",
    EVIL,
    tuple(hostile_card(n, text) for n, text in enumerate((*NAUGHTY, EVERYTHING) * 3)),
    EVIL * 20,
)

OPTIONS: dict[str, list[dict[str, str | Upload]]] = {
    "quiz": [{"form": "card"}, {"form": "check"}, {"deck": "evil"}],
    "deck show": [{"deck": "evil"}],
    "deck export": [{"deck": "evil"}],
    "deck remove": [{"deck": "evil"}, {"deck": "good"}],
    "deck import": [
        {"file": Upload(EVIL, EVERYTHING.encode("utf-8", "replace"))},
        {"file": Upload("a.md", b"# a\nb")},
        {
            "file": Upload(
                "good.toml",
                f"""format = 1
id = "good"
title = '{EVIL}'
[[cards]]
id = "one"
question = '{EVIL}'
answer = '{EVIL}'
""".encode(),
            )
        },
    ],
    "drop set": [{}, {"time": "09:00", "deck": "evil"}],
    "drop pause": [{"until": EVIL}, {}],
    "help": [{}, {"command": "drop"}, {"command": EVIL}],
    "leaderboard": [{}, {"where": "everywhere", "span": "all"}],
    "settings set": [{}, {"zone": EVIL}, {"theme": "light"}, {"reminder": "10:00"}],
}


class Crawl:
    """Presses whatever can be pressed, as somebody with a very odd name."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.engine = Engine(store, Random(3))
        self.now = MONDAY
        self.caller = Caller(names.member(7), EVIL, CHANNEL, SPACE, manages=True)
        self.seen: set[str] = set()
        self.order: list[str] = []
        self.pressed: set[str] = set()
        self.waiting: deque[tuple[str, Values]] = deque()
        self.shapes: dict[str, Panel] = {}
        self.forms: list[Form] = []
        self.refusals: list[str] = []
        self.kinds: set[str] = set()
        self.last: Response = []

    @property
    def panels(self) -> list[Panel]:
        return [*self.shapes.values()]

    def run(self, command: str, options: dict[str, str | Upload]) -> None:
        with self.store.transaction():
            try:
                answer = run(self.engine, self.caller, command, options, self.now)
            except Refusal as no:
                self.refusals.append(str(no))
            else:
                self.take(answer)

    def press_all(self, most: int) -> None:
        for _ in range(most):
            if not self.waiting:
                return
            token, values = self.waiting.popleft()
            self.pressed.add(token)
            with self.store.transaction():
                try:
                    self.take(self.engine.press(self.caller, token, values, self.now))
                except Refusal as no:
                    self.refusals.append(str(no))

    def press(self, action: str, caller: Caller | None = None) -> None:
        """The newest button of this action."""
        made = [token for token in self.order if token.split(":")[0] == action]
        self.pressed.add(made[-1])
        with self.store.transaction():
            self.take(self.engine.press(caller or self.caller, made[-1], {}, self.now))

    def clock(self, new: Outcome = SENT, edits: Outcome = SENT, **later: float) -> None:
        """Time goes by; what is due is shown, and comes to this."""
        self.now += timedelta(**later)
        with self.store.transaction():
            posts = self.engine.due(self.now)
            self.show(posts)
            for post in posts:
                assert isinstance(post.to, Public | Direct)
                message = self.store.messages.get(post.to.message)
                assert message is not None
                self.kinds.add(message.kind)
                outcome = edits if post.to.ref else new
                self.engine.report(message.id, outcome, self.now)

    def take(self, answer: Response) -> None:
        self.last = answer
        if isinstance(answer, Form):
            self.forms.append(answer)
            self.later(answer.token, {f.name: _filled(f) for f in answer.fields})
        else:
            self.show(answer)

    def show(self, posts: list[Post]) -> None:
        for post in posts:
            panel = post.panel
            # Two that differ in their numbers only are one to a renderer.
            self.shapes[re.sub(r"\d+", "0", repr(panel))] = panel
            for select in panel.selects:
                values = tuple(choice.value for choice in select.choices[:1])
                self.later(select.token, {"choice": values})
            if panel.picks:
                self.later(panel.picks.form, {})
            for button in panel.buttons:
                self.later(button.token, {})

    def later(self, token: str, values: Values) -> None:
        if token:
            self.order.append(token)
        if token and token not in self.seen and not token.startswith("privacy.delete"):
            self.seen.add(token)
            self.waiting.append((token, values))


def _filled(field: TextField | ChoiceField) -> tuple[str, ...]:
    if isinstance(field, ChoiceField):
        return tuple(choice.value for choice in field.choices[:1])
    return (field.value or EVERYTHING,)


def play(made: Crawl) -> None:
    """A challenge to its podium; one whose message is gone, and which is stopped."""
    for stopped in (False, True):
        made.run("challenge", {"pace": "relaxed", "questions": "2"})
        made.clock()
        made.press("challenge.start")
        for _ in range(2):
            made.clock(seconds=1)
            made.press("lock")
            made.press("challenge.close")
            made.clock(edits=Forbidden(EVIL) if stopped else SENT, seconds=5)
            made.clock(seconds=5)
            if stopped:
                made.press("challenge.stop")
                made.press("challenge.end")
                break
            made.press("challenge.next")
            made.clock(seconds=5)
        made.clock(seconds=5)
    made.press("challenge.mine")
    made.press("challenge.again")
    made.clock()
    made.press("challenge.cancel")
    made.clock(seconds=5)


def link(made: Crawl) -> None:
    """Another account of theirs says no, then yes, and parts again."""
    other = replace(made.caller, member=names.member(8))
    for action in ("link.no", "link.join"):
        made.run("settings link", {})
        code = re.search(r"Your code: .*?Code\(text='([^']+)", repr(made.last))
        assert code is not None
        with made.store.transaction():
            made.take(
                run(made.engine, other, "settings link", {"code": code[1]}, made.now)
            )
        made.press(action, other)
    made.run("settings set", {})
    made.press("unlink")


def crawled(folder: Path) -> Iterator[Crawl]:
    """For a fixture: the whole story."""
    store = Store.open(folder / "studybot.db")
    made = Crawl(store)
    with store.transaction():
        made.engine.ship([DECK], made.now)
        made.engine.join(CHANNEL, SPACE, EVIL, "UTC", made.now)
        made.engine.greet(SPACE, CHANNEL, made.caller.member, made.now)
    for _ in range(9):
        made.run("quiz", {"form": "card"})
        made.press_all(PRESSES // 100)
    for name, _ in walk():
        for options in OPTIONS.get(name, [{}]):
            made.run(name, options)
            made.clock()
    made.press_all(PRESSES)
    play(made)
    link(made)
    made.run("drop set", {"time": "09:00", "zone": "UTC", "deck": "evil"})
    made.run("settings set", {"reminder": "10:00", "zone": "UTC"})
    made.run("deck show", {"deck": "evil"})
    made.clock(hours=2)
    for _ in range(2):  # the next one was skipped
        made.clock(days=1)
    made.clock(edits=Forbidden(EVIL), days=1)
    made.clock(minutes=1)
    made.clock(new=Forbidden(EVIL), days=1)
    made.clock(minutes=1)
    made.press_all(PRESSES)
    made.waiting = deque([("privacy.delete", {})])
    made.press_all(1)
    yield made
    store.close()
