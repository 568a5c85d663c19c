"""Pictures and files on their way into a workspace: each picture goes there once."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from adapters.newest import Newest
from adapters.shared import Shared
from adapters.slack import faults, limits, text, words
from adapters.slack.keepsakes import Keepsakes
from adapters.slack.wire import Wire

log = logging.getLogger(__name__)

TOPIC = "slack.file."
"""With a workspace behind it: under which its files' ids are kept, by picture."""

KEPT = timedelta(days=90)
"""How long a file's id is known; after that the picture is uploaded anew."""

AT_HAND = 20_000
"""Ids that are held in memory as well."""

LOOKS = (0.15, 0.25, 0.4, 0.7, 1.2, 2.0, 3.0, 4.0)
"""Seconds between looks whether Slack is done with a file. Until then a block that
shows it is refused; a second or two is usual."""

BLIND_WAIT = 4.0
"""Seconds given instead where the app may not look."""

REST = 600.0
"""Seconds without another try where a workspace takes no files."""

_NOT_ALLOWED = (
    "file_uploads_disabled",
    "file_upload_disabled",
    "missing_scope",
    "not_allowed_token_type",
    "no_permission",
    "restricted_action",
    "storage_limit_reached",
)


class Uploads:
    def __init__(
        self, wire: Wire, keepsakes: Keepsakes, clock: Callable[[], datetime]
    ) -> None:
        self._wire = wire
        self._keepsakes = keepsakes
        self._clock = clock
        self._known = Newest[tuple[str, str], str](AT_HAND)
        self._going = Shared[str]()
        self._resting: dict[str, float] = {}

    async def known(self, team: str, name: str) -> str | None:
        """The file of a picture that is there already."""
        at_hand = self._known.get((team, name))
        if at_hand is not None:
            return at_hand
        kept = await self._keepsakes.kept(f"{TOPIC}{team}", name)
        if kept is not None:
            self._known[team, name] = kept
        return kept

    async def forget(self, team: str, name: str) -> None:
        """It turned out not to be there: the next one who wants it uploads it anew."""
        await self._keepsakes.take(f"{TOPIC}{team}", name)
        # Last: a look that was under way has by now brought what it found.
        self._known.pop((team, name), None)

    async def forget_all(self, team: str) -> None:
        """The app is in that workspace no more, and neither are its files."""
        await self._keepsakes.drop(f"{TOPIC}{team}")
        for key in [key for key in self._known if key[0] == team]:
            del self._known[key]

    def allowed(self, team: str) -> bool:
        """Whether it is worth trying."""
        now = asyncio.get_running_loop().time()
        return self._resting.get(team, 0.0) <= now

    async def picture(self, team: str, path: Path, alt: str) -> str:
        """A picture's file id, ready to be shown; uploaded where it is not yet.

        Raises what requests end in.
        """
        known = await self.known(team, path.name)
        if known is not None:
            return known
        upload = partial(self._upload, team, path, alt)
        return await self._going.of(f"{team}/{path.name}", upload)

    async def give(self, team: str, user: str, name: str, data: bytes) -> bool:
        """Sends a member a file directly; False where that is not allowed."""
        if not self.allowed(team):
            return False
        try:
            channel = await self._wire.direct(team, user)
            await self._sent(team, name, data or b"\n", "", channel)
        except faults.FAULTS as fault:
            self._mind(team, fault)
            log.warning("A file could not be given: %s", faults.short(fault))
            return False
        return True

    async def close(self) -> None:
        await self._going.close()

    async def _upload(self, team: str, path: Path, alt: str) -> str:
        data = await asyncio.to_thread(path.read_bytes)
        try:
            id = await self._sent(team, path.name, data, alt)
        except faults.FAULTS as fault:
            self._mind(team, fault)
            raise
        await self._ready(team, id)
        self._known[team, path.name] = id
        until = self._clock() + KEPT
        await self._keepsakes.keep(f"{TOPIC}{team}", path.name, id, until)
        return id

    async def _sent(
        self, team: str, name: str, data: bytes, alt: str, channel: str = ""
    ) -> str:
        spoken = text.clip(text.clean(alt), limits.UPLOAD_ALT)
        url, id = await self._wire.begin_upload(team, name, len(data), spoken)
        await self._wire.send(url, data)
        comment = words.file_comment(name) if channel else ""
        await self._wire.complete_upload(team, id, name, channel, text.escape(comment))
        return id

    async def _ready(self, team: str, id: str) -> None:
        """Waits until Slack has looked at it; TimeoutError where it never does."""
        for pause in LOOKS:
            try:
                if (await self._wire.file(team, id)).get("mimetype"):
                    return
            except faults.FAULTS as fault:
                if faults.code(fault) == "missing_scope":
                    await asyncio.sleep(BLIND_WAIT)
                    return
                log.info("A file could not be looked at: %r", fault)
            await asyncio.sleep(pause)
        raise TimeoutError("Slack did not get done with a picture")

    def _mind(self, team: str, fault: BaseException) -> None:
        if faults.code(fault) in _NOT_ALLOWED:
            now = asyncio.get_running_loop().time()
            self._resting[team] = now + REST
            log.warning("Workspace %s takes no files: %s", team, faults.code(fault))
