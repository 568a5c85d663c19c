"""On which line each value of a TOML text stands: tomllib keeps that to itself.

The scanner skips over values with a few regular expressions and follows the nesting of
arrays and inline tables. It is made for texts that tomllib has accepted; on others it
goes as far as it can and never raises.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from bot.decks.faults import Path

_KEY = re.compile(r"""[ \t]*("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+)[ \t]*""")
_STRING = re.compile(
    r'"""(?:[^\\]|\\[\s\S])*?"{3,5}(?!")'
    r"|'''[\s\S]*?'{3,5}(?!')"
    r'|"(?!"")(?:[^"\\\n]|\\.)*"'
    r"|'(?!'')[^'\n]*'"
)
_OPENED = re.compile("\"\"\"|'''")
_SPACE = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_BARE = re.compile(r"[^\s,\]}#]+(?: [^\s,\]}#]+)?")
_HEADER = re.compile(r"[ \t]*(\[\[?)")
_REST = re.compile(r"[^\n]*\n?")
_DEEPEST = 50


def lines(source: str) -> dict[Path, int]:
    """The line of each table and key, counted from 1; `()` is the first line."""
    return _Scan(source).run()


def opened(source: str) -> int | None:
    """The line on which a string of several lines starts that never ends."""
    scan = _Scan(source)
    scan.run()
    return scan.line(scan.unclosed) if scan.unclosed is not None else None


class _Scan:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.found: dict[Path, int] = {(): 1}
        self.unclosed: int | None = None
        self._counts: dict[Path, int] = {}
        self._starts = [0, *(hit.end() for hit in re.finditer("\n", source))]

    def line(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def run(self) -> dict[Path, int]:
        table: Path = ()
        while self.at < len(self.source) and self.unclosed is None:
            self._skip(_SPACE)
            header = _HEADER.match(self.source, self.at)
            if header:
                table = self._header(header)
            elif self.at < len(self.source):
                self._entry(table)
                self._skip(_REST)
        return self.found

    def _header(self, header: re.Match[str]) -> Path:
        line = self.line(self.at)
        self.at = header.end()
        keys = list(self._keys())
        self._skip(_REST)
        path = self._inside(keys[:-1])
        if keys:
            path = (*path, keys[-1])
            if header[1] == "[[":
                index = self._counts.get(path, 0)
                self._counts[path] = index + 1
                self.found.setdefault(path, line)
                path = (*path, index)
        self.found.setdefault(path, line)
        return path

    def _inside(self, keys: list[str]) -> Path:
        """The path that dotted keys lead to: into the last table of each array."""
        path: Path = ()
        for key in keys:
            path = (*path, key)
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
        return path

    def _keys(self) -> Iterator[str]:
        while key := _KEY.match(self.source, self.at):
            self.at = key.end()
            yield key[1].strip("\"'")
            if not self.source.startswith(".", self.at):
                return
            self.at += 1

    def _entry(self, table: Path, depth: int = 0) -> None:
        line = self.line(self.at)
        path = table
        for key in self._keys():
            path = (*path, key)
            self.found.setdefault(path, line)
        if self.source.startswith("=", self.at):
            self.at += 1
            self._value(path, depth)

    def _value(self, path: Path, depth: int) -> None:
        while self.source.startswith((" ", "\t"), self.at):
            self.at += 1
        start = self.source[self.at : self.at + 1]
        if depth > _DEEPEST:
            self.at = len(self.source)
        elif start == "[":
            self._array(path, depth + 1)
        elif start == "{":
            self._table(path, depth + 1)
        elif start and start in "\"'":
            self._string()
        else:
            self._skip(_BARE)

    def _string(self) -> None:
        string = _STRING.match(self.source, self.at)
        if string:
            self.at = string.end()
        elif _OPENED.match(self.source, self.at):
            self.unclosed, self.at = self.at, len(self.source)
        else:
            self._skip(_REST)

    def _array(self, path: Path, depth: int) -> None:
        index = 0
        self.at += 1
        while self._goes_on("]"):
            start = self.at
            self.found.setdefault((*path, index), self.line(start))
            self._value((*path, index), depth)
            index += 1
            if self.at == start:
                return

    def _table(self, path: Path, depth: int) -> None:
        self.at += 1
        while self._goes_on("}"):
            start = self.at
            self._entry(path, depth)
            if self.at == start:
                return

    def _goes_on(self, end: str) -> bool:
        """Whether another item follows; commas and the end are stepped over."""
        self._skip(_SPACE)
        if self.source.startswith(",", self.at):
            self.at += 1
            self._skip(_SPACE)
        if self.source.startswith(end, self.at):
            self.at += 1
            return False
        return self.at < len(self.source)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        hit = pattern.match(self.source, self.at)
        self.at = hit.end() if hit else self.at
