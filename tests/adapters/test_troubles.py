"""What is told of a trouble, and how often."""

import logging
import sqlite3
from pathlib import Path

import pytest

from adapters.troubles import Seldom, Told, note
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


def fill(bot: SmallBot) -> None:
    for number in range(2000):
        bot.engine.run(member(number), "settings", {"zone": "Paris"}, bot.now)


def no_such_table() -> sqlite3.Error:
    with pytest.raises(sqlite3.OperationalError) as fault:
        sqlite3.connect(Path(":memory:")).execute("select * from cards")
    return fault.value
