"""A Deck -> the Markdown form; reading it gives the same deck."""

from collections.abc import Iterator

from bot.cards import Card, Check, Deck, KeyPoint, Source
from bot.decks.outline import IN_CHECK, IN_ITEM, IN_TEXT, guarded, indented


def write(deck: Deck) -> str:
    return "\n".join(_deck(deck)) + "\n"


def _deck(deck: Deck) -> Iterator[str]:
    yield f"# {deck.title}"
    yield f"id: {deck.id}"
    if deck.tags:
        yield f"tags: {', '.join(deck.tags)}"
    if deck.description:
        yield from ("", *guarded(deck.description, IN_TEXT))
    for card in deck.cards:
        yield ""
        yield from _card(card)


def _card(card: Card) -> Iterator[str]:
    short = "\n" not in card.question and card.question == card.question.strip()
    yield f"## {card.question if short else card.id}"
    yield f"id: {card.id}"
    if card.level:
        yield f"level: {card.level}"
    if card.kind:
        yield f"kind: {card.kind}"
    if card.tags:
        yield f"tags: {', '.join(card.tags)}"
    if not short:
        yield from ("", "### Question", "", *guarded(card.question, IN_TEXT))
        yield from ("", "### Answer")
    yield from ("", *guarded(card.answer, IN_TEXT))
    if card.hint:
        yield from ("", "### Hint", "", *guarded(card.hint, IN_TEXT))
    yield from _lists(card)


def _lists(card: Card) -> Iterator[str]:
    if card.key_points:
        yield from ("", "### Key points", "")
        for point in card.key_points:
            yield from _key_point(point)
    if card.checks:
        yield from ("", "### Checks")
        for check in card.checks:
            yield from ("", *_check(check))
    if card.follow_ups:
        yield from ("", "### Follow-ups", "")
        for each in card.follow_ups:
            yield from _item("-", each.question, "answer", each.answer)
    if card.sources:
        yield from ("", "### Sources", "")
        for source in card.sources:
            yield from _source(source)


def _key_point(point: KeyPoint) -> Iterator[str]:
    yield f"- {point.label}"
    if point.text:
        yield from indented(guarded(point.text, IN_ITEM))
    for synonym in point.synonyms:
        yield f"  - {synonym}"


def _check(check: Check) -> Iterator[str]:
    # First, for it parts two checks even where the question starts with a blank.
    yield f"id: {check.id}"
    yield from guarded(check.question, IN_CHECK)
    yield ""
    for option in check.options:
        box = "- [x]" if option.right else "- [ ]"
        yield from _item(box, option.text, "reason", option.reason)


def _item(bullet: str, text: str, marker: str, rest: str) -> Iterator[str]:
    """A bullet with two texts; a `marker:` line parts them where one line does not."""
    if text == text.strip() and guarded(text, IN_ITEM) == [text]:
        yield f"{bullet} {text}"
    else:
        yield bullet
        yield from indented(guarded(text, IN_ITEM))
        yield f"  {marker}:"
    yield from indented(guarded(rest, IN_ITEM))


def _source(source: Source) -> Iterator[str]:
    yield f"- {source.title}"
    if source.authors:
        yield f"  authors: {source.authors}"
    if source.year is not None:
        yield f"  year: {source.year}"
    if source.section:
        yield f"  section: {source.section}"
