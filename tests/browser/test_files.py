"""Files on their way up and down: chosen, let go over the page, downloaded."""

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.conftest import Tab
from tests.browser.hands import button, type_line

pytestmark = pytest.mark.browser


def test_a_file_goes_up_and_another_comes_down(tab: Tab) -> None:
    page = tab("Ada")
    page.fill("#line", "/deck import ")
    with page.expect_file_chooser() as chosen:
        page.locator("#chips").get_by_role("button", name="file").click()
    file = FilePayload(name="déck.toml", mimeType="text/plain", buffer=b"12345")
    chosen.value.set_files(files=[file])
    expect(page.locator(".chip.filled")).to_contain_text("déck.toml")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".message.private")).to_contain_text("déck.toml has 5 bytes")
    type_line(page, "/deck export x")
    with page.expect_download() as download:
        page.locator(".file").click()
    assert download.value.path().read_bytes() == b"<script>alert(1)</script>"


DROP = """name => {
  const data = new DataTransfer();
  data.items.add(new File(["12345"], name));
  const how = { dataTransfer: data, bubbles: true, cancelable: true };
  const log = document.querySelector("#log");
  const kept = (type) => !log.dispatchEvent(new DragEvent(type, how));
  return [kept("dragover"), kept("drop")];
}"""
"""Lets a file go over the messages; whether the browser was kept from opening it."""


def test_a_file_let_go_over_the_page_is_taken_and_not_opened(tab: Tab) -> None:
    page = tab("Ada")
    expect(page.locator("#chips")).not_to_be_empty()
    assert page.evaluate(DROP, "deck.toml") == [True, True]
    expect(page.locator("#line")).to_have_value("/deck import ")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".message.private")).to_contain_text("deck.toml has 5 bytes")

    button(page, "Answer")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate(DROP, "other.toml") == [True, True]
    expect(page.locator("#line")).to_have_value("")


def test_a_button_for_a_file_is_called_by_what_stands_on_it(tab: Tab) -> None:
    page = tab("Ada")
    type_line(page, "/deck export x")
    expect(page.locator(".file")).to_have_accessible_name(
        "Download <deck>.toml 25 bytes"
    )
