"""How what stands above and below something is said: indices, powers, notes."""

import re
from collections.abc import Sequence
from itertools import takewhile

from bot.typeset.hearing import PAIRS, Nodes, apart, flat, shown, signs, simple
from bot.typeset.math.fences import Fenced
from bot.typeset.math.nodes import Group, Node
from bot.typeset.math.scripts import Scripts
from bot.typeset.said import Said, bracketed, held
from bot.typeset.spoken_names import INDICES, NOTES, POWERS


def noted(words: str, above: Node | None, below: Node | None, said: Said) -> str:
    """With the notes that stand over and under it, where they say anything."""
    for note, where in ((above, "over"), (below, "under")):
        what = said([note]).strip() if note is not None else ""
        if what in _DOTS:
            words += _DOTS[what]
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
    return held(words) if scripts and simple(nodes) else bracketed(nodes, words)


def _within(nodes: Nodes) -> list[Node]:
    """What stands in the braces around all, if there are any."""
    within = list(flat(nodes))
    while len(within) == 1 and type(within[0]) is Group:
        within = list(flat(within[0].nodes))
    return within


def power(nodes: Nodes, said: Said, base: str = "") -> str:
    """A superscript; `base` are the words that it stands behind."""
    within = _within(nodes)
    match within:
        case [Scripts(base=None, sub=None, sup=Node() as above)]:  # as of `x^{'}`
            within = _within([above])
    primes = len(list(takewhile(lambda node: shown(node) == "′", within)))
    if primes:
        prime = f"{_TIMES.get(primes, '')} prime".strip()
        rest = within[primes:]
        return f"{prime} {power(rest, said, base)}" if rest else prime
    text = signs(nodes)
    fence = within[0] if len(within) == 1 and base != "e" else None
    if isinstance(fence, Fenced):
        text = fence.left + signs(fence.nodes) + fence.right
    if text[:1] + text[-1:] in ("()", "[]"):
        return f"superscript {said(nodes)}"
    if _several(within):
        return f"superscript {held(said(nodes).strip())}"
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


def _several(within: Sequence[Node]) -> bool:
    """Whether they are indices, parted by commas and in no brackets."""
    chars = list(map(shown, within))
    return "," in chars[1:-1] and not any(char in _OPENING for char in chars)


_OPENING = (*PAIRS, "⟨")

_CHARGE = re.compile(r"(\d+)([+−])")
"""Of an ion: a number before a sign is no sum."""

_TIMES = {1: "", 2: "double", 3: "triple", 4: "quadruple"}

_CAPITAL = re.compile("[A-Z]")
_OF_CAPITALS = {"c": "complement", "∘": "standard", "π": "superscript pi"}
"""Of a set or an event, of an energy, and of a policy's value."""

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
