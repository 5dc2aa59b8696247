"""One run of the reviewer: from what is kept of the last run where that still holds, else from the files.

A record is read anew where its file was touched, and examined anew where anything it
looked at has changed. What comes out is the same as without anything kept.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from itgov.check.keep import (
    Known,
    Spoilt,
    changed_prints,
    newly_mentioned,
    packed,
    packed_faults,
    unpacked,
    unpacked_faults,
)
from itgov.check.run import Broken, Report, assemble, examine
from itgov.check.trail import Trail, watched
from itgov.finding import SETTINGS
from itgov.model.city import City
from itgov.model.kinds import KIND_BY_NAME, KINDS
from itgov.model.record import Record
from itgov.store.cache import Kept, code_key, read_cache, write_cache
from itgov.store.discover import Candidate, Discovered, discover
from itgov.store.fact import Fact, put_together, take
from itgov.store.lists import Lists
from itgov.store.quick import Source, digest_of, read_one
from itgov.store.repository import Progress, Repository, assembled, uncollected
from itgov.store.root import check_root
from itgov.store.second import ALONE, OtherGone, Side, may_fork, two_sides

_MANY = 1_500
"""Files to read from which a second process pays for its start."""
_WORTH_KEEPING = 100
"""Records read or examined anew from which the cache is written again; fewer are faster done again."""


@dataclass(slots=True)
class _Entry:
    """One record's file, or the settings: what is known of it, and its examination with what that looked at.

    `result` is the packed examination, None where there is none yet; `trail` numbers footprints in the table.
    """

    stamp: object
    digest: str
    fact: Fact
    result: Any = None
    trail: Sequence[int] = ()

    @property
    def known(self) -> Known:
        return Known(self.fact.id, self.fact.kind, self.fact.keys, self.digest, self.fact.mentioned)


@dataclass
class _Table:
    """Texts by number, so that each is kept once."""

    texts: list[str] = field(default_factory=list)
    _numbers: dict[str, int] | None = None

    def number(self, text: str) -> int:
        if self._numbers is None:
            self._numbers = {known: number for number, known in enumerate(self.texts)}
        found = self._numbers.setdefault(text, len(self.texts))
        if found == len(self.texts):
            self.texts.append(text)
        return found

    def numbers(self, texts: Iterable[str]) -> list[int]:
        return [self.number(text) for text in texts]


@dataclass
class _Memory:
    """What is kept, read as far as it is asked for."""

    table: _Table
    kept: Kept | None

    @classmethod
    def of(cls, kept: Kept | None, key: str) -> _Memory:
        if kept is None or kept.key != key:
            return cls(_Table(), None)
        texts = kept.shared.get("texts")
        sound = type(texts) is list and all(type(text) is str for text in texts)
        return cls(_Table(texts), kept) if sound and texts is not None else cls(_Table(), None)

    def entry(self, path: str) -> _Entry | None:
        data = self.kept.files.get(path) if self.kept is not None else None
        if data is None:
            return None
        try:
            stamp, digest, kind, record_id, keys, faults, mentioned, result, trail = data
            if kind not in KIND_BY_NAME and path != SETTINGS:
                raise Spoilt(path)
            if not (record_id is None or type(record_id) is str) or type(digest) is not str:
                raise Spoilt(path)
            if not all(type(word) is str for word in mentioned) or not all(type(number) is int for number in trail):
                raise Spoilt(path)
            texts = self.table.texts
            fact = Fact(
                path,
                kind,
                record_id,
                frozenset([texts[number] for number in keys]),
                unpacked_faults(faults) if faults else (),
                frozenset(mentioned),
            )
        except (TypeError, ValueError, IndexError) as error:
            raise Spoilt(path) from error
        return _Entry(stamp, digest, fact, result, trail)

    def packed(self, entry: _Entry) -> list[Any]:
        fact = entry.fact
        keys = self.table.numbers(fact.keys)
        faults = packed_faults(fact.faults)
        return [
            entry.stamp,
            entry.digest,
            fact.kind,
            fact.id,
            keys,
            faults,
            sorted(fact.mentioned),
            entry.result,
            list(entry.trail),
        ]


class _Shelf(Mapping[str, Record]):
    """The records of one kind, each read when somebody asks for it."""

    def __init__(
        self, root: Path, kind: str, paths: Mapping[str, str], read: dict[str, Record], values: Mapping[str, Any]
    ) -> None:
        self._root = root
        self._values = values
        self._kind = KIND_BY_NAME[kind]
        self._paths = paths
        self._read = read

    def __getitem__(self, record_id: str) -> Record:
        path = self._paths[record_id]
        record = self._read.get(path)
        if record is None:
            values = self._values.get(path)
            source = Source(path, values, None) if values is not None else read_one(self._root, path)
            _, record = take(self._root, self._kind, source)
            if record is None:
                # It was whole when its fact was made: somebody is writing at this moment.
                raise Spoilt(path)
            self._read[path] = record
        return record

    def get(self, record_id: str, default: Any = None) -> Any:
        return self[record_id] if record_id in self._paths else default

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def review(
    root: Path, as_of: date, *, keep: bool = True, progress: Progress | None = None
) -> tuple[Repository, Report]:
    """The repository at `root` and all findings in it, seen from the day `as_of`; raises NoRoot.

    With `keep`, what is found out is kept under `.itgov/cache/` and used by the next run. What is kept and
    cannot be relied on is passed over: the run starts anew without it.
    """
    check_root(root)
    with uncollected():
        kept = read_cache(root) if keep else None
        try:
            return _Run(root, as_of, keep, progress).report(kept)
        except Spoilt:
            return _Run(root, as_of, keep, progress).report(None)
        except OtherGone:
            return _Run(root, as_of, keep, progress, alone=True).report(kept)


@dataclass
class _Run:
    root: Path
    as_of: date
    keep: bool
    progress: Progress | None
    alone: bool = False
    entries: dict[str, _Entry] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Known] = field(default_factory=dict)
    now: dict[str, Known] = field(default_factory=dict)

    def report(self, kept: Kept | None) -> tuple[Repository, Report]:
        started = time.time_ns()
        lists = Lists(self.root)
        discovered = discover(self.root)
        key = self.lists(lists, discovered)
        memory = _Memory.of(kept, key)
        candidates = [one for one in discovered.candidates if one.kind is not None]
        self.recall(candidates, memory)
        wanted = [one for one in candidates if one.path not in self.entries]
        side = two_sides() if len(wanted) >= _MANY and not self.alone and may_fork() else ALONE
        try:
            self.read(wanted, side)
            repository, chosen = self.put_together(lists, discovered, candidates)
            broken = Broken(repository.broken, repository.mentioned)
            if repository.city is None:
                return repository, assemble(None, repository.faults, (), broken)
            stale = self.stale(memory, chosen)
            self.examine(repository.city, stale, side, memory, broken)
        finally:
            side.end()
        self.forget(chosen)
        results = [entry.result for entry in self.entries.values() if entry.result is not None]
        examined = [unpacked(result) for result in results]
        report = assemble(repository.city, repository.faults, examined, broken, repository.waivers)
        if self.keep and (memory.kept is None or len(stale) + len(self.now) > _WORTH_KEEPING):
            files = {path: memory.packed(entry) for path, entry in self.entries.items()}
            shared = {"texts": memory.table.texts, "ids_shared": self.ids_shared(chosen)}
            write_cache(self.root, Kept(key, files, shared, started))
        return repository, report

    def put_together(
        self, lists: Lists, discovered: Discovered, candidates: Sequence[Candidate]
    ) -> tuple[Repository, frozenset[str]]:
        """The repository, and the paths of the files whose records are in its city."""
        facts = put_together(self.root, [self.entries[one.path].fact for one in candidates])
        paths = {kind: {one: facts.by_id[one].path for one in ids} for kind, ids in facts.ids.items()}
        by_kind = {
            kind.name: _Shelf(self.root, kind.name, paths.get(kind.name, {}), self.records, self.values)
            for kind in KINDS
        }
        repository = assembled(lists, facts, by_kind, discovered.faults, len(discovered.candidates), self.as_of)
        return repository, frozenset(fact.path for fact in facts.by_id.values())

    def lists(self, lists: Lists, discovered: Discovered) -> str:
        """Reads the lists; what all that is kept rests on, as one text."""
        parts = [code_key(), self.as_of.isoformat(), str(self.root.resolve())]
        for candidate in discovered.candidates:
            if candidate.kind is None:
                source = read_one(self.root, candidate.path)
                lists.take(source)
                parts.append(f"{candidate.path}={source.digest}")
        return digest_of("\n".join(parts).encode())

    def recall(self, candidates: Sequence[Candidate], memory: _Memory) -> None:
        """The entries whose files are untouched; what changed of the others goes into `before`."""
        if memory.kept is None:
            return
        here = {one.path for one in candidates}
        for one in candidates:
            entry = memory.entry(one.path)
            if entry is not None:
                fresh = one.stamp is not None and memory.kept.is_fresh(one.stamp, entry.stamp)
                if fresh or read_one(self.root, one.path).digest == entry.digest:
                    entry.stamp = one.stamp
                    self.entries[one.path] = entry
                else:
                    self.before[one.path] = entry.known
        for path in memory.kept.files:
            if path not in here and path != SETTINGS and (gone := memory.entry(path)) is not None:
                self.before[path] = gone.known
        if (settings := memory.entry(SETTINGS)) is not None:
            self.entries[SETTINGS] = settings

    def read(self, wanted: list[Candidate], side: Side) -> None:
        """Reads the files that are not recalled, this side's half of them, and takes over the other's."""
        mine = side.half(wanted)
        told = []
        for count, one in enumerate(mine, 1):
            assert one.kind is not None
            source = read_one(self.root, one.path)
            fact, record = take(self.root, one.kind, source)
            self.enter(one, source.digest, fact)
            if record is not None:
                self.records[one.path] = record
            if side.count > 1:
                told.append((source.values if record is not None else None, source.digest, _told(fact)))
            if self.progress is not None and not side.number:
                self.progress(count, len(mine))
        theirs = side.exchange(told)
        others = wanted[1 - side.number :: 2] if theirs is not None else []
        for one, (values, digest, data) in zip(others, theirs or (), strict=True):
            assert one.kind is not None
            self.enter(one, digest, _heard(one, data))
            self.values[one.path] = values

    def enter(self, candidate: Candidate, digest: str | None, fact: Fact) -> None:
        entry = _Entry(candidate.stamp, digest or "", fact)
        self.entries[candidate.path] = entry
        self.now[candidate.path] = entry.known

    def examine(self, city: City, stale: list[str], side: Side, memory: _Memory, broken: Broken) -> None:
        """Examines what has no examination that still holds."""
        mine = _examine(city, side.half(stale), self.entries, broken)
        theirs = side.gather(mine)
        results = [*zip(side.half(stale), mine, strict=True)]
        if theirs is not None:
            results += zip(stale[1::2], theirs, strict=True)
        for path, (result, trail) in results:
            if path == SETTINGS and path not in self.entries:
                self.entries[path] = _Entry(None, "", Fact(SETTINGS, "", None))
            self.entries[path].result = result
            self.entries[path].trail = memory.table.numbers(trail) if self.keep else ()

    def forget(self, chosen: frozenset[str]) -> None:
        """Lets go of the examinations of records that are no longer in the city, as their ids are taken."""
        for path, entry in self.entries.items():
            if path not in chosen and path != SETTINGS:
                entry.result, entry.trail = None, ()

    def ids_shared(self, chosen: frozenset[str]) -> bool:
        """Whether two files have one id: then what one of them is called by may pass to the other."""
        whole = sum(entry.fact.id is not None for path, entry in self.entries.items() if path != SETTINGS)
        return whole != len(chosen)

    def stale(self, memory: _Memory, chosen: frozenset[str]) -> list[str]:
        """The paths of what is to be examined, sorted, so that both sides number them alike."""
        if memory.kept is None or memory.kept.shared.get("ids_shared") is not False or self.ids_shared(chosen):
            return sorted({*chosen, SETTINGS})
        prints = changed_prints(self.before, self.now)
        numbers = {number for number, text in enumerate(memory.table.texts) if text in prints}
        mentioned = newly_mentioned(self.before.values(), self.now.values())
        found = [
            path
            for path, entry in self.entries.items()
            if path in chosen
            and (entry.result is None or entry.fact.id in mentioned or not numbers.isdisjoint(entry.trail))
        ]
        settings = self.entries.get(SETTINGS)
        if settings is None or settings.result is None or not numbers.isdisjoint(settings.trail):
            found.append(SETTINGS)
        return sorted(found)


def _told(fact: Fact) -> tuple[Any, ...]:
    """A fact as the other process reads it."""
    return fact.id, list(fact.keys), packed_faults(fact.faults), sorted(fact.mentioned)


def _heard(candidate: Candidate, data: tuple[Any, ...]) -> Fact:
    assert candidate.kind is not None
    record_id, keys, faults, mentioned = data
    return Fact(
        candidate.path,
        candidate.kind.name,
        record_id,
        frozenset(keys),
        unpacked_faults(faults) if faults else (),
        frozenset(mentioned),
    )


def _examine(
    city: City, paths: Sequence[str], entries: Mapping[str, _Entry], broken: Broken
) -> list[tuple[Any, list[str]]]:
    trail: Trail = set()
    seen = watched(city, trail)
    found = []
    for path in paths:
        trail.clear()
        if path == SETTINGS:
            examined = examine(seen, city.settings, broken)
        else:
            fact = entries[path].fact
            assert fact.id is not None
            examined = examine(seen, city.by_kind[fact.kind][fact.id], broken)
        found.append((packed(examined), sorted(trail)))
    return found
