"""What a challenge came to: the podium, everybody's line, and what was missed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.wording.boards import SOMEBODY
from bot.wording.challenges import others
from bot.wording.counting import listing, plural

if TYPE_CHECKING:
    from bot.challenges import Ending
    from bot.results import Improved


CHALLENGE_RESULT = "Challenge: the result"
MY_ANSWERS = "My answers"
REMATCH = "Rematch"
NOT_ENDED = "This works once the challenge has ended. Play on."
DID_NOT_PLAY = "You did not play this one. Type /challenge for another."
PODIUM = "The podium"
NO_WINNER = "Nobody had anything right this time."
NOBODY_PLAYED = "Nobody answered this time."
TIES = (
    "Equal points with equally many right answers share a place; "
    "the next one counts all who stand above."
)
PLAYED_ALONE = "On the leaderboard it counts from two players on."
WRONG_RETURNS = "What you had wrong comes back to you in /review."
TO_REVIEW = "To look at again"
ON_PODIUM = 3
"""Names on a step of the podium, and in a line about who won."""


def points_of(points: str) -> str:
    return "1 point" if points == "1" else f"{points} points"


def on_podium(people: Sequence[str]) -> str:
    if len(people) <= ON_PODIUM:
        return listing(people)
    shown = people[: ON_PODIUM - 1]
    return f"{', '.join(shown)}{others(len(people) - len(shown))}"


def winners(people: Sequence[str], points: str) -> str:
    with_points = f"with {points_of(points)}."
    if len(people) == 1:
        return f"{people[0]} wins {with_points}"
    return f"{on_podium(people)} share the first place {with_points}"


def played(played: int, total: int, players: int, ending: Ending) -> str:
    what = plural(total, "question")
    if played < total:
        what = f"{played} of {what}"
    why = {
        "stopped": " It was stopped early.",
        "silent": " It fell silent, so it ended early.",
        "unreachable": " I could not post here for a while, so it ended early.",
    }.get(ending, "")
    who = f", {plural(players, 'player')}" if players else ""
    return f"{what}{who}.{why if played < total else ''}"


def improved(better: Sequence[Improved], count: int) -> str:
    said = [
        f"{one.name or SOMEBODY} ({one.before * 100:.0f} % then, "
        f"{one.now * 100:.0f} % now)"
        for one in better
    ]
    more = count - len(better)
    names = f"{', '.join(said)}{others(more)}" if more else listing(said)
    return f"More right than last time: {names}."


def own_line(rank: int, total: int, right: int, questions: int, points: int) -> str:
    return (
        f"Place {rank:,} of {total:,}: {right} of {questions} right, {points} points."
    )


def own_answer(number: int, own: str, right: str, days: int | None) -> str:
    """It returns in so many `days`, 0 for what is due; None for what never does."""
    if not own:
        return f"Question {number}: you did not answer; {right} is right."
    said = f"✓ {right} is right." if own == right else f"✗ {own}; {right} is right."
    back = ""
    if days is not None:
        back = f" Returns in {plural(days, 'day')}." if days else " It is due: /review."
    return f"Question {number}: {said}{back}"


def held_back(hidden: int) -> str:
    return (
        f"Without {plural(hidden, 'question')} whose card is open in one of your "
        "channels just now. Come back once it has closed."
    )


def missed(number: int, question: str, answer: str, reason: str) -> str:
    """In Markdown."""
    return f"**{number}.** {question}\n\n✓ {answer}\n\n{reason}"
