"""Pieces -> pages: where a picture ends and the next goes on."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.typeset.painting import Piece

PAGES = 10
"""Pictures of a face at most: what Discord takes with one message."""


TIED = 0.1
"""What a page costs that begins with what is tied to what stands before.

Beside the square of its height, as a share of the most that a page can have.
"""


def paged(pieces: Sequence[Piece], room: int) -> list[list[Piece]]:
    """As few pages as can be, about equal in height, and begun where one would."""
    pages = _filled(pieces, room)
    if len(pages) < 2:
        return pages or [[]]
    return _even([piece for page in pages for piece in page], room, len(pages))


def _even(pieces: list[Piece], room: int, count: int) -> list[list[Piece]]:
    """So many pages at most, with the least sum of their costs."""
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for _ in range(count):
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (before, ends) in best.items():
            for end, cost in _pages_from(pieces, start, room):
                if end not in reached or before + cost < reached[end][0]:
                    reached[end] = before + cost, (*ends, end)
        best = reached
        if len(pieces) in best:
            break
    _, ends = best[len(pieces)]
    return [pieces[start:end] for start, end in pairwise(ends)]


def _pages_from(
    pieces: list[Piece], start: int, room: int
) -> Iterator[tuple[int, float]]:
    """Where the page may end that begins there, and what it then costs."""
    used, leads = 0, True
    tied = TIED if start and pieces[start].tied else 0.0
    for end, piece in enumerate(pieces[start:], start + 1):
        first, last = end == start + 1, end == len(pieces)
        more = used + (piece.height if first else piece.gap + piece.height)
        if (more > room or piece.opens) and not first:
            if leads:  # nothing but headings: it has to end somewhere
                yield end - 1, (used / room) ** 2 + tied
            return
        used, leads = more, leads and piece.leads
        if first or last or not piece.leads:
            yield end, (used / room) ** 2 + tied


def _filled(pieces: Sequence[Piece], room: int) -> list[list[Piece]]:
    pages: list[list[Piece]] = []
    page: list[Piece] = []
    used = 0
    waiting = list(pieces)[::-1]
    while waiting and len(pages) < PAGES:
        piece = waiting.pop()
        gap = piece.gap if page else 0
        if used + gap + piece.height <= room and not (page and piece.opens):
            page.append(piece)
            used += gap + piece.height
            continue
        if not page:
            page.append(piece)
        else:
            waiting.append(piece)
            if not all(each.leads for each in page):
                while page[-1].leads:
                    waiting.append(page.pop())
        pages.append(page)
        page, used = [], 0
    return [*pages, page] if page else pages
