"""Footnotes in Markdown: `[^1]` in a sentence, `[^1]: text` on a line of its own."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

_REFERENCE = re.compile(r"\[\^[^\]\s]{1,60}\]")


def footnotes(reader: MarkdownIt) -> None:
    """Has the reader move the notes that are referred to to the text's end."""
    footnote_plugin(reader, inline=False)
    reader.inline.ruler.at("footnote_ref", _reference)


def _reference(state: StateInline, silent: bool) -> bool:
    # The plugin looks for the end of each that it sees, however far that may be.
    found = _REFERENCE.match(state.src, state.pos)
    return found is not None and footnote_ref(state, silent)
