"""A process that does one thing after another, each told and answered over a pipe.

Not the standard library's pool: that holds both ends of its pipes, so that a process
which is killed within an answer leaves the pool to wait for the rest of it for ever.
"""

import contextlib
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection
from typing import TypeVar

T = TypeVar("T")


class Gone(Exception):
    """The process ended before it answered."""


class Child:
    """The process; it has `memory` bytes at most. `polite`, others go before it.

    OSError where the machine has no room for it.
    """

    def __init__(self, memory: int, *, polite: bool = False) -> None:
        spawn = get_context("spawn")
        self._pipe, its = spawn.Pipe()
        self._process = spawn.Process(
            target=_serve, args=(its, memory, polite), daemon=True
        )
        try:
            with _uninterrupted():
                self._process.start()
        except OSError:
            self._pipe.close()
            raise
        finally:
            # Held by it alone, this end tells of its death.
            its.close()
        self._hand = ThreadPoolExecutor(1, "child")

    @property
    def pid(self) -> int | None:
        return self._process.pid

    def begin(self, work: Callable[[], T]) -> "Future[T]":
        """What the work gives, or raises, once all that was begun before is done.

        Gone if the process dies; cancelled if it is ended before the work's turn.
        """
        return self._hand.submit(self._answered, work)

    def end(self) -> None:
        """Ends it, whatever it is doing, and waits until it has ended."""
        self._process.kill()
        self._hand.shutdown(cancel_futures=True)
        self._process.join()
        self._pipe.close()

    def _answered(self, work: Callable[[], T]) -> T:
        told = pickle.dumps(work)
        try:
            self._pipe.send_bytes(told)
            answer = self._pipe.recv_bytes()
        except (EOFError, OSError) as error:
            raise Gone from error
        made: T
        fault: Exception | None
        made, fault = pickle.loads(answer)
        if fault is not None:
            raise fault
        return made


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """What is started meanwhile never hears of an interrupt from the keyboard, which
    goes to all: it is the parent's to answer. Where it comes just now, it waits."""
    if not hasattr(signal, "pthread_sigmask"):  # not on Windows
        yield
        return
    # Else it is started with the first process, and lets interrupts through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# In the process.


def _serve(pipe: "Connection[bytes, bytes]", memory: int, polite: bool) -> None:
    """Bounds set before anything heavy is loaded; then whatever it is told."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bind(memory, polite)
    while True:
        try:
            told = pipe.recv_bytes()
        except EOFError:
            return
        pipe.send_bytes(_answer(told))


def _bind(memory: int, polite: bool) -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    if polite:
        os.nice(10)


def _answer(told: bytes) -> bytes:
    """What came of it, and the error that did instead, or None."""
    try:
        return pickle.dumps((pickle.loads(told)(), None))
    except Exception as error:
        return _failure(error, traceback.format_exc())


def _failure(error: Exception, where: str) -> bytes:
    note = f"In the process:\n{where}"
    error.add_note(note)
    try:
        return pickle.dumps((None, error))
    # What an error of somebody's own holds is pickled by code of its own: it may raise
    # anything, and whoever asked is to hear of the error all the same.
    except Exception:
        stand_in = RuntimeError(f"{type(error).__name__}: {error}")
        stand_in.add_note(note)
        return pickle.dumps((None, stand_in))


def _end_with_parent() -> None:
    """A bot that was killed cannot take its processes down: they go by themselves."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
