"""A name somebody typed -> the name shown, and the member it stands for."""

import unicodedata

from bot.errors import BadInput
from bot.panels import MemberId

PLATFORM = "web"

LENGTH = 32
"""Characters of a name, at most."""

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
"""Control and format characters, lone surrogates, private and unassigned code points:
none can be seen, and some turn the text around them."""


def shown(typed: str) -> str:
    """The name as everybody sees it; BadInput where nothing usable is left."""
    kept = "".join(" " if c.isspace() else c for c in typed)
    kept = "".join(c for c in kept if unicodedata.category(c) not in _UNSEEN)
    name = unicodedata.normalize("NFC", " ".join(kept.split()))
    if len(name) > LENGTH:
        raise BadInput(too_long())
    member(name)
    return name


def member(name: str) -> MemberId:
    """The member behind a name: case, spaces and signs make no difference."""
    folded = unicodedata.normalize("NFKC", name.casefold())
    letters = "".join(c if _counts(c) else " " for c in folded.casefold())
    slug = "-".join(unicodedata.normalize("NFC", letters).split())
    if not slug:
        raise BadInput(no_letters())
    return MemberId(f"{PLATFORM}:{slug}")


def _counts(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")


def too_long() -> str:
    return f"That name is too long. {LENGTH} characters is the most: shorten it."


def no_letters() -> str:
    return "A name needs at least one letter or digit. Pick another one."
