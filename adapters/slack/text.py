"""Spans -> Slack's rich text, which holds values and no markup.

Text in a rich text block is shown as it is: nothing in it can ping, link or format, so
nothing is escaped. Only the one line for notifications is markup of Slack's.
"""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any, assert_never

from adapters.json_types import Json
from adapters.plain import clean, clip, plain
from adapters.plain import fit as plain_fit
from bot.commands import COMMANDS
from bot.panels import Bold, Code, Mention, Moment, MomentStyle, Span, Text

__all__ = [
    "clean",
    "clip",
    "clipped",
    "escape",
    "fallback",
    "fit",
    "plain",
    "size",
    "spans",
    "spoken",
    "words",
]


_FORMATS = {
    MomentStyle.DATE: "{date_long}",
    MomentStyle.TIME: "{time}",
    MomentStyle.DATETIME: "{date_short_pretty} {time}",
    # Slack's dates do not count down: a moment that would is a day and a time.
    MomentStyle.RELATIVE: "{date_short_pretty} {time}",
    MomentStyle.COUNTDOWN: "{time_secs}",
}

_COMMAND = re.compile(
    rf"(?<![\w/.:])/(?=(?:{'|'.join(command.name for command in COMMANDS)})\b)"
)


def escape(text: str) -> str:
    """For a line that Slack reads as its own markup."""
    text = clean(text).replace("&", "&amp;").replace("<", "&lt;")
    return text.replace(">", "&gt;")


def clipped(text: str, length: int) -> str:
    """The same, cut where it is too long: never in the middle of an escaped sign."""
    return plain_fit(text, length, escape, len) or ""


def spoken(text: str) -> str:
    """Our commands as they are typed here: behind the one command there is."""
    return _COMMAND.sub("/study ", text)


def size(block: Any) -> int:
    """Characters on the wire."""
    return len(json.dumps(block, ensure_ascii=False, separators=(",", ":")))


def fit(text: str, room: int, write: Callable[[str], Any]) -> Any:
    """As much of the text as, once written, has room; None where nothing has."""
    return plain_fit(text, room, write, size)


def spans(spans: Iterable[Span]) -> list[Json]:
    """A line's elements; empty ones are left out, for Slack takes none."""
    return [element for span in spans if (element := _span(span)) is not None]


def _styled(text: str, **style: bool) -> Json | None:
    shown = clean(text)
    if not shown:
        return None
    element: Json = {"type": "text", "text": shown}
    return {**element, "style": style} if style else element


def _span(span: Span) -> Json | None:
    match span:
        case Text(text):
            return _styled(spoken(text))
        case Bold(text):
            return _styled(spoken(text), bold=True)
        case Code(text):
            return _styled(" ".join(clean(text).split()), code=True)
        case Mention(name=name):
            return _styled(" ".join(clean(name).split()))
        case Moment():
            return _date(span)
        case _:
            assert_never(span)


def _date(moment: Moment) -> Json:
    return {
        "type": "date",
        "timestamp": int(moment.at.timestamp()),
        "format": _FORMATS[moment.style],
        "fallback": fallback(moment),
    }


def fallback(moment: Moment) -> str:
    """A moment in words, where a reader's zone is not known."""
    at = moment.at
    day, hour = f"{at.day} {at:%B %Y}", f"{at:%H:%M} UTC"
    match moment.style:
        case MomentStyle.DATE:
            return day
        case MomentStyle.TIME:
            return hour
        case MomentStyle.DATETIME | MomentStyle.RELATIVE:
            return f"{day}, {hour}"
        case MomentStyle.COUNTDOWN:
            return f"{at:%H:%M:%S} UTC"
        case _:
            assert_never(moment.style)


def words(spans: Iterable[Span]) -> str:
    """A line without its styles."""
    return "".join(_words(span) for span in spans)


def _words(span: Span) -> str:
    match span:
        case Text(text) | Bold(text) | Code(text):
            return spoken(text)
        case Mention(name=name):
            return name
        case Moment():
            return fallback(span)
        case _:
            assert_never(span)
