"""Open cards (answer, reveal, tick), and checks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.wording.counting import plural

if TYPE_CHECKING:
    from bot.cards import Source
    from bot.rounds import Attempt, Step
    from bot.streaks import Streak


ANSWER_TITLE = "Your answer"
ANSWER_LABEL = "What would you say?"
ANSWER_HINT = "Up to 1,500 characters. Only you will see it."
ANSWER_SUBMIT = "Show me the answer"
REVEAL_TITLE = "The answer"
SAVED_TITLE = "Saved"
READ_MORE = "Where to read it:"
YOU_WROTE = "You wrote:"
YOU_WROTE_FIRST = "Your first answer stands. You wrote:"
HOW_WAS_IT = "How was it?"
TICK_ASK = "Which of these did you say?"
GRADES: Mapping[int, str] = {1: "Not yet", 2: "Partly", 3: "I knew it"}


def source(source: Source) -> str:
    """`Postel (1981): Transmission Control Protocol, section 3.4`."""
    year = f"({source.year})" if source.year else ""
    by = " ".join(filter(None, (source.authors, year)))
    section = f"section {source.section}" if source.section else ""
    return ": ".join(
        filter(None, (by, ", ".join(filter(None, (source.title, section)))))
    )


def ticked(said: int, total: int) -> str:
    if not total:
        return "Saved."
    if not said:
        none = f"None of the {total} key points" if total > 1 else "Not its key point"
        return (
            f"{none} this time. That is how one finds out what to learn: the card "
            "comes back soon."
        )
    if said == total:
        return f"All {total} key points." if total > 1 else "Its one key point."
    return f"{said} of {total} key points."


def box(label: str, said: bool) -> str:
    return f"{'☑' if said else '☐'} {label}"


def yours_so_far(done: Mapping[Step, Attempt]) -> str:
    steps = {str(step) for step in done}
    if "tick" in steps:
        return "You have saved this one."
    if steps:
        return (
            "You have seen the answer, and nothing counts yet. "
            "Press Show answer to tick what you said."
        )
    return "Say it in your own words, then compare."


NO_POINTS = (
    "No points: the first ten checks of a day give them, and each card gives them once."
)


def what_next(
    streak: Streak, returns: int | None, points: int | None, counted: bool
) -> str:
    """`returns` in so many days, 0 for what is due; None for what never does.

    `points` is None for what never gives any.
    """
    parts = [] if counted else ["This one counted before; nothing has changed."]
    if points is not None:
        parts.append(f"{points} points." if points else NO_POINTS)
    parts.append(f"Streak: {plural(streak.days, 'day')}.")
    if returns == 0:
        parts.append("This card is due: /review brings it.")
    elif returns:
        parts.append(f"This card returns in {plural(returns, 'day')}.")
    return " ".join(parts)


def ask_zone(zone: str) -> str:
    return f"Your days follow the clock of {zone}; /settings set zone: sets your own."


# Checks.


ROUND_TITLES = {
    "quiz": "Quiz",
    "review": "Review",
    "drop": "Card of the day",
    "challenge": "Challenge",
}


def checked(right: bool, chosen: str, answer: str) -> str:
    if right:
        return f"✓ {chosen} is right."
    return f"✗ Not {chosen}: {answer} is right."


def why_right(letter: str, reason: str) -> str:
    return f"Why {letter}: {reason}"


def why_wrong(letter: str, reason: str) -> str:
    return f"Why not {letter}: {reason}"


def stopped(today: int, streak: Streak) -> str:
    if not today:
        return "Stopped. Come back whenever you like."
    return (
        f"Stopped. {plural(today, 'answer')} today; "
        f"streak: {plural(streak.days, 'day')}."
    )


NOTHING_LEARNT = (
    "Nothing to review yet: cards return here once you have answered them. "
    "Begin with a question."
)
NOTHING_DUE = "Nothing is due. The next card returns "
