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
from itgov.store.quick import MANY, digest_of, read_many, read_one
from itgov.store.repository import Progress, Repository, assembled, uncollected
from itgov.store.root import check_root
from itgov.store.second import beside, may_fork

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

    def __init__(self, root: Path, kind: str, paths: Mapping[str, str], read: dict[str, Record]) -> None:
        self._root = root
        self._kind = KIND_BY_NAME[kind]
        self._paths = paths
        self._read = read

    def __getitem__(self, record_id: str) -> Record:
        path = self._paths[record_id]
        record = self._read.get(record_id)
        if record is None:
            _, record = take(self._root, self._kind, read_one(self._root, path))
            if record is None:
                # It was whole when its fact was made: somebody is writing at this moment.
                raise Spoilt(path)
            self._read[record_id] = record
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
        try:
            return _Run(root, as_of, keep, progress).report(read_cache(root) if keep else None)
        except Spoilt:
            return _Run(root, as_of, keep, progress).report(None)


@dataclass
class _Run:
    root: Path
    as_of: date
    keep: bool
    progress: Progress | None
    entries: dict[str, _Entry] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
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
        self.read(candidates)
        facts = put_together(self.root, [self.entries[one.path].fact for one in candidates])
        paths = {kind: {one: facts.by_id[one].path for one in ids} for kind, ids in facts.ids.items()}
        by_kind = {kind.name: _Shelf(self.root, kind.name, paths.get(kind.name, {}), self.records) for kind in KINDS}
        repository = assembled(lists, facts, by_kind, discovered.faults, len(discovered.candidates), self.as_of)
        broken = Broken(repository.broken, repository.mentioned)
        if repository.city is None:
            return repository, assemble(None, repository.faults, (), broken)
        done = self.examine(repository.city, memory, broken, {fact.path for fact in facts.by_id.values()})
        results = [entry.result for entry in self.entries.values() if entry.result is not None]
        examined = [unpacked(result) for result in results]
        report = assemble(repository.city, repository.faults, examined, broken, repository.waivers)
        if self.keep and (memory.kept is None or done + len(self.now) > _WORTH_KEEPING):
            files = {path: memory.packed(entry) for path, entry in self.entries.items()}
            write_cache(self.root, Kept(key, files, {"texts": memory.table.texts}, started))
        return repository, report

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

    def read(self, candidates: Sequence[Candidate]) -> None:
        """Reads the files that are not recalled."""
        wanted = [one for one in candidates if one.path not in self.entries]
        for count, (one, source) in enumerate(
            zip(wanted, read_many(self.root, [one.path for one in wanted]), strict=True), 1
        ):
            assert one.kind is not None
            fact, record = take(self.root, one.kind, source)
            entry = _Entry(one.stamp, source.digest or "", fact)
            self.entries[one.path] = entry
            self.now[one.path] = entry.known
            if record is not None:
                self.records.setdefault(record.id, record)
            if self.progress is not None:
                self.progress(count, len(wanted))

    def examine(self, city: City, memory: _Memory, broken: Broken, chosen: set[str]) -> int:
        """Examines what has no examination that still holds; how many that was."""
        stale = self.stale(memory, chosen)
        results = _examined(city, stale, self.entries, broken)
        for path, (result, trail) in zip(stale, results, strict=True):
            if path == SETTINGS and path not in self.entries:
                self.entries[path] = _Entry(None, "", Fact(SETTINGS, "", None))
            self.entries[path].result = result
            self.entries[path].trail = memory.table.numbers(trail) if self.keep else ()
        for path, entry in self.entries.items():
            if path not in chosen and path != SETTINGS:
                entry.result, entry.trail = None, ()
        return len(stale)

    def stale(self, memory: _Memory, chosen: set[str]) -> list[str]:
        prints = changed_prints(self.before, self.now) if memory.kept is not None else frozenset()
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
        return found


def _examined(
    city: City, paths: Sequence[str], entries: Mapping[str, _Entry], broken: Broken
) -> list[tuple[Any, list[str]]]:
    """The packed examination and the trail for each path; a second process examines the latter half of many."""
    half = len(paths) // 2 if len(paths) >= MANY and may_fork() else len(paths)
    rest = beside(lambda: _examine(city, paths[half:], entries, broken)) if half < len(paths) else None
    found = _examine(city, paths[:half], entries, broken)
    if rest is not None:
        told = rest()
        found += told if told is not None else _examine(city, paths[half:], entries, broken)
    return found


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
