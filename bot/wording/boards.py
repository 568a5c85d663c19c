"""Boards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.wording.counting import space

if TYPE_CHECKING:
    from bot.standings import Period


RANK = "#"
WHO = "Who"
POINTS = "Points"
STUDY_DAYS = "Days"
SOMEBODY = "Somebody"
PERIODS = {"week": "This week", "month": "This month", "all": "All time"}
EMPTY = "Nobody has studied here in this time. One answer puts you first."


def title(period: Period, place: str) -> str:
    """`place` is a channel's name, or the `whole` of its space."""
    return f"{PERIODS[period]} in {place}"


def whole(platform: str) -> str:
    return f"the whole {space(platform)}"


def width(wide: bool, platform: str) -> str:
    return f"Whole {space(platform)}" if wide else "Only this channel"


def note(points: bool) -> str:
    if points:
        return (
            "Points come from checks answered right, alone or in challenges; "
            "ticks feed memory and streak."
        )
    return "Nobody has points yet, so study days decide."


def you(name: str) -> str:
    return f"{name} (you)"
