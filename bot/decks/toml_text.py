"""A Deck -> the native form, laid out for people to go on writing in."""

import re
from collections.abc import Iterable, Iterator

from bot.cards import Card, Check, Deck, FollowUp, KeyPoint, Option, Source
from bot.decks.shape import FORMAT

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_IN_BLOCK = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\\]|\"(?=\"\")")
_IN_LINE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\\\"]")
_LONG = 80


def write(deck: Deck) -> str:
    """The deck as TOML; reading it gives the same deck, letter by letter.

    That holds for each deck that reading can give: its texts have no blank lines around
    them, and its titles, labels and the like no blanks.
    """
    return "\n".join(_deck(deck)) + "\n"


def _deck(deck: Deck) -> Iterator[str]:
    yield f"format = {FORMAT}"
    yield _pair("id", deck.id)
    yield _pair("title", deck.title)
    yield from _given("description", deck.description)
    yield from _list("tags", deck.tags)
    for card in deck.cards:
        yield ""
        yield "[[cards]]"
        yield from _card(card)


def _card(card: Card) -> Iterator[str]:
    yield _pair("id", card.id)
    yield from _given("level", str(card.level or ""))
    yield from _given("kind", card.kind)
    yield from _list("tags", card.tags)
    yield _pair("question", card.question)
    yield _pair("answer", card.answer)
    yield from _given("hint", card.hint)
    for point in card.key_points:
        yield from ("", "[[cards.key_points]]", *_key_point(point))
    for check in card.checks:
        yield from ("", "[[cards.checks]]", *_check(check))
    for follow_up in card.follow_ups:
        yield from ("", "[[cards.follow_ups]]", *_follow_up(follow_up))
    for source in card.sources:
        yield from ("", "[[cards.sources]]", *_source(source))


def _key_point(point: KeyPoint) -> Iterator[str]:
    yield _pair("label", point.label)
    yield from _given("text", point.text)
    yield from _list("synonyms", point.synonyms)


def _check(check: Check) -> Iterator[str]:
    yield _pair("id", check.id)
    yield _pair("question", check.question)
    for option in check.options:
        yield from ("", "[[cards.checks.options]]", *_option(option))


def _option(option: Option) -> Iterator[str]:
    yield _pair("text", option.text)
    yield _pair("reason", option.reason)
    if option.right:
        yield "right = true"


def _follow_up(follow_up: FollowUp) -> Iterator[str]:
    yield _pair("question", follow_up.question)
    yield _pair("answer", follow_up.answer)


def _source(source: Source) -> Iterator[str]:
    yield _pair("title", source.title)
    yield from _given("authors", source.authors)
    if source.year is not None:
        yield f"year = {source.year}"
    yield from _given("section", source.section)


def _pair(key: str, text: str) -> str:
    return f"{key} = {_string(text)}"


def _given(key: str, text: str) -> Iterable[str]:
    return (_pair(key, text),) if text else ()


def _list(key: str, texts: tuple[str, ...]) -> Iterable[str]:
    if not texts:
        return ()
    items = [_short(text) for text in texts]
    line = f"{key} = [{', '.join(items)}]"
    if len(line) <= _LONG:
        return (line,)
    return (f"{key} = [", *(f"    {item}," for item in items), "]")


def _string(text: str) -> str:
    r"""The plainest TOML string that holds the text: `$\beta_t$` stays as it is."""
    if "\n" not in text and len(text) <= _LONG:
        return _short(text)
    if "'''" not in text and not _CONTROL.search(text):
        return f"'''\n{text}\n'''"
    return f'"""\n{_IN_BLOCK.sub(_escape, text)}\n"""'


def _short(text: str) -> str:
    if "\n" not in text and not _CONTROL.search(text):
        if '"' not in text and "\\" not in text:
            return f'"{text}"'
        if "'" not in text:
            return f"'{text}'"
    return f'"{_IN_LINE.sub(_escape, text)}"'


def _escape(hit: re.Match[str]) -> str:
    mark = hit[0]
    return f"\\{mark}" if mark in '\\"' else f"\\u{ord(mark):04x}"
