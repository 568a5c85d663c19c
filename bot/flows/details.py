"""What stands behind a question: hint, full answer, follow-ups, text to copy."""

from bot import faces, wording
from bot.actions import Pressed
from bot.errors import Stale
from bot.flows import asking
from bot.flows.asked import Asked, asked, must_have_seen
from bot.flows.blocks import Side, prose, read_more, source_button
from bot.flows.challenge import reveal
from bot.flows.turn import Visit, privately
from bot.flows.verdicts import follow_ups, reasons
from bot.panels import Button, Panel, Picture, Post, Source
from bot.questions import LETTERS
from bot.rounds import RoundKind


def explain(visit: Visit, pressed: Pressed) -> list[Post]:
    """*Explain more*: the card's full answer, and from its end the way on."""
    this = asked(visit, pressed)
    must_have_seen(visit, this)
    return privately(
        Panel(
            blocks=(
                Picture(faces.question(this.card, this.edition.deck.title)),
                Picture(faces.answer(this.card, this.edition.deck.title)),
                *read_more(this.card),
            ),
            title=wording.cards.REVEAL_TITLE,
            buttons=(
                *asking.next_buttons(this.round),
                *follow_ups(this),
                source_button(this.round.id, Side.ANSWER),
            ),
        )
    )


def more(visit: Visit, pressed: Pressed) -> list[Post]:
    """What an interviewer would ask next."""
    this = asked(visit, pressed)
    must_have_seen(visit, this)
    if not this.card.follow_ups:
        raise Stale(wording.refusals.OLD_BUTTON)
    ways = asking.next_buttons(this.round)
    asked_next = _asked_next(this)
    return _in_prose(this, wording.labels.FOLLOW_UPS, Side.FOLLOW_UPS, asked_next, ways)


def _asked_next(this: Asked) -> list[str]:
    return [
        f"**{follow.question}**\n\n{follow.answer}" for follow in this.card.follow_ups
    ]


def hint(visit: Visit, pressed: Pressed) -> list[Post]:
    """A nudge that gives nothing away."""
    this = asked(visit, pressed)
    _must_be_due(visit, this, Side.HINT)
    if not this.card.hint:
        raise Stale(wording.refusals.NO_HINT)
    return _in_prose(this, wording.labels.HINT, Side.HINT, [this.card.hint])


_ANSWERS = (Side.ANSWER, Side.FOLLOW_UPS, Side.VERDICT, Side.RECAP)


def _must_be_due(visit: Visit, this: Asked, side: Side) -> None:
    """An answer waits for its time, and in a challenge the hint waits as well."""
    together = this.round.kind is RoundKind.CHALLENGE
    if side in _ANSWERS or (side is Side.HINT and together):
        must_have_seen(visit, this)


def _in_prose(
    this: Asked,
    title: str,
    side: Side,
    texts: list[str],
    buttons: tuple[Button, ...] = (),
) -> list[Post]:
    """Deck text, with *Text* where it had to be drawn."""
    blocks = tuple(prose(text, title) for text in texts)
    drawn = any(isinstance(block, Picture) for block in blocks)
    text = (source_button(this.round.id, side),) if drawn else ()
    return privately(Panel(blocks, title=title, buttons=(*buttons, *text)))


def source(visit: Visit, pressed: Pressed) -> list[Post]:
    """*Text*: what stands in the picture, to copy."""
    this = asked(visit, pressed)
    side = pressed.one_of(Side, 1)
    _must_be_due(visit, this, side)
    blocks = tuple(map(Source, _sources(visit, this, side)))
    return privately(Panel(blocks, title=wording.labels.TEXT))


def _sources(visit: Visit, this: Asked, side: Side) -> list[str]:
    """The texts behind what is shown; the question alone behind what there is not."""
    card = this.card
    match side:
        case Side.ANSWER:
            return [card.question, card.answer]
        case Side.FOLLOW_UPS if card.follow_ups:
            return _asked_next(this)
        case Side.HINT if card.hint:
            return [card.hint]
        case Side.CHECK if this.round.check:
            return [_options(this)]
        case Side.RECAP if this.round.kind is RoundKind.CHALLENGE:
            return [_options(this), reveal.reasons(visit, this.round)]
        case Side.VERDICT if this.saved and this.saved.choice is not None:
            return [_options(this), reasons(this, this.saved.choice)]
        case _:
            return [card.question]


def _options(this: Asked) -> str:
    """A check's question with its options, as they were shown."""
    check = this.card.check(this.round.check)
    options = (
        f"{LETTERS[place]}. {check.options[option].text}"
        for place, option in enumerate(this.round.order)
    )
    return "\n".join((check.question, "", *options))
