"""What the database has of challenges that were played through a platform."""

from collections.abc import Callable
from typing import Any


def counted(rows: Callable[[str], list[Any]]) -> int:
    """Attempts that count, each of another member or round."""
    [(every, apart)] = rows(
        "select count(*), count(distinct round || ' ' || member) from attempts "
        "where rating is not null"
    )
    assert every == apart
    return int(every)
