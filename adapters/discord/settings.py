"""How to reach Discord, and as whom."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """`api_url` is another server that speaks the protocol, up to `/api`; empty for
    Discord itself. `data` is a folder for two small files.
    """

    token: str = field(repr=False)
    data: Path
    api_url: str = ""
    shards: int | None = None
