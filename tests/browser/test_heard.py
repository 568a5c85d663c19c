"""What a screen reader reads by itself: each thing once, nothing that only ticks."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.panels import (
    Button,
    Moment,
    MomentStyle,
    Panel,
    Paragraph,
    Post,
    Text,
)
from tests.browser.conftest import Served, Tab
from tests.browser.hands import type_line
from tests.web.small import QUESTION, drop, noon, standing, words

pytestmark = pytest.mark.browser

HEARD = Path(__file__).with_name("heard.js").read_text("utf-8")

AFTER = 1_500
"""Milliseconds in which whatever is to be heard has been: a second's tick included."""


def listening(page: Page) -> Page:
    """From the page's first moment on."""
    page.add_init_script(HEARD)
    page.reload()
    expect(page.locator("#people li")).to_have_count(1)
    return page


def heard(page: Page) -> list[str]:
    page.wait_for_timeout(AFTER)
    told: list[str] = page.evaluate("() => window.heard.splice(0)")
    return told


def question(counted: str, title: str = "Question 1 of 2") -> Post:
    ends = Moment(noon() + timedelta(seconds=90), MomentStyle.COUNTDOWN)
    said = (Paragraph((Text("Ends "), ends)), Paragraph((Text(counted),)))
    letters = (Button("C", "lock:1"), Button("B", "lock:2"))
    return standing(Panel((QUESTION, *said), title, buttons=letters), 2)


def press(page: Page, letter: str) -> Locator:
    page.get_by_role("button", name=letter, exact=True).click()
    return page.locator(".message").last


def test_what_stood_there_before_is_not_read_out(tab: Tab) -> None:
    page = listening(tab("Ada"))
    assert [each for each in heard(page) if "Card of the day" in each] == []


def test_a_question_is_read_once_and_not_as_its_count_and_clock_go_on(
    tab: Tab, served: Served
) -> None:
    page = listening(tab("Ada"))
    heard(page)
    served.do(served.page.show(question("Nobody has answered.")))
    (told,) = heard(page)
    assert "Question 1 of 2" in told
    assert "Why is the bound tight?" in told

    for count in ("1 of 9 has answered.", "2 of 9 have answered."):
        served.do(served.page.show(question(count)))
        expect(page.get_by_text(count)).to_be_visible()
    assert heard(page) == []


def test_the_answer_in_its_place_is_told_in_a_word(tab: Tab, served: Served) -> None:
    page = listening(tab("Ada"))
    served.do(served.page.show(question("Nobody has answered.")))
    heard(page)
    answer = Panel(words("B is right.").blocks, "Question 1 of 2: the answer")
    served.do(served.page.show(standing(answer, 2)))
    assert heard(page) == ["Question 1 of 2: the answer. B is right."]


def test_a_word_on_a_press_and_a_refusal_are_told_once(
    tab: Tab, served: Served
) -> None:
    page = listening(tab("Ada"))
    served.do(served.page.show(question("Nobody has answered.")))
    heard(page)
    expect(press(page, "B").locator(".noted")).to_have_text("Locked in: B.")
    assert heard(page) == ["Locked in: B."]
    expect(press(page, "C").locator(".refused")).to_have_text(
        "This is over. Type /quiz."
    )
    assert heard(page) == ["This is over. Type /quiz."]

    served.do(served.page.show(question("1 of 9 has answered.")))
    expect(page.get_by_text("1 of 9 has answered.")).to_be_visible()
    expect(page.locator(".message").last.locator(".refused")).not_to_be_empty()
    assert heard(page) == []


def test_a_private_answer_is_read_once_and_what_it_becomes_is_told_in_a_word(
    tab: Tab,
) -> None:
    page = listening(tab("Ada"))
    heard(page)
    type_line(page, "/quiz")
    quiz = page.locator(".message.private")
    expect(quiz.locator("img.avatar + .body img")).to_be_visible()
    assert "Why is the bound tight?" in " ".join(heard(page))
    press(page, "A")
    expect(quiz).to_contain_text("Right.")
    assert heard(page) == ["Right."]


def test_of_the_card_of_the_day_the_count_is_not_told(tab: Tab, served: Served) -> None:
    page = listening(tab("Ada"))
    heard(page)
    served.do(served.page.show(standing(drop(6))))
    expect(page.get_by_text("6 have answered")).to_be_visible()
    assert heard(page) == []


def test_what_messages_became_while_the_line_was_away_is_told_once(
    tab: Tab, served: Served
) -> None:
    served.engine.posts = [question("Nobody has answered."), standing(drop(5))]
    page = listening(tab("Ada"))
    served.stop()
    expect(page.locator("#away")).to_contain_text("Reconnecting")
    heard(page)
    answer = Panel(words("B is right.").blocks, "Question 1 of 2: the answer")
    served.engine.posts = [standing(answer, 2), standing(drop(6))]
    served.start()
    expect(page.get_by_text("6 have answered")).to_be_visible()
    assert heard(page) == [
        "Connected again.",
        "Meanwhile: Question 1 of 2: the answer.",
    ]


def test_of_a_picture_that_was_lost_with_the_line_one_hears(
    tab: Tab, served: Served
) -> None:
    page = listening(tab("Ada"))
    served.painter.gate = asyncio.Event()
    type_line(page, "/quiz")
    expect(page.locator(".skeleton")).to_be_visible()
    served.stop()
    expect(page.locator("#away")).to_contain_text("Reconnecting")
    heard(page)
    served.start()
    expect(page.locator(".skeleton")).to_have_count(0)
    assert heard(page) == [
        "Connected again.",
        "The connection went away before the picture came. "
        "Run the command again for a fresh one.",
    ]


def test_what_came_of_copying_and_of_a_download_is_told_once(tab: Tab) -> None:
    page = listening(tab("Ada"))
    type_line(page, "/deck show deck:x")
    page.get_by_role("button", name="Copy").click()
    told = [each for each in heard(page) if each in {"Copied", "Copy"}]
    assert told == ["Copied"]

    type_line(page, "/deck export x")
    page.route("**/files/*", lambda route: route.abort())
    page.locator(".file").click()
    gone = "The file is no longer kept, or the connection is away. Ask for it again."
    assert [each for each in heard(page) if "no longer kept" in each] == [gone]
