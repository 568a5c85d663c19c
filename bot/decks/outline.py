"""What stands where in the Markdown form: the marks, and the way to write round them.

A line of a text that would be taken for one of the form's own marks has a backslash
before it, and one more where it had some already. In a code block that ends, nothing
is a mark.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SECTIONS = {
    "question": "question",
    "answer": "answer",
    "hint": "hint",
    "key points": "key_points",
    "checks": "checks",
    "follow-ups": "follow_ups",
    "sources": "sources",
}
"""The headings inside a card, and what each holds."""

_ALIASES = {
    **SECTIONS,
    "key point": "key_points",
    "key-points": "key_points",
    "check": "checks",
    "follow-up": "follow_ups",
    "follow ups": "follow_ups",
    "follow-up questions": "follow_ups",
    "source": "sources",
}
_NAMES = "|".join(re.escape(name) for name in _ALIASES)

HEADING = re.compile(rf"#{{1,2}}(?=[ \t]|$)|###[ \t]+(?:{_NAMES})[ \t]*:?[ \t]*$", re.I)
BULLET = re.compile(r"[-*+](?=[ \t]|$)")
PAIR = re.compile(r"(?P<key>[A-Za-z]+)[ \t]*:(?P<value>.*)", re.DOTALL)

IN_TEXT = HEADING
IN_CHECK = re.compile(rf"{HEADING.pattern}|[-*+][ \t]+\[[ xX]?\]|id[ \t]*:", re.I)
IN_ITEM = re.compile(
    rf"{HEADING.pattern}|{BULLET.pattern}|(?:reason|answer)[ \t]*:", re.I
)

_FENCE = re.compile(r"[ \t]*(?:(?P<ticks>`{3,})[^`]*|(?P<waves>~{3,}).*)", re.DOTALL)
_FENCE_END = re.compile(r"[ \t]*(`{3,}|~{3,})[ \t]*")
_FENCE_MARK = re.compile(r"`{3,}|~{3,}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file; `code` where it is part of a code block."""

    number: int
    text: str
    code: bool = False

    def heading(self) -> tuple[int, str] | None:
        """The rank of a heading that is a mark, and its words."""
        if self.code or self.text[:1] != "#" or not HEADING.match(self.text):
            return None
        marks = len(self.text) - len(self.text.lstrip("#"))
        return marks, self.text[marks:].strip()


def section(words: str) -> str | None:
    return _ALIASES.get(words.rstrip(": \t").casefold())


def blocks(text: str) -> Iterator[list[Line]]:
    """The lines before the first card, then those of each card, its heading first."""
    raw = text.split("\n")
    code = fenced(raw)
    start = 0
    for at, line in enumerate(raw):
        if not code[at] and line[:2] == "##" and line[2:3] in ("", " ", "\t"):
            yield _block(raw, code, start, at)
            start = at
    yield _block(raw, code, start, len(raw))


def _block(raw: Sequence[str], code: bytearray, start: int, end: int) -> list[Line]:
    return [Line(at + 1, raw[at], bool(code[at])) for at in range(start, end)]


def fenced(raw: Sequence[str]) -> bytearray:
    """For each line 1 where it belongs to a code block, fences included, else 0.

    A fence without an end makes none.
    """
    code = bytearray(len(raw))
    endless = {"`": len(raw) + 1, "~": len(raw) + 1}
    at = 0
    while at < len(raw):
        mark = _fence(raw[at])
        if mark and len(mark) < endless[mark[0]]:
            end = _end(raw, at + 1, mark)
            if end is None:
                endless[mark[0]] = len(mark)
            else:
                code[at : end + 1] = b"\x01" * (end + 1 - at)
                at = end
        at += 1
    return code


def _fence(line: str) -> str:
    hit = _FENCE.fullmatch(line)
    return (hit["ticks"] or hit["waves"]) if hit else ""


def _end(raw: Sequence[str], start: int, mark: str) -> int | None:
    for index in range(start, len(raw)):
        hit = _FENCE_END.fullmatch(raw[index])
        if hit and hit[1].startswith(mark):
            return index
    return None


def guarded(text: str, marks: re.Pattern[str]) -> list[str]:
    """The lines of a text as they stand in the file."""
    raw = text.split("\n")
    return [
        line if code else _guard(line, marks)
        for line, code in zip(raw, fenced(raw), strict=True)
    ]


def _guard(line: str, marks: re.Pattern[str]) -> str:
    start, rest = _parted(line)
    bare = rest.lstrip("\\")
    if marks.match(bare) and (not start or marks is IN_ITEM):
        return f"{start}\\{rest}"
    return f"{start}\\{rest}" if _FENCE_MARK.match(bare) else line


def unguarded(block: Sequence[Line], marks: re.Pattern[str]) -> str:
    """The text that these lines of the file stand for."""
    return "\n".join(_unguard(line, marks) for line in block)


def _unguard(line: Line, marks: re.Pattern[str]) -> str:
    if line.code or "\\" not in line.text:
        return line.text
    start, rest = _parted(line.text)
    bare = rest.lstrip("\\")
    if bare == rest:
        return line.text
    if _FENCE_MARK.match(bare) or (
        marks.match(bare) and (not start or marks is IN_ITEM)
    ):
        return start + rest[1:]
    return line.text


def _parted(line: str) -> tuple[str, str]:
    rest = line.lstrip(" \t")
    return line[: len(line) - len(rest)], rest


def indented(block: Sequence[str]) -> Iterator[str]:
    for line in block:
        yield f"  {line}" if line else ""


def dedented(line: Line) -> Line:
    """The line without two blanks, or a tab, before it."""
    text = line.text
    cut = 2 if text.startswith("  ") else 1 if text[:1] in (" ", "\t") else 0
    return Line(line.number, text[cut:], line.code)
