"""How what stands above and below something is said: indices, powers, notes."""

import re

from bot.typeset.hearing import Nodes, flat, signs, simple
from bot.typeset.math.nodes import Group, Node
from bot.typeset.math.scripts import Scripts
from bot.typeset.said import Said, bracketed, held
from bot.typeset.spoken_names import POWERS


def noted(words: str, above: Node | None, below: Node | None, said: Said) -> str:
    """With the notes that stand over and under it, where they say anything."""
    for note, where in ((above, "over"), (below, "under")):
        if note is not None and (what := said([note])).strip():
            words += f" with {bracketed([note], what)} {where} it,"
    return words


def index(nodes: Nodes, said: Said) -> str:
    """Three letters or more in a subscript are a word: `L_{simple}`."""
    text = signs(nodes)
    if len(text) > 2 and text.isalpha() and text.isascii():
        return text
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


def power(nodes: Nodes, said: Said) -> str:
    """A superscript."""
    text = signs(nodes)
    primes = len(text) - len(text.lstrip("′"))
    if text and primes == len(text):
        return f"{_TIMES.get(primes, '')} prime".strip()
    if text[:1] + text[-1:] in ("()", "[]"):
        return f"superscript {said(nodes)}"
    if (charge := _CHARGE.fullmatch(text)) is not None:
        return f"superscript ({charge[1]} {POWERS[charge[2]]})"
    known = POWERS.get(text)
    return known or f"to the power {_inside(nodes, said(nodes))}"


_CHARGE = re.compile(r"(\d+)([+−])")
"""Of an ion: a number before a sign is no sum."""

_TIMES = {1: "", 2: "double", 3: "triple"}
