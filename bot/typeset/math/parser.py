"""The grammar: tokens -> nodes. What each command makes is in `commands`."""

import re
from collections.abc import Sequence

from bot.typeset.math.characters import SUBSCRIPTS, SUPERSCRIPTS, character, sign
from bot.typeset.math.lengths import Length, length
from bot.typeset.math.macros import NOTHING
from bot.typeset.math.nodes import (
    CannotSet,
    Group,
    NewLine,
    Node,
    SymbolNode,
    TooMuch,
)
from bot.typeset.math.operators import Operator
from bot.typeset.math.scripts import Scripts
from bot.typeset.math.tokens import Tokens

DEPTH = 60
"""Groups within groups; the deepest of 17,000 formulas from books had eleven."""

_ENDS: frozenset[str] = frozenset()
_BRACE = frozenset("}")
_AND = frozenset("&")
_ALIGNED = re.compile(r"\\\\|&\s*=")
"""Whether an `&` outside of all is that of an alignment."""

_INFIX = frozenset(("\\over", "\\choose", "\\atop", "\\brace", "\\brack", "\\above"))
_UNEXPECTED = frozenset(("}", "&", "\\end", "\\right"))
_LINE_ENDS = frozenset(("\\\\", "\\cr", "\\newline"))

_GAP = re.compile(r"\[([-+ ]*[\d.,]+ *[A-Za-z]+ *)\]")
"""Anything else in brackets is what the next line begins with."""

_PRIMES = frozenset("'’′")
_ABOVE = _PRIMES | {"^"}
_BARE_SCRIPTS = frozenset("^_'’")
"""What may stand without a nucleus; a `′` is then one, as in `x^′`."""
_LIMITS = frozenset(("\\limits", "\\nolimits"))

_BORNE = _ABOVE | _LIMITS | {"_", *SUPERSCRIPTS, *SUBSCRIPTS}
"""What may stand behind a nucleus."""


class Parser:
    """Reads one formula."""

    def __init__(self, source: str) -> None:
        self._source = source
        self.tokens = Tokens(source)
        self.fences = 0
        self._depth = 0
        self._ends = _ENDS

    def formula(self) -> list[Node]:
        """All of it."""
        nodes = self.nodes(_AND)
        if self.tokens.peek() == "&" and _ALIGNED.search(self._source):
            nodes = [self._rows()]
        token = self.tokens.peek()
        if token:
            raise CannotSet(f"{token} is not expected here")
        return nodes

    def _rows(self) -> Node:
        """All of it as the alignment that somebody forgot to put around it."""
        from bot.typeset.math.environments import aligned

        self.tokens = Tokens(self._source)
        return aligned(self)

    def nodes(self, ends: frozenset[str]) -> list[Node]:
        """Nodes up to one of the ends, which is left where it is."""
        outer, self._ends = self._ends, ends
        self._depth += 1
        if self._depth > DEPTH:
            raise TooMuch(f"its braces nest more than {DEPTH} deep")
        found = self._list()
        self._depth -= 1
        self._ends = outer
        return found

    def rest(self) -> list[Node]:
        """What is left of the list that is being read: for \\displaystyle and such.

        It ends before \\over, above which \\displaystyle is then all that changes.
        """
        return self.nodes(self._ends | _INFIX)

    def within(self, ends: frozenset[str]) -> Node | None:
        """A nucleus in a list that has such ends."""
        outer, self._ends = self._ends, ends
        try:
            return self.nucleus()
        finally:
            self._ends = outer

    def _list(self) -> list[Node]:
        found: list[Node] = []
        while (token := self.tokens.peek()) and token not in self._ends:
            if token in _INFIX:
                return [self._infix(found)]
            if token in _UNEXPECTED:
                raise CannotSet(f"{token} is not expected here")
            if token in _LINE_ENDS:
                self.line_end()
                found.append(NewLine())
                continue
            node = self.atom(token)
            if node is not None:
                found.append(node)
        return found

    def line_end(self) -> Length | None:
        """Reads it, and what it may say of the room behind it."""
        if self.tokens.next() != "\\\\":
            return None
        if self.tokens.ahead() == "*":
            self.tokens.raw()
        given = self.tokens.bracketed(_GAP)
        return length(given) if given else None

    def _infix(self, before: list[Node]) -> Node:
        from bot.typeset.math.commands.fractions import infix

        command = self.tokens.next()
        bar = "".join(self._length_tokens()) if command == "\\above" else ""
        below = self.nodes(self._ends)
        return infix(command, Group(before), Group(below), bar)

    def _length_tokens(self) -> list[str]:
        """A length that stands without braces: up to the letters of its unit."""
        self.tokens.skip()
        if self.tokens.ahead() == "{":
            return self.tokens.argument()
        found: list[str] = []
        letters = 0
        while letters < 2:
            token = self.tokens.raw()
            if not token or (len(token) > 1 and token[0] == "\\"):
                raise CannotSet("a length like 1.5em should follow")
            found.append(token)
            letters += token.isalpha()
        return found

    def length(self) -> str:
        """A length, in braces or without."""
        return "".join(self._length_tokens())

    # Atoms.

    def atom(self, token: str) -> Node | None:
        """A nucleus with its scripts; None where a command makes nothing.

        `token` is what comes next.
        """
        if token in _BARE_SCRIPTS:
            return self._scripted(None)
        self.tokens.raw()
        base = self._nucleus(token)
        return None if base is None else self._scripted(base)

    def _scripted(self, base: Node | None) -> Node:
        sup: Node | None = None
        sub: Node | None = None
        while (token := self.tokens.peek()) in _BORNE:
            if token in _LIMITS:
                self.tokens.raw()
                if not isinstance(base, Operator):
                    raise CannotSet(f"{token} does not follow an operator")
                base = base.with_limits(token == "\\limits")
            elif token in _ABOVE:
                if sup is not None:
                    raise CannotSet("there are two superscripts")
                sup = self._superscript()
            elif token == "_":
                if sub is not None:
                    raise CannotSet("there are two subscripts")
                self.tokens.raw()
                sub = self.argument()
            elif token in SUPERSCRIPTS and sup is None:
                sup = self._small(SUPERSCRIPTS)
            elif token in SUBSCRIPTS and sub is None:
                sub = self._small(SUBSCRIPTS)
            else:
                break
        if sup is None and sub is None:
            assert base is not None, "an atom has a nucleus or scripts"
            return base
        return Scripts(base, sup, sub)

    def _superscript(self) -> Node:
        """Primes, and what is above beside them."""
        primes: list[Node] = []
        while self.tokens.peek() in _PRIMES:
            self.tokens.next()
            primes.append(SymbolNode("′"))
        if self.tokens.peek() in SUPERSCRIPTS:
            return Group([*primes, self._small(SUPERSCRIPTS)])
        if self.tokens.peek() != "^":
            return Group(primes)
        self.tokens.next()
        above = self.argument()
        return Group([*primes, above]) if primes else above

    def _small(self, plain: dict[str, str]) -> Node:
        """Small letters and digits typed as such: `x²`."""
        found: list[Node] = []
        while self.tokens.peek() in plain:
            found.append(character(plain[self.tokens.next()]))
        return Group(found)

    def nucleus(self) -> Node | None:
        return self._nucleus(self.tokens.next())

    def _nucleus(self, token: str) -> Node | None:
        """What begins with this token, which was read."""
        if token == "{":
            return self.group()
        if known := sign(token):
            return known
        if token[0] == "\\" or token == "~":
            return self._command(token)
        return character(token)

    def group(self) -> Group:
        """What stands up to the closing brace."""
        own = self.tokens.own
        nodes = self.nodes(_BRACE)
        self.tokens.expect("}")
        self.tokens.own = own
        return Group(nodes)

    def argument(self) -> Node:
        """One argument: a group, or the next thing there is."""
        token = self.tokens.peek()
        if not token or token in {"}", "&", "\\\\", "\\end", "\\right", "^", "_"}:
            raise CannotSet("it ends where an argument should follow")
        self._depth += 1
        if self._depth > DEPTH:
            raise TooMuch(f"its braces nest more than {DEPTH} deep")
        self.tokens.raw()
        found = self._nucleus(token)
        self._depth -= 1
        return Group([]) if found is None else found

    def inside(self, node: Node) -> Sequence[Node]:
        """The nodes of an argument, whether it stood in braces or not."""
        return node.nodes if isinstance(node, Group) else (node,)

    def optional(self) -> Node | None:
        """An argument in square brackets."""
        found = self.tokens.optional()
        if found is None:
            return None
        self.tokens.push([*found, "}"])
        return self.group()

    def _command(self, name: str) -> Node | None:
        from bot.typeset.math.commands import COMMANDS

        command = COMMANDS.get(name)
        if command is not None:
            return command(self, name)
        if name in NOTHING:
            return None
        from bot.typeset.math import rare

        if name in rare.signs():
            return rare.signs()[name]
        raise CannotSet(f"{name} is not known")
