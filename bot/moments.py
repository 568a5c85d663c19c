"""Moments as whole milliseconds since 1970 in UTC, the way they are stored."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970; a part of one is dropped."""
    return (moment - _EPOCH) // _MILLISECOND


def from_ms(ms: int) -> datetime:
    """The moment, aware, in UTC."""
    return _EPOCH + ms * _MILLISECOND


def whole(moment: datetime) -> datetime:
    """The moment as it will read when it comes back from the database."""
    return from_ms(to_ms(moment))
