"""What each command makes, by its name.

Names of symbols are in `symbols`, those of macros in `macros`.
"""

from bot.typeset.math.commands import (
    accents,
    chemistry,
    definitions,
    dots,
    fences,
    fonts,
    fractions,
    operators,
    quantities,
    room,
    wordings,
)
from bot.typeset.math.commands.kinds import Command
from bot.typeset.math.environments import environment

COMMANDS: dict[str, Command] = {
    **accents.TABLE,
    **chemistry.TABLE,
    **definitions.TABLE,
    **dots.TABLE,
    **fences.TABLE,
    **fonts.TABLE,
    **fractions.TABLE,
    **operators.TABLE,
    **quantities.TABLE,
    **room.TABLE,
    **wordings.TABLE,
    "\\begin": environment,
}
