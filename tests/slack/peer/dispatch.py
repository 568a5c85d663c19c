"""Deliveries to the app: by socket or by HTTP, with their retries and accidents.

https://docs.slack.dev/apis/events-api#error-handling
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from tests.clock import Clock

from .deliveries import Answer, Attempt, Delivery, Envelope
from .errors import Json
from .faults import Fault, Script, Twist
from .rules import Rules
from .signed import Signed
from .sockets import Sockets


class Dispatch:
    def __init__(
        self, rules: Rules, clock: Clock, sockets: Sockets, signed: Signed
    ) -> None:
        self._rules = rules
        self._clock = clock
        self._sockets = sockets
        self._signed = signed
        self.twists = Script()
        self.deliveries: list[Delivery] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def interact(
        self,
        kind: Envelope,
        payload: Json,
        on_ack: Callable[[Json | None], None] | None = None,
    ) -> Delivery:
        """A command or an interaction: delivered once, done when acknowledged."""
        delivery = self._new(kind, payload, on_ack)
        twist = await self._twisted(kind)
        if twist is not None and twist.kind is Twist.DUPLICATE:
            self._background(self._once(Delivery(kind, payload), 0, "", None))
        answer = await self._once(delivery, 0, "", twist)
        if not answer.acked:
            delivery.failure = answer.reason
        delivery.done.set()
        return delivery

    def event(self, payload: Json) -> Delivery:
        """An event; goes on being retried on its own until `done` is set."""
        delivery = self._new(Envelope.EVENT, payload, None)
        self._background(self._until_acked(delivery))
        return delivery

    async def _until_acked(self, delivery: Delivery) -> None:
        twist = await self._twisted(delivery.kind)
        reason = ""
        for number, wait in enumerate((0.0, *self._rules.event_retries)):
            await asyncio.sleep(self._clock.real(wait))
            first = twist if number == 0 else None
            answer = await self._once(delivery, number, reason, first)
            if answer.acked or answer.no_retry:
                break
            reason = answer.reason
        if twist is not None and twist.kind is Twist.DUPLICATE:
            await self._once(delivery, 1, "timeout", None)
        if delivery.acked is None:
            delivery.failure = reason
        delivery.done.set()

    def _new(
        self,
        kind: Envelope,
        payload: Json,
        on_ack: Callable[[Json | None], None] | None,
    ) -> Delivery:
        delivery = Delivery(kind, payload, on_ack)
        self.deliveries.append(delivery)
        return delivery

    async def _twisted(self, kind: Envelope) -> Fault | None:
        twist = self.twists.take(kind)
        if twist is not None and twist.kind is Twist.LATE:
            await asyncio.sleep(self._clock.real(twist.ms / 1000))
        return twist

    async def _once(
        self, delivery: Delivery, number: int, reason: str, twist: Fault | None
    ) -> Answer:
        attempt: Attempt = delivery.begin(number, reason)
        if twist is not None and twist.kind is Twist.LOST:
            await asyncio.sleep(self._clock.real(self._rules.ack_within))
            return Answer(False, reason="timeout")
        await asyncio.sleep(self._clock.real(self._rules.latency))
        deaf = twist is not None and twist.kind is Twist.LOST_ACK
        way = self._sockets if self._signed.url is None else self._signed
        return await way.send(delivery, attempt, deaf)

    def _background(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
