r"""LaTeX as it stands between lines of Markdown: `\(…\)`, `\[…\]`, `\begin{…}…\end{…}`.

And dollars within dollars: `$x \text{ if $y$}$`.

Rules for the reader of Markdown, beside those that it has for dollars.
"""

import re
from bisect import bisect_left
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_INLINE = {"\\(": ("math_inline", "\\)"), "\\[": ("math_inline_double", "\\]")}
"""What each opens, and what closes it."""

_BEGIN = re.compile(r"\\begin\{([a-zA-Z]+\*?)\}")


def latex(reader: MarkdownIt) -> None:
    """Has the reader know math without dollars."""
    reader.inline.ruler.before("math_inline", "latex", _within_a_line)
    reader.inline.ruler.before("math_inline", "words_in_math", _around_dollars)
    ended = ["paragraph", "reference", "blockquote", "list"]
    reader.block.ruler.before("fence", "latex_block", _on_lines, {"alt": ended})


Rule = Callable[[StateInline, bool], bool]


_MONEY = re.compile(
    r"\$\d(?:[^$]*[(\[–—]"
    r"|[^$\\]*[\s(/](?:US|CA|AU|NZ|HK|SG|NT|[ACRS])(?=\$ ?\d))\$"
)
"""An amount up to the dollar of what stands in brackets behind it, or of a country."""


def no_money(rule: Rule) -> Rule:
    """The rule of `$`, which sees a formula in `$5 million ($x$ of them)`, too."""

    def checked(state: StateInline, silent: bool) -> bool:
        return not _MONEY.match(state.src, state.pos) and rule(state, silent)

    return checked


def from_the_start(rule: Rule) -> Rule:
    """The rule, which takes the last character for the one before the first.

    A formula that begins a paragraph would be none if that ends with a digit.
    """

    def checked(state: StateInline, silent: bool) -> bool:
        if state.pos or not state.src[-1:].isdigit():
            return rule(state, silent)
        whole = state.src
        state.src = whole + " "
        try:
            return rule(state, silent)
        finally:
            state.src = whole

    return checked


BlockRule = Callable[[StateBlock, int, int, bool], bool]


def once_to_the_end(rule: BlockRule) -> BlockRule:
    """The rule of `$$`, which reads all that follows where nothing closes it.

    Then nothing closes what opens further down, either. And a line from one formula's
    first dollars to another's last is a sentence.
    """

    def checked(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        line = _line(state, start)
        if line.count("$$") > 2:
            return False
        if not line.startswith("$$") or "$$" in line[2:]:
            return rule(state, start, end, silent)
        opened: set[int] = state.env.setdefault("never closed", set())
        if end in opened:
            return False
        found = rule(state, start, end, silent)
        if not (found or state.is_code_block(start)):
            opened.add(end)
        return found

    return checked


def _within_a_line(state: StateInline, silent: bool) -> bool:
    begin = state.pos + 2
    kind = _INLINE.get(state.src[state.pos : begin])
    if kind is None:
        return False
    name, close = kind
    at = _found(state.src, close, begin)
    if at < 0 or not state.src[begin:at].strip():
        return False
    if not silent:
        state.push(name, "math", 0).content = state.src[begin:at]
    state.pos = at + 2
    return True


_TEXT = re.compile(r"\$(?! )(?:[^\\$]|\\.)*?\\(?:text[a-z]*|mbox)\{[^{}$]*\$")
WORDED = 300
"""Characters that such a formula may have."""
_PIECE = re.compile(r"\\.|[{}$]", re.DOTALL)


def _around_dollars(state: StateInline, silent: bool) -> bool:
    """A formula whose first dollar within stands in words that it has."""
    if state.src[state.pos] != "$" or not _TEXT.match(state.src, state.pos):
        return False
    depth = 0
    end = min(state.pos + WORDED, state.posMax)
    for piece in _PIECE.finditer(state.src, state.pos + 1, end):
        depth += (piece[0] == "{") - (piece[0] == "}")
        if piece[0] == "$" and depth <= 0:
            if not silent:
                token = state.push("math_inline", "math", 0)
                token.content = state.src[state.pos + 1 : piece.start()]
            state.pos = piece.end()
            return True
    return False


def _found(text: str, close: str, at: int) -> int:
    r"""Where it next stands; in `\\[2ex]` there is none, whose backslash is escaped."""
    while (at := text.find(close, at)) >= 0:
        before = text[:at]
        if (at - len(before.rstrip("\\"))) % 2 == 0:
            break
        at += 1
    return at


def _on_lines(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Math that begins and ends with a line, whatever stands in the lines between."""
    if state.src[state.bMarks[start] + state.tShift[start]] != "\\":
        return False
    first = _line(state, start)
    begun = _BEGIN.match(first)
    if state.is_code_block(start) or not (begun or first.startswith("\\[")):
        return False
    close = rf"\end{{{begun[1]}}}" if begun else "\\]"
    last = _closed(state, start, end, close)
    if last is None:
        return False
    if not silent:
        text = state.getLines(start, last + 1, state.sCount[start], False).strip()
        token = state.push("math_block", "math", 0)
        token.block = True
        token.map = [start, last + 1]
        token.content = text if begun else text[2:-2]
    state.line = last + 1
    return True


def _line(state: StateBlock, at: int) -> str:
    return state.src[state.bMarks[at] + state.tShift[at] : state.eMarks[at]].rstrip()


def _closed(state: StateBlock, start: int, end: int, close: str) -> int | None:
    """The line that ends with what closes it; None where something stands behind."""
    at = _found(state.src, close, state.bMarks[start] + 2)
    last = bisect_left(state.eMarks, at)
    if at < 0 or last >= end or not _line(state, last).endswith(close):
        return None
    inside = (state.sCount[at] for at in range(start, last + 1) if _line(state, at))
    return last if min(inside) >= state.blkIndent else None
