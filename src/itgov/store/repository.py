"""A whole repository: every record that could be read, and every fault found in reading.

One broken file never hides another: all files are read, and what is whole
becomes the city that the rules look at.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from itgov.finding import FUNCTIONS, RETIRED, SETTINGS, WAIVERS, At, Fault, Related, Spot
from itgov.message import msg
from itgov.model.city import City
from itgov.model.kinds import KINDS, Kind
from itgov.model.record import Part, Record
from itgov.model.retired import Retired, RetiredList
from itgov.model.settings import Settings
from itgov.model.system import Function, FunctionList
from itgov.model.waiver import Waiver, WaiverList
from itgov.store.discover import Candidate, discover
from itgov.store.quick import Source, read_many
from itgov.store.reader import MAX_BYTES, Parsed, parse
from itgov.store.root import check_root
from itgov.store.shape import shape
from itgov.store.tree import Block, Mark, locate

Progress = Callable[[int, int], None]
Coded = tuple[str, Fault]
P = TypeVar("P", bound=Part)

_WORD = re.compile(rb"[a-z0-9]+(?:-[a-z0-9]+)*")


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


@dataclass(frozen=True)
class Repository:
    """What reading gave: `city` is None where the settings themselves could not be read.

    `faults` are pairs of rule code and fault; `broken` holds the ids (by file name) of
    records that are not in the city because their file is at fault; `mentioned` every word in such files that
    could be an id; `sources` counts files read.
    """

    root: Path
    city: City | None
    documents: dict[str, Document]
    faults: tuple[Coded, ...]
    broken: frozenset[str]
    sources: int
    mentioned: frozenset[str] = frozenset()
    waivers: tuple[Waiver, ...] = ()
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


def load(root: Path, progress: Progress | None = None, as_of: date = date.min) -> Repository:
    """Reads the settings and all records under `root`; raises NoRoot where there is nothing to read.

    `progress` is told how many of how many files are read. The city is seen from the day `as_of`.
    """
    with _uncollected():
        loader = _Loader(check_root(root))
        discovered = discover(root)
        loader.faults.extend(discovered.faults)
        candidates = discovered.candidates
        sources = read_many(root, [one.path for one in candidates])
        for count, (candidate, source) in enumerate(zip(candidates, sources, strict=True), 1):
            loader.take(candidate, source)
            if progress is not None:
                progress(count, len(candidates))
        return loader.finish(len(candidates), as_of)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No garbage collection while many objects are made that all stay: it would walk them again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


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


def part_of(root: Path, source: Source, part: type[P]) -> tuple[P | None, tuple[Coded, ...]]:
    """The part that a file holds, and everything that is wrong with it; a part comes of a key written twice, too."""
    if source.values is not None:
        try:
            return part.model_validate(source.values), ()
        except ValueError:
            # Told by the careful reader, which knows the places.
            pass
    parsed = parsed_file(root, source.path)
    if parsed.top is None:
        return None, parsed.faults
    shaped = shape(part, parsed.top, source.path)
    return shaped.record, (*parsed.faults, *shaped.faults)


def words_in(root: Path, path: str) -> frozenset[str]:
    """Every word in a file that could be an id; none where it cannot be read."""
    try:
        with (root / path).open("rb") as file:
            return frozenset(word.decode() for word in _WORD.findall(file.read(MAX_BYTES)))
    except OSError:
        return frozenset()


@dataclass
class _Loader:
    root: Path
    settings: Settings | None = None
    functions: dict[str, Function] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    retired: dict[str, Retired] = field(default_factory=dict)
    records: dict[str, dict[str, Record]] = field(default_factory=lambda: {kind.name: {} for kind in KINDS})
    documents: dict[str, Document] = field(default_factory=dict)
    faults: list[Coded] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    mentioned: set[str] = field(default_factory=set)

    def take(self, candidate: Candidate, source: Source) -> None:
        if candidate.kind is not None:
            self.take_record(candidate, candidate.kind, source)
        elif candidate.path == SETTINGS:
            self.settings = self.listed(SETTINGS, source, Settings)
        elif candidate.path == WAIVERS:
            waivers = self.listed(WAIVERS, source, WaiverList)
            self.waivers = waivers.waivers if waivers else ()
        elif candidate.path == RETIRED:
            retired = self.listed(RETIRED, source, RetiredList)
            self.retired = {one.id: one for one in retired.retired} if retired else {}
        else:
            functions = self.listed(FUNCTIONS, source, FunctionList)
            self.functions = dict(sorted(functions.functions.items())) if functions else {}

    def listed(self, name: str, source: Source, part: type[P]) -> P | None:
        """One of the lists beside the records."""
        found, faults = part_of(self.root, source, part)
        self.faults.extend(faults)
        self.documents[name] = Document(self.root, source.path)
        if found is None:
            self.broken.add(Path(source.path).stem)
        return found

    def take_record(self, candidate: Candidate, kind: Kind, source: Source) -> None:
        record, faults = part_of(self.root, source, kind.type)
        self.faults.extend(faults)
        name = Path(candidate.path).stem
        if record is None or faults:
            self.broken.add(name)
            self.mentioned |= words_in(self.root, candidate.path)
            return
        document = Document(self.root, candidate.path)
        if record.id != name:
            self.faults.append(("FRM007", _misnamed(document, record.id, name)))
        if (first := self.documents.get(record.id)) is not None:
            self.faults.append(("FRM010", _twice(document, first, record.id)))
            return
        self.documents[record.id] = document
        self.records[kind.name][record.id] = record

    def finish(self, sources: int, as_of: date) -> Repository:
        city = None
        if self.settings is not None:
            by_kind = {name: dict(sorted(records.items())) for name, records in self.records.items()}
            city = City(self.settings, by_kind, self.functions, as_of, self.retired)
        return Repository(
            self.root,
            city,
            self.documents,
            tuple(self.faults),
            frozenset(self.broken),
            sources,
            frozenset(self.mentioned),
            self.waivers,
        )


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
