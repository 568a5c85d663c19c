"""Bytes kept under names that cannot be guessed."""

from adapters.web.temporary_files import TemporaryFiles
from bot.panels import File, Upload


def test_the_same_file_has_the_same_name_here_and_another_elsewhere() -> None:
    files, other = TemporaryFiles[File](100), TemporaryFiles[File](100)
    name = files.keep(File("a.csv", "text/csv", b"1"))
    assert files.keep(File("a.csv", "text/csv", b"1")) == name
    assert files.keep(File("b.csv", "text/csv", b"1")) != name
    assert other.keep(File("a.csv", "text/csv", b"1")) != name


def test_an_upload_can_be_taken_once() -> None:
    files = TemporaryFiles[Upload](100)
    name = files.lay(Upload("deck.toml", b"x"))
    assert files.take(name) == Upload("deck.toml", b"x")
    assert files.take(name) is None


def test_what_is_kept_again_is_the_newest() -> None:
    files = TemporaryFiles[File](10)
    old, other = File("1", "text/plain", b"12345"), File("2", "text/plain", b"12345")
    first, second = files.keep(old), files.keep(other)
    assert (files.find(first), files.find(second)) == (old, other)

    files.keep(old)
    files.keep(File("3", "text/plain", b"1"))

    assert (files.find(first), files.find(second)) == (old, None)


def test_the_oldest_make_way_but_never_the_newest() -> None:
    files = TemporaryFiles[File](10)
    first = files.keep(File("1", "text/plain", b"12345"))
    second = files.keep(File("2", "text/plain", b"123456"))
    assert files.find(first) is None
    assert files.find(second) is not None
    big = files.keep(File("3", "text/plain", b"x" * 50))
    assert files.find(big) is not None
