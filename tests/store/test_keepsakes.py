"""What a platform wants kept: by topic and key, for good or for a while."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import Store

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SOON = NOON + timedelta(minutes=5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(tmp_path / "studybot.db")
    yield made
    made.close()


def test_the_last_word_under_a_key_counts(store: Store) -> None:
    store.keepsakes.keep("file", "a", "F1", NOON)
    store.keepsakes.keep("file", "a", "F2", NOON)
    store.keepsakes.keep("other", "a", "F3", NOON)

    assert store.keepsakes.kept("file", "a", NOON) == "F2"
    assert store.keepsakes.kept("file", "b", NOON) is None


def test_what_is_taken_can_be_had_once(store: Store) -> None:
    store.keepsakes.keep("state", "s", "b", NOON)

    taken = [store.keepsakes.take("state", "s", NOON) for _ in range(2)]

    assert taken == ["b", None]


def test_what_is_over_is_not_there_and_goes_with_the_next(store: Store) -> None:
    store.keepsakes.keep("state", "s", "b", NOON, SOON)
    just_before = SOON - timedelta(milliseconds=1)

    assert store.keepsakes.kept("state", "s", just_before) == "b"
    assert store.keepsakes.kept("state", "s", SOON) is None
    store.keepsakes.keep("file", "a", "F1", SOON)
    assert store.sizes()["keepsakes"] == 1


def test_what_is_over_cannot_be_taken(store: Store) -> None:
    store.keepsakes.keep("state", "s", "b", NOON, SOON)

    assert store.keepsakes.take("state", "s", SOON) is None


def test_a_topic_is_dropped_whole(store: Store) -> None:
    for key in "ab":
        store.keepsakes.keep("file.T1", key, "F", NOON)
    store.keepsakes.keep("file.T2", "a", "F", NOON)

    store.keepsakes.drop("file.T1")

    assert store.sizes()["keepsakes"] == 1
