"""What is in decks, as tables on a screen."""

from collections.abc import Iterator, Sequence

from rich.box import SIMPLE
from rich.table import Table

from adapters.cli.terminal import escape
from adapters.plain import clip
from bot.cards import Card, Deck
from bot.decks import Counts, Group, Stats

_SHORT = 70
"""Characters of a question in the table of cards."""


def title(deck: Deck) -> str:
    return f"[bold]{escape(deck.title)}[/bold] ({escape(deck.id)})"


def shipped(found: Sequence[tuple[str, Deck | None]]) -> Table:
    """Each by the name of its file; None is one with faults."""
    table = Table("Deck", "Title", "Cards", "Checks", title="Shipped decks", box=SIMPLE)
    for name, deck in found:
        if deck is None:
            table.add_row(name, "[red]has faults: check it[/red]", "", "")
            continue
        checks = sum(len(card.checks) for card in deck.cards)
        counts = (f"{len(deck.cards):,}", f"{checks:,}")
        table.add_row(deck.id, escape(deck.title), *counts)
    return table


def cards(deck: Deck) -> Table:
    table = Table("", box=SIMPLE)
    table.add_column("Card", overflow="fold")
    for heading in ("Level, kind", "Points", "Checks"):
        table.add_column(heading, no_wrap=True)
    for number, card in enumerate(deck.cards, 1):
        table.add_row(str(number), *_card(card))
    return table


def figures(found: Stats) -> Table:
    """How much there is, in all and in each group."""
    table = Table(box=SIMPLE)
    table.add_column("", overflow="fold")
    for heading in ("Cards", "Checks", "Points", "Words", "Formulas", "Per answer"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_row("[bold]All[/bold]", *_counted(found.whole), end_section=True)
    for what, groups in (
        ("level", found.levels),
        ("kind", found.kinds),
        ("tag", found.tags),
    ):
        for row in _groups(what, groups):
            table.add_row(*row)
        table.add_section()
    return table


def _card(card: Card) -> tuple[str, ...]:
    question = " ".join(card.question.split())
    short = clip(question, _SHORT)
    counts = (str(len(card.key_points) or "–"), str(len(card.checks) or "–"))
    words = f"{escape(card.id)}\n[dim]{escape(short)}[/dim]"
    return (words, f"{card.level or '–'}\n{escape(card.kind) or '–'}", *counts)


def _groups(what: str, groups: Sequence[Group]) -> Iterator[tuple[str, ...]]:
    for group in groups:
        name = escape(group.name) if group.name else f"[dim]no {what}[/dim]"
        yield name, *_counted(group.counts)


def _counted(counts: Counts) -> tuple[str, ...]:
    found = (
        counts.cards,
        counts.checks,
        counts.key_points,
        counts.words,
        counts.formulas,
        round(counts.answer_words / max(1, counts.cards)),
    )
    return tuple(f"{figure:,}" for figure in found)
