"""Pictures in words, where there can be none, and as their alternative text."""

from bot import charts
from bot.panels import Picture
from bot.questions import LETTERS
from bot.typeset import Face


def words(picture: Picture) -> str:
    """What the picture would show, as text."""
    face = picture.face
    if not isinstance(face, Face):
        return charts.alt(face)
    lettered = zip(LETTERS, face.options, strict=False)
    options = [f"{letter}. {option}" for letter, option in lettered]
    return "\n\n".join(part for part in (face.title, face.body, *options) if part)
