"""TeX source -> tokens and groups; enough to rewrite it and to read it aloud."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\s+|.", re.DOTALL)

TEXT_COMMANDS = frozenset(
    [
        r"\text",
        r"\textrm",
        r"\textbf",
        r"\textit",
        r"\texttt",
        r"\textsf",
        r"\textnormal",
        r"\textup",
        r"\textmd",
        r"\mbox",
        r"\hbox",
        r"\emph",
        r"\textsc",
        r"\fbox",
    ]
)
"""Commands whose argument is words, not math: its spaces count."""

_STARRED = frozenset([r"\operatorname*", r"\hspace*"])


@dataclass(frozen=True, slots=True)
class Group:
    """What stands between two braces."""

    items: tuple["Item", ...]


Item = str | Group


def tokens(source: str) -> list[str]:
    """Commands, escaped characters and single characters; a run of space is one."""
    found: list[str] = []
    for token in _TOKEN.findall(source):
        if len(token) > 2 and token.endswith("*") and token not in _STARRED:
            found += [token[:-1], "*"]
            continue
        found.append(" " if token.isspace() else token)
    return found


def tree(source: str) -> list[Item]:
    """Tokens with their braces resolved; a brace too many or too few does no harm.

    Raises ValueError where braces nest deeper than `DEPTH`.
    """
    stack: list[list[Item]] = [[]]
    for token in tokens(source):
        if token == "{":
            stack.append([])
            if len(stack) > DEPTH:
                raise ValueError("braces nest too deep")
        elif token == "}":
            if len(stack) > 1:
                inner = stack.pop()
                stack[-1].append(Group(tuple(inner)))
        else:
            stack[-1].append(token)
    while len(stack) > 1:
        inner = stack.pop()
        stack[-1].append(Group(tuple(inner)))
    return stack[0]


DEPTH = 24
"""Braces within braces; the deepest of 17,000 formulas from books had eleven."""


def plain(item: Item) -> str:
    """The characters of a group of words, commands left out."""
    if isinstance(item, Group):
        return "".join(plain(inner) for inner in item.items)
    if item.startswith("\\"):
        return item[1:] if len(item) == 2 and not item[1].isalnum() else ""
    return " " if item == "~" else item


def flat(items: "list[Item] | tuple[Item, ...]") -> str:
    """The source again."""
    parts: list[str] = []
    for item in items:
        text = "{" + flat(item.items) + "}" if isinstance(item, Group) else item
        command = parts and parts[-1].startswith("\\") and parts[-1][-1:].isalpha()
        if command and text[:1].isalpha():
            parts.append(" ")
        parts.append(text)
    return "".join(parts)
