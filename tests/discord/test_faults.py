"""What each end of a request to Discord is taken for."""

from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest

from adapters.discord import faults
from bot.panels import Forbidden, Gone, Later


def answered(
    status: int, code: int = 0, text: str = "no", headers: dict[str, str] | None = None
) -> discord.HTTPException:
    """What discord.py raises for this answer."""
    response: Any = SimpleNamespace(status=status, reason="", headers=headers or {})
    kinds = {403: discord.Forbidden, 404: discord.NotFound}
    kind = discord.DiscordServerError if status >= 500 else discord.HTTPException
    return kinds.get(status, kind)(response, {"code": code, "message": text})


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (discord.RateLimited(7.0), Later(7.0)),
        (answered(429, headers={"Retry-After": "7"}), Later(7.0)),
        (answered(429, headers={"Retry-After": "0.2"}), Later(1.0)),
        (answered(429, headers={"X-RateLimit-Reset-After": "7"}), Later(7.0)),
        (answered(429), Later(30.0)),
        (answered(429, faults.EDITS_LIMITED), Forbidden("Discord says: no")),
        (answered(400, faults.EDITS_LIMITED), Forbidden("Discord says: no")),
        (answered(401), Later(3600.0)),
        (answered(403), Forbidden("Discord says: no")),
        (answered(404), Gone("Discord says: no")),
        (answered(400), Forbidden("Discord says: no")),
        (answered(499, text=""), Forbidden("Discord says: 499")),
        (answered(500), None),
        (answered(503), None),
        (aiohttp.ServerDisconnectedError(), None),
        (TimeoutError(), None),
    ],
)
def test_each_end_of_a_request_says_whether_it_is_certain_that_nothing_was_done(
    fault: BaseException, outcome: object
) -> None:
    assert faults.outcome(fault) == outcome


@pytest.mark.parametrize(
    ("status", "new", "edited"),
    [
        (400, True, True),
        (403, True, False),  # an edit needs no permission to attach
        (404, False, False),
        (405, True, True),
        (413, True, True),
        (415, True, True),
        (429, False, False),
        (500, False, False),
        (501, True, True),
    ],
)
def test_it_may_be_the_files_that_were_refused(
    status: int, new: bool, edited: bool
) -> None:
    assert faults.lacks(answered(status)) is new
    assert faults.about_files(answered(status)) is edited


def test_too_many_edits_of_an_old_message_are_not_the_fault_of_its_files() -> None:
    assert not faults.about_files(answered(400, faults.EDITS_LIMITED))
