"""What is studied: decks of cards, each with key points and checks."""

from dataclasses import dataclass
from enum import StrEnum

LABEL_LENGTH = 72
"""Characters of a key point's label: Slack's 75 and Discord's 100, less a margin."""

KEY_POINTS = 10
"""Key points on a card at most: both platforms end a group of boxes there."""

OPTIONS = 4
"""Options of a check, lettered A to D."""


class Level(StrEnum):
    """How far into the subject a card lies; the order is that of difficulty."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"
    EXPERT = "expert"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One thing a good answer must say.

    `label` is plain text of at most `LABEL_LENGTH` characters (it stands beside a box
    to tick); `text` is the sentence behind it and may hold `$math$`; `synonyms` are
    phrases that a learner would type when making this point.
    """

    label: str
    text: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One of a check's options; `reason` says why it is right or wrong."""

    text: str
    reason: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A multiple-choice question: exactly `OPTIONS` options, exactly one right."""

    id: str
    question: str
    options: tuple[Option, ...]

    @property
    def right(self) -> int:
        """The index of the right option."""
        return next(i for i, option in enumerate(self.options) if option.right)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question that an interviewer would ask next, with a short answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim can be read."""

    title: str
    authors: str = ""
    year: int | None = None
    section: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One question with its reference answer; text is Markdown with `$math$`.

    `id` is stable within its deck: memory and history hang on it. `kind` is a word such
    as concept, math, code, system-design; like `level` it is empty or None where an
    import did not say.
    """

    id: str
    question: str
    answer: str
    level: Level | None = None
    kind: str = ""
    tags: tuple[str, ...] = ()
    key_points: tuple[KeyPoint, ...] = ()
    checks: tuple[Check, ...] = ()
    hint: str = ""
    follow_ups: tuple[FollowUp, ...] = ()
    sources: tuple[Source, ...] = ()

    def check(self, id: str) -> Check:
        """The check with this id; KeyError if the card has none."""
        for check in self.checks:
            if check.id == id:
                return check
        raise KeyError(id)


@dataclass(frozen=True, slots=True)
class Deck:
    """An ordered set of cards; `id` is a slug, unique among the decks of a space.

    `tags` are those that its cards may bear, empty where the deck does not say.
    """

    id: str
    title: str
    cards: tuple[Card, ...]
    description: str = ""
    tags: tuple[str, ...] = ()

    def card(self, id: str) -> Card:
        """The card with this id; KeyError if the deck has none."""
        for card in self.cards:
            if card.id == id:
                return card
        raise KeyError(id)
