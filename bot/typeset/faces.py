"""What a picture is to show, and what came of it: plain data."""

from dataclasses import dataclass
from enum import StrEnum


class Theme(StrEnum):
    DARK = "dark"
    LIGHT = "light"


class FaceKind(StrEnum):
    """Which side of a card is up; sets the accent and the heading's look.

    A podium is no card's: it shows who came first.
    """

    QUESTION = "question"
    CHECK = "check"
    ANSWER = "answer"
    RECAP = "recap"
    PODIUM = "podium"


class Mark(StrEnum):
    """What to say of an option, by sign and word as well as by colour."""

    NONE = "none"
    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Face:
    """One side of a card, ready to be set.

    `title` is a short heading, plain but for `$math$`; `body` and each of `options` are
    Markdown with `$math$`; `badges` are short plain words (deck, level, kind, tags).
    `marks` is empty or has one entry per option, `notes` likewise (plain text behind an
    option, such as "your answer" or "44 %"). A podium's `options` are one to three
    names, as plain text, `notes` what they reached, `ranks` the place of each, 1 to 3.
    """

    kind: FaceKind
    body: str
    title: str = ""
    badges: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()
    footer: str = ""
    ranks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """One finished picture: PNG bytes, its size in pixels, and its words."""

    png: bytes
    alt: str
    width: int
    height: int
