"""One table of a deck's data, read key by key; every defect on the way is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.decks import words
from bot.decks.dollars import Dollars, dollars
from bot.decks.faults import Findings, Path
from bot.decks.limits import FIELD_LENGTH, ID_LENGTH, LINE_LENGTH

_NAMES = {
    str: "a text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    list: "a list",
    dict: "a table",
}


def _is(value: object) -> str:
    return _NAMES.get(type(value), "a date or time")


@dataclass(frozen=True, slots=True)
class Fields:
    """A table and where it stands. Each method answers with an empty value where the
    key is absent or wrong, having recorded what is wrong."""

    values: Mapping[str, object]
    path: Path
    findings: Findings
    card: str = ""

    def fault(self, message: str, *path: str | int) -> None:
        self.findings.fault((*self.path, *path), message, self.card)

    def note(self, message: str, *path: str | int) -> None:
        self.findings.note((*self.path, *path), message, self.card)

    def only(self, *known: str) -> None:
        """Any other key is a fault."""
        for key in self.values:
            if key not in known:
                guess = words.nearest(key, known)
                self.fault(f'unknown key "{key}"{guess}', key)

    def text(self, key: str, *, required: bool = False) -> str:
        """Markdown of any number of lines, its math in pairs of dollars."""
        text = words.body(self._str(key, required=required, longest=FIELD_LENGTH))
        if len(text) > FIELD_LENGTH:
            return text
        if lost := words.lost_command(text):
            self.note(
                f'{key}: "{lost}" has lost its backslash between double quotes; write '
                "the text between single quotes",
                key,
            )
        match dollars(text):
            case Dollars.UNPAIRED:
                self.fault(
                    f'{key}: a "$" without its partner; a dollar sign is written "\\$"',
                    key,
                )
            case Dollars.MONEY:
                self.note(
                    f'{key}: a single "$" is taken as money; "\\$" says so for sure',
                    key,
                )
            case Dollars.PAIRED:
                pass
        return text

    def line(
        self, key: str, *, required: bool = False, longest: int = LINE_LENGTH
    ) -> str:
        """Plain text of one line."""
        text = self._str(key, required=required, longest=longest).strip()
        self._one_line(key, text, key)
        return text

    def slug(self, key: str, *, required: bool = False) -> str:
        """A word of small letters, digits and hyphens."""
        text = self._str(key, required=required, longest=ID_LENGTH)
        if text and not words.SLUG.fullmatch(text):
            made = words.slug(text)
            guess = f', such as "{made}"' if made else ""
            self.fault(
                f"{key} must be small letters, digits and single hyphens{guess}", key
            )
        return text

    def lines(self, key: str, *, forbidden: str = "") -> tuple[str, ...]:
        """A list of texts of one line each, none of them empty or repeated."""
        kept: dict[str, None] = {}
        for index, item in enumerate(self._list(key)):
            text = self._item(key, index, item, forbidden)
            if text in kept:
                self.fault(f'{key}: "{text}" stands there twice', key, index)
            elif text:
                kept[text] = None
        return tuple(kept)

    def whole(self, key: str, low: int, high: int) -> int | None:
        value = self.values.get(key)
        if value is None:
            return None
        if type(value) is not int:
            self.fault(f"{key} must be a whole number, and is {_is(value)}", key)
            return None
        if not low <= value <= high:
            self.fault(f"{key} must lie between {low} and {high}", key)
            return None
        return value

    def flag(self, key: str) -> bool:
        value = self.values.get(key, False)
        if isinstance(value, bool):
            return value
        self.fault(f"{key} must be true or false, and is {_is(value)}", key)
        return False

    def tables(self, key: str) -> list["Fields"]:
        """The tables under `[[…key]]`."""
        tables: list[Fields] = []
        for index, item in enumerate(self._list(key)):
            if isinstance(item, dict):
                path = (*self.path, key, index)
                tables.append(Fields(item, path, self.findings, self.card))
            else:
                self.fault(f"{key} must hold tables, not {_is(item)}", key, index)
        return tables

    def _list(self, key: str) -> list[object]:
        value = self.values.get(key)
        if value is None:
            return []
        if isinstance(value, list):
            return value
        self.fault(f"{key} must be a list, and is {_is(value)}", key)
        return []

    def _item(self, key: str, index: int, item: object, forbidden: str) -> str:
        if not isinstance(item, str):
            self.fault(f"{key} must hold texts, not {_is(item)}", key, index)
            return ""
        text = item.strip()
        if not text:
            self.fault(f"{key}: an empty text", key, index)
        bad = [mark for mark in forbidden if mark in text]
        if bad:
            self.fault(f'{key}: "{text[:40]}" may not hold "{bad[0]}"', key, index)
        self._plain(key, text, LINE_LENGTH, key, index)
        self._one_line(key, text, key, index)
        return text

    def _str(self, key: str, *, required: bool, longest: int) -> str:
        value = self.values.get(key)
        if value is None:
            if required:
                self.fault(f'the key "{key}" is missing')
            return ""
        if not isinstance(value, str):
            self.fault(f"{key} must be a text, and is {_is(value)}", key)
            return ""
        if required and not value.strip():
            self.fault(f"{key} is empty", key)
        self._plain(key, value, longest, key)
        return value

    def _plain(self, key: str, text: str, longest: int, *path: str | int) -> None:
        if len(text) > longest:
            self.fault(
                f"{key} has {len(text):,} characters; {longest:,} is the limit", *path
            )
        if "\0" in text:
            self.fault(f"{key} holds a NUL character", *path)

    def _one_line(self, key: str, text: str, *path: str | int) -> None:
        if "\n" in text or "\r" in text:
            self.fault(f"{key} must be a single line", *path)
