"""What a message's reference holds: its channel and its timestamp, which is its id."""

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ref:
    channel: str
    ts: str

    def written(self) -> str:
        return json.dumps([self.channel, self.ts], separators=(",", ":"))


def read(written: str) -> Ref:
    """A reference as it was written; ValueError for anything else."""
    channel, ts = json.loads(written)
    return Ref(str(channel), str(ts))
