"""\\text and its family: words inside a formula, with math inside them."""

from collections.abc import Sequence

from bot.typeset.math.accents import MARKS, Accent
from bot.typeset.math.boxes import Item, Kern
from bot.typeset.math.cuts import Cut
from bot.typeset.math.leftward import placed
from bot.typeset.math.nodes import (
    CannotSet,
    Fonts,
    Group,
    Node,
    Space,
    SymbolNode,
    items,
    row,
)
from bot.typeset.math.parser import Parser
from bot.typeset.math.style import Style
from bot.typeset.math.symbols import NAMED, Class

FONTS = {
    "\\text": "",
    "\\textnormal": "",
    "\\textrm": "rm",
    "\\textup": "rm",
    "\\textmd": "rm",
    "\\mbox": "rm",
    "\\hbox": "rm",
    "\\textbf": "bf",
    "\\textit": "it",
    "\\textsl": "it",
    "\\emph": "it",
    "\\textsf": "sf",
    "\\texttt": "tt",
    "\\textsc": "rm",
}
"""Commands whose argument is words, and the font that they ask for."""

_OLD = {
    "\\rm": "rm",
    "\\bf": "bf",
    "\\it": "it",
    "\\sf": "sf",
    "\\tt": "tt",
    "\\em": "it",
    "\\normalfont": "rm",
}

_JOINED = {"--": "–", "---": "—", "``": "“", "''": "”"}

_SIGNS = {
    "`": "‘",
    "'": "’",
    "~": "\u00a0",
    "\\textless": "<",
    "\\textgreater": ">",
    "\\textbar": "|",
    "\\textbardbl": "‖",
    "\\texteuro": "€",
    "\\textperthousand": "‰",
    "\\textmu": "µ",
    "\\textbackslash": "\\",
    "\\textasciitilde": "~",
    "\\textasciicircum": "^",
    "\\textunderscore": "_",
    "\\textbraceleft": "{",
    "\\textbraceright": "}",
    "\\textdollar": "$",
    "\\textellipsis": "…",
    "\\ldots": "…",
    "\\dots": "…",
    "\\textendash": "–",
    "\\textemdash": "—",
    "\\textquoteleft": "‘",
    "\\textquoteright": "’",
    "\\textquotedblleft": "“",
    "\\textquotedblright": "”",
    "\\textdegree": "°",
    "\\textdagger": "†",
    "\\textdaggerdbl": "‡",
    "\\textbullet": "•",
    "\\textsterling": "£",
    "\\ss": "ß",
    "\\ae": "æ",
    "\\oe": "œ",
    "\\o": "ø",
    "\\AE": "Æ",
    "\\OE": "Œ",
    "\\O": "Ø",
    "\\i": "ı",
    "\\j": "ȷ",
    "\\P": "¶",
    "\\S": "§",
    **{f"\\{mark}": mark for mark in "#&$%_{}"},
}

_BRACE = frozenset("}")

SPACE = 0.25
"""A space between words, in em: what the text fonts of TeX have, near enough."""


class WordSpace(Space):
    """Between two words: of a typewriter, as wide as its letters."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(em=SPACE)

    def set(self, fonts: Fonts, style: Style) -> Kern:
        letter = fonts.glyph("x", "tt", style.scale) if style.font == "tt" else None
        return super().set(fonts, style) if letter is None else Kern(letter.width)


class Words(Node):
    """Set as words, upright or in the font that is asked for."""

    __slots__ = ("font", "nodes")

    def __init__(self, nodes: Sequence[Node], font: str) -> None:
        self.nodes, self.font = nodes, font

    def set(self, fonts: Fonts, style: Style) -> Item:
        return row(placed(self.nodes), fonts, self._inside(style))

    def opened(self, fonts: Fonts, style: Style) -> tuple[list[Item], list[Cut]] | None:
        """A line may end at their spaces."""
        boxes = items(placed(self.nodes), fonts, self._inside(style))
        spaces = [at for at, box in enumerate(boxes) if isinstance(box, Kern)]
        return (boxes, [Cut(at, Class.ORD) for at in spaces]) if spaces else None

    def _inside(self, style: Style) -> Style:
        font = self.font or (style.font if style.words else "")
        return style.in_words(_both(style, font))


def _both(style: Style, font: str) -> str:
    """Bold inside italics is both."""
    if style.words and {style.font, font} == {"bf", "it"}:
        return "bfit"
    return font


class InMath(Node):
    """Math between dollars, inside words."""

    __slots__ = ("nodes",)

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes

    def set(self, fonts: Fonts, style: Style) -> Item:
        return row(self.nodes, fonts, style.in_math())


def words(parser: Parser, command: str) -> Node:
    """The argument of a command that takes words."""
    tokens = parser.tokens
    outer, tokens.words = tokens.words, True
    try:
        tokens.skip()
        token = tokens.next()
        if token == "{":
            nodes = _list(parser)
            tokens.expect("}")
        elif token:
            tokens.push([token, "}"])
            nodes = _list(parser)
            tokens.expect("}")
        else:
            raise CannotSet(f"{command} has nothing to set")
    finally:
        tokens.words = outer
    return Words(nodes, FONTS.get(command, ""))


def cell(parser: Parser, ends: frozenset[str]) -> Node:
    """Words up to one of the ends, as in the second column of `cases*`."""
    tokens = parser.tokens
    tokens.skip()
    outer, tokens.words = tokens.words, True
    try:
        nodes = _list(parser, ends)
    finally:
        tokens.words = outer
    while nodes and isinstance(nodes[-1], WordSpace):
        nodes.pop()
    return Words(nodes, "")


def _list(parser: Parser, ends: frozenset[str] = _BRACE) -> list[Node]:
    found: list[Node] = []
    tokens = parser.tokens
    while True:
        token = tokens.peek()
        if not token or token in ends:
            return found
        if token in _OLD:
            tokens.next()
            found.append(Words(_list(parser, ends), _OLD[token]))
            return found
        found.append(_piece(parser))


def _piece(parser: Parser) -> Node:
    tokens = parser.tokens
    token = tokens.next()
    if token in (" ", "\\ ", "~"):
        return WordSpace()
    if token == "{":
        inner = _list(parser)
        tokens.expect("}")
        return Words(inner, "")
    if token == "$" or token == "\\(":
        return _math(parser, "$" if token == "$" else "\\)")
    joined = _joined(parser, token)
    if joined is not None:
        return SymbolNode(joined)
    if token in ("\\\\", "\\newline"):
        return WordSpace()
    if token in _SIGNS:
        return SymbolNode(_SIGNS[token])
    if token in FONTS:
        return words(parser, token)
    if token in MARKS and (
        token[1:].isalpha() is False or token in ("\\c", "\\u", "\\r", "\\v", "\\H")
    ):
        return _accented(parser, MARKS[token])
    if token[0] == "\\":
        return _other(parser, token)
    return SymbolNode(token[0])


def _joined(parser: Parser, token: str) -> str | None:
    """Dashes and quotes that are typed as two or three characters."""
    tokens = parser.tokens
    if token not in ("-", "`", "'"):
        return None
    run = token
    while len(run) < 3 and tokens.ahead() == token and run + token in _JOINED:
        run += tokens.raw()
    return _JOINED.get(run)


def _accented(parser: Parser, mark: str) -> Node:
    tokens = parser.tokens
    tokens.skip()
    if tokens.ahead() == "{":
        tokens.raw()
        inner = _list(parser)
        tokens.expect("}")
        return Accent(mark, Group(inner))
    return Accent(mark, _piece(parser))


def _math(parser: Parser, end: str) -> Node:
    tokens = parser.tokens
    tokens.words = False
    nodes = parser.nodes(frozenset((end,)))
    tokens.words = True
    tokens.expect(end)
    return InMath(nodes)


def _other(parser: Parser, token: str) -> Node:
    """A symbol of math, or a command that takes no notice of where it stands."""
    symbol = NAMED.get(token)
    if symbol is not None and symbol.kind is not Class.OP:
        return SymbolNode(symbol.char, Class.ORD, symbol.letter)
    tokens = parser.tokens
    tokens.push([token])
    tokens.words = False
    found = parser.within(_BRACE)
    tokens.words = True
    return Group([]) if found is None else found
