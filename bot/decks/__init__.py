"""A deck in a file <-> a Deck: the native form (TOML), and what can be imported.

`read` takes any bytes and any name and never raises for what is in them.
"""

from bot.decks.arrival import Arrival, arrival
from bot.decks.export import Export, Form, export
from bot.decks.faults import Fault, Note, Reading
from bot.decks.forms import read
from bot.decks.lint import check
from bot.decks.stats import Counts, Group, Stats, stats
from bot.decks.toml_text import write

__all__ = [
    "Arrival",
    "Counts",
    "Export",
    "Fault",
    "Form",
    "Group",
    "Note",
    "Reading",
    "Stats",
    "arrival",
    "check",
    "export",
    "read",
    "stats",
    "write",
]
