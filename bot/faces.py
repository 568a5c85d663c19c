"""Cards and checks -> faces: what each side says, and which options bear which mark."""

from collections.abc import Sequence

from bot.cards import Card, Check
from bot.typeset import Face, FaceKind, Mark

BADGED_TAGS = 2
"""Tags that a face shows at most."""


def question(card: Card, deck_title: str) -> Face:
    """The card's question alone."""
    return Face(FaceKind.QUESTION, card.question, "Question", _badges(card, deck_title))


def answer(card: Card, deck_title: str) -> Face:
    """The card's reference answer."""
    return Face(FaceKind.ANSWER, card.answer, "Answer", _badges(card, deck_title))


def check(card: Card, check: Check, order: Sequence[int], deck_title: str) -> Face:
    """A check, its options in the order shown: shown place -> own index."""
    return Face(
        FaceKind.CHECK,
        check.question,
        "Choose one",
        _badges(card, deck_title),
        tuple(check.options[index].text for index in order),
    )


def recap(
    card: Card,
    check: Check,
    order: Sequence[int],
    chosen: int | None,
    shares: Sequence[float],
    deck_title: str,
) -> Face:
    """A check that is over, with the right option marked.

    `chosen` is a member's option by the check's own index, None for a group. `shares`
    are empty or hold, by the check's own index, how many of the group chose each (0 to
    1).
    """
    marks, notes = [], []
    for index in order:
        right, mine = check.options[index].right, index == chosen
        marks.append(Mark.RIGHT if right else Mark.WRONG if mine else Mark.NONE)
        said = ["your answer"] if mine else []
        said += [_percent(shares[index])] if shares else []
        notes.append(", ".join(said))
    return Face(
        FaceKind.RECAP,
        check.question,
        "The answer",
        _badges(card, deck_title),
        tuple(check.options[index].text for index in order),
        tuple(marks),
        tuple(notes),
    )


def _percent(share: float) -> str:
    """Rounded; but 0 is said where it was nobody only, and 100 where it was all."""
    rounded = round(share * 100)
    return f"{min(max(rounded, 1), 99) if 0 < share < 1 else rounded} %"


def podium(
    title: str, badges: Sequence[str], steps: Sequence[tuple[int, str, str]]
) -> Face:
    """A challenge's first ranks: each with who holds it, and with what."""
    return Face(
        FaceKind.PODIUM,
        "",
        title,
        tuple(badges),
        options=tuple(who for _, who, _ in steps),
        notes=tuple(points for _, _, points in steps),
        ranks=tuple(rank for rank, _, _ in steps),
    )


def _badges(card: Card, deck_title: str) -> tuple[str, ...]:
    level = str(card.level) if card.level else ""
    words = (deck_title, level, card.kind, *card.tags[:BADGED_TAGS])
    return tuple(filter(None, words))
