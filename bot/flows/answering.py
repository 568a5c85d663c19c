"""Answering: commit, reveal, tick for open cards; one press for checks."""

from bot import faces, wording
from bot.actions import Pressed, token
from bot.callers import Values
from bot.errors import BadInput, Stale
from bot.flows import drop_message, verdicts
from bot.flows.asked import Asked, asked, asked_card, must_be_open
from bot.flows.blocks import Side, say, source_button
from bot.flows.scoring import count, note, points_for
from bot.flows.turn import Visit, in_place, privately
from bot.panels import (
    Block,
    Button,
    Choice,
    ChoiceField,
    Form,
    Look,
    Panel,
    Picks,
    Picture,
    Post,
    Quote,
    Response,
    TextField,
)
from bot.phrases import pretick
from bot.questions import judge_check, ticks_rating
from bot.rounds import Round, RoundKind, Step, allowed
from bot.spacing import Rating

TYPED = 1500
"""Characters of a typed answer."""


def form(visit: Visit, pressed: Pressed) -> Response:
    """*Answer*: a box to type in; what was done before is shown instead."""
    this = asked_card(visit, pressed)
    if this.saved:
        return privately(verdicts.again(visit, this, this.saved))
    must_be_open(visit, this)
    if this.done:
        return privately(_reveal(this))
    return Form(
        title=wording.cards.ANSWER_TITLE,
        token=token("commit", this.round.id),
        fields=(
            TextField(
                "text",
                wording.cards.ANSWER_LABEL,
                hint=wording.cards.ANSWER_HINT,
                max_length=TYPED,
                multiline=True,
            ),
        ),
        submit=wording.cards.ANSWER_SUBMIT,
    )


def commit(visit: Visit, pressed: Pressed, values: Values) -> list[Post]:
    """What was typed, kept; then the answer."""
    text = "".join(values.get("text", ()))
    if not text.strip():
        raise BadInput(wording.refusals.NOTHING_TYPED)
    if len(text) > TYPED:
        raise BadInput(wording.refusals.too_long(len(text), TYPED))
    return _show_answer(visit, pressed, Step.COMMIT, text)


def reveal(visit: Visit, pressed: Pressed) -> list[Post]:
    """*Show answer*: skips the typing."""
    return _show_answer(visit, pressed, Step.REVEAL, None)


def _show_answer(
    visit: Visit, pressed: Pressed, step: Step, text: str | None
) -> list[Post]:
    this = asked_card(visit, pressed)
    if this.saved:
        return privately(verdicts.again(visit, this, this.saved))
    must_be_open(visit, this)
    if step is Step.COMMIT or not this.done:
        note(visit, this.round, step, text)
        this = asked(visit, pressed)
    return privately(_reveal(this, first=text in (None, this.typed)))


def _reveal(this: Asked, first: bool = True) -> Panel:
    """The answer, and what to tick. Not `first`: another text than the one kept."""
    blocks: list[Block] = [Picture(faces.answer(this.card, this.edition.deck.title))]
    if this.typed:
        heading = wording.cards.YOU_WROTE if first else wording.cards.YOU_WROTE_FIRST
        blocks += [say(heading), Quote(this.typed)]
    points = this.card.key_points
    if not points:
        return Panel(
            (*blocks, say(wording.cards.HOW_WAS_IT)),
            title=wording.cards.REVEAL_TITLE,
            buttons=(*_grades(this.round), source_button(this.round.id, Side.ANSWER)),
        )
    return Panel(
        blocks=(*blocks, say(wording.cards.TICK_ASK)),
        title=wording.cards.REVEAL_TITLE,
        picks=Picks(
            label=wording.labels.TICK,
            token=token("tick", this.round.id),
            choices=_boxes(this),
            submit=wording.labels.SAVE,
            form=token("boxes", this.round.id),
        ),
        buttons=(source_button(this.round.id, Side.ANSWER),),
    )


def _boxes(this: Asked) -> tuple[Choice, ...]:
    """The key points; those ticked beforehand that the typed text clearly makes."""
    points = this.card.key_points
    ticked = pretick(this.typed, points) if this.typed else frozenset()
    return tuple(
        Choice(point.label, str(place), chosen=place in ticked)
        for place, point in enumerate(points)
    )


def boxes(visit: Visit, pressed: Pressed) -> Response:
    """*Tick*, where a platform cannot put boxes beside a picture: they as a form."""
    this = asked_card(visit, pressed)
    if this.saved:
        return in_place(verdicts.again(visit, this, this.saved))
    must_be_open(visit, this)
    if not this.done or not this.card.key_points:
        raise Stale(wording.refusals.ANSWER_FIRST)
    field = ChoiceField(
        "picks", wording.cards.TICK_ASK, _boxes(this), many=True, required=False
    )
    return Form(
        wording.labels.TICK,
        token("tick", this.round.id),
        (field,),
        submit=wording.labels.SAVE,
    )


def _grades(round: Round) -> list[Button]:
    """For a card without key points, the member says how it went."""
    return [
        Button(label, token("grade", round.id, rating), Look.PRIMARY)
        for rating, label in wording.cards.GRADES.items()
    ]


def tick(visit: Visit, pressed: Pressed, values: Values) -> list[Post]:
    """*Save*: which key points were said."""
    this = asked_card(visit, pressed)
    picked = values.get("picks", ())
    places = range(len(this.card.key_points))
    if not places:
        raise Stale(wording.refusals.OLD_BUTTON)
    picks = tuple(place for place in places if str(place) in picked)
    return _save(visit, this, ticks_rating(len(picks), len(places)), picks)


def grade(visit: Visit, pressed: Pressed) -> list[Post]:
    """How it went, in the member's own judgement."""
    rating = pressed.number(1)
    this = asked_card(visit, pressed)
    if rating not in wording.cards.GRADES or this.card.key_points:
        raise Stale(wording.refusals.OLD_BUTTON)
    return _save(visit, this, Rating(rating), ())


def _save(
    visit: Visit, this: Asked, rating: Rating, picks: tuple[int, ...]
) -> list[Post]:
    if this.saved:
        return in_place(verdicts.again(visit, this, this.saved))
    must_be_open(visit, this)
    if not allowed(Step.TICK, this.round.phase, frozenset(this.done)):
        raise Stale(wording.refusals.ANSWER_FIRST)
    scored = count(visit, this.round, Step.TICK, rating, picks=picks)
    _finish(visit, this.round)
    return in_place(verdicts.of_ticks(visit, this, picks, scored))


def _finish(visit: Visit, round: Round) -> None:
    """The channel's message counts along; a private round is over."""
    if round.kind is RoundKind.DROP:
        drop_message.count_along(visit, round)
    else:
        visit.store.rounds.close(round.id, visit.now)


def choose(visit: Visit, pressed: Pressed) -> list[Post]:
    """An option of a check that was asked privately."""
    this = asked(visit, pressed)
    round = this.round
    if round.member is None:
        raise Stale(wording.refusals.OLD_BUTTON)
    if this.saved:
        return in_place(verdicts.again(visit, this, this.saved))
    must_be_open(visit, this)
    place = pressed.number(1)
    if not round.check or place >= len(round.order):
        raise Stale(wording.refusals.OLD_BUTTON)
    chosen = round.order[place]
    verdict = judge_check(this.card.check(round.check), chosen)
    points = points_for(visit, round, this.card) if verdict.right else 0
    scored = count(
        visit, round, Step.CHOICE, verdict.rating, choice=chosen, points=points
    )
    _finish(visit, round)
    return in_place(verdicts.of_check(visit, this, verdict, scored))
