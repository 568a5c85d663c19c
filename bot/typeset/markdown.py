"""Markdown with math -> blocks of words and formulas: plain data, nothing drawn."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from bot.typeset import parsing

if TYPE_CHECKING:
    from markdown_it.token import Token


class Words(NamedTuple):
    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    struck: bool = False


class Math(NamedTuple):
    source: str
    struck: bool = False


class NewLine(NamedTuple):
    """A line that ends because its writer says so."""


Inline = Words | Math | NewLine

Side = Literal["start", "left", "center", "right"]
"""`start` is where the text begins: at the left, or in Arabic at the right."""

TO_DO, DONE = "☐", "☑"
"""Markers of a task: a box, and one with a tick."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; `marker` stands before its first line (a bullet, a number, a box).

    `depth` counts the lists and quotations around it, and `bars` has the depths at
    which the quotations begin; `tight` means no gap above. `heading` is 1 for a
    heading, 2 for one that has others below it.
    """

    inlines: tuple[Inline, ...]
    depth: int = 0
    marker: str = ""
    heading: int = 0
    tight: bool = False
    bars: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Display:
    """A formula on lines of its own; `marker` as a paragraph has it."""

    source: str
    depth: int = 0
    bars: tuple[int, ...] = ()
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A block of code, letter by letter."""

    text: str
    depth: int = 0
    bars: tuple[int, ...] = ()
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first of them the heads; `sides` has a column's alignment."""

    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    sides: tuple[Side, ...]
    depth: int = 0
    bars: tuple[int, ...] = ()
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line between two parts of the text."""

    depth: int = 0
    bars: tuple[int, ...] = ()


Block = Prose | Display | Listing | Table | Rule


def blocks(text: str) -> list[Block]:
    """What a text says, from top to bottom; anything at all is read."""
    return list(_walk(parsing.tokens(text)))


def _walk(tokens: "list[Token]") -> Iterator[Block]:
    lists: list[int | None] = []
    bars: tuple[int, ...] = ()
    marker, heading, tight, opening, noting = "", 0, False, False, False
    levels = sorted({token.tag for token in tokens if token.type == "heading_open"})
    rest = iter(tokens)
    for token in rest:
        match token.type:
            case "bullet_list_open":
                opening = opening or not lists
                lists.append(None)
            case "ordered_list_open":
                opening = opening or not lists
                lists.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "blockquote_open":
                bars = (*bars, len(lists) + len(bars))
            case "blockquote_close":
                bars = bars[:-1]
            case "footnote_block_open":
                yield Rule()
                lists, opening, noting = [1], True, True
            case "list_item_open" | "footnote_open":
                marker = _marker(lists)
            case "heading_open":
                heading = 1 + (token.tag == levels[0] != levels[-1])
            case "heading_close":
                heading = 0
            case "paragraph_open":
                tight = token.hidden or noting
            case "inline":
                close = tight and not opening
                depth = len(lists) + len(bars)
                prose = Prose((), depth, marker, heading, close, bars)
                children = token.children or []
                if marker and (task := _TASK.match(token.content)):
                    prose = replace(prose, marker=DONE if task[1] in "xX" else TO_DO)
                    children[0].content = children[0].content[task.end() :]
                yield from _split(prose, list(_inlines(children)))
                marker, opening = "", False
            case "fence" | "code_block":
                text = token.content.rstrip("\n")
                yield Listing(text, len(lists) + len(bars), bars, marker)
                marker, opening = "", False
            case "math_block" | "math_block_label":
                depth = len(lists) + len(bars)
                # What stands in brackets behind its dollars is its number.
                tag = rf"\tag{{{token.info}}}" if token.info else ""
                yield Display(token.content.strip() + tag, depth, bars, marker)
                marker, opening = "", False
            case "table_open":
                table = _table(rest)
                depth = len(lists) + len(bars)
                yield replace(table, depth=depth, bars=bars, marker=marker)
                marker, opening = "", False
            case "hr":
                yield Rule(len(lists) + len(bars), bars)


_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")


def _table(rest: "Iterator[Token]") -> Table:
    """All up to the table's end, and nothing behind it."""
    rows: list[list[tuple[Inline, ...]]] = []
    sides: list[Side] = []
    for token in rest:
        match token.type:
            case "tr_open":
                rows.append([])
            case "th_open":
                sides.append(_side(str(token.attrs.get("style", ""))))
            case "inline":
                rows[-1].append(tuple(_in_cell(token.children or [])))
            case "table_close":
                break
    return Table(tuple(map(tuple, rows)), tuple(sides))


def _side(style: str) -> Side:
    found: dict[str, Side] = {f"text-align:{side}": side for side in get_args(Side)}
    return found.get(style, "start")


def _in_cell(children: "list[Token]") -> Iterator[Inline]:
    for inline in _inlines(children):
        yield Math(inline.source) if isinstance(inline, Display) else inline


def inlines(block: Block) -> Iterator[Inline]:
    """The words and formulas in a block's sentences."""
    match block:
        case Prose():
            yield from block.inlines
        case Table():
            for row in block.rows:
                for cell in row:
                    yield from cell


def _marker(lists: list[int | None]) -> str:
    number = lists[-1]
    if number is None:
        return "•" if len(lists) == 1 else "–"
    lists[-1] = number + 1
    return f"{number}."


def _inlines(children: "list[Token]") -> Iterator[Inline | Display]:
    bold = italic = 0
    struck = False
    for token in children:
        match token.type:
            case "text" | "image":  # as most are, or formulas
                yield Words(token.content, bold > 0, italic > 0, struck=struck)
            case "math_inline":
                yield Math(token.content.strip(), struck)
            case "s_open" | "s_close":
                struck = token.type == "s_open"
            case "strong_open":
                bold += 1
            case "strong_close":
                bold -= 1
            case "em_open":
                italic += 1
            case "em_close":
                italic -= 1
            case "softbreak":
                yield Words(" ", struck=struck)
            case "hardbreak":
                yield NewLine()
            case "footnote_ref":
                number = str(token.meta["id"] + 1).translate(_RAISED)
                yield Words(number, struck=struck)
            case "code_inline":
                yield Words(token.content, code=True, struck=struck)
            case "math_inline_double":
                yield Display(token.content.strip())


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _split(prose: Prose, inlines: list[Inline | Display]) -> Iterator[Block]:
    """A paragraph with displays in it falls into pieces around them."""
    held: list[Inline] = []
    first = True
    for place, inline in enumerate(inlines):
        if isinstance(inline, Display):
            if _says(held):
                yield replace(prose, inlines=tuple(held))
                prose = replace(prose, marker="", tight=True)
            held, first = [], False
            source = inline.source + _taken(inlines, place + 1, inline.source)
            yield Display(source, prose.depth, prose.bars, prose.marker)
            if prose.marker:
                prose = replace(prose, marker="")
        elif held or not isinstance(inline, Words) or inline.code:
            held.append(inline)
        elif inline.text.strip():
            held.append(inline._replace(text=inline.text.lstrip()))
    if _says(held) or first:
        yield replace(prose, inlines=tuple(held))


_STOPS = re.compile(r"[.,;:!?)\]”’\"']{1,4}(?=\s|$)")


def _taken(inlines: list[Inline | Display], place: int, source: str) -> str:
    """The stops behind a display, as part of it: no line begins with them."""
    behind = inlines[place] if place < len(inlines) else None
    if not isinstance(behind, Words) or behind.code:
        return ""
    stops = _STOPS.match(behind.text)
    if stops is None or "%" in source or source.endswith("\\"):
        return ""
    inlines[place] = behind._replace(text=behind.text[stops.end() :])
    return rf"\text{{{stops[0]}}}"


def _says(inlines: list[Inline]) -> bool:
    return any(not isinstance(i, Words) or i.text.strip() for i in inlines)
