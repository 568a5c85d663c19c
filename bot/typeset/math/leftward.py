"""Words inside a formula that are read from right to left, in the order they stand in.

A formula is set sign by sign, so the letters of Arabic are given the shapes here that
they have beside each other, of which Unicode has one each.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from bot.typeset.bidi import rightward, visual
from bot.typeset.math.nodes import Node, SymbolNode

_MIRRORED = str.maketrans("()[]{}«»<>", ")(][}{»«><")

_SHAPES = (range(0xFB50, 0xFBB2), range(0xFBD3, 0xFC00), range(0xFE70, 0xFEFD))
"""Where Unicode has letters in the shapes that they have beside others."""


def placed(nodes: Sequence[Node]) -> Sequence[Node]:
    """The nodes from left to right, where any is read from right to left."""
    ways = [rightward(node.char) for node in nodes if isinstance(node, SymbolNode)]
    if False not in ways:
        return nodes
    base = next(way for way in ways if way is not None)
    words = [list(word) for _, word in groupby(nodes, lambda node: node.space)]
    told = [_way(word, base) for word in words]
    # Spaces at the ends part the words from what stands around them.
    first, last = words[0][0].space, len(words) - words[-1][0].space
    order = [first + place for place in visual(told[first:last], base)]
    found: list[Node] = []
    for place in (*range(first), *order, *range(last, len(words))):
        found += _turned(words[place]) if told[place] is False else words[place]
    return found


def _way(word: list[Node], base: bool) -> bool | None:
    """How a word is read: one of numbers and signs as the words around it are."""
    if word[0].space:
        return None
    if not all(isinstance(node, SymbolNode) for node in word):
        return True
    way = rightward(_text(word))
    return base if way is None else way


def _text(word: Sequence[Node]) -> str:
    return "".join(node.char for node in word if isinstance(node, SymbolNode))


def _turned(word: list[Node]) -> Iterator[Node]:
    """A word from its end; its numbers stay as they are."""
    for digits, run in groupby(_joined(_text(word))[::-1], str.isdigit):
        for char in reversed(list(run)) if digits else run:
            yield SymbolNode(char.translate(_MIRRORED))


@lru_cache(maxsize=1)
def _shapes() -> dict[tuple[str, str], str]:
    """The shape of a letter, or of two that are written as one, by its name."""
    found = {}
    for code in (code for codes in _SHAPES for code in codes):
        shape, _, letters = unicodedata.decomposition(chr(code)).partition(" ")
        if shape.startswith("<"):
            plain = "".join(chr(int(letter, 16)) for letter in letters.split())
            found[plain, shape.strip("<>")] = chr(code)
    return found


def _joined(text: str) -> str:
    """Each letter in the shape that its neighbours leave it."""
    shapes = _shapes()
    found, at, before = "", 0, False
    while at < len(text):
        pair = text[at : at + 2]
        letter = pair if len(pair) == 2 and (pair, "isolated") in shapes else text[at]
        at += len(letter)
        joins = (letter, "initial") in shapes and (text[at : at + 1], "final") in shapes
        before = before and (letter, "final") in shapes
        shape = ("isolated", "final", "initial", "medial")[before + 2 * joins]
        found += shapes.get((letter, shape), letter)
        before = joins
    return found
