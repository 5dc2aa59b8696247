"""A whole repository: every record that could be read, and every fault found in reading.

One broken file never hides another: all files are read, and what is whole
becomes the city that the rules look at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from itgov.finding import FUNCTIONS, SETTINGS, At, Fault, Related, Spot
from itgov.message import msg
from itgov.model.city import City
from itgov.model.kinds import KINDS
from itgov.model.record import Record
from itgov.model.settings import Settings
from itgov.model.system import Function, FunctionList
from itgov.store.discover import Candidate, discover
from itgov.store.reader import MAX_BYTES, Parsed, parse
from itgov.store.root import check_root
from itgov.store.shape import shape
from itgov.store.tree import Block, Mark, locate

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Document:
    """One file that holds a tree; the tree is kept for its positions."""

    path: str
    top: Block

    def spot(self, at: At) -> Spot:
        """Where in the file a route of keys leads."""
        mark = locate(self.top, at.route, key=at.key) if at.route else Mark(0, 0)
        return Spot(self.path, mark.line + 1, mark.column + 1, mark.width)


@dataclass(frozen=True)
class Repository:
    """What reading gave: `city` is None where the settings themselves could not be read.

    `faults` are pairs of rule code and fault; `broken` holds the ids (by file name) of
    records that are not in the city because their file is at fault; `sources` counts files read.
    """

    root: Path
    city: City | None
    documents: dict[str, Document]
    faults: tuple[tuple[str, Fault], ...]
    broken: frozenset[str]
    sources: int
    _lines: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def spot(self, where: At | Spot) -> Spot:
        """The file, line and column of a place in a record."""
        if isinstance(where, Spot):
            return where
        document = self.documents.get(where.record)
        return document.spot(where) if document is not None else Spot(SETTINGS)

    def line(self, spot: Spot) -> str | None:
        """The text of the line that `spot` is on; None where the file cannot be shown as text."""
        if spot.path not in self._lines:
            self._lines[spot.path] = _text_lines(self.root / spot.path)
        lines = self._lines[spot.path]
        return lines[spot.line - 1] if spot.line <= len(lines) else None

    @cached_property
    def ids(self) -> frozenset[str]:
        """All ids that a record refers to in vain only if they are not here: those read and those broken."""
        return frozenset(self.documents) | self.broken


def load(root: Path, progress: Progress | None = None) -> Repository:
    """Reads the settings and all records under `root`; raises NoRoot where there is nothing to read.

    `progress` is told how many of how many files are read.
    """
    loader = _Loader(check_root(root))
    discovered = discover(root)
    loader.faults.extend(discovered.faults)
    for count, candidate in enumerate(discovered.candidates, 1):
        loader.take(candidate)
        if progress is not None:
            progress(count, len(discovered.candidates))
    return loader.finish(len(discovered.candidates))


@dataclass
class _Loader:
    root: Path
    settings: Settings | None = None
    functions: dict[str, Function] = field(default_factory=dict)
    records: dict[str, dict[str, Record]] = field(default_factory=lambda: {kind.name: {} for kind in KINDS})
    documents: dict[str, Document] = field(default_factory=dict)
    faults: list[tuple[str, Fault]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def take(self, candidate: Candidate) -> None:
        parsed = self.parsed(candidate.path)
        self.faults.extend(parsed.faults)
        name = Path(candidate.path).stem
        if parsed.top is None:
            self.broken.add(name)
        elif candidate.path == SETTINGS:
            self.documents[SETTINGS] = Document(candidate.path, parsed.top)
            settings = shape(Settings, parsed.top, candidate.path)
            self.settings = settings.record
            self.faults.extend(settings.faults)
        elif candidate.kind is None:
            self.documents[FUNCTIONS] = Document(candidate.path, parsed.top)
            functions = shape(FunctionList, parsed.top, candidate.path)
            self.functions = dict(sorted(functions.record.functions.items())) if functions.record else {}
            self.faults.extend(functions.faults)
        else:
            self.take_record(candidate, parsed.top, whole=not parsed.faults)

    def take_record(self, candidate: Candidate, top: Block, *, whole: bool) -> None:
        assert candidate.kind is not None
        shaped = shape(candidate.kind.type, top, candidate.path)
        self.faults.extend(shaped.faults)
        name = Path(candidate.path).stem
        if shaped.record is None or not whole:
            self.broken.add(name)
            return
        record = shaped.record
        document = Document(candidate.path, top)
        if record.id != name:
            self.faults.append(("FRM007", _misnamed(document, record.id, name)))
        if (first := self.documents.get(record.id)) is not None:
            self.faults.append(("FRM010", _twice(document, first, record.id)))
            return
        self.documents[record.id] = document
        self.records[candidate.kind.name][record.id] = record

    def parsed(self, path: str) -> Parsed:
        try:
            with (self.root / path).open("rb") as file:
                return parse(file.read(MAX_BYTES + 1), path)
        except OSError as error:
            reason = error.strerror or str(error)
            fault = Fault(
                Spot(path),
                msg("the file cannot be read: {reason}", reason=reason),
                msg("check that it is there and that you may read it"),
            )
            return Parsed(None, (("FRM001", fault),))

    def finish(self, sources: int) -> Repository:
        city = None
        if self.settings is not None:
            by_kind = {name: dict(sorted(records.items())) for name, records in self.records.items()}
            city = City(self.settings, by_kind, self.functions)
        return Repository(self.root, city, self.documents, tuple(self.faults), frozenset(self.broken), sources)


def _misnamed(document: Document, record_id: str, name: str) -> Fault:
    return Fault(
        document.spot(At(record_id, ("id",))),
        msg("the file is called “{name}.yaml”, but its id is “{id}”", name=name, id=record_id),
        msg("rename the file to {id}.yaml, or mend the id", id=record_id),
    )


def _twice(document: Document, first: Document, record_id: str) -> Fault:
    at = At(record_id, ("id",))
    return Fault(
        document.spot(at),
        msg("the id “{id}” is already taken", id=record_id),
        msg("ids are unique over all kinds: choose another one"),
        (Related(first.spot(at), msg("it is taken here")),),
    )


def _text_lines(path: Path) -> tuple[str, ...]:
    # Never through a link, and never a pipe, which would wait for a writer for ever.
    if path.is_symlink() or not path.is_file():
        return ()
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES)
    except OSError:
        return ()
    return tuple(data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n"))
