"""`studybot deck`: decks in files, from the command line."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from adapters.cli.terminal import escape, while_showing
from adapters.cli.world import fail
from bot.cards import Card, Deck
from bot.decks import (
    Counts,
    Export,
    Form,
    Group,
    Note,
    Reading,
    check,
    export,
    read,
    stats,
)
from bot.decks.faults import grouped
from bot.decks.limits import FILE_BYTES, ID_LENGTH, LINE_LENGTH
from bot.decks.words import SLUG, slug
from bot.settings import SEEDS

_SHORT = 70
"""Characters of a question in the table of cards."""

app = typer.Typer(
    help="Write, check and convert decks. A deck is a text file; docs/decks.md shows "
    "how to write one.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
)

Files = Annotated[
    list[Path], typer.Argument(help="Files to check: TOML, Markdown, CSV or notes.")
]
DeckFile = Annotated[Path, typer.Argument(help="A deck in any form that can be read.")]
Shown = Annotated[
    str,
    typer.Argument(
        help="A deck's file, or the id of a shipped one.",
        autocompletion=lambda: [file.stem for file in sorted(SEEDS.glob("*.toml"))],
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", "-o", help="Where to write; - is the screen."),
]
Force = Annotated[bool, typer.Option("--force", "-f", help="Overwrite --out.")]


@app.command("check")
def check_files(
    files: Files,
    strict: Annotated[
        bool, typer.Option("--strict", help="Let notes count as faults too.")
    ] = False,
) -> None:
    """List everything that is wrong with decks, with line numbers.

    All faults come at once; notes tell what looks odd but stops nothing. The exit code
    is 1 if a file has a fault.

    Example: `studybot deck check my-deck.toml`
    """
    sound = True
    for file in files:
        try:
            reading = _read(file)
        except typer.Exit:  # it was said why; the other files are still looked at
            sound = False
            continue
        notes = _all_notes(reading)
        sound = sound and not reading.faults and not (strict and notes)
        _report(file, reading, notes)
    if not sound:
        raise typer.Exit(1)


@app.command("import")
def import_file(
    file: DeckFile,
    out: Out = None,
    id: Annotated[
        str | None, typer.Option("--id", help="The deck's id, such as my-deck.")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="Its title.")] = None,
    force: Force = False,
) -> None:
    """Turn a table, a Markdown file or interview notes into a deck in TOML.

    What was inferred and what is missing is listed; no card is dropped or merged.

    Examples: `studybot deck import notes.txt --out seeds/notes.toml` or
    `studybot deck import cards.csv --out cards.toml --title "My cards"`
    """
    _refuse_bad_names(id, title)
    deck, notes = _sound(file)
    deck = replace(deck, id=id or deck.id, title=title or deck.title)
    if id:
        notes = tuple(note for note in notes if "the deck's id" not in note.message)
    made = export(deck, Form.TOML)
    _save(made, deck, out or Path(made.name), force, (*notes, *made.notes))


@app.command("export")
def export_file(
    file: DeckFile,
    form: Annotated[
        Form, typer.Option("--format", help="TOML and Markdown hold everything.")
    ] = Form.MARKDOWN,
    out: Out = None,
    force: Force = False,
) -> None:
    """Write a deck in another form; what that form cannot hold is said.

    Example: `studybot deck export my-deck.toml --format csv`
    """
    deck, notes = _sound(file)
    made = export(deck, form)
    _save(made, deck, out or Path(made.name), force, (*notes, *made.notes))


@app.command("list")
def list_decks() -> None:
    """The decks that ship with Studybot."""
    table = Table("Deck", "Title", "Cards", "Checks", title="Shipped decks", box=SIMPLE)
    files = sorted(SEEDS.glob("*.toml")) if SEEDS.is_dir() else []
    for file in files:
        deck = _read(file).deck
        if deck is None:
            table.add_row(file.stem, "[red]has faults: check it[/red]", "", "")
            continue
        checks = sum(len(card.checks) for card in deck.cards)
        counts = (f"{len(deck.cards):,}", f"{checks:,}")
        table.add_row(deck.id, escape(deck.title), *counts)
    if files:
        Console().print(table)
    else:
        Console().print("No decks ship with this installation.")


@app.command("show")
def show_deck(file: Shown) -> None:
    """The cards of a deck as a table.

    Examples: `studybot deck show my-deck.toml` or
    `studybot deck show generative-models`
    """
    deck = _named(file)
    table = Table("", box=SIMPLE)
    table.add_column("Card", overflow="fold")
    for heading in ("Level, kind", "Points", "Checks"):
        table.add_column(heading, no_wrap=True)
    for number, card in enumerate(deck.cards, 1):
        table.add_row(str(number), *_row(card))
    Console().print(f"[bold]{escape(deck.title)}[/bold] ({escape(deck.id)})")
    if deck.description:
        Console().print(escape(deck.description))
    Console().print(table)


@app.command("stats")
def show_stats(file: Shown) -> None:
    """How much there is in a deck: in all, and by level, kind and tag.

    Words are those of all texts, formulas and code left out; *per answer* are those of
    a reference answer on average. A card counts under each of its tags.

    Examples: `studybot deck stats my-deck.toml` or
    `studybot deck stats generative-models`
    """
    deck = _named(file)
    found = stats(deck)
    table = Table(box=SIMPLE)
    table.add_column("", overflow="fold")
    headings = ("Cards", "Checks", "Points", "Words", "Formulas", "Per answer")
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_row("[bold]All[/bold]", *_figures(found.whole), end_section=True)
    for what, groups in (
        ("level", found.levels),
        ("kind", found.kinds),
        ("tag", found.tags),
    ):
        for row in _stats_rows(what, groups):
            table.add_row(*row)
        table.add_section()
    Console().print(f"[bold]{escape(deck.title)}[/bold] ({escape(deck.id)})")
    Console().print(table)


def _stats_rows(what: str, groups: Sequence[Group]) -> Iterator[tuple[str, ...]]:
    for group in groups:
        name = escape(group.name) if group.name else f"[dim]no {what}[/dim]"
        yield name, *_figures(group.counts)


def _figures(counts: Counts) -> tuple[str, ...]:
    figures = (
        counts.cards,
        counts.checks,
        counts.key_points,
        counts.words,
        counts.formulas,
        round(counts.answer_words / max(1, counts.cards)),
    )
    return tuple(f"{figure:,}" for figure in figures)


def _named(file: str) -> Deck:
    """The deck of a file, or the shipped one of this id."""
    path = Path(file)
    if SLUG.fullmatch(file) and not path.exists():
        path = SEEDS / f"{file}.toml"
        if not path.is_file():
            fail(f"There is neither a file nor a shipped deck {file}.{_shipped()}")
    return _sound(path)[0]


def _shipped() -> str:
    ids = ", ".join(file.stem for file in sorted(SEEDS.glob("*.toml")))
    return f" These decks ship: {ids}." if ids else ""


def _row(card: Card) -> tuple[str, ...]:
    question = " ".join(card.question.split())
    short = question if len(question) <= _SHORT else f"{question[: _SHORT - 1]}…"
    counts = (str(len(card.key_points) or "–"), str(len(card.checks) or "–"))
    words = f"{escape(card.id)}\n[dim]{escape(short)}[/dim]"
    return (words, f"{card.level or '–'}\n{escape(card.kind) or '–'}", *counts)


def _sound(file: Path) -> tuple[Deck, tuple[Note, ...]]:
    """The deck of a file, or its faults and the end."""
    reading = _read(file)
    if reading.deck is None:
        _report(file, reading, reading.notes)
        raise typer.Exit(1)
    return reading.deck, reading.notes


def _read(file: Path) -> Reading:
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


def _refuse_bad_names(id: str | None, title: str | None) -> None:
    if id is not None and not (SLUG.fullmatch(id) and len(id) <= ID_LENGTH):
        such = f', such as "{slug(id)}"' if slug(id) else ""
        fail(f"--id takes small letters, digits and single hyphens{such}.")
    if title is not None and not 0 < len(title.strip()) <= LINE_LENGTH:
        fail(f"--title takes 1 to {LINE_LENGTH} characters.")


def _save(
    made: Export, deck: Deck, out: Path, force: bool, notes: Sequence[Note]
) -> None:
    if str(out) == "-":
        typer.echo(made.data)
    else:
        _write(made.data, out, force)
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    for line in grouped(notes):
        errors.print(f"[yellow]note[/yellow]  {escape(line)}", soft_wrap=True)
    if str(out) != "-":
        cards = _counted(deck.cards, "card")
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


def _all_notes(reading: Reading) -> tuple[Note, ...]:
    """What reading brought and what looks odd, each of them once."""
    known = {(note.card, note.message) for note in reading.notes}
    more = check(reading.deck) if reading.deck else ()
    fresh = (note for note in more if (note.card, note.message) not in known)
    return (*reading.notes, *fresh)


def _report(file: Path, reading: Reading, notes: Sequence[Note]) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for fault in reading.faults:
        console.print(f"[red]fault[/red]  {escape(str(fault))}", soft_wrap=True)
    for line in grouped(notes):
        console.print(f"[yellow]note[/yellow]   {escape(line)}", soft_wrap=True)
    name = escape(str(file))
    if reading.deck is None:
        found = _counted(reading.faults, "fault")
        console.print(f"[bold red]{name}[/bold red]: {found}", soft_wrap=True)
        return
    cards = _counted(reading.deck.cards, "card")
    remarks = f", {_counted(notes, 'note')}" if notes else ""
    console.print(f"[bold green]{name}[/bold green]: {cards}, no faults{remarks}")


def _counted(things: Sequence[object], name: str) -> str:
    return f"{len(things):,} {name}{'' if len(things) == 1 else 's'}"
