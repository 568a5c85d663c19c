"""The pictures of a panel, and what they show in words, where there can be none."""

from bot import charts
from bot.panels import Panel, Picture
from bot.questions import LETTERS
from bot.typeset import Face


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
