"""Formulas read aloud: `x_t=\\sqrt{\\bar\\alpha_t}x_0` -> words for a screen reader.

What is read are the nodes that are set, too: the picture and its words come of the same
reading of the source. Brackets group what a voice would group by a pause: "the square
root of (1 minus x)".
"""

import re
from functools import lru_cache
from itertools import pairwise

from bot.typeset.hearing import (
    BARS,
    PAIRS,
    Nodes,
    apart,
    derives,
    digit,
    evaluates,
    flat,
    grand,
    mixed,
    multiplied,
    multiplies,
    relates,
    remarks,
    segments,
    shown,
    signs,
    stops,
    vector,
)
from bot.typeset.math import CannotSet, parsed
from bot.typeset.math.accents import Brace
from bot.typeset.math.fences import Fenced
from bot.typeset.math.fractions import Fraction
from bot.typeset.math.nodes import Group, Node, SymbolNode
from bot.typeset.math.operators import Operator
from bot.typeset.math.radicals import Root
from bot.typeset.math.symbols import Class
from bot.typeset.pairing import Pairs, doubled, pointed
from bot.typeset.said import held
from bot.typeset.sayings import RELATIVE, angled, likened, node_said, symbol
from bot.typeset.spoken_names import COMPOSED, FENCED
from bot.typeset.spoken_operators import operator
from bot.typeset.spoken_scripts import bounds, index, noted, power
from bot.typeset.tidying import tidy

MOST = 2000
"""Characters of a formula's words: twice what any picture may say."""


@lru_cache(maxsize=512)
def spoken(source: str) -> str:
    """The formula in words; where it cannot be read, its source without backslashes."""
    try:
        words = _said(parsed(source))
    except (CannotSet, RecursionError):
        words = re.sub(r"[\\{}$]+", " ", source)
    return tidy(words[:MOST])


def _said(nodes: Nodes, bar: str = "given") -> str:
    """`bar` is how one that relates is said."""
    heard = list(flat(nodes))
    if len(heard) == 1 and type(heard[0]) is SymbolNode:
        only = heard[0]
        if only.char not in _HEEDED:
            return symbol(only)
    chars = list(map(shown, heard))
    if chars.count("∣") > 1:
        heard = doubled(heard, chars)
    if "<" in chars and ">" in chars:
        heard = pointed(heard, list(map(shown, heard)))
    return " ".join(_Voice(heard, bar).speak())


_HEEDED = frozenset("∣∥([{⟨‖∗⋅")
"""Signs that look at what stands around them."""

_SPECIAL = frozenset("([{⟨∣∥:∃⋅×⊥∗∼")
_COUNTED = _SPECIAL | frozenset("0123456789.")
_PARTS = 3
"""What stands between angle brackets is parted in three at most."""
_SUCH = "such that"


class _Voice:
    """Reads a list, of which each node may need its neighbours."""

    def __init__(self, nodes: list[Node], bar: str) -> None:
        self.nodes = nodes
        self.given = bar
        self.at = 0
        self.words: list[str] = []
        self.ended = False
        """The last thing said was a root or a fraction: what follows multiplies it."""
        self.pairs = Pairs(nodes)
        self.open = dict.fromkeys(BARS, 0)
        self.exists: int | None = None
        """Where something begins that is said to be there: of a colon comes what."""

    def speak(self) -> list[str]:
        while self.at < len(self.nodes):
            node = self.nodes[self.at]
            self.at += 1
            if self.ended and multiplied(node) and not remarks(node, self.ahead()):
                self.words.append("of" if derives(self.nodes[self.at - 2]) else "times")
            self.ended = False
            if type(node) is SymbolNode and node.char not in _COUNTED:
                self.words.append(symbol(node))  # as most are
                continue
            base, sup, sub = apart(node)
            if grand(base) and self.factor(base):
                self.words.append("times")
            if isinstance(base, Operator) and (base.char or sup or sub):
                self.operator(base, sup, sub)
                continue
            if isinstance(base, Brace) and (sup or sub):
                self.words.append(noted(_said([base.base]), sup, sub, _said))
                continue
            char = shown(base)
            if char and digit(char) and not (sup or sub):
                sup, sub = self.number(char)
            elif char in _SPECIAL:
                sup, sub = self.special(char, node, sup, sub)
            elif isinstance(base, Fenced) and (base.left, base.right) == ("", "∣"):
                self.evaluated(_said(base.nodes), sup, sub)
                continue
            elif base is None:
                self.words.append("")
            else:
                said = node_said(base, _said)
                self.ended = isinstance(base, (Fraction, Root))
                if isinstance(base, Fraction):
                    said = self.part(base, said)
                    if not base.chooses() and mixed(self.before(), base):
                        self.words.append("and")
                cases = isinstance(base, Fenced) and said.endswith(";")
                if cases and not stops(self.nodes[self.at :]):
                    said += " end,"
                self.words.append(said)
                if isinstance(base, Fenced) and base.left in PAIRS:
                    sup, sub = self.bounds(base.nodes, base.left, sup, sub)
            self.scripts(sup, sub)
        return self.words

    def factor(self, of: Node | None) -> bool:
        """Whether a factor was said last; not in a mixed number, `2\\frac{1}{3}`."""
        if self.at < 2 or self.words[-1].endswith(("times", "of")):
            return False
        before = self.nodes[self.at - 2]
        return multiplies(before) and not mixed(before, of)

    def part(self, base: Fraction, words: str) -> str:
        """In brackets, where a function is of it, or before a binomial a factor."""
        if (before := self.before()) is None:
            return words
        named = isinstance(apart(before)[0], Operator)
        whole = named or (base.chooses() and multiplied(before))
        return f"({words})" if whole else words

    def special(
        self, char: str, node: Node, sup: Node | None, sub: Node | None
    ) -> tuple[Node | None, Node | None]:
        """Signs that look at what stands around them; the scripts not said yet."""
        both = char + shown(self.ahead())
        if char == "∃":
            self.exists = self.at
        if char == "∣" and "::" in self.words:
            self.words.append("or")  # of a grammar
            return sup, sub
        if char in PAIRS:
            return self.bracket(char, sup, sub)
        if char == "⟨":
            return self.angle(sup, sub)
        if char in BARS and not relates(node):
            return self.bar(char, sup, sub)
        if char in ":∃" and both in COMPOSED:
            self.words.append(COMPOSED[both])
            self.at += 1
        elif char == "∗" and (self.at < 2 or self.ahead() is None):
            self.words.append("star")
        elif char == "∼" and (said := likened(self.ahead())):
            self.words.append(said)
        elif char in "⋅×":
            self.words.append(self.product(char))
        elif char == "∣":
            self.words.append(self.given)
        elif char == ":" and (self.given == _SUCH or self.related()):
            self.words.append(_SUCH)
        elif char == ":" and self.words[-1:] == ["equals"]:
            self.words[-1] = COMPOSED["=:"]
        elif char == "⊥" and segments(
            self.nodes[max(self.at - 3, 0) : self.at - 1], self.nodes[self.at :][:2]
        ):
            self.words.append("is perpendicular to")
        elif both != "⊥⊥":  # \\perp\\perp is one sign
            self.words.append(node_said(apart(node)[0] or node, _said))
        return sup, sub

    def related(self) -> bool:
        """Whether it was said what is there: `\\exists x>0:`, but not `\\exists f:`."""
        start, self.exists = self.exists, None
        return start is not None and any(
            node.kind is Class.REL for node in self.nodes[start : self.at - 1]
        )

    def product(self, char: str) -> str:
        """Two vectors have two products; a point in the place of a letter is none."""
        before = self.before()
        if vector(before) or vector(self.ahead()):
            return {"⋅": "dot", "×": "cross"}[char]
        alone = before is None or shown(before) in (",", *BARS)
        return "dot" if alone and char == "⋅" else "times"

    def evaluated(self, what: str, above: Node | None, below: Node | None) -> None:
        """A bar with limits behind what they are put into."""
        said = f"{what} evaluated"
        if below is not None:
            low = _said([below])
            high = f" to {_said([above])}" if above is not None else ""
            said += f" {'from' if high else 'at'} {low}{high}"
        self.words.append(f"{said},")

    def before(self) -> Node | None:
        return self.nodes[self.at - 2] if self.at > 1 else None

    def ahead(self) -> Node | None:
        return self.nodes[self.at] if self.at < len(self.nodes) else None

    def scripts(self, sup: Node | None, sub: Node | None) -> None:
        before = self.words[-1:] == [""]  # they are those of what follows
        base = self.words[-1] if self.words else ""
        if sub is not None:
            self.words.append(f"sub {index([sub], _said)}")
        if sup is not None:
            above = power([sup], _said, base, sub)
            if before:
                above = above.replace("to the power", "superscript", 1)
            self.words.append(above)

    def number(self, number: str) -> tuple[Node | None, Node | None]:
        """All its digits in one; the scripts of the last."""
        while self.at < len(self.nodes):
            node = self.nodes[self.at]
            # A `1{,}000` is one number.
            mark = signs([node]) if type(node) is Group else ""
            if mark not in (",", ".") and not digit(shown(node) or "x"):
                break
            number += mark or shown(node)
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
        bar = _SUCH if opening == "{" else self.given
        place = self.pairs.closing.get(self.at - 1)
        if place is None:
            self.words.append(opening)
            return sup, sub
        inner, last = self.nodes[self.at : place], self.nodes[place]
        self.at = place + 1
        self.words.append(f"{opening}{_said(inner, bar)}{shown(last)}")
        return self.bounds(inner, opening, *apart(last)[1:])

    def bounds(
        self, inner: Nodes, opening: str, sup: Node | None, sub: Node | None
    ) -> tuple[Node | None, Node | None]:
        """From where to where what is in brackets goes; else its scripts, unsaid."""
        if not (said := bounds(inner, opening, sup, sub, _said)):
            return sup, sub
        self.words.append(said)
        return None, None

    def angle(
        self, sup: Node | None, sub: Node | None
    ) -> tuple[Node | None, Node | None]:
        """A mean, an inner product, or the brackets of quantum physics."""
        inner = self.ahead()
        if type(inner) is Group:
            self.nodes[self.at : self.at + 1] = flat(inner.nodes)
            self.pairs = Pairs(self.nodes)
        ends = [self.at - 1]
        while (place := self.pairs.angle_behind(ends[-1] + 1)) is not None:
            ends.append(place)
            if shown(self.nodes[place]) != "∣" or len(ends) > _PARTS:
                break
        if len(ends) > 1 and shown(self.nodes[ends[-1]]) != "⟩":
            ends = ends[:2]  # a bra alone
        if not 1 < len(ends) <= _PARTS + 1 or shown(self.nodes[ends[-1]]) == "⟨":
            self.words.append("angle bracket")
            return sup, sub
        last = self.nodes[ends[-1]]
        parts = [_said(self.nodes[a + 1 : b]) for a, b in pairwise(ends)]
        self.at = ends[-1] + 1
        if shown(last) == "∣":
            self.words.append(f"bra {held(parts[0])}")
        else:
            self.words.append(angled(parts))
        return apart(last)[1:]

    def bar(
        self, sign: str, sup: Node | None, sub: Node | None
    ) -> tuple[Node | None, Node | None]:
        """One of a pair, the beginning of a ket, or a relation."""
        end = self.pairs.angle_behind(self.at)
        if sign == "∣" and end is not None and shown(self.nodes[end]) == "⟩":
            said = _said(self.nodes[self.at : end])
            self.words.append(f"ket {held(said)}")
            self.at = end + 1
            return apart(self.nodes[end])[1:]
        around = sign in self.pairs.around
        alone = evaluates(self.nodes[self.at - 1]) and not self.open[sign]
        if sub is not None and self.words and (alone or not around):
            self.evaluated(self.words.pop(), sup, sub)
            return None, None
        if not around:
            self.words.append(self.given if sign == "∣" else RELATIVE)
        elif self.open[sign] and not self.begins(sign):
            self.open[sign] -= 1
            self.words.append("end,")
        else:
            self.open[sign] += 1
            if self.factor(None):
                self.words.append("times")
            self.words.append(FENCED[2 * sign])
        return sup, sub

    def begins(self, sign: str) -> bool:
        """Whether a bar closes none: behind a sign, or behind one that opens."""
        base, _, _ = apart(self.nodes[self.at - 2])
        joins = isinstance(base, SymbolNode) and base.kind in (Class.BIN, Class.REL)
        opens = self.words[-1:] == [FENCED[2 * sign]]
        return opens or (joins and shown(base) not in ("⋅", *BARS))

    def operator(self, base: Operator, sup: Node | None, sub: Node | None) -> None:
        words, sup, sub = operator(base, sup, sub, _said)
        self.words.append(words)
        self.scripts(sup, sub)
