"""Every panel and form of a long, hostile story: within every limit of Slack's."""

from collections.abc import Iterator

import pytest

from adapters.pictures import pictures, wordy
from adapters.slack import forms, render
from adapters.slack.render import Drawing, Image
from tests.crawl import Crawl, crawled
from tests.discord.hostile import EVERYTHING
from tests.slack.bounds import faults, view_faults


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawl]:
    yield from crawled(tmp_path_factory.mktemp("story"))


def test_every_panel_is_taken_with_pictures_and_in_words(crawl: Crawl) -> None:
    for panel in crawl.panels:
        images = [
            Drawing(tuple(Image(f"F{n:05d}{m:05d}", EVERYTHING) for m in (1, 2)))
            for n, _ in enumerate(pictures(panel))
        ]
        in_words: list[Drawing] = wordy(panel)
        for drawings in (images, in_words):
            message = render.message(panel, drawings, mark="ab" * 8, files=False)
            assert faults(message.blocks) == [], panel
            assert view_faults(render.view(panel, drawings)) == [], panel
            assert view_faults(render.home(panel, drawings)) == [], panel


def test_every_form_is_taken(crawl: Crawl) -> None:
    assert len(crawl.forms) >= 3
    for form in crawl.forms:
        assert view_faults(forms.view(form, '["C1", "study"]')) == []


def test_every_refusal_is_taken(crawl: Crawl) -> None:
    for sentence in crawl.refusals:
        assert faults(render.words_only(sentence).blocks) == []
        assert view_faults(render.words_view(sentence)) == []
