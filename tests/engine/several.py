"""A member with accounts on two platforms, and a third on another."""

from bot.panels import Caller, ChannelId, MemberId, Panel, SpaceId
from tests.engine.world import HALL, World, token, words

ISLE = SpaceId("isle")
BENNY = Caller(MemberId("isle:benny"), "Benny", HALL, ISLE)
"""Ben's other account, in another place."""

THIRD = Caller(MemberId("hill:ben"), "Ben III", None, None)


def open_hall(world: World, at: str = "09:00") -> None:
    """The other place, with the same deck and a card a day."""
    boss = Caller(MemberId("isle:boss"), "Boss", HALL, ISLE, manages=True)
    world.join(HALL, "hall", space=ISLE)
    world.run(boss, "drop set", time=at, deck="basics")


def code(world: World, who: Caller) -> str:
    """The code that an account is shown."""
    return code_in(world.run(who, "settings link"))


def code_in(panel: Panel) -> str:
    (line,) = (line for line in words(panel).split("\n") if "Your code: " in line)
    return line.removeprefix("Your code: ")


def link(world: World, first: Caller, second: Caller) -> Panel:
    """The second account types the first one's code, and says yes."""
    asked = world.run(second, "settings link", code=code(world, first))
    return world.press(second, token(asked, "Link them"))


def streak(world: World, who: Caller) -> str:
    return words(world.run(who, "streak")).split("\n")[1]


def answer_in(world: World, who: Caller, channel: ChannelId, *ticks: int) -> Panel:
    """The newest card of a channel, answered."""
    drop = world.drop(channel)
    return world.answer(who, *ticks, drop=drop)
