"""A post is sent once, or it is known why not: on a platform of few words."""

import logging
from dataclasses import dataclass, field, replace

import pytest

from adapters.sending import Looked, delivered
from adapters.troubles import Outage
from bot.panels import (
    Absent,
    ChannelId,
    Forbidden,
    Later,
    MessageId,
    Outcome,
    Public,
    Sent,
    Unknown,
)
from bot.wording.refusals import CANNOT_LOOK

NEW = Public(ChannelId("test:study"), MessageId(1), "mark")
UNSURE = replace(NEW, unsure=True)

AGAIN = Later(20.0, unsure=True)


@dataclass
class Transport:
    """`answers`: what each try to send ends in; `seen`: what each look finds.

    A try that is `lost` may have arrived, as far as the sender knows.
    """

    answers: str = "sent"
    seen: list[str | Looked] = field(default_factory=list)
    to: Public = NEW
    knows_twins: bool = False
    done: list[str] = field(default_factory=list)
    ends_in: tuple[type[BaseException], ...] = (OSError,)

    def __post_init__(self) -> None:
        self._answers = iter(self.answers.split())
        self._seen = iter(self.seen)

    def certain(self, fault: BaseException) -> Outcome | None:
        return Forbidden("no") if isinstance(fault, PermissionError) else None

    async def reach(self) -> None:
        self.done.append("reach")

    async def send(self) -> str:
        self.done.append("send")
        match next(self._answers):
            case "lost":
                raise OSError
            case "refused":
                raise PermissionError
        return "it"

    async def look(self, *, sent: bool) -> str | Looked:
        self.done.append("look again" if sent else "look")
        return next(self._seen)

    async def stands(self, message: str) -> Sent:
        return Sent(f"{message} stands")

    async def adopt(self, message: str) -> Sent:
        return Sent(f"{message} adopted")

    async def edit(self, ref: str) -> Sent:
        if next(self._answers) == "lost":
            raise OSError
        return Sent(f"{ref} edited")


@pytest.mark.parametrize(
    ("transport", "outcome", "done"),
    [
        (Transport(), Sent("it stands"), "reach, send"),
        (Transport("refused"), Forbidden("no"), "reach, send"),
        (
            Transport("lost", ["it"]),
            Sent("it stands"),
            "reach, send, look again",
        ),
        (
            Transport("lost sent", [Looked.ABSENT]),
            Sent("it stands"),
            "reach, send, look again, send",
        ),
        (
            Transport("lost lost", [Looked.ABSENT, Looked.ABSENT]),
            AGAIN,
            "reach, send, look again, send, look again",
        ),
        (Transport("lost", [Looked.UNSURE]), AGAIN, "reach, send, look again"),
        (
            Transport("lost", [Looked.BARRED]),
            Unknown(CANNOT_LOOK),
            "reach, send, look again",
        ),
        (
            Transport("lost sent", [Looked.BARRED], knows_twins=True),
            Sent("it stands"),
            "reach, send, look again, send",
        ),
        (
            Transport("lost lost", [Looked.BARRED] * 2, knows_twins=True),
            Unknown(CANNOT_LOOK),
            "reach, send, look again, send, look again",
        ),
    ],
)
async def test_a_new_post(transport: Transport, outcome: Outcome, done: str) -> None:
    assert await delivered(transport, reached()) == outcome
    assert transport.done == done.split(", ")


@pytest.mark.parametrize(
    ("found", "late", "outcome", "done"),
    [
        ("it", False, Sent("it adopted"), "reach, look"),
        ("it", True, Sent("it adopted"), "reach, look"),
        (Looked.ABSENT, False, Sent("it stands"), "reach, look, send"),
        (Looked.ABSENT, True, Absent(), "reach, look"),
        (Looked.UNSURE, False, AGAIN, "reach, look"),
        (Looked.BARRED, True, Unknown(CANNOT_LOOK), "reach, look"),
    ],
)
async def test_one_that_may_stand_already(
    found: str | Looked, late: bool, outcome: Outcome, done: str
) -> None:
    transport = Transport(seen=[found], to=replace(UNSURE, late=late))

    assert await delivered(transport, reached()) == outcome
    assert transport.done == done.split(", ")


async def test_one_that_stands_is_edited_and_a_lost_answer_costs_nothing() -> None:
    stands = replace(NEW, ref="there")

    sent, lost = Transport("sent", to=stands), Transport("lost", to=stands)
    assert await delivered(sent, reached()) == Sent("there edited")
    assert await delivered(lost, reached()) == Later(15.0)


async def test_in_an_outage_what_waits_is_told_quietly_and_what_is_over_is_not(
    caplog: pytest.LogCaptureFixture,
) -> None:
    outage = reached()
    outage.met("no route")

    await delivered(Transport("lost", [Looked.UNSURE]), outage)
    await delivered(Transport("lost", [Looked.BARRED]), outage)

    assert [record.getMessage()[:18] for record in caplog.records] == [
        "Afar cannot be rea",
        "Message 1 may stan",
    ]


ENDS = [
    (Transport("refused"), "Message 1 is not allowed there: no"),
    (
        Transport("lost", to=replace(NEW, ref="there")),
        "Message 1 is tried again in 15 s",
    ),
    (
        Transport("lost", [Looked.UNSURE]),
        "Message 1 may stand; it is looked for in 20 s",
    ),
    (
        Transport("lost", [Looked.BARRED]),
        f"Message 1 may stand, and nobody can tell: {CANNOT_LOOK}",
    ),
]


@pytest.mark.parametrize(("transport", "line"), ENDS)
async def test_what_became_of_a_message_is_a_sentence_of_the_log(
    transport: Transport, line: str, caplog: pytest.LogCaptureFixture
) -> None:
    await delivered(transport, reached())
    assert caplog.records[-1].getMessage() == line


def reached() -> Outage:
    return Outage(logging.getLogger("afar"), "Afar", "there")
