"""A second process for half of a long work, where there is a second processor and forking is safe.

Both processes run the same code from the fork on, each on its own half; `exchange` gives each the
other's findings, and at `gather` the second one hands over what it has, and ends.
"""

from __future__ import annotations

import marshal
import os
import threading
from dataclasses import dataclass
from typing import Any, BinaryIO

Plain = Any
"""What marshal carries: lists, tuples, dicts, texts, whole numbers, flags and None."""


class OtherGone(RuntimeError):
    """The other process ended before it gave what was waited for: the work is to be done again, alone."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of `count` processes that share a work, counted from 0; the first is the one that was there before."""

    number: int = 0
    count: int = 1
    child: int = 0
    reading: BinaryIO | None = None
    writing: BinaryIO | None = None

    def half(self, whole: list[Any]) -> list[Any]:
        """What of a list is this process's to work on: every item, or every other."""
        return whole[self.number :: self.count]

    def exchange(self, mine: Plain) -> Plain | None:
        """The other process's data for this one's; None where there is no other. Raises OtherGone."""
        if self.count == 1:
            return None
        # One must read while the other writes, or both wait for ever at a full pipe.
        if self.number:
            self._send(mine)
            return self._receive()
        theirs = self._receive()
        self._send(mine)
        return theirs

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
            self.reading.close()
            self.writing.close()
            os.waitpid(self.child, 0)

    def _send(self, data: Plain) -> None:
        assert self.writing is not None
        try:
            self.writing.write(marshal.dumps(data))
            self.writing.flush()
        except OSError as error:
            raise OtherGone from error

    def _receive(self) -> Plain:
        assert self.reading is not None
        try:
            return marshal.load(self.reading)  # noqa: S302  written by this very program, a fork of this process
        except (EOFError, ValueError, TypeError, OSError) as error:
            raise OtherGone from error


ALONE = Side()
"""The only process."""


def may_fork() -> bool:
    """Whether a second process pays and is safe: not beside other threads, whose locks it would inherit."""
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


def two_sides() -> Side:
    """Starts a second process; each gets its side, and goes on from here."""
    to_first, from_second = os.pipe()
    to_second, from_first = os.pipe()
    child = os.fork()
    if child:
        os.close(from_second)
        os.close(to_second)
        return Side(0, 2, child, os.fdopen(to_first, "rb"), os.fdopen(from_first, "wb"))
    os.close(to_first)
    os.close(from_first)
    return Side(1, 2, 0, os.fdopen(to_second, "rb"), os.fdopen(from_second, "wb"))
