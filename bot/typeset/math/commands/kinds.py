"""What a command is."""

from collections.abc import Callable

from bot.typeset.math.nodes import Node
from bot.typeset.math.parser import Parser

Command = Callable[[Parser, str], Node | None]
"""Given the parser, which stands behind it, and its name."""
