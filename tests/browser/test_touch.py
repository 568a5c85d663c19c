"""The page under a finger, and with letters that were made larger in the browser."""

from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bot import wording
from bot.panels import Bullets, Choice, Panel, Select, Table, Text
from tests.browser.conftest import PATIENCE, Open, Served, Tab, launched
from tests.browser.hands import type_line
from tests.browser.whole import Bot
from tests.web.small import standing, words

pytestmark = pytest.mark.browser

PHONE: dict[str, Any] = {
    "viewport": {"width": 320, "height": 667},
    "has_touch": True,
    "is_mobile": True,
}

TWICE = "--blink-settings=defaultFontSize=32"

SMALL = """
() => [...document.querySelectorAll("button, input, select, [role=option]")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .filter((each) => !each.matches(".box input"))
  .map((each) => [each.textContent, each.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 44 || height < 44)
  .map(([text, { width, height }]) => [text, width, height])
"""


def small(page: Page) -> list[list[Any]]:
    """What can be pressed and is narrower or lower than a finger."""
    found: list[list[Any]] = page.evaluate(SMALL)
    return found


def test_whatever_a_finger_presses_is_as_broad_as_one(tab: Tab, served: Served) -> None:
    page = tab("Ada", **PHONE)
    type_line(page, "/deck show deck:x")
    expect(page.get_by_role("button", name="Copy")).to_be_visible()
    served.do(served.page.show(standing(words("News " * 900), 60)))
    expect(page.get_by_role("button", name="Show all")).to_be_visible()
    assert small(page) == []
    page.fill("#line", "/")
    expect(page.get_by_role("option").first).to_be_visible()
    assert small(page) == []
    page.keyboard.press("Escape")
    page.locator("#here").tap()
    expect(page.get_by_role("heading", name="Here now")).to_be_visible()
    assert small(page) == []


def test_what_a_finger_pressed_does_not_go_on_looking_pressed(tab: Tab) -> None:
    page = tab("Ada", **PHONE)
    chip = page.locator(".chip").first
    before = chip.evaluate("each => getComputedStyle(each).backgroundColor")
    chip.click()
    expect(page.locator(".message.private")).to_have_count(1)
    expect(chip).to_have_css("background-color", before)


def test_whoever_joins_by_finger_is_among_the_messages_with_no_keyboard_over_them(
    tab: Tab,
) -> None:
    page = tab(**PHONE)
    page.get_by_role("button", name="Join the channel").tap()
    expect(page.locator("#me")).to_be_visible()
    expect(page.locator("#scroll")).to_be_focused()


def test_the_box_does_not_move_as_its_first_buttons_come(tab: Tab) -> None:
    page = tab("Ada", **PHONE)
    expect(page.locator("#chips")).not_to_be_empty()
    there = page.locator("#composer").bounding_box()
    page.route_web_socket("**/socket", lambda socket: None)
    page.reload()
    expect(page.locator("#chips")).to_be_empty()
    assert page.locator("#composer").bounding_box() == there


def test_over_a_keyboard_an_answer_can_be_written_and_sent(
    bot: Bot, open_page: Open
) -> None:
    over: dict[str, Any] = {**PHONE, "viewport": {"width": 360, "height": 380}}
    page = open_page(bot.address, "Ada", **over)
    page.get_by_role("button", name=wording.labels.ANSWER, exact=True).tap()
    form = page.get_by_role("dialog")
    expect(form.get_by_role("textbox")).to_be_in_viewport(ratio=1)
    send = form.get_by_role("button", name=wording.cards.ANSWER_SUBMIT)
    expect(send).to_be_in_viewport(ratio=1)


def test_a_very_long_word_in_a_table_leaves_the_next_column_in_view(
    tab: Tab, served: Served
) -> None:
    board = Table(("Question", "Level"), (("Rindfleischetikett" * 8, "expert"),))
    served.engine.posts = [standing(Panel((board,), "The deck"))]
    page = tab("Ada", **PHONE)
    expect(page.get_by_role("cell", name="expert")).to_be_in_viewport(ratio=1)


def test_a_very_long_name_on_a_board_stands_beside_its_points(
    tab: Tab, served: Served
) -> None:
    board = Table(("Who", "Points"), (("W" * 32, "30"), ("Ada", "0")))
    served.engine.posts = [standing(Panel((board,), "This week"))]
    page = tab("Ada", viewport={"width": 1280, "height": 800})
    name = page.get_by_text("W" * 32).bounding_box()
    points = page.get_by_text("30", exact=True).bounding_box()
    assert name is not None
    assert points is not None
    assert name["x"] + name["width"] <= points["x"]


@pytest.mark.parametrize("text", ["שלום", "☑ שלום"])
def test_the_mark_of_what_is_read_from_the_right_stands_within_the_page(
    tab: Tab, served: Served, text: str
) -> None:
    items = Bullets(((Text(text),), (Text("Left to right " * 20),)))
    served.engine.posts = [standing(Panel((items,)))]
    page = tab("Ada", **PHONE)
    box = page.locator(".body").bounding_box()
    item = page.locator(".body li").first.bounding_box()
    assert box is not None
    assert item is not None
    mark = 0 if "☑" in text else 16
    assert item["x"] + item["width"] + mark <= box["x"] + box["width"]


def test_on_a_very_small_screen_a_form_needs_no_scrolling(
    bot: Bot, open_page: Open
) -> None:
    tiny: dict[str, Any] = {**PHONE, "viewport": {"width": 320, "height": 320}}
    page = open_page(bot.address, **tiny)
    form = page.get_by_role("dialog")
    expect(form.get_by_role("heading")).to_be_in_viewport(ratio=1)
    expect(form.get_by_role("button", name="Join")).to_be_in_viewport(ratio=1)

    form.get_by_role("button", name="Join").tap()
    page.get_by_role("button", name=wording.labels.ANSWER, exact=True).tap()
    send = form.get_by_role("button", name=wording.cards.ANSWER_SUBMIT)
    expect(form.get_by_role("heading")).to_be_in_viewport(ratio=1)
    expect(send).to_be_in_viewport(ratio=1)


def test_the_button_to_copy_covers_nothing_of_the_text(tab: Tab) -> None:
    page = tab("Ada", **PHONE)
    type_line(page, "/deck show deck:x")
    text = page.get_by_label("Text to copy").bounding_box()
    copy = page.get_by_role("button", name="Copy").bounding_box()
    assert text is not None
    assert copy is not None
    assert text["y"] + text["height"] <= copy["y"]


def test_letters_twice_as_large_by_the_browsers_setting(
    browser: Browser, served: Served
) -> None:
    choices = (Choice("every day of the week, Sundays included", "all"),)
    menu = Select("Days", "days:1", choices)
    served.engine.posts = [
        standing(Panel(words("Cards come.").blocks, selects=(menu,)))
    ]
    with closing(launched(browser.browser_type, TWICE)) as large:
        page = large.new_page(viewport={"width": 390, "height": 844})
        page.set_default_timeout(PATIENCE)
        page.goto(f"{served.address}/?as=Ada")
        choose = page.get_by_role("button", name="Choose")
        expect(choose).to_be_in_viewport(ratio=1)
        expect(page.locator(".body p").first).to_have_css("font-size", "32px")
        expect(page.locator("#me")).to_be_in_viewport(ratio=1)
        expect(page.get_by_role("combobox", name="Days")).to_be_in_viewport(ratio=1)
        for box in ("html", "#scroll", ".top"):
            wide = page.locator(box).evaluate("e => e.scrollWidth - e.clientWidth")
            assert wide == 0, box
