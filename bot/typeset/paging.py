"""Pieces -> pages: where a picture ends and the next goes on."""

from collections.abc import Sequence

from bot.typeset.painting import Piece

PAGES = 10
"""Pictures of a face at most: what Discord takes with one message."""


def paged(all: Sequence[Piece], room: int) -> list[list[Piece]]:
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


def _filled(all: Sequence[Piece], room: int) -> list[list[Piece]]:
    pages: list[list[Piece]] = []
    page: list[Piece] = []
    used = 0
    waiting = list(all)[::-1]
    while waiting and len(pages) < PAGES:
        piece = waiting.pop()
        gap = piece.gap if page else 0
        if used + gap + piece.height <= room:
            page.append(piece)
            used += gap + piece.height
            continue
        if not page:
            page.append(piece)
        else:
            waiting.append(piece)
            while len(page) > 1 and page[-1].leads:
                waiting.append(page.pop())
        pages.append(page)
        page, used = [], 0
    return [*pages, page] if page else pages
