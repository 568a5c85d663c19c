"""What a channel may want with each card, on platforms that have such things."""

from dataclasses import dataclass
from enum import StrEnum


class Wish(StrEnum):
    THREAD = "thread"
    PIN = "pin"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Denied:
    """A wish that the platform does not grant; `why` is for an admin."""

    wish: Wish
    why: str
