"""Time zones as people type them."""

import pytest

from bot.errors import BadInput
from bot.zones import parse_zone
from tests.moments import ZONES


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("  BERLIN ", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("america/new york", "America/New_York"),
        ("America / New_York", "America/New_York"),
        ("são paulo", "America/Sao_Paulo"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("istanbul", "Europe/Istanbul"),
        ("port-au-prince", "America/Port-au-Prince"),
        ("calcutta", "Asia/Calcutta"),
        ("San Francisco", "America/Los_Angeles"),
        ("bengaluru", "Asia/Kolkata"),
        ("us/pacific", "US/Pacific"),
        ("utc", "UTC"),
        ("japan", "Japan"),
        ("etc/gmt+5", "Etc/GMT+5"),
    ],
)
def test_a_zone_is_known_by_its_name_or_its_city(typed: str, zone: str) -> None:
    assert parse_zone(typed) == zone


def test_every_zone_but_four_odd_ones_is_known_by_its_own_name() -> None:
    zones = sorted(set(ZONES) - {"EST", "MST", "GMT+0", "GMT-0"})

    assert [parse_zone(zone) for zone in zones] == zones


@pytest.mark.parametrize(
    ("typed", "way_out"),
    [
        ("+2", "Europe/Berlin, Europe/Helsinki or Africa/Cairo"),
        ("UTC+2", "Europe/Berlin"),
        ("gmt -5", "America/Chicago or America/New_York"),
        ("−8", "America/Los_Angeles"),
        ("+5:30", "Asia/Kolkata"),
        ("+0530", "Asia/Kolkata"),
        ("+13:37", "Europe/Berlin or Asia/Kolkata"),
        ("EST", "America/New_York"),
        ("cst", "America/Chicago or Asia/Shanghai"),
        ("Berlim", "Did you mean Europe/Berlin"),
        ("west", "Australia/West or Brazil/West"),
        ("atlantis on the moon", "nearest large city"),
        ("", "nearest large city"),
        ("x" * 500, "nearest large city"),
    ],
)
def test_what_is_no_zone_is_refused_with_a_way_out(typed: str, way_out: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_zone(typed)

    assert way_out in str(refused.value)
    assert len(str(refused.value)) < 250
