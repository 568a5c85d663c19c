"""Blocks that several panels share."""

from enum import StrEnum

from bot import wording
from bot.actions import token
from bot.cards import Card
from bot.panels import (
    Block,
    Bullets,
    Button,
    Panel,
    Paragraph,
    Picture,
    Post,
    Reply,
    Span,
    Text,
)
from bot.rounds import RoundId
from bot.typeset import Face, FaceKind


def say(*spans: Span | str) -> Paragraph:
    """A paragraph; plain strings are text."""
    return Paragraph(
        tuple(Text(span) if isinstance(span, str) else span for span in spans)
    )


def word(line: str) -> list[Post]:
    """A word to the one who pressed, alone."""
    return [Post(Panel((say(line),)), Reply.NOTE)]


def prose(text: str, title: str) -> Block:
    """Deck text: as text where it is plain, else as a picture that is headed so."""
    if not any(sign in text for sign in "$`*\\_#"):
        return say(text)
    return Picture(Face(FaceKind.ANSWER, text, title=title))


def read_more(card: Card) -> tuple[Block, ...]:
    """Where a card's claims can be read; nothing where it does not say."""
    if not card.sources:
        return ()
    lines = tuple((Text(wording.cards.source(source)),) for source in card.sources)
    return say(wording.cards.READ_MORE), Bullets(lines)


class Side(StrEnum):
    """What of a round is shown, and can be had as text."""

    QUESTION = "question"
    CHECK = "check"
    HINT = "hint"
    ANSWER = "answer"
    FOLLOW_UPS = "more"
    VERDICT = "verdict"
    RECAP = "recap"


def source_button(round: RoundId, side: Side) -> Button:
    """Gives the text behind a picture, to copy."""
    return Button(wording.labels.TEXT, token("source", round, side))


def hint_button(round: RoundId, card: Card) -> tuple[Button, ...]:
    return (Button(wording.labels.HINT, token("hint", round)),) if card.hint else ()
