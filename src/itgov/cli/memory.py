"""What a run of the reviewer keeps for the next one, and takes from the last.

What is untouched is hardly looked at: only what is found to have changed is opened further.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from itgov.check.keep import Known, Plain, Spoilt, packed_faults, unpacked_faults
from itgov.finding import SETTINGS
from itgov.model.index import Index
from itgov.model.kinds import KIND_BY_NAME
from itgov.store.cache import Kept
from itgov.store.fact import Fact


@dataclass(slots=True)
class Entry:
    """One record's file, or the settings: what is known of it, and its examination with what that looked at.

    `result` is the packed examination, None where there is none yet; `trail` are the footprints, by the numbers
    they are kept with, or as texts where they are new.
    """

    stamp: object
    digest: str
    fact: Fact
    result: Plain = None
    trail: Sequence[int] | Sequence[str] = ()


@dataclass
class Memory:
    """What was kept of the last run, where it may be used at all; `texts` are footprints by number."""

    kept: Kept | None = None
    texts: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, kept: Kept | None, key: str) -> Memory:
        """The memory of the last run; empty where that rests on something else than `key`. Raises Spoilt."""
        if kept is None or kept.key != key:
            return cls()
        texts = kept.shared.get("texts")
        if type(texts) is not list or not _all_texts(texts):
            raise Spoilt("texts")
        return cls(kept, texts)

    def entry(self, path: str) -> Entry | None:
        """What is kept of a file, without its keys; None where nothing is. Raises Spoilt."""
        data = self.kept.files.get(path) if self.kept is not None else None
        if data is None:
            return None
        try:
            stamp, digest, kind, record_id, faults, mentioned, result, trail = data
            if kind not in KIND_BY_NAME and path != SETTINGS:
                raise Spoilt(path)
            told = unpacked_faults(faults) if faults else ()
        except (TypeError, ValueError) as error:
            raise Spoilt(path) from error
        if not (record_id is None or type(record_id) is str) or type(digest) is not str or type(trail) is not list:
            raise Spoilt(path)
        if record_id is None and not told and path != SETTINGS:
            # A file without a record has a fault that says why.
            raise Spoilt(path)
        if type(mentioned) is not list or not _all_texts(mentioned):
            raise Spoilt(path)
        return Entry(stamp, digest, Fact(path, kind, record_id, frozenset(), told, frozenset(mentioned)), result, trail)

    def index(self, ids: Collection[str], before: Iterable[Known], now: Iterable[Known]) -> Index | None:
        """The kept index with what changed since put right; None where nothing is kept. `ids` are all there are."""
        if self.kept is None:
            return None
        added: dict[str, set[str]] = {}
        for one in now:
            for key in one.keys:
                added.setdefault(key, set()).add(str(one.id))
        return _KeptIndex(self._index(), frozenset(str(one.id) for one in before), added, frozenset(ids))

    def with_keys(self, before: Mapping[str, Known]) -> dict[str, Known]:
        """The same files by path, each with the keys that led to its record."""
        ids = {one.id for one in before.values() if one.id is not None}
        keys: dict[str, set[str]] = {one: set() for one in ids}
        for key, found in self._index().items() if ids else ():
            for one in ids.intersection(found.split()):
                keys[one].add(key)
        return {
            path: Known(one.id, one.kind, frozenset(keys.get(one.id or "", ())), one.digest, one.mentioned)
            for path, one in before.items()
        }

    def _index(self) -> Mapping[str, str]:
        index = self.kept.shared.get("index") if self.kept is not None else None
        if type(index) is not dict or not _all_texts(index.values()):
            raise Spoilt("index")
        return index

    def leading_to(self, prints: Collection[str]) -> frozenset[int]:
        """The numbers of footprints."""
        return frozenset(number for number, text in enumerate(self.texts) if text in prints)

    def to_keep(self, key: str, entries: Mapping[str, Entry], index: Index, started: int) -> Kept:
        """All that is known, for the next run."""
        numbers = {text: number for number, text in enumerate(self.texts)}
        return Kept(
            key,
            {path: self._row(entry, numbers) for path, entry in entries.items()},
            {"texts": self.texts, "index": {key: " ".join(ids) for key, ids in index.items()}},
            started,
        )

    def _number(self, text: str, numbers: dict[str, int]) -> int:
        """The number of a footprint; a new one gets the next."""
        number = numbers.setdefault(text, len(self.texts))
        if number == len(self.texts):
            self.texts.append(text)
        return number

    def _row(self, entry: Entry, numbers: dict[str, int]) -> list[Any]:
        fact = entry.fact
        trail = [self._number(step, numbers) if type(step) is str else step for step in entry.trail]
        faults, mentioned = packed_faults(fact.faults), sorted(fact.mentioned)
        return [entry.stamp, entry.digest, fact.kind, fact.id, faults, mentioned, entry.result, trail]


@dataclass(frozen=True, slots=True)
class _KeptIndex(Mapping[str, tuple[str, ...]]):
    """An index whose entries are read when they are asked for: `kept` less `gone` ids, and what was `added`.

    `known` are the ids there are: whatever leads to another one was not kept by this program.
    """

    kept: Mapping[str, str]
    gone: frozenset[str]
    added: Mapping[str, set[str]]
    known: frozenset[str]

    def __getitem__(self, key: str) -> tuple[str, ...]:
        if key not in self.kept and key not in self.added:
            raise KeyError(key)
        stayed = [one for one in self.kept.get(key, "").split() if one not in self.gone]
        if not self.known.issuperset(stayed):
            raise Spoilt(key)
        return tuple(sorted({*stayed, *self.added[key]})) if key in self.added else tuple(stayed)

    def __iter__(self) -> Iterator[str]:
        return iter({**self.kept, **self.added})

    def __len__(self) -> int:
        return len({**self.kept, **self.added})


def known(entry: Entry) -> Known:
    """What footprints of a file are made of."""
    return Known(entry.fact.id, entry.fact.kind, entry.fact.keys, entry.digest, entry.fact.mentioned)


def _all_texts(values: Iterable[object]) -> bool:
    return {*map(type, values)} <= {str}
