"""What is said within something else: in brackets, where a voice would pause."""

import re
from typing import Protocol

from bot.typeset.hearing import Nodes, simple


class Said(Protocol):
    """Reads a list; `bar` is how one that relates is said."""

    def __call__(self, nodes: Nodes, bar: str = "given", /) -> str: ...


def grouped(nodes: Nodes, said: Said) -> str:
    """In brackets where it would else run into what stands around it."""
    return bracketed(nodes, said(nodes))


def bracketed(nodes: Nodes, words: str) -> str:
    """The same of a list that has been read."""
    if simple(nodes) or _BRACKETED.fullmatch(words):
        return words
    return f"({words})"


_BRACKETED = re.compile(r"\([^()]*\)")


def held(words: str) -> str:
    """In brackets, if there are several."""
    return f"({words})" if " " in words else words


def bare(words: str) -> str:
    """What a sum goes over: no sentence of its own, and so without its "is"."""
    return words.replace(" is ", " ")
