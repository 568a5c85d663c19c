"""A press counts, whatever comes while it is held down: nothing moves under it."""

import asyncio
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from bot.panels import Post
from tests.browser.conftest import Served, Tab
from tests.browser.hands import opened, type_line
from tests.web.small import drop, standing, words

pytestmark = pytest.mark.browser


class Line:
    """A tab whose clock stands still, and what comes to it over its socket."""

    def __init__(self, tab: Tab) -> None:
        self.page = tab("Ada")
        with self.page.expect_websocket() as socket:
            self.page.reload()
        self._socket = socket.value
        expect(self.page.locator("#people li")).to_have_count(1)

    def stop_clock(self) -> None:
        """From now on no press is too long."""
        self.page.clock.install()
        self.page.clock.pause_at(self.page.evaluate("Date.now() + 1000"))

    def bring(self, send: Callable[[], object]) -> None:
        with self._socket.expect_event("framereceived"):
            send()
        self.page.evaluate("0")

    def press(self, button: Locator, meanwhile: Callable[[], object]) -> None:
        """With the mouse; something comes while it is down."""
        button.hover()
        self.page.mouse.down()
        self.bring(meanwhile)
        self.page.mouse.up()


def show(served: Served, post: Post) -> Callable[[], object]:
    return lambda: served.do(served.page.show(post))


def test_a_message_that_changes_while_it_is_pressed(tab: Tab, served: Served) -> None:
    line = Line(tab)
    line.stop_clock()
    button = line.page.get_by_role("button", name="Show answer")
    line.press(button, show(served, standing(drop(6))))
    expect(line.page.locator(".message.private")).to_have_count(1)
    expect(line.page.get_by_text("6 have answered")).to_be_visible()


def test_a_message_that_comes_while_another_is_pressed(
    tab: Tab, served: Served
) -> None:
    served.engine.posts = [
        *(standing(words(f"Post {n}"), n) for n in range(2, 40)),
        standing(drop(5)),
    ]
    line = Line(tab)
    line.stop_clock()
    button = line.page.get_by_role("button", name="Show answer")
    line.press(button, show(served, standing(words("News\n" * 5), 60)))
    expect(line.page.locator(".message.private")).to_have_count(1)
    expect(line.page.get_by_text("News")).to_be_visible()


def test_a_picture_that_comes_while_its_message_is_pressed(
    tab: Tab, served: Served
) -> None:
    line = Line(tab)
    gate = served.painter.gate = asyncio.Event()
    type_line(line.page, "/quiz")
    quiz = line.page.locator(".message.private")
    expect(quiz.locator(".skeleton")).to_be_visible()
    line.stop_clock()
    button = quiz.get_by_role("button", name="A", exact=True)
    line.press(button, lambda: served.do(opened(gate)))
    expect(quiz).to_contain_text("Right.")


def test_a_message_that_changes_while_the_space_bar_is_down(
    tab: Tab, served: Served
) -> None:
    line = Line(tab)
    line.stop_clock()
    page = line.page
    page.get_by_role("button", name="Show answer").focus()
    page.keyboard.down("Space")
    line.bring(show(served, standing(drop(6))))
    page.keyboard.up("Space")
    expect(page.locator(".message.private")).to_have_count(1)
    expect(page.get_by_text("6 have answered")).to_be_visible()


def test_a_press_that_nobody_ends_holds_nothing_up_for_long(
    tab: Tab, served: Served
) -> None:
    line = Line(tab)
    line.stop_clock()
    line.page.get_by_role("button", name="Show answer").hover()
    line.page.mouse.down()
    line.bring(show(served, standing(drop(6))))
    expect(line.page.get_by_text("5 have answered")).to_be_visible()
    line.page.clock.run_for(2100)
    expect(line.page.get_by_text("6 have answered")).to_be_visible()
