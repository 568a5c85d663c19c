"""Orders to a peer that runs apart: one JSON object in, one out."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from .deliveries import latencies
from .errors import Json
from .people import Member
from .ratelimits import busiest_minute
from .seen import Seen
from .server import Slack
from .world import Channel, Message

Act = Callable[[], Awaitable[Seen]]
Order = Callable[[Json], Awaitable[Json]]


@dataclass(slots=True, eq=False)
class Orders:
    """One workspace, some channels, some members; members and channels by number."""

    peer: Slack
    channels: list[Channel]
    members: list[Member]
    known: dict[str, Order] = field(default_factory=dict)

    def __post_init__(self) -> None:
        all_of_them: list[Order] = [self.connected, self.http, self.slash, self.press]
        all_of_them += [self.press_all, self.tick_all, self.save_all]
        all_of_them += [self.archive, self.refresh, self.advance, self.report]
        self.known = {order.__name__: order for order in all_of_them}

    async def obey(self, order: Json) -> Json:
        """`do` names it; what went wrong comes back as `error`."""
        todo = self.known.get(str(order.get("do")))
        if todo is None:
            return {"error": f"orders are {sorted(self.known)}"}
        try:
            return await todo(order)
        except (AssertionError, TimeoutError) as error:
            return {"error": f"{type(error).__name__}: {error}"}

    async def connected(self, order: Json) -> Json:
        """Waits for `count` connections."""
        await self.peer.sockets.connected(order.get("count", 1), 30)
        return {"opened": self.peer.sockets.opened}

    async def http(self, order: Json) -> Json:
        """From now on by signed requests to `url`."""
        self.peer.http_app_url = order["url"]
        return {}

    async def slash(self, order: Json) -> Json:
        member = self.members[order.get("member", 0)]
        channel = self.channels[order.get("channel", 0)]
        return _told(await member.slash(channel, order["command"], order["text"]))

    async def press(self, order: Json) -> Json:
        """`button` of the newest message that has it, public or the member's own."""
        member = self.members[order.get("member", 0)]
        message = self._newest(order, member.private)
        return _told(await member.press(message, order["button"]))

    async def press_all(self, order: Json) -> Json:
        """Every member presses `button` of the newest message, all `within` seconds.

        `people`: only the first so many.
        """
        message, button = self._newest(order, []), order["button"]
        people = self.members[: order.get("people", len(self.members))]
        acts = [partial(m.press, message, button, patience=0) for m in people]
        return await self._all(acts, order)

    async def tick_all(self, order: Json) -> Json:
        """Every member chooses `picks` of `boxes`, in a message of their own."""
        boxes, picks = order["boxes"], order["picks"]
        acts = [
            partial(one.select, one.private[-1], boxes, picks, patience=0)
            for one in self.members
            if one.view is None
        ]
        return await self._all(acts, order)

    async def save_all(self, order: Json) -> Json:
        """Every member sends in their modal with `values`, or presses `button`."""
        acts = [
            partial(one.submit, one.view, order["values"], patience=0)
            if one.view is not None
            else partial(one.press, one.private[-1], order["button"], patience=0)
            for one in self.members
        ]
        return await self._all(acts, order)

    async def _all(self, acts: Sequence[Act], order: Json) -> Json:
        first = len(self.peer.deliveries)
        seen = await self.peer.at_once(acts, order.get("within", 1.0))
        times = latencies(self.peer.deliveries[first:])
        failures = Counter(each.failure for each in seen if each.failure)
        return {"acked": len(times), "failures": failures, "waits": times}

    async def archive(self, order: Json) -> Json:
        """From now on nobody can write in that channel."""
        self.channels[order["channel"]].archived = True
        return {}

    async def refresh(self, _: Json) -> Json:
        await self.peer.sockets.refresh()
        return {}

    async def advance(self, order: Json) -> Json:
        self.peer.clock.advance(order["seconds"])
        return {}

    async def report(self, _: Json) -> Json:
        """Everything public, every violation, and how often the app called what."""
        calls = self.peer.calls
        posts = [call.at for call in calls if call.method == "chat.update"]
        views = [len(member.user.stack) for member in self.members]
        return {
            "views": sum(views),
            "private": sum(len(member.private) for member in self.members),
            "messages": [
                [each.readable for each in channel.messages]
                for channel in self.channels
            ],
            "violations": [str(violation) for violation in self.peer.violations],
            "calls": Counter(call.method for call in calls),
            "over_limit": sum(bool(call.retry_after) for call in calls),
            "updates": posts,
            "busiest_minute_of_updates": busiest_minute(posts),
        }

    def _newest(self, order: Json, own: list[Message]) -> Message:
        found = self.channels[order.get("channel", 0)].messages + own
        for message in sorted(found, key=lambda each: each.ts, reverse=True):
            if order["button"] in message.buttons:
                return message
        raise AssertionError(f"no message has a button {order['button']!r}")


def _told(seen: Seen) -> Json:
    return {"text": seen.text, "latency": seen.latency, "failure": seen.failure}
