"""A small world whose process may die at any moment that the outside can tell apart.

These are just before and just after each commit, and each message that is sent: what is
done between two of them is undone with its transaction. The platform lives on, and
knows what stands in it.
"""

import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.engine import Engine
from bot.errors import Refusal
from bot.moments import whole
from bot.panels import Absent, Outcome, Panel, Post, Public, Sent
from bot.store import Store
from tests.engine.world import World, quick, to

Step = Callable[[], object]

DOWN, SETTLED = timedelta(seconds=5), timedelta(seconds=11)
"""How long a bot that died is gone, and until it has seen to what was under way."""


class Death(BaseException):
    """The process is gone, and does nothing more."""


@dataclass
class Fate:
    """Death comes at the moment of this number, from 1 on; 0: it does not come."""

    at: int = 0
    passed: int = 0

    def moment(self) -> None:
        self.passed += 1
        if self.passed == self.at:
            raise Death


class MortalStore(Store):
    """A store under a fate."""

    fate = Fate()

    def commit(self) -> None:
        self.fate.moment()
        super().commit()
        self.fate.moment()

    def traced(self, sql: str, _: object) -> None:
        """What a commit does beyond its own."""
        if "wal_checkpoint" in sql:
            self.fate.moment()


@dataclass
class MortalWorld(World):
    fate: Fate = field(default_factory=Fate)
    standing: dict[int, Post] = field(default_factory=dict)
    """What the platform shows, each message as it reads last."""

    lives: int = 1

    def open(self) -> None:
        self.store = MortalStore(quick(self.path)._db)
        self.store.fate = self.fate
        self.store._db._tracer = self.store.traced
        self.engine = Engine(self.store, self.rng)

    def rise(self) -> None:
        """A new process, with the files as the one before left them."""
        self.lives += 1
        folder = self.path.parent / f"life-{self.lives}"
        folder.mkdir()
        for left in self.path.parent.glob("studybot.db*"):
            if not left.name.endswith("-shm"):
                shutil.copyfile(left, folder / left.name)
        self.store.close()
        self.path = folder / self.path.name
        self.now = whole(self.now + DOWN)
        self.open()
        with self.store.transaction():
            self.engine.start(self.now)
        self.live(self.now + SETTLED)
        self.tick()

    def tick(self) -> list[Post]:
        with self.store.transaction():
            self.engine.beat(self.now)
            posts = self.engine.due(self.now)
        for post in posts:
            self.fate.moment()
            outcome = self._shown(post)
            self.fate.moment()
            self.report(post, outcome)
        return posts

    def _shown(self, post: Post) -> Outcome:
        """What a platform says that has no twins: who asks is told what stands."""
        at = to(post)
        stands = at.message in self.standing
        if at.ref is None and stands:
            assert at.unsure, f"sent twice: {post.panel.title}"
        if at.ref is None and not stands and at.late:
            return Absent()
        assert at.ref is None or stands, "no such message"
        if at.ref is not None or not stands:
            self.standing[at.message] = post
            self.shown.append(post)
        return Sent(f"ref-{at.message}")

    def titles(self) -> list[str]:
        """What stands in the channel, in the order in which it came."""
        return [panel.title for panel in self.panels()]

    def panels(self) -> list[Panel]:
        return [
            post.panel for post in self.standing.values() if isinstance(post.to, Public)
        ]


def lived(world: MortalWorld, steps: Sequence[Step]) -> None:
    """Each step, and once more where death came in it: nobody was told that it is done.

    Then it may be refused, or its button gone: it may have been done all the same.
    """
    for step in steps:
        try:
            step()
        except Death:
            world.rise()
            with suppress(Refusal, StopIteration):
                step()


def dying_at_each(
    begin: Callable[[MortalWorld], Sequence[Step]],
    check: Callable[[MortalWorld], None],
    folder: Path,
) -> int:
    """The story, once to its end, and once more for each moment at which to die in it.

    What `begin` does itself is safe from death. Returns how many moments there were.
    """
    moments = at = 0
    while at <= moments:
        (place := folder / str(at)).mkdir()
        world = MortalWorld(place / "studybot.db")
        try:
            steps = begin(world)
            world.fate.at, world.fate.passed = at, 0
            lived(world, steps)
            moments = moments or world.fate.passed
            world.fate.at = 0
            check(world)
            assert world.faults() == []
        except BaseException as fault:
            fault.add_note(f"It had died at moment {at} of {moments}.")
            raise
        finally:
            world.store.close()
            shutil.rmtree(place)
        assert world.lives == (2 if at else 1), "death did not come"
        at += 1
    return moments
