"""`studybot db`: check, repair and back up the database."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from adapters.cli.world import World, fail
from bot.settings import Settings

if TYPE_CHECKING:  # else help and completion would wait for the whole engine
    from bot.store import Store

app = typer.Typer(
    help="Check, repair and back up the database.",
    no_args_is_help=True,
    add_completion=False,
)

SHOWN = 20
"""Differences printed; more are counted."""


@app.command()
def check(
    context: typer.Context,
    repair: Annotated[
        bool, typer.Option("--repair", help="Mend it; the bot must be stopped.")
    ] = False,
) -> None:
    """Compute streaks, memory and standings anew from the log, and compare.

    Without --repair nothing is written, and the bot may be running.
    """
    world: World = context.obj
    settings = world.settings()
    with _store(settings, repair) as store:
        if store.outdated:
            fail(
                "This database is of an older Studybot. Start the bot once, which "
                "brings it up to date, then check."
            )
        faults = _faults(store)
        found = faults or _recount(world, store, repair)
    screen = Console(soft_wrap=True)
    for line in found[:SHOWN]:
        screen.print(line, markup=False)
    if len(found) > SHOWN:
        screen.print(f"… and {len(found) - SHOWN:,} more")
    if faults:
        fail("The file itself is damaged: go back to a backup.")
    if found and not repair:
        fail("Stop the bot and run: studybot db check --repair")
    screen.print("Mended." if found else "All is well.")


def _faults(store: "Store") -> list[str]:
    try:
        return store.faults()
    except sqlite3.DatabaseError as fault:  # so damaged that it cannot be looked over
        return [str(fault)]


def _recount(world: World, store: "Store", repair: bool) -> list[str]:
    from bot.engine import Engine

    engine = Engine(store, world.rng)
    held = store.transaction() if repair else store.snapshot()
    found: list[str] = []
    screen = Console(stderr=True)
    hidden = not screen.is_terminal
    with held, Progress(console=screen, transient=True, disable=hidden) as progress:
        task = progress.add_task("Recomputing from the log", total=1.0)
        for done, lines in engine.recount(world.clock(), repair):
            progress.update(task, completed=done)
            found += lines.splitlines()
    return found


@contextlib.contextmanager
def _store(
    settings: Settings, write: bool = False, copied: bool = False
) -> Iterator["Store"]:
    from adapters.data_folder import CannotStart, locked, opened, why

    try:
        settings.database.stat()  # from Python 3.14 on, exists() hides why it is not
    except (FileNotFoundError, NotADirectoryError):
        path = settings.database.resolve()
        fail(f"There is no database at {path} yet. Try: studybot run")
    except OSError as fault:
        fail(f"{settings.database} cannot be reached ({why(fault)}).")
    try:
        with locked(settings) if write else contextlib.nullcontext():
            store = opened(settings) if write else _reading(settings, copied)
            with contextlib.closing(store):
                yield store
    except CannotStart as fault:
        fail(str(fault))


def _reading(settings: Settings, copied: bool) -> "Store":
    """A store beside a bot that may be running; of any age, if only to be copied."""
    from adapters.data_folder import foreign, not_ours, too_new, too_old, unusable
    from bot.store import Newer, Older, Store, told

    path = settings.database
    barred = foreign(path)
    if barred:
        fail(not_ours(barred))
    with contextlib.ExitStack() as until_sound:
        try:
            store = Store.reading(path)
            until_sound.callback(store.close)
            with contextlib.suppress(*(Newer, Older) if copied else ()):
                store.fit()
        except Newer:
            fail(too_new(path))
        except Older:
            fail(too_old(path))
        except sqlite3.DatabaseError as fault:
            fail(unusable(path, told(fault)))
        until_sound.pop_all()
    return store


@app.command()
def backup(
    context: typer.Context,
    to: Annotated[Path, typer.Argument(help="The file to write; it must not exist.")],
) -> None:
    """Copy the whole database into one file, also while the bot is running."""
    from adapters.data_folder import why

    world: World = context.obj
    try:
        if to.is_dir():
            fail(f"{to} is a folder. Name a file in it, such as {to / 'backup.db'}.")
        if to.exists():
            fail(f"{to} exists already. Name another file, or move that one away.")
        if not to.parent.is_dir():
            fail(f"There is no folder {to.parent}. Make it first.")
    except OSError as fault:
        fail(f"{to} cannot be written ({why(fault)}).")
    with (
        _store(world.settings(), copied=True) as store,
        Console(stderr=True).status("Copying …"),
    ):
        try:
            store.backup(to)
        except (OSError, sqlite3.Error) as fault:
            reason = why(fault) if isinstance(fault, OSError) else fault
            fail(f"{to} cannot be written ({reason}).")
    Console(soft_wrap=True).print(f"Backed up to {to} ({to.stat().st_size:,} bytes).")
