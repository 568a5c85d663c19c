"""Markdown with math -> tokens: its reader is asked for what a text needs."""

import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from bot.typeset.references import resolved

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

LENGTH = 20_000
"""Characters that are read; the importers allow half of it for a field."""

LETTERS = 2500
"""Different letters that a text may have: each is a picture by itself. Before the one
that would be too many, the text ends."""

CELLS = 1000
"""What the tables of a text may have; with more, all stand as typed."""


def tokens(text: str) -> "list[Token]":
    """What the reader makes of a text; anything at all is read."""
    text = resolved(_few(plain(text[:LENGTH])))
    found = _TABLE.finditer(text) if "|" in text else ()
    cells = sum(table[0].count("\n") * (table[1].count("|") + 1) for table in found)
    if 0 < cells <= CELLS:
        # A bar of a formula would end its cell.
        text = _TABLE.sub(lambda table: _IN_ROW.sub(_escaped, table[0]), text)
    wanted = _Wanted(
        0 < cells <= CELLS,
        _LATEX.search(text) is not None,
        "~~" in text,
        "&" in text,
        "[^" in text and _NOTE.search(text) is not None,
        "<" in text,
        "](" in text or "]:" in text,
    )
    return _reader(wanted).parse(text)


def _few(text: str) -> str:
    """The text as far as its letters are those that it may have."""
    if len(text) <= LETTERS:
        return text
    beyond = list(dict.fromkeys(text))[LETTERS:]
    return text[: text.index(beyond[0])] if beyond else text


def _escaped(formula: re.Match[str]) -> str:
    return formula[0].replace("|", "\\|")


_LATEX = re.compile(
    r"\\[(\[]|\\(?:text[a-z]*|mbox)\{[^{}$]*\$|^[ \t>*+-]*(?:\d+[.)] )?\\begin",
    re.MULTILINE,
)
"""What may stand without dollars, or around some."""

_NOTE = re.compile(r"^[ \t>*+-]*\[\^[^\]\s]{1,60}\]:", re.MULTILINE)


class _Wanted(NamedTuple):
    """What of Markdown a text needs: to be asked for more takes time."""

    tables: bool
    latex: bool
    struck: bool
    named: bool
    notes: bool
    tags: bool
    links: bool


_SIGNS = "\n\\`*_$"
"""Where the reader asks its rules, in any text; at others it would find nothing."""


@lru_cache(maxsize=16)
def _reader(wanted: _Wanted) -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.dollarmath.index import math_block_dollar, math_inline_dollar

    from bot.typeset import latex as rules
    from bot.typeset.footnotes import footnotes
    from bot.typeset.tags import tags

    reader = MarkdownIt("commonmark", {"html": False})
    reader.disable(["html_block", "html_inline"])
    if wanted.named:
        reader.inline.ruler.at("entity", _entity)
    else:
        reader.disable("entity")
    if not wanted.links:
        reader.disable(["link", "image", "reference"])
    signs = _SIGNS + "![]" * (wanted.links or wanted.notes)
    signs += "~" * wanted.struck + "&" * wanted.named + "<" * wanted.tags
    reader.inline.terminator_re = re.compile(f"[{re.escape(signs)}]")
    if wanted.tables:
        reader.enable("table")
    if wanted.struck:
        reader.enable("strikethrough")
    reader.use(
        dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True
    )
    dollars = math_inline_dollar(False, False, True)
    reader.inline.ruler.at("math_inline", rules.no_money(rules.from_the_start(dollars)))
    reader.block.ruler.at(
        "math_block", rules.once_to_the_end(math_block_dollar(True, None, True))
    )
    for rule, is_wanted in (
        (footnotes, wanted.notes),
        (tags, wanted.tags),
        (rules.latex, wanted.latex),
    ):
        if is_wanted:
            reader.use(rule)
    return reader


def _entity(state: "StateInline", silent: bool) -> bool:
    """`&eacute;` and the like; what no picture shows has no such name either."""
    from markdown_it.rules_inline import entity

    found = entity(state, silent)
    if found and not silent:
        state.tokens[-1].content = plain(state.tokens[-1].content)
    return found


_TABLE = re.compile(
    r"^[^\n]*\n[ \t>]*(?=[:\- \t]*\|)([|:\- \t]+)$(?:\n(?![ \t>]*$)[^\n]+)*",
    re.MULTILINE,
)
"""Lines that may be a table: what stands below its heads are dashes and bars."""
_IN_ROW = re.compile(r"\$(?=\S)[^$\n]*?(?<=\S)\$(?!\d)|\\\([^\n]{1,300}?\\\)")
"""A formula in a table's row: beyond 300 characters nobody looks for the end of one."""


def plain(text: str) -> str:
    """A text without what no picture shows.

    Controls, direction marks, soft hyphens, and half a pair.
    """
    return re.sub(
        r"[\x00-\x08\x0b-\x1f\x7f\xad\u202a-\u202e\u2066-\u2069\ud800-\udfff]", "", text
    )


def label(text: str) -> str:
    """A title, a badge or a footer: no Markdown, but with signs by their names."""
    named = _NAMED.sub(lambda name: unescape(name[0]), text) if "&" in text else text
    return plain(named)


_NAMED = re.compile(r"&(?:\w{1,32}|#\d{1,7}|#[xX][\da-fA-F]{1,6});")
