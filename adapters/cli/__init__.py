"""The command line: one file for each command, put together here."""

import logging
import sys
from typing import Annotated

import typer

from adapters.cli import db, deck, doctor, picture, run
from adapters.cli.world import World
from adapters.redact import Redacted

__all__ = ["World", "app"]

app = typer.Typer(
    help="A study bot: a card of the day, quizzes and streaks for a channel.\n\n"
    "Begin with **studybot run**: it opens a channel in your browser, with no account "
    "anywhere. **studybot doctor** says what is set up and what is missing.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)


@app.callback()
def _every(
    context: typer.Context,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Log more than what matters.")
    ] = False,
) -> None:
    verbose = verbose or context.obj.settings().verbose
    noted = logging.StreamHandler(sys.stderr)
    noted.setFormatter(Redacted("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING, handlers=[noted]
    )


app.command("run", help=run.HELP)(run.run)
app.add_typer(deck.app, name="deck")
app.add_typer(db.app, name="db")
app.command("picture", help=picture.HELP)(picture.picture)
app.command("doctor", help=doctor.HELP)(doctor.doctor)
