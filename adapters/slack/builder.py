"""What a message or a view says, top to bottom, as far as there is room."""

from adapters.json_types import Json
from adapters.slack import text

ELLIPSIS = {
    "type": "rich_text",
    "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "…"}]}
    ],
}

NARROW = 160
"""Characters of room in which nothing is begun any more."""


class Builder:
    """`blocks` and `room` (characters on the wire) are what may be filled."""

    def __init__(self, blocks: int, room: int, *, cut: bool = False) -> None:
        self._blocks: list[Json] = []
        self._most = blocks - 1
        self._room = room - text.size(ELLIPSIS) - 1
        self._cut = cut

    @property
    def room(self) -> int:
        """Characters for one more block; 0 where none can be begun."""
        open = len(self._blocks) < self._most and self._room > NARROW
        return self._room if open else 0

    def add(self, block: Json | None) -> bool:
        """A block; what does not fit is left out, and an ellipsis says so."""
        if block is None or text.size(block) > self.room:
            self._cut = True
            return False
        self._room -= text.size(block) + 1
        self._blocks.append(block)
        return True

    def cut(self) -> None:
        self._cut = True

    def finished(self) -> list[Json]:
        if self._cut or not self._blocks:
            return [*self._blocks, ELLIPSIS]
        return self._blocks
