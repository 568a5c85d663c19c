"""How fast one connection may ask."""

from adapters.web.pace import Pace


def test_a_burst_is_allowed_and_then_the_rate() -> None:
    pace = Pace(rate=2, burst=3, left=3)
    assert [pace.allows(100.0) for _ in range(4)] == [True, True, True, False]
    assert [pace.allows(101.0) for _ in range(3)] == [True, True, False]


def test_a_long_rest_fills_no_more_than_a_burst() -> None:
    pace = Pace(rate=2, burst=3, left=0)
    assert [pace.allows(9999.0) for _ in range(4)] == [True, True, True, False]
