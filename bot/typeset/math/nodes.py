"""What a formula is made of, and how a list of it becomes a row of boxes."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.typeset.math.boxes import Colour, Glyph, Item, Kern, Row, packed
from bot.typeset.math.cuts import Cut, Cutter
from bot.typeset.math.style import Style
from bot.typeset.math.symbols import BETWEEN, TIGHT, Class


class CannotSet(ValueError):
    """The formula is not set, and why; a sentence for whoever wrote it."""


class TooMuch(CannotSet):
    """It is beyond what any formula may ask for."""


class Fonts(Protocol):
    """A family of math fonts; each method gives shared glyphs."""

    name: str
    x_height: float
    overlapping: bool
    """Whether pieces of a delimiter may lie over each other, to be of any height."""
    marks: Mapping[str, str]
    """What stands for the sign of an accent, where that is another character."""

    def glyph(self, char: str, font: str, scale: float) -> Glyph | None: ...
    def sized(self, char: str, step: int, scale: float) -> Glyph | None: ...
    def piece(self, char: str, step: int, scale: float) -> Glyph | None: ...
    def operator(self, char: str, large: bool, scale: float) -> Glyph | None: ...
    def whatever(self, char: str, scale: float) -> Glyph: ...


class Node:
    """A piece of a formula. `kind` is the class of atom that it is."""

    __slots__ = ()
    kind = Class.ORD
    space = False
    """Whether it only moves the pen: spacing looks past it."""

    def set(self, fonts: Fonts, style: Style) -> Item:
        """The box it makes in this style."""
        raise NotImplementedError

    def right_kind(self) -> Class:
        """The class seen by what follows, where that is another."""
        return self.kind

    def spread(self, style: Style) -> "tuple[Sequence[Node], Style] | None":
        """What it puts into the list around it, where it makes no box of its own."""
        return None

    def single(self) -> bool:
        """Whether it is one character, whose scripts do not follow its height."""
        return False

    def norm(self) -> str:
        """The bar that it is, of those that stand around a norm; empty: it is none."""
        return ""

    def bracket(self) -> int:
        """1: it opens a bracket that TeX takes for a letter; -1: it closes one."""
        return 0

    def opened(
        self, fonts: "Fonts", style: Style
    ) -> "tuple[list[Item], list[Cut]] | None":
        """Its boxes one by one, where a line may end between them."""
        return None


class SymbolNode(Node):
    """One character; see `Symbol`."""

    __slots__ = ("ams", "char", "kind", "letter")

    def __init__(
        self,
        char: str,
        kind: Class = Class.ORD,
        letter: bool = False,
        ams: bool = False,
    ) -> None:
        self.char, self.kind, self.letter, self.ams = char, kind, letter, ams

    def single(self) -> bool:
        return True

    def norm(self) -> str:
        return self.char if self.char in "∣∥" and self.kind is Class.ORD else ""

    def set(self, fonts: Fonts, style: Style) -> Glyph:
        scale, char = style.scale, self.char
        if style.font and (font := self._asked(style)):
            found = fonts.glyph(char, font, scale)
            if found is not None:
                straight = style.words or font == "it"
                return found.straight() if straight else found
        if self.letter and not style.words:
            found = fonts.glyph(char, "mathit", scale)
            if found is not None:
                return found
        found = (
            (self.ams and fonts.glyph(char, "ams", scale))
            or fonts.glyph(char, "", scale)
            or fonts.glyph(char, "ams", scale)
            or fonts.glyph(char, "mathit", scale)
            or fonts.whatever(char, scale)
        )
        return found.straight() if style.words else found

    def _asked(self, style: Style) -> str:
        """The font that was asked for; empty for signs, which \\mathbf leaves alone."""
        if style.font == "boldsymbol":
            return "bfit" if self.letter else "bf"
        return style.font if style.words or self.kind is Class.ORD else ""


class Group(Node):
    """What stands between braces: one ordinary atom."""

    __slots__ = ("kind", "nodes")

    def __init__(self, nodes: Sequence[Node], kind: Class = Class.ORD) -> None:
        self.nodes, self.kind = nodes, kind

    def single(self) -> bool:
        return len(self.nodes) == 1 and self.nodes[0].single()

    def opened(self, fonts: Fonts, style: Style) -> tuple[list[Item], list[Cut]] | None:
        # An equation in braces, as in `\mathrm{}`, is broken as one in brackets is.
        related = any(node.kind is Class.REL for node in self.nodes)
        if not related or len(self.nodes) < 3 or self.kind is not Class.ORD:
            return None
        cuts: list[Cut] = []
        boxes = items(self.nodes, fonts, style, cuts=cuts)
        return boxes, [cut._replace(depth=cut.depth + 1) for cut in cuts]

    def set(self, fonts: Fonts, style: Style) -> Item:
        return row(self.nodes, fonts, style)


class Spread(Node):
    """Nodes that stay part of the list around them, in another style."""

    __slots__ = ("change", "nodes")

    def __init__(self, nodes: Sequence[Node], change: "Change") -> None:
        self.nodes, self.change = nodes, change

    def single(self) -> bool:
        return len(self.nodes) == 1 and self.nodes[0].single()

    def of(self, nodes: Sequence[Node]) -> Node:
        """The same of some of them, as where a line ends between them."""
        return Spread(nodes, self.change)

    def spread(self, style: Style) -> tuple[Sequence[Node], Style]:
        return self.nodes, self.change(style)

    def set(self, fonts: Fonts, style: Style) -> Item:
        nodes, inside = self.spread(style)
        return row(nodes, fonts, inside)


class Change(Protocol):
    def __call__(self, style: Style, /) -> Style: ...


class Space(Node):
    """Room of a fixed width, in math units or in em of the style."""

    __slots__ = ("em", "mu")
    space = True

    def __init__(self, mu: float = 0.0, em: float = 0.0) -> None:
        self.mu, self.em = mu, em

    def set(self, fonts: Fonts, style: Style) -> Kern:
        return Kern(self.mu * style.room + self.em * style.scale)


class NewLine(Node):
    """The end of a line at the top of a formula."""

    __slots__ = ()
    space = True

    def set(self, fonts: Fonts, style: Style) -> Kern:
        return Kern(0.0)


class Paint(Node):
    """From here on in this colour; empty: in that of the text."""

    __slots__ = ("colour",)
    space = True

    def __init__(self, colour: str) -> None:
        self.colour = colour

    def set(self, fonts: Fonts, style: Style) -> Colour:
        return Colour(self.colour)


def row(
    nodes: Sequence[Node],
    fonts: Fonts,
    style: Style,
    left: Class | None = None,
    right: Class | None = None,
) -> Row:
    """The list as one row, with TeX's spaces between its atoms.

    `left` and `right` are the classes of what stands around it, where that counts.
    """
    if len(nodes) == 1 and left is None and nodes[0].spread(style) is None:
        return packed((nodes[0].set(fonts, style),))
    return packed(items(nodes, fonts, style, left, right))


def items(
    nodes: Sequence[Node],
    fonts: Fonts,
    style: Style,
    left: Class | None = None,
    right: Class | None = None,
    cuts: list[Cut] | None = None,
) -> list[Item]:
    """The boxes of a list, one after another, spaces included.

    `cuts`, where given, receives the places at which a line may end.
    """
    flat = _flat(nodes, style)
    kinds = _classes([node for node, _ in flat], left, right)
    cutter = None if cuts is None else Cutter(cuts, [node.norm() for node, _ in flat])
    made: list[Item] = []
    room = _room(nodes, style)
    before = left
    for (node, inside), kind in zip(flat, kinds, strict=True):
        if not node.space:
            if before is not None:
                space = (TIGHT if inside.tight else BETWEEN)[before][kind]
                if space:
                    made.append(Kern(space * room))
            before = node.right_kind() if kind is node.kind else Class.ORD
        if cutter is not None:
            if not node.space:
                cutter.meet(kind, node.bracket(), node.norm())
            opened = node.opened(fonts, inside)
            if opened is not None:
                cutter.open(opened[1], len(made))
                made += opened[0]
                continue
        box = node.set(fonts, inside)
        if inside.font in _TEXT_FONTS and made and isinstance(box, Glyph):
            last = made[-1]
            if isinstance(last, Glyph) and last.font == box.font:
                made[-1] = last.straight()
        made.append(box)
        if cutter is not None:
            if node.space:
                cutter.room(box.width, len(made))
            else:
                cutter.sign(kind, len(made))
    if right is not None and before is not None:
        space = (TIGHT if style.tight else BETWEEN)[before][right]
        if space:
            made.append(Kern(space * room))
    return made


_TEXT_FONTS = frozenset(("rm", "bf", "sf", "sfbf", "tt"))
"""Fonts made for words: between two letters there is no italic correction."""


def _room(nodes: Sequence[Node], style: Style) -> float:
    """The math unit of the spaces: that of a change which covers the whole list."""
    if len(nodes) == 1:
        spread = nodes[0].spread(style)
        if spread is not None:
            return spread[1].room
    return style.room


def _flat(nodes: Sequence[Node], style: Style) -> list[tuple[Node, Style]]:
    found: list[tuple[Node, Style]] = []
    for node in nodes:
        spread = node.spread(style)
        if spread is None:
            found.append((node, style))
        else:
            found += _flat(*spread)
    return found


_NO_BIN_AFTER = frozenset(
    (None, Class.BIN, Class.OPEN, Class.REL, Class.OP, Class.PUNCT)
)
_NO_BIN_BEFORE = frozenset((None, Class.REL, Class.CLOSE, Class.PUNCT))


def _classes(
    nodes: Sequence[Node], left: Class | None, right: Class | None
) -> list[Class]:
    """Each node's class; a binary sign with nothing to join is an ordinary one."""
    kinds = [node.kind for node in nodes]
    before, last = left, -1
    for place, node in enumerate(nodes):
        if node.space:
            if isinstance(node, NewLine):
                before = None
            continue
        kind = kinds[place]
        if last >= 0 and kinds[last] is Class.BIN and kind in _NO_BIN_BEFORE:
            kinds[last] = Class.ORD
        if kind is Class.BIN and before in _NO_BIN_AFTER:
            kinds[place] = kind = Class.ORD
        before = kind if kind is not node.kind else node.right_kind()
        last = place
    if last >= 0 and kinds[last] is Class.BIN and right in _NO_BIN_BEFORE:
        kinds[last] = Class.ORD
    return kinds


def relation(node: Node) -> Class:
    """The class that a note over the node leaves it: a relation stays one."""
    while isinstance(node, Group) and node.nodes:
        node = node.nodes[0]
    return node.kind if node.kind in (Class.BIN, Class.REL) else Class.ORD


def unchanged(style: Style) -> Style:
    """For nodes that only stand together."""
    return style
