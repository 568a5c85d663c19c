"""How each node of a formula is said, by whoever can read the lists within it aloud."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from bot.typeset.hearing import Nodes, signs, simple
from bot.typeset.math.accents import Accent, Line, Wide
from bot.typeset.math.arrays import Array, Smalled
from bot.typeset.math.arrows import Arrow
from bot.typeset.math.enclosures import Not, Tag
from bot.typeset.math.fences import Fenced, Middle, Sized
from bot.typeset.math.fractions import Fraction
from bot.typeset.math.nodes import Group, NewLine, Node, SymbolNode
from bot.typeset.math.operators import Operator
from bot.typeset.math.radicals import Root
from bot.typeset.math.scripts import Scripts
from bot.typeset.math.style import DISPLAY, SCRIPT
from bot.typeset.math.symbols import Class
from bot.typeset.math.words import InMath, Words
from bot.typeset.spoken_names import (
    ACCENTED,
    COMPOSED,
    FENCED,
    FUNCTIONS,
    NAMES,
    POWERS,
    RELATIONS,
    WIDE,
)

Said = Callable[[Nodes], str]
"""Reads a list."""


def grouped(nodes: Nodes, said: Said) -> str:
    """In brackets where it would else run into what stands around it."""
    words = said(nodes)
    if simple(nodes) or _BRACKETED.fullmatch(words):
        return words
    return f"({words})"


_BRACKETED = re.compile(r"\([^()]*\)")


def index(nodes: Nodes, said: Said) -> str:
    """Three letters or more in a subscript are a word: `L_{simple}`."""
    text = signs(nodes)
    if len(text) > 2 and text.isalpha() and text.isascii():
        return text
    return grouped(nodes, said)


def power(nodes: Nodes, said: Said) -> str:
    """A superscript."""
    text = signs(nodes)
    primes = len(text) - len(text.lstrip("′"))
    if text and primes == len(text):
        return " ".join(["prime"] * primes)
    return POWERS.get(text) or f"to the power {grouped(nodes, said)}"


def symbol(node: SymbolNode | Sized) -> str:
    """A sign; what is a relation may have another name."""
    if node.kind is Class.REL and node.char in RELATIONS:
        return RELATIONS[node.char]
    return named(node.char)


def named(char: str) -> str:
    """A sign by its name, a letter as it is."""
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


def _group(node: Group, said: Said) -> str:
    text = signs(node.nodes)
    if text in COMPOSED:
        return COMPOSED[text]
    if type(node) is not Group and len(text) > 1 and text.isalpha():
        return text  # letters in a font of their own are a word
    return said(node.nodes)


def _name(node: Operator, said: Said) -> str:
    if node.char or node.name:
        return node.char or FUNCTIONS.get(node.name, node.name)
    text = "".join(" " if each.space else signs([each]) for each in node.nodes)
    return text if text.strip() else said(node.nodes)


def _fraction(node: Fraction, said: Said) -> str:
    word = "choose" if node.bar == 0 and node.left else "over"
    return (
        f"{grouped([node.numerator], said)} {word} {grouped([node.denominator], said)}"
    )


def _root(node: Root, said: Said) -> str:
    degree = said([node.degree]) if node.degree else "2"
    which = {"2": "square", "3": "cube"}.get(degree, f"{degree}-th")
    return f"the {which} root of {grouped([node.body], said)}"


def _fenced(node: Fenced, said: Said) -> str:
    arrays = [one for one in node.nodes if isinstance(one, Array | Smalled)]
    if arrays and len(node.nodes) == 1:
        if not node.right or not node.left:
            return f"one of: {_cells(arrays[0], said)};"
        what = "determinant of" if node.left == "∣" else "matrix"
        return f"the {what} ({_cells(arrays[0], said)})"
    inner = said(node.nodes)
    pair = node.left + node.right
    if pair in ("∣∣", "∥∥"):
        return f"{FENCED[pair]} {inner} end,"
    if pair in FENCED:
        return f"{FENCED[pair]} ({inner})"
    if pair in ("∣", "∥"):
        return f"{inner} evaluated"
    return f"{node.left}{inner}{node.right}"


def _array(node: Array | Smalled, said: Said) -> str:
    look = node.array.look if isinstance(node, Smalled) else node.look
    array = node.array if isinstance(node, Smalled) else node
    single = all(len(line.cells) == 1 for line in array.lines)
    if look.level == DISPLAY or look.jot or (single and look.level == SCRIPT):
        return "; ".join(
            " ".join(said(cell) for cell in line.cells).strip() for line in array.lines
        )
    return f"the matrix ({_cells(array, said)})"


def _cells(node: Array | Smalled, said: Said) -> str:
    array = node.array if isinstance(node, Smalled) else node
    return "; ".join(", ".join(map(said, line.cells)) for line in array.lines)


def _words(node: Words, said: Said) -> str:
    found = ""
    for each in node.nodes:
        if isinstance(each, SymbolNode):
            found += each.char
        elif isinstance(each, Accent):
            found += node_said(each.base, said)
        else:
            found += " " if each.space else node_said(each, said)
    return found


def _not(node: Not, said: Said) -> str:
    words = node_said(node.base, said)
    return "is not" if words == "equals" else f"not {words}"


def _arrow(node: Arrow, said: Said) -> str:
    word = "gets" if "left" in node.name.lower() else "to"
    for note, where in ((node.above, "over"), (node.below, "under")):
        if note is not None and said([note]).strip():
            word += f" with {grouped([note], said)} {where} it,"
    return word


_SAYING: dict[type[Any], Callable[[Any, Said], str]] = {
    SymbolNode: lambda node, _: symbol(node),
    Sized: lambda node, _: symbol(node),
    Operator: _name,
    Fraction: _fraction,
    Root: _root,
    Fenced: _fenced,
    Array: _array,
    Smalled: _array,
    Words: _words,
    InMath: lambda node, said: said(node.nodes),
    Not: _not,
    Arrow: _arrow,
    Accent: lambda node, said: node_said(node.base, said) + ACCENTED.get(node.char, ""),
    Wide: lambda node, said: said([node.base]) + WIDE.get(node.name, ""),
    Line: lambda node, said: said([node.base]) + ("-bar" if node.over else ""),
    Middle: lambda *_: "given",
    NewLine: lambda *_: ";",
    Tag: lambda node, said: f", equation {said([node.base])}",
}


def node_said(node: Node, said: Said) -> str:
    """A node by itself, without its scripts."""
    saying = _SAYING.get(type(node))
    if saying is not None:
        return saying(node, said)
    if isinstance(node, Group):
        return _group(node, said)
    if isinstance(node, Scripts):
        return said([node])
    # What is only put around or moved, is said as it is.
    return said([node.base]) if hasattr(node, "base") else ""
