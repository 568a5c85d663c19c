"""Words, and characters by number or letter by letter."""

from bot.typeset.math import enclosures, words
from bot.typeset.math.commands.kinds import Command
from bot.typeset.math.nodes import CannotSet, Node, SymbolNode
from bot.typeset.math.parser import Parser


def _words(parser: Parser, name: str) -> Node:
    return words.words(parser, name)


def _circled(parser: Parser, name: str) -> Node:
    """A letter in a circle."""
    body = words.words(parser, "\\text")
    return enclosures.Circled(body)


def _link(parser: Parser, name: str) -> Node:
    """\\href and \\url: pictures have no links, the words stay."""
    address = parser.tokens.text()
    if name == "\\url":
        return words.Words([SymbolNode(char) for char in address], "tt")
    return parser.argument()


def _verbatim(parser: Parser, name: str) -> Node:
    tokens = parser.tokens
    end = tokens.raw()
    if end == "*":
        end = tokens.raw()
    found = []
    while (token := tokens.raw()) != end:
        if not token:
            raise CannotSet("\\verb does not end")
        found += list(token)
    return words.Words(
        [words.WordSpace() if char == " " else SymbolNode(char) for char in found],
        "tt",
    )


def _char(parser: Parser, name: str) -> Node:
    tokens = parser.tokens
    tokens.skip()
    base = {'"': 16, "'": 8}.get(tokens.ahead(), 10)
    if base != 10:
        tokens.raw()
    digits = ""
    while tokens.ahead().lower() in "0123456789abcdef"[:base] and tokens.ahead():
        digits += tokens.raw()
    code = int(digits or "0", base)
    if not 0x20 <= code < 0x110000 or 0xD800 <= code < 0xE000:
        raise CannotSet(f"\\char{digits} is no character")
    return SymbolNode(chr(code))


TABLE: dict[str, Command] = {
    **dict.fromkeys(words.FONTS, _words),
    "\\textcircled": _circled,
    **dict.fromkeys(("\\href", "\\url"), _link),
    "\\verb": _verbatim,
    "\\char": _char,
}
