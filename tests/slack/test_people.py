"""Who somebody is: asked of Slack seldom, believed for a while, known of so many."""

import asyncio

import pytest

from adapters.slack import people
from adapters.slack.people import People, Person
from tests.clock import LoopTime
from tests.slack.peer import Kind
from tests.slack.town import Town


def asked(town: Town) -> int:
    return len(town.peer.called("users.info"))


async def who(found: People, town: Town, user: str, *, must: bool = False) -> Person:
    return await found.who(town.space.id, user, "handle", must=must)


async def test_a_member_is_asked_after_again_in_ten_minutes(
    small: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    time, found = LoopTime(monkeypatch), People(small.slack.wire)
    ben = small.ben.user

    first = await who(found, small, ben.id)
    ben.display_name = "Benjamin"
    time.advance(599)
    known = await who(found, small, ben.id)
    time.advance(1)
    anew = await who(found, small, ben.id)

    assert first == Person("Ben", "UTC", manages=False, sure=True)
    assert (known.name, anew.name) == ("Ben", "Benjamin")
    assert asked(small) == 2


async def test_whoever_manages_is_asked_after_again_in_a_quarter_of_a_minute(
    small: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    time, found = LoopTime(monkeypatch), People(small.slack.wire)
    ada = small.ada.user

    assert (await who(found, small, ada.id)).manages
    ada.admin = False
    time.advance(14)
    known = await who(found, small, ada.id)
    time.advance(1)
    anew = await who(found, small, ada.id)

    assert (known.manages, anew.manages) == (True, False)
    assert asked(small) == 2


async def test_in_a_rush_forty_are_asked_after_and_of_others_the_handle_is_known(
    small: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    LoopTime(monkeypatch)
    found = People(small.slack.wire)
    crowd = [small.space.user(f"Student {number}").user for number in range(41)]

    known = [await who(found, small, user.id) for user in crowd]

    assert [person.sure for person in known] == [True] * 40 + [False]
    assert known[-1] == Person("handle")
    # Whether somebody manages is asked all the same.
    assert (await who(found, small, crowd[-1].id, must=True)).sure


async def test_what_was_known_of_somebody_is_not_sure_where_slack_says_nothing(
    small: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    time, found = LoopTime(monkeypatch), People(small.slack.wire)
    await who(found, small, small.ada.user.id)
    time.advance(people.REMEMBERED)
    small.peer.fault("users.info", 1, Kind.ERROR, error="internal_error")

    person = await who(found, small, small.ada.user.id, must=True)

    assert person == Person("Ada", "UTC", manages=False, sure=False)


async def test_a_press_does_not_wait_for_who_somebody_is_until_it_is_lost(
    small: Town,
) -> None:
    found = People(small.slack.wire)
    small.peer.fault("users.info", 1, Kind.SLOW, ms=2000)

    async with asyncio.timeout(1.8):
        person = await who(found, small, small.ben.user.id)

    assert person == Person("handle")


async def test_of_more_people_than_are_known_at_once_the_first_are_asked_after_again(
    small: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "KEPT", 2)
    found = People(small.slack.wire)
    ada, ben = small.ada.user, small.ben.user
    cy = small.space.user("Cy").user

    for user in (ada, ben, cy, ben, cy):
        await who(found, small, user.id)
    assert asked(small) == 3

    await who(found, small, ada.id)
    assert asked(small) == 4
