"""What discord.py logs of its own accord."""

import logging
from collections.abc import Iterator

import pytest

from adapters.discord import library
from adapters.troubles import Outage

TALKS = ("discord.gateway", "discord.http", "discord.webhook")


@pytest.fixture(autouse=True)
def levels() -> Iterator[None]:
    """As they were, afterwards."""
    theirs = [logging.getLogger(name) for name in ("discord", *TALKS)]
    before = [each.level for each in theirs]
    yield
    for each, level in zip(theirs, before, strict=True):
        each.setLevel(level)


def test_it_logs_no_events_and_no_addresses_however_much_is_wanted() -> None:
    logging.getLogger("discord").setLevel(logging.DEBUG)

    with library.quiet(Outage(logging.getLogger("test"), "Discord", "there")):
        assert [logging.getLogger(n).getEffectiveLevel() for n in TALKS] == [20] * 3
        assert logging.getLogger("discord.client").isEnabledFor(logging.DEBUG)
