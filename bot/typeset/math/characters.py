"""Characters that stand for themselves -> their nodes, as Unicode knows them."""

import unicodedata
from functools import lru_cache

from bot.typeset.math.accents import Accent
from bot.typeset.math.nodes import CannotSet, Node, SymbolNode
from bot.typeset.math.symbols import NAMED, TYPED, Class

SUPERSCRIPTS = dict(
    zip(
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵝᵞᵟᵠᵡ",
        "0123456789+-=()abcdeghijklmnoprstuvwxyzβγδϕχ",
        strict=True,
    )
)
SUBSCRIPTS = dict(
    zip(
        "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        "0123456789+-=()aehijklmnoprstuvxβγρϕχ",
        strict=True,
    )
)
"""Small ones, and what each is a small one of."""

_COMBINING = {
    "\u0300": "ˋ",
    "\u0301": "ˊ",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "ˉ",
    "\u0306": "˘",
    "\u0307": "˙",
    "\u0308": "¨",
    "\u030a": "˚",
    "\u030b": "˝",
    "\u030c": "ˇ",
    "\u0327": "¸",
    "\u20d7": "⃗",
}
"""Marks that follow their letter in Unicode, and the accent that each is."""


@lru_cache(maxsize=2048)
def sign(token: str) -> SymbolNode | None:
    """The node of a sign, shared by all that show it; None for all else."""
    symbol = NAMED.get(token) if token[0] == "\\" else TYPED.get(token)
    if symbol is None or symbol.kind is Class.OP or token == "#":
        return None
    return SymbolNode(*symbol)


def character(token: str) -> Node:
    """A character that stands for itself, with the marks that follow it."""
    if token == "#":
        raise CannotSet("# stands for an argument of a macro; write \\#")
    if known := sign(token):
        return known
    if symbol := TYPED.get(token):
        from bot.typeset.math.commands.operators import large

        return large(symbol.char)
    apart = unicodedata.normalize("NFD", token)
    base, marks = apart[0], apart[1:]
    styled = _styled(base)
    if styled is not None:
        return styled
    if unicodedata.category(base) == "Cc":
        raise CannotSet("there is a control character in it")
    node: Node = sign(base) or SymbolNode(base)
    for mark in marks:
        if mark in _COMBINING:
            node = Accent(_COMBINING[mark], node)
    return node


def _styled(char: str) -> Node | None:
    """A letter of Unicode's mathematical alphabets, or a double-struck one."""
    plain = unicodedata.normalize("NFKC", char)
    letter = sign(plain)
    if len(plain) != 1 or plain == char or letter is None:
        return None
    from bot.typeset.math.commands.fonts import in_font

    name = unicodedata.name(char, "")
    for word, font in (
        ("BOLD ITALIC", "boldsymbol"),
        ("DOUBLE-STRUCK", "bb"),
        ("SCRIPT", "scr"),
        ("FRAKTUR", "frak"),
        ("BLACK-LETTER", "frak"),
        ("SANS-SERIF BOLD", "sfbf"),
        ("SANS-SERIF", "sf"),
        ("MONOSPACE", "tt"),
        ("MATHEMATICAL BOLD", "bf"),
    ):
        if word in name:
            return in_font(font, [letter])
    return letter if "ITALIC" in name else None
