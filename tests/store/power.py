"""What a database's files may hold once the power is lost.

SQLite is asked for its two files, and each write, cut and sync of them is noted on its
way: so it is known what the disk was made to keep, and what it was free to forget.
"""

import _sqlite3
import ctypes
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SECTOR = 512
"""Bytes that a disk writes whole or not at all."""

FILE_POINTER, JOURNAL_POINTER = 7, 28
"""SQLITE_FCNTL_FILE_POINTER and SQLITE_FCNTL_JOURNAL_POINTER, of sqlite3.h."""

METHODS, WRITE, CUT, SYNC = 19, 3, 4, 5
"""Words of `sqlite3_io_methods`, and where three of them stand (sqlite3.h)."""

_File, _Whole = ctypes.c_void_p, ctypes.c_int
_Write = ctypes.CFUNCTYPE(_Whole, _File, ctypes.c_void_p, _Whole, ctypes.c_int64)
_Cut = ctypes.CFUNCTYPE(_Whole, _File, ctypes.c_int64)
_Sync = ctypes.CFUNCTYPE(_Whole, _File, _Whole)

Change = tuple[int, bytes] | int
"""Bytes written from a place on, or the length to which a file was cut."""


@dataclass
class Disk:
    """A file: what is on the disk for good, and what may be there or may not."""

    kept: bytearray
    unsure: list[Change] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.unsure:
            _apply(self.kept, change)
        self.unsure.clear()

    def without_power(self, rng: Random) -> bytes:
        """The file as it may be found: with some sectors of what was not synced."""
        found = bytearray(self.kept)
        for change in self.unsure:
            for part in [change] if isinstance(change, int) else _sectors(*change):
                if rng.random() < 0.5:
                    _apply(found, part)
        return bytes(found)


def _apply(file: bytearray, change: Change) -> None:
    if isinstance(change, int):
        del file[change:]
        return
    at, data = change
    file.extend(bytes(max(0, at + len(data) - len(file))))
    file[at : at + len(data)] = data


def _sectors(at: int, data: bytes) -> Iterator[Change]:
    end = at + len(data)
    while at < end:
        until = min(end, (at // SECTOR + 1) * SECTOR)
        yield at, data[len(data) - (end - at) : len(data) - (end - until)]
        at = until


@dataclass
class Disks:
    """The database and its log; `after` is called after whatever is done to them."""

    database: Disk
    log: Disk
    after: Callable[[], None] = lambda: None

    def without_power(self, rng: Random, path: Path) -> None:
        path.write_bytes(self.database.without_power(rng))
        path.with_name(f"{path.name}-wal").write_bytes(self.log.without_power(rng))


def reachable() -> bool:
    """Whether this Python has its SQLite in a library, and not in itself."""
    file = getattr(_sqlite3, "__file__", None)
    return file is not None and hasattr(ctypes.CDLL(file), "sqlite3_file_control")


@contextmanager
def watched(path: Path, connection: sqlite3.Connection) -> Iterator[Disks]:
    """Follows what the connection does to its files, which are there already."""
    disks = Disks(_disk(path), _disk(path.with_name(f"{path.name}-wal")))
    hooked = [
        _hook(disks, disks.database, _file(connection, FILE_POINTER)),
        _hook(disks, disks.log, _file(connection, JOURNAL_POINTER)),
    ]
    try:
        yield disks
    finally:
        for file, methods, _ in hooked:
            ctypes.c_void_p.from_address(file).value = methods


def _disk(file: Path) -> Disk:
    return Disk(bytearray(file.read_bytes()))


def _file(connection: sqlite3.Connection, which: int) -> int:
    """The address of a `sqlite3_file`."""
    control = ctypes.CDLL(_sqlite3.__file__).sqlite3_file_control
    control.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p]
    # A connection is Python's two words, and then its `sqlite3 *`.
    head = 2 * ctypes.sizeof(ctypes.c_void_p)
    handle = ctypes.c_void_p.from_address(id(connection) + head)
    found = ctypes.c_void_p()
    assert control(handle, b"main", which, ctypes.byref(found)) == 0
    assert found.value
    return found.value


def _hook(disks: Disks, disk: Disk, file: int) -> tuple[int, int, object]:
    """The file, the methods that it had, and what must live as long as ours."""
    methods = ctypes.c_void_p.from_address(file).value
    assert methods, "the file is not open"
    theirs = (ctypes.c_void_p * METHODS).from_address(methods)
    write, cut, sync = (
        kind(theirs[place] or 0)
        for kind, place in ((_Write, WRITE), (_Cut, CUT), (_Sync, SYNC))
    )

    def on_write(of: int, data: int, length: int, at: int) -> int:
        disk.unsure.append((at, ctypes.string_at(data, length)))
        disks.after()
        return int(write(of, data, length, at))

    def on_cut(of: int, length: int) -> int:
        disk.unsure.append(length)
        disks.after()
        return int(cut(of, length))

    def on_sync(of: int, flags: int) -> int:
        disk.sync()
        disks.after()
        return int(sync(of, flags))

    ours = (ctypes.c_void_p * METHODS)(*theirs)
    calls = _Write(on_write), _Cut(on_cut), _Sync(on_sync)
    for place, call in zip((WRITE, CUT, SYNC), calls, strict=True):
        ours[place] = ctypes.cast(call, ctypes.c_void_p).value
    ctypes.c_void_p.from_address(file).value = ctypes.addressof(ours)
    return file, methods, (ours, calls, theirs)
