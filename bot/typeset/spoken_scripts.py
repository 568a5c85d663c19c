"""How what stands above and below something is said: indices, powers, notes."""

import re
from collections.abc import Sequence
from itertools import takewhile

from bot.typeset.hearing import PAIRS, Nodes, apart, flat, shown, signs, simple
from bot.typeset.math.accents import Line
from bot.typeset.math.fences import Fenced
from bot.typeset.math.nodes import Group, Node, SymbolNode
from bot.typeset.math.scripts import Scripts
from bot.typeset.said import Said, bracketed, grouped, held
from bot.typeset.spoken_names import INDICES, NOTED, NOTES, POWERS


def noted(words: str, above: Node | None, below: Node | None, said: Said) -> str:
    """With the notes that stand over and under it, where they say anything."""
    for note, where in ((above, "over"), (below, "under")):
        what = said([note]).strip() if note is not None else ""
        if what in _DOTS:
            words += _DOTS[what]
        elif (words, what) in NOTED:
            words = NOTED[words, what]
        elif note is not None and what:
            what = NOTES.get(what) or bracketed([note], what)
            words += f" with {what} {where} it,"
    return words


_DOTS = {"...": "-triple-dot", "....": "-quadruple-dot"}
"""What \\dddot and \\ddddot put over a letter."""


def index(nodes: Nodes, said: Said) -> str:
    """Three letters or more in a subscript are a word: `L_{simple}`."""
    text = signs(nodes)
    if len(text) > 2 and text.isalpha() and text.isascii():
        return text
    if text in INDICES:
        return INDICES[text]
    words = said(nodes).removeprefix("is ")  # as in `x_{<t}`
    return _inside(nodes, words.replace(" : ", " to "))


def _inside(nodes: Nodes, words: str) -> str:
    """In brackets also where a script of its own would seem to be its base's."""
    if " " not in words:
        return words
    scripts = any(isinstance(node, Scripts) for node in _within(nodes))
    alone = (scripts or "," in words) and simple(nodes)
    return held(words) if alone else bracketed(nodes, words)


def _within(nodes: Nodes) -> list[Node]:
    """What stands in the braces around all, if there are any."""
    within = list(flat(nodes))
    while len(within) == 1 and type(within[0]) is Group:
        within = list(flat(within[0].nodes))
    return within


def power(nodes: Nodes, said: Said, base: str = "", below: Node | None = None) -> str:
    """A superscript; `base` are the words that it stands behind, `below` its index."""
    within = _within(nodes)
    match within:
        case [Scripts(base=None, sub=None, sup=Node() as above)]:  # as of `x^{'}`
            within = _within([above])
        case [
            Scripts(base=SymbolNode(char="∘") as ring, sub=None, sup=Node() as above)
        ]:
            within = [ring, *_within([above])]  # as of `G^{\\circ'}`
        case [Line(over=over, base=count)]:
            return f"to the {'rising' if over else 'falling'} {grouped([count], said)}"
    primes = len(list(takewhile(lambda node: shown(node) == "′", within)))
    if primes:
        prime = f"{_TIMES.get(primes, '')} prime".strip()
        rest = within[primes:]
        return f"{prime} {power(rest, said, base)}" if rest else prime
    text = signs(within)
    fence = within[0] if len(within) == 1 and base != "e" else None
    if isinstance(fence, Fenced):
        text = fence.left + signs(fence.nodes) + fence.right
    if text[:1] + text[-1:] in ("()", "[]"):
        return f"superscript {said(nodes)}"
    if text[:1] + text[-1:] in ("<>", "⟨⟩"):  # as of a step in time
        return f"superscript {held(said(within[1:-1]))}"
    if text[:1] == "→":  # as of \\cancelto
        return f"cancels {said(nodes)}"
    if _several(within) or (text.isalpha() and _marks(text, base, below)):
        words = text if _WORD.fullmatch(text) else said(nodes).strip()
        return f"superscript {held(words)}"
    if text == "−1" and base.isdigit():
        return "to the power minus 1"
    if (charge := _CHARGE.fullmatch(text)) is not None:
        return f"superscript ({charge[1]} {POWERS[charge[2]]})"
    if _CAPITAL.fullmatch(base) and text in _OF_CAPITALS:
        return _OF_CAPITALS[text]
    if text == "c" and _SETS.search(base):
        return "complement"
    known = POWERS.get(text)
    return known or f"to the power {_inside(nodes, said(nodes).strip())}"


def _marks(text: str, base: str, below: Node | None) -> bool:
    """Whether letters above something are indices, or a word: no product is raised to.

    Nor are Greek ones beside Greek ones below: `\\Gamma^\\lambda_{\\mu\\nu}`.
    """
    if base == "e" or base.isdigit():
        return False
    if _INDICES.fullmatch(text):
        return True
    low = signs([below]) if below is not None else ""
    return bool(_GREEK.fullmatch(text) and _GREEK.fullmatch(low) and len(low) > 1)


_WORD = re.compile("[a-zA-Z]{3,}")
_INDICES = re.compile("[a-zA-Z]{3,}|[IVX]{2,}|[α-ω]{2,}|[ijkl]{2}|[μν]")
_GREEK = re.compile("[α-ω]+")


def _several(within: Sequence[Node]) -> bool:
    """Whether they are indices, parted by commas and in no brackets."""
    chars = list(map(shown, within))
    return "," in chars[1:-1] and not any(char in _OPENING for char in chars)


_OPENING = (*PAIRS, "⟨")

_CHARGE = re.compile(r"(\d+)([+−])")
"""Of an ion: a number before a sign is no sum."""

_TIMES = {1: "", 2: "double", 3: "triple", 4: "quadruple"}

_CAPITAL = re.compile("[A-Z]|mu")
_OF_CAPITALS = {
    "c": "complement",
    "∘": "standard",
    "∘′": "standard prime",
    "π": "superscript pi",
}
"""Of a set or an event, of an energy or a potential, and of a policy's value."""

_SETS = re.compile(" (?:union|intersection|without) ")


def bounds(
    inner: Nodes, opening: str, sup: Node | None, sub: Node | None, said: Said
) -> str:
    """What is written behind a sequence, or what is put into brackets; else empty."""
    if not inner or sup is None or sub is None:
        return ""
    low, high = signs([sub]), signs([sup])
    if high in POWERS and high != "T" and not high.isdigit():
        return ""
    if not any(shown(node) == "=" for node in _within([sub])):
        upright = hasattr(apart(inner[0])[0], "font")  # as of a concentration
        indices = len(low) > 1 and low.isalpha()
        if opening != "[" or upright or indices or high[:1] == "(":
            return ""
    return f"from {said([sub])} to {said([sup])}"
