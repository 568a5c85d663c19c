"""Challenges: the lobby, the questions and the answers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from bot.wording.boards import POINTS, RANK, WHO
from bot.wording.counting import listing, plural, space

if TYPE_CHECKING:
    from bot.challenges import Ending, Phase, Terms


CHALLENGE = "Challenge"
JOIN = "Join"
LEAVE = "Leave"
START = "Start"
CANCEL = "Cancel"
STOP_FOR_ALL = "Stop it for everybody"
TO_THE_RESULT = "To the result"
AND = " and "

OTHER_CHALLENGE = (
    "This challenge belongs to another channel. Press there, or type /challenge for "
    "one here."
)
CHALLENGE_OVER = "This challenge is over. Type /challenge for another."
CHALLENGE_MOVED_ON = (
    "The challenge has moved on since. Look at the channel's newest message."
)
NO_CHECKS_FIT = (
    "No question with options fits just now. Type /challenge without options to take "
    "all there are, or /deck list for the decks; cards that are open in your channels "
    "are not asked."
)
NOTHING_LEFT = (
    "What it would ask is the card of the day by now. Press Cancel, and type "
    "/challenge for another."
)
NO_TIME_TO_BEAT = (
    "Without a time limit speed adds nothing. Choose the pace steady or quick, or "
    "leave out bonus."
)
NOBODY_IN = "Everybody has left. Press Join first, then Start."
NOT_IN = "You are not in this challenge. Press Join to play."
STILL_OPEN = "The question is still open. Once it has closed, this works."
CANCELLED = "Called off. /challenge opens another whenever you like."
STARTED = "Here we go: the first question is on its way."
CLOSED = "Closed: the answer is on its way."
ON_WE_GO = "On we go."
STOP_WARNING = (
    "This ends it for everybody, with what was played so far. "
    "If you did not mean to, just leave this be."
)
STOPPED = "Stopped. The result is on its way."
HOSTED_BY = " Hosted by "
LOBBY_WAITS = "The host starts it. Unstarted, it is put away "
TOO_LATE_OVER = (
    "This question has closed, and its challenge is over. Its answer stands in the "
    "channel. Type /challenge for another."
)
TOO_LATE_VOID = (
    "This question counts for nobody, so no answer to it is taken. "
    "Look at the channel's newest message."
)
QUESTION_VOID = "This question counts for nobody."
COUNTING = "It is closed. The answers are being counted."
NO_LIMIT = "No time limit."
ENDS = "Ends "
LAST_SECONDS = " The last ten seconds."
SILENT_WARNING = "If the next question goes unanswered too, the challenge ends there."
REASONS = "Why"
TEAM_MEAN = "A team's points are the mean of its players', so its size is no matter."
TEAM_COLUMNS = ("#", "Team", "Players", "Points")


def too_late(counting: bool, more: bool) -> str:
    parts = [
        "This question had closed before your press arrived, so it does not count.",
        "Its answer comes in a moment."
        if counting
        else "Its answer stands in the channel.",
        "Be ready for the next." if more else "The result comes next.",
    ]
    return " ".join(parts)


def only_host(host: str) -> str:
    return (
        f"{host} is the host and decides that. After two minutes without a move, "
        "any player may."
    )


def only_host_ends(host: str, platform: str) -> str:
    managing = f"somebody who may manage the {space(platform)}"
    return f"Ask {host}, the host, or {managing}: they can."


def lobby_opened(got: int, wanted: int) -> str:
    fit = "fits" if got == 1 else "fit"
    parts = [
        "The lobby is on its way to the channel, and you are in it.",
        f"Only {plural(got, 'question')} {fit}, so it has no more."
        if got < wanted
        else "",
        "Press Start there once everybody has joined.",
    ]
    return " ".join(filter(None, parts))


def going_on(host: str, own: bool, lobby: bool, inside: bool) -> str:
    whose = "Your challenge" if own else f"A challenge of {host}'s"
    what = "is gathering players" if lobby else "is being played"
    return (
        f"{whose} {what} here, and there is one at a time. "
        f"{'You are in it.' if inside else 'Join in.'}"
    )


def joined(new: bool, phase: Phase, more: bool, team: int) -> str:
    """`more`: whether questions are to come."""
    parts = ["You are in." if new else "You are in already."]
    if team:
        parts.append(f"You play for team {team}.")
    if phase == "lobby":
        parts.append("Wait for the start.")
    elif phase == "open":
        parts.append("Press a letter to answer.")
    else:
        parts.append(
            "The next question comes soon." if more else "Its last question is over."
        )
    return " ".join(parts)


def left(lobby: bool, host: bool) -> str:
    parts = ["You are out."]
    if not lobby:
        parts.append("What you have so far stays yours.")
    parts.append("Join brings you back.")
    if host:
        parts.append("You are still its host: you can start it, go on and stop it.")
    return " ".join(parts)


def invitation(count: int, decks: Sequence[str], narrowed: Sequence[str]) -> str:
    about = f" ({', '.join(narrowed)})" if narrowed else ""
    return f"{plural(count, 'question')} from {listing(decks)}{about}."


def terms(terms: Terms) -> list[str]:
    """How it is played, a line each."""
    paces = {
        "steady": "Steady pace: time by what there is to read.",
        "quick": "Quick pace: half the usual time.",
        "relaxed": "Relaxed pace: no time limit, the host goes on.",
    }
    lines = [paces[terms.pace]]
    if terms.bonus:
        lines.append("Speed adds up to a fifth.")
    if terms.teams:
        lines.append(f"{terms.teams} teams, dealt at the start. {TEAM_MEAN}")
    return lines


def joined_count(count: int) -> str:
    """Before their names."""
    return f"{joined_in_all(count).rstrip('.')}: " if count else "Everybody has left."


def joined_in_all(count: int) -> str:
    return f"{count:,} {'has' if count == 1 else 'have'} joined."


def team(number: int) -> str:
    return f"Team {number}"


def team_line(number: int) -> str:
    return f"{team(number)}: "


def lobby_state(phase: Phase, ending: Ending) -> str:
    if phase != "ended":
        return "It has begun. Press an answer, or Join, to play along."
    return {
        "cancelled": "Called off.",
        "expired": "Nobody started it, so it was put away. /challenge opens another.",
        "unreachable": "I could not post here, so it ended.",
    }.get(ending, "It is over.")


def others(count: int) -> str:
    return f"{AND}{count:,} more"


def question_title(number: int, total: int) -> str:
    return f"Question {number} of {total}"


def answer_title(title: str) -> str:
    return f"{title}: the answer"


def worth(points: int, bonus: bool) -> str:
    more = ", and up to a fifth more for speed" if bonus else ""
    return f"Worth {points} points{more}. "


def answered_of(answered: int, playing: int) -> str:
    if not answered:
        return "Nobody has answered yet."
    verb = "has" if answered == 1 else "have"
    return f"{answered:,} of {playing:,} {verb} answered."


def skipped_question(number: int, asked: bool) -> str:
    if asked:
        return f"Question {number} did not get through, and counts for nobody."
    return f"Question {number} was left out: it is the card of the day now."


def right_letter(letter: str) -> str:
    return f"✓ {letter}"


def locked(letter: str, changed: bool) -> str:
    if changed:
        return f"Changed to {letter}, which stays."
    return f"Locked in: {letter}. You may change it once."


def stands(letter: str, changed: bool) -> str:
    more = "" if changed else " You may change it once."
    return f"Your {letter} stands.{more}"


def joined_with_it(said: str, team: int) -> str:
    """What was said of a letter, to one who had not joined."""
    more = f" You play for team {team}." if team else ""
    return f"{said} You have joined with it.{more}"


def changed_before(letter: str) -> str:
    return f"You changed once, so your {letter} stays. The answer comes soon."


def being_counted(letter: str) -> str:
    return f"It is closed, and your {letter} is in. The answer comes in a moment."


def is_right(letter: str) -> str:
    return f"✓ {letter} is right. "


def had_it(right: int, total: int) -> str:
    if not total:
        return "Nobody answered."
    if not right:
        return f"None of {total:,} had it." if total > 1 else "Nobody had it."
    return f"{right:,} of {total:,} had it: "


def player_columns(teams: bool) -> tuple[str, ...]:
    return (RANK, WHO, *(["Team"] if teams else []), "Right", POINTS)


def mean(points: Fraction) -> str:
    """`12.5`, and `12` where it is whole."""
    return f"{float(points):.1f}".removesuffix(".0")
