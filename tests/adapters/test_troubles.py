"""What is told of a trouble, and how often."""

import logging
import sqlite3
from contextlib import closing

import pytest

from adapters.troubles import Outage, Seldom, Told, note
from tests.adapters.small_bot import SmallBot, member


def test_a_trouble_is_told_when_it_comes_and_every_quarter_of_an_hour() -> None:
    now = [0.0]
    seldom = Seldom(lambda: now[0])
    told = []
    for now[0] in range(0, 3600, 20):
        if seldom.due():
            told.append(now[0])
    assert told == [0, 900, 1800, 2700]


def test_it_is_over_after_a_minute_without_it_and_then_told_anew() -> None:
    now = [0.0]
    seldom = Seldom(lambda: now[0])
    assert not seldom.over()
    assert seldom.due()
    now[0] = 50.0
    assert not seldom.over()
    assert not seldom.due()
    now[0] = 109.0
    assert not seldom.over()
    now[0] = 110.0
    assert seldom.over()
    assert not seldom.over()
    assert seldom.due()


def test_a_fault_of_ours_is_noted_whole_and_what_was_told_is_not(
    caplog: pytest.LogCaptureFixture,
) -> None:
    log = logging.getLogger("here")
    for fault in (no_such_table(), Told("no picture"), ValueError("odd")):
        note(log, fault, "Member %d was not answered", 7)
    assert [record.getMessage() for record in caplog.records] == [
        "Member 7 was not answered"
    ] * 2
    assert "no such table: cards" in caplog.text
    assert "ValueError: odd" in caplog.text


async def test_a_full_disk_is_one_line_in_the_log_however_many_presses_it_spoils(
    bot: SmallBot, caplog: pytest.LogCaptureFixture
) -> None:
    bot.channels("study")
    pages = bot.db.execute("pragma page_count").fetchone()[0]
    bot.db.execute(f"pragma max_page_count = {pages}")
    log = logging.getLogger("here")
    failed = 0
    for _ in range(5):
        try:
            await bot.desk.call(fill, bot)
        except sqlite3.OperationalError as fault:
            failed += 1
            note(log, fault, "An interaction failed")
    assert failed == 5
    assert caplog.messages == [
        "The database cannot be written (database or disk is full): nothing is "
        "acknowledged until it can. Look at its disk; there is no need to start anew."
    ]


@pytest.fixture
def afar(caplog: pytest.LogCaptureFixture) -> logging.Logger:
    log = logging.getLogger("afar")
    caplog.set_level(logging.WARNING)
    return log


def test_an_outage_is_told_as_it_begins_every_quarter_of_an_hour_and_as_it_ends(
    afar: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    now = [0.0]
    outage = Outage(afar, "Afar", "https://status.example", lambda: now[0])
    for now[0] in range(0, 1900, 10):
        outage.met("no route")
    for now[0] in range(1900, 2500, 20):
        outage.stands()

    then = (
        " (no route). It is tried again by itself, and what is due waits. If that "
        "lasts, look at this machine's network, then at https://status.example"
    )
    assert caplog.messages == [
        f"Afar cannot be reached{then}",
        f"Afar has not been reached for 15 minutes{then}",
        f"Afar has not been reached for 30 minutes{then}",
        "Afar is reached again, after 32 minutes",
    ]


def test_a_line_that_comes_and_goes_is_one_outage(
    afar: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    now = [0.0]
    outage = Outage(afar, "Afar", "there", lambda: now[0])
    for now[0] in range(0, 600, 20):
        outage.stands() if now[0] % 40 else outage.met("reset")
    for now[0] in range(600, 700, 20):
        outage.stands()
    now[0] = 700.0
    outage.met("reset")

    assert [said.partition(" (")[0] for said in caplog.messages] == [
        "Afar cannot be reached",
        "Afar is reached again, after 10 minutes",
        "Afar cannot be reached",
    ]


def test_a_platform_that_was_always_reached_is_not_told_of(
    afar: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    now = [0.0]
    outage = Outage(afar, "Afar", "there", lambda: now[0])
    for now[0] in range(0, 600, 20):
        outage.stands()
    assert caplog.messages == []


def test_of_a_librarys_lines_those_are_left_out_that_tell_of_an_outage(
    afar: logging.Logger, caplog: pytest.LogCaptureFixture
) -> None:
    library = logging.getLogger("library")
    outage = Outage(afar, "Afar", "there")
    with outage.telling(("library",), lambda line: "reset" if line.args else ""):
        for _ in range(3):
            library.error("Trying again in %d s", 5)
        library.error("A fault of another kind")
        caplog.set_level(logging.INFO, "afar")
        library.error("Trying again in %d s", 6)
    library.error("Trying again in %d s", 7)

    assert [said.partition(" (")[0] for said in caplog.messages] == [
        "Afar cannot be reached",
        "A fault of another kind",
        "Trying again in 6 s",
        "Trying again in 7 s",
    ]


def fill(bot: SmallBot) -> None:
    for number in range(2000):
        bot.engine.run(member(number), "settings", {"zone": "Paris"}, bot.now)


def no_such_table() -> sqlite3.Error:
    with (
        closing(sqlite3.connect(":memory:")) as db,
        pytest.raises(sqlite3.OperationalError) as fault,
    ):
        db.execute("select * from cards")
    return fault.value
