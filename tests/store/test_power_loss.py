"""Power is lost after anything that SQLite does to its files."""

from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from bot.panels import ChannelId, SpaceId
from bot.store import Store
from tests.store.power import Disks, reachable, watched

pytestmark = pytest.mark.skipif(
    not reachable(), reason="this Python has SQLite built in"
)

COMMITS = 30


def _losses(folder: Path, synced: str, rng: Random) -> tuple[int, list[str]]:
    """How often the power was lost, and what was gone then though it was committed.

    Channels are joined, some together. The log is begun anew every few commits, as it
    is every thousand pages; now and then it is emptied, as for a deletion.
    """
    path, left = folder / "studybot.db", folder / "left.db"
    committed: list[str] = []
    lost: list[str] = []
    times = 0

    def lose(disks: Disks) -> None:
        nonlocal times
        times += 1
        try:
            disks.without_power(rng, left)
            with closing(Store.open(left)) as found:
                names = {channel for channel in committed if not _has(found, channel)}
                lost.extend(sorted(names) + found.faults())
        except Exception as fault:  # nothing that is raised leaves SQLite
            lost.append(repr(fault))

    with closing(Store.open(path)) as store:
        store._db.execute(f"pragma synchronous = {synced}")
        store._db.execute("pragma wal_autocheckpoint = 12")
        _join(store, "first")
        with watched(path, store._db.conn) as disks:
            disks.after = lambda: lose(disks)
            for number in range(COMMITS):
                together = [f"{number}-{n}" for n in range(rng.randint(1, 3))]
                _join(store, *together, emptied=number % 10 == 9)
                committed += together
    return times, lost


def _join(store: Store, *names: str, emptied: bool = False) -> None:
    with store.transaction():
        for name in names:
            store.channels.join(ChannelId(name), SpaceId("t"), name * 60, "UTC")
        if emptied:
            store.leave_no_trace()


def _has(store: Store, name: str) -> bool:
    return store.channels.get(ChannelId(name)) is not None


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_was_committed_is_there(tmp_path: Path, seed: int) -> None:
    times, lost = _losses(tmp_path, "full", Random(seed))

    assert times > 200
    assert lost == []


def test_with_fewer_syncs_some_would_be_gone(tmp_path: Path) -> None:
    """So the disk that is played here does forget."""
    _, lost = _losses(tmp_path, "normal", Random(3))

    assert "1-0" in lost
