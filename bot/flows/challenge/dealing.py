"""Which checks a challenge asks: fixed before it begins, so that pictures are ready."""

from collections.abc import Iterable

from bot import wording
from bot.challenges import Question, Terms, deal
from bot.errors import Refusal
from bot.flows import asking
from bot.flows.turn import Turn, Visit
from bot.ids import ChannelId
from bot.questions import order
from bot.rounds import Asking


def titles(turn: Turn, questions: Iterable[Question]) -> list[str]:
    """The decks that they are from, each once."""
    decks = (turn.store.decks.edition(one.version).deck for one in questions)
    return list(dict.fromkeys(deck.title for deck in decks))


def questions(visit: Visit, channel: ChannelId, terms: Terms) -> list[Question]:
    """At most as many as were asked for; Refusal where no check fits.

    None of a card that is open in a channel of the host's; those that were never asked
    here before all others.
    """
    narrowed = Asking(terms.deck, terms.level, terms.kind, terms.tag, form="check")
    cards = {one.number: one for one in asking.candidates(visit, narrowed)}
    checks = [
        (number, check.id) for number, one in cards.items() for check in one.card.checks
    ]
    if not checks:
        raise Refusal(wording.challenges.NO_CHECKS_FIT)
    asked = visit.store.challenges.asked(channel)
    dealt = deal(visit.rng, checks, asked, terms.questions)
    return [
        Question(
            place=place,
            version=cards[number].edition.id,
            card=number,
            check=check,
            order=order(visit.rng, len(cards[number].card.check(check).options)),
        )
        for place, (number, check) in enumerate(dealt)
    ]
