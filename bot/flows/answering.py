"""Answering: commit, reveal, tick for open cards; one press for checks."""

from dataclasses import dataclass
from datetime import timedelta

from bot import faces, wording
from bot.actions import Pressed, token
from bot.cards import Card
from bot.errors import BadInput, NotAllowed, Stale
from bot.flows import asking, drops
from bot.flows.blocks import prose, say, source_button
from bot.flows.scoring import Scored, count, current, note, points_for, returns_in
from bot.flows.turn import Visit, in_place, privately
from bot.panels import (
    Block,
    Bullets,
    Button,
    Choice,
    Form,
    Look,
    Panel,
    Picks,
    Picture,
    Post,
    Quote,
    Response,
    Source,
    Text,
    TextField,
    Values,
)
from bot.phrases import pretick
from bot.questions import LETTERS, CheckVerdict, judge_check, judge_ticks
from bot.rounds import Attempt, Phase, Round, RoundKind, Step, allowed
from bot.spacing import Rating
from bot.store import Edition

TYPED = 1500
"""Characters of a typed answer."""

PRIVATE_FOR = timedelta(hours=24)
"""How long a private question can be answered."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A round that was pressed, with all that belongs to it."""

    round: Round
    edition: Edition
    card: Card
    done: dict[Step, Attempt]

    @property
    def saved(self) -> Attempt | None:
        """The attempt that counted."""
        return self.done.get(Step.TICK) or self.done.get(Step.CHOICE)

    @property
    def seen(self) -> bool:
        """Whether the member has seen the answer."""
        return bool(self.done)


def asked(visit: Visit, pressed: Pressed) -> Asked:
    """The round of a button; Stale or NotAllowed where it is not this member's."""
    round = visit.store.rounds.get(pressed.number(0))
    if round is None:
        raise Stale(wording.OLD_BUTTON)
    _must_belong(visit, round)
    edition = visit.store.decks.edition(round.version)
    card = edition.cards[round.card]
    done = visit.store.attempts.of(round.id, visit.person.id)
    return Asked(round, edition, card, done)


def _must_belong(visit: Visit, round: Round) -> None:
    if round.kind is RoundKind.DROP:
        return
    accounts = {id for id, _ in visit.store.members.accounts(visit.person.id)}
    if round.member not in accounts:
        raise NotAllowed(wording.NOT_YOURS)
    if round.card in visit.hidden():
        raise Stale(wording.NOW_CARD_OF_THE_DAY)


def _must_be_open(visit: Visit, asked: Asked) -> None:
    round = asked.round
    if round.kind is RoundKind.DROP:
        late = round.closes is not None and visit.now >= round.closes
    else:
        late = visit.now - round.opened > PRIVATE_FOR
    if late or round.phase is Phase.CLOSED:
        raise Stale(wording.closed(round.kind))


def form(visit: Visit, pressed: Pressed) -> Response:
    """*Answer*: a box to type in; what was done before is shown instead."""
    this = asked(visit, pressed)
    if this.saved:
        return privately(_saved(visit, this, this.saved))
    _must_be_open(visit, this)
    if this.seen:
        return privately(_reveal(this))
    return Form(
        title=wording.ANSWER_TITLE,
        token=token("commit", this.round.id),
        fields=(
            TextField(
                "text",
                wording.ANSWER_LABEL,
                hint=wording.ANSWER_HINT,
                max_length=TYPED,
                multiline=True,
            ),
        ),
        submit=wording.ANSWER_SUBMIT,
    )


def commit(visit: Visit, pressed: Pressed, values: Values) -> list[Post]:
    """What was typed, kept; then the answer."""
    text = "".join(values.get("text", ()))
    if not text.strip():
        raise BadInput(wording.NOTHING_TYPED)
    if len(text) > TYPED:
        raise BadInput(wording.too_long(len(text), TYPED))
    return _show_answer(visit, asked(visit, pressed), Step.COMMIT, text)


def reveal(visit: Visit, pressed: Pressed) -> list[Post]:
    """*Show answer*: skips the typing."""
    return _show_answer(visit, asked(visit, pressed), Step.REVEAL, None)


def _show_answer(visit: Visit, this: Asked, step: Step, text: str | None) -> list[Post]:
    if this.saved:
        return privately(_saved(visit, this, this.saved))
    _must_be_open(visit, this)
    if not this.seen:
        note(visit, this.round, step, text)
        done = visit.store.attempts.of(this.round.id, visit.person.id)
        this = Asked(this.round, this.edition, this.card, done)
    return privately(_reveal(this))


def _typed(this: Asked) -> str:
    commit = this.done.get(Step.COMMIT)
    return (commit.text or "") if commit else ""


def _reveal(this: Asked) -> Panel:
    typed = _typed(this)
    blocks: list[Block] = [Picture(faces.answer(this.card, this.edition.deck.title))]
    if typed:
        blocks += [say(wording.YOU_WROTE), Quote(typed)]
    points = this.card.key_points
    if not points:
        return Panel(
            (*blocks, say(wording.HOW_WAS_IT)),
            title=wording.REVEAL_TITLE,
            buttons=(*_grades(this), source_button(this.round.id, "answer")),
        )
    ticked = pretick(typed, points) if typed else frozenset()
    return Panel(
        blocks=tuple(blocks),
        title=wording.REVEAL_TITLE,
        picks=Picks(
            label=wording.TICK,
            token=token("tick", this.round.id),
            choices=tuple(
                Choice(point.label, str(place), chosen=place in ticked)
                for place, point in enumerate(points)
            ),
            submit=wording.SAVE,
        ),
        buttons=(source_button(this.round.id, "answer"),),
    )


def _grades(this: Asked) -> list[Button]:
    """For a card without key points, the member says how it went."""
    return [
        Button(label, token("grade", this.round.id, int(rating)), Look.PRIMARY)
        for rating, label in wording.GRADES.items()
    ]


def tick(visit: Visit, pressed: Pressed, values: Values) -> list[Post]:
    """*Save*: which key points were said."""
    this = asked(visit, pressed)
    places = range(len(this.card.key_points))
    picked = {int(value) for value in values.get("picks", ()) if value.isdecimal()}
    picks = tuple(place for place in places if place in picked)
    return _save(visit, this, judge_ticks(this.card, picks).rating, picks)


def grade(visit: Visit, pressed: Pressed) -> list[Post]:
    """How it went, in the member's own judgement."""
    value = pressed.number(1)
    if value not in (Rating.Again, Rating.Hard, Rating.Good):
        raise Stale(wording.OLD_BUTTON)
    this = asked(visit, pressed)
    if this.card.key_points:
        raise Stale(wording.OLD_BUTTON)
    return _save(visit, this, Rating(value), ())


def _save(
    visit: Visit, this: Asked, rating: Rating, picks: tuple[int, ...]
) -> list[Post]:
    if this.saved:
        return in_place(_saved(visit, this, this.saved))
    _must_be_open(visit, this)
    if not allowed(Step.TICK, this.round.phase, frozenset(this.done)):
        raise Stale(wording.ANSWER_FIRST)
    scored = count(visit, this.round, Step.TICK, rating, picks=picks)
    if scored is None:
        raise Stale(wording.ALREADY_COUNTED)
    _finish(visit, this.round)
    return in_place(_verdict(visit, this, picks, scored))


def _finish(visit: Visit, round: Round) -> None:
    """The channel's message counts along; a private round is over."""
    if round.kind is RoundKind.DROP:
        drops.count_along(visit, round)
    else:
        visit.store.rounds.close(round.id, visit.now)


def _verdict(
    visit: Visit, this: Asked, picks: tuple[int, ...], scored: Scored | None
) -> Panel:
    points = this.card.key_points
    typed = _typed(this)
    blocks: list[Block] = [say(wording.ticked(len(picks), len(points)))]
    if points:
        blocks.append(_boxes(this.card, picks))
    blocks.append(_what_next(visit, this.round, scored))
    if typed:
        blocks += [say(wording.YOU_WROTE), Quote(typed)]
    blocks.append(Picture(faces.answer(this.card, this.edition.deck.title)))
    return Panel(
        blocks=tuple(blocks),
        title=wording.SAVED_TITLE,
        buttons=(
            *asking.next_buttons(this.round),
            *_more(this),
            source_button(this.round.id, "answer"),
        ),
    )


def _boxes(card: Card, picks: tuple[int, ...]) -> Bullets:
    return Bullets(
        tuple(
            (Text(wording.box(point.label, place in picks)),)
            for place, point in enumerate(card.key_points)
        )
    )


def _more(this: Asked) -> tuple[Button, ...]:
    if not this.card.follow_ups:
        return ()
    return (Button(wording.FOLLOW_UPS, token("more", this.round.id)),)


def _saved(visit: Visit, this: Asked, attempt: Attempt) -> Panel:
    """What a member sees who comes again: nothing changes."""
    if attempt.step is Step.CHOICE:
        return _check_verdict(visit, this, attempt.choice or 0, None)
    return _verdict(visit, this, attempt.picks or (), None)


def _what_next(visit: Visit, round: Round, scored: Scored | None) -> Block:
    """The streak, and when the card returns."""
    memory = (
        scored.memory
        if scored
        else visit.store.memories.get(visit.person.id, round.card)
    )
    streak = scored.streak if scored else current(visit)
    days = returns_in(memory, visit.person.zone, visit.day) if memory else 0
    points = scored.points if scored else 0
    return say(wording.what_next(streak, days, points, counted=scored is not None))


def choose(visit: Visit, pressed: Pressed) -> list[Post]:
    """An option of a check."""
    this = asked(visit, pressed)
    if this.saved:
        return in_place(_saved(visit, this, this.saved))
    _must_be_open(visit, this)
    place = pressed.number(1)
    if not this.round.check or not 0 <= place < len(this.round.order):
        raise Stale(wording.OLD_BUTTON)
    chosen = this.round.order[place]
    verdict = judge_check(this.card.check(this.round.check), chosen)
    points = points_for(visit, this.round, this.card) if verdict.right else 0
    scored = count(
        visit,
        this.round,
        Step.CHOICE,
        verdict.rating,
        choice=chosen,
        points=points,
    )
    if scored is None:
        raise Stale(wording.ALREADY_COUNTED)
    _finish(visit, this.round)
    return in_place(_check_verdict(visit, this, chosen, scored))


def _check_verdict(
    visit: Visit, this: Asked, chosen: int, scored: Scored | None
) -> Panel:
    round = this.round
    check = this.card.check(round.check)
    verdict = judge_check(check, chosen)
    face = faces.recap(
        this.card, check, round.order, chosen, (), this.edition.deck.title
    )
    return Panel(
        blocks=(
            say(_verdict_line(round, verdict)),
            Picture(face),
            *_reasons(round, verdict),
            _what_next(visit, round, scored),
        ),
        title=wording.ROUND_TITLES[round.kind],
        buttons=(
            *asking.next_buttons(round),
            Button(wording.EXPLAIN, token("explain", round.id)),
            source_button(round.id, "check"),
        ),
    )


def _verdict_line(round: Round, verdict: CheckVerdict) -> str:
    right = LETTERS[round.order.index(verdict.right_option)]
    chosen = LETTERS[round.order.index(verdict.chosen_option)]
    return wording.checked(verdict.right, chosen, right)


def _reasons(round: Round, verdict: CheckVerdict) -> list[Block]:
    """Why the chosen option is wrong, and why the right one is right."""
    letters = {option: LETTERS[place] for place, option in enumerate(round.order)}
    right = letters[verdict.right_option]
    lines = [wording.why_right(right, verdict.right_reason)]
    if not verdict.right:
        chosen = letters[verdict.chosen_option]
        lines.insert(0, wording.why_wrong(chosen, verdict.chosen_reason))
    return [prose("\n\n".join(lines))]


def explain(visit: Visit, pressed: Pressed) -> list[Post]:
    """*Explain more*: the card's full answer."""
    this = asked(visit, pressed)
    _must_have_seen(this)
    return privately(
        Panel(
            blocks=(
                Picture(faces.question(this.card, this.edition.deck.title)),
                Picture(faces.answer(this.card, this.edition.deck.title)),
            ),
            title=wording.REVEAL_TITLE,
            buttons=(*_more(this), source_button(this.round.id, "answer")),
        )
    )


def _must_have_seen(this: Asked) -> None:
    """The answer is for those who have answered, or once the round is closed."""
    if not this.seen and this.round.phase is Phase.OPEN:
        raise NotAllowed(wording.ANSWER_FIRST)


def more(visit: Visit, pressed: Pressed) -> list[Post]:
    """What an interviewer would ask next."""
    this = asked(visit, pressed)
    _must_have_seen(this)
    blocks = [
        prose(f"**{follow.question}**\n\n{follow.answer}")
        for follow in this.card.follow_ups
    ]
    return privately(Panel(tuple(blocks), title=wording.FOLLOW_UPS))


def hint(visit: Visit, pressed: Pressed) -> list[Post]:
    """A nudge that gives nothing away."""
    this = asked(visit, pressed)
    if not this.card.hint:
        raise Stale(wording.NO_HINT)
    return privately(Panel((prose(this.card.hint),), title=wording.HINT))


def source(visit: Visit, pressed: Pressed) -> list[Post]:
    """*Text*: what stands in the picture, to copy."""
    this = asked(visit, pressed)
    side = pressed.word(1)
    blocks: tuple[Block, ...] = (Source(this.card.question),)
    if side == "answer":
        _must_have_seen(this)
        blocks = (*blocks, Source(this.card.answer))
    elif side == "check" and this.round.check:
        check = this.card.check(this.round.check)
        lines = [check.question, ""] + [
            f"{LETTERS[place]}. {check.options[option].text}"
            for place, option in enumerate(this.round.order)
        ]
        blocks = (Source("\n".join(lines)),)
    return privately(Panel(blocks, title=wording.TEXT))
