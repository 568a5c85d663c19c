"""A study day in the browser, with the whole bot behind the page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Page, expect

from adapters.serve import running
from bot import wording
from bot.settings import Settings
from tests.browser.conftest import Open
from tests.browser.loops import Loop

pytestmark = pytest.mark.browser


class Bot:
    """The whole bot, with a database of its own."""

    def __init__(self, folder: Path) -> None:
        self._settings = Settings(data=folder, port=0)
        self._loop = Loop()
        self.address = ""
        self.start()

    def start(self) -> None:
        self._running = running(
            self._settings, "Europe/Berlin", lambda: datetime.now(UTC), Random(7)
        )
        self.address = self._loop.do(self._running.__aenter__())
        port = int(self.address.rpartition(":")[2])
        self._settings = replace(self._settings, port=port)

    def stop(self) -> None:
        self._loop.do(self._running.__aexit__(None, None, None))

    def close(self) -> None:
        self.stop()
        self._loop.close()


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    whole = Bot(tmp_path)
    yield whole
    whole.close()


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).last.click()


def run(page: Page, line: str) -> None:
    page.fill("#line", line)
    page.press("#line", "Escape")
    page.press("#line", "Enter")


def test_a_study_day(bot: Bot, open_page: Open) -> None:
    ada, eve = open_page(bot.address, "Ada"), open_page(bot.address, "Eve")
    card = eve.get_by_role("article")
    expect(card).to_contain_text(wording.DROP_TITLE)
    expect(card.locator("img[alt]:not(.avatar)")).to_be_visible()

    press(ada, wording.ANSWER)
    ada.get_by_role("textbox").last.fill("It adds noise step by step.")
    press(ada, wording.ANSWER_SUBMIT)
    private = ada.locator(".message.private")
    expect(private.locator("blockquote")).to_have_text("It adds noise step by step.")
    private.get_by_role("checkbox").first.check()
    press(ada, wording.SAVE)
    expect(private).to_contain_text("key points")
    expect(card).to_contain_text("1 has answered", timeout=15_000)

    run(ada, "/quiz")
    expect(private).to_have_count(2)
    press(ada, "A")
    expect(private.last.get_by_role("button", name=wording.NEXT)).to_be_visible()

    bot.stop()
    expect(ada.locator("#away")).to_contain_text("Reconnecting")
    bot.start()
    expect(ada.locator("#away")).to_have_text("Connected again.", timeout=20_000)
    press(ada, wording.NEXT)
    expect(private.last.get_by_role("button", name="A", exact=True)).to_be_visible()
    expect(private).to_have_count(2)

    ada.reload()
    expect(private).to_have_count(2)
    expect(ada.get_by_role("article").first).to_contain_text("1 has answered")
