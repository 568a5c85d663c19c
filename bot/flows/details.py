"""What stands behind a question: hint, full answer, follow-ups, text to copy."""

from bot import faces, wording
from bot.actions import Pressed
from bot.errors import Stale
from bot.flows.asked import asked, must_have_seen
from bot.flows.blocks import prose, source_button
from bot.flows.turn import Visit, privately
from bot.flows.verdicts import follow_ups
from bot.panels import Block, Panel, Picture, Post, Source
from bot.questions import LETTERS
from bot.rounds import RoundKind


def explain(visit: Visit, pressed: Pressed) -> list[Post]:
    """*Explain more*: the card's full answer."""
    this = asked(visit, pressed)
    must_have_seen(visit, this)
    return privately(
        Panel(
            blocks=(
                Picture(faces.question(this.card, this.edition.deck.title)),
                Picture(faces.answer(this.card, this.edition.deck.title)),
            ),
            title=wording.REVEAL_TITLE,
            buttons=(*follow_ups(this), source_button(this.round.id, "answer")),
        )
    )


def more(visit: Visit, pressed: Pressed) -> list[Post]:
    """What an interviewer would ask next."""
    this = asked(visit, pressed)
    must_have_seen(visit, this)
    if not this.card.follow_ups:
        raise Stale(wording.OLD_BUTTON)
    blocks = [
        prose(f"**{follow.question}**\n\n{follow.answer}")
        for follow in this.card.follow_ups
    ]
    return privately(Panel(tuple(blocks), title=wording.FOLLOW_UPS))


def hint(visit: Visit, pressed: Pressed) -> list[Post]:
    """A nudge that gives nothing away."""
    this = asked(visit, pressed)
    if this.round.kind is RoundKind.CHALLENGE:
        must_have_seen(visit, this)
    if not this.card.hint:
        raise Stale(wording.NO_HINT)
    return privately(Panel((prose(this.card.hint),), title=wording.HINT))


def source(visit: Visit, pressed: Pressed) -> list[Post]:
    """*Text*: what stands in the picture, to copy."""
    this = asked(visit, pressed)
    side = pressed.word(1)
    blocks: tuple[Block, ...] = (Source(this.card.question),)
    if side == "answer":
        must_have_seen(visit, this)
        blocks = (*blocks, Source(this.card.answer))
    elif side == "check" and this.round.check:
        check = this.card.check(this.round.check)
        lines = [check.question, ""] + [
            f"{LETTERS[place]}. {check.options[option].text}"
            for place, option in enumerate(this.round.order)
        ]
        blocks = (Source("\n".join(lines)),)
    return privately(Panel(blocks, title=wording.TEXT))
