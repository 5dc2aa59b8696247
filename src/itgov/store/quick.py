"""Reading files fast: values without positions.

Most files are plain: these are read here. Whatever is in any way unusual (broken, tagged,
anchored, with a key twice, too deep or too large) is left to the careful reader,
which tells what and where.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from itgov.store.bent import MAY_BEGIN, may_bend
from itgov.store.reader import EMPTY, MAX_BYTES, MAX_DEPTH, MAX_NODES

_PIECE = 65_536
Odd = list[tuple[str | None, str]]
"""Texts with the key that each stands under, None in a list."""


@dataclass(frozen=True, slots=True)
class Source:
    """What one file held: `values` is None where the careful reader must look, `digest` where it cannot be read.

    `suspect` files may hold a plain text that other tools read as something else.
    """

    path: str
    values: dict[str, Any] | None
    digest: str | None
    suspect: bool = False


def read_one(root: Path, path: str) -> Source:
    """One file's values and digest."""
    try:
        data = _bytes_of(f"{root}/{path}")
    except OSError:
        return Source(path, None, None)
    odd: Odd = []
    values = values_in(data, odd)
    suspect = values is None
    for key, text in odd:
        if may_bend(key, text):
            suspect = True
    return Source(path, values, digest_of(data), suspect)


def digest_at(root: Path, path: str) -> str | None:
    """One file's digest, without its values; None where it cannot be read."""
    try:
        return digest_of(_bytes_of(f"{root}/{path}"))
    except OSError:
        return None


def _bytes_of(path: str) -> bytes:
    """What a file holds, or a little more than the most that is read of it; raises OSError."""
    # A third of the time that a file object takes, for every file: most are read in one piece.
    file = os.open(path, os.O_RDONLY)
    try:
        data = b""
        while (piece := os.read(file, _PIECE)) and len(data) <= MAX_BYTES:
            data += piece
        return data
    finally:
        os.close(file)


def digest_of(data: bytes) -> str:
    """A file's digest: 32 hexadecimal digits."""
    return blake2b(data, digest_size=16).hexdigest()


def values_in(data: bytes, odd: Odd | None = None) -> dict[str, Any] | None:
    """The values of a plain file as text, tuples and dicts, with None for what is empty; None where it is not plain.

    In `odd` are gathered the unquoted texts that might be bent by how they begin, with the keys they stand under.
    """
    if len(data) > MAX_BYTES:
        return None
    try:
        return _values(data.decode("utf-8"), [] if odd is None else odd)
    except (UnicodeDecodeError, YAMLError):
        return None


def _values(text: str, odd: Odd) -> dict[str, Any] | None:  # noqa: C901, PLR0911, PLR0912  the innermost loop: a call per event would double its time
    from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # noqa: PLC0415  loaded when a file is read, not at start-up

    take = CParser(text).get_event
    take(), take()
    if type(event := take()) is not MappingStartEvent or event.anchor is not None or event.tag is not None:
        return None
    top: dict[str, Any] = {}
    here: Any = top
    in_block, key, size = True, None, 1
    stack: list[tuple[Any, bool, str | None]] = []
    while True:
        event = take()
        kind = type(event)
        size += 1
        if kind is ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                return None
            value = event.value
            if in_block and key is None:
                if value in here or value == "<<":
                    return None
                key = value
                continue
            if event.implicit[0]:
                if value in EMPTY:
                    value = None
                elif value[0] in MAY_BEGIN:
                    odd.append((key, value))
            if in_block:
                here[key] = value
                key = None
            else:
                here.append(value)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            if not stack:
                break
            done = here if in_block else tuple(here)
            here, in_block, key = stack.pop()
            if in_block:
                here[key] = done
                key = None
            else:
                here.append(done)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor is not None or event.tag is not None or (in_block and key is None):
                return None
            stack.append((here, in_block, key))
            # What stands in a block on the last level would be one too deep.
            if len(stack) >= MAX_DEPTH - 1 or size > MAX_NODES:
                return None
            in_block, key = kind is MappingStartEvent, None
            here = {} if in_block else []
        else:
            return None
    take()
    return top if size <= MAX_NODES and type(take()).__name__ == "StreamEndEvent" else None
