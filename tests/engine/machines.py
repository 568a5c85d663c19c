"""What the state machines over the engine share: a store, its posts, its laws."""

import os
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant

from bot.engine import Engine
from bot.errors import Refusal
from bot.flows.work import Work
from bot.panels import (
    Absent,
    Direct,
    Form,
    Later,
    MessageId,
    Outcome,
    Panel,
    Post,
    Public,
    Response,
    Unknown,
)
from tests.engine.world import quick, tokens

SOAK = bool(os.environ.get("STUDYBOT_SOAK"))

LONG = (pytest.mark.soak, pytest.mark.timeout(4 * 3600 if SOAK else 300))
"""What marks a machine's tests."""


def lives(sample: int) -> settings:
    """So many lives in a sample, and many more in the soak."""
    return settings(
        max_examples=2000 if SOAK else sample,
        stateful_step_count=100 if SOAK else 50,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=not SOAK,
    )


class Machine(RuleBasedStateMachine):
    """`tokens` are those of all buttons ever shown, `flying` the posts of late word."""

    def __init__(self, now: datetime) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "studybot.db"
        self.now = now
        self.rng = Random(1)
        self.tokens: list[str] = []
        self.flying: list[Post] = []
        self.afresh: set[MessageId] = set()
        self.begin_process()

    def begin_process(self) -> None:
        self.store = quick(self.path)
        self.engine = Engine(self.store, self.rng)

    def another_process(self) -> None:
        self.store.close()
        self.begin_process()

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    # What must always hold.

    @invariant()
    def what_is_derived_follows_from_the_log(self) -> None:
        found = [line for _, line in self.engine.recount(self.now, repair=False)]
        assert [line for line in found if line] == []

    @invariant()
    def the_database_is_sound(self) -> None:
        assert self.all("pragma foreign_key_check") == []

    # How it is done.

    def take(self, call: Callable[[], Response | Work[Any]]) -> list[Panel]:
        """One call as the desk makes it: a Refusal undoes it alone."""
        try:
            with self.store.transaction():
                response = call()
        except Refusal:
            self.store.forget_cached()
            return []
        assert not isinstance(response, Work), "nothing here takes long"
        if isinstance(response, Form):
            self.keep([response.token])
            return []
        for post in response:
            self.keep(tokens(post.panel))
        return [post.panel for post in response]

    def due(self, limit: int = 100) -> list[Post]:
        with self.store.transaction():
            posts = self.engine.due(self.now, limit)
        for post in posts:
            assert isinstance(post.to, Public | Direct)
            if post.to.ref is None and not post.to.unsure:
                assert post.to.message not in self.afresh, "sent twice, unknowing"
                self.afresh.add(post.to.message)
            self.keep(tokens(post.panel))
        return posts

    def show(self, outcome: Outcome, looks: int) -> None:
        """What is due is shown, until nothing is or after so many looks."""
        for _ in range(looks):
            posts = self.due()
            for post in posts:
                self.report(post, outcome)
            if not posts:
                break
        due = self.engine.next_due()
        assert due is None or due > self.now

    def report(self, post: Post, outcome: Outcome) -> None:
        assert isinstance(post.to, Public | Direct)
        if isinstance(outcome, Absent) and not post.to.late:
            outcome = Unknown("only what is late is looked for and left")
        if isinstance(outcome, Later):
            self.afresh.discard(post.to.message)
        with self.store.transaction():
            self.engine.report(post.to.message, outcome, self.now)

    def keep(self, found: Iterable[str]) -> None:
        """To be pressed some time."""
        for token in found:
            assert len(token) <= 100
            self.tokens.append(token)

    def counted(self) -> int:
        rows = self.all("select count(*) from attempts where rating is not null")
        return int(rows[0][0])

    def all(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        return self.store._db.execute(query, list(values)).fetchall()
