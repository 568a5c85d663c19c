"""Many presses in a short time, and how soon each was acknowledged."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .asking import ask
from .errors import Json
from .interactions import Asked, Interaction
from .people import Person, press_data
from .world import Message

if TYPE_CHECKING:
    from .server import Discord


@dataclass(frozen=True, slots=True)
class Storm:
    """`waits` are the seconds to acknowledgement of those that got one, sorted."""

    pressed: int
    sent_in: float
    waits: tuple[float, ...]

    @property
    def failed(self) -> int:
        return self.pressed - len(self.waits)

    def at(self, share: float) -> float:
        """The wait that `share` of the presses did not exceed."""
        if not self.waits:
            return float("inf")
        return self.waits[min(len(self.waits) - 1, int(share * len(self.waits)))]


def together(storms: Sequence[Storm]) -> Storm:
    """Several that raged at once, as one."""
    return Storm(
        sum(each.pressed for each in storms),
        max(each.sent_in for each in storms),
        tuple(sorted(wait for each in storms for wait in each.waits)),
    )


def crowd(peer: "Discord", message: Message, size: int) -> list[Person]:
    people = [peer.user(f"Member {number}") for number in range(size)]
    for person in people:
        person.appear(message.channel)
    return people


async def storm(
    peer: "Discord",
    message: Message,
    buttons: Sequence[str],
    people: Sequence[Person],
    within: float = 1.0,
) -> Storm:
    """Each person presses once, the buttons in turn, evenly over `within` seconds."""
    choices = [press_data(message, button, None) for button in buttons]
    return await each_asks(peer, message, Asked.COMPONENT, choices, people, within)


async def each_asks(
    peer: "Discord",
    message: Message,
    what: Asked,
    choices: Sequence[Json],
    people: Sequence[Person],
    within: float,
) -> Storm:
    """The same with any data: modals sent in, say."""
    asked: list[Interaction] = []
    began = time.perf_counter()
    for number, person in enumerate(people):
        due = began + within * number / len(people)
        if (early := due - time.perf_counter()) > 0 or number % 20 == 0:
            await asyncio.sleep(max(0.0, early))
        data = choices[number % len(choices)]
        asked.append(ask(peer, person.account, message.channel, what, data, message))
    sent_in = time.perf_counter() - began
    patience = peer.clock.real(peer.rules.answer_within)
    last = time.perf_counter() + patience + peer.latency
    for each in asked:
        await each.wait(max(0.0, last - time.perf_counter()))
    waits = [each.acknowledged_after for each in asked]
    return Storm(
        len(asked), sent_in, tuple(sorted(wait for wait in waits if wait is not None))
    )
