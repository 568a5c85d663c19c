"""What a message's reference holds: its channel and its timestamp, which is its id."""

import json
from dataclasses import dataclass

from adapters.slack import payloads
from bot.panels import Sent


@dataclass(frozen=True, slots=True)
class Ref:
    channel: str
    ts: str

    def written(self) -> str:
        return json.dumps([self.channel, self.ts], separators=(",", ":"))

    def sent(self) -> Sent:
        """That it stands; its id says since when."""
        return Sent(self.written(), at=payloads.moment(self.ts))


def read(written: str) -> Ref:
    """A reference as it was written; ValueError for anything else."""
    channel, ts = json.loads(written)
    return Ref(str(channel), str(ts))
