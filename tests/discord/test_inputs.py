"""Who asks, and where, as an interaction says."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from adapters.discord import inputs
from bot.panels import Caller

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def by_ada(allowed: discord.Permissions, **where: Any) -> Caller:
    interaction: Any = SimpleNamespace(
        user=SimpleNamespace(id=1, display_name="Ada"),
        permissions=allowed,
        created_at=NOON,
        **{
            "guild_id": 7,
            "channel": SimpleNamespace(id=5, name="study"),
            **where,
        },
    )
    return inputs.caller(interaction)


@pytest.mark.parametrize(
    ("allowed", "manages"),
    [
        (discord.Permissions(administrator=True), True),
        (discord.Permissions(manage_guild=True), True),
        (discord.Permissions(manage_channels=True, manage_messages=True), False),
        (discord.Permissions.none(), False),
    ],
)
def test_who_may_manage_the_server_manages(
    allowed: discord.Permissions, manages: bool
) -> None:
    asks = by_ada(allowed)

    assert asks.manages is manages
    assert (asks.member, asks.channel, asks.space) == (
        "discord:1",
        "discord:5",
        "discord:7",
    )


@pytest.mark.parametrize("missing", ["guild_id", "channel"])
def test_outside_of_a_server_nobody_manages_anything(missing: str) -> None:
    asks = by_ada(discord.Permissions.all(), **{missing: None})

    assert (asks.manages, asks.channel, asks.space) == (False, None, None)
