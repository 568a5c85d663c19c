"""The cards that are measured: some of the first deck, and some that are in none."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from adapters.serve import shipped
from bot import faces
from bot.typeset import Face, FaceKind

COUNT = 12
"""Cards of either sort."""

FORMULA = re.compile(r"(\$\$?)([^$]+)\1")


def deck() -> list[Face]:
    """All of the first deck."""
    first = shipped()[0]
    return [faces.answer(card, first.title) for card in first.cards]


def of_the_deck() -> list[Face]:
    """Some from each part of it: words at first, more and more formulas later."""
    shown = deck()
    return [shown[place * len(shown) // COUNT] for place in range(COUNT)]


def of_no_deck() -> list[Face]:
    """Written to be measured; the typesetting was not made with them in view."""
    text = Path(__file__).with_name("interview.toml").read_text("utf-8")
    return [
        Face(FaceKind.ANSWER, card["body"], card["title"], tuple(card["tags"]))
        for card in tomllib.loads(text)["cards"]
    ]


def sources(shown: Sequence[Face]) -> list[tuple[str, bool]]:
    """Their formulas, each once, and whether it stands on a line of its own."""
    found = [one for face in shown for one in FORMULA.findall(face.body)]
    return list(dict.fromkeys((tex.strip(), mark == "$$") for mark, tex in found))


def changed(face: Face, number: int) -> Face:
    """The same to the eye; to the bot, every formula is another: it has a comment."""
    body = FORMULA.sub(
        lambda found: f"{found[1]}{found[2].rstrip()}%{number}{found[1]}", face.body
    )
    return replace(face, body=body)
