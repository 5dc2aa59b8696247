"""Changing a file by putting texts in the place of others: whatever no edit names stays as it is, to the byte.

An edit may say what it means to change. The new text is read again, and where its
values differ in any other way, it is refused: nothing here trusts positions alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from itgov.finding import Spot
from itgov.message import Refusal, msg
from itgov.store.reader import Parsed, Refused, decode, parse
from itgov.store.spans import Span, spans
from itgov.store.tree import plain

Route = tuple[str | int, ...]
_MARK = b"\xef\xbb\xbf"


class CannotEdit(Refusal):
    """Nothing was changed: `message` says what stands in the way, and where; `remedy` what to do."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit means: the value at `route` becomes `to`; with `key`, the key that ends the route does."""

    route: Route
    to: str
    key: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """`text` in the place of the characters from `start` to before `end` of the file at `path`.

    Characters count from 0, a byte-order mark is not among them. Without a change, the values stay as they are.
    """

    path: str
    start: int
    end: int
    text: str
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text with its line ends as they are; `marked` where it begins with a byte-order mark."""

    path: str
    text: str
    marked: bool = False

    @property
    def whole(self) -> str:
        """What is written to the file."""
        return f"\ufeff{self.text}" if self.marked else self.text

    @property
    def line_end(self) -> str:
        """The line end that its first line has; a line feed where it has none."""
        head, feed, _ = self.text.partition("\n")
        return "\r\n" if feed and head.endswith("\r") else "\n"

    def spot(self, index: int) -> Spot:
        """The line and column of a character."""
        before = self.text[:index]
        return Spot(self.path, before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1)


def read_source(root: Path, path: str) -> Source:
    """The file at `path` below `root`; raises CannotEdit where it cannot be read as text."""
    try:
        data = (root / path).read_bytes()
        return Source(path, decode(data), data.startswith(_MARK))
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotEdit(msg("{path} cannot be read: {reason}", path=path, reason=reason)) from error
    except Refused as refused:
        raise _refused(path, refused) from refused


def top_of(source: Source) -> Span:
    """Where everything in a file stands; raises CannotEdit where it is no YAML."""
    try:
        return spans(source.text)
    except Refused as refused:
        raise _refused(source.path, refused) from refused


def spliced(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made at once; raises CannotEdit where two of them touch the same characters."""
    pieces, done = [], 0
    before: Edit | None = None
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if before is not None and (edit.start < before.end or edit.start == before.start):
            raise CannotEdit(
                msg("two changes to {path} touch the same place", path=edit.path),
                msg("make one of them by hand, then run again"),
            )
        pieces += [text[done : edit.start], edit.text]
        before, done = edit, edit.end
    return "".join((*pieces, text[done:]))


def edited(source: Source, edits: Iterable[Edit]) -> Source:
    """The file with all edits made; raises CannotEdit where its values would differ in any way but the intended."""
    made = tuple(edits)
    after = replace(source, text=spliced(source.text, made))
    old, new = _parsed(source), _parsed(after)
    if old.top is None or new.top is None or len(new.faults) > len(old.faults):
        raise _unintended(source.path)
    changes = {(change.route, change.key): change.to for edit in made if (change := edit.change) is not None}
    if plain(new.top) != _changed(plain(old.top), (), changes):
        raise _unintended(source.path)
    return after


def _parsed(source: Source) -> Parsed:
    return parse(source.text.encode(), source.path)


def _changed(data: object, route: Route, changes: Mapping[tuple[Route, bool], str]) -> object:
    if (route, False) in changes:
        return changes[route, False]
    if isinstance(data, tuple):
        return tuple(_changed(item, (*route, index), changes) for index, item in enumerate(data))
    if isinstance(data, dict):
        return {
            changes.get(((*route, key), True), key): _changed(value, (*route, key), changes)
            for key, value in data.items()
        }
    return data


def _unintended(path: str) -> CannotEdit:
    return CannotEdit(
        msg("{path} is left as it is: the change would also change other values in it", path=path),
        msg("make the change by hand; write out what anchors and aliases repeat"),
    )


def _refused(path: str, refused: Refused) -> CannotEdit:
    where = f"{path}:{refused.mark.line + 1}:{refused.mark.column + 1}"
    return CannotEdit(msg("{where}: {problem}", where=where, problem=refused.message), refused.remedy)
