"""What a member sees once an attempt is saved; the same again on coming back."""

from datetime import date

from bot import faces, wording
from bot.actions import token
from bot.cards import Card
from bot.flows import asking
from bot.flows.asked import Asked
from bot.flows.blocks import Side, prose, read_more, say, source_button
from bot.flows.scoring import Scored, current, returns_in
from bot.flows.turn import Visit
from bot.members import ZoneBy
from bot.panels import Block, Bullets, Button, Panel, Picture, Quote, Text
from bot.questions import LETTERS, CheckVerdict, judge_check
from bot.rounds import Attempt, Round, Step
from bot.streaks import Streak


def again(visit: Visit, this: Asked, attempt: Attempt) -> Panel:
    """What a member sees who comes again: nothing changes."""
    if attempt.step is Step.CHOICE:
        assert attempt.choice is not None, "a choice was stored with its option"
        verdict = judge_check(this.card.check(this.round.check), attempt.choice)
        return of_check(visit, this, verdict, None)
    return of_ticks(visit, this, attempt.picks or (), None)


def of_ticks(
    visit: Visit, this: Asked, picks: tuple[int, ...], scored: Scored | None
) -> Panel:
    """An open card: how many key points were said, which, and the answer once more.

    `scored` is None where the attempt had counted before.
    """
    points = this.card.key_points
    blocks: list[Block] = [say(wording.cards.ticked(len(picks), len(points)))]
    if points:
        blocks.append(_boxes(this.card, picks))
    blocks.append(_what_next(visit, this.round, scored))
    if this.typed:
        blocks += [say(wording.cards.YOU_WROTE), Quote(this.typed)]
    blocks.append(Picture(faces.answer(this.card, this.edition.deck.title)))
    blocks += read_more(this.card)
    return Panel(
        blocks=tuple(blocks),
        title=wording.cards.SAVED_TITLE,
        buttons=(
            *asking.next_buttons(this.round),
            *follow_ups(this),
            source_button(this.round.id, Side.ANSWER),
        ),
    )


def of_check(
    visit: Visit, this: Asked, verdict: CheckVerdict, scored: Scored | None
) -> Panel:
    """A check: right or not, and why."""
    round = this.round
    check = this.card.check(round.check)
    chosen = verdict.chosen_option
    face = faces.recap(
        this.card, check, round.order, chosen, (), this.edition.deck.title
    )
    letters = _letters(round)
    right = letters[verdict.right_option]
    return Panel(
        blocks=(
            say(wording.cards.checked(verdict.right, letters[chosen], right)),
            Picture(face),
            prose(reasons(this, chosen), wording.challenges.REASONS),
            _what_next(visit, round, scored, pays=verdict.right),
        ),
        title=wording.cards.ROUND_TITLES[round.kind],
        buttons=(
            *asking.next_buttons(round),
            Button(wording.labels.EXPLAIN, token("explain", round.id)),
            source_button(round.id, Side.VERDICT),
        ),
    )


def follow_ups(this: Asked) -> tuple[Button, ...]:
    """*What they ask next*, where the card has any."""
    if not this.card.follow_ups:
        return ()
    return (Button(wording.labels.FOLLOW_UPS, token("more", this.round.id)),)


def _boxes(card: Card, picks: tuple[int, ...]) -> Bullets:
    return Bullets(
        tuple(
            (Text(wording.cards.box(point.label, place in picks)),)
            for place, point in enumerate(card.key_points)
        )
    )


def _letters(round: Round) -> dict[int, str]:
    """What a check's options are called, by their own index."""
    return {option: LETTERS[place] for place, option in enumerate(round.order)}


def reasons(this: Asked, chosen: int) -> str:
    """Why the chosen option is wrong, and why the right one is right."""
    verdict = judge_check(this.card.check(this.round.check), chosen)
    letters = _letters(this.round)
    lines = [
        wording.cards.why_right(letters[verdict.right_option], verdict.right_reason)
    ]
    if not verdict.right:
        letter = letters[verdict.chosen_option]
        lines.insert(0, wording.cards.why_wrong(letter, verdict.chosen_reason))
    return "\n\n".join(lines)


def _what_next(
    visit: Visit, round: Round, scored: Scored | None, pays: bool = False
) -> Block:
    """The points, where it `pays`, the streak, and when the card returns."""
    streak = scored.streak if scored else current(visit, visit.person, visit.day)
    days = returns_in(visit, round.card)
    points = scored.points if scored and pays else None
    lines = [wording.cards.what_next(streak, days, points, counted=scored is not None)]
    if scored and visit.person.zone_by is ZoneBy.CHANNEL and _first_ever(visit, streak):
        lines.append(wording.cards.ask_zone(visit.person.zone))
    return say(" ".join(lines))


def _first_ever(visit: Visit, streak: Streak) -> bool:
    """Whether this answer is the first of a member's first day."""
    if streak.best > 1:
        return False
    return visit.store.tallies.days(visit.person.id, date.min) == {visit.day: 1}
