"""The pictures of a panel, and what they show in words, where there can be none."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from bot import charts
from bot.panels import Panel, Picture
from bot.questions import LETTERS
from bot.typeset import Face

T = TypeVar("T")


@dataclass(frozen=True)  # with slots, Python 3.11 makes none of a `Drawing[Image]`
class Drawing(Generic[T]):
    """What stands for a Picture: its images, or, where there are none, its words."""

    images: tuple[T, ...] = ()
    words: str = ""


def pictures(panel: Panel) -> list[Picture]:
    return [block for block in panel.blocks if isinstance(block, Picture)]


def words(picture: Picture) -> str:
    """What the picture would show, as text."""
    face = picture.face
    if not isinstance(face, Face):
        return charts.alt(face)
    lettered = zip(LETTERS, face.options, strict=False)
    options = [f"{letter}. {option}" for letter, option in lettered]
    return "\n\n".join(part for part in (face.title, face.body, *options) if part)


def wordy(panel: Panel) -> list[Drawing[T]]:
    """Words in place of the panel's pictures."""
    return [Drawing(words=words(picture)) for picture in pictures(panel)]
