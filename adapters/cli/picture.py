"""`studybot picture`: draws a deck's cards into PNG files, to look at."""

import json
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from adapters.cli import deck_files
from adapters.cli.terminal import escape
from adapters.cli.world import fail
from bot import faces, typeset
from bot.cards import Card, Deck
from bot.typeset import Face, Theme
from bot.wording.counting import plural

HELP = "Draw a deck's cards as the bot will show them, to look at."

_err = Console(stderr=True, soft_wrap=True)


class Side(StrEnum):
    """Which faces of a card to draw."""

    QUESTION = "question"
    CHECK = "check"
    ANSWER = "answer"


def picture(
    deck: deck_files.Shown,
    out: Annotated[
        Path, typer.Option("--out", "-o", help="A folder for the pictures.")
    ],
    card: Annotated[
        list[str] | None, typer.Option("--card", help="Only this card, by its id.")
    ] = None,
    face: Annotated[
        list[Side] | None, typer.Option("--face", help="Only this side.")
    ] = None,
    theme: Annotated[
        list[Theme] | None, typer.Option("--theme", help="Only this theme.")
    ] = None,
    width: Annotated[
        int, typer.Option(min=300, max=2400, help="Width in pixels.")
    ] = 900,
) -> None:
    """Writes a PNG for each face and theme, and a list of the alternative texts."""
    found = deck_files.named(deck)
    cards = _cards(found, card or [])
    wanted = [
        (name, side, look)
        for one in cards
        for name, side in _faces(one, found.title, face or list(Side))
        for look in theme or list(Theme)
    ]
    if not wanted:
        fail("These cards have no such side.")
    if out.is_file():
        fail(f"{out} is a file; --out names a folder.")
    try:
        out.mkdir(parents=True, exist_ok=True)
        count = _draw_all(wanted, out, width)
    except OSError as error:
        fail(f"Cannot write to {out}: {error.strerror or error}")
    made = plural(count, "picture")
    _err.print(f"{made} in {escape(str(out))}", highlight=False)


def _draw_all(wanted: list[tuple[str, Face, Theme]], out: Path, width: int) -> int:
    count = 0
    said: dict[str, str] = {}
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=_err, transient=True) as bar:
        task = bar.add_task("Drawing", total=len(wanted))
        for name, face, theme in wanted:
            for number, drawn in enumerate(typeset.draw(face, theme, width), 1):
                file = f"{name}-{theme}-{number}.png"
                (out / file).write_bytes(drawn.png)
                said[file] = drawn.alt
                count += 1
            bar.advance(task)
    listed = json.dumps(said, ensure_ascii=False, indent=1)
    (out / "alternative-texts.json").write_text(listed + "\n", "utf-8")
    return count


def _faces(card: Card, title: str, sides: list[Side]) -> Iterator[tuple[str, Face]]:
    name = _file_name(card.id)
    if Side.QUESTION in sides:
        yield f"{name}-question", faces.question(card, title)
    if Side.ANSWER in sides:
        yield f"{name}-answer", faces.answer(card, title)
    if Side.CHECK in sides:
        for check in card.checks:
            order = range(len(check.options))
            stem = f"{name}-check-{_file_name(check.id)}"
            yield stem, faces.check(card, check, order, title)


def _file_name(id: str) -> str:
    """The id as a file name that is safe anywhere."""
    return re.sub(r"[^\w-]+", "-", id)[:80].strip("-") or "card"


def _cards(deck: Deck, ids: list[str]) -> list[Card]:
    known = {card.id: card for card in deck.cards}
    for id in ids:
        if id not in known:
            fail(f"There is no card {id} here. There are: {', '.join(known)}")
    return [known[id] for id in ids] if ids else list(deck.cards)
