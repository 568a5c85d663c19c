"""Every panel that the engine makes, with hostile decks and names, is taken."""

from collections.abc import Iterator

import pytest

from adapters.discord import forms, render
from adapters.discord.render import Attachment, Drawing
from adapters.pictures import wordy
from bot.flows.delivery import PANELS
from bot.panels import Picture
from bot.routes import ACTIONS
from tests.crawl import Crawl, crawled
from tests.discord.bounds import faults, form_faults, form_payload, payload
from tests.discord.hostile import EVERYTHING


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawl]:
    yield from crawled(tmp_path_factory.mktemp("story"))


def test_the_story_sees_all_of_the_engine(crawl: Crawl) -> None:
    pressed = {token.partition(":")[0] for token in crawl.pressed}

    assert set(ACTIONS) == pressed
    assert crawl.kinds == set(PANELS)
    assert len(crawl.panels) > 150
    assert len(crawl.refusals) > 5


def test_every_panel_is_taken_with_pictures_and_in_words(crawl: Crawl) -> None:
    for panel in crawl.panels:
        pictures = [block for block in panel.blocks if isinstance(block, Picture)]
        images = [
            Drawing(
                tuple(Attachment(f"{n}-{m}.png", b"png", EVERYTHING) for m in (1, 2))
            )
            for n, _ in enumerate(pictures)
        ]
        in_words: list[Drawing] = wordy(panel)
        for drawings in (images, in_words):
            message = render.message(panel, drawings, mark="ab" * 8)
            assert faults(payload(message), message.attachments) == [], panel


def test_every_form_is_taken(crawl: Crawl) -> None:
    for form in crawl.forms:
        assert form_faults(form_payload(forms.modal(form))) == []


def test_every_refusal_is_taken(crawl: Crawl) -> None:
    for sentence in crawl.refusals:
        assert faults(payload(render.words_only(sentence))) == []


def test_no_token_says_what_is_right(crawl: Crawl) -> None:
    for token in crawl.seen:
        assert not set(token.split(":")) & {"right", "True", "correct"}
