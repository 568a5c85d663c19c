"""A picture in words: what it shows, and nothing that it does not."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from bot.typeset.faces import Face, FaceKind, Mark
from bot.typeset.markdown import (
    DONE,
    TO_DO,
    Block,
    Display,
    Inline,
    Listing,
    Math,
    NewLine,
    Prose,
    Rule,
    Table,
    Words,
    blocks,
)
from bot.typeset.parsing import label, plain
from bot.typeset.speech import spoken

LENGTH = 1000
"""Characters of an alternative text: Discord takes 1,024, Slack 2,000."""

LETTERS = "ABCDEFGHIJ"

MARKS = {Mark.NONE: "", Mark.RIGHT: "right", Mark.WRONG: "wrong"}


TASKS = {TO_DO: "To do: ", DONE: "Done: "}
"""How the boxes of a list of tasks are said."""


def clipped(text: str, length: int = LENGTH) -> str:
    """The text, cut at a word's end with an ellipsis where it is too long."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    at = cut.rfind(" ")
    return (cut[:at] if at > length // 2 else cut).rstrip(" ,;:.") + "…"


def _enough(parts: Iterable[str]) -> Iterator[str]:
    """The first of them: more than an alternative text has room for."""
    length = 0
    for part in parts:
        yield part
        length += len(part)
        if length > 2 * LENGTH:
            break


def words(block: Block) -> str:
    """One block of Markdown, its math read aloud."""
    match block:
        case Rule():
            return ""
        case Display(source):
            said = spoken(source).rstrip(" .,;")
            return _number(block.marker) + said + ("" if said[-1:] == "?" else ".")
        case Listing(text):
            return _number(block.marker) + "Code: " + _code(text)
        case Table(rows):
            return f"{_number(block.marker)}Table: {_cells(rows)}"
    marker = TASKS.get(block.marker) or _number(block.marker)
    return marker + sentence(block.inlines)


def body(read: Iterable[Block]) -> Iterator[str]:
    """What the blocks of a text say, one after another."""
    for block, then in pairwise((*read, None)):
        if block is not None:
            yield ahead(words(block), then)


def ahead(said: str, then: Block | None) -> str:
    """What is said before the next block: a sentence that a formula ends goes on."""
    goes_on = isinstance(then, Display) and not then.marker
    return said + ":" if goes_on and said[-1:].isalnum() else said


def _number(marker: str) -> str:
    return f"{marker} " if marker.endswith(".") else ""


def _code(text: str) -> str:
    """Lines of code in one, told apart where no sign at their ends does it."""
    lines = re.sub(r"(?<=[^\s;:,({\[])\s*\n\s*", "; ", text.strip())
    return " ".join(lines.split())


def _cells(rows: Sequence[Sequence[Sequence[Inline]]]) -> str:
    """The cells of a table, each row on a line.

    Where some have commas, these cannot tell cells apart.
    """
    said = [[sentence(cell) or "blank" for cell in row] for row in rows]
    plain = not any("," in cell or ";" in cell for row in said for cell in row)
    cell, row = (", ", ";\n") if plain else ("; ", ".\n")
    return row.join(map(cell.join, said))


def sentence(inlines: Iterable[Inline]) -> str:
    """Words and formulas, read one after another."""
    said = ""
    for struck, run in groupby(inlines, key=_struck):
        words = "".join(map(_inline, run))
        said += f"[struck out: {words}]" if struck else words
    return said.strip()


def _struck(inline: Inline) -> bool:
    return not isinstance(inline, NewLine) and inline.struck


def _inline(inline: Inline) -> str:
    match inline:
        case Words(text):
            return text
        case Math(source):
            return spoken(source)
    return " "


def heading(title: str) -> tuple[Inline, ...]:
    """A title as plain words, or, where it has math, as a line of Markdown."""
    text = plain(title)
    if "$" in text or "\\(" in text:
        match blocks(text):
            case [Prose(inlines)]:
                return inlines
            case [Display(source)]:
                return (Math(source),)
    return (Words(label(text)),)


def option(read: Sequence[Block], place: int, mark: Mark, note: str) -> str:
    """An option with its letter, its mark in words and its note."""
    said = " ".join(body(read)) or "–"
    behind = ", ".join(part for part in (MARKS[mark], note) if part)
    if behind and read and isinstance(read[-1], Display):
        said = said.removesuffix(".")  # which is ours, and the sentence goes on
    return f"{LETTERS[place]}: {said}" + (f" ({behind})" if behind else "")


def marks(face: Face) -> tuple[tuple[Mark, str], ...]:
    """For each option its mark, and the note behind it."""
    count = len(face.options)
    given = (*face.marks, *[Mark.NONE] * count)[:count]
    notes = (*face.notes, *[""] * count)[:count]
    return tuple(zip(given, map(plain, notes), strict=True))


def badges(given: tuple[str, ...]) -> str:
    """The badges in a row, a long one cut as it is in the picture."""
    return ", ".join(clipped(label(badge), 60) for badge in given)


_ENDS = ".,?!:;…。，、？！：；،؟؛।"
_BEHIND = "\"'”’»)⁰¹²³⁴⁵⁶⁷⁸⁹"


def joined(parts: Iterable[str]) -> str:
    """Sentences in a row: each ends with a stop before the next begins."""
    said = [part.strip().replace("\n", " ") for part in _enough(parts) if part.strip()]
    ended = [p if p.rstrip(_BEHIND)[-1:] in _ENDS else p + "." for p in said]
    return clipped(" ".join(ended))


def name(text: str) -> str:
    """A name on one line; a dash where there is nothing of it to be seen."""
    shown = " ".join(plain(text)[:200].split())
    return shown if any(map(str.isprintable, shown.replace(" ", ""))) else "–"


def podium(face: Face) -> str:
    """Who stands where, from the first place on."""
    steps = zip(face.ranks, map(name, face.options), face.notes, strict=True)
    said = [f"Place {rank}: {who}, {reached}" for rank, who, reached in steps]
    return joined([label(face.title), badges(face.badges), *said])


def alt(face: Face) -> str:
    """The words of a face on a single picture."""
    if face.kind is FaceKind.PODIUM:
        return podium(face)
    return joined(_parts(face))


def _parts(face: Face) -> Iterator[str]:
    yield sentence(heading(face.title))
    yield badges(face.badges)
    yield from body(blocks(face.body))
    for place, (text, marked) in enumerate(zip(face.options, marks(face), strict=True)):
        yield option(blocks(text), place, *marked)
    yield label(face.footer)
