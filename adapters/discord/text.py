"""Spans -> Discord's Markdown. What is not ours is shown as typed, and does nothing.

Nothing that a deck or a name holds may ping, link, format or hide: each sign that
Discord gives a meaning is escaped where it would have it. What discord.py's own helpers
let through (channels, commands, timestamps, emoji, bare links, lists, controls that
turn the direction of writing) is covered here.
"""

import re
from collections.abc import Callable, Sequence
from typing import assert_never

from adapters.plain import clean, clip, plain
from adapters.plain import fit as plain_fit
from bot.panels import Bold, Code, Mention, Moment, MomentStyle, Span, Text

__all__ = [
    "block",
    "bullet",
    "clean",
    "clip",
    "escape",
    "fenced",
    "fit",
    "heading",
    "plain",
    "quote",
    "spans",
]

_STYLES = {
    MomentStyle.DATE: "D",
    MomentStyle.TIME: "t",
    MomentStyle.DATETIME: "f",
    MomentStyle.RELATIVE: "R",
    MomentStyle.COUNTDOWN: "R",
}

_MEANT = re.compile(r"[\\*_~`|<\[]")
_LINE_START = re.compile(r"^(\s*)([#>+-])", re.MULTILINE)
_NUMBERED = re.compile(r"^(\s*\d+)([.)])(?=\s)", re.MULTILINE)
_SCHEME = re.compile(r":(?=//)")
_INVITE = re.compile(r"(?i)(discord(?:app)?)\.(?=\w)")
_PING = re.compile(r"@(?=everyone|here|[!&]?\d)")


def escape(text: str) -> str:
    """The text so that Discord shows it as it is."""
    text = re.sub(r"\n{3,}", "\n\n", clean(text))
    text = _MEANT.sub(r"\\\g<0>", text)
    text = _LINE_START.sub(r"\1\\\2", text)
    text = _NUMBERED.sub(r"\1\\\2", text)
    text = _SCHEME.sub(r"\\:", text)
    text = _INVITE.sub(r"\1\\.", text)
    return _PING.sub("@\u200b", text)


def fit(text: str, room: int, write: Callable[[str], str]) -> str:
    """As much of the text as, once written, has room; "" where nothing has."""
    return plain_fit(text, room, write, len) or ""


def spans(spans: Sequence[Span], room: int) -> str:
    """A line of spans; what has no room any more is an ellipsis."""
    line = ""
    for span in spans:
        left = room - len(line)
        written = _span(span, left)
        if not written and _length(span):
            return line + "…" if left else line[:-1] + "…"
        line += written
    return line


def _length(span: Span) -> int:
    match span:
        case Text(text) | Bold(text) | Code(text):
            return len(clean(text))
        case Mention(name=name):
            return len(clean(name))
        case Moment():
            return 1
        case _:
            assert_never(span)


def _span(span: Span, room: int) -> str:
    match span:
        case Text(text):
            return fit(text, room, escape)
        case Bold(text):
            return fit(text, room, _bold)
        case Code(text):
            return fit(text, room, _code)
        case Mention(name=name):
            return fit(name, room, escape)
        case Moment(at, style):
            written = f"<t:{int(at.timestamp())}:{_STYLES[style]}>"
            return written if len(written) <= room else ""
        case _:
            assert_never(span)


def _bold(text: str) -> str:
    """Bold, with spaces left outside: inside they would undo it."""
    inner = escape(text)
    bare = inner.strip()
    if not bare:
        return inner
    before, after = inner[: inner.index(bare)], inner[inner.index(bare) + len(bare) :]
    return f"{before}**{bare}**{after}"


def _code(text: str) -> str:
    # Nothing is read inside but the backtick itself; its twin looks the same.
    bare = " ".join(clean(text).replace("`", "ˋ").split())
    return f"`{bare}`" if bare else ""


def quote(text: str, room: int) -> str:
    """What somebody typed, each line behind a bar."""
    return fit(text.strip(), room, _quoted)


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in escape(text).split("\n"))


def bullet(items: Sequence[Span], room: int) -> str:
    return f"- {spans(items, room - 2)}" if room > 4 else ""


FENCE = "```"


def fenced(text: str) -> str:
    """Monospace, letter by letter; only for clean text without a fence of its own."""
    return f"{FENCE}\n{text}\n{FENCE}"


def block(text: str, room: int) -> str:
    """The same, as much of it as there is room for."""
    return fit(clean(text).strip("\n"), room, fenced)


def heading(text: str, room: int) -> str:
    return fit(" ".join(text.split()), room, lambda part: f"### {escape(part)}")
