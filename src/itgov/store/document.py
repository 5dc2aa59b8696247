"""One file of the repository: its tree and lines, looked up when somebody asks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from itgov.finding import At, Fault, Spot
from itgov.message import msg
from itgov.store.reader import MAX_BYTES, Parsed, parse
from itgov.store.tree import Block, Mark, locate


@dataclass(frozen=True)
class Document:
    """One file whose positions are looked up when somebody asks: by then it is read anew."""

    root: Path
    path: str

    @cached_property
    def top(self) -> Block | None:
        """The file's tree with positions; None where it can no longer be read."""
        return parsed_file(self.root, self.path).top

    def spot(self, at: At) -> Spot:
        """Where in the file a route of keys leads."""
        mark = locate(self.top, at.route, key=at.key) if at.route and self.top is not None else Mark(0, 0)
        return Spot(self.path, mark.line + 1, mark.column + 1, mark.width)


def parsed_file(root: Path, path: str) -> Parsed:
    """The tree of one file with positions; a file that cannot be opened is a fault."""
    try:
        with (root / path).open("rb") as file:
            return parse(file.read(MAX_BYTES + 1), path)
    except OSError as error:
        reason = error.strerror or str(error)
        fault = Fault(
            Spot(path),
            msg("the file cannot be read: {reason}", reason=reason),
            msg("check that it is there and that you may read it"),
        )
        return Parsed(None, (("FRM001", fault),))


def lines_of(path: Path) -> tuple[str, ...]:
    """The lines of a file; none where it cannot be shown as text."""
    # Never through a link, and never a pipe, which would wait for a writer for ever.
    if path.is_symlink() or not path.is_file():
        return ()
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES)
    except OSError:
        return ()
    return tuple(data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n"))
