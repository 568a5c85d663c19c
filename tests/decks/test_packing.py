"""A deck in the database, and the texts that earlier versions left there."""

import json
from dataclasses import replace

from bot.cards import Deck
from bot.decks import read
from bot.decks.packing import packed, unpacked
from tests.decks.samples import SOUND


def _sound() -> Deck:
    deck = read(SOUND.encode(), "a.toml").deck
    assert deck
    return replace(deck, tags=("tcp", "transport"))


def test_a_deck_comes_back_as_it_was() -> None:
    assert unpacked(packed(_sound()).text) == _sound()


def test_a_text_from_before_decks_had_tags_is_read() -> None:
    old = json.loads(packed(_sound()).text)
    del old["tags"]

    assert unpacked(json.dumps(old)) == replace(_sound(), tags=())


def test_other_tags_make_another_edition() -> None:
    assert packed(_sound()).digest == packed(_sound()).digest
    assert packed(_sound()).digest != packed(replace(_sound(), tags=())).digest
