"""`/progress`: a picture of study days, strengths and what is due."""

from collections import defaultdict
from datetime import date, timedelta

from bot import wording
from bot.cards import Card, Level
from bot.days import study_day
from bot.flows.scoring import current
from bot.flows.turn import Visit, privately
from bot.panels import Panel, Picture, Post
from bot.progress import DUE_DAYS, WEEKS, Progress, Strength
from bot.rounds import CardNumber
from bot.spacing import Memory, recall


def show(visit: Visit) -> list[Post]:
    return privately(
        Panel(
            (Picture(progress(visit)),),
            title=wording.progress.title(visit.caller.name),
        )
    )


def progress(visit: Visit) -> Progress:
    """Everything the picture needs."""
    cards = {
        number: card
        for edition in visit.editions()
        for number, card in edition.cards.items()
    }
    held = visit.store.memories.of(visit.person.id)
    asked = cards.keys() - visit.hidden()
    streak = current(visit, visit.person, visit.day)
    since = visit.day - timedelta(weeks=WEEKS)
    return Progress(
        today=visit.day,
        days=visit.store.tallies.days(visit.person.id, since),
        frozen=streak.used,
        streak=streak.days,
        best=streak.best,
        levels=_by_level(visit, cards, held),
        tags=_by_tag(visit, cards, held),
        due=_due(visit, [held[number] for number in held if number in asked]),
    )


def _by_level(
    visit: Visit, cards: dict[CardNumber, Card], held: dict[CardNumber, Memory]
) -> tuple[Strength, ...]:
    groups: dict[str, list[CardNumber]] = {level: [] for level in Level}
    for number, card in cards.items():
        if card.level:
            groups[card.level].append(number)
    return tuple(
        _strength(visit, label, numbers, held)
        for label, numbers in groups.items()
        if numbers
    )


def _by_tag(
    visit: Visit, cards: dict[CardNumber, Card], held: dict[CardNumber, Memory]
) -> tuple[Strength, ...]:
    """The tags with most cards seen; the member's subjects, so to say."""
    groups: dict[str, list[CardNumber]] = defaultdict(list)
    for number, card in cards.items():
        for tag in card.tags:
            groups[tag].append(number)
    strengths = [
        _strength(visit, tag, numbers, held) for tag, numbers in groups.items()
    ]
    seen = [strength for strength in strengths if strength.seen]
    return tuple(sorted(seen, key=lambda one: (-one.seen, one.label)))


def _strength(
    visit: Visit,
    label: str,
    numbers: list[CardNumber],
    held: dict[CardNumber, Memory],
) -> Strength:
    recalls = [recall(held[number], visit.now) for number in numbers if number in held]
    mean = sum(recalls) / len(recalls) if recalls else 0.0
    return Strength(label, mean, len(recalls), len(numbers))


def _due(visit: Visit, held: list[Memory]) -> tuple[int, ...]:
    counts = [0] * DUE_DAYS
    for memory in held:
        day: date = study_day(memory.due, visit.person.zone)
        ahead = max(0, (day - visit.day).days)
        if ahead < DUE_DAYS:
            counts[ahead] += 1
    return tuple(counts)
