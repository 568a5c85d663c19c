"""TeX read aloud: `x_t=\\sqrt{\\bar\\alpha_t}x_0` -> words for a screen reader.

Brackets group what a voice would group by a pause: "the square root of (1 minus x)".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.typeset import symbols
from bot.typeset.spoken_names import ACCENTED, CHARS, GREEK, LARGE, NAMES, POWERS
from bot.typeset.tables import rows_of, stacked
from bot.typeset.tex import TEXT_COMMANDS, Group, Item, plain, tree


@lru_cache(maxsize=512)
def spoken(source: str) -> str:
    """The formula in words; what has no words keeps its name, never a backslash."""
    try:
        words = _said(tree(re.sub(r"(?<!\\)%.*", "", source)))
    except (ValueError, RecursionError):
        words = re.sub(r"[\\{}$]+", " ", source)
    return _tidy(words)


def _tidy(words: str) -> str:
    words = re.sub(r"[\s\\]+", " ", words)
    words = re.sub(r"(?<=[(\[{]) | (?=[)\]},;.!])", "", words)
    return re.sub(r",(\s*,)+", ",", words).strip(" ,")


def _said(items: Sequence[Item]) -> str:
    for infix, word in ((r"\over", "over"), (r"\choose", "choose")):
        if infix in items:
            at = list(items).index(infix)
            return f"{_grouped(items[:at])} {word} {_grouped(items[at + 1 :])}"
    if stacked(items):
        return _rows(items)
    return " ".join(_Voice(list(items), _bars(items)).speak())


def _simple(items: Sequence[Item]) -> bool:
    """One symbol, number or word, perhaps with a plain index: no brackets needed."""
    rest = [item for item in items if item != " "]
    if len(rest) == 1 and isinstance(rest[0], Group):
        return _simple(rest[0].items)
    if all(isinstance(item, str) and (item.isdigit() or item == ".") for item in rest):
        return True
    if (
        rest
        and rest[0] in TEXT_COMMANDS | symbols.FONTS.keys() | symbols.ACCENTS.keys()
    ):
        rest = rest[1:]
    if len(rest) == 3 and rest[1] == "_":
        return isinstance(rest[2], str)
    return len(rest) <= 1


def _grouped(items: Sequence[Item]) -> str:
    words = _said(items)
    return words if _simple(items) else f"({words})"


def _index(items: Sequence[Item]) -> str:
    """Three letters or more in a subscript are a word: `L_{simple}`."""
    letters = [item for item in items if isinstance(item, str)]
    if len(items) == len(letters) > 2 and all(i.isalpha() for i in letters):
        return "".join(letters)
    return _grouped(items)


def _bars(items: Sequence[Item]) -> dict[str, bool]:
    """For `|` and `\\|` by bracket depth 0: whether they come in pairs."""
    counts = {"|": 0, r"\Vert": 0}
    for item in items:
        if isinstance(item, str):
            sign = symbols.DELIMITERS.get(item, item)
            if sign in counts:
                counts[sign] += 1
    return {sign: count > 0 and count % 2 == 0 for sign, count in counts.items()}


def _rows(items: Sequence[Item]) -> str:
    rows = [" ".join(_said(cell) for cell in row) for row in rows_of(items)]
    return "; ".join(row.strip() for row in rows)


@dataclass(slots=True)
class _Voice:
    items: list[Item]
    paired: dict[str, bool]
    at: int = 0
    words: list[str] = field(default_factory=list)
    ended: bool = False
    """The last thing said was a root or a fraction: what follows it is multiplied."""
    opened: dict[str, bool] = field(default_factory=dict)

    def speak(self) -> list[str]:
        while self.at < len(self.items):
            item = self.items[self.at]
            self.at += 1
            if item in (" ", r"\,", r"\!", r"\;", r"\:"):
                continue
            if self.ended and _multiplied(item):
                self.words.append("times")
            self.ended = False
            if isinstance(item, Group):
                self.words.append(_said(item.items))
            elif item.startswith("\\"):
                self.command(item)
            else:
                self.char(item)
        return self.words

    def argument(self) -> tuple[Item, ...]:
        while self.at < len(self.items) and self.items[self.at] == " ":
            self.at += 1
        if self.at >= len(self.items):
            return ()
        item = self.items[self.at]
        self.at += 1
        if isinstance(item, Group):
            return item.items
        taken: list[Item] = [item]
        taken += [Group(self.argument()) for _ in range(symbols.ARGUMENTS.get(item, 0))]
        return tuple(taken)

    def char(self, char: str) -> None:
        if char == "_":
            self.words.append(f"sub {_index(self.argument())}")
        elif char == "^":
            self.words.append(_power(self.argument()))
        elif char == "|":
            self.bar("|", "the size of", "given")
        elif char.isdigit() or char == ".":
            self.number(char)
        elif char in "([":
            self.bracket(char)
        else:
            self.words.append(CHARS.get(char, char))

    def number(self, char: str) -> None:
        while self.at < len(self.items):
            item = self.items[self.at]
            if not isinstance(item, str) or not (item.isdigit() or item == "."):
                break
            char += item
            self.at += 1
        self.words.append(char)

    def bracket(self, opening: str) -> None:
        """What brackets hold is read on its own: its bars pair up within it."""
        depth = 0
        for index in range(self.at, len(self.items)):
            item = self.items[index]
            if isinstance(item, str):
                depth += (item in "([") - (item in ")]")
            if depth < 0:
                inner = self.items[self.at : index]
                self.at = index + 1
                self.words.append(f"{opening}{_said(inner)}{item}")
                return
        self.words.append(opening)

    def bar(self, sign: str, pair: str, alone: str) -> None:
        if not self.paired.get(sign):
            self.words.append(alone)
            return
        closing = self.opened.get(sign, False)
        self.opened[sign] = not closing
        self.words.append("end," if closing else pair)

    def command(self, name: str) -> None:
        if name in (r"\frac", r"\dfrac", r"\tfrac", r"\cfrac"):
            above, below = self.argument(), self.argument()
            self.words.append(f"{_grouped(above)} over {_grouped(below)}")
            self.ended = True
        elif name == r"\sqrt":
            self.root()
        elif name in ("\\|", r"\Vert", r"\lVert", r"\rVert"):
            self.bar(r"\Vert", "the norm of", "parallel to")
        elif name in (r"\lvert", r"\rvert", r"\vert"):
            self.bar("|", "the size of", "given")
        elif name in ACCENTED:
            self.words.append(f"{_said(self.argument())}{ACCENTED[name]}")
        elif name in TEXT_COMMANDS:
            text = "".join(plain(item) for item in self.argument())
            self.words.append(text.replace("$", ""))
        elif name in LARGE:
            self.large(LARGE[name])
        elif name == r"\begin":
            self.environment()
        else:
            self.other(name)

    def root(self) -> None:
        rest = [item for item in self.items[self.at :] if item != " "]
        degree = "square"
        if rest and rest[0] == "[" and "]" in rest:
            end = self.items.index("]", self.at)
            inner = self.items[self.items.index("[", self.at) + 1 : end]
            degree = {"3": "cube"}.get(_said(inner), f"{_said(inner)}-th")
            self.at = end + 1
        self.words.append(f"the {degree} root of {_grouped(self.argument())}")
        self.ended = True

    def large(self, name: str) -> None:
        low = high = ""
        while self.at < len(self.items):
            item = self.items[self.at]
            if item not in ("_", "^", r"\limits", " "):
                break
            self.at += 1
            if item == "_":
                low = _said(self.argument())
            elif item == "^":
                high = _said(self.argument())
        over = f" {'from' if name == 'the integral' else 'over'} {low}" if low else ""
        self.words.append(name + over + (f" to {high}" if high else "") + " of")

    def environment(self) -> None:
        name = "".join(plain(item) for item in self.argument()).rstrip("*")
        depth, inner = 1, []
        while self.at < len(self.items):
            item = self.items[self.at]
            depth += (item == r"\begin") - (item == r"\end")
            self.at += 1
            if depth == 0:
                self.argument()
                break
            inner.append(item)
        if "matrix" in name or name == "array":
            rows = (", ".join(_said(c) for c in row) for row in rows_of(inner))
            self.words.append("the matrix (" + "; ".join(rows) + ")")
        elif name.endswith("cases"):
            rows = (", ".join(_said(c) for c in row) for row in rows_of(inner))
            self.words.append("one of: " + "; ".join(rows) + ";")
        else:
            self.words.append(_rows(inner))

    def other(self, name: str) -> None:
        if name in symbols.DROPPED:
            for _ in range(symbols.DROPPED[name]):
                self.argument()
        elif name in (r"\color", r"\hspace", r"\textcolor"):
            self.argument()
        elif name == r"\not":
            self.words.append("not")
        elif name in (r"\overset", r"\stackrel", r"\underset"):
            note, body = self.argument(), self.argument()
            below = "under" if name == r"\underset" else "over"
            self.words.append(f"{_said(body)} with {_grouped(note)} {below} it,")
            if name == r"\underset":
                self.words[-1] = f"{_said(body)} with {_grouped(note)} under it,"
        elif name in (r"\operatorname", r"\operatorname*"):
            self.words.append(_word(self.argument()))
        elif name in symbols.FONTS or name in (r"\mathbb", r"\mathds"):
            argument = self.argument()
            letters = all(isinstance(i, str) and i.isalpha() for i in argument)
            self.words.append(_word(argument) if letters else _said(argument))
        else:
            self.words.append(NAMES.get(name, name.strip("\\ *")))


def _word(items: Sequence[Item]) -> str:
    said = "".join(" " if item == r"\," else plain(item) for item in items)
    return said.strip() or _said(items)


def _multiplied(item: Item) -> bool:
    if isinstance(item, Group):
        return True
    if item.startswith("\\"):
        letters = symbols.FONTS.keys() | ACCENTED.keys() | symbols.FRACTIONS | GREEK
        return item in letters or item in (r"\sqrt", r"\mathbb", r"\left")
    return item.isalnum() or item == "("


def _power(items: Sequence[Item]) -> str:
    text = "".join(i if isinstance(i, str) else "?" for i in items if i != " ")
    named = POWERS.get(text)
    return named or f"to the power {_grouped(items)}"
