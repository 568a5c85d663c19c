"""Small decks to study in the stories."""

from bot.cards import Card, Check, Deck, FollowUp, KeyPoint, Level, Option

OPTIONS = (
    Option("about 12", "Twelve is what the definition gives.", right=True),
    Option("about 7", "Seven forgets the second term."),
    Option("about 3", "Three counts one term twice."),
    Option("about 40", "Forty has the wrong unit."),
)

POINTS = (
    KeyPoint("The keys are scaled by their dimension", synonyms=("divide by sqrt d",)),
    KeyPoint(
        "Softmax turns scores into weights", synonyms=("softmax over the scores",)
    ),
    KeyPoint("Values are averaged by those weights", synonyms=("weighted average",)),
    KeyPoint("Every token looks at every token", synonyms=("quadratic in length",)),
)


def card(
    name: str,
    level: Level | None = Level.BEGINNER,
    checks: int = 1,
    points: tuple[KeyPoint, ...] = POINTS,
    tags: tuple[str, ...] = ("attention",),
) -> Card:
    return Card(
        id=name,
        question=f"What is {name}?",
        answer=f"The secret of {name} is $x^2$.",
        level=level,
        kind="concept",
        tags=tags,
        key_points=points,
        checks=tuple(
            Check(f"{name}-{n}", f"How large is {name}?", OPTIONS)
            for n in range(checks)
        ),
        hint=f"Think of {name} as a lookup.",
        follow_ups=(FollowUp(f"And why {name}?", "Because of the secret."),),
    )


def deck(id: str, *names: str) -> Deck:
    return Deck(id, id.capitalize(), tuple(card(name) for name in names))


BASICS = deck("basics", "one", "two", "three", "four", "five", "six")


TINY = b"""format = 1
id = "tiny"
title = "Tiny"

[[cards]]
id = "a"
question = "Why?"
answer = "Because."
"""
"""A deck of one card, as a file."""
