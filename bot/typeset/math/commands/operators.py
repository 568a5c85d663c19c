"""Operators and classes of atoms."""

from bot.typeset.math import enclosures
from bot.typeset.math.commands.kinds import Command
from bot.typeset.math.nodes import Group, Node, SymbolNode, relation
from bot.typeset.math.operators import Operator
from bot.typeset.math.parser import Parser
from bot.typeset.math.scripts import Scripts
from bot.typeset.math.symbols import NAMED, Class

_LIMITED = ["det", "gcd", "inf", "lim", "max", "min", "Pr", "sup"]
_UNLIMITED = [
    "arccos",
    "arccot",
    "arccsc",
    "arcsec",
    "arcsin",
    "arctan",
    "arctg",
    "arcctg",
    "arg",
    "ch",
    "cos",
    "cosec",
    "cosh",
    "cot",
    "cotg",
    "coth",
    "csc",
    "ctg",
    "cth",
    "deg",
    "dim",
    "exp",
    "hom",
    "ker",
    "lg",
    "ln",
    "log",
    "sec",
    "sech",
    "csch",
    "sin",
    "sinh",
    "sh",
    "tan",
    "tanh",
    "tg",
    "th",
]

_INTEGRALS = frozenset("∫∬∭⨌∮∯∰⨍⨖")


def large(char: str) -> Node:
    """A sign that is larger in displays."""
    return Operator(char, limits=char not in _INTEGRALS)


def _sign(parser: Parser, name: str) -> Node:
    if name == "\\smallint":
        return Operator(nodes=[SymbolNode("∫")])
    return Operator(
        NAMED[name].char, limits=NAMED[name].char not in _INTEGRALS or name == "\\intop"
    )


def _named(parser: Parser, name: str) -> Node:
    return Operator(name=name[1:], limits=name[1:] in _LIMITED)


def _operator_name(parser: Parser, name: str) -> Node:
    starred = name.endswith("*")
    nodes = [_upright(node) for node in parser.inside(parser.argument())]
    return Operator(nodes=nodes, limits=starred, upright=True)


def _upright(node: Node) -> Node:
    """In a name, a hyphen is a hyphen, and nothing joins or relates."""
    if isinstance(node, SymbolNode):
        char = {"−": "-", "∗": "*"}.get(node.char, node.char)
        return SymbolNode(char, Class.ORD, node.letter)
    return node


def _mathop(parser: Parser, name: str) -> Node:
    return Operator(nodes=parser.inside(parser.argument()))


def _over_or_under(parser: Parser, name: str) -> Node:
    note, base = parser.argument(), parser.argument()
    stacked, own = name == "\\stackrel", relation(base)
    # What \stackrel has below is centred on the axis; signs were designed so.
    seated = not stacked or own is not Class.ORD
    body = Operator(nodes=parser.inside(base), limits=True, always=True, seated=seated)
    under = name == "\\underset"
    scripts = Scripts(body, None if under else note, note if under else None)
    return Group([scripts], Class.REL if stacked else own)


_CLASSES = {
    "\\mathord": Class.ORD,
    "\\mathbin": Class.BIN,
    "\\mathrel": Class.REL,
    "\\mathopen": Class.OPEN,
    "\\mathclose": Class.CLOSE,
    "\\mathpunct": Class.PUNCT,
    "\\mathinner": Class.INNER,
}


def _class(parser: Parser, name: str) -> Node:
    return Group(parser.inside(parser.argument()), _CLASSES[name])


def _not(parser: Parser, name: str) -> Node:
    node = parser.argument()
    while node.space:  # as in `\not\!p`, which moves p under the stroke
        node = parser.argument()
    return enclosures.Not(node)


TABLE: dict[str, Command] = {
    **{name: _sign for name, symbol in NAMED.items() if symbol.kind is Class.OP},
    **{f"\\{name}": _named for name in (*_LIMITED, *_UNLIMITED)},
    "\\operatorname": _operator_name,
    "\\operatorname*": _operator_name,
    "\\mathop": _mathop,
    **dict.fromkeys(("\\overset", "\\underset", "\\stackrel"), _over_or_under),
    **dict.fromkeys(_CLASSES, _class),
    "\\not": _not,
}
