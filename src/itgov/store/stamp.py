"""By what a file is known to be untouched."""

from __future__ import annotations

import os
from pathlib import Path

Stamp = tuple[int, int, int, int]
"""Size, time of content, time of inode (both in nanoseconds) and inode of a file."""


def stamp_of(path: Path | os.DirEntry[str]) -> Stamp | None:
    """The stamp of a file; None where it is gone."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino
