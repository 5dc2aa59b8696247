"""A second process for half of a long work, where there is a second processor and forking is safe."""

from __future__ import annotations

import marshal
import os
import threading
from collections.abc import Callable
from typing import Any

Plain = Any
"""What marshal carries: lists, tuples, dicts, texts, whole numbers, flags and None."""


def may_fork() -> bool:
    """Whether a second process pays and is safe: not beside other threads, whose locks it would inherit."""
    return hasattr(os, "fork") and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


def beside(work: Callable[[], Plain]) -> Callable[[], Plain | None]:
    """Starts `work` in a second process; the function that is returned waits for its result.

    The result is None where that process died: then whoever asked does the work itself.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _work_and_end(work, reading, writing)
    os.close(writing)

    def result() -> Plain | None:
        with os.fdopen(reading, "rb") as stream:
            data = stream.read()
        _, status = os.waitpid(child, 0)
        try:
            return marshal.loads(data) if status == 0 else None  # noqa: S302  written by this very process's child
        except (EOFError, ValueError, TypeError):
            return None

    return result


def _work_and_end(work: Callable[[], Plain], reading: int, writing: int) -> None:
    status = 1
    try:
        os.close(reading)
        data = marshal.dumps(work())
        with os.fdopen(writing, "wb") as stream:
            stream.write(data)
        status = 0
    finally:
        # Never back into the caller's frames: no handler, test or buffer of the parent may run twice.
        os._exit(status)
