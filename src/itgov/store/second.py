"""A second process for half of a long work, where there is a second processor and forking is safe.

Both processes run the same code from the fork on, each on its own half; `exchange` gives each the
other's findings, and at `gather` the second one hands over what it has, and ends.
"""

from __future__ import annotations

import marshal
import os
import threading
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from tempfile import TemporaryFile
from typing import Any, BinaryIO, TypeVar

T = TypeVar("T")
Plain = Any
"""What marshal carries: lists, tuples, dicts, texts, whole numbers, flags and None."""


class OtherGone(RuntimeError):
    """The other process ended before it gave what was waited for: the work is to be done again, alone."""


def pack(data: Plain) -> bytes:
    """Data as bytes, for `Side`'s other process to open when it needs them."""
    return marshal.dumps(data)


def opened(data: bytes) -> Plain:
    """What `pack` made bytes of in a process of this very run; never for what comes from anywhere else."""
    return marshal.loads(data)  # noqa: S302  written by a fork of this process


@dataclass(frozen=True, slots=True)
class Side:
    """One of `count` processes that share a work, counted from 0; the first is the one that was there before.

    `shelves` are one unnamed file for each process: what it has for the other lies there, and a byte in the pipe
    says that it does. So neither waits for the other to read.
    """

    number: int = 0
    count: int = 1
    child: int = 0
    reading: BinaryIO | None = None
    writing: BinaryIO | None = None
    shelves: tuple[BinaryIO, ...] = ()

    def halves(self, whole: Sequence[T], sizes: Sequence[int]) -> tuple[Sequence[T], Sequence[T]]:
        """What of a list is this process's to work on, and what the other's; nothing where there is none.

        Each has what lies together: neighbours mostly need the same others. `sizes` say how much work each item
        is, so that both have about as much.
        """
        if self.count == 1:
            return whole, whole[:0]
        cut = bisect_left(list(accumulate(sizes)), sum(sizes) / 2)
        first, second = whole[:cut], whole[cut:]
        return (second, first) if self.number else (first, second)

    def exchange(self, mine: Plain) -> Plain | None:
        """The other process's data for this one's; None where there is no other. Raises OtherGone."""
        if self.count == 1:
            return None
        self._send(mine)
        return self._receive()

    def gather(self, mine: Plain) -> Plain | None:
        """In the first process, the other's data, or None where there is no other; the other one ends here."""
        if self.count == 1:
            return None
        if self.number:
            self._send(mine)
            os._exit(0)
        theirs = self._receive()
        self.end()
        return theirs

    def end(self) -> None:
        """Lets go of the other process; in the other one, ends it, as failed."""
        if self.count == 1:
            return
        if self.number:
            # Never back into the caller's frames: no handler, test or buffer of the first process may run twice.
            os._exit(1)
        assert self.reading is not None
        assert self.writing is not None
        if not self.reading.closed:
            for file in (self.reading, self.writing, *self.shelves):
                file.close()
            os.waitpid(self.child, 0)

    def _send(self, data: Plain) -> None:
        assert self.writing is not None
        shelf = self.shelves[self.number]
        try:
            shelf.seek(0)
            shelf.truncate()
            shelf.write(pack(data))
            shelf.flush()
            self.writing.write(_READY)
            self.writing.flush()
        except OSError as error:
            raise OtherGone from error

    def _receive(self) -> Plain:
        assert self.reading is not None
        try:
            if self.reading.read(len(_READY)) != _READY:
                raise OtherGone
            # The place in an open file is shared over a fork: read from where the data lie, not from there.
            shelf = self.shelves[1 - self.number].fileno()
            return opened(os.pread(shelf, os.fstat(shelf).st_size, 0))
        except (EOFError, ValueError, TypeError, OSError) as error:
            raise OtherGone from error


_READY = b"1"


ALONE = Side()
"""The only process."""


def may_fork() -> bool:
    """Whether a second process pays and is safe: not beside other threads, whose locks it would inherit."""
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


def two_sides() -> Side:
    """Starts a second process; each gets its side, and goes on from here."""
    shelves = (TemporaryFile(), TemporaryFile())  # noqa: SIM115  closed at `Side.end`
    to_first, from_second = os.pipe()
    to_second, from_first = os.pipe()
    child = os.fork()
    if child:
        os.close(from_second)
        os.close(to_second)
        return Side(0, 2, child, os.fdopen(to_first, "rb"), os.fdopen(from_first, "wb"), shelves)
    os.close(to_first)
    os.close(from_first)
    return Side(1, 2, 0, os.fdopen(to_second, "rb"), os.fdopen(from_second, "wb"), shelves)
