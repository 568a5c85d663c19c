"""The page as people meet it: looked at, clicked, typed into."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, Served, Tab
from tests.browser.hands import button, type_line
from tests.web.small import drop, standing, words

pytestmark = pytest.mark.browser


def test_a_newcomer_is_asked_for_a_name_and_sees_todays_card(tab: Tab) -> None:
    page = tab()
    name = page.get_by_label("Your name")
    expect(name).to_have_value(re.compile(r"^\w+ \w+$"))
    name.fill("Ada Lovelace")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    card = page.get_by_role("article")
    expect(card.get_by_role("heading")).to_have_text("Card of the day")
    expect(card.get_by_alt_text("Why is the bound tight?")).to_be_visible()
    expect(card.get_by_role("button", name="Show answer")).to_be_visible()
    expect(page.locator("#line")).to_have_attribute(
        "placeholder", "Type / for commands"
    )


def test_a_name_that_cannot_be_is_refused_in_its_dialog(tab: Tab) -> None:
    page = tab()
    page.get_by_label("Your name").fill("!!!")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("at least one letter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_name_in_the_address_is_taken_and_lasts(tab: Tab, served: Served) -> None:
    page = tab("Ada")
    expect(page).to_have_url(f"{served.address}/")
    page.reload()
    expect(page.locator("#me")).to_have_accessible_name("You are Ada. Change your name")


def test_a_name_in_the_address_that_is_far_too_long_is_refused(
    served: Served, open_page: Open
) -> None:
    page = open_page(f"{served.address}/?as={'fox' * 100}")
    expect(page.get_by_role("alert")).to_have_text(
        "That name is too long. 32 characters is the most: shorten it."
    )
    expect(page.locator("#away")).to_be_hidden()


def test_an_answer_is_typed_ticked_and_saved(tab: Tab) -> None:
    page = tab("Ada")
    button(page, "Answer")
    box = page.get_by_label("Your answer")
    expect(box).to_be_focused()
    box.fill("The gap is zero")
    expect(page.locator(".counter")).to_have_text("15 of 20")
    button(page, "Done")
    private = page.locator(".message.private")
    expect(private.get_by_text("Only you can see this")).to_be_visible()
    expect(private.locator("blockquote")).to_have_text("The gap is zero")
    expect(private.get_by_label("It is zero")).to_be_checked()
    private.get_by_label("The gap is a KL").check()
    button(page, "Save")
    expect(private).to_contain_text("2 of 2 key points")
    expect(private).to_have_count(1)


def test_a_form_keeps_what_was_typed_until_it_has_got_through(tab: Tab) -> None:
    page = tab("Ada")
    button(page, "Answer")
    page.get_by_label("Your answer").fill("nonsense")
    button(page, "Done")
    expect(page.get_by_role("alert").last).to_have_text("Write a word or two.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Answer", exact=True)).to_be_focused()
    page.reload()
    button(page, "Answer")
    expect(page.get_by_label("Your answer")).to_have_value("nonsense")
    page.get_by_label("Your answer").fill("much too long for the box")
    button(page, "Done")
    expect(page.locator(".field .refused")).to_have_text(
        "20 characters is the most: shorten it."
    )


def test_a_double_click_presses_once(tab: Tab) -> None:
    page = tab("Ada")
    page.get_by_role("button", name="Show answer").dblclick()
    expect(page.locator(".message.private")).to_have_count(1)
    type_line(page, "/streak")
    expect(page.get_by_text("No streak yet")).to_be_visible()  # after both presses
    expect(page.locator(".message.private")).to_have_count(1)


def test_a_command_is_completed_by_keyboard_alone(tab: Tab) -> None:
    page = tab("Ada")
    line = page.get_by_role("combobox", name="Type a command")
    line.focus()
    page.keyboard.type("/qui")
    expect(page.get_by_role("option", name="/quiz")).to_have_attribute(
        "aria-selected", "true"
    )
    page.keyboard.press("Enter")
    expect(line).to_have_value("/quiz ")
    page.keyboard.type("lev")
    page.keyboard.press("Tab")
    page.keyboard.type("ex")
    page.keyboard.press("Enter")
    expect(line).to_have_value("/quiz level:expert ")
    page.keyboard.type("deck:m")
    expect(page.get_by_role("option", name="ML")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    private = page.locator(".message.private")
    expect(private).to_contain_text("Ada used /quiz level:expert deck:")
    expect(line).to_have_value("")


def test_an_option_is_filled_in_by_clicking(tab: Tab) -> None:
    page = tab("Ada")
    page.get_by_role("button", name="Show the commands").click()
    page.get_by_role("option", name="/quiz").click()
    page.locator("#chips").get_by_role("button", name="level").click()
    page.get_by_role("option", name="staff").click()
    expect(page.locator("#line")).to_have_value("/quiz level:staff ")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".message.private")).to_have_count(1)


def test_text_without_a_slash_is_answered_kindly(tab: Tab) -> None:
    page = tab("Ada")
    type_line(page, "hello everybody")
    expect(page.locator("#note")).to_contain_text("I only understand commands here")
    page.get_by_role("button", name="Show commands").click()
    expect(page.get_by_role("option", name="/quiz")).to_be_visible()


def test_a_refused_command_stays_to_be_mended(tab: Tab) -> None:
    page = tab("Ada")
    type_line(page, "/quizz")
    expect(page.locator("#note")).to_contain_text("Did you mean /quiz?")
    expect(page.locator("#line")).to_have_value("/quizz")


def test_hostile_text_stays_text(tab: Tab) -> None:
    page = tab("Ada")
    type_line(page, "/help")
    said = page.locator(".message.private p").first
    expect(said).to_have_text("<img src=x onerror=alert(1)> \u202eשלום")
    expect(page.locator("img[src=x]")).to_have_count(0)


def test_a_source_is_copied_letter_by_letter(tab: Tab) -> None:
    page = tab("Ada", permissions=["clipboard-read", "clipboard-write"])
    type_line(page, "/deck show x")
    button(page, "Copy")
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "# Why?\n$x$"


def test_a_picture_is_enlarged_and_gives_the_focus_back(tab: Tab) -> None:
    page = tab("Ada")
    page.locator(".picture").click()
    expect(page.get_by_role("dialog").get_by_alt_text("Why is the")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".picture")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_follow_the_page_and_then_the_members_choice(
    tab: Tab, scheme: str
) -> None:
    other = {"light": "dark", "dark": "light"}[scheme]
    page = tab("Ada", color_scheme=scheme)
    picture = page.locator(".picture img").first
    expect(picture).to_have_attribute("src", f"/pictures/question-{scheme}-900.png")
    theme = page.locator("#theme")
    theme.click()
    if scheme == "light":
        theme.click()
    expect(theme).to_have_accessible_name(f"Theme: {other}")
    expect(picture).to_have_attribute("src", f"/pictures/question-{other}-900.png")
    type_line(page, f"/settings theme:{scheme}")
    expect(picture).to_have_attribute("src", f"/pictures/question-{scheme}-900.png")


def test_private_messages_survive_a_reload_and_belong_to_one_member(tab: Tab) -> None:
    page = tab("Ada")
    button(page, "Show answer")
    expect(page.locator(".message.private")).to_have_count(1)
    page.get_by_label("The gap is a KL").check()
    page.reload()
    expect(page.get_by_label("The gap is a KL")).to_be_checked()
    page.locator("#me").click()
    page.get_by_label("Your name", exact=True).fill("Eve")
    page.keyboard.press("Enter")
    expect(page.locator("#me")).to_contain_text("Eve")
    expect(page.locator(".message.private")).to_have_count(0)


def test_a_private_message_can_be_dismissed(tab: Tab) -> None:
    page = tab("Ada")
    button(page, "Show answer")
    page.get_by_role("button", name="Dismiss this message").click()
    expect(page.locator(".message.private")).to_have_count(0)
    page.reload()
    expect(page.locator("article")).to_have_count(1)


def test_a_public_message_changes_in_place_for_everybody(
    tab: Tab, served: Served
) -> None:
    ada, eve = tab("Ada"), tab("Eve")
    expect(ada.locator("#people li")).to_have_count(2)
    ada.get_by_role("button", name="Show answer").focus()
    served.do(served.page.show(standing(drop(6))))
    for page in (ada, eve):
        expect(page.get_by_text("6 have answered")).to_be_visible()
        expect(page.locator("article")).to_have_count(1)
    expect(ada.get_by_role("button", name="Show answer")).to_be_focused()


def test_a_reader_further_up_is_told_of_news_and_left_alone(
    tab: Tab, served: Served
) -> None:
    served.engine.posts = [standing(words(f"Post {n}"), n) for n in range(1, 60)]
    page = tab("Ada")
    expect(page.get_by_text("Post 59")).to_be_in_viewport()
    page.locator("#scroll").evaluate("box => box.scrollTo(0, 0)")
    expect(page.get_by_role("heading", name="Welcome to #study")).to_be_in_viewport()
    served.do(served.page.show(standing(words("News"), 60)))
    pill = page.get_by_role("button", name="1 new message")
    pill.click()
    expect(page.get_by_text("News")).to_be_in_viewport()
    expect(pill).to_be_hidden()
    served.do(served.page.show(standing(words("Later on"), 61)))
    expect(page.get_by_text("Later on")).to_be_in_viewport()


def test_a_press_while_the_bot_is_away_can_be_repeated_when_it_is_back(
    tab: Tab, served: Served
) -> None:
    page = tab("Ada")
    served.stop()
    expect(page.locator("#away")).to_have_text("Connection lost. Reconnecting…")
    button(page, "Show answer")
    expect(page.locator(".refused")).to_contain_text("The connection went away")
    served.engine.posts = [standing(drop(7))]
    served.start()
    expect(page.get_by_text("7 have answered")).to_be_visible(timeout=15_000)
    button(page, "Show answer")
    expect(page.locator(".message.private")).to_have_count(1)


def test_a_press_looks_at_once_whether_the_bot_is_back(
    tab: Tab, served: Served
) -> None:
    page = tab("Ada")
    with page.expect_websocket() as socket:
        page.reload()
    expect(page.locator("#people li")).to_have_count(1)
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))  # nothing waits its turn
    with socket.value.expect_event("close"):
        served.stop()
    served.start()
    button(page, "Show answer")
    expect(page.locator(".refused")).to_contain_text("The connection went away")
    expect(page.locator("#people li")).to_have_count(1)
    button(page, "Show answer")
    expect(page.locator(".message.private")).to_have_count(1)


def test_an_empty_channel_says_what_to_do(tab: Tab, served: Served) -> None:
    served.engine.posts = []
    page = tab("Ada")
    expect(page.get_by_text("No card has dropped yet")).to_be_visible()
    page.locator("#intro").get_by_role("button", name="Ask me something").click()
    expect(page.locator(".message.private")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_sticks_out_at_the_side(tab: Tab, served: Served, width: int) -> None:
    served.engine.posts = [standing(words("long" * 200), 2), *served.engine.posts]
    page = tab(
        "A long name with its 32 letters!", viewport={"width": width, "height": 700}
    )
    type_line(page, "/quiz")
    expect(page.locator(".message.private")).to_have_count(1)
    page.fill("#line", "/quiz ")
    for box in ("html", "#scroll"):
        wide = page.locator(box).evaluate("e => e.scrollWidth - e.clientWidth")
        assert wide == 0, box
    for control in page.locator("button:visible").all():
        place = control.bounding_box()
        assert place is not None
        assert place["width"] >= 24, control
        assert place["height"] >= 24, control
