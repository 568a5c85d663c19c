"""A whole challenge in the real page, a restart included: desktop beside phone."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from bot import wording
from bot.panels import (
    Button,
    Moment,
    MomentStyle,
    Panel,
    Paragraph,
    Post,
    Table,
    Text,
)
from tests.browser.conftest import Open, Served, Tab
from tests.browser.whole import Bot
from tests.web.small import noon, standing, words

pytestmark = pytest.mark.browser

SOON = 30_000
"""Milliseconds that a question, its answer or the result may take to come."""


CLOSED = timedelta(seconds=5)
"""Longer than a question waits for presses, and its message for an edit."""

READ = timedelta(seconds=100)
"""Longer than any answer stands, were it not known yet that it does."""


def message(page: Page, title: str) -> Locator:
    """The message with this very title."""
    heading = page.get_by_role("heading", name=title, exact=True)
    return page.get_by_role("article").filter(has=heading).last


def question(said: str, title: str, number: int = 1) -> Post:
    buttons = (Button("C", "lock:1"), Button("B", "lock:2"))
    return standing(Panel(words(said).blocks, title, buttons=buttons), number)


def press(where: Locator, label: str) -> None:
    where.get_by_role("button", name=label, exact=True).click()


def test_two_members_play_a_challenge(bot: Bot, open_page: Open) -> None:
    ada = open_page(bot.address, "Ada", color_scheme="light")
    eve = open_page(
        bot.address, "Eve", color_scheme="dark", viewport={"width": 390, "height": 844}
    )
    ada.fill("#line", "/challenge questions:2")
    ada.press("#line", "Escape")
    ada.press("#line", "Enter")
    lobby = message(eve, wording.challenges.CHALLENGE)
    expect(lobby).to_contain_text("2 questions from Generative models", timeout=SOON)
    press(lobby, wording.challenges.JOIN)
    host = ada.get_by_role("article").filter(has_text="Hosted by")
    expect(host).to_contain_text("2 have joined", timeout=SOON)
    press(host, wording.challenges.START)

    for number in (1, 2):
        title = wording.challenges.question_title(number, 2)
        for page in (ada, eve):
            expect(message(page, title)).to_be_visible(timeout=SOON)
            picture = message(page, title).locator(".picture img")
            expect(picture).to_have_js_property("complete", True)
        for letter, said in (("B", "Locked in: B."), ("A", "Changed to A, which")):
            press(message(ada, title), letter)
            expect(message(ada, title).locator(".noted")).to_contain_text(said)
        press(message(ada, title), "C")
        refusal = message(ada, title).locator(".refused")
        expect(refusal).to_contain_text("You changed once, so your A stays.")
        expect(message(eve, title)).to_contain_text("1 of 2 has", timeout=SOON)
        if number == 2:  # a restart in the midst of it takes nothing away
            bot.stop()
            expect(eve.locator("#away")).to_contain_text("Reconnecting", timeout=SOON)
            bot.start()
            expect(eve.locator("#away.waiting")).to_have_count(0, timeout=SOON)
            expect(message(eve, title)).to_contain_text("1 of 2 has")
        press(message(eve, title), "B")
        expect(message(eve, title).locator(".noted")).to_contain_text("Locked in: B.")
        bot.later += CLOSED
        answer = message(eve, wording.challenges.answer_title(title))
        expect(answer).to_contain_text(re.compile("✓ [A-D] is right"), timeout=SOON)
        marked = answer.get_by_role("button", name=re.compile("^✓ [A-D]$"))
        expect(marked).to_have_count(1)
        bot.later += READ

    result = message(eve, wording.results.CHALLENGE_RESULT)
    expect(result).to_contain_text("2 questions, 2 players.", timeout=60_000)
    expect(result.get_by_role("cell", name="Ada", exact=True)).to_be_visible()
    press(result, wording.results.MY_ANSWERS)
    mine = eve.locator(".message.private").last
    expect(mine).to_contain_text(re.compile(r"Place \d of 2: \d of 2 right"))
    expect(mine.get_by_role("listitem")).to_have_count(2)
    wide = eve.locator("html").evaluate("e => e.scrollWidth - e.clientWidth")
    assert wide == 0


def test_a_refusal_stays_while_the_count_goes_along(tab: Tab, served: Served) -> None:
    served.engine.posts = [question("1 of 9 has answered.", "Question 1 of 2")]
    page = tab("Ada")
    page.get_by_role("button", name="C", exact=True).click()
    refusal = page.locator(".refused").filter(has_text="This is over. Type /quiz.")
    expect(refusal).to_be_visible()

    served.do(served.page.show(question("2 of 9 have answered.", "Question 1 of 2")))
    expect(page.get_by_text("2 of 9 have answered.")).to_be_visible()
    expect(refusal).to_be_visible()

    served.do(served.page.show(question("C is right.", "The answer")))
    expect(page.get_by_text("C is right.")).to_be_visible()
    expect(refusal).to_have_count(0)


def test_a_word_on_a_press_stands_where_it_was_pressed_until_that_is_over(
    tab: Tab, served: Served
) -> None:
    served.engine.posts = [question("Nobody has answered.", "Question 1 of 2")]
    page = tab("Ada")
    for _ in range(3):
        page.get_by_role("button", name="B", exact=True).click()
        expect(page.locator(".noted")).to_have_text("Locked in: B.")
    expect(page.get_by_label("Only you can see this")).to_have_count(1)
    expect(page.locator(".message")).to_have_count(1)

    counted = question("1 of 9 has answered.", "Question 1 of 2")
    served.engine.posts = [counted]
    served.do(served.page.show(counted))
    expect(page.get_by_text("1 of 9 has answered.")).to_be_visible()
    expect(page.locator(".noted")).to_have_text("Locked in: B.")
    page.reload()
    expect(page.locator(".noted")).to_have_text("Locked in: B.")

    served.do(served.page.show(question("C is right.", "Question 1 of 2: the answer")))
    expect(page.get_by_text("C is right.")).to_be_visible()
    expect(page.locator(".noted")).to_have_text("")


def test_a_word_on_a_press_stands_in_every_tab_of_the_member(
    tab: Tab, served: Served
) -> None:
    served.engine.posts = [question("Nobody has answered.", "Question 1 of 2")]
    one, two, eve = tab("Ada"), tab("Ada"), tab("Eve")
    one.get_by_role("button", name="B", exact=True).click()
    for page in (one, two):
        expect(page.locator(".noted")).to_have_text("Locked in: B.")
    two.reload()
    expect(two.locator(".noted")).to_have_text("Locked in: B.")
    expect(eve.locator(".noted")).to_be_empty()


def test_a_word_on_a_press_is_not_left_for_whoever_uses_the_tab_next(
    tab: Tab, served: Served
) -> None:
    served.engine.posts = [question("Nobody has answered.", "Question 1 of 2")]
    page = tab("Ada")
    page.get_by_role("button", name="B", exact=True).click()
    expect(page.locator(".noted")).to_have_text("Locked in: B.")

    page.locator("#me").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("Eve")
    page.keyboard.press("Enter")
    expect(page.locator("#me")).to_contain_text("Eve")
    expect(page.locator(".noted")).to_have_text("")


def test_whoever_has_pressed_at_the_end_stays_there_as_the_count_goes_along(
    tab: Tab, served: Served
) -> None:
    long = [question("A question. " * 80, f"Question {n} of 9", n) for n in range(1, 5)]
    served.engine.posts = long
    page = tab("Ada", viewport={"width": 386, "height": 790})
    last = page.locator(".message").last
    last.get_by_role("button", name="B", exact=True).click()
    expect(last.locator(".noted")).to_have_text("Locked in: B.")
    last.get_by_role("button", name="C", exact=True).click()
    expect(last.locator(".refused")).to_have_text("This is over. Type /quiz.")

    served.do(served.page.show(question("1 of 9. " * 120, "Question 4 of 9", 4)))
    expect(last).to_contain_text("1 of 9.")
    served.do(served.page.show(question("Right. " * 160, "The answer", 4)))
    expect(last).to_contain_text("Right.")
    page.wait_for_function(
        "e => e.scrollHeight - e.scrollTop - e.clientHeight < 2",
        arg=page.locator("#scroll").element_handle(),
    )


def test_whoever_went_up_to_read_a_tall_question_is_taken_to_the_next_one(
    tab: Tab, served: Served
) -> None:
    served.engine.posts = [question("A question. " * 160, "Question 1 of 9", 1)]
    page = tab("Ada", viewport={"width": 386, "height": 790})
    expect(page.get_by_role("heading", name="Question 1 of 9")).to_be_visible()
    page.locator("#scroll").evaluate("e => e.scrollBy(0, -150)")

    served.do(served.page.show(question("The next.", "Question 2 of 9", 2)))
    heading = page.get_by_role("heading", name="Question 2 of 9")
    expect(heading).to_be_in_viewport()
    expect(page.locator("#pill")).to_be_hidden()

    page.locator("#scroll").evaluate("e => e.scrollBy(0, -700)")
    served.do(served.page.show(question("And another.", "Question 3 of 9", 3)))
    expect(page.locator("#pill")).to_have_text("1 new message")
    expect(heading).not_to_be_in_viewport()


def test_names_of_a_board_stand_on_one_side_whichever_way_they_are_read(
    tab: Tab, served: Served
) -> None:
    board = Table(("#", "Who"), (("1", "Ada"), ("2", "\u05e8\u05d5\u05ea")))
    served.engine.posts = [standing(Panel((board,), "The board"))]
    names = tab("Ada").locator("td:nth-child(2)")

    expect(names).to_have_count(2)
    left = names.evaluate_all(
        """cells => cells.map(cell => {
          const words = document.createRange();
          words.selectNodeContents(cell);
          return words.getBoundingClientRect().left;
        })"""
    )
    assert left[0] == left[1]


def test_the_end_of_a_question_counts_down_by_itself(tab: Tab, served: Served) -> None:
    end = Moment(noon() + timedelta(seconds=50), MomentStyle.COUNTDOWN)
    over = Moment(noon() - timedelta(seconds=9), MomentStyle.COUNTDOWN)
    said = Paragraph((Text("Ends "), end, Text("; ended "), over, Text(".")))
    served.engine.posts = [standing(Panel((said,), "Question 1 of 2"))]
    page = tab("Ada")
    first, second = page.locator("time[data-style=countdown]").all()

    expect(first).to_have_text(re.compile(r"in \d\d seconds"))
    before = first.text_content()
    expect(first).not_to_have_text(before or "", timeout=3_000)
    expect(second).to_have_text("now")
