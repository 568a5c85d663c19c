"""The greeting, said once in a space for ever."""

from bot.panels import ChannelId, Direct, MemberId, Public, SpaceId
from tests.engine.world import HOME, SPACE, World, labels, member, words

OWNER = MemberId("test:owner")


def _invite(world: World, space: SpaceId, channel: ChannelId | None) -> None:
    with world.store.transaction():
        world.engine.greet(space, channel, OWNER, world.now)


def test_an_invited_bot_greets_in_the_channel_and_offers_to_set_up(
    world: World,
) -> None:
    _invite(world, SPACE, HOME)
    (post,) = world.tick()
    assert isinstance(post.to, Public)
    assert post.to.channel == HOME
    assert post.panel.title == "Hello"
    assert labels(post.panel) == ["Set up"]


def test_where_no_channel_can_be_written_in_the_owner_is_told(world: World) -> None:
    _invite(world, SPACE, None)
    (post,) = world.tick()
    assert isinstance(post.to, Direct)
    assert post.to.member == OWNER
    assert "/drop set" in words(post.panel)
    assert labels(post.panel) == []


def test_invited_again_it_does_not_greet_twice(world: World) -> None:
    _invite(world, SPACE, HOME)
    world.tick()
    _invite(world, SPACE, HOME)
    assert world.tick() == []
    _invite(world, SpaceId("test:other"), None)
    assert len(world.tick()) == 1


def test_an_owner_who_deletes_their_data_is_not_greeted_again(world: World) -> None:
    _invite(world, SPACE, None)
    world.tick()
    owner = member("Owner")
    world.press(owner, "privacy.delete")

    _invite(world, SPACE, None)

    assert world.tick() == []
    assert OWNER not in "\n".join(world.store._db.conn.iterdump())
