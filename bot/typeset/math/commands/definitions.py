"""Macros of the writer's own."""

from bot.typeset.math.commands.kinds import Command
from bot.typeset.math.nodes import CannotSet, Group, Node
from bot.typeset.math.parser import Parser
from bot.typeset.math.symbols import NAMED
from bot.typeset.math.tokens import Macro, Tokens, joined

_GROUP_END = frozenset(("\\endgroup",))


def _define(parser: Parser, name: str) -> None:
    """\\def\\name#1{…}, without anything between the arguments."""
    tokens = parser.tokens
    tokens.skip()
    defined = tokens.raw()
    if not defined.startswith("\\"):
        raise CannotSet(f"{name} has no command to define")
    count = 0
    while tokens.ahead() != "{":
        token = tokens.raw()
        if not token or token == "}":
            raise CannotSet(f"{defined} is not defined in full")
        count += token == "#"
    tokens.define(defined, Macro(joined(tokens.argument()), count, None))


def _new_command(parser: Parser, name: str) -> None:
    tokens = parser.tokens
    defined = "".join(tokens.argument()).strip()
    given = tokens.optional()
    default = tokens.optional()
    body = joined(tokens.argument())
    count = "".join(given).strip() if given else "0"
    if not count.isdecimal() or len(count) > 1:
        raise CannotSet(f"{defined} cannot have {count} arguments")
    if name != "\\providecommand" or not _known(tokens, defined):
        tokens.define(defined, Macro(body, int(count), default))


def _known(tokens: Tokens, name: str) -> bool:
    from bot.typeset.math.commands import COMMANDS

    return tokens.known(name) or name in NAMED or name in COMMANDS


def _let(parser: Parser, name: str) -> None:
    tokens = parser.tokens
    tokens.skip()
    defined = tokens.raw()
    tokens.skip()
    if tokens.ahead() == "=":
        tokens.raw()
        tokens.skip()
    tokens.let(defined, tokens.raw())


def _declare_operator(parser: Parser, name: str) -> None:
    tokens = parser.tokens
    starred = tokens.ahead() == "*"
    if starred:
        tokens.raw()
    defined = "".join(tokens.argument()).strip()
    command = "\\operatorname*" if starred else "\\operatorname"
    tokens.define(defined, Macro([command, "{", *tokens.argument(), "}"], 0, None))


def _begin_group(parser: Parser, name: str) -> Node:
    own = parser.tokens.own
    nodes = parser.nodes(_GROUP_END)
    parser.tokens.expect("\\endgroup")
    parser.tokens.own = own
    return Group(nodes)


TABLE: dict[str, Command] = {
    **dict.fromkeys(("\\def", "\\gdef", "\\edef", "\\xdef"), _define),
    **dict.fromkeys(
        ("\\newcommand", "\\renewcommand", "\\providecommand"), _new_command
    ),
    **dict.fromkeys(("\\let", "\\futurelet"), _let),
    "\\DeclareMathOperator": _declare_operator,
    "\\begingroup": _begin_group,
}
