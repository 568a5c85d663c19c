"""The page for every eye and hand: contrast, names, order of focus, narrow screens."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from bot.panels import Panel, Source, Table
from tests.browser.conftest import Open, Served, Tab
from tests.browser.hands import type_line
from tests.web.small import standing, words

pytestmark = pytest.mark.browser

CONTRAST = Path(__file__).with_name("contrast.js").read_text("utf-8")
"""Each visible text, and each edge of a control, with its ratio as WCAG 2 counts it."""

LEAST = {"text": 4.5, "edge": 3.0}


def full_of_things(page: Page) -> None:
    """An answer with boxes, a quiz, a refused line and its note, on one page."""
    page.get_by_role("button", name="Show answer").click()
    expect(page.get_by_role("checkbox")).to_have_count(2)
    page.fill("#line", "/quiz")
    page.press("#line", "Enter")
    expect(page.locator(".message.private")).to_have_count(2)
    page.fill("#line", "/quizz")
    page.press("#line", "Enter")
    expect(page.locator("#note")).to_contain_text("Did you mean")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_to_be_read_stands_out(tab: Tab, scheme: str) -> None:
    page = tab("Ada", color_scheme=scheme, reduced_motion="reduce")
    full_of_things(page)
    page.fill("#line", "/")
    expect(page.get_by_role("option").first).to_be_visible()
    found = page.evaluate(CONTRAST)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found += page.evaluate(CONTRAST)

    faint = [each for each in found if each[2] < LEAST[each[0]]]
    assert faint == []
    kinds = [kind for kind, _, _ in found]
    assert kinds.count("text") > 50
    assert kinds.count("edge") > 10


NAMED = {"button", "checkbox", "combobox", "dialog", "link", "listbox", "option"}
NAMED |= {"textbox", "img", "image", "log", "group", "navigation", "complementary"}


def nodes(page: Page) -> list[dict[str, Any]]:
    """What a screen reader is given."""
    session = page.context.new_cdp_session(page)
    tree: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
    return [node for node in tree if not node.get("ignored")]


def test_whatever_can_be_pressed_or_seen_has_a_name(tab: Tab) -> None:
    page = tab("Ada")
    full_of_things(page)
    page.fill("#line", "/")
    expect(page.get_by_role("option").first).to_be_visible()
    found = nodes(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found += nodes(page)

    roles = {node["role"]["value"] for node in found}
    assert {"button", "checkbox", "combobox", "dialog", "option", "textbox"} <= roles
    nameless = [
        node["role"]["value"]
        for node in found
        if node["role"]["value"] in NAMED and not node.get("name", {}).get("value")
    ]
    assert nameless == []
    for image in page.locator("img").all():
        assert image.get_attribute("alt") is not None


def test_a_picture_is_named_by_what_it_says(tab: Tab) -> None:
    picture = tab("Ada").locator(".picture").first
    expect(picture).to_have_accessible_name("Why is the bound tight?")
    expect(picture).to_have_accessible_description("Enlarge the picture")


def test_the_tab_key_goes_from_top_to_bottom(tab: Tab) -> None:
    page = tab("Ada", viewport={"width": 1280, "height": 800})
    expect(page.locator(".picture img")).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    passed = [_next_stop(page)]
    while (stop := _next_stop(page)) != passed[0]:
        passed.append(stop)

    assert passed[0] == "Skip to the message box"
    assert passed[1] == "Today's card"
    order = [
        "Help",
        "theme",
        "me",
        "Play together",
        "picture",
        "Answer",
        "Show answer",
        "slash",
        "line",
        "send",
        "/quiz",
    ]
    rest = passed[passed.index("Help") :]
    assert [stop for stop in rest if stop in order] == order


def _next_stop(page: Page) -> str:
    page.keyboard.press("Tab")
    said: str = page.evaluate(
        "() => { const at = document.activeElement;"
        " return at.id || (at.matches('.picture') ? 'picture' : at.textContent) }"
    )
    return said


def test_the_focus_is_never_lost_with_what_was_pressed(
    tab: Tab, served: Served
) -> None:
    page = tab("Ada", viewport={"width": 1280, "height": 500})
    chip = page.get_by_role("button", name="/quiz", exact=True)
    chip.press("Enter")
    expect(page.locator(".message.private")).to_have_count(1)
    expect(chip).to_be_focused()

    type_line(page, "hello")
    expect(page.locator("#note")).to_contain_text("I only understand commands")
    page.get_by_role("button", name="Close", exact=True).press("Enter")
    expect(page.locator("#note")).to_be_empty()
    expect(page.locator("#line")).to_be_focused()

    page.fill("#line", "/deck import ")
    with page.expect_file_chooser() as chosen:
        page.locator("#chips").get_by_role("button", name="file").press("Enter")
    file = FilePayload(name="x.toml", mimeType="text/plain", buffer=b"x")
    chosen.value.set_files(files=[file])
    page.get_by_role("button", name="Remove the file x.toml").press("Enter")
    expect(page.locator("#chips").get_by_role("button", name="file")).to_be_focused()

    served.do(served.page.show(standing(words("News\n" * 60), 60)))
    expect(page.get_by_text("News").last).to_be_visible()
    page.locator("#scroll").evaluate("box => box.scrollTo(0, 0)")
    served.do(served.page.show(standing(words("The last."), 61)))
    page.locator("#pill").press("Enter")
    expect(page.locator(".message").last).to_be_focused()


def test_the_focus_stays_where_it_was_as_the_line_comes_back(
    tab: Tab, served: Served
) -> None:
    page = tab("Ada", viewport={"width": 1280, "height": 800})
    page.get_by_role("button", name="Leaderboard").focus()
    served.stop()
    expect(page.get_by_text("Reconnecting…")).to_be_visible()
    served.start()
    expect(page.get_by_text("Connected again.")).to_be_visible()
    expect(page.get_by_role("button", name="Leaderboard")).to_be_focused()


def test_the_focus_is_among_the_messages_also_when_the_last_one_goes(
    tab: Tab, served: Served
) -> None:
    served.engine.posts = []
    page = tab("Ada")
    type_line(page, "/quiz")
    page.get_by_role("button", name="Dismiss this message").press("Enter")
    expect(page.locator(".message")).to_have_count(0)
    expect(page.get_by_role("main")).to_be_focused()


def test_the_skip_link_leads_to_the_message_box(tab: Tab) -> None:
    page = tab("Ada")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the message box")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#line")).to_be_focused()


def test_at_320_pixels_nothing_needs_to_be_scrolled_sideways(tab: Tab) -> None:
    page = tab("Ada", viewport={"width": 320, "height": 568})
    full_of_things(page)
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    for box in ("html", "#scroll", "dialog"):
        wide = page.locator(box).evaluate("e => e.scrollWidth - e.clientWidth")
        assert wide == 0, box


def test_enlarged_four_times_half_of_the_window_is_for_the_messages(tab: Tab) -> None:
    page = tab("Ada", viewport={"width": 320, "height": 256})
    expect(page.get_by_role("button", name="Show answer")).to_be_in_viewport(ratio=1)
    high = page.locator("#scroll").evaluate("box => box.clientHeight")
    assert high >= 128
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_label("Your answer")).to_be_in_viewport(ratio=1)


def test_where_colours_are_forced_boxes_have_edges(tab: Tab) -> None:
    page = tab("Ada", forced_colors="active")
    page.get_by_role("button", name="Answer", exact=True).click()
    for box, wide in (
        (".form", "1px"),
        ("#me .avatar", "1px"),
        (".message .primary", "3px"),
    ):
        expect(page.locator(box).first).to_have_css("border-top-width", wide)


def test_where_colours_are_forced_it_is_seen_that_the_box_has_the_focus(
    tab: Tab,
) -> None:
    page = tab("Ada", forced_colors="active")
    expect(page.locator("#composer")).to_have_css("outline-style", "none")
    page.focus("#line")
    expect(page.locator("#composer")).to_have_css("outline-style", "solid")
    expect(page.locator("#composer")).to_have_css("outline-width", "3px")


def test_a_phone_gets_narrow_pictures_and_a_turned_one_wide_ones(tab: Tab) -> None:
    page = tab("Ada", viewport={"width": 390, "height": 844}, color_scheme="dark")
    picture = page.locator(".picture img").first
    expect(picture).to_have_attribute("src", "/pictures/question-dark-600.png")
    page.get_by_role("button", name="Show answer").click()
    answer = page.locator(".message.private .picture img")
    expect(answer).to_have_attribute("src", "/pictures/answer-dark-600.png")
    page.get_by_label("The gap is a KL").check()

    page.set_viewport_size({"width": 844, "height": 390})
    expect(picture).to_have_attribute("src", "/pictures/question-dark-900.png")
    expect(answer).to_have_attribute("src", "/pictures/answer-dark-900.png")
    expect(page.get_by_label("The gap is a KL")).to_be_checked()

    page.set_viewport_size({"width": 390, "height": 844})
    expect(answer).to_have_attribute("src", "/pictures/answer-dark-600.png")
    answer.click()
    large = page.get_by_role("dialog").locator("img")
    expect(large).to_have_attribute("src", "/pictures/answer-dark-600.png")
    expect(large).to_have_attribute("width", "600")


def test_without_scripts_the_page_says_what_it_needs_and_offers_nothing_dead(
    served: Served, open_page: Open
) -> None:
    page = open_page(served.address, java_script_enabled=False)
    expect(page.locator("noscript")).to_be_visible()
    expect(page.locator(".skip")).to_be_hidden()
    expect(page.locator("#line")).to_be_hidden()
    expect(page.get_by_role("heading", name="Study now")).to_be_hidden()


def test_what_is_selected_in_a_dark_box_can_be_read(tab: Tab) -> None:
    page = tab("Ada", color_scheme="dark")
    line = page.locator("#line")
    look = "each => getComputedStyle(each, '::selection')"
    assert line.evaluate(f"each => ({look})(each).color") == "rgb(255, 255, 255)"
    ground = line.evaluate(f"each => ({look})(each).backgroundColor")
    assert ground == "rgb(85, 97, 214)"


def test_tables_and_texts_are_no_landmarks_of_the_page(
    tab: Tab, served: Served
) -> None:
    board = Table(("#", "Who"), (("1", "Ada"),))
    served.engine.posts = [
        standing(Panel((board, Source("$x$"))), number) for number in (1, 2)
    ]
    page = tab("Ada")
    expect(page.get_by_role("group", name="Table")).to_have_count(2)
    expect(page.get_by_role("group", name="Text to copy")).to_have_count(2)
    regions = [
        node["name"]["value"]
        for node in nodes(page)
        if node["role"]["value"] == "region"
    ]
    assert regions == ["Here now", "Message box"]


def test_a_list_that_is_empty_is_no_list(tab: Tab) -> None:
    page = tab("Ada")
    page.fill("#line", "/q")
    commands = page.get_by_role("listbox", name="Commands")
    expect(commands.get_by_role("option").first).to_contain_text("/quiz")
    page.fill("#line", "/nothing")
    expect(page.locator("#menu")).to_contain_text("No such command.")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(page.locator("#line")).to_have_attribute("aria-expanded", "false")


def test_the_title_of_the_list_stays_while_its_entries_are_walked_through(
    tab: Tab,
) -> None:
    page = tab("Ada")
    page.fill("#line", "/")
    page.press("#line", "ArrowUp")
    last = page.get_by_role("option", selected=True)
    expect(last).to_be_in_viewport(ratio=1)
    expect(page.get_by_text("Commands", exact=True)).to_be_in_viewport(ratio=1)


def test_a_field_that_was_filled_in_wrongly_is_called_so(tab: Tab) -> None:
    page = tab("Ada")
    page.get_by_role("button", name="Answer", exact=True).click()
    form = page.get_by_role("dialog")
    form.get_by_label("Your answer").fill("much too long for the box")
    form.get_by_role("button", name="Done").click()
    wrong = [
        node
        for node in nodes(page)
        for kept in node.get("properties", [])
        if kept["name"] == "invalid" and kept["value"]["value"] == "true"
    ]
    assert [node["name"]["value"] for node in wrong] == ["Your answer"]
    said = "25 of 20 20 characters is the most: shorten it."
    expect(form.get_by_label("Your answer")).to_have_accessible_description(said)


def test_the_name_that_is_asked_for_is_said_to_be_seen_by_others(tab: Tab) -> None:
    expect(tab().get_by_label("Your name")).to_have_accessible_description(
        "Others see it when you play together. Each browser tab can be somebody else."
    )


def test_what_is_being_drawn_is_said_in_words_that_stay(
    tab: Tab, served: Served
) -> None:
    page = tab("Ada")
    served.painter.gate = asyncio.Event()
    type_line(page, "/quiz")
    drawing = page.get_by_text("drawing…")
    expect(drawing).to_be_visible()
    for _ in range(20):
        assert drawing.evaluate("each => getComputedStyle(each).opacity") == "1"
        page.wait_for_timeout(90)
