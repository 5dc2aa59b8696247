"""What a killed run left beside the files it was writing: half-written copies that nothing will ever finish."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from itgov.store.root import DATA

OLD_SECONDS = 3600
"""How old a half-written file is before it cannot be another run's that is still writing."""
_HALF_WRITTEN = re.compile(r"\..+\.[a-z0-9_]{8}\.part")
_BESIDE_DATA = (".", ".vscode", ".itgov", ".itgov/cache", ".itgov/drafts", ".itgov/schemas")


def remove_stale(root: Path, now: float) -> int:
    """Removes half-written files of a city that are at least an hour old; returns how many.

    `now` is in seconds since 1970. Only regular files with the name that a write gives them, in the folders that are
    written to; what cannot be removed stays.
    """
    removed = 0
    for folder in (*(root / name for name in _BESIDE_DATA), *_folders(root / DATA)):
        for entry in _listing(folder):
            if _HALF_WRITTEN.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                removed += _remove(entry, now)
    return removed


def _folders(data: Path) -> Iterator[Path]:
    yield data
    yield from (Path(entry.path) for entry in _listing(data) if entry.is_dir(follow_symlinks=False))


def _listing(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def _remove(entry: os.DirEntry[str], now: float) -> bool:
    try:
        if now - entry.stat(follow_symlinks=False).st_mtime < OLD_SECONDS:
            return False
        Path(entry.path).unlink()
    except OSError:
        return False
    return True
