"""Units -> pages: where a picture ends and the next goes on."""

from collections.abc import Sequence

from bot.typeset.units import Unit

PAGES = 10
"""Pictures of a face at most: what Discord takes with one message."""


def paged(all: Sequence[Unit], room: int) -> list[list[Unit]]:
    """As few pages as can be, and among these the lowest, so they are about equal."""
    pages = _filled(all, room)
    low, high = room // 3, room
    while len(pages) > 1 and high - low > 8:
        middle = (low + high) // 2
        lower = _filled(all, middle)
        if len(lower) <= len(pages):
            pages, high = lower, middle
        else:
            low = middle
    return pages or [[]]


def _filled(all: Sequence[Unit], room: int) -> list[list[Unit]]:
    pages: list[list[Unit]] = []
    page: list[Unit] = []
    used = 0
    waiting = list(all)[::-1]
    while waiting and len(pages) < PAGES:
        unit = waiting.pop()
        gap = unit.gap if page else 0
        if used + gap + unit.height <= room:
            page.append(unit)
            used += gap + unit.height
            continue
        # A unit that no page can hold is parted; others go to the next page whole.
        parts = unit.split(room - used - gap) if unit.height > room else None
        if parts:
            page.append(parts[0])
            waiting.append(parts[1])
        elif not page:
            page.append(unit)
        else:
            waiting.append(unit)
            while len(page) > 1 and page[-1].leads:
                waiting.append(page.pop())
        pages.append(page)
        page, used = [], 0
    return [*pages, page] if page else pages
