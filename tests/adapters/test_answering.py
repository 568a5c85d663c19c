"""An answer comes, whatever happens."""

import asyncio
import logging

import pytest

from adapters.answering import Lost, UnderWay, safely, within
from bot import wording
from bot.errors import BadInput


async def fails(fault: BaseException) -> None:
    raise fault


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (BadInput("Type a number."), ["Type a number."]),
        (ZeroDivisionError(), [wording.refusals.FAULT]),
        (Lost("too late"), []),
        (OSError("cut off"), []),
    ],
)
async def test_what_a_member_hears_of_what_went_wrong(
    fault: BaseException, said: list[str]
) -> None:
    heard: list[str] = []

    async def say(sentence: str) -> None:
        heard.append(sentence)

    await safely(fails(fault), say, (OSError,))

    assert heard == said


async def test_a_refusal_that_reaches_nobody_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def say(sentence: str) -> None:
        raise OSError(sentence)

    await safely(fails(BadInput("No.")), say, (OSError,), lambda _: "its name")

    assert caplog.messages == ["A refusal could not be delivered: its name"]


async def test_what_takes_long_is_said_meanwhile_and_done_all_the_same() -> None:
    told = asyncio.Event()

    async def work() -> str:
        await told.wait()
        return "done"

    async def meanwhile() -> None:
        told.set()

    assert await within(asyncio.ensure_future(work()), 0, meanwhile) == "done"


async def test_work_goes_on_when_whoever_waits_for_it_is_gone() -> None:
    go_on = asyncio.Event()

    async def work() -> str:
        await go_on.wait()
        return "done"

    async def meanwhile() -> None:
        return None

    asked = asyncio.ensure_future(work())
    waiting = asyncio.create_task(within(asked, 0, meanwhile))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait([waiting])
    go_on.set()

    assert await asked == "done"


@pytest.mark.parametrize(
    ("came_of_it", "told"), [(None, Lost), (BadInput("No."), BadInput)]
)
async def test_work_of_which_nobody_can_be_told_meanwhile_is_done_and_heard_of(
    came_of_it: Exception | None, told: type[Exception]
) -> None:
    done: list[str] = []

    async def work() -> None:
        await asyncio.sleep(0.01)
        done.append("done")
        if came_of_it is not None:
            raise came_of_it

    async def meanwhile() -> None:
        raise Lost("closed")

    with pytest.raises(told):
        await within(asyncio.ensure_future(work()), 0, meanwhile)

    assert done == ["done"]


async def test_what_is_under_way_is_finished_and_what_hangs_is_cut_off() -> None:
    under_way, stays = UnderWay(), asyncio.Event()
    ended: list[str] = []

    async def short() -> None:
        await asyncio.sleep(0)
        ended.append("short")

    async def here() -> None:
        with under_way.here():
            await asyncio.sleep(0)
            ended.append("here")

    own = asyncio.create_task(here())
    under_way.begin(short())
    await asyncio.sleep(0)
    hangs = under_way.begin(fails_when(stays))
    assert len(under_way) == 3

    await under_way.close(0.05)

    assert sorted(ended) == ["here", "short"]
    assert hangs.cancelled()
    assert len(under_way) == 0
    await own


async def test_what_is_begun_by_what_is_finished_is_finished_too() -> None:
    under_way = UnderWay()
    ended: list[str] = []

    async def further() -> None:
        await asyncio.sleep(0.01)
        ended.append("further")

    async def first() -> None:
        await asyncio.sleep(0.01)
        under_way.begin(further())
        ended.append("first")

    under_way.begin(first())

    await under_way.close()

    assert ended == ["first", "further"]


async def fails_when(event: asyncio.Event) -> None:
    await event.wait()


async def test_a_fault_in_the_background_is_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    under_way = UnderWay()

    await asyncio.wait([under_way.begin(fails(ZeroDivisionError()))])
    await asyncio.sleep(0)

    assert [(r.levelno, r.getMessage()) for r in caplog.records] == [
        (logging.ERROR, "A fault of ours")
    ]
