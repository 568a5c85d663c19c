"""The form of interview notes: plain lines, with level and tags glued together.

    Intermediateconcept                 level and kind, before the card
    What does a convolution share?      the question
    Its weights, over all places.       the answer
    #vision#cnn                         the tags

Each of the marked lines may be absent, for any card. What stands between two of them
is therefore question, answer, question, answer …; a level may also be named by the
question itself ("Expert: …"). Whatever does not come out even is a fault: guessing
would drop a line or merge two cards.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.cards import Level
from bot.decks import drafts, shape
from bot.decks.drafts import Draft, Head
from bot.decks.faults import Fault, Path, Reading, refused
from bot.decks.limits import CARDS

_LEVELS = "|".join(level.value for level in Level)
_TAGS = re.compile(r"(?:#[^\s#]+)+")
_LEVEL_LINE = re.compile(
    rf"(?P<level>{_LEVELS})[ \t]*(?P<kind>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)?",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"(?P<level>{_LEVELS})(?:[ -]level)?\b[^.:?!]{{0,40}}:", re.I)


@dataclass(slots=True)
class _Run:
    """Lines between two marked ones, and the marks that belong to them."""

    opening: tuple[int, str, str] | None = None
    texts: list[tuple[int, str]] = field(default_factory=list)
    tags: tuple[int, list[str]] | None = None


def looks_like(text: str) -> bool:
    """Whether some line is one of glued tags, or of a level and a kind."""
    return any(
        _TAGS.fullmatch(line.strip()) or _level_line(line) for line in text.split("\n")
    )


def read(text: str, name: str) -> Reading:
    head = Head(name, "a card is a question, its answer and its #tags, a line each")
    cards: list[Draft] = []
    for run in _runs(text):
        cards += _cards(run, head)
        if len(cards) > CARDS:
            return refused(shape.too_many(f"More than {CARDS:,}"))
    return drafts.reading(head, cards)


def _level_line(line: str) -> re.Match[str] | None:
    hit = _LEVEL_LINE.fullmatch(line.strip())
    return hit if hit and line.strip()[0].isupper() else None


def _runs(text: str) -> Iterator[_Run]:
    run = _Run()
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.strip()
        if not line:
            continue
        level = _level_line(line)
        if level is None and not _TAGS.fullmatch(line):
            run.texts.append((number, line))
            continue
        if level:
            yield run
            run = _Run(opening=(number, level["level"], level["kind"] or ""))
        else:
            run.tags = (number, line[1:].split("#"))
            yield run
            run = _Run()
    yield run


def _cards(run: _Run, head: Head) -> list[Draft]:
    if not run.texts:
        _lonely_mark(run, head)
        return []
    if len(run.texts) % 2:
        head.faults.append(_uneven(run))
        return []
    pairs = zip(run.texts[::2], run.texts[1::2], strict=True)
    cards = [_card(question, answer) for question, answer in pairs]
    _apply_marks(run, cards)
    for card in cards:
        _level_from_words(card)
        card.missing()
    return cards


def _card(question: tuple[int, str], answer: tuple[int, str]) -> Draft:
    values: dict[str, object] = {"question": question[1], "answer": answer[1]}
    lines: dict[Path, int] = {("question",): question[0], ("answer",): answer[0]}
    return Draft(question[0], values, lines)


def _apply_marks(run: _Run, cards: list[Draft]) -> None:
    """The level line belongs to the first card of a run, the tags to its last."""
    if run.opening:
        line, level, kind = run.opening
        cards[0].values["level"] = level.casefold()
        cards[0].lines["level",] = line
        if kind:
            cards[0].values["kind"] = kind
            cards[0].lines["kind",] = line
    if run.tags:
        line, tags = run.tags
        cards[-1].values["tags"] = list(dict.fromkeys(tags))
        cards[-1].lines["tags",] = line


def _level_from_words(card: Draft) -> None:
    if "level" in card.values:
        return
    named = _NAMED.match(str(card.values["question"]))
    if named:
        level = named["level"].casefold()
        card.values["level"] = level
        card.remark(f"level {level}, as the question's own words say")


def _lonely_mark(run: _Run, head: Head) -> None:
    mark = run.opening or run.tags
    if mark:
        what = "level" if run.opening else "tags"
        head.faults.append(Fault(f"a line of {what} that belongs to no card", mark[0]))


def _uneven(run: _Run) -> Fault:
    line, text = run.texts[0]
    if len(run.texts) == 1:
        return Fault(f'"{text[:40]}…" has no answer, or no question before it', line)
    return Fault(
        f"{len(run.texts)} lines up to line {run.texts[-1][0]}, where question and "
        "answer should take turns, each on one line",
        line,
    )
