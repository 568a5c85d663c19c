"""A challenge in the small world: a lobby, players, letters, and time that goes by."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.moments import whole
from bot.panels import Caller, Outcome, Panel, Post, Sent, Table
from tests.engine.world import ADA, BEN, CYD, World, faces, token, words

RIGHT, WRONG = "about 12", "about 7"

TIME = 21
"""Seconds that a question stands at a steady pace: twelve words, and time to think."""

CLOSED = TIME + 2
"""Seconds until it is closed, where somebody is missing."""

PAUSE = 8
"""Seconds that its answer stands."""


@dataclass
class Game:
    world: World

    # What members do.

    def lobby(self, host: Caller = ADA, **options: str) -> Panel:
        """`/challenge`, and its lobby as the channel shows it."""
        self.world.run(host, "challenge", **options)
        self.world.tick()
        return self.newest("Challenge")

    def join(self, *callers: Caller) -> None:
        for caller in callers:
            self.world.press(caller, token(self.newest("Challenge"), "Join"))

    def start(self, *players: Caller, host: Caller = ADA, **options: str) -> Panel:
        """A lobby, whoever joins it, and the first question."""
        self.lobby(host, **options)
        self.join(*players)
        self.world.press(host, token(self.newest("Challenge"), "Start"))
        self.world.tick()
        return self.question

    def answer(self, caller: Caller, right: bool = True) -> str:
        """The right letter of the newest question, or a wrong one; what is said."""
        return self.choose(caller, RIGHT if right else WRONG)

    def choose(self, caller: Caller, option: str) -> str:
        return self.press(caller, self.letter(option))

    def press(self, caller: Caller, label: str) -> str:
        return words(self.world.press(caller, token(self.question, label))).strip()

    def late(self, caller: Caller, seconds: float, option: str = RIGHT) -> str:
        """A press that its platform stamped so long ago."""
        stamp = self.world.now - timedelta(seconds=seconds)
        return self.choose(replace(caller, at=stamp), option)

    def letter(self, option: str) -> str:
        return "ABCD"[faces(self.question)[0].options.index(option)]

    def round_played(
        self, right: tuple[Caller, ...], wrong: tuple[Caller, ...]
    ) -> None:
        """Everybody answers, and the answer is shown."""
        for caller in right:
            self.answer(caller)
        for caller in wrong:
            self.answer(caller, right=False)
        self.wait(2)

    def played(
        self,
        questions: int,
        right: tuple[Caller, ...] = (ADA,),
        wrong: tuple[Caller, ...] = (BEN,),
    ) -> Panel:
        """A whole challenge, answered the same way throughout; its result."""
        joining = [caller for caller in (*right, *wrong) if caller != ADA]
        self.start(*joining, questions=str(questions))
        for _ in range(questions):
            self.round_played(right, wrong)
            self.wait(PAUSE)
        return self.result

    # What the clock does.

    def wait(self, seconds: float) -> None:
        """Time goes by with the bot up, and with whatever falls due in it."""
        world, until = self.world, whole(self.world.now + timedelta(seconds=seconds))
        while world.now < until:
            beat = world.now + timedelta(minutes=1)
            due = world.engine.next_due() or until
            world.now = max(world.now, min(due, beat, until))
            world.tick()
        world.tick()

    # What can be seen.

    def titled(self, title: str) -> Iterator[Panel]:
        """Each message whose title begins with these words, as it reads last."""
        return (
            one
            for one in self.world.drops()
            if one.title == title or one.title.startswith(f"{title} ")
        )

    def newest(self, title: str) -> Panel:
        return list(self.titled(title))[-1]

    @property
    def question(self) -> Panel:
        return self.newest("Question")

    @property
    def result(self) -> Panel:
        return self.newest("Challenge: the result")

    def said(self, title: str = "Question") -> str:
        """What the newest message of this title reads."""
        return words(self.newest(title))

    def handed_out(self) -> Post:
        """The newest question as it is to be sent; nobody has reported yet."""
        posts = self.world.due()
        (post,) = [one for one in posts if one.panel.title.startswith("Question")]
        return post

    def report(self, post: Post, outcome: Outcome) -> None:
        self.world.report(post, outcome)
        if isinstance(outcome, Sent):
            self.world.shown.append(post)

    # Shortcuts that several stories take.

    @property
    def phase(self) -> str:
        row = self.world.store._db.execute(
            "select phase from challenges order by id desc limit 1"
        ).fetchone()
        return str(row[0])


def table(panel: Panel) -> list[tuple[str, ...]]:
    """The rows of the last table in a panel."""
    return [list(b.rows) for b in panel.blocks if isinstance(b, Table)][-1]


TRIO = (ADA, BEN, CYD)
