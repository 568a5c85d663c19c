"""Decks in files, as the commands take and leave them."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from adapters.cli.terminal import escape, while_showing
from adapters.cli.world import fail
from bot.cards import Deck
from bot.decks import Export, Note, Reading, read
from bot.decks.faults import grouped
from bot.decks.limits import FILE_BYTES
from bot.decks.words import SLUG
from bot.settings import SEEDS
from bot.wording.counting import plural

Shown = Annotated[
    str,
    typer.Argument(
        help="A deck's file, or the id of a shipped one.",
        autocompletion=lambda: [file.stem for file in sorted(SEEDS.glob("*.toml"))],
    ),
]

# In.


def named(file: str) -> Deck:
    """The deck of a file, or the shipped one of this id."""
    path = Path(file)
    if SLUG.fullmatch(file) and not path.exists():
        path = SEEDS / f"{file}.toml"
        if not path.is_file():
            fail(f"There is neither a file nor a shipped deck {file}.{_shipped()}")
    return sound(path)[0]


def _shipped() -> str:
    ids = ", ".join(file.stem for file in sorted(SEEDS.glob("*.toml")))
    return f" These decks ship: {ids}." if ids else ""


def sound(file: Path) -> tuple[Deck, tuple[Note, ...]]:
    """The deck of a file, or its faults and the end."""
    reading = load(file)
    if reading.deck is None:
        report(file, reading, reading.notes)
        raise typer.Exit(1)
    return reading.deck, reading.notes


def load(file: Path) -> Reading:
    """What a file holds; where it cannot be opened, that is said, and the end."""
    return while_showing(f"Reading {file.name}", lambda: read(_bytes(file), file.name))


def _bytes(file: Path) -> bytes:
    if not file.exists():
        fail(f"{file}: there is no such file.{_similar(file)}")
    if file.is_dir():
        fail(f"{file} is a folder; name a file in it.")
    try:
        with file.open("rb") as source:
            return source.read(FILE_BYTES + 1)
    except OSError as error:
        fail(f"{file} cannot be read: {error.strerror}.")


def _similar(file: Path) -> str:
    """A file beside it that the name is a slip for."""
    if not file.parent.is_dir():
        return f" Nor is there a folder {file.parent}."
    names = [each.name for each in file.parent.iterdir() if each.is_file()]
    close = get_close_matches(file.name, names, n=1)
    return f" Did you mean {file.with_name(close[0])}?" if close else ""


# Out.


def save(
    made: Export, deck: Deck, out: Path, force: bool, notes: Sequence[Note]
) -> None:
    """Write a deck where it is wanted, and say what was lost or inferred."""
    if str(out) == "-":
        typer.echo(made.data)
    else:
        _write(made.data, out, force)
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    for line in grouped(notes):
        errors.print(f"[yellow]note[/yellow]  {escape(line)}", soft_wrap=True)
    if str(out) != "-":
        cards = plural(len(deck.cards), "card")
        line = f"[green]written[/green]  {escape(str(out))}: {cards}"
        errors.print(line, soft_wrap=True)


def _write(data: bytes, out: Path, force: bool) -> None:
    if out.is_dir():
        fail(f"{out} is a folder; --out names a file.")
    if out.exists() and not force:
        fail(f"{out} exists already; --out names another, --force overwrites it.")
    try:
        out.write_bytes(data)
    except OSError as error:
        if not out.parent.is_dir():
            fail(f"There is no folder {out.parent}.")
        fail(f"{out} cannot be written: {error.strerror}.")


def report(file: Path, reading: Reading, notes: Sequence[Note]) -> None:
    """Print the faults of a file, or how many cards it has, and the notes on it."""
    console = Console(highlight=False, soft_wrap=True)
    for fault in reading.faults:
        console.print(f"[red]fault[/red]  {escape(str(fault))}", soft_wrap=True)
    for line in grouped(notes):
        console.print(f"[yellow]note[/yellow]   {escape(line)}", soft_wrap=True)
    name = escape(str(file))
    if reading.deck is None:
        found = plural(len(reading.faults), "fault")
        console.print(f"[bold red]{name}[/bold red]: {found}", soft_wrap=True)
        return
    cards = plural(len(reading.deck.cards), "card")
    remarks = f", {plural(len(notes), 'note')}" if notes else ""
    console.print(f"[bold green]{name}[/bold green]: {cards}, no faults{remarks}")
