"""Plain data (what TOML gives, and the importers make) -> a Deck, or its faults."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from bot.cards import (
    KEY_POINTS,
    LABEL_LENGTH,
    OPTIONS,
    Card,
    Check,
    Deck,
    FollowUp,
    KeyPoint,
    Level,
    Option,
    Source,
)
from bot.decks import words
from bot.decks.faults import Findings, Path, Reading
from bot.decks.fields import Fields
from bot.decks.limits import CARDS

FORMAT = 1

TAG_MARKS = ",;|"
"""What a tag may not hold: the lists of tags in tables are split there."""

_CARD_KEYS = (
    "id",
    "level",
    "kind",
    "tags",
    "question",
    "answer",
    "hint",
    "key_points",
    "checks",
    "follow_ups",
    "sources",
)


def too_many(count: str) -> str:
    return (
        f"{count} cards: a deck may have {CARDS:,}. "
        "Split the file into several decks, by subject for example."
    )


def reading(
    values: Mapping[str, object], lines: Callable[[], Mapping[Path, int]]
) -> Reading:
    """The deck that is in these values, or everything that is wrong with them."""
    findings = Findings(lines)
    return findings.reading(deck(Fields(values, (), findings)))


def deck(fields: Fields, *, whole: bool = True) -> Deck:
    """The deck; not `whole` where some cards could not even be parsed."""
    fields.only("format", "id", "title", "description", "tags", "cards")
    _format(fields)
    tables = fields.tables("cards")
    if not tables and whole:
        fields.fault('there is no card; a card starts with a line "[[cards]]"')
    if len(tables) > CARDS:
        fields.fault(too_many(f"{len(tables):,}"))
    return Deck(
        id=fields.slug("id", required=True),
        title=fields.line("title", required=True),
        description=fields.text("description"),
        cards=tuple(_cards(tables[:CARDS])),
        tags=_tags(fields),
    )


def _format(fields: Fields) -> None:
    value = fields.values.get("format")
    if value is None:
        fields.fault('the key "format" is missing; write "format = 1" at the top')
    elif type(value) is not int:
        fields.fault(f'format must be a number: write "format = {FORMAT}"', "format")
    elif value != FORMAT:
        fields.fault(
            f"format is {value!r}; this version reads format {FORMAT}",
            "format",
        )


def _fresh(fields: Fields, id: str, first: dict[str, Path]) -> None:
    """A fault where this id was used by an earlier table, whose line is named."""
    if not id:
        return
    if id not in first:
        first[id] = (*fields.path, "id")
        return
    line = fields.findings.line(first[id])
    where = f", first on line {line}" if line else ""
    fields.fault(f'the id "{id}" is used twice{where}', "id")


def _cards(tables: Iterable[Fields]) -> Iterator[Card]:
    first: dict[str, Path] = {}
    for table in tables:
        id = table.values.get("id")
        named = replace(table, card=id if isinstance(id, str) else "")
        named.only(*_CARD_KEYS)
        _fresh(named, named.slug("id", required=True), first)
        yield _card(named)


def _card(fields: Fields) -> Card:
    id = fields.values.get("id")
    return Card(
        id=id if isinstance(id, str) else "",
        question=fields.text("question", required=True),
        answer=fields.text("answer", required=True),
        level=_level(fields),
        kind=fields.slug("kind"),
        tags=_tags(fields),
        key_points=_key_points(fields),
        checks=tuple(_checks(fields)),
        hint=fields.text("hint"),
        follow_ups=tuple(_follow_up(each) for each in fields.tables("follow_ups")),
        sources=tuple(_source(each) for each in fields.tables("sources")),
    )


def _level(fields: Fields) -> Level | None:
    word = fields.line("level")
    if not word:
        return None
    if word in tuple(Level):
        return Level(word)
    meant = words.level(word)
    guess = f'; did you mean "{meant}"?' if meant else words.nearest(word, Level)
    fields.fault(f'level "{word}" is not one of {", ".join(Level)}{guess}', "level")
    return None


def _tags(fields: Fields) -> tuple[str, ...]:
    tags = fields.lines("tags", forbidden=TAG_MARKS)
    for tag in tags:
        if tag.startswith("#"):
            fields.fault(f'tags: "{tag}" is written without "#"', "tags")
    return tags


def _key_points(fields: Fields) -> tuple[KeyPoint, ...]:
    tables = fields.tables("key_points")
    if len(tables) > KEY_POINTS:
        fields.fault(
            f"{len(tables)} key points; {KEY_POINTS} is the limit",
            "key_points",
            KEY_POINTS,
        )
    return tuple(_key_point(table) for table in tables)


def _key_point(fields: Fields) -> KeyPoint:
    fields.only("label", "text", "synonyms")
    return KeyPoint(
        label=fields.line("label", required=True, longest=LABEL_LENGTH),
        text=fields.text("text"),
        synonyms=fields.lines("synonyms"),
    )


def _checks(fields: Fields) -> Iterator[Check]:
    first: dict[str, Path] = {}
    for table in fields.tables("checks"):
        table.only("id", "question", "options")
        id = table.slug("id", required=True)
        _fresh(table, id, first)
        yield Check(id, table.text("question", required=True), _options(table))


def _options(fields: Fields) -> tuple[Option, ...]:
    tables = fields.tables("options")
    if len(tables) != OPTIONS:
        fields.fault(f"a check has {OPTIONS} options, and this one {len(tables)}")
    options = tuple(_option(table) for table in tables)
    right = sum(option.right for option in options)
    if options and right != 1:
        count = "none is" if right == 0 else f"{right} are"
        fields.fault(
            'exactly one option must be right ("right = true", in Markdown "[x]"); '
            f"here {count}"
        )
    return options


def _option(fields: Fields) -> Option:
    fields.only("text", "reason", "right")
    return Option(
        text=fields.text("text", required=True),
        reason=fields.text("reason", required=True),
        right=fields.flag("right"),
    )


def _follow_up(fields: Fields) -> FollowUp:
    fields.only("question", "answer")
    return FollowUp(
        fields.text("question", required=True), fields.text("answer", required=True)
    )


def _source(fields: Fields) -> Source:
    fields.only("title", "authors", "year", "section")
    return Source(
        title=fields.line("title", required=True),
        authors=fields.line("authors"),
        year=fields.whole("year", 1, 9999),
        section=fields.line("section"),
    )
