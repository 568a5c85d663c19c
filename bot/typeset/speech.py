"""Formulas read aloud: `x_t=\\sqrt{\\bar\\alpha_t}x_0` -> words for a screen reader.

What is read are the nodes that are set, too: the picture and its words come of the same
reading of the source. Brackets group what a voice would group by a pause: "the square
root of (1 minus x)".
"""

import re
from functools import lru_cache

from bot.typeset.hearing import (
    BARS,
    Nodes,
    apart,
    digit,
    doubled,
    flat,
    multiplied,
    relates,
    shown,
)
from bot.typeset.math import CannotSet, parsed
from bot.typeset.math.accents import Brace
from bot.typeset.math.fractions import Fraction
from bot.typeset.math.nodes import Node, SymbolNode
from bot.typeset.math.operators import Operator
from bot.typeset.math.radicals import Root
from bot.typeset.sayings import grouped, index, named, node_said, power, symbol
from bot.typeset.spoken_names import COMPOSED, FENCED, LARGE, RELATIONS


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
    heard = list(flat(nodes))
    if len(heard) == 1 and type(heard[0]) is SymbolNode:
        only = heard[0]
        if only.char not in _HEEDED:
            return symbol(only)
    return " ".join(_Voice(doubled(heard)).speak())


_HEEDED = frozenset("∣∥([")
"""Signs that look at what stands around them."""


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
            if (char := shown(node)) in BARS and not relates(node)
        ]
        self.paired = {sign for sign in bars if bars.count(sign) % 2 == 0}
        self.open: set[str] = set()

    def speak(self) -> list[str]:
        while self.at < len(self.nodes):
            node = self.nodes[self.at]
            self.at += 1
            if self.ended and multiplied(node):
                self.words.append("times")
            self.ended = False
            base, sup, sub = apart(node)
            if isinstance(base, Operator) and (base.char or sup or sub):
                self.operator(base, sup, sub)
                continue
            if isinstance(base, Brace) and (sup or sub):
                self.noted(_said([base.base]), sup, sub)
                continue
            char = shown(base)
            if char and digit(char) and not (sup or sub):
                sup, sub = self.number(char)
            elif char in ("(", "["):
                sup, sub = self.bracket(char, sup, sub)
            elif char == ":" and shown(self.ahead()) == "=":
                self.at += 1
                self.words.append(COMPOSED[":="])
            elif char in BARS and not relates(node):
                self.bar(char)
            elif base is not None:
                self.words.append(node_said(base, _said))
                self.ended = isinstance(base, Fraction | Root)
            self.scripts(sup, sub)
        return self.words

    def ahead(self) -> Node | None:
        return self.nodes[self.at] if self.at < len(self.nodes) else None

    def scripts(self, sup: Node | None, sub: Node | None) -> None:
        if sub is not None:
            self.words.append(f"sub {index([sub], _said)}")
        if sup is not None:
            self.words.append(power([sup], _said))

    def number(self, number: str) -> tuple[Node | None, Node | None]:
        """All its digits in one; the scripts of the last."""
        while self.at < len(self.nodes):
            node = self.nodes[self.at]
            if not digit(shown(node) or "x"):
                break
            number += shown(node)
            self.at += 1
            _, sup, sub = apart(node)
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
        for place in range(self.at, len(self.nodes)):
            node = self.nodes[place]
            depth += (shown(node) in ("(", "[")) - (shown(node) in (")", "]"))
            if depth < 0:
                inner = self.nodes[self.at : place]
                self.at = place + 1
                self.words.append(f"{opening}{_said(inner)}{shown(node)}")
                return apart(node)[1:]
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
            self.words.append(node_said(base, _said))
            self.scripts(sup, sub)
        else:
            name = LARGE.get(base.char) or named(base.char).replace("n-ary ", "")
            over = "from" if "integral" in name else "over"
            low = f" {over} {_said([sub])}" if sub else ""
            high = f" to {_said([sup])}" if sup else ""
            self.words.append(f"{name}{low}{high} of")

    def noted(self, body: str, above: Node | None, below: Node | None) -> None:
        for note, where in ((above, "over"), (below, "under")):
            if note is not None:
                body += f" with {grouped([note], _said)} {where} it,"
        self.words.append(body)
