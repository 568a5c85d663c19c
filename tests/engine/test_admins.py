"""`/drop admins`: those who manage a workspace name others, who then may as well."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import BadInput, NotAllowed, Refusal
from bot.panels import (
    Caller,
    ChannelId,
    MemberId,
    Panel,
    Somebody,
    SpaceId,
)
from tests.engine.decks import BASICS
from tests.engine.world import World, directly, labels, sent_file, token, words

TEAM, OTHER = SpaceId("slack:T"), SpaceId("slack:U")
STUDY, LOUNGE = ChannelId("slack:T.C"), ChannelId("slack:U.C")


def _member(name: str, manages: bool = False) -> Caller:
    return Caller(MemberId(f"slack:T.{name.upper()}"), name, STUDY, TEAM, manages)


ADA, BEN, CYD = _member("Ada", manages=True), _member("Ben"), _member("Cyd")


def _of(caller: Caller) -> Somebody:
    return Somebody(caller.member, caller.name)


@pytest.fixture
def team(empty: World) -> Iterator[World]:
    """A workspace with a channel, and another one."""
    with empty.store.transaction():
        empty.engine.join(STUDY, TEAM, "#study", "UTC", empty.now)
        empty.engine.join(LOUNGE, OTHER, "#lounge", "UTC", empty.now)
    yield empty
    assert empty.faults() == []


def _name(team: World, who: Caller, by: Caller = ADA) -> Panel:
    return team.run(by, "drop admins", add=_of(who))


def test_who_is_named_may_set_up_cards_and_decks(team: World) -> None:
    with pytest.raises(NotAllowed):
        team.run(BEN, "drop set", time="09:00")

    said = words(_name(team, BEN))

    assert "Ben may now set up cards and decks here" in said
    assert "Ben, named by Ada on Mon 2 Mar 2026" in said
    assert "09:00" in words(team.run(BEN, "drop set", time="09:00"))
    assert "Change" in labels(team.run(BEN, "drop status"))


def test_they_are_told_by_whom(team: World) -> None:
    _name(team, BEN)
    team.tick()

    (letter,) = team.letters(BEN)
    assert "Ada has named you: you may now set up cards and decks" in letter


def test_taken_out_again_they_may_not_also_with_buttons_of_before(
    team: World,
) -> None:
    _name(team, BEN)
    editor = team.run(BEN, "drop set", time="09:00")

    said = words(team.run(ADA, "drop admins", remove=_of(BEN)))

    assert "Ben may no longer set up cards and decks here" in said
    assert "Ben no longer, says Ada, since Mon 2 Mar 2026" in said
    with pytest.raises(NotAllowed):
        team.press(BEN, token(editor, "Turn off"))
    with pytest.raises(NotAllowed):
        team.press(BEN, "set.time", choice="12:00")
    assert "Change" not in labels(team.run(BEN, "drop status"))
    team.tick()
    assert "Ada has taken back that you may" in team.letters(BEN)[-1]


def test_everybody_is_called_by_the_name_last_seen(team: World) -> None:
    _name(team, BEN)
    _name(team, CYD)
    team.run(ADA, "drop admins", remove=_of(CYD))

    for caller, name in ((BEN, "Benjamin"), (CYD, "Cydney")):
        team.run(replace(caller, name=name), "streak")
    said = words(team.run(replace(ADA, name="Ada L."), "drop admins"))

    assert "Benjamin, named by Ada L. on Mon 2 Mar 2026" in said
    assert "Cydney no longer, says Ada L., since Mon 2 Mar 2026" in said


def test_who_is_named_cannot_name_others(team: World) -> None:
    _name(team, BEN)

    with pytest.raises(NotAllowed, match="by their own right"):
        _name(team, CYD, by=BEN)
    with pytest.raises(NotAllowed, match="by their own right"):
        team.run(BEN, "drop admins", remove=_of(CYD))


def test_but_they_can_step_down(team: World) -> None:
    _name(team, BEN)

    said = words(team.run(BEN, "drop admins", remove=_of(BEN)))
    team.tick()

    assert "\nYou may no longer set up cards and decks here.\n" in said
    assert len(team.letters(BEN)) == 1
    with pytest.raises(NotAllowed):
        team.run(BEN, "drop set", time="09:00")


def test_everybody_may_see_whom_to_ask(team: World) -> None:
    assert "Nobody was named so far." in words(team.run(CYD, "drop admins"))
    _name(team, BEN)

    assert "Ben, named by Ada" in words(team.run(CYD, "drop admins"))


def test_they_are_named_in_this_workspace_alone(team: World) -> None:
    _name(team, BEN)
    elsewhere = replace(BEN, channel=LOUNGE, space=OTHER)

    with pytest.raises(NotAllowed):
        team.run(elsewhere, "drop set", time="09:00")
    with pytest.raises(NotAllowed):
        team.run(directly(BEN), "drop set", time="09:00")
    assert "Nobody was named" in words(team.run(elsewhere, "drop admins"))


def test_named_twice_they_are_named_once(team: World) -> None:
    _name(team, BEN)

    said = words(_name(team, BEN))

    assert "Ben was named before; nothing has changed." in said
    assert said.count("named by Ada") == 1
    team.tick()
    assert len(team.letters(BEN)) == 1


def test_who_was_never_named_cannot_be_taken_out(team: World) -> None:
    with pytest.raises(Refusal, match="Cyd was not named here"):
        team.run(ADA, "drop admins", remove=_of(CYD))


def test_there_are_at_most_twenty_five(team: World) -> None:
    for number in range(25):
        _name(team, _member(f"M{number}"))

    with pytest.raises(Refusal, match="25 are named already"):
        _name(team, BEN)


def test_it_takes_a_member_and_no_words(team: World) -> None:
    with pytest.raises(BadInput, match="Name them with @"):
        team.run(ADA, "drop admins", add="Ben")
    with pytest.raises(BadInput, match="takes words"):
        team.run(ADA, "drop set", time=_of(BEN))


def test_where_a_platform_has_roles_there_is_no_such_command(team: World) -> None:
    here = replace(ADA, member=MemberId("discord:1"))

    with pytest.raises(BadInput, match="no such command here"):
        team.run(here, "drop admins", add=_of(BEN))
    help = {"command": "drop"}
    assert "drop admins" not in words(team.panel(team.ask(here, "help", help)))
    assert "drop admins" in words(team.panel(team.ask(ADA, "help", help)))


def test_whoever_deletes_their_data_is_named_no_more_and_nobodys_namer(
    team: World,
) -> None:
    _name(team, BEN)
    _name(team, CYD)
    team.tick()
    for who in (BEN, ADA):
        asked = team.run(who, "privacy delete")
        team.press(who, token(asked, "Delete my data"))

    dump = "\n".join(team.store._db.conn.iterdump())
    assert BEN.member not in dump
    assert ADA.member not in dump
    assert not re.search(r"\b(Ada|Ben)\b", dump)
    assert "Cyd, named by Somebody" in words(team.run(CYD, "drop admins"))


def test_whoever_is_named_may_stop_a_challenge_as_an_admin_may(team: World) -> None:
    team.ship(BASICS)
    team.run(CYD, "challenge")
    team.tick()
    cancel = token(team.shown[-1].panel, "Cancel")
    with pytest.raises(NotAllowed, match="Ask Cyd, the host"):
        team.press(BEN, cancel)

    _name(team, BEN)
    team.press(BEN, cancel)
    team.wait(seconds=3)  # a message rests after it was shown
    team.tick()

    assert "Called off." in words(team.drops(STUDY)[-1])


def test_the_export_says_who_named_one(team: World) -> None:
    _name(team, BEN)

    shown = team.run(BEN, "privacy export")

    file = sent_file(shown)
    (naming,) = json.loads(file.data)["named admin"]
    assert (naming["who"], naming["named by"]) == ("Ben", "Ada")
    assert naming["until"] is None
    assert naming["taken back by"] is None


def test_the_export_says_who_took_one_out(team: World) -> None:
    _name(team, BEN)
    team.run(ADA, "drop admins", remove=_of(BEN))

    shown = team.run(BEN, "privacy export")

    file = sent_file(shown)
    (naming,) = json.loads(file.data)["named admin"]
    assert naming["until"] == "2026-03-02T08:00:00+00:00"
    assert naming["taken back by"] == "Ada"


def test_kept_for_ninety_days_where_the_app_was_taken_out(team: World) -> None:
    team.run(ADA, "drop set", time="09:00")
    _name(team, BEN)
    with team.store.transaction():
        team.engine.leave_space(TEAM, team.now)

    team.now += timedelta(days=89)
    team.tick()
    assert team.store.admins.named(TEAM, BEN.member)

    team.now += timedelta(days=1)
    team.tick()
    assert not team.store.admins.named(TEAM, BEN.member)
