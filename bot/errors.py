"""Two kinds of error: a Refusal speaks to a member, every other exception to us.

Refusal            anything a member can be told, with a way out
├── Stale          the button or round is over or was replaced
├── NotAllowed     the member may not do this here
└── BadInput       what was typed cannot be used
"""


class Refusal(Exception):
    """Said to the member who asked; `str()` is the whole sentence, way out included."""


class Stale(Refusal):
    """What was pressed is over."""


class NotAllowed(Refusal):
    """The member may not do this, or not here."""


class BadInput(Refusal):
    """What was typed or chosen cannot be used."""
