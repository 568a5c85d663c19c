"""How to reach Discord, and as whom."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """`api_url` is another server that speaks the protocol, up to `/api`; empty for
    Discord itself. `data` is a folder for two small files. `zone` is a new channel's.
    """

    token: str = field(repr=False)
    data: Path
    zone: str = "UTC"
    api_url: str = ""
    shards: int | None = None
