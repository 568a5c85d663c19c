"""What joins atoms in a formula of chemistry."""

from collections.abc import Sequence

from bot.typeset.math.nodes import Group, Node


class Bond(Group):
    """A sign that stands as close as a letter; `called` is how it is said."""

    __slots__ = ("called",)

    def __init__(self, nodes: Sequence[Node], called: str) -> None:
        super().__init__(nodes)
        self.called = called
