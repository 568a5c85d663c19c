"""`/privacy`: what is stored, a file of it, and its end."""

import json
import re
from dataclasses import replace

import pytest

from bot.errors import Stale
from bot.panels import Direct, File, Forbidden, Panel, Sent, Table, Upload
from bot.rounds import Attempt, RoundId, Step
from bot.store import Store
from tests.effort import at_most
from tests.engine.decks import TINY
from tests.engine.game import Game
from tests.engine.several import BENNY, link, open_hall
from tests.engine.world import (
    ADA,
    BEN,
    CYD,
    HOME,
    MONDAY,
    SPACE,
    World,
    abroad,
    directly,
    labels,
    sent_file,
    token,
    words,
)


def _lived(world: World) -> None:
    """Ben studies; Ada and Cyd do as well."""
    world.live_to(0, 9)
    world.press(BEN, f"commit:{_round(world)}", text="Ben's very own words")
    for who in (BEN, ADA, CYD):
        world.answer(who, 0)
    world.check(BEN)
    world.wait(minutes=1)
    world.run(BEN, "settings", reminder="18:00", zone="Berlin")


def _round(world: World) -> str:
    return token(world.drop(), "Answer").split(":")[1]


def _deleted(world: World, who: object = BEN) -> Panel:
    asked = world.run(who, "privacy delete")  # type: ignore[arg-type]
    assert labels(asked) == ["Delete my data", "Keep it"]
    return world.press(who, token(asked, "Delete my data"))  # type: ignore[arg-type]


def test_what_is_stored_is_told_in_plain_words(world: World) -> None:
    _lived(world)

    said = words(world.run(BEN, "privacy show"))

    assert "Your account and the name last seen: Ben." in said
    assert "3 entries in the log" in said
    assert "How well you hold 2 cards" in said
    assert "what you were asked in private" in said


def test_the_export_has_it_all(world: World) -> None:
    _lived(world)

    shown = world.run(BEN, "privacy export")

    file = sent_file(shown)
    data = json.loads(file.data)
    assert data["accounts"] == [
        {"account": "test:ben", "name": "Ben", "last seen": "2026-03-02T09:00:00+00:00"}
    ]
    assert data["asked"] == [
        {
            "deck": "basics",
            "card": "two",
            "asked as": "quiz",
            "at": "2026-03-02T09:00:00.000+00:00",
        }
    ]
    assert data["reminder"] == "18:00"
    assert data["streak"]["days"] == 1
    held = [(memory["deck"], memory["card"]) for memory in data["memory"]]
    assert held == [("basics", "one"), ("basics", "two")]
    assert {step["deck"] for step in data["attempts"]} == {"basics"}
    assert [step["step"] for step in data["attempts"]] == ["commit", "tick", "choice"]
    assert data["attempts"][0]["typed"] == "Ben's very own words"
    assert [one["zone"] for one in data["zones"]] == ["UTC", "Europe/Berlin"]
    assert "test:ada" not in file.data.decode()


def test_each_step_is_a_line_of_the_export(world: World) -> None:
    typed = 'it is "about\\" 12,\n\x00 ½ 🙂'
    world.live_to(0, 9)
    world.wait(milliseconds=7)
    world.press(BEN, f"commit:{_round(world)}", text=typed)
    world.press(BEN, f"tick:{_round(world)}", picks=["0", "1"])
    world.check(BEN, right=False)

    text = sent_file(world.run(BEN, "privacy export")).data.decode()

    lines = text.partition('"attempts": [\n')[2].split("\n")
    commit, tick, choice = (json.loads(line.strip(" ,")) for line in lines[:3])
    assert commit == {
        "deck": "basics",
        "card": "one",
        "asked as": "drop",
        "account": "test:ben",
        "step": "commit",
        "at": "2026-03-02T09:00:00.007+00:00",
        "day": "2026-03-02",
        "typed": typed,
        "option": None,
        "ticked": None,
        "rating": None,
        "points": 0,
    }
    assert (tick["ticked"], tick["rating"], tick["typed"]) == ([0, 1], 2, None)
    assert (choice["option"] != 1, choice["rating"], choice["points"]) == (True, 1, 0)


def test_a_long_log_is_exported_with_little_effort(world: World) -> None:
    """All others wait meanwhile."""
    world.run(BEN, "quiz", form="card")
    asked = world.store.rounds.get(RoundId(1))
    assert asked
    with world.store.transaction():
        for _ in range(500):
            round = world.store.rounds.open(asked)
            seen = Attempt(round.id, BEN.member, Step.REVEAL, world.now, MONDAY.date())
            world.store.attempts.add(seen)

    with at_most(5_000):
        shown = world.run(BEN, "privacy export")

    data = json.loads(sent_file(shown).data)
    assert (len(data["asked"]), len(data["attempts"])) == (501, 500)


def test_the_export_says_what_each_account_would_be_by_itself(world: World) -> None:
    world.run(BENNY, "settings", zone="Tokyo", reminder="18:00", theme="dark")
    link(world, BEN, BENNY)

    data = json.loads(sent_file(world.run(BEN, "privacy export")).data)

    by_themselves = [(one["account"], one["by itself"]) for one in data["accounts"]]
    assert by_themselves == [
        ("test:ben", {"zone": "UTC", "theme": None, "reminder": None}),
        (
            "isle:benny",
            {"zone": "Asia/Tokyo", "theme": "dark", "reminder": "18:00"},
        ),
    ]


def test_the_export_says_what_one_was_asked_and_when_one_left(world: World) -> None:
    game = Game(world)
    lobby = game.lobby()
    world.press(BEN, token(lobby, "Join"))
    for label in ("Leave", "Join", "Leave"):
        world.wait(minutes=1)
        world.press(BEN, token(lobby, label))
    for label in ("Join", "Leave", "Join"):
        world.press(CYD, token(lobby, label))
    world.run(BEN, "quiz", form="card")

    (file,) = (
        block
        for block in world.run(BEN, "privacy export").blocks
        if isinstance(block, File)
    )

    data = json.loads(file.data)
    (played,) = data["challenges"]
    assert played["away"] == [
        {"from": "2026-03-02T08:01:00+00:00", "to": "2026-03-02T08:02:00+00:00"}
    ]
    assert played["left"] == "2026-03-02T08:03:00+00:00"
    assert [one["asked as"] for one in data["asked"]] == ["quiz"]
    assert data["attempts"] == []


def test_the_export_has_what_an_admin_did_and_was_told(world: World) -> None:
    bring = Upload("tiny.toml", TINY)
    world.run(ADA, "deck import", file=bring)
    world.run(ADA, "drop set", deck="tiny")
    world.run(ADA, "deck remove", deck="tiny")
    world.press(ADA, f"deck.remove:{world.store.decks.of_space(SPACE)[0].number}")
    world.live_to(0, 9)

    shown = world.run(ADA, "privacy export")

    file = sent_file(shown)
    data = json.loads(file.data)
    first = "2026-03-02T08:00:00+00:00"
    assert data["channels set up"] == [{"channel": HOME, "at": first}]
    assert data["decks brought"] == [{"deck": "tiny", "at": first}]
    assert [one["said"] for one in data["told"]] == [
        "No card could be asked in home: its decks have none. Choose a deck with "
        "/drop set, or add one with /deck import."
    ]


def test_nothing_is_deleted_without_being_asked_twice(world: World) -> None:
    _lived(world)
    asked = world.run(BEN, "privacy delete")
    assert "cannot be undone" in words(asked)

    kept = world.press(BEN, token(asked, "Keep it"))

    assert "Nothing was deleted." in words(kept)
    assert "1 day" in words(world.run(BEN, "streak"))


def test_deleting_leaves_nothing_of_a_member_in_the_database(world: World) -> None:
    _lived(world)
    world.live_to(0, 18)
    _deleted(world)

    dump = "\n".join(world.store._db.conn.iterdump())
    assert "test:ben" not in dump
    assert "very own words" not in dump
    assert not re.search(r"\bBen\b", dump)


def test_deleting_leaves_nothing_of_a_member_in_any_file(world: World) -> None:
    _lived(world)
    assert b"very own words" in _files(world)

    _deleted(world)

    assert b"very own words" not in _files(world)
    assert b"test:ben" not in _files(world)


def test_whatever_a_member_did_nothing_of_it_is_left(world: World) -> None:
    """Schedules, decks, codes, play as host, notices, another account, other places."""
    ben = replace(BEN, name="Benedict", manages=True)
    open_hall(world)
    world.go_abroad()
    world.run(ben, "drop set", time="10:00")
    world.run(ben, "deck import", file=Upload("tiny.toml", TINY))
    world.run(ben, "drop skip")
    world.run(ben, "settings", zone="Berlin", reminder="18:00", theme="dark")
    world.live_to(1, 11)
    for where in (ben, abroad(ben), directly(ben)):
        world.check(where)
    game = Game(world)
    game.start(CYD, host=ben, questions="2")
    game.answer(ben)
    game.answer(CYD, right=False)
    world.press(ben, token(game.newest("Challenge"), "Leave"))
    world.press(ben, token(game.newest("Challenge"), "Join"))
    game.wait(40)
    world.outcome = Forbidden("no permission to send")
    world.live_to(2, 11)
    world.outcome = None
    world.live_to(2, 19)
    link(world, BENNY, ben)
    world.run(ben, "settings unlink")
    world.run(ben, "drop resume")
    world.live_to(3, 11)
    game.start(CYD, host=ben, pace="relaxed")
    game.answer(ben)
    world.run(ben, "settings link")
    world.run(ben, "settings link", code="NONE-SUCH")
    known = set(_tables_with(world, "test:ben"))
    assert known == {
        *("absences", "attempts", "challenges", "channels", "codes", "members"),
        *("messages", "players", "rounds", "tallies", "versions", "wrong_codes"),
    }

    _deleted(world, ben)

    assert _tables_with(world, "test:ben") == _tables_with(world, "Benedict") == []
    assert b"Benedict" not in _files(world)


def _tables_with(world: World, word: str) -> list[str]:
    """The tables that have a cell with this word in it."""
    db = world.store._db
    return [
        table
        for table in world.store.sizes()
        if any(
            re.search(rf"{word}\b", str(cell))
            for row in db.execute(f"select * from {table}")
            for cell in row
        )
    ]


def test_what_somebody_reads_just_then_is_gone_from_the_files_soon_after(
    world: World,
) -> None:
    _lived(world)
    reading = Store.reading(world.path)
    with reading.snapshot():
        assert reading.attempts.counted(RoundId(1)) == 3
        _deleted(world)
        assert b"very own words" in _files(world)
    reading.close()

    world.run(ADA, "streak")

    assert b"very own words" not in _files(world)


def _files(world: World) -> bytes:
    """All that lies in the database's folder."""
    return b"".join(file.read_bytes() for file in world.path.parent.iterdir())


def test_group_results_keep_an_anonymous_line(world: World) -> None:
    _lived(world)
    _deleted(world)

    (table,) = (
        block
        for block in world.run(ADA, "leaderboard").blocks
        if isinstance(block, Table)
    )
    assert sorted(row[1] for row in table.rows) == ["Ada (you)", "Cyd", "Somebody"]
    world.live_to(1, 9)
    assert "3 have answered" in words(world.drops()[0])


def test_what_a_group_lacked_is_told_though_one_of_them_is_gone(world: World) -> None:
    _lived(world)
    _deleted(world)
    world.live_to(1, 9)

    closed = words(world.drops()[0])
    assert "3 have answered" in closed
    assert "Lacked most often:" in closed


def test_afterwards_one_begins_afresh(world: World) -> None:
    _lived(world)
    _deleted(world)

    assert "No streak just now." in words(world.run(BEN, "streak"))
    assert "0 entries in the log" in words(world.run(BEN, "privacy show"))
    assert "1 of 4 key points" in words(world.answer(BEN, 1))


def test_an_admin_who_deletes_their_data_leaves_the_schedule(world: World) -> None:
    world.run(ADA, "drop skip")
    _deleted(world, ADA)

    dump = "\n".join(world.store._db.conn.iterdump())
    assert "test:ada" not in dump
    assert not re.search(r"\bAda\b", dump)
    world.live_to(1, 9)
    assert len(world.drops()) == 1


def test_a_question_that_was_open_is_gone_with_the_rest(world: World) -> None:
    question = world.run(BEN, "quiz")
    _deleted(world)

    with pytest.raises(Stale, match="too old to press"):
        world.choose(BEN, question)


def test_its_buttons_do_not_press_what_was_asked_since(world: World) -> None:
    question = world.run(BEN, "quiz", form="check")
    _deleted(world)
    world.run(BEN, "quiz", form="check")

    with pytest.raises(Stale, match="too old to press"):
        world.choose(BEN, question)


def test_late_word_of_a_letter_that_is_gone_is_not_taken_for_that_of_another(
    world: World,
) -> None:
    open_hall(world)
    link(world, BENNY, BEN)
    (letter,) = world.due()
    _deleted(world, BENNY)
    link(world, CYD, ADA)

    assert isinstance(letter.to, Direct)
    world.report(letter, Sent("here"))
    world.tick()

    (told,) = world.letters(CYD)
    assert "is now linked with this account" in told


def test_what_others_were_told_of_a_member_goes_as_well(world: World) -> None:
    open_hall(world)
    link(world, BENNY, BEN)
    world.run(BEN, "settings unlink")
    world.tick()
    assert len(world.letters(BENNY)) == 2

    _deleted(world)

    assert not re.search(r"\bBen\b", "\n".join(world.store._db.conn.iterdump()))


def test_what_another_account_answered_while_it_was_linked_stays_with_it(
    world: World,
) -> None:
    open_hall(world)
    link(world, BEN, BENNY)
    question = world.run(BEN, "quiz")
    world.press(BENNY, token(question, "A"))
    world.run(BENNY, "settings unlink")

    _deleted(world, BEN)

    assert "test:ben" not in "\n".join(world.store._db.conn.iterdump())
    assert "1 entry in the log" in words(world.run(BENNY, "privacy show"))
    assert "Streak: 1 day" in words(world.press(BENNY, token(question, "A")))
