"""A question to the engine, from a channel that may be new."""

import asyncio
from typing import Any, TypeVar

import pytest

from adapters.asking import Asking
from bot.errors import NotAllowed
from bot.flows.work import Work
from bot.panels import ChannelId, Upload
from bot.typeset import Theme
from tests.adapters.small_bot import DECK, NINE, SPACE, SmallBot, admin, member

T = TypeVar("T")

STUDY = ChannelId("web:study")


class Bench:
    """A background that does the work at once."""

    async def do(self, work: Work[T]) -> T:
        return work.does()


@pytest.fixture
def asking(bot: SmallBot) -> Asking:
    with bot.store.transaction():
        bot.engine.ship([DECK], NINE)
    return Asking(bot.engine, bot.desk, Bench(), bot.clock, "Asia/Seoul")


def known(bot: SmallBot) -> list[tuple[object, ...]]:
    return bot.rows("select id, space, name, zone from channels")


async def test_a_channel_is_made_known_with_the_first_word_from_it(
    bot: SmallBot, asking: Asking
) -> None:
    await asking.run(member(1), "streak", {}, "#study")

    assert known(bot) == [(STUDY, SPACE, "#study", "Asia/Seoul")]


async def test_what_a_refusal_undoes_is_done_with_the_next_word(
    bot: SmallBot, asking: Asking
) -> None:
    with pytest.raises(NotAllowed):
        await asking.run(member(1), "drop pause", {}, "#study")

    assert known(bot) == []

    await asking.run(member(1), "drop status", {}, "#study")

    assert known(bot) == [(STUDY, SPACE, "#study", "Asia/Seoul")]


async def test_a_new_name_is_made_known_and_none_is_no_news(
    bot: SmallBot, asking: Asking
) -> None:
    await asking.run(member(1), "streak", {}, "#study")
    await asking.run(member(1), "streak", {}, "#maths")
    await asking.run(member(1), "streak", {})

    assert known(bot) == [(STUDY, SPACE, "#maths", "Asia/Seoul")]


@pytest.mark.parametrize("left", [STUDY, SPACE])
async def test_whoever_was_thrown_out_is_back_with_the_next_word(
    bot: SmallBot, asking: Asking, left: Any
) -> None:
    await asking.run(admin(STUDY), "drop set", {"time": "09:00"}, "#study")
    await bot.desk.call(bot.engine.leave, STUDY, bot.now)
    await asking.run(admin(STUDY), "streak", {}, "#study")
    assert bot.store.channels.next_due() is None

    asking.left(left)
    await asking.run(admin(STUDY), "streak", {}, "#study")

    assert bot.store.channels.next_due() is not None


async def test_a_word_that_was_on_its_way_does_not_make_known_what_was_left_since(
    bot: SmallBot, asking: Asking
) -> None:
    await asking.run(admin(STUDY), "drop set", {"time": "09:00"}, "#study")
    word = asking.run(admin(STUDY), "streak", {}, "#study")
    under_way = asyncio.create_task(word)
    await asyncio.sleep(0)
    asking.left(STUDY)
    await bot.desk.call(bot.engine.leave, STUDY, bot.now)
    await under_way

    await asking.run(admin(STUDY), "streak", {}, "#study")

    assert bot.store.channels.next_due() is not None


async def test_long_work_is_done_between_two_transactions(
    bot: SmallBot,
) -> None:
    class Watched(Bench):
        async def do(self, work: Work[T]) -> T:
            bot.said.append("the work")
            return await super().do(work)

    file = Upload("tiny.md", b"# Tiny\n\n## Why?\n\nBecause.\n")
    asking = Asking(bot.engine, bot.desk, Watched(), bot.clock, "Asia/Seoul")
    bot.said.clear()

    answer = await asking.run(admin(STUDY), "deck import", {"file": file}, "#study")

    kinds = ("begin immediate", "commit", "the work")
    assert [said for said in bot.said if said in kinds] == [
        *("begin immediate", "commit", "the work", "begin immediate", "commit")
    ]
    assert isinstance(answer.response, list)
    assert len(bot.store.decks.of_space(SPACE)) == 1


async def test_an_answer_comes_with_the_theme_that_it_may_just_have_set(
    bot: SmallBot, asking: Asking
) -> None:
    before = await asking.run(member(1), "streak", {}, "#study")
    after = await asking.run(member(1), "settings set", {"theme": "light"}, "#study")

    assert (before.theme, after.theme) == (None, Theme.LIGHT)
