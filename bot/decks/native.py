"""The native form, TOML, read and written; docs/decks.md describes it.

A file that is not TOML is taken apart at its `[[cards]]` lines, so that a slip in one
card does not hide what is wrong with the others.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.decks import shape, toml_lines
from bot.decks.faults import Fault, Findings, Path, Reading, refused
from bot.decks.fields import Fields
from bot.decks.limits import CARDS

_CARD_LINE = re.compile(r"^[ \t]*\[\[[ \t]*cards[ \t]*\]\]", re.MULTILINE)
_ID = re.compile(r"""^[ \t]*id[ \t]*=[ \t]*["']([^"'\n]*)["']""", re.MULTILINE)
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_STRAY_LINES = 3
"""How many `[[cards]]` lines a text inside a card may hold and still be parsed when
another card is broken."""


def read(text: str) -> Reading:
    count = sum(1 for _ in _CARD_LINE.finditer(text))
    if count > CARDS:
        return refused(shape.too_many(f"{count:,}"))
    values, slip = _parsed(text)
    if not slip:
        return shape.reading(values, lambda: toml_lines.lines(text))
    return _by_pieces(text)


def _parsed(text: str) -> tuple[dict[str, object], str]:
    """The values, or what TOML has against the text."""
    try:
        return tomllib.loads(text), ""
    except RecursionError:
        return {}, "too many brackets inside each other"
    except ValueError as error:  # TOMLDecodeError, and int() of thousands of digits
        return {}, str(error)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the file from one `[[cards]]` line to a later one."""

    text: str
    line: int
    values: Mapping[str, object]
    slip: str


def _by_pieces(text: str) -> Reading:
    """Everything wrong with a file that is not TOML as a whole."""
    values: dict[str, object] = {}
    cards: list[object] = []
    lines: dict[Path, int] = {(): 1}
    slips: list[Fault] = []
    for piece in _pieces(text):
        if piece.slip:
            slips.append(_slip(piece))
            continue
        found = piece.values.get("cards", [])
        for path, line in toml_lines.lines(piece.text).items():
            lines.setdefault(_moved(path, len(cards)), line + piece.line - 1)
        cards += found if isinstance(found, list) else []
        values = {**piece.values, **values}
    findings = Findings(lambda: lines)
    if not slips:  # each piece is TOML, and the whole is not: a key stands there twice
        slips.append(_slip(_Piece(text, 1, {}, _parsed(text)[1])))
    _look_over(values, cards, findings, slips)
    findings.faults += slips
    return findings.reading(None)


def _look_over(
    values: dict[str, object],
    cards: list[object],
    findings: Findings,
    slips: list[Fault],
) -> None:
    """Record the faults of the cards and the head, as far as they could be parsed."""
    head_broken = any(slip.card == "" and slip.line is not None for slip in slips)
    if head_broken and "id" not in values:
        values = {"format": shape.FORMAT, "id": "x", "title": "x"}
    shape.deck(Fields({**values, "cards": cards}, (), findings), whole=False)


def _moved(path: Path, by: int) -> Path:
    """A path in one piece as a path in the whole file."""
    match path:
        case ("cards", int(index), *rest):
            return ("cards", index + by, *rest)
    return path


def _pieces(text: str) -> Iterator[_Piece]:
    """The head and each card. A piece that fails is tried together with those behind
    it: a text in it may itself show how a card begins."""
    cuts = [0, *(hit.start() for hit in _CARD_LINE.finditer(text)), len(text)]
    at = 0
    line = 1
    while at < len(cuts) - 1:
        values, slip = _parsed(text[cuts[at] : cuts[at + 1]])
        end = at + 1
        for further in range(at + 2, min(at + 2 + _STRAY_LINES, len(cuts))):
            if not slip:
                break
            longer, still = _parsed(text[cuts[at] : cuts[further]])
            if not still:
                values, slip, end = longer, "", further
        part = text[cuts[at] : cuts[end]]
        yield _Piece(part, line, values, slip)
        line += part.count("\n")
        at = end


_IN_PLAIN_WORDS = {
    "Unescaped '\\' in a string": "a backslash alone between double quotes; write the "
    "text between single quotes, or double each backslash",
    "Invalid value": "no value that TOML knows; a text stands between quotation marks",
    "Cannot overwrite a value": "the same key for the second time",
    "Expected newline or end of document after a statement": "more behind a value than "
    "belongs there; a text with a single quote in it stands between double ones",
    "Illegal character '\\n'": "a text that does not end on its line; one of several "
    "lines stands between three quotation marks",
}
"""What tomllib says of the commonest slips, with a way out."""


def _said(by_tomllib: str) -> str:
    if by_tomllib in _IN_PLAIN_WORDS:
        return _IN_PLAIN_WORDS[by_tomllib]
    if "integer string conversion" in by_tomllib:
        return "a number with thousands of digits"
    if by_tomllib.startswith("Cannot declare"):
        return (
            "the same table for the second time; where there may be several, each "
            "stands between two brackets, such as [[cards.sources]]"
        )
    return f"{by_tomllib[:1].lower()}{by_tomllib[1:]}"


def _slip(piece: _Piece) -> Fault:
    id = _ID.search(piece.text) if _CARD_LINE.match(piece.text) else None
    card = id[1] if id else ""
    opened = toml_lines.opened(piece.text)
    if opened is not None:
        message = "a text that starts here with three quotation marks never ends"
        return Fault(message, opened + piece.line - 1, card)
    place = _PLACE.search(piece.slip)
    said = _said(_PLACE.sub("", piece.slip))
    if place is None:
        return Fault(f"not valid TOML: {said}", piece.line, card)
    if place[1] is None:
        last = piece.line + piece.text.rstrip().count("\n")
        return Fault(f"not valid TOML: {said}", last, card)
    line = int(place[1]) + piece.line - 1
    return Fault(f"not valid TOML at column {place[2]}: {said}", line, card)
