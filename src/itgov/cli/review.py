"""One run of the reviewer: from what is kept of the last run where that still holds, else from the files.

A record is read anew where its file was touched, and examined anew where anything it
looked at has changed. What comes out is the same as without anything kept.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from itgov.check.keep import (
    NOTHING,
    Known,
    Plain,
    Spoilt,
    SpotOf,
    changed_prints,
    newly_mentioned,
    packed,
    packed_faults,
    places,
    unpacked,
    unpacked_faults,
)
from itgov.check.run import Report, assemble, examine
from itgov.check.trail import Trail, record_print, watched
from itgov.cli.memory import Entry, Memory, known
from itgov.cli.shelf import Shelf
from itgov.finding import SETTINGS
from itgov.model.broken import Broken
from itgov.model.city import City
from itgov.model.kinds import KINDS
from itgov.model.record import Record
from itgov.model.settings import Settings
from itgov.store.cache import Kept, code_key, read_cache, write_cache
from itgov.store.discover import Candidate, Discovered, discover
from itgov.store.fact import Fact, Facts, put_together, take
from itgov.store.lists import Lists
from itgov.store.quick import digest_at, digest_of, read_one
from itgov.store.repository import Progress, Repository, assembled, uncollected
from itgov.store.root import check_root
from itgov.store.second import ALONE, OtherGone, Side, may_fork, pack, two_sides

_MANY = 1_500
"""Files to read from which a second process pays for its start."""
_WORTH_KEEPING = 100
"""Files read or records examined anew from which the cache is written again; fewer are faster done again."""


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
    entries: dict[str, Entry] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    packed: dict[str, bytes] = field(default_factory=dict)
    before: dict[str, Known] = field(default_factory=dict)
    now: dict[str, Known] = field(default_factory=dict)
    doubted: int = 0

    def report(self, kept: Kept | None) -> tuple[Repository, Report]:
        started = time.time_ns()
        lists = Lists(self.root)
        discovered = discover(self.root)
        key = self.lists(lists, discovered)
        memory = Memory.of(kept, key)
        candidates = [one for one in discovered.candidates if one.kind is not None]
        self.recall(candidates, memory)
        wanted = [one for one in candidates if one.path not in self.entries]
        side = two_sides() if len(wanted) >= _MANY and not self.alone and may_fork() else ALONE
        try:
            self.read(wanted, side)
            self.in_order(candidates)
            facts = self.put_together(memory)
            if memory.kept is None:
                self.lighten()
            repository = self.repository(lists, discovered, facts)
            chosen = frozenset(fact.path for fact in facts.by_id.values())
            broken = repository.unread
            if repository.city is None:
                return repository, assemble(None, repository.faults, (), broken)
            stale = self.stale(memory, chosen)
            self.examine(repository, repository.city, stale, side, broken)
        finally:
            side.end()
        self.forget(chosen)
        results = [entry.result for entry in self.entries.values() if entry.result not in (None, NOTHING)]
        report = assemble(repository.city, repository.faults, map(unpacked, results), broken, repository.waivers)
        if self.keep and (memory.kept is None or len(stale) + len(self.now) + self.doubted > _WORTH_KEEPING):
            self.write(memory, key, facts, started)
        return repository, report

    def put_together(self, memory: Memory) -> Facts:
        """What all files come to, the kept index put right among it."""
        facts = [entry.fact for path, entry in self.entries.items() if path != SETTINGS]
        ids = {fact.id for fact in facts if fact.id is not None}
        if memory.kept is not None and len(ids) < sum(fact.id is not None for fact in facts):
            # Two files have one id: what is kept does not tell which of them a key leads to.
            raise Spoilt("ids")
        self.before = memory.with_keys(self.before)
        index = memory.index(ids, self.before.values(), self.now.values())
        return put_together(self.root, facts, index)

    def lighten(self) -> None:
        """Lets go of the keys of every file: where nothing was kept there is nothing to compare them with."""
        self.now = {}
        for entry in self.entries.values():
            entry.fact = replace(entry.fact, keys=frozenset())

    def repository(self, lists: Lists, discovered: Discovered, facts: Facts) -> Repository:
        """The repository, whose records are read when they are asked for."""
        by_kind = {}
        for kind in KINDS:
            paths = {one: facts.by_id[one].path for one in facts.ids.get(kind.name, ())}
            by_kind[kind.name] = Shelf(self.root, kind.name, paths, self.records, self.packed)
        return assembled(lists, facts, by_kind, discovered.faults, len(discovered.candidates), self.as_of)

    def lists(self, lists: Lists, discovered: Discovered) -> str:
        """Reads the lists; what all that is kept rests on, as one text."""
        parts = [code_key(), self.as_of.isoformat(), str(self.root.resolve())]
        for candidate in discovered.candidates:
            if candidate.kind is None:
                source = read_one(self.root, candidate.path)
                lists.take(source)
                parts.append(f"{candidate.path}={source.digest}")
        return digest_of("\n".join(parts).encode())

    def recall(self, candidates: Sequence[Candidate], memory: Memory) -> None:
        """The entries whose files are untouched; what changed of the others goes into `before`."""
        if memory.kept is None:
            return
        here = {one.path for one in candidates}
        for one in candidates:
            entry = memory.entry(one.path)
            if entry is not None:
                fresh = one.stamp is not None and memory.kept.is_fresh(one.stamp, entry.stamp)
                self.doubted += not fresh
                if fresh or digest_at(self.root, one.path) == entry.digest:
                    entry.stamp = one.stamp
                    self.entries[one.path] = entry
                else:
                    self.before[one.path] = known(entry)
        for path in memory.kept.files:
            if path not in here and path != SETTINGS and (gone := memory.entry(path)) is not None:
                self.before[path] = known(gone)
        if (settings := memory.entry(SETTINGS)) is not None:
            self.entries[SETTINGS] = settings

    def read(self, wanted: list[Candidate], side: Side) -> None:
        """Reads the files that are not recalled, this side's half of them, and takes over the other's."""
        mine, others = side.halves(wanted, [_size(one.stamp) for one in wanted])
        told = []
        for count, one in enumerate(mine, 1):
            assert one.kind is not None
            source = read_one(self.root, one.path)
            fact, record = take(self.root, one.kind, source)
            self.enter(one, source.digest, fact)
            if record is not None:
                self.records[one.path] = record
            if side.count > 1:
                told.append((pack(source.values) if record is not None else None, source.digest, _told(fact)))
            if self.progress is not None and not side.number:
                self.progress(count, len(mine))
        theirs = side.exchange(told)
        for one, (values, digest, data) in zip(others, theirs or (), strict=True):
            self.enter(one, digest, _heard(one, data))
            if values is not None:
                self.packed[one.path] = values

    def in_order(self, candidates: Sequence[Candidate]) -> None:
        """Puts the entries in the order of the files, whoever read them: of two with one id the first has it."""
        paths = [SETTINGS, *(one.path for one in candidates)]
        self.entries = {path: self.entries[path] for path in paths if path in self.entries}

    def enter(self, candidate: Candidate, digest: str | None, fact: Fact) -> None:
        entry = Entry(candidate.stamp, digest or "", fact)
        self.entries[candidate.path] = entry
        self.now[candidate.path] = known(entry)

    def examine(self, repository: Repository, city: City, stale: list[str], side: Side, broken: Broken) -> None:
        """Examines what has no examination that still holds."""
        look = _examine_watched if self.keep else _examine
        sizes = [_size(self.entries[path].stamp) if path in self.entries else 0 for path in stale]
        mine, others = side.halves(stale, sizes)
        found = look(city, mine, self.entries, broken, repository.spot)
        found += side.gather(found) or ()
        for path, (result, trail) in zip([*mine, *others], found, strict=True):
            if path == SETTINGS and path not in self.entries:
                self.entries[path] = Entry(None, "", Fact(SETTINGS, "", None))
            self.entries[path].result = result
            self.entries[path].trail = trail

    def forget(self, chosen: frozenset[str]) -> None:
        """Lets go of the examinations of records that are no longer in the city, as their ids are taken."""
        for path, entry in self.entries.items():
            if path not in chosen and path != SETTINGS:
                entry.result, entry.trail = None, ()

    def write(self, memory: Memory, key: str, facts: Facts, started: int) -> None:
        """Keeps what is known; not where two files have one id, since what led to one of them may lead to the other."""
        whole = sum(entry.fact.id is not None for path, entry in self.entries.items() if path != SETTINGS)
        if whole == len(facts.by_id):
            write_cache(self.root, memory.to_keep(key, self.entries, facts.index, started))

    def stale(self, memory: Memory, chosen: frozenset[str]) -> list[str]:
        """The paths of what is to be examined, the settings first, then in the order of the files."""
        if memory.kept is None:
            return [SETTINGS, *(path for path in self.entries if path in chosen)]
        numbers = memory.leading_to(changed_prints(self.before, self.now))
        mentioned = newly_mentioned(self.before.values(), self.now.values())
        settings = self.entries.get(SETTINGS)
        found = [SETTINGS] if settings is None else []
        for path, entry in self.entries.items():
            if path in chosen or path == SETTINGS:
                try:
                    changed = not numbers.isdisjoint(entry.trail)
                except TypeError as error:
                    raise Spoilt(path) from error
                if changed or entry.result is None or entry.fact.id in mentioned:
                    found.append(path)
        return found


def _size(stamp: Any) -> int:
    """The size of a file, which tells about how much work it is."""
    return int(stamp[0]) if stamp else 0


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


Examinations = list[tuple[Plain, list[str]]]
"""Packed examinations, each with what it looked at."""


def _examine(
    city: City, paths: Iterable[str], entries: Mapping[str, Entry], broken: Broken, spot_of: SpotOf
) -> Examinations:
    """The examinations of the files' records, with nothing of what they looked at."""
    return [(packed(examine(city, _part(city, path, entries), broken), spot_of), []) for path in paths]


def _examine_watched(
    city: City, paths: Iterable[str], entries: Mapping[str, Entry], broken: Broken, spot_of: SpotOf
) -> Examinations:
    """The examinations of the files' records."""
    trail: Trail = set()
    seen = watched(city, trail)
    # Most footprints are left by many records: each text is kept once.
    texts: dict[str, str] = {}
    found = []
    for path in paths:
        part = _part(city, path, entries)
        trail.clear()
        examined = examine(seen, part, broken)
        trail.update(map(record_print, places(examined)))
        found.append((packed(examined, spot_of), [texts.setdefault(one, one) for one in sorted(trail)]))
    return found


def _part(city: City, path: str, entries: Mapping[str, Entry]) -> Record | Settings:
    if path == SETTINGS:
        return city.settings
    fact = entries[path].fact
    assert fact.id is not None
    return city.by_kind[fact.kind][fact.id]
