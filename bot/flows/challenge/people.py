"""Players in a row, each by name: a few, and how many more."""

from collections.abc import Iterable, Sequence

from bot import wording
from bot.ids import MemberId
from bot.panels import Mention, Span, Text

NAMES = 12
"""Names in a row, at most."""


def named(
    people: Sequence[tuple[MemberId, str]], total: int | None = None
) -> tuple[Span, ...]:
    """The names, and "and 5 more" where `total`, or their number, is greater."""
    shown = people[:NAMES]
    more = (len(people) if total is None else total) - len(shown)
    spans: list[Span] = []
    for index, (member, name) in enumerate(shown):
        if index:
            last = index == len(shown) - 1 and not more
            spans.append(Text(wording.challenges.AND if last else ", "))
        spans.append(mention(member, name))
    return (*spans, Text(wording.challenges.others(more))) if more else tuple(spans)


def mention(member: MemberId, name: str) -> Span:
    """A player by name; somebody, where their data is gone."""
    return Mention(member, name) if name else Text(wording.boards.SOMEBODY)


def names(people: Iterable[str]) -> list[str]:
    return [name or wording.boards.SOMEBODY for name in people]
