r"""TeX as people write it -> the TeX that mathtext reads, with the spacing of TeX.

What mathtext cannot say at all (`\big(`, environments) becomes a private character
that stands for a `Part`; the parser in `mathbox` builds the box it stands for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.typeset import symbols
from bot.typeset.constructs import CONSTRUCTS
from bot.typeset.tables import Table, rows_of, stacked, table_look
from bot.typeset.tex import TEXT_COMMANDS, Group, Item, plain, tree

LENGTH = 2000
"""Characters of a formula at most; the longest of 17,000 from books had 1,100."""


@dataclass(frozen=True, slots=True)
class Big:
    """A delimiter of a fixed size, in em."""

    delimiter: str
    size: float


Part = Big | Table


@dataclass(frozen=True, slots=True)
class Normal:
    """Source for mathtext; `parts` are what its private characters stand for."""

    text: str
    parts: dict[str, Part]


class _Place(NamedTuple):
    display: bool
    script: bool = False


def normalise(source: str, *, display: bool = False) -> Normal:
    """Raises ValueError where the source is out of all bounds."""
    if len(source) > LENGTH:
        raise ValueError("the formula is too long")
    writer = _Writer()
    items: list[Item] = tree(_without_comments(source))
    text = writer.rows(items, _Place(display))
    return Normal(text, writer.parts)


def _without_comments(source: str) -> str:
    return re.sub(r"(?<!\\)%.*", "", source).strip()


@dataclass(slots=True)
class _Writer:
    parts: dict[str, Part] = field(default_factory=dict)

    def rows(self, items: Sequence[Item], place: _Place) -> str:
        """A whole formula; `\\\\` at its top makes it a column of rows."""
        if stacked(items):
            return self.table("aligned", items, place)
        return self.line(items, place)

    def line(self, items: Sequence[Item], place: _Place) -> str:
        for infix, command in ((r"\over", r"\frac"), (r"\choose", r"\binom")):
            if infix in items:
                at = list(items).index(infix)
                parts = Group(tuple(items[:at])), Group(tuple(items[at + 1 :]))
                return self.line((command, *parts), place)
        return Line(self, list(items), place).write()

    def group(self, items: Sequence[Item], place: _Place) -> str:
        """The items in braces, never empty: mathtext refuses that in a fraction."""
        return "{" + (self.line(items, place) or r"\hspace{0}") + "}"

    def part(self, part: Part) -> str:
        char = chr(0xE000 + len(self.parts))
        self.parts[char] = part
        return char

    def table(self, name: str, items: Sequence[Item], place: _Place) -> str:
        look = table_look(name)
        inner = _Place(display=look.display and not place.script)
        cells = tuple(
            tuple(self.line(cell, inner) or r"\hspace{0}" for cell in row)
            for row in rows_of(items)
        )
        return self.part(Table(cells, look))


@dataclass(slots=True)
class Line:
    """One run of items on its way to mathtext; `before` is the class of the last."""

    writer: _Writer
    items: list[Item]
    place: _Place
    at: int = 0
    before: str = ""
    marks: str = ""
    out: list[str] = field(default_factory=list)

    def write(self) -> str:
        while self.at < len(self.items):
            item = self.items[self.at]
            self.at += 1
            if isinstance(item, Group):
                self.emit("{" + self.writer.line(item.items, self.place) + "}")
            elif item.startswith("\\"):
                self.command(item)
            else:
                self.char(item)
        return "".join(self.out)

    def emit(self, text: str, kind: str = "ord") -> None:
        if self.out and text[:1].isalpha() and _ends_in_command(self.out[-1]):
            text = " " + text
        self.out.append(text)
        self.before = kind
        self.marks = ""

    # Arguments.

    def skip_space(self) -> None:
        while self.at < len(self.items) and self.items[self.at] == " ":
            self.at += 1

    def argument(self) -> tuple[Item, ...]:
        """The next argument's items; a command brings its own arguments along."""
        self.skip_space()
        if self.at >= len(self.items):
            return ()
        item = self.items[self.at]
        self.at += 1
        if isinstance(item, Group):
            return item.items
        taken: list[Item] = [item]
        count = symbols.ARGUMENTS.get(item, 0)
        taken.extend(Group(self.argument()) for _ in range(count))
        return tuple(taken)

    def written(self, *, script: bool = False, display: bool = False) -> str:
        place = _Place(display, script or self.place.script)
        return self.writer.group(self.argument(), place)

    def optional(self) -> tuple[Item, ...] | None:
        """What stands in brackets, if brackets come next."""
        self.skip_space()
        rest = self.items[self.at :]
        if not rest or rest[0] != "[" or "]" not in rest:
            return None
        end = rest.index("]")
        self.at += end + 1
        return tuple(rest[1:end])

    # Characters.

    def char(self, char: str) -> None:
        if char == " ":
            return
        if char in "_^":
            self.script(char)
        elif char in symbols.BINARY:
            self.binary(char)
        elif char in symbols.RELATIONS:
            self.relation(char)
        elif char in ",;":
            self.emit("{" + char + "}" if self.place.script else char, "punct")
        elif char == "|":
            kern = "" if self.place.script else r"\hspace{0.1}"
            self.emit(f"{kern}|{kern}", "bar")
        elif char in "([":
            self.emit(char, "open")
        elif char in ")]":
            self.emit(char, "close")
        elif char in '"#&`$%':
            self.emit(r"\%" if char == "%" else r"\text{" + char + "}")
        elif char == "'" or char == "~" or ord(char) < 0xE000 or ord(char) > 0xF8FF:
            self.emit(char)

    def script(self, mark: str) -> None:
        taken = self.marks
        if mark in taken:
            raise ValueError("a second subscript or superscript")
        self.emit(mark + self.written(script=True))
        self.marks = taken + mark

    def binary(self, sign: str) -> None:
        unary = self.before in ("", "bin", "rel", "open", "punct", "op", "bar")
        if unary or self.place.script:
            self.emit("{" + sign + "}", "ord" if unary else "bin")
        else:
            self.emit(sign, "bin")

    def relation(self, sign: str) -> None:
        if sign in (r"\Longrightarrow", r"\Longleftrightarrow", r"\Longleftarrow"):
            self.emit(rf"\;{sign} \;", "rel")
            return
        if self.place.script:
            sign = rf"\hspace{{-0.2}}{sign} \hspace{{-0.2}}"
        self.emit(sign, "rel")

    # Commands.

    def command(self, name: str) -> None:
        name = symbols.RENAMED.get(name, name)
        if not name.startswith("\\"):
            self.emit(name)
        elif name in symbols.DROPPED:
            for _ in range(symbols.DROPPED[name]):
                self.argument()
        elif name in symbols.BIG:
            self.big(name)
        elif name in symbols.FUNCTIONS or name in symbols.LIMITS:
            self.function(name)
        elif name in symbols.BINARY:
            self.binary(name)
        elif name in symbols.RELATIONS:
            self.relation(name)
        elif name in symbols.LARGE or name in symbols.INTEGRALS:
            self.large(name)
        elif name in TEXT_COMMANDS:
            self.words(name)
        elif name in CONSTRUCTS:
            CONSTRUCTS[name](self, name)
        else:
            self.emit(name)

    def big(self, name: str) -> None:
        size = symbols.BIG[name]
        self.skip_space()
        delimiter = self.delimiter()
        kind = {"l": "open", "r": "close", "m": "rel"}.get(name[-1], "ord")
        if delimiter != ".":
            self.emit(self.writer.part(Big(delimiter, size)), kind)

    def delimiter(self) -> str:
        self.skip_space()
        if self.at >= len(self.items):
            return "."
        item = self.items[self.at]
        self.at += 1
        text = item if isinstance(item, str) else "."
        text = symbols.DELIMITERS.get(text, text)
        return text if text in symbols.FENCES else "."

    def function(self, name: str) -> None:
        """A name in roman, a thin space from what it acts on and what comes before."""
        if self.before in ("ord", "close"):
            self.emit(r"\,")
        limits = name in symbols.LIMITS
        words = symbols.LIMITS.get(name) or name[1:]
        self.operator(words, limits)

    def operator(self, words: str, limits: bool) -> None:
        roman = r"\mathrm{" + words + "}"
        if limits and self.place.display and self.next_is("_"):
            self.skip_space()
            self.at += 1
            roman = rf"\underset{self.written(script=True)}{{{roman}}}"
        else:
            roman += self.scripts()
        space = "" if self.opens_next() else r"\,"
        self.emit(roman + space, "op")

    def next_is(self, char: str) -> bool:
        rest = [item for item in self.items[self.at :] if item != " "]
        return bool(rest) and rest[0] == char

    def opens_next(self) -> bool:
        rest = [item for item in self.items[self.at :] if item != " "]
        opening = ("(", "[", ")", "]", "|", ",", r"\left", r"\{", "\\|", r"\right")
        return not rest or rest[0] in opening or rest[0] in symbols.BIG

    def large(self, name: str) -> None:
        """Sums and products: limits above and below in displays, beside in text."""
        if self.before in ("ord", "close"):
            self.emit(r"\,")
        above = self.place.display or name in symbols.INTEGRALS
        sign = name if above else "{" + name + "}"
        self.emit(sign + self.scripts() + ("" if self.opens_next() else r"\,"), "op")

    def scripts(self) -> str:
        """The sub- and superscripts that come next."""
        found = ""
        while self.next_is("_") or self.next_is("^") or self.next_is(r"\limits"):
            self.skip_space()
            mark = str(self.items[self.at])
            self.at += 1
            if mark in "_^":
                found += mark + self.written(script=True)
        return found

    def words(self, name: str) -> None:
        text = "".join(plain(item) for item in self.argument())
        pieces = text.split("$")
        for index, piece in enumerate(pieces):
            if index % 2:
                inner = self.writer.line(tree(piece), _Place(False, self.place.script))
                self.emit("{" + inner + "}")
            elif piece:
                self.emit(_worded(name, piece))


def _worded(name: str, text: str) -> str:
    font = symbols.TEXT_FONTS.get(name)
    if font is None or not re.fullmatch(r"[\w .,:]+", text):
        escaped = re.sub(r"([\\{}])", r"\\\1", text)
        return r"\text{" + escaped + "}"
    return rf"\{font}{{" + text.replace(" ", r"\ ") + "}"


def _ends_in_command(text: str) -> bool:
    return re.search(r"\\[A-Za-z]+$", text) is not None
