"""A whole repository: every record that could be read, and every fault found in reading.

One broken file never hides another: all files are read, and what is whole
becomes the city that the rules look at.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path, PurePath

from itgov.finding import FUNCTIONS, SETTINGS, At, Spot
from itgov.model.baseline import KnownFinding
from itgov.model.broken import Broken
from itgov.model.city import City
from itgov.model.kinds import KINDS
from itgov.model.record import Record
from itgov.model.waiver import Waiver
from itgov.store.discover import discover
from itgov.store.document import Document, lines_of
from itgov.store.fact import Coded, Fact, Facts, put_together, take
from itgov.store.lists import Lists
from itgov.store.quick import read_one
from itgov.store.root import check_root

Progress = Callable[[int, int], None]
ByKind = Mapping[str, Mapping[str, Record]]


@dataclass(frozen=True)
class Repository:
    """What reading gave: `city` is None where the settings themselves could not be read.

    `paths` are those of the files, by the ids of their records and the names of the lists;
    `faults` are pairs of rule code and fault; `unread` is what is not in the city because its file
    is at fault; `sources` counts files read; `known` are the findings of the baseline.
    """

    root: Path
    city: City | None
    paths: Mapping[str, str]
    faults: tuple[Coded, ...]
    unread: Broken
    sources: int
    waivers: tuple[Waiver, ...] = ()
    known: tuple[KnownFinding, ...] = ()
    _lines: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _documents: dict[str, Document] = field(default_factory=dict)

    def spot(self, where: At | Spot) -> Spot:
        """The file, line and column of a place in a record."""
        if isinstance(where, Spot):
            return where
        if where.spot is not None:
            return where.spot
        document = self.document(where.record)
        return document.spot(where) if document is not None else Spot(SETTINGS)

    def document(self, name: str) -> Document | None:
        """The file of a record, by its id, or of one of the lists, by its name; None where there is none."""
        if name not in self._documents and name in self.paths:
            self._documents[name] = Document(self.root, self.paths[name])
        return self._documents.get(name)

    def line(self, spot: Spot) -> str | None:
        """The text of the line that `spot` is on; None where the file cannot be shown as text."""
        if spot.path not in self._lines:
            self._lines[spot.path] = lines_of(self.root / spot.path)
        lines = self._lines[spot.path]
        return lines[spot.line - 1] if spot.line <= len(lines) else None

    @property
    def broken(self) -> frozenset[str]:
        """The ids (by file name) of the records, and the names of the lists, whose file is at fault."""
        return self.unread.ids

    @cached_property
    def ids(self) -> frozenset[str]:
        """All ids that a record refers to in vain only if they are not here: those read and those broken."""
        return frozenset(self.paths) | self.broken


def load(root: Path, progress: Progress | None = None, as_of: date = date.min) -> Repository:
    """Reads the settings and all records under `root`; raises NoRoot where there is nothing to read.

    `progress` is told how many of how many files are read. The city is seen from the day `as_of`.
    """
    with uncollected():
        lists = Lists(check_root(root))
        discovered = discover(root)
        candidates = discovered.candidates
        facts: list[Fact] = []
        records: dict[str, Record] = {}
        for count, candidate in enumerate(candidates, 1):
            source = read_one(root, candidate.path)
            if candidate.kind is None:
                lists.take(source)
            else:
                fact, record = take(root, candidate.kind, source)
                facts.append(fact)
                if record is not None:
                    records.setdefault(record.id, record)
            if progress is not None:
                progress(count, len(candidates))
        known = put_together(root, facts)
        by_kind = {kind.name: {one: records[one] for one in known.ids.get(kind.name, ())} for kind in KINDS}
        return assembled(lists, known, by_kind, discovered.faults, len(candidates), as_of)


def assembled(
    lists: Lists, known: Facts, by_kind: ByKind, strays: tuple[Coded, ...], sources: int, as_of: date
) -> Repository:
    """The repository of what was read; `by_kind` may read its records only when somebody asks."""
    root = lists.root
    city = None
    if lists.settings is not None:
        city = City(lists.settings, by_kind, lists.functions, as_of, lists.retired, known.index)
    return Repository(
        root,
        city,
        lists.paths | {one: fact.path for one, fact in known.by_id.items()},
        (*strays, *lists.faults, *known.faults),
        _and_lists(known.broken, lists.broken),
        sources,
        lists.waivers,
        lists.known,
    )


def _and_lists(broken: Broken, lists: Collection[str]) -> Broken:
    """What could not be read, the broken lists among it."""
    kinds = {"function"} if PurePath(FUNCTIONS).stem in lists else set()
    return replace(broken, ids=broken.ids.union(lists), kinds=broken.kinds | kinds)


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection while many objects are made that all stay: it would walk them again and again.

    Nor of them afterwards: they are set aside, until the next such time.
    """
    enabled = gc.isenabled()
    gc.disable()
    gc.unfreeze()
    try:
        yield
    finally:
        if enabled:
            gc.freeze()
            gc.enable()
