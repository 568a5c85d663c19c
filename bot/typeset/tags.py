"""Tags that people write in Markdown: `<br>`, `<sub>2</sub>`, `<sup>2</sup>`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

TAG = re.compile(r"<br\s*/?>|<(sub|sup)>([^<>]{1,40})</\1>", re.IGNORECASE)

_MOVED = {
    "sup": str.maketrans(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyz",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
    ),
    "sub": str.maketrans(
        "0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
    ),
}
"""Forms above and below the line; what has any character without one stays on it."""


def tags(reader: MarkdownIt) -> None:
    """Has the reader know them; any other tag stands as typed."""
    reader.inline.ruler.before("autolink", "tags", _tag)


def _tag(state: StateInline, silent: bool) -> bool:
    found = TAG.match(state.src, state.pos)
    if found is None:
        return False
    if not silent and found[1] is None:
        state.push("hardbreak", "br", 0)
    elif not silent:
        forms = _MOVED[found[1].lower()]
        whole = all(ord(char) in forms for char in found[2])
        moved = found[2].translate(forms) if whole else found[2]
        state.push("text", "", 0).content = moved
    state.pos = found.end()
    return True
