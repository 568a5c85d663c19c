"""The page, printed."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Served, Tab
from tests.browser.hands import type_line
from tests.web.small import standing, words

pytestmark = pytest.mark.browser


def test_on_paper_there_is_all_of_the_channel_dark_on_light(
    tab: Tab, served: Served
) -> None:
    served.engine.posts = [standing(words(f"Post {n}"), n) for n in range(1, 60)]
    page = tab("Ada", color_scheme="dark", viewport={"width": 794, "height": 600})
    expect(page.get_by_text("Post 59")).to_be_in_viewport()
    page.emulate_media(media="print")
    last = page.get_by_text("Post 59")
    assert last.evaluate("each => each.getBoundingClientRect().bottom") > 1200
    expect(page.locator("#composer")).to_be_hidden()
    expect(last).to_have_css("color", "rgb(32, 36, 43)")


def test_on_paper_a_picture_is_dark_on_light_whichever_it_was(tab: Tab) -> None:
    page = tab("Ada", color_scheme="dark")
    picture = page.locator(".picture img")
    expect(picture).to_have_css("filter", "none")
    page.emulate_media(media="print", color_scheme="dark")
    turned = "invert(1) hue-rotate(180deg) brightness(1.1)"
    expect(picture).to_have_css("filter", turned)

    page.emulate_media(media="screen")
    type_line(page, "/settings set theme:light")
    expect(picture).to_have_attribute("src", "/pictures/question-light-900.png")
    page.emulate_media(media="print")
    expect(picture).to_have_css("filter", "none")
