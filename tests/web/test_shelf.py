"""Bytes kept under names that cannot be guessed."""

from adapters.web.shelf import Shelf
from bot.panels import File, Upload


def test_the_same_file_has_the_same_name_here_and_another_elsewhere() -> None:
    shelf, other = Shelf[File](100), Shelf[File](100)
    name = shelf.keep(File("a.csv", "text/csv", b"1"))
    assert shelf.keep(File("a.csv", "text/csv", b"1")) == name
    assert shelf.keep(File("b.csv", "text/csv", b"1")) != name
    assert other.keep(File("a.csv", "text/csv", b"1")) != name


def test_an_upload_can_be_taken_once() -> None:
    shelf = Shelf[Upload](100)
    name = shelf.lay(Upload("deck.toml", b"x"))
    assert shelf.take(name) == Upload("deck.toml", b"x")
    assert shelf.take(name) is None


def test_what_is_kept_again_is_the_newest() -> None:
    shelf = Shelf[File](10)
    old, other = File("1", "text/plain", b"12345"), File("2", "text/plain", b"12345")
    first, second = shelf.keep(old), shelf.keep(other)
    assert (shelf.find(first), shelf.find(second)) == (old, other)

    shelf.keep(old)
    shelf.keep(File("3", "text/plain", b"1"))

    assert (shelf.find(first), shelf.find(second)) == (old, None)


def test_the_oldest_make_way_but_never_the_newest() -> None:
    shelf = Shelf[File](10)
    first = shelf.keep(File("1", "text/plain", b"12345"))
    second = shelf.keep(File("2", "text/plain", b"123456"))
    assert shelf.find(first) is None
    assert shelf.find(second) is not None
    big = shelf.keep(File("3", "text/plain", b"x" * 50))
    assert shelf.find(big) is not None
