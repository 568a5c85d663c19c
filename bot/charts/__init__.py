"""A member's progress -> its pictures.

The door is narrow: a `Progress` in, a list of `Drawn` out, and nothing heavy is loaded
before the first picture is drawn.
"""

import hashlib
import json
from dataclasses import asdict

from bot.progress import Progress
from bot.typeset import LOCK, Drawn, Theme

VERSION = 4
"""Counts up with every change to what is drawn, so that kept pictures go stale."""

NARROW = 772
"""Pixels across what can be read on every screen: a phone's 386, twice as fine."""


def draw(progress: Progress, theme: Theme, width: int = NARROW) -> list[Drawn]:
    """The pictures, `width` pixels wide; the same progress gives the same bytes.

    From 900 pixels on everything is on one picture, for a wide column. Below, the type
    is large enough for a phone, and it takes up to three pictures.
    """
    from bot.charts import pages

    with LOCK:
        return pages.draw(progress, theme, width)


def key(progress: Progress, theme: Theme, width: int = NARROW) -> str:
    """A name for what `draw` would give: equal exactly where the pictures are."""
    content = [
        VERSION,
        progress.today.isoformat(),
        sorted((day.isoformat(), count) for day, count in progress.days.items()),
        sorted(day.isoformat() for day in progress.frozen),
        [progress.streak, progress.best, progress.due],
        [asdict(one) for one in (*progress.levels, *progress.tags)],
        [len(progress.levels), theme, width],
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:40]


def alt(progress: Progress) -> str:
    """All that the pictures show, in words; 1,000 characters at most."""
    from bot.charts import pages

    return pages.alt(progress)
