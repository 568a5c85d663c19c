"""Text with math -> pictures, each with its alternative text.

The door is narrow: a `Face` in, a list of `Drawn` out. Nothing else of ours is imported
here, and nothing heavy until the first picture is drawn.
"""

from dataclasses import asdict, replace
from threading import Lock

from bot.typeset.faces import Drawn, Face, FaceKind, Mark, Theme

__all__ = [
    "LOCK",
    "VERSION",
    "Drawn",
    "Face",
    "FaceKind",
    "Mark",
    "Theme",
    "alt",
    "as_source",
    "draw",
    "faults",
    "key",
]

VERSION = 16
"""Counts up with every change to what is drawn, so that kept pictures go stale."""

LOCK = Lock()
"""Held while fonts are in use: they are not safe to use from several threads."""


def draw(face: Face, theme: Theme, width: int = 900) -> list[Drawn]:
    """The face's pictures, `width` pixels wide; the same face gives the same bytes."""
    from bot.typeset import pages, podium, spare

    with LOCK:
        if face.kind is FaceKind.PODIUM:
            drawn = [podium.draw(face, theme, width)]
        else:
            drawn = pages.draw(face, theme, width)
        spare.after_a_face()
    return drawn


def alt(face: Face) -> str:
    """What the face says, its math read aloud; 1,000 characters at most."""
    from bot.typeset.reading import alt as said

    return said(face)


def faults(text: str) -> list[str]:
    """What a text would lose in a picture, each as a sentence; formulas, signs."""
    from bot.typeset.proof import faults as found

    with LOCK:
        return list(found(text))


def key(face: Face, theme: Theme, width: int = 900) -> str:
    """A name for what `draw` would give: equal exactly where the pictures are."""
    import hashlib
    import json

    content = json.dumps([VERSION, asdict(face), theme, width], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:40]


def as_source(face: Face) -> Face:
    """The face with its text as typed, formulas unset: what always can be drawn."""
    if face.kind is FaceKind.PODIUM:
        return face
    return replace(
        face,
        body=_fenced(face.body[:4000]),
        options=tuple(_fenced(option[:500]) for option in face.options),
    )


def _fenced(text: str) -> str:
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}\n{text.strip()}\n{fence}" if text.strip() else ""
