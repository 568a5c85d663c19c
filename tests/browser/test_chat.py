"""The page behaves as people know it from other chats."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FilePayload, Page, expect

from bot.panels import Moment, MomentStyle, Panel, Paragraph
from tests.browser.conftest import Served, Tab
from tests.browser.hands import button, type_line
from tests.web.small import noon, standing, words

pytestmark = pytest.mark.browser


def test_after_joining_the_box_takes_what_is_typed(tab: Tab) -> None:
    page = tab()
    expect(page.get_by_label("Your name")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#line")).to_be_focused()
    page.keyboard.type("/str")
    expect(page.get_by_role("option", name="/streak")).to_be_visible()


def test_letters_typed_beside_the_box_go_into_it(tab: Tab) -> None:
    page = tab("Ada")
    button(page, "Show answer")
    expect(page.locator(".message.private")).to_have_count(1)
    page.get_by_label("The gap is a KL").focus()
    page.keyboard.press("Control+b")
    page.keyboard.press("Space")
    expect(page.get_by_label("The gap is a KL")).to_be_checked()
    page.keyboard.type("/q")
    expect(page.locator("#line")).to_have_value("/q")

    page.fill("#line", "")
    button(page, "Answer")
    expect(page.get_by_label("Your answer")).to_be_focused()
    page.keyboard.type("Zero")
    expect(page.get_by_label("Your answer")).to_have_value("Zero")
    page.locator("dialog").get_by_role("button", name="Cancel").focus()
    page.keyboard.type("x")
    expect(page.locator("#line")).to_have_value("")


def test_a_chosen_command_waits_to_be_sent(tab: Tab) -> None:
    page = tab("Ada")
    page.locator("#line").focus()
    page.keyboard.type("/")
    expect(page.get_by_role("option", name="/today")).to_have_attribute(
        "aria-selected", "true"
    )
    page.keyboard.press("Enter")
    expect(page.locator("#line")).to_have_value("/today ")
    page.fill("#line", "/")
    page.get_by_role("option", name="/streak").click()
    expect(page.locator("#line")).to_have_value("/streak ")
    expect(page.locator("#menu")).to_contain_text("/streak needs nothing more")
    page.keyboard.press("Enter")
    expect(page.locator("#note")).to_contain_text("No streak yet")


def test_a_command_that_lacks_something_asks_for_it(tab: Tab) -> None:
    page = tab("Ada")
    type_line(page, "/deck show")
    expect(page.locator("#line")).to_have_value("/deck show deck:")
    expect(page.locator("#said")).to_have_text("/deck show needs deck: Which deck")
    page.keyboard.press("Enter")
    expect(page.locator("#line")).to_have_value("/deck show deck:generative ")
    page.keyboard.press("Enter")
    expect(page.locator(".message.private")).to_contain_text("# Why?")


def test_a_value_that_is_far_too_long_to_be_completed_keeps_the_line(tab: Tab) -> None:
    page = tab("Ada")
    again: list[str] = []
    page.on("websocket", lambda line: again.append(line.url))
    page.fill("#line", f"/quiz deck:{'m' * 300}")
    expect(page.locator("#menu")).to_contain_text("Nothing known begins like that")
    page.fill("#line", "/quiz deck:m")
    expect(page.get_by_role("option", name="ML")).to_be_visible()
    assert again == []


def test_a_file_that_is_refused_keeps_no_other_command_back(tab: Tab) -> None:
    page = tab("Ada")
    page.fill("#line", "/deck import ")
    with page.expect_file_chooser() as chosen:
        page.locator("#chips").get_by_role("button", name="file").click()
    large = b"x" * (5 * 1024 * 1024 + 1)
    file = FilePayload(name="large.toml", mimeType="text/plain", buffer=large)
    chosen.value.set_files(files=[file])
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#note")).to_contain_text("That file is too large. 5 MB")

    type_line(page, "/deck show deck:x")
    expect(page.locator(".message.private")).to_contain_text("/deck show")
    page.fill("#line", "/deck import ")
    expect(page.locator(".chip.filled")).to_contain_text("large.toml")


def test_the_arrows_walk_through_earlier_lines(tab: Tab) -> None:
    page = tab("Ada")
    for line in ("/help", "/quiz"):
        type_line(page, line)
        expect(page.locator("#line")).to_have_value("")
    walked = []
    for key in ("ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
        walked.append(page.input_value("#line"))
    assert walked == ["/quiz", "/help", "/help", "/quiz", ""]
    expect(page.locator("#menu")).to_be_hidden()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#line")).to_have_value("/quiz")


def test_a_refusal_goes_with_the_next_letter(tab: Tab) -> None:
    page = tab("Ada")
    type_line(page, "/quizz")
    expect(page.locator("#note")).to_contain_text("Did you mean /quiz?")
    page.keyboard.press("Backspace")
    expect(page.locator("#note")).to_be_empty()


def test_what_an_option_wants_is_said_once(tab: Tab) -> None:
    page = tab("Ada")
    page.fill("#line", "/drop pause until:")
    hint = "until: The day it goes on, such as 2027-01-07"
    expect(page.locator("#menu")).to_have_text(hint)
    expect(page.locator("#said")).to_have_text(hint)


def test_what_grows_late_leaves_the_end_in_view(tab: Tab, served: Served) -> None:
    served.engine.posts = [standing(words(f"Post {n}"), n) for n in range(1, 60)]
    page = tab("Ada")
    expect(page.get_by_text("Post 59")).to_be_in_viewport()

    # As when a picture comes between a scroll and the word of it.
    page.locator("#scroll").evaluate(
        "box => { document.querySelector('#log > :last-child')"
        ".style.paddingTop = '900px'; box.dispatchEvent(new Event('scroll')); }"
    )

    expect(page.get_by_text("Post 59")).to_be_in_viewport()


def test_the_page_keys_scroll_the_messages(tab: Tab, served: Served) -> None:
    served.engine.posts = [standing(words(f"Post {n}"), n) for n in range(1, 60)]
    page = tab("Ada")
    expect(page.get_by_text("Post 59")).to_be_in_viewport()
    page.locator("#line").focus()
    page.keyboard.press("PageUp")
    expect(page.get_by_text("Post 59")).not_to_be_in_viewport()
    page.keyboard.press("PageDown")
    expect(page.get_by_text("Post 59")).to_be_in_viewport()


@pytest.mark.parametrize(("height", "seen"), [(300, "The answer"), (900, "Save")])
def test_an_answer_begins_at_its_top_unless_it_nearly_fits(
    tab: Tab, height: int, seen: str
) -> None:
    page = tab("Ada", viewport={"width": 1280, "height": height})
    button(page, "Show answer")
    private = page.locator(".message.private")
    expect(private.locator("img[alt='Because the gap is zero.']")).to_have_count(1)
    expect(private.get_by_text(seen, exact=True)).to_be_in_viewport()


def test_on_a_phone_a_button_shows_who_is_here_and_what_to_do(tab: Tab) -> None:
    tab("Eve")
    page = tab("Ada", viewport={"width": 390, "height": 844}, has_touch=True)
    side = page.locator("#side")
    expect(side).to_be_hidden()
    here = page.get_by_role("button", name="2 here now")
    here.click()
    expect(side.get_by_role("listitem")).to_have_text(["AAda (you)", "EEve"])
    page.keyboard.press("Escape")
    expect(side).to_be_hidden()
    expect(here).to_be_focused()
    here.click()
    side.get_by_role("button", name="Ask me something").click()
    expect(side).to_be_hidden()
    expect(page.locator(".message.private")).to_have_count(1)

    page.set_viewport_size({"width": 1280, "height": 800})
    expect(side).to_be_visible()
    expect(here).to_be_hidden()


def test_before_the_bots_first_word_the_page_says_so(tab: Tab) -> None:
    page = tab("Ada")
    expect(page.locator("#away")).to_be_hidden()
    page.route_web_socket("**/socket", lambda socket: None)
    page.reload()
    expect(page.get_by_text("Connecting…")).to_be_visible()


def test_who_needs_an_invitation_is_told_instead_of_asked(
    tab: Tab, served: Served
) -> None:
    served.stop()
    served.changes = {"token": "members-token-long"}
    served.start()
    page = tab()
    expect(page.get_by_text("This page needs its invitation link")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)

    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(f"{served.address}/?token=members-token-long")
    expect(page).to_have_url(f"{served.address}/")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".message")).to_have_count(1)
    # Whoever is let in does not wait for the word that they are.
    assert "/session" not in asked
    assert "/" in asked


SINCE = """async ([at, now]) => {
    const { since } = await import("/static/moments.js");
    return since(new Date(at), new Date(now));
}"""


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-23T23:59:00", "in 24 hours"),
        ("2026-11-24T00:05:00", "tomorrow"),
        ("2026-11-25T00:10:00", "in 2 days"),
        ("2026-11-21T23:00:00", "2 days ago"),
        ("2026-11-23T03:01:00", "in 3 hours"),
    ],
)
def test_tomorrow_is_the_next_day_of_the_calendar(tab: Tab, at: str, said: str) -> None:
    page = tab("Ada", locale="en", timezone_id="Europe/Berlin")
    assert page.evaluate(SINCE, [at, "2026-11-23T00:01:00"]) == said


@pytest.mark.parametrize("set_to", ["2026-11-23T09:55:00Z", "2026-11-23T12:00:03Z"])
def test_a_device_whose_clock_is_wrong_goes_by_the_bots(
    tab: Tab, served: Served, set_to: str
) -> None:
    ends = Moment(noon() + timedelta(hours=3), MomentStyle.RELATIVE)
    served.engine.posts = [standing(Panel((Paragraph((ends,)),)))]
    page = tab("Ada", locale="en")
    page.clock.set_fixed_time(set_to)
    page.reload()
    expect(page.locator("time[data-style=relative]")).to_have_text("in 3 hours")


def test_yesterdays_messages_come_with_their_date(tab: Tab) -> None:
    page = tab("Ada", locale="en", timezone_id="Europe/Berlin")
    stamp = "async (at) => (await import('/static/moments.js')).stamp(at).textContent"
    assert page.evaluate(stamp, "2026-11-23T12:00:00Z") == "Nov 23, 2026, 1:00 PM"
    now = page.evaluate("new Date().toISOString()")
    assert page.evaluate(stamp, now)[-2:] in {"AM", "PM"}
    assert "," not in page.evaluate(stamp, now)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("de-DE", "23 Nov 2026, 13:00"),
        ("ar-EG", "Nov 23, 2026, 1:00 PM"),
        ("en-US", "Nov 23, 2026, 1:00 PM"),
        ("en-GB", "23 Nov 2026, 13:00"),
    ],
)
def test_moments_are_english_like_the_sentences_around_them_by_the_readers_clock(
    tab: Tab, locale: str, said: str
) -> None:
    page = tab("Ada", locale=locale, timezone_id="Europe/Berlin")
    stamp = "async (at) => (await import('/static/moments.js')).stamp(at).textContent"
    assert page.evaluate(stamp, "2026-11-23T12:00:00Z") == said
    moments = ["2026-11-24T00:05:00", "2026-11-23T00:01:00"]
    assert page.evaluate(SINCE, moments) == "tomorrow"


def test_a_line_that_was_not_sent_survives_a_reload_and_belongs_to_one_member(
    tab: Tab,
) -> None:
    page = tab("Ada")
    page.fill("#line", "/quiz deck:gen")
    page.reload()
    expect(page.locator("#line")).to_have_value("/quiz deck:gen")
    expect(page.get_by_role("button", name="deck (given)")).to_be_visible()

    rename(page, "Eve")
    expect(page.locator("#line")).to_have_value("")
    rename(page, "Ada")
    expect(page.locator("#line")).to_have_value("/quiz deck:gen")
    type_line(page, "/quiz")
    expect(page.locator(".message.private")).to_have_count(1)
    page.reload()
    expect(page.locator("#chips")).not_to_be_empty()
    expect(page.locator("#line")).to_have_value("")


def test_an_answer_that_was_not_sent_is_not_shown_to_whoever_uses_the_tab_next(
    tab: Tab,
) -> None:
    page = tab("Ada")
    for name, found in (("Ada", ""), ("Eve", ""), ("Ada", "Zero, says Ada")):
        rename(page, name)
        button(page, "Answer")
        expect(page.get_by_label("Your answer")).to_have_value(found)
        page.get_by_label("Your answer").fill(f"Zero, says {name}")
        page.keyboard.press("Escape")


DRAFTS = """async () => {
    const { draftOf } = await import("/static/keep.js");
    const [four, other] = ["answer:4", "answer:42"].map((card) => draftOf("ada", card));
    four.keep("Zero");
    other.keep("One");
    four.drop();
    return [four.kept(), other.kept()];
}"""


def test_a_draft_that_was_sent_takes_no_other_along(tab: Tab) -> None:
    assert tab("Ada").evaluate(DRAFTS) == [None, "One"]


def rename(page: Page, name: str) -> None:
    page.locator("#me").click()
    page.get_by_label("Your name", exact=True).fill(name)
    page.keyboard.press("Enter")
    expect(page.locator("#me")).to_have_accessible_name(
        f"You are {name}. Change your name"
    )
    expect(page.get_by_role("dialog")).to_have_count(0)
