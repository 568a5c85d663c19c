"""What a panel lists, however long, is not asked of the database line by line."""

from collections import Counter
from dataclasses import replace

import pytest

from bot.panels import Caller, ChannelId, MemberId, Somebody, SpaceId
from tests.engine.decks import BASICS
from tests.engine.world import World

TEAM, STUDY = SpaceId("slack:T"), ChannelId("slack:T.C")
ADA = Caller(MemberId("slack:T.ADA"), "Ada", STUDY, TEAM, manages=True)
BEN = replace(ADA, member=MemberId("slack:T.BEN"), name="Ben", manages=False)

OFTEN = 3
"""Times that a question may be asked anew: here and there two steps ask the same."""


@pytest.mark.parametrize(
    ("who", "command"),
    [(BEN, "help"), (ADA, "drop admins"), (BEN, "drop status"), (BEN, "deck list")],
)
def test_nothing_is_asked_anew_for_each_line(
    empty: World, who: Caller, command: str
) -> None:
    with empty.store.transaction():
        empty.engine.join(STUDY, TEAM, "#study", "UTC", empty.now)
    for number in range(10):
        named = Somebody(MemberId(f"slack:T.{number}"), f"Member {number}")
        empty.run(ADA, "drop admins", add=named)
    decks = [replace(BASICS, id=f"deck-{number}") for number in range(10)]
    for deck in decks:
        empty.ship(deck)
    empty.run(ADA, "drop set", deck=", ".join(deck.id for deck in decks))
    asked: Counter[str] = Counter()

    with empty.store._db.tracer(lambda sql, given: asked.update([f"{sql} {given}"])):
        empty.run(who, command)

    assert [query for query, count in asked.items() if count > OFTEN] == []
