"""What the page and the server say to each other: JSON in the text frames of a socket.

From the page. `id` is the page's own number for a request; one answer carries it back.

    hello     name, zone, narrow      first, and again to change the name; `narrow`:
                                      pictures for a phone are wanted first
    run       id, line, files         a command as typed; `files`: option -> upload id
    press     id, token, values, message
                                      `message`: key of the message that was pressed
    complete  id, command, option, typed
    ping      id

From the server. A panel is as `adapters.web.render` makes it; a post is
{key, panel, at, private}, `at` being a moment in ISO form, or null where it is unknown.

    welcome   name, member, manages, channel, commands, posts, theme, version, now
    people    people, count              who has the page open: [{member, name}], the
                                         first of them, and how many they are
    post      post                       new, or in place of the one with its key
    theme     theme                      "light", "dark" or null: as the page is
    note      key, panel                 a word on the message with this key, where the
                                         member pressed in another tab
    forget                               what the member was told privately, and drafts

    reply     id, posts                  private; a key seen before is replaced; a post
                                         with `note` belongs on what was pressed
    redraw    turn, key, pictures        picture blocks of the post that request `turn`
                                         was answered with, drawn by now; turn 0: that
                                         came with the welcome
    form      id, form
    refusal   id, text                   for the member alone; nothing was done
    choices   id, choices
    pong      id

What stands in the channel has keys `m<message id>`; private replies have keys
`p<letters>`, minted by the server and kept by the page alone.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LENGTH = 256 * 1024
"""Bytes of a frame from the page, at most; files go over /upload."""

_KEY = re.compile(r"[mp][0-9a-f]{1,32}", re.ASCII)


class BadFrame(ValueError):
    """Not something that our page would send."""


@dataclass(frozen=True, slots=True)
class Hello:
    name: str
    zone: str
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    id: int
    line: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Press:
    id: int
    token: str
    values: Mapping[str, tuple[str, ...]]
    message: str


@dataclass(frozen=True, slots=True)
class Complete:
    id: int
    command: str
    option: str
    typed: str


@dataclass(frozen=True, slots=True)
class Ping:
    id: int


Frame = Hello | Run | Press | Complete | Ping


def read(data: str) -> Frame:
    """What the page said; BadFrame where it does not have this shape."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError) as fault:
        raise BadFrame("not JSON") from fault
    if not isinstance(said, dict):
        raise BadFrame("not an object")
    match said.get("type"):
        case "hello":
            name, zone = _text(said, "name", 200), _text(said, "zone", 64)
            return Hello(name, zone, said.get("narrow") is True)
        case "run":
            return Run(_id(said), _text(said, "line", 4000), _files(said))
        case "press":
            return _press(said)
        case "complete":
            words = (_text(said, name, 200) for name in ("command", "option", "typed"))
            return Complete(_id(said), *words)
        case "ping":
            return Ping(_id(said))
        case _:
            raise BadFrame("of no known type")


def is_private(key: str) -> bool:
    return key.startswith("p")


def _press(said: dict[str, Any]) -> Press:
    key = _text(said, "message", 40)
    if key and not _KEY.fullmatch(key):
        raise BadFrame("no message's key")
    return Press(_id(said), _text(said, "token", 200), _values(said), key)


def _id(said: dict[str, Any]) -> int:
    id = said.get("id")
    if type(id) is not int or not 0 <= id < 2**53:
        raise BadFrame("no id")
    return id


def _text(said: dict[str, Any], name: str, length: int) -> str:
    text = said.get(name, "")
    if not isinstance(text, str) or len(text) > length:
        raise BadFrame(f"no text of at most {length}: {name}")
    return text.encode("utf-8", "replace").decode()


def _files(said: dict[str, Any]) -> dict[str, str]:
    files = said.get("files", {})
    if not isinstance(files, dict) or len(files) > 5:
        raise BadFrame("no files")
    return {name[:40]: _text(files, name, 64) for name in files}


def _values(said: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    values = said.get("values", {})
    if not isinstance(values, dict) or len(values) > 25:
        raise BadFrame("no values")
    return {name[:100]: _list(values[name]) for name in values}


def _list(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list) or len(values) > 100:
        raise BadFrame("no list of values")
    return tuple(_text({"value": value}, "value", 8000) for value in values)
