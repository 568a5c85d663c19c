"""Asking a member privately: which card, in which form, and the panel for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot import faces, wording
from bot.actions import token
from bot.cards import Card, Check
from bot.days import study_span
from bot.errors import Refusal
from bot.flows.blocks import Side, hint_button, source_button
from bot.flows.turn import Visit
from bot.panels import Button, Look, Panel, Picture
from bot.questions import LETTERS, order
from bot.rounds import Asking, CardNumber, Round, RoundId, RoundKind
from bot.spacing import recall
from bot.store import Edition


@dataclass(frozen=True, slots=True)
class Candidate:
    edition: Edition
    number: CardNumber
    card: Card


def candidates(visit: Visit, asking: Asking) -> list[Candidate]:
    """The cards that fit, none of them open in one of the member's channels."""
    hidden = visit.hidden()
    return [
        Candidate(edition, number, card)
        for edition in _editions(visit, asking.deck)
        for number, card in edition.cards.items()
        if number not in hidden and _fits(card, asking)
    ]


def _editions(visit: Visit, deck: str) -> list[Edition]:
    editions = visit.editions()
    if deck:
        return [edition for edition in editions if edition.deck.id == deck]
    if visit.caller.channel:
        here = set(visit.store.channels.decks(visit.caller.channel))
        return [edition for edition in editions if edition.number in here] or editions
    return editions


def _fits(card: Card, asking: Asking) -> bool:
    return (
        (not asking.level or card.level == asking.level)
        and (not asking.kind or card.kind.casefold() == asking.kind)
        and (not asking.tag or asking.tag in (tag.casefold() for tag in card.tags))
        and (asking.form != "check" or bool(card.checks))
    )


def most_forgotten(visit: Visit, among: Iterable[Candidate]) -> Candidate:
    """What this member has most probably forgotten; then what waited longest.

    What is due comes before what was never asked, and that before what is not due: a
    long deck would else have something new for weeks before any of it came back.
    Refusal where there is nothing to choose from.
    """
    held = visit.store.memories.of(visit.person.id)
    _, ends = study_span(visit.day, visit.person.zone)

    def patience(candidate: Candidate) -> tuple[float, ...]:
        memory = held.get(candidate.number)
        if memory is None:
            return (_NEW, 0.0, 0.0)
        turn = _DUE if memory.due < ends else _NOT_DUE
        return (turn, recall(memory, visit.now), memory.last.timestamp())

    found = min(among, key=patience, default=None)  # the first of equals
    if found is None:
        raise Refusal(wording.refusals.NOTHING_FITS)
    return found


_DUE, _NEW, _NOT_DUE = range(3)


def ask(visit: Visit, kind: RoundKind, asking: Asking, candidate: Candidate) -> Panel:
    """Open a private round and show it."""
    check = _check(visit, candidate) if asking.form != "card" else None
    round = visit.store.rounds.open(
        Round(
            id=RoundId(0),
            kind=kind,
            channel=visit.caller.channel,
            member=visit.caller.member,
            version=candidate.edition.id,
            card=candidate.number,
            opened=visit.now,
            check=check.id if check else "",
            order=order(visit.rng, len(check.options)) if check else (),
            asking=asking,
        )
    )
    return question(round, candidate.edition, candidate.card)


def _check(visit: Visit, candidate: Candidate) -> Check | None:
    """One of the card's checks, of those this member was asked least."""
    checks = candidate.card.checks
    if not checks:
        return None
    asked = visit.store.rounds.checks_asked(visit.person.id, candidate.number)
    least = min(asked.get(check.id, 0) for check in checks)
    return visit.rng.choice(
        [check for check in checks if asked.get(check.id, 0) == least]
    )


def question(round: Round, edition: Edition, card: Card) -> Panel:
    """A private round, to be answered."""
    title = wording.cards.ROUND_TITLES[round.kind]
    stop = Button(wording.labels.STOP, token("stop", round.id))
    if round.check:
        check = card.check(round.check)
        face = faces.check(card, check, round.order, edition.deck.title)
        buttons = [
            Button(letter, token("choose", round.id, place), Look.PRIMARY, letter=True)
            for place, letter in enumerate(LETTERS[: len(round.order)])
        ]
        side = Side.CHECK
    else:
        face = faces.question(card, edition.deck.title)
        buttons = answer_buttons(round)
        side = Side.QUESTION
    return Panel(
        blocks=(Picture(face),),
        title=title,
        buttons=(
            *buttons,
            *hint_button(round.id, card),
            source_button(round.id, side),
            stop,
        ),
        ahead=(Picture(faces.answer(card, edition.deck.title)),),
    )


def answer_buttons(round: Round) -> list[Button]:
    """The two ways to answer an open card."""
    return [
        Button(wording.labels.ANSWER, token("answer", round.id), Look.PRIMARY),
        Button(wording.labels.SHOW_ANSWER, token("reveal", round.id)),
    ]


def next_buttons(round: Round) -> tuple[Button, ...]:
    """How a private question goes on; nothing for what a channel was asked."""
    if round.member is None:
        return ()
    return (
        Button(wording.labels.NEXT, token("next", round.id), Look.PRIMARY),
        Button(wording.labels.STOP, token("stop", round.id)),
    )
