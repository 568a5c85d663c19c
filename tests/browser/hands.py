"""What the stories do on a page again and again."""

import asyncio

from playwright.sync_api import Page


def button(page: Page, name: str) -> None:
    """Press the newest button of this name."""
    page.get_by_role("button", name=name, exact=True).last.click()


def type_line(page: Page, line: str) -> None:
    """Send a command as it is typed, with nothing completed."""
    page.fill("#line", line)
    page.press("#line", "Escape")
    page.press("#line", "Enter")


async def opened(gate: asyncio.Event) -> None:
    """For the server's loop, on which the gate is waited at."""
    gate.set()
