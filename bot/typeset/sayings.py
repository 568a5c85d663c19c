"""How each node of a formula is said, by whoever can read the lists within it aloud."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from bot.typeset.hearing import Nodes, begins, equation, signs
from bot.typeset.math.accents import Accent, Line, Wide
from bot.typeset.math.arrays import Array, Smalled
from bot.typeset.math.arrays import Line as Row
from bot.typeset.math.arrows import Arrow
from bot.typeset.math.bonds import Bond
from bot.typeset.math.diagrams import Upright
from bot.typeset.math.enclosures import Angled, Not, Phase, Tag
from bot.typeset.math.fences import Fenced, Middle, Sized
from bot.typeset.math.fractions import Fraction, Slanted
from bot.typeset.math.nodes import Group, NewLine, Node, Spread, SymbolNode
from bot.typeset.math.operators import Operator
from bot.typeset.math.radicals import Root
from bot.typeset.math.scripts import Scripts
from bot.typeset.math.style import DISPLAY, SCRIPT
from bot.typeset.math.symbols import Class
from bot.typeset.math.words import InMath, Words
from bot.typeset.said import Said, grouped, held
from bot.typeset.spoken_names import (
    ACCENTED,
    ARROWS,
    COMPOSED,
    FENCED,
    FUNCTIONS,
    NAMES,
    NEGATED,
    RELATIONS,
    WIDE,
)
from bot.typeset.spoken_scripts import noted

RELATIVE = "relative to"
"""What a double bar in brackets says: `D(p \\| q)`."""


def angled(parts: list[str]) -> str:
    """What stands between angle brackets, parted at the bars between."""
    match parts:
        case [one]:
            several = "," in one.replace(" end,", "")
            return f"the {'inner product' if several else 'mean'} of ({one})"
        case [bra, ket]:
            return f"bra {held(bra)} ket {held(ket)}"
        case [bra, *within, ket]:
            return f"bra {held(bra)}, {' '.join(within)}, ket {held(ket)},"
    return ""


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
    plain = unicodedata.normalize("NFKC", char)
    if plain != char and plain.isascii():
        return plain  # as the brackets and commas of Chinese
    name = unicodedata.name(char, "")
    if not name.startswith("GREEK"):
        return char if char.isalpha() else name.lower().removeprefix("vulgar fraction ")
    letter = name.removesuffix(" SYMBOL").split()[-1].lower()
    letter = {"lamda": "lambda"}.get(letter, letter)
    return letter.capitalize() if " CAPITAL " in name else letter


def _group(node: Group, said: Said) -> str:
    text = signs(node.nodes)
    if text in COMPOSED:
        return COMPOSED[text]
    if type(node) is not Group and _WORD.fullmatch(text):
        return text.replace("/", " per ")  # letters in a font of their own are a word
    if len(text) > 1 or type(node) is Group:
        return said(node.nodes)
    return " ".join(_spelt(node, said))


_WORD = re.compile(r"(?:(?![Α-Ωα-ωϑ-ϵ])[^\W\d_]){2,}|[^\W\d_]+/[^\W\d_]+")
"""Several letters, none of them Greek, or a unit: `\\mathrm{m/s}`."""


def _spelt(node: Group, said: Said) -> Iterator[str]:
    """The same where something stands between them: `\\mathrm{mol\\,L^{-1}}`."""
    held: list[Node] = []
    for each in node.nodes:
        base = each.base if isinstance(each, Scripts) else each
        letter = isinstance(base, SymbolNode) and base.char.isalpha()
        if held and not letter:
            yield _run(held, said)
            held = []
        if not letter:
            yield said([each])
            continue
        held.append(each)
        if isinstance(each, Scripts):
            yield _run(held, said)
            held = []
    if held:
        yield _run(held, said)


def _run(nodes: list[Node], said: Said) -> str:
    """Letters in a row, of which the last may bear scripts."""
    *letters, last = nodes
    return signs(letters) + said([last])


def _name(node: Operator, said: Said) -> str:
    if node.char or node.name:
        return node.char or FUNCTIONS.get(node.name, node.name)
    parts = [" " if each.space else signs([each]) for each in node.nodes]
    return "".join(parts) if all(parts) else said(node.nodes)


def _fraction(node: Fraction | Slanted, said: Said) -> str:
    word = "choose" if isinstance(node, Fraction) and node.chooses() else "over"
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
            rows = _plain(arrays[0]).lines
            if all(map(equation, (line.cells for line in rows))):
                lines = (_equations(line.cells, said) for line in rows)
                return f"the system: {'; '.join(lines)};"
            return f"one of: {_cells(arrays[0], said)};"
        what = "determinant of" if node.left == "∣" else "matrix"
        return f"the {what} ({_cells(arrays[0], said, _BLANK)})"
    pair = node.left + node.right
    if "⟨" in pair or "⟩" in pair:
        return _dirac(node, said)
    inner = said(node.nodes)
    if pair in ("∣∣", "∥∥"):
        return f"{FENCED[pair]} {inner} end,"
    if pair in FENCED:
        return f"{FENCED[pair]} ({inner})"
    if pair in ("∣", "∥"):
        return f"{inner} evaluated"
    if pair == "{}":
        inner = inner.replace(" given ", " such that ")
    return f"{node.left}{inner}{node.right}"


def _dirac(node: Fenced, said: Said) -> str:
    parts: list[list[Node]] = [[]]
    for each in node.nodes:
        if isinstance(each, Middle) or (
            isinstance(each, SymbolNode) and each.char == "∣"
        ):
            parts.append([])
        else:
            parts[-1].append(each)
    words = [said(part) for part in parts]
    if node.left == "⟨" and node.right == "⟩":
        return angled(words)
    return f"{'ket' if node.right == '⟩' else 'bra'} {held(' '.join(words))}"


def _array(node: Array | Smalled, said: Said) -> str:
    array = _plain(node)
    look = array.look
    single = all(len(line.cells) == 1 for line in array.lines)
    if look.level == DISPLAY or look.jot or (single and look.level == SCRIPT):
        return "; ".join(_equations(line.cells, said) for line in array.lines)
    return f"the matrix ({_cells(array, said, _BLANK)})"


def _equations(cells: Sequence[Nodes], said: Said) -> str:
    """A row of them side by side, each aligned at the sign within it."""
    words = said(cells[0]) if cells else ""
    for place, (before, cell) in enumerate(pairwise(cells)):
        apart = place % 2 and begins(before, cell)
        words += f"{', ' if apart else ' '}{said(cell)}"
    return words.strip(" ,")


_BLANK = "blank"
"""An entry of a matrix that is left empty: it keeps its place."""


def _cells(node: Array | Smalled, said: Said, empty: str = "") -> str:
    rows = (
        [said(cell).strip() or empty for cell in _seen(line)]
        for line in _plain(node).lines
    )
    return "; ".join(map(", ".join, rows))


def _seen(line: Row) -> Iterator[Nodes]:
    """The cells of a row, but those that a wide one stands over."""
    over = {
        column for span in line.spans for column in range(span.first + 1, span.behind)
    }
    return (cell for column, cell in enumerate(line.cells) if column not in over)


def _plain(node: Array | Smalled) -> Array:
    return node.array if isinstance(node, Smalled) else node


def _words(node: Words | Spread, said: Said) -> str:
    found = ""
    for each in node.nodes:
        if isinstance(each, SymbolNode):
            found += each.char
        elif isinstance(each, Accent):
            found += node_said(each.base, said)
        elif isinstance(each, Spread):
            found += _words(each, said)
        else:
            found += " " if each.space else node_said(each, said)
    return found


def _not(node: Not, said: Said) -> str:
    words = node_said(node.base, said)
    if words.startswith("is "):
        return f"is not {words.removeprefix('is ')}"
    return NEGATED.get(words) or f"not {words}"


def _arrow(node: Arrow, said: Said) -> str:
    word = ARROWS.get(node.name) or ("gets" if "left" in node.name.lower() else "to")
    notes = noted("", node.above, node.below, said)
    return f"{word},{notes}" if notes else word


def _upright(node: Upright, said: Said) -> str:
    word = {"↓": "down", "↑": "up"}.get(node.char, "equals")
    notes = " and ".join(
        grouped([note], said) for note in (node.left, node.right) if said([note])
    )
    return f"{word} with {notes} beside it," if notes else word


def _tag(node: Tag, said: Said) -> str:
    return f", equation {said([node.base])},".replace("(times)", "(star)")


def _over(base: Node, name: str, said: Said) -> str:
    """What stretches over all of it."""
    return grouped([base], said) + name if name else said([base])


_SAYING: dict[type[Any], Callable[[Any, Said], str]] = {
    SymbolNode: lambda node, _: symbol(node),
    Sized: lambda node, _: symbol(node),
    Operator: _name,
    Bond: lambda node, _: node.called,
    Fraction: _fraction,
    Root: _root,
    Fenced: _fenced,
    Array: _array,
    Smalled: _array,
    Words: _words,
    InMath: lambda node, said: said(node.nodes),
    Not: _not,
    Arrow: _arrow,
    Upright: _upright,
    Slanted: _fraction,
    Accent: lambda node, said: _over(node.base, ACCENTED.get(node.char, ""), said),
    Wide: lambda node, said: _over(node.base, WIDE.get(node.name, ""), said),
    Line: lambda node, said: _over(node.base, "-bar" if node.over else "", said),
    Middle: lambda node, _: RELATIVE if node.char == "∥" else "given",
    NewLine: lambda *_: ";",
    Angled: lambda node, said: f"angle {grouped([node.base], said)}",
    Phase: lambda node, said: f"at angle {grouped([node.base], said)}",
    Tag: _tag,
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
