"""A peer steered from outside: POST /control/{verb} with JSON, and JSON comes back."""

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from .errors import Json
from .filling import CannotSend
from .interactions import Asked
from .people import Person, Seen
from .places import Place
from .storm import Storm, crowd, each_asks, storm, together
from .tree import CHECKBOXES, LABEL, NotThere, tokens

if TYPE_CHECKING:
    from .server import Discord

_CHANNELS_PER_SERVER = 500


class Control:
    """The verbs are the methods named `do_…`."""

    def __init__(self, peer: "Discord") -> None:
        self._peer = peer
        self._channels: dict[int, Place] = {}
        self._crowd: list[Person] = []
        self._crowds: list[list[Person]] = []
        self._hosts: dict[int, Person] = {}
        peer.extra_routes.append(web.post("/control/{verb}", self._serve))

    def furnish(self, channels: int) -> dict[int, int]:
        """So many channels, in as many servers as that takes; by id, its server's."""
        made: dict[int, int] = {}
        while len(made) < channels:
            server = self._peer.guild(f"Server {len(made)}")
            for number in range(min(_CHANNELS_PER_SERVER, channels - len(made))):
                place = server.channel(f"study-{number}")
                self._channels[place.id] = place
                made[place.id] = server.id
        return made

    async def _serve(self, request: web.Request) -> web.Response:
        verb = getattr(self, f"do_{request.match_info['verb']}", None)
        if verb is None:
            return web.json_response({"error": "no such verb"}, status=404)
        given = await request.json() if request.can_read_body else {}
        try:
            return web.json_response(await verb(given))
        except (NotThere, CannotSend, TimeoutError) as error:
            return web.json_response({"error": str(error)}, status=409)

    async def do_ready(self, given: Json) -> Json:
        await self._peer.ready(given.get("shards", 1), given.get("seconds", 30))
        return {}

    async def do_messages(self, given: Json) -> Json:
        """Of one channel; of all, without one."""
        ids = [given["channel"]] if "channel" in given else list(self._channels)
        shown = {
            str(id): [
                {
                    "id": each.id,
                    "text": each.text,
                    "buttons": each.buttons,
                    "tokens": tokens(each.components),
                    "edits": [edit.timestamp() for edit in each.edits],
                    "pictures": [picture.name for picture in each.pictures],
                }
                for each in self._channels[id].messages
            ]
            for id in ids
        }
        return {"messages": shown}

    async def do_slash(self, given: Json) -> Json:
        """One new member's command; a manager's where `manages`."""
        place = self._channels[given["channel"]]
        person = self._peer.user(given.get("name", "Ada"))
        guild = place.channel.guild
        if given.get("manages") and guild is not None:
            guild.owner = person.account
        self._hosts[place.id] = person
        seen = await person.slash(place, given["command"], **given.get("options", {}))
        return _told(seen)

    async def do_press(self, given: Json) -> Json:
        """Whoever typed last in a channel presses a button of its last message."""
        place = self._channels[given["channel"]]
        return _told(await self._hosts[place.id].press(place.last, given["button"]))

    async def do_storms(self, given: Json) -> Json:
        """As `do_storm`, in all channels at once, with so many people in each.

        The same ones as the last time, without `people`.
        """
        lasts = [place.last for place in self._channels.values()]
        if "people" in given:
            self._crowds = [crowd(self._peer, one, given["people"]) for one in lasts]
        storms = await asyncio.gather(
            *(
                storm(self._peer, last, given["buttons"], people, given["within"])
                for last, people in zip(lasts, self._crowds, strict=True)
            )
        )
        return _weathered(together(storms))

    async def do_storm(self, given: Json) -> Json:
        """`people` press `buttons` of the channel's last message `within` seconds."""
        message = self._channels[given["channel"]].last
        self._crowd = crowd(self._peer, message, given.get("people", 1000))
        within = given.get("within", 1.0)
        buttons = given["buttons"]
        result = await storm(self._peer, message, buttons, self._crowd, within)
        return _weathered(result)

    async def do_submissions(self, given: Json) -> Json:
        """Whoever pressed last sends in one modal `within` seconds.

        `modal` is its custom_id; `picks` is what each ticked in its one group of boxes.
        """
        message = self._channels[given["channel"]].last
        boxes = {"type": CHECKBOXES, "custom_id": "picks", "values": given["picks"]}
        label = {"type": LABEL, "id": 1, "component": {**boxes, "id": 2}}
        data = {"custom_id": given["modal"], "components": [label]}
        within = given.get("within", 1.0)
        result = await each_asks(
            self._peer, message, Asked.MODAL, [data], self._crowd, within
        )
        return _weathered(result)

    async def do_fault(self, given: Json) -> Json:
        route, nth, kind = given.pop("route"), given.pop("nth"), given.pop("kind")
        self._peer.fault(route, nth, kind, **given)
        return {}

    async def do_report(self, given: Json) -> Json:
        peer = self._peer
        counts: dict[str, int] = {}
        for call in peer.calls:
            counts[call.route] = counts.get(call.route, 0) + 1
        return {
            "calls": counts,
            "violations": [str(each) for each in peer.violations],
            "unrouted": peer.unrouted,
            "crashes": [repr(each) for each in peer.crashes],
            "notes": peer.messages.notes,
            "invalid_requests": peer.invalid_requests,
            "busiest_second": peer.busiest_second(given.get("route", "")),
            "identifies": peer.gateway.identifies,
            "resumes": peer.gateway.resumes,
        }


def _weathered(result: Storm) -> Json:
    return {
        "pressed": result.pressed,
        "sent_in": result.sent_in,
        "failed": result.failed,
        "waits": list(result.waits),
    }


def _told(seen: Seen) -> Json:
    told: Json = {"what": seen.what.value}
    if seen.interaction.original is not None:
        told |= {"text": seen.text, "ephemeral": seen.ephemeral}
    return told
