"""Which form a file is in, by its name and by what is in it; and reading it."""

import re
from pathlib import PurePath

from bot.decks import encoding, interview, markdown, native, tables
from bot.decks.encoding import NotText
from bot.decks.faults import Fault, Note, Reading, refused

_TOML = re.compile(r"^\s*\[\[\s*cards\b|^\s*format\s*=\s*\d", re.MULTILINE)


def read(data: bytes, name: str) -> Reading:
    """The deck in a file, or every fault of it. `name` is the file's name: its ending
    tells the form, and the deck's title is made from it where the file has none."""
    decoded = encoding.decode(data)
    if isinstance(decoded, NotText):
        return refused(decoded.reason)
    text = decoded.text
    reading = _read(text.replace("\0", "\ufffd"), name)
    faults = [*_nul(text), *reading.faults]
    notes = [Note(decoded.remark)] if decoded.remark else []
    return Reading(
        None if faults else reading.deck, tuple(faults), (*notes, *reading.notes)
    )


def _read(text: str, name: str) -> Reading:
    match PurePath(name.casefold().replace("\\", "/")).suffix:
        case ".toml":
            return native.read(text)
        case ".csv" | ".tsv":
            return tables.read(text, name)
        case ".md" | ".markdown":
            return markdown.read(text, name)
    if _TOML.search(text):
        return native.read(text)
    if markdown.looks_like(text):
        return markdown.read(text, name)
    if interview.looks_like(text):
        return interview.read(text, name)
    if tables.looks_like(text):
        return tables.read(text, name)
    return refused(
        "No form of a deck can be seen in this file: it may be TOML, Markdown with a "
        '"## " before each question, CSV with a header, or interview notes, with #tags '
        "below at least one answer."
    )


def _nul(text: str) -> list[Fault]:
    if "\0" not in text:
        return []
    lines = [n for n, line in enumerate(text.split("\n"), 1) if "\0" in line]
    return [Fault("a NUL character", line) for line in lines]
