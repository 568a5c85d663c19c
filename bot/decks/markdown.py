"""The Markdown form -> a Deck; docs/decks.md describes it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.decks import drafts, outline, shape, words
from bot.decks.drafts import Draft, Head, key_point
from bot.decks.faults import Fault, Reading, refused
from bot.decks.limits import CARDS
from bot.decks.outline import BULLET, IN_CHECK, IN_ITEM, IN_TEXT, PAIR, Line, unguarded

_CHECKBOX = re.compile(r"[-*+][ \t]+\[(?P<mark>[ xX]?)\](?P<text>.*)", re.DOTALL)
_CARD_KEYS = ("id", "level", "kind", "tags", "hint")
_SOURCE_KEYS = ("authors", "year", "section")
_ANSWER = ""
"""The part of a card before its first `###` heading."""


def looks_like(text: str) -> bool:
    return re.search(r"^## ", text, re.MULTILINE) is not None


def read(text: str, name: str) -> Reading:
    head = Head(name, 'a card starts with "## " and its question')
    blocks = outline.blocks(text)
    _read_head(next(blocks), head)
    cards: list[Draft] = []
    for block in blocks:
        cards.append(_Card(head, block).draft())
        if len(cards) > CARDS:
            return refused(shape.too_many(f"More than {CARDS:,}"), block[0].number)
    return drafts.reading(head, cards)


def _read_head(block: list[Line], head: Head) -> None:
    rest = block
    for at, line in enumerate(block):
        heading = line.heading()
        if heading and heading[0] == 1:
            head.values["title"] = heading[1]
            pairs, rest = _pairs(block[at + 1 :], ("id", "tags"))
            head.values.update({key: value for key, (_, value) in pairs.items()})
            if "tags" in pairs:
                head.values["tags"] = drafts.tags(pairs["tags"][1])
            if any(before.text.strip() for before in block[:at]):
                head.faults.append(
                    Fault("text before the deck's title: put it below", 1)
                )
            break
    description = words.body(unguarded(rest, IN_TEXT))
    if description:
        head.values["description"] = description


def _pairs(
    block: Sequence[Line], keys: Sequence[str]
) -> tuple[dict[str, tuple[int, str]], list[Line]]:
    """The `key: value` lines at the start, and what is behind them."""
    found: dict[str, tuple[int, str]] = {}
    at = 0
    while at < len(block):
        line = block[at]
        pair = PAIR.fullmatch(line.text)
        if pair and pair["key"].casefold() in keys:
            found[pair["key"].casefold()] = (line.number, pair["value"].strip())
        elif found or line.text.strip():
            break
        at += 1
    return found, list(block[at:])


@dataclass(slots=True)
class _Item:
    """A bullet: what stands beside it, and what stands indented below it."""

    number: int
    first: str
    right: bool = False
    body: list[Line] = field(default_factory=list)

    def parts(self, marker: str) -> tuple[str, str]:
        """Text and reason, question and answer: parted by a `marker:` line, or else
        by the end of the first line."""
        lines = [Line(self.number, self.first)] if self.first else []
        for at, line in enumerate(self.body):
            pair = PAIR.fullmatch(line.text)
            if pair and not line.code and pair["key"].casefold() == marker:
                rest = Line(line.number, pair["value"].strip())
                after = [rest, *self.body[at + 1 :]]
                return _said([*lines, *self.body[:at]]), _said(after)
        return self.first, _said(self.body)


def _said(block: Sequence[Line]) -> str:
    return words.body(unguarded(block, IN_ITEM))


class _Card:
    """One card of the file on its way to a draft."""

    def __init__(self, head: Head, block: list[Line]) -> None:
        self.head = head
        heading = block[0].heading()
        self.heading = heading[1] if heading else ""
        self.made = Draft(block[0].number, {})
        pairs, rest = _pairs(block[1:], _CARD_KEYS)
        for key, (number, value) in pairs.items():
            self._pair(key, number, value)
        self._odd_pair(rest)
        self.sections = self._sections(rest)

    def draft(self) -> Draft:
        self._texts()
        for key, make in (
            ("key_points", self._key_points),
            ("checks", self._checks),
            ("follow_ups", self._follow_ups),
            ("sources", self._sources),
        ):
            if key in self.sections:
                self.made.values[key] = list(make(self.sections[key]))
        self.made.missing()
        return self.made

    def _pair(self, key: str, number: int, value: str) -> None:
        self.made.lines[key,] = number
        if not value:
            return
        match key:
            case "level":
                self.made.set_level(value, number)
            case "kind":
                self.made.set_kind(value, number)
            case "tags":
                self.made.values["tags"] = drafts.tags(value)
            case _:
                self.made.values[key] = value

    def _odd_pair(self, block: Sequence[Line]) -> None:
        """A line where keys stand, that is none of them and looks like one."""
        pair = PAIR.fullmatch(block[0].text) if block else None
        guess = words.nearest(pair["key"], _CARD_KEYS) if pair else ""
        if pair and guess:
            message = f'"{pair["key"]}:" is taken as text{guess}'
            self.made.remark(message, block[0].number)

    def _sections(self, block: list[Line]) -> dict[str, list[Line]]:
        sections: dict[str, list[Line]] = {_ANSWER: []}
        key = _ANSWER
        for line in block:
            heading = line.heading()
            found = outline.section(heading[1]) if heading else None
            if found is None:
                self._odd_heading(line, heading)
                sections[key].append(line)
                continue
            key = found
            if key in sections:
                self._fault(f'a second "### {heading[1] if heading else key}"', line)
            sections[key] = []
            self.made.lines.setdefault((key,), line.number)
        return sections

    def _odd_heading(self, line: Line, heading: tuple[int, str] | None) -> None:
        if heading:
            self._fault('a second "# " title; a card starts with "## "', line)
        elif line.text.startswith("### ") and not line.code:
            title = line.text[4:].strip()
            guess = words.nearest(title, outline.SECTIONS)
            if guess:
                self.made.remark(f'"### {title}" is taken as text{guess}', line.number)

    def _texts(self) -> None:
        before = words.body(unguarded(self.sections[_ANSWER], IN_TEXT))
        if before and "answer" in self.sections:
            self._fault('text before "### Answer" belongs to nothing', None)
        self.made.values["question"] = self.heading
        self.made.values["answer"] = before
        for key in ("question", "answer", "hint"):
            if key in self.sections:
                text = unguarded(self.sections[key], IN_TEXT)
                self.made.values[key] = words.body(text)

    def _fault(self, message: str, line: Line | None) -> None:
        number = line.number if line else self.made.line
        id = str(self.made.values.get("id", ""))
        self.head.faults.append(Fault(message, number, id))

    def _items(self, block: Sequence[Line]) -> Iterator[_Item]:
        item: _Item | None = None
        for line in block:
            if BULLET.match(line.text) and not line.code:
                if item:
                    yield item
                item = _Item(line.number, line.text[1:].strip())
            elif item:
                item.body.append(outline.dedented(line))
            elif line.text.strip():
                self._fault('expected a list whose items start with "- "', line)
        if item:
            yield item

    def _key_points(self, block: Sequence[Line]) -> Iterator[dict[str, object]]:
        for index, item in enumerate(self._items(block)):
            self.made.lines["key_points", index] = item.number
            said = [line for line in item.body if line.code or not _bullet(line)]
            synonyms = [
                line.text[1:].strip()
                for line in item.body
                if not line.code and _bullet(line)
            ]
            point: dict[str, object] = {"label": item.first}
            if text := _said(said):
                point["text"] = text
            else:
                point.update(key_point(self.made, item.first, item.number))
            yield {**point, "synonyms": synonyms}

    def _checks(self, block: Sequence[Line]) -> Iterator[dict[str, object]]:
        checks = list(_checks(block))
        wanted = [words.question_slug(check.text()) or "check" for check in checks]
        given = [check.id for check in checks if check.id]
        made = words.unique_ids(wanted, given)
        for index, (check, id) in enumerate(zip(checks, made, strict=True)):
            self.made.lines["checks", index] = check.number
            for at, option in enumerate(check.options):
                self.made.lines["checks", index, "options", at] = option.number
            yield {
                "id": check.id or id,
                "question": check.text(),
                "options": [_option(option) for option in check.options],
            }

    def _follow_ups(self, block: Sequence[Line]) -> Iterator[dict[str, object]]:
        for index, item in enumerate(self._items(block)):
            self.made.lines["follow_ups", index] = item.number
            question, answer = item.parts("answer")
            yield {"question": question, "answer": answer}

    def _sources(self, block: Sequence[Line]) -> Iterator[dict[str, object]]:
        for index, item in enumerate(self._items(block)):
            self.made.lines["sources", index] = item.number
            pairs, rest = _pairs(item.body, _SOURCE_KEYS)
            source: dict[str, object] = {k: v for k, (_, v) in pairs.items()}
            year = str(source.get("year", ""))
            if re.fullmatch(r"[0-9]{1,9}", year):
                source["year"] = int(year)
            for line in rest:
                if line.text.strip():
                    known = ", ".join(_SOURCE_KEYS)
                    self._fault(f"a source has lines for {known}, and no other", line)
            yield {"title": item.first, **source}


def _bullet(line: Line) -> bool:
    return BULLET.match(line.text) is not None


@dataclass(slots=True)
class _Check:
    number: int
    id: str = ""
    question: list[Line] = field(default_factory=list)
    options: list[_Item] = field(default_factory=list)

    def text(self) -> str:
        return words.body(unguarded(self.question, IN_CHECK))

    def closed_by(self, line: Line, before: str) -> bool:
        """Whether this line, after that one, starts another check."""
        return bool(
            self.options
            and line.text.strip()
            and not line.text.startswith((" ", "\t"))
            and not before.strip()
        )


def _checks(block: Sequence[Line]) -> Iterator[_Check]:
    check: _Check | None = None
    before = ""
    for line in block:
        box = None if line.code else _CHECKBOX.fullmatch(line.text)
        if check is None or (box is None and check.closed_by(line, before)):
            if check is None and not line.text.strip():
                continue
            if check:
                yield check
            check = _Check(line.number)
        _take(check, line, box)
        before = "code" if line.code else line.text
    if check:
        yield check


def _take(check: _Check, line: Line, box: re.Match[str] | None) -> None:
    pair = PAIR.fullmatch(line.text)
    if box:
        right = box["mark"] in ("x", "X")
        check.options.append(_Item(line.number, box["text"].strip(), right))
    elif check.options:
        check.options[-1].body.append(outline.dedented(line))
    elif pair and pair["key"].casefold() == "id" and not line.code:
        check.id = pair["value"].strip()
    else:
        check.question.append(line)


def _option(item: _Item) -> dict[str, object]:
    text, reason = item.parts("reason")
    return {"text": text, "reason": reason, "right": item.right}
