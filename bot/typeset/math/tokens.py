"""TeX source -> tokens, with macros written out as they are met."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from bot.typeset.math.macros import MACROS
from bot.typeset.math.nodes import CannotSet, TooMuch

LENGTH = 4000
"""Characters of a formula at most; the longest of 17,000 from books had 1,100."""

WRITTEN = 8000
"""Tokens that macros may write in a formula, all together: one without end stops here,
and so do many short ones for something long."""

NEAR = 24
"""Tokens among which the end of a bracket is looked for that may be no argument."""

PENDING = 20_000
"""Tokens that may wait to be read: \\ce within \\ce grows with each level."""

_TOKEN = re.compile(
    r"(?<=\d)%(?!\w|[^\n]*\n)"
    r"|%[^\n]*\n?"  # a comment
    r"|\\[A-Za-z@]+\*?[ \t\r\n]*"
    r"|\\[\s\S]"
    r"|[ \t\r\n\u00a0]+"
    r"|[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
    r"|[\s\S][\u0300-\u036f]*"
)

_ASCII_TOKEN = re.compile(
    r"[^\s\\%]"  # what there is most of comes first
    r"|\\[A-Za-z@]+\*?[ \t\r\n]*"
    r"|\\[\s\S]"
    r"|[ \t\r\n]+"
    r"|(?<=\d)%(?!\w|[^\n]*\n)"
    r"|%[^\n]*\n?"
    r"|[\s\S]"
)
"""The same for a source without accents and the like, as most are."""

_UNSEEN = frozenset(
    chr(code)
    for first, last in (
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
    )
    for code in range(first, last + 1)
)
"""Characters without a shape: joiners, direction marks, variation selectors."""

_TYPED = {ord("″"): "′′", ord("‴"): "′′′", ord("‖"): r"\Vert "} | {
    ord(sign): f"\\{name} "
    for sign, name in zip(
        "≔≕∷⩴≠∉∌⟂",
        (
            *("coloneqq", "eqqcolon", "dblcolon", "Coloneqq", "neq", "notin", "notni"),
            "perp",
        ),
        strict=True,
    )
}
"""Signs that are typed as such, and what is typed for them."""

_STARRED = frozenset(("\\operatorname*", "\\hspace*", "\\tag*"))

_FENCES = frozenset(("\\abs", "\\norm", "\\floor", "\\ceil", "\\eval", "\\order"))
"""Those whose star says whether they grow: here they always do."""

_PARAMETERS = re.compile(r"#([1-9])")


def tokens(source: str) -> list[str]:
    """Commands, characters, and single spaces for runs of them."""
    found = []
    if not source.isascii():
        source = source.translate(_TYPED)
    for token in (_ASCII_TOKEN if source.isascii() else _TOKEN).findall(source):
        first = token[0]
        if first == "\\" and len(token) > 2:
            name = token.rstrip()
            if name.endswith("*") and name not in _STARRED:
                found.append(name[:-1])
                found.append("*")
            else:
                found.append(name)
        elif first == "\\":
            found.append("\\ " if token[1:].isspace() else token)
        elif first == "%" or first in _UNSEEN:
            # Who writes `50%` in a single line means no comment.
            if token == "%" and found and found[-1].isdigit():
                found.append("\\%")
        elif first.isspace():
            found.append(" ")
        else:
            found.append(token)
    return found


class Meant(str):
    """A command that means what it meant when \\let was given it."""

    __slots__ = ()


class Macro:
    """`body` is what it stands for, with `#1` and so on as tokens of their own."""

    __slots__ = ("body", "count", "default")

    def __init__(self, body: list[str], count: int, default: list[str] | None) -> None:
        self.body, self.count, self.default = body, count, default


def _builtin(name: str) -> Macro | None:
    return _read(MACROS[name]) if name in MACROS else None


@lru_cache(maxsize=len(MACROS))
def _read(text: str) -> Macro:
    """One of ours, as it is first asked for."""
    count = max(map(int, _PARAMETERS.findall(text)), default=0)
    return Macro(joined(tokens(text)), count, None)


def joined(found: list[str]) -> list[str]:
    """`#` and the digit behind it made one token."""
    made: list[str] = []
    for token in found:
        if made and made[-1] == "#" and token in "123456789":
            made[-1] = f"#{token}"
        else:
            made.append(token)
    return made


class Tokens:
    """The source, to be read from its beginning; `words` while inside \\text."""

    def __init__(self, source: str) -> None:
        if len(source) > LENGTH:
            raise TooMuch(f"it has {len(source):,} characters; {LENGTH:,} are the most")
        self._left = tokens(unicodedata.normalize("NFC", source))[::-1]
        self.own: dict[str, Macro] = {}
        """The writer's own macros; a group gives back those it found."""
        self._written = 0
        self.words = False

    def peek(self) -> str:
        """The next token, macros written out; empty at the end."""
        left = self._left
        while left:
            token = left[-1]
            if token == " " and not self.words:
                left.pop()
            elif (token in MACROS or token in self.own) and self._expand(token):
                continue
            else:
                return token
        return ""

    def next(self) -> str:
        token = self.peek()
        if token:
            self._left.pop()
        return token

    def raw(self) -> str:
        """The next token as it stands, spaces too; empty at the end."""
        return self._left.pop() if self._left else ""

    def ahead(self) -> str:
        """The next token as it stands, left where it is."""
        return self._left[-1] if self._left else ""

    def push(self, found: list[str]) -> None:
        """These come next."""
        if len(self._left) + len(found) > PENDING:
            raise TooMuch("its macros never end")
        self._left.extend(reversed(found))

    def skip(self) -> None:
        while self._left and self._left[-1] == " ":
            self._left.pop()

    def expect(self, token: str) -> None:
        found = self.next()
        if found != token:
            raise CannotSet(
                f"{_shown(token)} is missing before {_shown(found)}"
                if found
                else f"{_shown(token)} is missing at the end"
            )

    # Arguments that are read as text.

    def argument(self) -> list[str]:
        """The tokens of one argument, without its braces."""
        self.skip()
        token = self.raw()
        if not token:
            raise CannotSet("it ends where an argument should follow")
        return self._balanced() if token == "{" else [token]

    def text(self) -> str:
        """One argument as it was typed: a command ends where a letter follows."""
        return "".join(
            f"{token} " if _named(token) and then[:1].isalpha() else token
            for token, then in pairwise((*self.argument(), ""))
        )

    def bracketed(self, known: re.Pattern[str]) -> str | None:
        """What comes next in square brackets, if it is that; what is not, stays.

        `known` matches it with its brackets around; its first group is the answer.
        """
        found = known.match("".join(self._left[:-NEAR:-1]))
        if found is None:
            return None
        passed = 0
        while passed < found.end():
            passed += len(self._left.pop())
        return found[1]

    def optional(self) -> list[str] | None:
        """What stands between square brackets, where that comes next."""
        self.skip()
        if self.ahead() != "[":
            return None
        self.raw()
        found: list[str] = []
        depth = 0
        while True:
            token = self.raw()
            if not token:
                raise CannotSet("] is missing")
            if token == "]" and not depth:
                return found
            depth += (token == "{") - (token == "}")
            found.append(token)

    def _balanced(self) -> list[str]:
        found: list[str] = []
        depth = 1
        while True:
            token = self.raw()
            if not token:
                raise CannotSet("} is missing")
            depth += (token == "{") - (token == "}")
            if not depth:
                return found
            found.append(token)

    # Macros.

    def define(self, name: str, macro: Macro) -> None:
        """From here on, until the group ends."""
        self.own = {**self.own, name: macro}

    def let(self, name: str, meaning: str) -> None:
        """`name` means from now on what `meaning` means now."""
        known = self.own.get(meaning) or _builtin(meaning)
        self.define(name, known or Macro([Meant(meaning)], 0, None))

    def known(self, name: str) -> bool:
        return name in self.own or name in MACROS

    def _expand(self, name: str) -> bool:
        """Writes the macro out in its place; False where the token is none."""
        macro = self.own.get(name) or _builtin(name)
        if macro is None or isinstance(name, Meant):
            return False
        self._left.pop()
        if name in _FENCES and self.ahead() == "*" and name not in self.own:
            self._left.pop()
        body = self._filled(macro) if macro.count else macro.body
        self._written += len(body)
        if self._written > WRITTEN:
            raise TooMuch("its macros never end")
        self.push(body)
        return True

    def _filled(self, macro: Macro) -> list[str]:
        """What it stands for, with the arguments that follow."""
        given: list[list[str]] = []
        if macro.default is not None:
            found = self.optional()
            given.append(macro.default if found is None else found)
        while len(given) < macro.count:
            given.append(self.argument())
        body: list[str] = []
        for token in macro.body:
            if len(token) == 2 and token[0] == "#" and int(token[1]) <= len(given):
                body += given[int(token[1]) - 1]
            else:
                body.append(token)
        return body


def _named(token: str) -> bool:
    return token[0] == "\\" and token[-1].isalpha()


def _shown(token: str) -> str:
    return token if token.strip() else "a space"
