"""Formulas read aloud: `x_t=\\sqrt{\\bar\\alpha_t}x_0` -> words for a screen reader.

What is read are the nodes that are set, too: the picture and its words come of the same
reading of the source. Brackets group what a voice would group by a pause: "the square
root of (1 minus x)".
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from bot.typeset.math import CannotSet, parsed
from bot.typeset.math.accents import Accent, Brace, Line, Wide
from bot.typeset.math.arrays import Array, Smalled
from bot.typeset.math.arrows import Arrow
from bot.typeset.math.enclosures import Mathchoice, Not, Phantom, Ruled, Tag
from bot.typeset.math.enclosures import Sized as Gap
from bot.typeset.math.fences import Fenced, Middle, Sized
from bot.typeset.math.fractions import Fraction
from bot.typeset.math.nodes import (
    Group,
    NewLine,
    Node,
    Paint,
    Space,
    Spread,
    SymbolNode,
)
from bot.typeset.math.operators import Operator
from bot.typeset.math.radicals import Root
from bot.typeset.math.scripts import Scripts
from bot.typeset.math.style import DISPLAY, SCRIPT, TEXT
from bot.typeset.math.symbols import Class
from bot.typeset.math.words import InMath, Words
from bot.typeset.spoken_names import (
    ACCENTED,
    COMPOSED,
    FENCED,
    FUNCTIONS,
    LARGE,
    NAMES,
    POWERS,
    RELATIONS,
    WIDE,
)

Nodes = Sequence[Node]


@lru_cache(maxsize=512)
def spoken(source: str) -> str:
    """The formula in words; where it cannot be read, its source without backslashes."""
    try:
        words = _said(parsed(source))
    except (CannotSet, RecursionError):
        words = re.sub(r"[\\{}$]+", " ", source)
    return _tidy(words)


def _tidy(words: str) -> str:
    words = re.sub(r"[\s\\]+", " ", words)
    words = re.sub(r"(?<=[(\[{]) | (?=[)\]},;.!])", "", words)
    return re.sub(r",(\s*,)+", ",", words).strip(" ,")


def _said(nodes: Nodes) -> str:
    heard = list(_flat(nodes))
    if len(heard) == 1 and type(heard[0]) is SymbolNode:
        only = heard[0]
        if only.char not in _HEEDED:
            return _symbol(only)
    return " ".join(_Voice(_doubled(heard)).speak())


_HEEDED = frozenset("∣∥([")
"""Signs that look at what stands around them."""


def _flat(nodes: Nodes) -> Iterator[Node]:
    """What is heard, in one list: changes of style and colour are not."""
    for node in nodes:
        if type(node) is SymbolNode:
            yield node
        elif isinstance(node, Spread):
            yield from _flat(node.nodes)
        elif isinstance(node, Mathchoice):
            yield from _flat(node.lists[TEXT])
        elif isinstance(node, Gap):
            # A quad parts what stands on either side of it.
            if node.by.unit == "em" and node.by.number >= 1:
                yield SymbolNode(",", Class.PUNCT)
        elif not isinstance(node, Space | Paint | Phantom | Ruled):
            yield node


def _doubled(nodes: list[Node]) -> list[Node]:
    """Norms that are typed as two bars on either side."""
    bars = [place for place, node in enumerate(nodes) if _char(node) == "∣"]
    if len(bars) < 4 or bars[1] != bars[0] + 1:
        return nodes
    found: list[Node] = []
    for node in nodes:
        if _char(node) == "∣" and found and _bare(found[-1]):
            _, sup, sub = _apart(node)
            norm = SymbolNode("∥")
            found[-1] = Scripts(norm, sup, sub) if sup or sub else norm
        else:
            found.append(node)
    return found


def _bare(node: Node) -> bool:
    return isinstance(node, SymbolNode) and node.char == "∣"


def _apart(node: Node) -> tuple[Node | None, Node | None, Node | None]:
    """A node without its scripts, and these: above, below."""
    if isinstance(node, Scripts):
        return node.base, node.sup, node.sub
    return node, None, None


def _char(node: Node | None) -> str:
    """The one sign that a node shows; empty for all else."""
    if type(node) is SymbolNode:
        return node.char
    if isinstance(node, Scripts):
        return _char(node.base)
    return node.char if isinstance(node, SymbolNode | Sized) else ""


def _text(nodes: Nodes) -> str:
    """The signs of nodes that are nothing but signs; empty otherwise."""
    found = ""
    for node in _flat(nodes):
        if isinstance(node, Group):
            char = _text(node.nodes)
        elif isinstance(node, Operator):
            char = node.char or node.name or _text(node.nodes)
        else:
            char = "" if isinstance(node, Scripts) else _char(node)
        if not char:
            return ""
        found += char
    return found


def _digit(char: str) -> bool:
    return char.isdigit() or char == "."


_BARS = ("∣", "∥")


class _Voice:
    """Reads a list, of which each node may need its neighbours."""

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self.at = 0
        self.words: list[str] = []
        self.ended = False
        """The last thing said was a root or a fraction: what follows multiplies it."""
        bars = [
            char
            for node in nodes
            if (char := _char(node)) in _BARS and not _relation(node)
        ]
        self.paired = {sign for sign in bars if bars.count(sign) % 2 == 0}
        self.open: set[str] = set()

    def speak(self) -> list[str]:
        while self.at < len(self.nodes):
            node = self.nodes[self.at]
            self.at += 1
            if self.ended and _multiplied(node):
                self.words.append("times")
            self.ended = False
            base, sup, sub = _apart(node)
            if isinstance(base, Operator) and (base.char or sup or sub):
                self.operator(base, sup, sub)
                continue
            if isinstance(base, Brace) and (sup or sub):
                self.noted(_said([base.base]), sup, sub)
                continue
            char = _char(base)
            if char and _digit(char) and not (sup or sub):
                sup, sub = self.number(char)
            elif char in ("(", "["):
                sup, sub = self.bracket(char, sup, sub)
            elif char == ":" and _char(self.ahead()) == "=":
                self.at += 1
                self.words.append(COMPOSED[":="])
            elif char in _BARS and not _relation(node):
                self.bar(char)
            elif base is not None:
                self.words.append(_node(base))
                self.ended = isinstance(base, Fraction | Root)
            self.scripts(sup, sub)
        return self.words

    def ahead(self) -> Node | None:
        return self.nodes[self.at] if self.at < len(self.nodes) else None

    def scripts(self, sup: Node | None, sub: Node | None) -> None:
        if sub is not None:
            self.words.append(f"sub {_index([sub])}")
        if sup is not None:
            self.words.append(_power([sup]))

    def number(self, number: str) -> tuple[Node | None, Node | None]:
        """All its digits in one; the scripts of the last."""
        while self.at < len(self.nodes):
            node = self.nodes[self.at]
            if not _digit(_char(node) or "x"):
                break
            number += _char(node)
            self.at += 1
            _, sup, sub = _apart(node)
            if sup or sub:
                self.words.append(number)
                return sup, sub
        self.words.append(number)
        return None, None

    def bracket(
        self, opening: str, sup: Node | None, sub: Node | None
    ) -> tuple[Node | None, Node | None]:
        """What brackets hold is read on its own; the scripts behind them."""
        depth = 0
        for index in range(self.at, len(self.nodes)):
            node = self.nodes[index]
            depth += (_char(node) in ("(", "[")) - (_char(node) in (")", "]"))
            if depth < 0:
                inner = self.nodes[self.at : index]
                self.at = index + 1
                self.words.append(f"{opening}{_said(inner)}{_char(node)}")
                return _apart(node)[1:]
        self.words.append(opening)
        return sup, sub

    def bar(self, sign: str) -> None:
        if sign not in self.paired:
            self.words.append(RELATIONS[sign])
        elif sign in self.open:
            self.open.remove(sign)
            self.words.append("end,")
        else:
            self.open.add(sign)
            self.words.append(FENCED[2 * sign])

    def operator(self, base: Operator, sup: Node | None, sub: Node | None) -> None:
        if base.nodes and base.always and not base.upright:
            self.noted(_said(base.nodes), sup, sub)
        elif base.name == "lim" and sub:
            self.words.append(f"the limit as {_said([sub])} of")
            self.scripts(sup, None)
        elif not base.char:
            self.words.append(_node(base))
            self.scripts(sup, sub)
        else:
            name = LARGE.get(base.char) or _named(base.char).replace("n-ary ", "")
            over = "from" if "integral" in name else "over"
            low = f" {over} {_said([sub])}" if sub else ""
            high = f" to {_said([sup])}" if sup else ""
            self.words.append(f"{name}{low}{high} of")

    def noted(self, body: str, above: Node | None, below: Node | None) -> None:
        for note, where in ((above, "over"), (below, "under")):
            if note is not None:
                body += f" with {_grouped([note])} {where} it,"
        self.words.append(body)


def _relation(node: Node) -> bool:
    base = node.base if isinstance(node, Scripts) else node
    return isinstance(base, SymbolNode | Sized) and base.kind is Class.REL


def _multiplied(node: Node) -> bool:
    base, _, _ = _apart(node)
    if isinstance(base, SymbolNode | Sized):
        return base.kind is Class.OPEN or (
            base.kind is Class.ORD and (base.char.isalnum() or base.char == "∇")
        )
    if isinstance(base, Group) and base.kind is not Class.ORD:
        return False
    return isinstance(base, Group | Accent | Wide | Line | Fraction | Root | Fenced)


def _simple(nodes: Nodes) -> bool:
    """One symbol, number or word, perhaps with a plain index: no brackets needed."""
    rest = list(_flat(nodes))
    if len(rest) > 1:
        return all(_digit(_char(node) or "x") for node in rest) and not any(
            isinstance(node, Scripts) for node in rest
        )
    if not rest:
        return True
    (node,) = rest
    if type(node) is Group:
        return _simple(node.nodes)
    base, sup, sub = _apart(node)
    if isinstance(base, Fraction | Root | Fenced | Operator | Array):
        return False
    return sup is None and (sub is None or bool(_char(sub)))


def _grouped(nodes: Nodes) -> str:
    words = _said(nodes)
    if _simple(nodes) or _BRACKETED.fullmatch(words):
        return words
    return f"({words})"


_BRACKETED = re.compile(r"\([^()]*\)")


def _index(nodes: Nodes) -> str:
    """Three letters or more in a subscript are a word: `L_{simple}`."""
    text = _text(nodes)
    if len(text) > 2 and text.isalpha() and text.isascii():
        return text
    return _grouped(nodes)


def _power(nodes: Nodes) -> str:
    text = _text(nodes)
    primes = len(text) - len(text.lstrip("′"))
    if text and primes == len(text):
        return " ".join(["prime"] * primes)
    return POWERS.get(text) or f"to the power {_grouped(nodes)}"


# A node by itself.


def _symbol(node: SymbolNode | Sized) -> str:
    if node.kind is Class.REL and node.char in RELATIONS:
        return RELATIONS[node.char]
    return _named(node.char)


def _named(char: str) -> str:
    known = NAMES.get(char)
    if known is not None:
        return known
    if len(char) != 1 or char.isascii():
        return char
    name = unicodedata.name(char, "")
    if not name.startswith("GREEK"):
        return char if char.isalpha() else name.lower()
    letter = name.removesuffix(" SYMBOL").split()[-1].lower()
    letter = {"lamda": "lambda"}.get(letter, letter)
    return letter.capitalize() if " CAPITAL " in name else letter


def _group(node: Group) -> str:
    text = _text(node.nodes)
    if text in COMPOSED:
        return COMPOSED[text]
    if type(node) is not Group and len(text) > 1 and text.isalpha():
        return text  # letters in a font of their own are a word
    return _said(node.nodes)


def _name(node: Operator) -> str:
    if node.char or node.name:
        return node.char or FUNCTIONS.get(node.name, node.name)
    text = "".join(" " if each.space else _text([each]) for each in node.nodes)
    return text if text.strip() else _said(node.nodes)


def _fraction(node: Fraction) -> str:
    word = "choose" if node.bar == 0 and node.left else "over"
    return f"{_grouped([node.numerator])} {word} {_grouped([node.denominator])}"


def _root(node: Root) -> str:
    degree = _said([node.degree]) if node.degree else "2"
    which = {"2": "square", "3": "cube"}.get(degree, f"{degree}-th")
    return f"the {which} root of {_grouped([node.body])}"


def _fenced(node: Fenced) -> str:
    arrays = [one for one in node.nodes if isinstance(one, Array | Smalled)]
    if arrays and len(node.nodes) == 1:
        if not node.right or not node.left:
            return f"one of: {_cells(arrays[0])};"
        what = "determinant of" if node.left == "∣" else "matrix"
        return f"the {what} ({_cells(arrays[0])})"
    inner = _said(node.nodes)
    pair = node.left + node.right
    if pair in ("∣∣", "∥∥"):
        return f"{FENCED[pair]} {inner} end,"
    if pair in FENCED:
        return f"{FENCED[pair]} ({inner})"
    if pair in ("∣", "∥"):
        return f"{inner} evaluated"
    return f"{node.left}{inner}{node.right}"


def _array(node: Array | Smalled) -> str:
    look = node.array.look if isinstance(node, Smalled) else node.look
    array = node.array if isinstance(node, Smalled) else node
    single = all(len(line.cells) == 1 for line in array.lines)
    if look.level == DISPLAY or look.jot or (single and look.level == SCRIPT):
        return "; ".join(
            " ".join(_said(cell) for cell in line.cells).strip() for line in array.lines
        )
    return f"the matrix ({_cells(array)})"


def _cells(node: Array | Smalled) -> str:
    array = node.array if isinstance(node, Smalled) else node
    return "; ".join(", ".join(map(_said, line.cells)) for line in array.lines)


def _words(node: Words) -> str:
    found = ""
    for each in node.nodes:
        if isinstance(each, SymbolNode):
            found += each.char
        elif isinstance(each, Accent):
            found += _node(each.base)
        else:
            found += " " if each.space else _node(each)
    return found


def _not(node: Not) -> str:
    said = _node(node.base)
    return "is not" if said == "equals" else f"not {said}"


def _arrow(node: Arrow) -> str:
    word = "gets" if "left" in node.name.lower() else "to"
    for note, where in ((node.above, "over"), (node.below, "under")):
        if note is not None and _said([note]).strip():
            word += f" with {_grouped([note])} {where} it,"
    return word


_SAYING: dict[type[Any], Callable[[Any], str]] = {
    SymbolNode: _symbol,
    Sized: _symbol,
    Operator: _name,
    Fraction: _fraction,
    Root: _root,
    Fenced: _fenced,
    Array: _array,
    Smalled: _array,
    Words: _words,
    InMath: lambda node: _said(node.nodes),
    Not: _not,
    Arrow: _arrow,
    Accent: lambda node: _node(node.base) + ACCENTED.get(node.char, ""),
    Wide: lambda node: _said([node.base]) + WIDE.get(node.name, ""),
    Line: lambda node: _said([node.base]) + ("-bar" if node.over else ""),
    Middle: lambda _: "given",
    NewLine: lambda _: ";",
    Tag: lambda node: f", equation {_said([node.base])}",
}


def _node(node: Node) -> str:
    saying = _SAYING.get(type(node))
    if saying is not None:
        return saying(node)
    if isinstance(node, Group):
        return _group(node)
    if isinstance(node, Scripts):
        return _said([node])
    # What is only put around or moved, is said as it is.
    return _said([node.base]) if hasattr(node, "base") else ""
