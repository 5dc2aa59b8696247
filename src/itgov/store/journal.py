"""Results of a long run, kept line by line as they come, so that a run that was cut short goes on where it was.

JSON lines: the first says what all others rest on. A last line without its end was torn and is dropped; anything
else that is not as it was written is refused, never guessed at.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from itgov.message import Message, msg
from itgov.store.writer import CannotWrite

Line = Mapping[str, Any]


class NotThisJournal(Exception):
    """A file that is no journal of this run; it is left as it is."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class Journal:
    """A journal that is open for more lines. `lines` are those it held, in their order."""

    def __init__(self, path: Path, lines: tuple[dict[str, Any], ...]) -> None:
        self.path = path
        self.lines = lines

    def add(self, line: Line) -> None:
        """Writes a line to its end, through to the disk; raises CannotWrite."""
        _append(self.path, _text(line))


def open_journal(path: Path, head: Line) -> Journal:
    """The journal at `path`, begun with `head` where there is none; what was torn is cut off.

    Raises NotThisJournal where the file begins otherwise or holds a line that is none, and CannotWrite.
    """
    first, held = _text(head), _read(path)
    whole = held[: held.rfind(b"\n") + 1]
    if not whole and first.encode().startswith(held):
        _make(path, first)
        return Journal(path, ())
    begun, *lines = whole.decode("utf-8", errors="replace").splitlines(keepends=True) or [""]
    told = _block(begun)
    if told != head:
        raise NotThisJournal(_difference(path, told, head))
    found = tuple(_parsed(path, number, line) for number, line in enumerate(lines, start=2))
    if len(whole) < len(held):
        _cut(path, len(whole))
    return Journal(path, found)


def _text(line: Line) -> str:
    return json.dumps(line, ensure_ascii=True, separators=(",", ":")) + "\n"


def _block(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if type(found) is dict else None


def _parsed(path: Path, number: int, line: str) -> dict[str, Any]:
    found = _block(line)
    if found is None:
        raise NotThisJournal(msg("{path}:{line}: not a line of results", path=str(path), line=number))
    return found


def _difference(path: Path, found: dict[str, Any] | None, head: Line) -> Message:
    if found is None or found.get("format") != head.get("format"):
        return msg("{path} holds no results of this kind", path=str(path))
    key = next((key for key in (*head, *found) if found.get(key) != head.get(key)), "format")
    return msg("{path} holds results of another run: its “{key}” differs", path=str(path), key=key)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise _cannot(path, error) from error


def _make(path: Path, first: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(first, encoding="utf-8", newline="\n")
    except OSError as error:
        raise _cannot(path, error) from error


def _append(path: Path, text: str) -> None:
    try:
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _cannot(path, error) from error


def _cut(path: Path, size: int) -> None:
    try:
        with path.open("r+b") as file:
            file.truncate(size)
    except OSError as error:
        raise _cannot(path, error) from error


def _cannot(path: Path, error: OSError) -> CannotWrite:
    return CannotWrite(
        msg("{path} cannot be written: {reason}", path=str(path), reason=error.strerror or str(error)),
        msg("choose another place, or close the program that holds the file"),
    )
