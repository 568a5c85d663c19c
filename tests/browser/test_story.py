"""A study day and the next one in the browser, with the whole bot behind the page."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from bot import wording
from tests.browser.conftest import Open
from tests.browser.hands import button, type_line
from tests.browser.whole import Bot

pytestmark = pytest.mark.browser

DECK = """\
format = 1
id = "tides"
title = "Tides"

[[cards]]
id = "moon"
question = "Why are there two tides a day?"
answer = "The moon pulls the near side more than the far side."
"""


def run(page: Page, line: str) -> Locator:
    """Sends a command; gives the private message that answers it."""
    type_line(page, line)
    expect(page.locator("#line")).to_have_value("")
    answer = page.locator(".message.private").last
    expect(answer.locator(".asked")).to_contain_text(line)
    return answer


def card(page: Page) -> Locator:
    """The card of the day that came last."""
    return page.locator(".message:not(.private)").last


def answer_card(page: Page, text: str) -> Locator:
    """Types an answer, ticks the first key point and saves it."""
    card(page).get_by_role("button", name=wording.labels.ANSWER, exact=True).click()
    page.get_by_role("dialog").get_by_role("textbox").fill(text)
    button(page, wording.cards.ANSWER_SUBMIT)
    private = page.locator(".message.private").last
    expect(private.locator("blockquote")).to_have_text(text)
    ticks = private.get_by_role("group", name=wording.cards.TICK_ASK)
    ticks.get_by_role("checkbox").first.check()
    button(page, wording.labels.SAVE)
    expect(private).to_contain_text("1 of 5 key points")
    expect(private).to_contain_text("Streak: 1 day")
    expect(private.locator("li.boxed")).to_have_count(5)
    return private


def test_a_study_day_and_the_next(bot: Bot, open_page: Open) -> None:
    ada = open_page(bot.address, "Ada")
    eve = open_page(bot.address, "Eve", viewport={"width": 390, "height": 844})
    expect(card(eve)).to_contain_text(wording.drops.DROP_TITLE)
    expect(card(eve).locator(".picture img")).to_have_js_property("naturalWidth", 600)
    expect(card(ada).locator(".picture img")).to_have_js_property("naturalWidth", 900)

    answer_card(ada, "It adds noise step by step.")
    expect(card(eve)).to_contain_text("1 has answered")
    answer_card(eve, "Noise, and the way back.")
    expect(card(ada)).to_contain_text("2 have answered")

    quiz = run(ada, "/quiz")
    for _ in range(2):
        quiz.get_by_role("button", name="A", exact=True).click()
        expect(quiz).to_contain_text(re.compile("is right"))
        button(ada, wording.labels.NEXT)
    expect(quiz.get_by_role("button", name="A", exact=True)).to_be_visible()
    board = run(ada, "/leaderboard")
    expect(board.get_by_role("cell", name="Eve")).to_be_visible()

    bot.stop()
    expect(ada.locator("#away")).to_contain_text("Reconnecting")
    bot.start()
    expect(ada.locator("#away")).to_have_text("Connected again.")
    quiz = ada.locator(".message.private", has_text="/quiz").first
    quiz.get_by_role("button", name="B", exact=True).click()
    expect(quiz).to_contain_text(re.compile("is right"))
    expect(quiz.locator(".skeleton")).to_have_count(0)

    other = ada.context.new_page()
    other.goto(f"{bot.address}/?as=Ada")
    expect(card(other)).to_contain_text("2 have answered")
    expect(other.locator("#people li")).to_have_count(2)
    other.close()

    bot.stop()
    bot.later = timedelta(days=1, hours=1)
    bot.start()
    cards = ada.get_by_role("heading", name=wording.drops.DROP_TITLE)
    expect(cards).to_have_count(2, timeout=30_000)
    expect(ada.locator("#said")).to_have_text(
        f"Meanwhile: {wording.drops.DROP_CLOSED_TITLE}."
    )
    old = ada.locator(".message:not(.private)").first
    expect(
        old.get_by_role("button", name=wording.labels.ANSWER, exact=True)
    ).to_have_count(0)
    expect(old.locator(".picture")).to_have_count(2)
    expect(card(ada)).to_contain_text("Nobody has answered yet")


def test_decks_settings_and_what_is_stored(bot: Bot, open_page: Open) -> None:
    ada = open_page(bot.address, "Ada")
    decks = run(ada, "/deck list")
    expect(decks.get_by_role("cell", name="Generative models")).to_be_visible()
    ada.fill("#line", "/deck import ")
    with ada.expect_file_chooser() as chosen:
        ada.locator("#chips").get_by_role("button", name="file").click()
    file = FilePayload(name="tides.toml", mimeType="text/plain", buffer=DECK.encode())
    chosen.value.set_files(files=[file])
    expect(ada.locator(".chip.filled")).to_contain_text("tides.toml")
    ada.get_by_role("button", name="Send").click()
    expect(ada.locator(".message.private").last).to_contain_text(
        "Tides",
        timeout=30_000,  # a process of its own reads it
    )
    expect(run(ada, "/deck show deck:tides")).to_contain_text("two tides a day")
    exported = run(ada, "/deck export deck:tides")
    with ada.expect_download() as download:
        exported.locator(".file").click()
    assert b"Why are there two tides a day?" in download.value.path().read_bytes()

    schedule = run(ada, "/drop set")
    expect(schedule).to_have_accessible_name(
        re.compile("^Studybot .+ When cards come$")
    )
    choose = schedule.get_by_role("button", name="Choose")
    for place, what in enumerate(["Time", "Days", "Decks", "Time zone"]):
        expect(choose.nth(place)).to_have_accessible_description(what)
    schedule.get_by_role("combobox").first.select_option("18:00")
    schedule.get_by_role("button", name="Choose").first.click()
    expect(schedule).to_contain_text("At 18:00")
    assert run(ada, "/settings").is_visible()
    expect(run(ada, "/progress").locator(".picture img")).to_be_visible(timeout=20_000)

    ada.fill("#line", "/quizz")
    ada.press("#line", "Enter")
    expect(ada.locator("#note")).to_contain_text("There is no command “quizz”")
    forget = run(ada, "/privacy delete")
    forget.get_by_role("button", name=wording.labels.DELETE).click()
    expect(forget.get_by_role("button", name=wording.labels.DELETE)).to_have_count(0)
    # What this tab had been told goes as well: nothing but the answer is left of it.
    expect(ada.locator(".message.private")).to_have_count(1)
    kept = ada.evaluate("() => JSON.stringify({...sessionStorage})")
    assert "two tides a day" not in kept
