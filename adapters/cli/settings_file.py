"""The file of settings, `.env`, in the folder that a command is started in."""

import logging
import sys
from io import StringIO

import typer
from dotenv import load_dotenv
from dotenv.parser import parse_stream

NAME = ".env"


def load() -> None:
    """Its settings into the environment, where they are not set already; the program
    ends with a sentence where it cannot be read."""
    try:
        with open(NAME, encoding="utf-8-sig") as file:  # as Windows writes it, too
            text = file.read()
    except (FileNotFoundError, IsADirectoryError):
        return
    except UnicodeDecodeError as fault:
        sys.exit(f"The file {NAME} cannot be read ({fault}). Save it as text in UTF-8.")
    except OSError as fault:
        sys.exit(f"The file {NAME} cannot be read ({fault.strerror}).")
    for line in parse_stream(StringIO(text)):
        if line.error:
            where = f"{NAME}, line {line.original.line}"
            typer.echo(f"{where}, is left out: it is no NAME=value.", err=True)
    # It says the same, in words that tell nobody which file it is.
    logging.getLogger("dotenv.main").setLevel(logging.ERROR)
    load_dotenv(stream=StringIO(text))
