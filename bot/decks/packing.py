"""A Deck <-> the text that the database keeps of it."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from bot.cards import Card, Check, Deck, FollowUp, KeyPoint, Level, Option, Source


@dataclass(frozen=True, slots=True)
class Packed:
    """A deck with its text; equal decks, and no others, have the same digest."""

    deck: Deck
    text: str
    digest: str


def packed(deck: Deck) -> Packed:
    text = json.dumps(asdict(deck), ensure_ascii=False, sort_keys=True)
    return Packed(deck, text, hashlib.sha256(text.encode()).hexdigest())


def unpacked(text: str) -> Deck:
    value: dict[str, Any] = json.loads(text)
    return Deck(
        value["id"],
        value["title"],
        tuple(_card(card) for card in value["cards"]),
        value["description"],
        tuple(value.get("tags", ())),  # texts kept by an earlier version have none
    )


def _card(value: dict[str, Any]) -> Card:
    return Card(
        id=value["id"],
        question=value["question"],
        answer=value["answer"],
        level=Level(value["level"]) if value["level"] else None,
        kind=value["kind"],
        tags=tuple(value["tags"]),
        key_points=tuple(
            KeyPoint(point["label"], point["text"], tuple(point["synonyms"]))
            for point in value["key_points"]
        ),
        checks=tuple(_check(check) for check in value["checks"]),
        hint=value["hint"],
        follow_ups=tuple(FollowUp(**follow) for follow in value["follow_ups"]),
        sources=tuple(Source(**source) for source in value["sources"]),
    )


def _check(value: dict[str, Any]) -> Check:
    options = tuple(Option(**option) for option in value["options"])
    return Check(value["id"], value["question"], options)
