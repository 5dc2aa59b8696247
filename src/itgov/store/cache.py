"""What was found out about files, kept for the next run under `.itgov/cache/`. Checked when read, never trusted.

The file holds JSON after a line with its checksum. What is torn, foreign or of
another version is as good as none. A file is known by its size, both times and its
inode: a cache that came with a copy of the repository knows none of them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from itgov.store.quick import digest_of
from itgov.store.stamp import Stamp, stamp_of
from itgov.store.writer import CannotWrite, write_text

FOLDER = Path(".itgov/cache")
_NAME = "validate.json"
SINCE = "since.json"
"""What was found at the revision that was last compared with."""
_RACY_NS = 2_000_000_000
"""A file that changed so shortly before the cache was written may have changed again within the same tick."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept: `key` is what all of it rests on; `files` by path; `written_ns` when."""

    key: str
    files: Mapping[str, Any]
    shared: Mapping[str, Any]
    written_ns: int

    def is_fresh(self, stamp: Stamp, then: object) -> bool:
        """Whether a file is as it was: the same stamp, and not so young then that it may have changed since."""
        return list(stamp) == then and max(stamp[1], stamp[2]) < self.written_ns - _RACY_NS


@cache
def code_key() -> str:
    """A digest of this program as it is installed: a cache of another one is foreign."""
    package = Path(__file__).parents[1]
    states = sorted((str(file), stamp_of(file)) for file in package.rglob("*.py"))
    return digest_of(repr((sys.version, states)).encode())


def read_cache(root: Path, name: str = _NAME) -> Kept | None:
    """What was kept for the city at `root`; None where there is nothing, or nothing that can be relied on."""
    try:
        data = (root / FOLDER / name).read_bytes()
        checksum, _, body = data.partition(b"\n")
        if checksum.decode("ascii") != _checksum(body):
            return None
        found = json.loads(body)
        kept = Kept(found["key"], found["files"], found["shared"], found["written_ns"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    whole = type(kept.key) is str and type(kept.written_ns) is int
    return kept if whole and type(kept.files) is dict and type(kept.shared) is dict else None


def write_cache(root: Path, kept: Kept, name: str = _NAME) -> bool:
    """Keeps it for the next run; False where the place cannot be written, which only costs that run its speed."""
    folder = root / FOLDER
    if folder.is_symlink() or folder.parent.is_symlink():
        # A link would lead what is written here to wherever its maker wants it.
        return False
    body = json.dumps(
        {"key": kept.key, "written_ns": kept.written_ns, "shared": kept.shared, "files": kept.files},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    try:
        if not (folder / ".gitignore").is_file():
            write_text(folder / ".gitignore", "*\n")
        write_text(folder / name, f"{_checksum(body.encode())}\n{body}")
    except CannotWrite:
        return False
    return True


def _checksum(body: bytes) -> str:
    return blake2b(body, digest_size=16, person=b"itgov-cache").hexdigest()
