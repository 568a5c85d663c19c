"""A real Chromium on the real page; the bot behind it runs on a thread of its own."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from playwright.sync_api import (
    Browser,
    BrowserType,
    Page,
    expect,
    sync_playwright,
)

from adapters.web import Web
from tests.browser.loops import Loop
from tests.browser.whole import Bot
from tests.web.small import SmallEngine, SmallPainter, small_web

# The first has no window to draw around the page: half the work for the same engine.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")

PATIENCE = 20_000
"""Milliseconds that a page may take for anything: a machine may be busy."""

expect.set_options(timeout=PATIENCE)

CALM = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# Playwright keeps a loop running, and asyncio bears one: gone before the next file.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program()  # where there is none, Playwright may not start either
    with sync_playwright() as playwright:
        opened = launched(playwright.chromium)
        yield opened
        opened.close()


def launched(chromium: BrowserType, *flags: str) -> Browser:
    """The browser of this machine, with these flags besides."""
    return chromium.launch(executable_path=program(), args=[*CALM, *flags])


def program() -> str:
    """The path of this machine's browser."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no browser here: looked for {', '.join(NAMES)}")
    return found


class Served:
    """The page, served; it can go away and come back, as after a restart."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loop = Loop()
        self.do = self._loop.do
        self.engine = SmallEngine()
        self.changes: dict[str, Any] = {}
        self.port = 0
        self.page: Web
        self.painter: SmallPainter
        self.start()

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        self.page, self.painter = small_web(self._folder, self.engine, **self.changes)
        self._runner = web.AppRunner(self.page.app(), access_log=None)
        self.do(self._serve())

    async def _serve(self) -> None:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    def stop(self) -> None:
        self.do(self._runner.cleanup())

    def close(self) -> None:
        self.stop()
        self._loop.close()


@pytest.fixture
def served(tmp_path: Path, browser: Browser) -> Iterator[Served]:
    serving = Served(tmp_path)
    yield serving
    serving.close()


@pytest.fixture
def bot(tmp_path: Path, browser: Browser) -> Iterator[Bot]:
    whole = Bot(tmp_path)
    yield whole
    whole.close()


Open = Callable[..., Page]
Tab = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens an address; a fault in the page's own code fails the test."""
    faults: list[str] = []
    contexts = []

    def opened(address: str, name: str = "", **looks: Any) -> Page:
        context = browser.new_context(**looks)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda said: faults.extend(_violation(said.text)))
        page.goto(f"{address}/?as={name}" if name else address)
        if name:
            page.wait_for_selector("#me:not([hidden])")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def tab(served: Served, open_page: Open) -> Tab:
    """Opens the page before the small engine, as a member where named.

    What is asked for last is ended first, here and in the tests: pages are closed
    before whom they call, for a call in the moment of its end would be left open.
    """
    return lambda name="", **looks: open_page(served.address, name, **looks)


def _violation(text: str) -> list[str]:
    return [text] if "Content Security Policy" in text else []
