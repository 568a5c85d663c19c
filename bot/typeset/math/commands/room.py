"""Room, and what is put around or through."""

from collections.abc import Callable

from bot.typeset.math import enclosures, words
from bot.typeset.math.accents import Line
from bot.typeset.math.commands.kinds import Command
from bot.typeset.math.lengths import length
from bot.typeset.math.nodes import CannotSet, Group, Node, Space, SymbolNode
from bot.typeset.math.parser import Parser
from bot.typeset.math.radicals import Root


def _kern(parser: Parser, name: str) -> Node:
    return enclosures.Gap(length(parser.length()))


def _space(parser: Parser, name: str) -> Node:
    return Space(mu={"\\,": 3, "\\:": 4, "\\;": 5, "\\!": -3}[name])


def _blank(parser: Parser, name: str) -> Node:
    return Space(em=words.SPACE)


def _phantom(parser: Parser, name: str) -> Node:
    nodes = parser.inside(parser.argument())
    return enclosures.Phantom(nodes, wide=name == "\\phantom", tall=True)


def _smash(parser: Parser, name: str) -> Node:
    given = parser.tokens.optional()
    sides = "".join(given) if given else "tb"
    return enclosures.Smashed(parser.argument(), "t" in sides, "b" in sides)


def _lap(parser: Parser, name: str) -> Node:
    return enclosures.Lap(parser.argument(), name[5])


def _raise(parser: Parser, name: str) -> Node:
    by = length(parser.length())
    return enclosures.Raised(words.words(parser, "\\hbox"), by)


def _vcenter(parser: Parser, name: str) -> Node:
    return enclosures.Centred(parser.argument())


def _rule(parser: Parser, name: str) -> Node:
    given = parser.tokens.optional()
    shift = length("".join(given)) if given else None
    return enclosures.Ruled(length(parser.length()), length(parser.length()), shift)


_LINES = {"\\cancel": "/", "\\bcancel": "\\", "\\xcancel": "/\\", "\\sout": "-"}


def _struck(parser: Parser, name: str) -> Node:
    return enclosures.Struck(parser.argument(), _LINES[name])


_ENCLOSED: dict[str, Callable[[Node], Node]] = {
    "box": enclosures.Boxed,
    "roundedbox": enclosures.Boxed,
    "circle": enclosures.Ringed,
    "updiagonalstrike": lambda node: enclosures.Struck(node, "/"),
    "downdiagonalstrike": lambda node: enclosures.Struck(node, "\\"),
    "horizontalstrike": lambda node: enclosures.Struck(node, "-"),
    "actuarial": enclosures.Angled,
    "phasorangle": enclosures.Phase,
    "radical": lambda node: Root(node, None),
    "top": lambda node: Line(node, over=True),
    "bottom": lambda node: Line(node, over=False),
}
"""What each notation of \\enclose puts around, or through, the one before."""


def _enclose(parser: Parser, name: str) -> Node:
    notations = parser.tokens.text().replace(",", " ").split()
    parser.tokens.optional()
    made = parser.argument()
    for notation in notations:
        if notation not in _ENCLOSED:
            raise CannotSet(f"\\enclose knows no {notation}")
        made = _ENCLOSED[notation](made)
    return made


def _fbox(parser: Parser, name: str) -> Node:
    return enclosures.Boxed(words.words(parser, "\\hbox"))


def _colorbox(parser: Parser, name: str) -> Node:
    colour = parser.tokens.text()
    if name == "\\fcolorbox":
        parser.tokens.text()
    body = words.words(parser, "\\hbox")
    return enclosures.Boxed(body, name == "\\fcolorbox", colour.strip())


def _angled(parser: Parser, name: str) -> Node:
    base = SymbolNode("n", letter=True) if name == "\\angln" else parser.argument()
    return enclosures.Angled(base)


def _phase(parser: Parser, name: str) -> Node:
    return enclosures.Phase(parser.argument())


def _tag(parser: Parser, name: str) -> Node:
    body = words.words(parser, "\\text")
    if name == "\\tag*":
        return enclosures.Tag(body)
    return enclosures.Tag(Group([SymbolNode("("), body, SymbolNode(")")]))


def _mathchoice(parser: Parser, name: str) -> Node:
    return enclosures.Mathchoice([parser.inside(parser.argument()) for _ in range(4)])


def _passed_over(parser: Parser, name: str) -> Node | None:
    """A command whose argument is not for the eye."""
    parser.tokens.optional()
    parser.tokens.argument()
    return None


def _kept(parser: Parser, name: str) -> Node:
    """\\htmlClass{…}{x} and its like: the second argument, as it stands."""
    parser.tokens.argument()
    return parser.argument()


def _grouped(parser: Parser, name: str) -> Node:
    return parser.argument()


TABLE: dict[str, Command] = {
    **dict.fromkeys(("\\kern", "\\mkern", "\\hskip", "\\mskip"), _kern),
    **dict.fromkeys(("\\hspace", "\\hspace*"), _kern),
    **dict.fromkeys(("\\,", "\\:", "\\;", "\\!"), _space),
    **dict.fromkeys(("\\ ", "~", "\\space", "\\nobreakspace"), _blank),
    **dict.fromkeys(("\\phantom", "\\vphantom"), _phantom),
    "\\smash": _smash,
    **dict.fromkeys(("\\mathllap", "\\mathrlap", "\\mathclap"), _lap),
    "\\raisebox": _raise,
    "\\vcenter": _vcenter,
    "\\rule": _rule,
    **dict.fromkeys(_LINES, _struck),
    "\\enclose": _enclose,
    **dict.fromkeys(("\\fbox", "\\framebox"), _fbox),
    **dict.fromkeys(("\\colorbox", "\\fcolorbox"), _colorbox),
    **dict.fromkeys(("\\angl", "\\angln"), _angled),
    "\\phase": _phase,
    "\\mathchoice": _mathchoice,
    **dict.fromkeys(("\\label", "\\pagecolor", "\\vspace", "\\require"), _passed_over),
    **dict.fromkeys(("\\tag", "\\tag*"), _tag),
    **dict.fromkeys(("\\htmlClass", "\\htmlId", "\\htmlStyle", "\\htmlData"), _kept),
    **dict.fromkeys(("\\ensuremath", "\\mathstyle"), _grouped),
}
