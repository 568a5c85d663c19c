import asyncio
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from adapters import deliver
from adapters.deliver import Delivery, Show
from bot.panels import (
    ChannelId,
    Forbidden,
    Later,
    Outcome,
    Post,
    Public,
    Sent,
    Unknown,
)
from tests.adapters.small_bot import NINE, SPACE, Screen, SmallBot, admin, member
from tests.adapters.waiting import until
from tests.clock import push_on
from tests.engine.decks import BASICS
from tests.engine.world import words

MINUTE = timedelta(minutes=1)
TODAY = "2026-03-02"


@pytest.fixture
def breathless(monkeypatch: pytest.MonkeyPatch) -> None:
    """No look is put off, however many are on their way."""
    monkeypatch.setattr(deliver, "BREATH", 0)


async def test_a_drop_that_is_due_is_shown_once_and_its_place_is_kept(
    bot: SmallBot,
) -> None:
    bot.channels("study")
    screen = Screen()
    async with delivering(bot, screen.show) as delivery:
        delivery.wake()
        await until(lambda: messages(bot) == [("sent", "web:1")])
        delivery.wake()
        await bot.quiet()
    assert [title(post) for post in screen.posts] == ["Card of the day"]
    assert bot.rows("select day, state from drops") == [(TODAY, "open")]


async def test_nothing_is_shown_before_its_claim_is_on_disk(bot: SmallBot) -> None:
    bot.channels("study")
    on_disk: list[object] = []

    async def show(post: Post) -> Outcome:
        on_disk.extend(messages(bot))
        return Sent("web:1")

    async with delivering(bot, show) as delivery:
        delivery.wake()
        await until(lambda: messages(bot) == [("sent", "web:1")])
    assert on_disk == [("sending", None)]


async def test_a_platform_that_raises_is_asked_again(
    bot: SmallBot, caplog: pytest.LogCaptureFixture
) -> None:
    bot.channels("study")
    asked: list[Post] = []

    async def show(post: Post) -> Outcome:
        asked.append(post)
        if len(asked) == 1:
            raise ConnectionResetError("the platform hung up")
        return Sent("web:1")

    async with delivering(bot, show) as delivery:
        delivery.wake()
        lapsed = [(None, ms(NINE + timedelta(seconds=30)))]
        await until(lambda: bot.rows("select lease, next from messages") == lapsed)
        delivery.wake()
        await bot.quiet()
        assert len(asked) == 1
        bot.now += timedelta(seconds=31)
        delivery.wake()
        await until(lambda: messages(bot) == [("sent", "web:1")])
    assert [post.to.unsure for post in asked if isinstance(post.to, Public)] == [
        False,
        True,
    ]
    assert "the platform hung up" in caplog.text


async def test_later_waits_as_long_as_the_platform_says(bot: SmallBot) -> None:
    bot.channels("study")
    outcomes: list[Outcome] = [Later(600), Sent("web:1")]
    shown: list[datetime] = []

    async def show(post: Post) -> Outcome:
        shown.append(bot.now)
        return outcomes.pop(0)

    async with delivering(bot, show) as delivery:
        for minutes in (0, 9, 10):
            bot.now = NINE + minutes * MINUTE
            delivery.wake()
            await bot.quiet()
    assert shown == [NINE, NINE + 10 * MINUTE]


async def test_what_may_or_may_not_stand_is_never_sent_again(bot: SmallBot) -> None:
    bot.channels("study")
    shown: list[Post] = []

    async def show(post: Post) -> Outcome:
        shown.append(post)
        return Unknown("no word") if isinstance(post.to, Public) else Sent("web:dm")

    async with delivering(bot, show) as delivery:
        for hours in range(20):
            bot.now = NINE + timedelta(hours=hours)
            delivery.wake()
            await bot.quiet()
    assert [title(post) for post in shown] == ["Card of the day", "For your attention"]


async def test_a_platform_that_hangs_is_asked_again_and_holds_up_nobody(
    bot: SmallBot,
) -> None:
    bot.channels("stuck", "study")
    screen = Screen()
    unsure: list[bool] = []

    async def show(post: Post) -> Outcome:
        if isinstance(post.to, Public) and post.to.channel == "web:stuck":
            unsure.append(post.to.unsure)
            if len(unsure) == 1:
                await asyncio.Event().wait()
        return await screen.show(post)

    async with delivering(bot, show, patience=0.3) as delivery:
        delivery.wake()
        await until(lambda: len(screen.posts) == 1)
        assert ("sending", None) in messages(bot)
        leases = "select count(*) from messages where lease is not null"
        await until(lambda: bot.rows(leases) == [(0,)])
        delivery.wake()
        await bot.quiet()
        assert unsure == [False]
        bot.now += timedelta(seconds=30)
        delivery.wake()
        await until(lambda: messages(bot) == [("sent", "web:2"), ("sent", "web:1")])
    assert unsure == [False, True]


async def test_a_place_without_permission_is_left_alone_and_its_admin_told(
    bot: SmallBot,
) -> None:
    bot.channels("study")
    shown: list[Post] = []

    async def show(post: Post) -> Outcome:
        shown.append(post)
        public = isinstance(post.to, Public)
        return Forbidden("no right to write") if public else Sent("web:dm")

    async with delivering(bot, show) as delivery:
        for days in range(3):
            bot.now = NINE + timedelta(days=days)
            delivery.wake()
            await bot.quiet()
    assert len(shown) == 2
    assert "no right to write" in words(shown[1].panel)
    assert bot.rows("select suspended from channels") == [("no right to write",)]


async def test_a_platform_that_is_not_set_up_is_waited_for(bot: SmallBot) -> None:
    bot.channels("study", platform="discord")
    screen = Screen()
    async with delivering(bot, screen.show) as delivery:
        delivery.wake()
        await bot.quiet()
    assert screen.posts == []
    assert bot.rows("select state, next from messages") == [
        ("planned", ms(NINE + timedelta(hours=1)))
    ]


@pytest.mark.usefixtures("breathless")
async def test_two_deliveries_never_show_the_same_post(bot: SmallBot) -> None:
    bot.channels(*(f"c{n}" for n in range(60)))
    seen: Counter[ChannelId] = Counter()

    async def show(post: Post) -> Outcome:
        assert isinstance(post.to, Public)
        seen[post.to.channel] += 1
        await asyncio.sleep(0.01)
        return Sent("web:x")

    async with delivering(bot, show) as one, delivering(bot, show) as other:
        one.wake()
        other.wake()
        await until(lambda: len(seen) == 60)
        await bot.quiet()
    assert set(seen.values()) == {1}


async def test_more_than_fits_at_once_is_shown_all_the_same(bot: SmallBot) -> None:
    bot.channels(*(f"c{n}" for n in range(120)))
    under_way: list[int] = [0, 0]

    async def show(post: Post) -> Outcome:
        under_way[0] += 1
        under_way[1] = max(under_way)
        await asyncio.sleep(0.005)
        under_way[0] -= 1
        return Sent("web:x")

    async with delivering(bot, show) as delivery:
        delivery.wake()
        await until(lambda: messages(bot).count(("sent", "web:x")) == 120)
    assert under_way == [0, 50]


async def test_room_among_many_is_filled_by_the_handful(
    bot: SmallBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver, "BREATH", 30)
    bot.channels(*(f"c{n}" for n in range(100)))
    back = asyncio.Semaphore(0)

    async def show(post: Post) -> Outcome:
        await back.acquire()
        return Sent("web:x")

    def states() -> dict[object, int]:
        return Counter(state for state, _ in messages(bot))

    async with delivering(bot, show) as delivery:
        delivery.wake()
        await bot.quiet()
        assert states() == {"sending": 50}
        for _ in range(20):
            back.release()
            await bot.quiet()
        assert states() == {"sending": 30, "sent": 20}
        push_on(monkeypatch, 31)
        await bot.quiet()
        assert states() == {"sending": 50, "sent": 20}
        for _ in range(80):
            back.release()


@pytest.mark.usefixtures("breathless")
async def test_full_hands_do_not_spin(bot: SmallBot) -> None:
    bot.channels(*(f"c{n}" for n in range(60)))
    free = asyncio.Event()

    async def show(post: Post) -> Outcome:
        await free.wait()
        return Sent("web:x")

    alarms: list[datetime] = []
    async with delivering(bot, show, alarm=alarms.append) as delivery:
        delivery.wake()
        await bot.quiet()
        assert messages(bot).count(("sending", None)) == 50
        assert alarms == []
        free.set()
        await until(lambda: messages(bot).count(("sent", "web:x")) == 60)


@pytest.mark.usefixtures("breathless")
async def test_a_challenge_plays_on_while_everything_else_hangs(bot: SmallBot) -> None:
    bot.channels(*(f"c{n}" for n in range(60)))
    here = ChannelId("web:play")
    ada = replace(admin(here), manages=False)
    with bot.store.transaction():
        bot.engine.ship([BASICS], bot.now)
        bot.engine.join(here, SPACE, "play", "UTC", bot.now)
    screen, alarms, over = Screen(), list[datetime](), asyncio.Event()

    async def show(post: Post) -> Outcome:
        if title(post) == "Card of the day":
            await over.wait()
        return await screen.show(post)

    def titles() -> list[str]:
        return [title(post) for post in screen.posts]

    async with delivering(bot, show, alarm=alarms.append) as delivery:
        delivery.wake()
        await until(lambda: messages(bot).count(("sending", None)) == 50)
        options = {"deck": "basics", "questions": "1"}
        await bot.desk.call(bot.engine.run, ada, "challenge", options, bot.now)
        await until(lambda: titles() == ["Challenge"])
        start = screen.posts[0].panel.buttons[2].token
        await bot.desk.call(bot.engine.press, ada, start, {}, bot.now)
        await until(lambda: titles()[-1] == "Question 1 of 1")
        await bot.quiet()
        assert alarms[-1] > bot.now
        for _ in range(3):
            bot.now = alarms[-1]
            delivery.wake()
            await bot.quiet()
        assert titles()[-1] == "Question 1 of 1: the answer"
        assert messages(bot).count(("sending", None)) == 50
        over.set()


async def test_an_idle_bot_makes_no_commits(bot: SmallBot) -> None:
    bot.channels("study")
    screen = Screen()
    bot.now = NINE - MINUTE
    async with delivering(bot, screen.show) as delivery:
        delivery.wake()
        await bot.quiet()
        bot.said.clear()
        await asyncio.sleep(0.3)
        assert bot.said == []
        delivery.wake()  # as a sweep does: it looks, and writes nothing
        await bot.quiet()
        assert bot.commits() == 2
        assert not [line for line in bot.said if line.startswith(("insert", "update"))]


async def test_one_drop_costs_a_handful_of_commits(bot: SmallBot) -> None:
    bot.channels("study")
    screen = Screen()
    async with delivering(bot, screen.show) as delivery:
        bot.said.clear()
        delivery.wake()
        await until(lambda: len(screen.posts) == 1)
        await bot.quiet()
    assert bot.commits() <= 12


async def test_the_alarm_is_set_to_the_second(bot: SmallBot) -> None:
    bot.channels("study")
    alarms: list[datetime] = []
    bot.now = NINE - MINUTE
    async with delivering(bot, Screen().show, alarm=alarms.append) as delivery:
        delivery.wake()
        await bot.quiet()
    assert alarms == [NINE]


async def test_an_answer_edits_the_message_a_little_later(bot: SmallBot) -> None:
    bot.channels("study")
    screen = Screen()
    alarms: list[datetime] = []
    async with delivering(bot, screen.show, alarm=alarms.append) as delivery:
        delivery.wake()
        await until(lambda: len(screen.posts) == 1)
        await bot.quiet()
        for token in ("reveal:1", "tick:1"):
            press = bot.engine.press
            await bot.desk.call(press, member(1), token, {"picks": ("0",)}, bot.now)
        await bot.quiet()
        assert len(screen.posts) == 1
        bot.now = edit = alarms[-1]
        delivery.wake()
        await until(lambda: len(screen.posts) == 2)
    assert edit == NINE + timedelta(seconds=3)
    assert "1 has answered" in words(screen.posts[1].panel)


async def test_a_database_that_fails_for_a_while_is_asked_again(
    bot: SmallBot, caplog: pytest.LogCaptureFixture
) -> None:
    bot.channels("study")
    screen = Screen()
    bot.db.execute(
        "create temp trigger full before insert on drops begin "
        "select raise(abort, 'no room'); end"
    )
    async with delivering(bot, screen.show) as delivery:
        delivery.wake()
        await until(lambda: "no room" in caplog.text)
        assert screen.posts == []
        bot.db.execute("drop trigger full")
        bot.now += timedelta(minutes=20)  # what failed rests for a while
        delivery.wake()
        await until(lambda: len(screen.posts) == 1)


async def test_what_is_due_while_the_disk_fails_comes_with_the_next_look(
    bot: SmallBot, caplog: pytest.LogCaptureFixture
) -> None:
    bot.channels("study")
    screen = Screen()
    bot.db.execute("pragma query_only = on")
    async with delivering(bot, screen.show) as delivery:
        delivery.wake()
        await until(lambda: "The database cannot be written" in caplog.text)
        await bot.quiet()
        bot.db.execute("pragma query_only = off")
        delivery.wake()
        await until(lambda: len(screen.posts) == 1)
    assert len(caplog.messages) == 1  # it is told where it is found, and not again


async def test_where_it_went_and_could_not_be_noted_it_is_looked_for(
    bot: SmallBot, caplog: pytest.LogCaptureFixture
) -> None:
    bot.channels("study")
    unsure: list[bool] = []

    async def show(post: Post) -> Outcome:
        assert isinstance(post.to, Public)
        unsure.append(post.to.unsure)
        bot.db.execute(f"pragma query_only = {'off' if post.to.unsure else 'on'}")
        return Sent("web:1")

    async with delivering(bot, show) as delivery:
        delivery.wake()
        await until(lambda: "The database cannot be written" in caplog.text)
        await bot.quiet()
        bot.db.execute("pragma query_only = off")
        bot.now += timedelta(seconds=91)  # until then it is claimed
        delivery.wake()
        await until(lambda: messages(bot) == [("sent", "web:1")])
    assert unsure == [False, True]


async def test_at_the_end_it_learns_where_posts_went(bot: SmallBot) -> None:
    bot.channels("study")
    sent = asyncio.Event()

    async def show(post: Post) -> Outcome:
        sent.set()
        await asyncio.sleep(0.1)
        return Sent("web:1")

    async with delivering(bot, show) as delivery:
        delivery.wake()
        await sent.wait()
    assert messages(bot) == [("sent", "web:1")]


async def test_what_is_claimed_while_it_is_being_stopped_was_certainly_not_sent(
    bot: SmallBot,
) -> None:
    bot.channels("study")
    first, second = Screen(), Screen()
    holding, on = threading.Event(), threading.Event()

    def hold() -> None:
        holding.set()
        on.wait(30)

    busy = asyncio.create_task(bot.desk.call(hold))
    await asyncio.to_thread(holding.wait, 30)
    async with delivering(bot, first.show) as delivery:
        delivery.wake()
        await until(lambda: bot.desk._queue.qsize() == 1)
        asyncio.get_running_loop().call_soon(on.set)
    await busy
    assert first.posts == []
    assert bot.rows("select state, lease from messages") == [("planned", None)]
    bot.now += timedelta(seconds=1)
    async with delivering(bot, second.show) as delivery:
        delivery.wake()
        await until(lambda: messages(bot) == [("sent", "web:1")])
    [post] = second.posts
    assert isinstance(post.to, Public)
    assert not post.to.unsure


async def test_a_claim_that_lapsed_says_so_when_it_is_shown_again(
    bot: SmallBot,
) -> None:
    bot.channels("study")
    with bot.store.transaction():
        bot.engine.due(NINE)  # claimed, and then the process died
    screen = Screen()
    async with delivering(bot, screen.show) as delivery:
        for seconds in (89, 91):
            bot.now = NINE + timedelta(seconds=seconds)
            delivery.wake()
            await bot.quiet()
    [post] = screen.posts
    assert isinstance(post.to, Public)
    assert post.to.unsure


# What the tests do to a delivery.


@asynccontextmanager
async def delivering(
    bot: SmallBot,
    show: Show,
    alarm: Callable[[datetime], None] = lambda at: None,
    patience: float = 60,
) -> AsyncIterator[Delivery]:
    delivery = Delivery(bot.engine, bot.desk, bot.clock, {"web": show}, patience)
    before = bot.desk.on_change

    def changed() -> None:
        before()
        delivery.wake()

    bot.desk.on_change = changed
    running = asyncio.create_task(delivery.run(alarm))
    try:
        yield delivery
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        bot.desk.on_change = before


def messages(bot: SmallBot) -> list[tuple[object, ...]]:
    return bot.rows("select state, ref from messages")


def title(post: Post) -> str:
    return post.panel.title


def ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
