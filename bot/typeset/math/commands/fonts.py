"""Fonts, styles, sizes and colours."""

from collections.abc import Sequence

from bot.typeset.math.boxes import Item
from bot.typeset.math.commands.kinds import Command
from bot.typeset.math.cuts import Cut
from bot.typeset.math.nodes import (
    Fonts,
    Group,
    Node,
    Paint,
    Spread,
    SymbolNode,
    relation,
    unchanged,
)
from bot.typeset.math.parser import Parser
from bot.typeset.math.style import DISPLAY, SCRIPT, SCRIPTSCRIPT, TEXT, Style
from bot.typeset.math.symbols import Class

_FONTS = {
    "\\mathrm": "rm",
    "\\mathbf": "bf",
    "\\mathit": "it",
    "\\mathnormal": "mathit",
    "\\mathsf": "sf",
    "\\mathtt": "tt",
    "\\mathcal": "cal",
    "\\mathscr": "scr",
    "\\mathfrak": "frak",
    "\\mathbb": "bb",
    "\\boldsymbol": "boldsymbol",
    "\\mathbfit": "boldsymbol",
    "\\mathsfit": "sfit",
    "\\mathbfcal": "bfcal",
    "\\mathbfscr": "bfscr",
    "\\mathbffrak": "bffrak",
    "\\mathbfsf": "sfbf",
    "\\mathsfbf": "sfbf",
}

_OLD_FONTS = {
    "\\rm": "rm",
    "\\bf": "bf",
    "\\it": "it",
    "\\sf": "sf",
    "\\tt": "tt",
    "\\cal": "cal",
}

_STYLES = {
    "\\displaystyle": DISPLAY,
    "\\textstyle": TEXT,
    "\\scriptstyle": SCRIPT,
    "\\scriptscriptstyle": SCRIPTSCRIPT,
}

_SIZES = {
    f"\\{name}": size
    for size, name in enumerate(
        [
            "tiny",
            "sixptsize",
            "scriptsize",
            "footnotesize",
            "small",
            "normalsize",
            "large",
            "Large",
            "LARGE",
            "huge",
            "Huge",
        ]
    )
}


def in_font(font: str, nodes: Sequence[Node]) -> Node:
    """The nodes in a font, one ordinary atom of them all (or what the one is)."""

    def change(style: Style) -> Style:
        return style.in_font(font)

    kind = nodes[0].kind if len(nodes) == 1 else Class.ORD
    return Group([Spread(nodes, change)], kind)


def _font(parser: Parser, name: str) -> Node:
    nodes = parser.inside(parser.argument())
    font = _FONTS[name]
    if font != "boldsymbol":
        return _FontGroup(nodes, font)
    kind = nodes[0].kind if len(nodes) == 1 else relation(Group(nodes))
    return _FontGroup(nodes, font, kind)


class _FontGroup(Group):
    """Letters in a font of their own."""

    __slots__ = ("font",)

    def __init__(
        self, nodes: Sequence[Node], font: str, kind: Class = Class.ORD
    ) -> None:
        super().__init__(nodes, kind)
        self.font = font

    def single(self) -> bool:
        return self.font != "boldsymbol" and super().single()

    def opened(self, fonts: Fonts, style: Style) -> tuple[list[Item], list[Cut]] | None:
        return super().opened(fonts, style.in_font(self.font))

    def set(self, fonts: Fonts, style: Style) -> Item:
        within = style.in_font(self.font)
        if len(self.nodes) == 1 and self.font != "boldsymbol":
            return self.nodes[0].set(fonts, within)
        return super().set(fonts, within)


def _old_font(parser: Parser, name: str) -> Node:
    font, nodes = _OLD_FONTS[name], parser.rest()
    if len(nodes) > 1 and all(map(_letter, nodes)):
        return _FontGroup(nodes, font)  # one word, also for the ear
    return Spread(nodes, lambda style: style.in_font(font))


def _letter(node: Node) -> bool:
    return isinstance(node, SymbolNode) and node.letter


def _style(parser: Parser, name: str) -> Node:
    level = _STYLES[name]
    return Spread(parser.rest(), lambda style: style.at_level(level))


def _size(parser: Parser, name: str) -> Node:
    size = _SIZES[name]
    return Spread(parser.rest(), lambda style: style.at_size(size))


class _Coloured(Spread):
    __slots__ = ("colour",)

    def __init__(self, nodes: Sequence[Node], colour: str) -> None:
        super().__init__(nodes, unchanged)
        self.colour = colour.strip() or "black"

    def of(self, nodes: Sequence[Node]) -> Node:
        return _Coloured(nodes, self.colour)

    def spread(self, style: Style) -> tuple[Sequence[Node], Style]:
        return [Paint(self.colour), *self.nodes, Paint("")], style


def _color(parser: Parser, name: str) -> Node:
    r"""`\color{red} x …`, or `\color{red}{x}`."""
    parser.tokens.optional()
    colour = parser.tokens.text()
    if parser.tokens.peek() == "{":
        # In LaTeX all that follows has the colour; whoever writes this means x alone.
        return _Coloured([parser.argument()], colour)
    return _Coloured(parser.rest(), colour)


def _text_color(parser: Parser, name: str) -> Node:
    parser.tokens.optional()
    colour = parser.tokens.text()
    return _Coloured(parser.inside(parser.argument()), colour)


TABLE: dict[str, Command] = {
    **dict.fromkeys(_FONTS, _font),
    **dict.fromkeys(_OLD_FONTS, _old_font),
    **dict.fromkeys(_STYLES, _style),
    **dict.fromkeys(_SIZES, _size),
    "\\color": _color,
    "\\textcolor": _text_color,
}
