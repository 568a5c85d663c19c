"""Where a picture ends and the next goes on."""

from bot.typeset.paging import paged
from bot.typeset.painting import Piece
from bot.typeset.strips import blank


def piece(
    height: int, gap: int = 0, *, leads: bool = False, tied: bool = False
) -> Piece:
    return Piece(blank(height, 8, 4), height, gap, leads=leads, tied=tied)


def heights(pieces: list[Piece], room: int = 100) -> list[list[int]]:
    return [[one.height for one in page] for page in paged(pieces, room)]


def test_nothing_is_one_page_with_nothing_on_it() -> None:
    assert paged([], 100) == [[]]


def test_what_fits_stands_on_one_page_and_not_a_pixel_more() -> None:
    assert heights([piece(60), piece(30, gap=10)]) == [[60, 30]]
    assert heights([piece(60), piece(30, gap=11)]) == [[60], [30]]
    assert heights([piece(60), piece(60), piece(40)]) == [[60], [60, 40]]


def test_at_the_head_of_a_page_no_gap_counts() -> None:
    assert heights([piece(90), piece(100, gap=40)]) == [[90], [100]]


def test_pages_are_about_equal_in_height() -> None:
    assert heights([piece(n) for n in (20, 30, 40, 25, 15)]) == [
        [20, 30],
        [40, 25, 15],
    ]


def test_of_pages_that_are_as_good_the_last_is_the_fuller() -> None:
    assert heights([piece(40)] * 3) == [[40], [40, 40]]


def test_what_is_tied_begins_a_page_only_where_that_is_much_evener() -> None:
    nearly = [piece(35), piece(35), piece(10, tied=True), piece(50)]
    much = [piece(50), piece(48, tied=True), piece(30)]

    assert heights(nearly) == [[35, 35, 10], [50]]
    assert heights(much) == [[50], [48, 30]]


def test_no_page_ends_with_what_promises_more() -> None:
    assert heights([piece(40), piece(30), piece(20, leads=True), piece(40)]) == [
        [40, 30],
        [20, 40],
    ]


def test_promises_that_fill_a_page_end_it() -> None:
    assert heights([piece(60, leads=True), piece(60, leads=True), piece(10)]) == [
        [60],
        [60, 10],
    ]


def test_what_no_page_holds_has_one_of_its_own() -> None:
    assert heights([piece(30), piece(120), piece(30)]) == [[30], [120], [30]]


def test_there_are_no_more_than_ten_pages() -> None:
    assert len(heights([piece(60)] * 30)) == 10
