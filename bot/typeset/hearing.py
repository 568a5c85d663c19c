"""What is to be heard in the nodes of a formula: nothing is said yet."""

from collections.abc import Iterator, Sequence

from bot.typeset.math.accents import Accent, Line, Wide
from bot.typeset.math.arrays import Array
from bot.typeset.math.enclosures import Gap, Mathchoice, Phantom, Ruled
from bot.typeset.math.fences import Fenced, Sized
from bot.typeset.math.fractions import Fraction
from bot.typeset.math.nodes import (
    Group,
    Node,
    Paint,
    Space,
    Spread,
    SymbolNode,
    relation,
)
from bot.typeset.math.operators import Operator
from bot.typeset.math.radicals import Root
from bot.typeset.math.scripts import Scripts
from bot.typeset.math.style import TEXT
from bot.typeset.math.symbols import Class
from bot.typeset.math.words import Words

Nodes = Sequence[Node]


def flat(nodes: Nodes) -> Iterator[Node]:
    """What is heard, in one list: changes of style and colour are not."""
    for node in nodes:
        if type(node) in _HEARD:
            yield node
        elif isinstance(node, Spread):
            yield from flat(node.nodes)
        elif isinstance(node, Mathchoice):
            yield from flat(node.lists[TEXT])
        elif isinstance(node, Gap):
            # A quad parts what stands on either side of it.
            if node.by.unit == "em" and node.by.number >= 1:
                yield SymbolNode(",", Class.PUNCT)
        elif not isinstance(node, _SILENT):
            yield node


# To find a type in a set is quicker than to ask for each in turn.
_HEARD = frozenset((SymbolNode, Scripts, Group, Fraction, Fenced, Operator))
_SILENT = (Space, Paint, Phantom, Ruled)


def apart(node: Node) -> tuple[Node | None, Node | None, Node | None]:
    """A node without its scripts, and these: above, below."""
    if isinstance(node, Scripts):
        return node.base, node.sup, node.sub
    return node, None, None


def shown(node: Node | None) -> str:
    """The one sign that a node shows; empty for all else."""
    if type(node) is SymbolNode:
        return node.char
    if isinstance(node, Scripts):
        return shown(node.base)
    return node.char if isinstance(node, _SIGNS) else ""


_SIGNS = (SymbolNode, Sized)


def vector(node: Node | None) -> bool:
    """Whether it is typed as a vector: with an arrow, bold, or nabla."""
    base = apart(node)[0] if node else None
    if isinstance(base, Accent):
        return base.char == "⃗"
    if isinstance(base, Wide):
        return base.name == "overrightarrow"
    return shown(base) == "∇" or getattr(base, "font", "") in ("bf", "boldsymbol")


def signs(nodes: Nodes) -> str:
    """The signs of nodes that are nothing but signs; empty otherwise."""
    found = ""
    for node in flat(nodes):
        if isinstance(node, Group):
            char = signs(node.nodes)
        elif isinstance(node, Operator):
            char = node.char or node.name or signs(node.nodes)
        else:
            char = "" if isinstance(node, Scripts) else shown(node)
        if not char:
            return ""
        found += char
    return found


def digit(char: str) -> bool:
    return char.isdigit() or char == "."


PAIRS = {"(": ")", "[": "]", "{": "}"}
"""Brackets that are said as they are."""

BARS = ("∣", "∥")


def evaluates(node: Node) -> bool:
    r"""Whether it may be the bar of `\Big|_{x=0}`."""
    base, _, sub = apart(node)
    return isinstance(base, Sized) and sub is not None


def relates(node: Node) -> bool:
    base = node.base if isinstance(node, Scripts) else node
    return isinstance(base, _SIGNS) and base.kind is Class.REL


def multiplied(node: Node) -> bool:
    """Whether it is a factor of the root or fraction before it."""
    base, _, _ = apart(node)
    if isinstance(base, _SIGNS):
        return base.kind is Class.OPEN or (
            base.kind is Class.ORD and (base.char.isalnum() or base.char == "∇")
        )
    if isinstance(base, Group) and (base.kind, relation(base)) != _ORDINARY:
        return False  # as `{=}` and `{\\to}`, which only stand closer
    return isinstance(base, _FACTORS)


def multiplies(node: Node) -> bool:
    """Whether it is a factor of the root, fraction or sum behind it: no function."""
    base, _, _ = apart(node)
    if isinstance(base, _SIGNS) and base.kind in (Class.OPEN, Class.CLOSE):
        return base.kind is Class.CLOSE
    named = "" if base is None else signs([base])
    if named in _OPERATING or (len(named) > 1 and named.isalpha()):
        return False
    empty = isinstance(base, Group) and not base.nodes  # as an alignment begins
    return not (empty or isinstance(base, Operator)) and multiplied(node)


_OPERATING = frozenset("d∂Δδ∇EP")
"""Letters that do something to what stands behind them."""


def mixed(before: Node | None, of: Node | None) -> bool:
    """Whether a fraction of figures stands behind figures, as in `2\\frac{1}{3}`."""
    if not isinstance(of, Fraction) or type(before) is not SymbolNode:
        return False
    figures = before.char, signs([of.numerator]), signs([of.denominator])
    return all(map(str.isdigit, figures))


def grand(base: Node | None) -> bool:
    """Whether it is long to say, so that a factor before it is set apart."""
    if isinstance(base, Operator):
        return base.char in _GRAND
    return isinstance(base, Root | Fraction) or (
        isinstance(base, Fenced) and base.left == base.right and base.left in BARS
    )


_GRAND = frozenset("∑∏∫∬∭∮")

_ORDINARY = (Class.ORD, Class.ORD)
_FACTORS = (Group, Accent, Wide, Line, Fraction, Root, Fenced, Operator)


def derives(node: Node) -> bool:
    """Whether it is `d/dx`, which is of what follows it."""
    base, _, _ = apart(node)
    if not isinstance(base, Fraction):
        return False
    (above, *of), (below, *by) = _spread(base.numerator), _spread(base.denominator)
    return not of and bool(by) and above in ("d", "∂") and above == below


def _spread(node: Node) -> list[str]:
    """The signs in a group, each without its scripts; of an empty one, an empty one."""
    nodes = list(flat(node.nodes if isinstance(node, Group) else [node]))
    return [signs([apart(each)[0] or each]) for each in nodes] or [""]


def simple(nodes: Nodes) -> bool:
    """One symbol, number or word, perhaps with a plain index: no brackets needed."""
    rest = list(flat(nodes))
    if len(rest) > 1:
        return all(digit(shown(node) or "x") for node in rest) and not any(
            isinstance(node, Scripts) for node in rest
        )
    if not rest:
        return True
    (node,) = rest
    if type(node) is Group:
        return simple(node.nodes)
    base, sup, sub = apart(node)
    if isinstance(base, Fraction | Root | Fenced | Operator | Array):
        return False
    return sup is None and (sub is None or bool(shown(sub)))


def begins(before: Nodes, cell: Nodes) -> bool:
    """Whether a cell begins an equation, beside one that is aligned at `&=`."""
    aligned = len(before) > 1 and type(before[0]) is Group and not before[0].nodes
    return aligned and bool(cell) and cell[0].kind not in (Class.REL, Class.BIN)


def equation(cells: Sequence[Nodes]) -> bool:
    """Whether a row relates two things, before it pauses and says of what."""
    first, *others = (list(flat(cell)) for cell in cells)
    second = next((node for other in others for node in other if _seen(node)), None)
    if second is not None and second.kind is not Class.REL:
        return False
    for node in (*first, *([second] if second else [])):
        if node.kind is Class.REL:
            return True
        if node.kind is Class.PUNCT or isinstance(node, Words):
            return False
    return False


def _seen(node: Node) -> bool:
    """Whether it is more than the empty braces of an alignment."""
    return type(node) is not Group or bool(node.nodes)


def segments(before: Nodes, behind: Nodes) -> bool:
    """Whether two segments, `AB`, stand around a sign, and no variables."""
    return all(map(_segment, (before, behind)))


def _segment(side: Nodes) -> bool:
    text = signs(side)
    return len(side) == 2 and text.isalpha() and text.isupper()


def remarks(node: Node, behind: Node | None) -> bool:
    """Whether words in brackets begin, which are no factor."""
    return shown(node) in PAIRS and isinstance(behind, Words)


def stops(nodes: Nodes) -> bool:
    """Whether nothing more follows than stops."""
    return all(shown(node) in (".", ",", ";") for node in nodes)
