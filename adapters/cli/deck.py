"""`studybot deck`: decks in files, from the command line."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from adapters.cli import deck_files, deck_tables
from adapters.cli.terminal import escape
from adapters.cli.world import fail
from bot.decks import Form, Note, Reading, check, export, stats
from bot.decks.limits import ID_LENGTH, LINE_LENGTH
from bot.decks.words import SLUG, slug
from bot.settings import SEEDS

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
            reading = deck_files.load(file)
        except typer.Exit:  # it was said why; the other files are still looked at
            sound = False
            continue
        notes = _all_notes(reading)
        sound = sound and not reading.faults and not (strict and notes)
        deck_files.report(file, reading, notes)
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
    deck, notes = deck_files.sound(file)
    deck = replace(deck, id=id or deck.id, title=title or deck.title)
    if id:
        notes = tuple(note for note in notes if "the deck's id" not in note.message)
    made = export(deck, Form.TOML)
    deck_files.save(made, deck, out or Path(made.name), force, (*notes, *made.notes))


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
    deck, notes = deck_files.sound(file)
    made = export(deck, form)
    deck_files.save(made, deck, out or Path(made.name), force, (*notes, *made.notes))


@app.command("list")
def list_decks() -> None:
    """The decks that ship with Studybot."""
    files = sorted(SEEDS.glob("*.toml")) if SEEDS.is_dir() else []
    if files:
        found = [(file.stem, deck_files.load(file).deck) for file in files]
        Console().print(deck_tables.shipped(found))
    else:
        Console().print("No decks ship with this installation.")


@app.command("show")
def show_deck(file: deck_files.Shown) -> None:
    """The cards of a deck as a table.

    Examples: `studybot deck show my-deck.toml` or
    `studybot deck show generative-models`
    """
    deck = deck_files.named(file)
    screen = Console()
    screen.print(deck_tables.title(deck))
    if deck.description:
        screen.print(escape(deck.description))
    screen.print(deck_tables.cards(deck))


@app.command("stats")
def show_stats(file: deck_files.Shown) -> None:
    """How much there is in a deck: in all, and by level, kind and tag.

    Words are those of all texts, formulas and code left out; *per answer* are those of
    a reference answer on average. A card counts under each of its tags.

    Examples: `studybot deck stats my-deck.toml` or
    `studybot deck stats generative-models`
    """
    deck = deck_files.named(file)
    screen = Console()
    screen.print(deck_tables.title(deck))
    screen.print(deck_tables.figures(stats(deck)))


def _refuse_bad_names(id: str | None, title: str | None) -> None:
    if id is not None and not (SLUG.fullmatch(id) and len(id) <= ID_LENGTH):
        such = f', such as "{slug(id)}"' if slug(id) else ""
        fail(f"--id takes small letters, digits and single hyphens{such}.")
    if title is not None and not 0 < len(title.strip()) <= LINE_LENGTH:
        fail(f"--title takes 1 to {LINE_LENGTH} characters.")


def _all_notes(reading: Reading) -> tuple[Note, ...]:
    """What reading brought and what looks odd, each of them once."""
    known = {(note.card, note.message) for note in reading.notes}
    more = check(reading.deck) if reading.deck else ()
    fresh = (note for note in more if (note.card, note.message) not in known)
    return (*reading.notes, *fresh)
