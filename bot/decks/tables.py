"""Tables of cards, CSV and TSV: columns parted by commas, semicolons, tabs or bars.

A header line names the columns, in any order and by any of several names; without one
the first two columns are question and answer.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from itertools import islice

from bot.cards import Card, Deck
from bot.decks import drafts, shape, words
from bot.decks.drafts import Draft, Head
from bot.decks.faults import Fault, Note, Reading, refused
from bot.decks.limits import CARDS

_NAMES = {
    "id": "id cardid guid slug key",
    "question": "question questions front q prompt term frage",
    "answer": "answer answers back a response definition referenceanswer antwort",
    "level": "level difficulty",
    "kind": "kind type category",
    "tags": "tags tag topics topic keywords labels",
    "hint": "hint hints",
    "key_points": "keypoints keypoint points rubric",
}
_COLUMNS = {name: key for key, names in _NAMES.items() for name in names.split()}
_DELIMITERS = ",;\t|"
_PROBED = 20
"""Rows from which the delimiter is told."""

_PROBED_LENGTH = 100_000
_FORMULA = re.compile(r"'*[=+\-@\t]")
"""What a spreadsheet would run, and what we have put a quotation mark before."""

COLUMNS = ("id", "question", "answer", "level", "kind", "tags", "hint", "key points")


def looks_like(text: str) -> bool:
    """Whether the first line is a header, or the first lines have a tab each."""
    if _sense(text, delimiter_of(text))[0]:
        return True
    first = [
        line
        for line in islice(io.StringIO(text[:_PROBED_LENGTH]), _PROBED)
        if line.strip()
    ]
    return bool(first) and all("\t" in line for line in first)


def delimiter_of(text: str) -> str:
    """The mark whose columns make most sense: a header, else many even rows."""
    return max(_DELIMITERS, key=lambda mark: _sense(text, mark))


def _sense(text: str, delimiter: str) -> tuple[int, int]:
    rows: list[list[str]] = []
    with suppress(Unreadable):  # the probe may end inside a cell
        for _, cells in islice(_rows(text[:_PROBED_LENGTH], delimiter), _PROBED):
            rows.append(cells)
    if not rows:
        return (0, 0)
    width = len(rows[0])
    even = sum(len(cells) == width for cells in rows) if width > 1 else 0
    return (len(header(rows[0])), even)


def header(cells: list[str]) -> dict[int, str]:
    """Which column holds what; empty where the cells are no header."""
    found: dict[int, str] = {}
    for index, cell in enumerate(cells):
        key = _meaning(cell)
        if key and key not in found.values():
            found[index] = key
    sure = "question" in found.values() or len(found) > 1
    return found if sure else {}


def _meaning(name: str) -> str:
    """What a column of this name holds; empty where it cannot be told."""
    return _COLUMNS.get(re.sub(r"[\W_]+", "", name.casefold()), "")


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with the line on which it starts."""
    source = io.StringIO(text, newline="\n")
    if text[:4].casefold() == "sep=":  # written by Excel for Excel
        source.readline()
    offset = text[: source.tell()].count("\n") + 1
    reader = csv.reader(
        source, delimiter=delimiter, strict=True, skipinitialspace=delimiter != "\t"
    )
    line = offset
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield line, cells
            line = offset + reader.line_num
    except csv.Error as error:
        raise Unreadable(_why(error), line) from error


def read(text: str, name: str) -> Reading:
    tabs = name.casefold().endswith(".tsv") and "\t" in text
    delimiter = "\t" if tabs else delimiter_of(text)
    head = Head(name, "below the header, each row is a card")
    cards: list[Draft] = []
    try:
        for line, card in _cards(text, delimiter, head):
            cards.append(card)
            if len(cards) > CARDS:
                return refused(shape.too_many(f"More than {CARDS:,}"), line)
    except Unreadable as fault:
        head.faults.append(Fault(fault.why, fault.line))
    return drafts.reading(head, cards)


class Unreadable(Exception):
    """No row begins on this line, and none can be found behind it."""

    def __init__(self, why: str, line: int) -> None:
        super().__init__(why, line)
        self.why, self.line = why, line


def _why(error: csv.Error) -> str:
    if "unexpected end" in str(error):
        return "a quotation mark in the row that starts here opens a cell without end"
    if "field larger" in str(error):
        return (
            "a cell in the row that starts here is far too long: is a quotation mark "
            "not closed?"
        )
    return (
        f"the row that starts here cannot be read ({error}): inside a cell in "
        "quotation marks, each of them is doubled"
    )


def _cards(text: str, delimiter: str, head: Head) -> Iterator[tuple[int, Draft]]:
    rows = _rows(text, delimiter)
    first = next(rows, None)
    if first is None:
        return
    columns = header(first[1])
    if columns:
        _note_columns(first, columns, head)
        if head.faults:
            return
    else:
        columns = {0: "question", 1: "answer"}
        head.notes.append(
            Note("no header: the columns are taken as question and answer", first[0])
        )
        yield first[0], _card(*first, columns, head, 2)
    width = len(first[1]) if header(first[1]) else 2
    for line, cells in rows:
        yield line, _card(line, cells, columns, head, width)


def _note_columns(
    first: tuple[int, list[str]], columns: dict[int, str], head: Head
) -> None:
    line, cells = first
    for key in ("question", "answer"):
        if key not in columns.values():
            names = ", ".join(_NAMES[key].split()[:4])
            head.faults.append(Fault(f"no column for the {key} ({names} …)", line))
    for index, cell in enumerate(cells):
        if index not in columns and cell.strip():
            why = _unused(cell.strip(), columns.values())
            head.notes.append(Note(f'column "{cell.strip()}" is not used{why}', line))
    absent = [key for key in drafts.EXPECTED if key not in columns.values()]
    if absent:
        head.notes.append(Note(f"no column for {', '.join(absent)}", line))


def _unused(name: str, taken: Collection[str]) -> str:
    meant = _meaning(name)
    if meant in taken:
        return f": another one holds the {meant.replace('_', ' ')}"
    return words.nearest(name, COLUMNS)


def _card(
    line: int, cells: list[str], columns: dict[int, str], head: Head, width: int
) -> Draft:
    card = Draft(line, {"question": "", "answer": ""})
    extra = [cell for cell in cells[width:] if cell.strip()]
    if extra:
        message = f"{len(cells):,} cells, and the table has {width} columns"
        hint = "a text that holds the delimiter belongs in quotation marks"
        head.faults.append(Fault(f"{message}: {hint}", line))
    for index, key in columns.items():
        value = _unguarded(cells[index]) if index < len(cells) else ""
        if value.strip():
            _fill(card, key, value)
    card.missing(columns.values())
    return card


def _fill(card: Draft, key: str, value: str) -> None:
    match key:
        case "level":
            card.set_level(value.strip())
        case "kind":
            card.set_kind(value.strip())
        case "tags":
            card.values["tags"] = drafts.tags(value)
        case "key_points":
            card.values["key_points"] = _key_points(card, value)
        case "id":
            card.values["id"] = value.strip()
        case _:
            card.values[key] = value


def _key_points(card: Draft, value: str) -> list[dict[str, str]]:
    parts = value.split("\n" if "\n" in value else "|")
    texts = [part.strip() for part in parts if part.strip()]
    return [drafts.key_point(card, text) for text in texts]


def write(deck: Deck) -> tuple[str, tuple[Note, ...]]:
    """The deck as CSV, and what does not fit into a table."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for card in deck.cards:
        writer.writerow([_guarded(cell) for cell in _row(card)])
    return sheet.getvalue(), tuple(_left_out(deck))


def _row(card: Card) -> tuple[str, ...]:
    labels = [point.label for point in card.key_points]
    joined = "\n".join(labels)
    if len(labels) == 1 and "|" in joined:
        joined += "\n"
    level, tags = str(card.level or ""), ", ".join(card.tags)
    texts = (card.question, card.answer, level, card.kind, tags, card.hint, joined)
    return (card.id, *texts)


def _guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _left_out(deck: Deck) -> Iterator[Note]:
    if deck.description:
        yield Note("a table does not hold the description")
    if deck.tags:
        yield Note("a table does not hold the deck's list of tags")
    yield Note("a table does not hold the deck's id and title: give them on import")
    counts = {
        "sentences of key points": sum(
            bool(p.text) for card in deck.cards for p in card.key_points
        ),
        "synonyms": sum(len(p.synonyms) for c in deck.cards for p in c.key_points),
        "checks": sum(len(card.checks) for card in deck.cards),
        "follow-up questions": sum(len(card.follow_ups) for card in deck.cards),
        "sources": sum(len(card.sources) for card in deck.cards),
    }
    for what, count in counts.items():
        if count:
            yield Note(f"a table does not hold the {what} ({count:,})")
