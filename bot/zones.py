"""Time zones as people type them."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

from rapidfuzz import fuzz, process

from bot import wording
from bot.errors import BadInput

# Large cities that have no zone of their own; the time-zone database names a zone after
# its most populous city only.
_CITIES: Mapping[str, str] = {
    "amsterdam": "Europe/Amsterdam",
    "atlanta": "America/New_York",
    "austin": "America/Chicago",
    "bangalore": "Asia/Kolkata",
    "barcelona": "Europe/Madrid",
    "beijing": "Asia/Shanghai",
    "bengaluru": "Asia/Kolkata",
    "boston": "America/New_York",
    "chennai": "Asia/Kolkata",
    "delhi": "Asia/Kolkata",
    "edinburgh": "Europe/London",
    "hamburg": "Europe/Berlin",
    "hanoi": "Asia/Bangkok",
    "hyderabad": "Asia/Kolkata",
    "kyoto": "Asia/Tokyo",
    "manchester": "Europe/London",
    "milan": "Europe/Rome",
    "montreal": "America/Toronto",
    "mumbai": "Asia/Kolkata",
    "munich": "Europe/Berlin",
    "new delhi": "Asia/Kolkata",
    "osaka": "Asia/Tokyo",
    "pune": "Asia/Kolkata",
    "rio de janeiro": "America/Sao_Paulo",
    "san francisco": "America/Los_Angeles",
    "seattle": "America/Los_Angeles",
    "shenzhen": "Asia/Shanghai",
    "tel aviv": "Asia/Jerusalem",
    "washington": "America/New_York",
}

# Refused, although two of them are zones: EST is one whose clocks never change.
_ABBREVIATIONS: Mapping[str, tuple[str, ...]] = {
    "est": ("America/New_York",),
    "edt": ("America/New_York",),
    "cst": ("America/Chicago", "Asia/Shanghai"),
    "cdt": ("America/Chicago",),
    "mst": ("America/Denver", "America/Phoenix"),
    "mdt": ("America/Denver",),
    "pst": ("America/Los_Angeles",),
    "pdt": ("America/Los_Angeles",),
    "bst": ("Europe/London",),
    "cest": ("Europe/Berlin",),
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "jst": ("Asia/Tokyo",),
    "aest": ("Australia/Sydney",),
    "aedt": ("Australia/Sydney",),
}

# What to suggest to whoever types an offset: one place for each clock in wide use.
_PLACES = (
    "Pacific/Honolulu",
    "America/Los_Angeles",
    "America/Denver",
    "America/Chicago",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Berlin",
    "Africa/Lagos",
    "Europe/Helsinki",
    "Africa/Cairo",
    "Europe/Istanbul",
    "Asia/Dubai",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Dhaka",
    "Asia/Bangkok",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Pacific/Auckland",
)


_OFFSET = re.compile(r"(?:utc|gmt|z)? ?([+\-−]) ?(\d{1,2})(?::?(\d{2}))?", re.ASCII)


def parse_zone(text: str) -> str:
    """The IANA name for a zone's name or its city; BadInput for anything else.

    Offsets such as +2 are refused, since they would be wrong for half of the year.
    """
    typed = " ".join(text.split())
    if len(typed) > 60:
        raise BadInput(wording.typed.no_such_zone(typed[:60] + "…", []))
    key = _zone_key(typed)
    if offset := _OFFSET.fullmatch(typed.casefold()):
        raise BadInput(wording.typed.zone_is_offset(typed, _places_at(offset)))
    if key in _ABBREVIATIONS:
        raise BadInput(wording.typed.zone_is_short(typed, _ABBREVIATIONS[key]))
    found = _zones().get(key)
    if not found:
        raise BadInput(wording.typed.no_such_zone(typed, _similar_zones(key)))
    if len(found) > 1:
        raise BadInput(wording.typed.zone_is_unclear(typed, found))
    return found[0]


@cache
def places() -> tuple[str, ...]:
    """The zones that are named after a place; kept, for they are read off the disk."""
    return tuple(sorted(name for name in available_timezones() if "/" in name))


def _zone_key(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[_\s]+", " ", kept).replace(" / ", "/").split())


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    """Full names and cities, as keys; a city of two zones prefers the current one."""
    names = sorted(available_timezones() - {"localtime", "Factory"})
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    rows = [line for line in table.splitlines() if not line.startswith("#")]
    current = {row.split("\t")[2] for row in rows}
    zones: dict[str, tuple[str, ...]] = {}
    for group in (set(names) - current, current & set(names)):
        cities: dict[str, tuple[str, ...]] = {}
        for name in sorted(group):
            city = _zone_key(name.rpartition("/")[2])
            cities[city] = (*cities.get(city, ()), name)
        zones |= cities
    zones |= {city: (zone,) for city, zone in _CITIES.items()}
    return zones | {_zone_key(name): (name,) for name in names}


def _similar_zones(key: str) -> list[str]:
    names = _zones().keys()
    near = process.extract(key, names, scorer=fuzz.ratio, limit=3, score_cutoff=75)
    return list(dict.fromkeys(name for k, _, _ in near for name in _zones()[k]))[:3]


def _places_at(offset: re.Match[str]) -> list[str]:
    """Places whose clocks show this offset in January or in July."""
    sign = 1 if offset[1] == "+" else -1
    wanted = sign * timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    moments = (datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC))
    return [
        name
        for name in _PLACES
        if any(m.astimezone(ZoneInfo(name)).utcoffset() == wanted for m in moments)
    ]
