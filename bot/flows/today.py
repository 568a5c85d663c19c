"""`/today`: the open drop again, privately."""

from collections.abc import Mapping

from bot import faces, wording
from bot.actions import token
from bot.errors import Refusal
from bot.flows import asking
from bot.flows.asked import over
from bot.flows.blocks import Side, hint_button, say, source_button
from bot.flows.turn import Visit, privately
from bot.panels import Button, Look, Moment, Panel, Picture, Post
from bot.rounds import Attempt, Round, Step


def show(visit: Visit) -> list[Post]:
    """The card of the day, with all its buttons."""
    channel = visit.channel()
    round = visit.store.rounds.open_drop(channel.id)
    if round is None or over(visit, round):
        return _none_yet(visit)
    edition, card = visit.card(round)
    done = visit.store.attempts.of(round.id, visit.person.id)
    return privately(
        Panel(
            blocks=(
                Picture(faces.question(card, edition.deck.title)),
                say(wording.cards.yours_so_far(done)),
            ),
            title=wording.drops.DROP_TITLE,
            buttons=(
                *_buttons(round, done),
                *hint_button(round.id, card),
                source_button(round.id, Side.QUESTION),
            ),
            ahead=(Picture(faces.answer(card, edition.deck.title)),),
        )
    )


def _buttons(round: Round, done: Mapping[Step, Attempt]) -> list[Button]:
    """Both ways to answer; for one who has begun, the way back to what was done."""
    if not done:
        return asking.answer_buttons(round)
    label = (
        wording.labels.SEE_SAVED if Step.TICK in done else wording.labels.SHOW_ANSWER
    )
    return [Button(label, token("reveal", round.id), Look.PRIMARY)]


def _none_yet(visit: Visit) -> list[Post]:
    channel = visit.channel()
    if channel.due is None:
        if channel.at:
            raise Refusal(wording.refusals.RESTING)
        raise Refusal(wording.refusals.no_drop_planned(visit.platform))
    blocks = (say(wording.drops.NO_DROP_OPEN, Moment(channel.due), "."),)
    return privately(Panel(blocks, title=wording.drops.DROP_TITLE))
