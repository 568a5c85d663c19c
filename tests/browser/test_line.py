"""The line to the bot hangs, breaks or is slow: no step is lost without a word."""

import asyncio

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.conftest import Served, Tab
from tests.browser.hands import button, opened, type_line
from tests.web.small import drop, standing

pytestmark = pytest.mark.browser

SLOW = "No answer yet. It may still come; you can also try again."


def stop_clock(page: Page) -> None:
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))


class Gated:
    """A tab's line; while it is `shut`, all but posts of what the bot says is held."""

    def __init__(self, page: Page) -> None:
        self.held: list[tuple[WebSocketRoute, str | bytes]] = []
        self.shut = False
        page.route_web_socket("**/socket", self._route)

    def _route(self, socket: WebSocketRoute) -> None:
        self._socket = socket
        bot = socket.connect_to_server()
        bot.on_message(lambda said: self._said(socket, said))

    def drop(self) -> None:
        self._socket.close()

    def _said(self, socket: WebSocketRoute, said: str | bytes) -> None:
        if self.shut and '"type": "post"' not in str(said):
            self.held.append((socket, said))
        else:
            socket.send(said)

    def open(self) -> None:
        self.shut = False
        for socket, said in self.held:
            socket.send(said)


def test_a_line_that_hangs_before_the_welcome_is_given_up(tab: Tab) -> None:
    page = tab("Ada")
    hanging: list[WebSocketRoute] = []

    def route(socket: WebSocketRoute) -> None:
        if hanging:
            socket.connect_to_server()
        else:
            hanging.append(socket)

    page.route_web_socket("**/socket", route)
    page.clock.install()
    page.reload()
    while not hanging:
        page.wait_for_timeout(20)
    page.clock.run_for(12_000)
    expect(page.locator("#people li")).to_have_count(1)


def gated(tab: Tab) -> tuple[Page, Gated]:
    page = tab()
    gate = Gated(page)
    page.reload()
    page.get_by_label("Your name").fill("Ada")
    page.keyboard.press("Enter")
    expect(page.locator("#people li")).to_have_count(1)
    return page, gate


@pytest.mark.parametrize("event", ["visibilitychange", "online"])
def test_a_line_that_went_while_nobody_looked_is_soon_found_out(
    tab: Tab, event: str
) -> None:
    page, gate = gated(tab)
    stop_clock(page)
    gate.shut = True
    target = "document" if event == "visibilitychange" else "window"
    page.evaluate(f"() => {{ {target}.dispatchEvent(new Event('{event}')) }}")
    while not gate.held:
        page.wait_for_timeout(20)
    page.clock.run_for(3_600)
    expect(page.get_by_text("Connection lost. Reconnecting…")).to_be_visible()


def test_a_name_that_was_given_up_while_the_line_was_away_is_not_taken(
    tab: Tab, served: Served
) -> None:
    page = tab("Ada")
    served.stop()
    expect(page.get_by_text("Reconnecting…")).to_be_visible()
    page.locator("#me").click()
    page.get_by_label("Your name", exact=True).fill("Eve")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    served.start()
    expect(page.get_by_text("Connected again.")).to_be_visible()
    expect(page.locator("#me")).to_have_text("AAda")


def late(page: Page, gate: Gated) -> None:
    """Longer than a request is waited for."""
    while not gate.held:
        page.wait_for_timeout(20)
    page.clock.run_for(10_100)


def test_a_form_closes_also_when_its_answer_comes_late(tab: Tab) -> None:
    page, gate = gated(tab)
    button(page, "Answer")
    page.get_by_label("Your answer").fill("Zero")
    stop_clock(page)
    gate.shut = True
    button(page, "Done")
    late(page, gate)
    expect(page.get_by_role("alert").last).to_have_text(SLOW)
    gate.open()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".message.private blockquote")).to_have_text("Zero")


def test_a_command_leaves_the_box_also_when_its_answer_comes_late(tab: Tab) -> None:
    page, gate = gated(tab)
    stop_clock(page)
    gate.shut = True
    type_line(page, "/quiz")
    late(page, gate)
    expect(page.locator("#note")).to_contain_text(SLOW)
    expect(page.locator("#line")).to_have_value("/quiz")
    gate.open()
    expect(page.locator("#line")).to_have_value("")
    expect(page.locator("#note")).to_have_text("")
    expect(page.locator(".message.private")).to_have_count(1)


def test_on_a_slow_line_a_second_command_goes_along_and_the_same_goes_once(
    tab: Tab,
) -> None:
    page, gate = gated(tab)
    gate.shut = True
    for _ in range(2):
        page.locator("#chips [data-command=quiz]").click()
    type_line(page, "/deck show deck:x")
    while len(gate.held) < 2:
        page.wait_for_timeout(20)
    expect(page.locator("#send")).to_have_class("send working")
    gate.open()
    expect(page.locator(".message.private")).to_have_count(2)
    expect(page.locator("#send")).to_have_class("send")
    expect(page.locator("#line")).to_have_value("")


def test_that_no_answer_came_stands_on_a_message_that_has_changed_meanwhile(
    tab: Tab, served: Served
) -> None:
    page, gate = gated(tab)
    stop_clock(page)
    gate.shut = True
    button(page, "Show answer")
    served.do(served.page.show(standing(drop(6))))
    expect(page.get_by_text("6 have answered")).to_be_visible()
    late(page, gate)
    expect(page.locator(".message").last.locator(".refused")).to_have_text(SLOW)


def test_a_refusal_that_comes_late_is_said(tab: Tab) -> None:
    page, gate = gated(tab)
    type_line(page, "/quiz")
    quiz = page.locator(".message.private")
    stop_clock(page)
    gate.shut = True
    quiz.get_by_role("button", name="D", exact=True).click()
    late(page, gate)
    expect(quiz.locator(".refused")).to_have_text(SLOW)
    gate.open()
    expect(quiz.locator(".refused")).to_have_text("This is over. Type /quiz.")


def test_a_picture_that_was_lost_with_the_line_is_not_waited_for(
    tab: Tab, served: Served
) -> None:
    page = tab("Ada")
    served.painter.gate = asyncio.Event()
    type_line(page, "/quiz")
    quiz = page.locator(".message.private")
    expect(quiz.locator(".skeleton")).to_be_visible()
    served.stop()
    served.start()
    expect(quiz).to_contain_text("The connection went away before the picture came.")
    expect(quiz.locator(".skeleton")).to_have_count(0)


def test_a_picture_that_is_drawn_while_the_line_is_away_comes_with_it(
    tab: Tab, served: Served
) -> None:
    page, line = gated(tab)
    drawn = served.painter.gate = asyncio.Event()
    type_line(page, "/quiz")
    quiz = page.locator(".message.private")
    expect(quiz.locator(".skeleton")).to_be_visible()
    line.drop()
    expect(quiz).to_contain_text("The connection went away before the picture came.")
    served.do(opened(drawn))
    expect(quiz.locator(".picture img")).to_be_visible()


def test_private_messages_stay_where_the_browser_keeps_nothing(
    tab: Tab, served: Served
) -> None:
    page = tab()
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('no'); }")
    page.reload()
    page.get_by_label("Your name").fill("Ada")
    page.keyboard.press("Enter")
    button(page, "Show answer")
    expect(page.locator(".message.private")).to_have_count(1)
    served.stop()
    expect(page.locator("#away")).to_contain_text("Reconnecting")
    served.start()
    expect(page.locator("#people li")).to_have_count(1)
    expect(page.locator("#away")).not_to_contain_text("Reconnecting")
    expect(page.locator(".message.private")).to_have_count(1)
