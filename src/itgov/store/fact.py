"""What is known of a record's file without its record: enough to find it by, and what was wrong in reading it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.broken import Broken
from itgov.model.index import Index, gathered, keys_of
from itgov.model.kinds import Kind
from itgov.model.record import Part, Record, slim
from itgov.store.bent import bent
from itgov.store.document import Document, parsed_file
from itgov.store.quick import Source
from itgov.store.reader import MAX_BYTES, UTF_16
from itgov.store.shape import shape

Coded = tuple[str, Fault]
P = TypeVar("P", bound=Part)

_WORD = re.compile(rb"[a-z0-9]+(?:-[a-z0-9]+)*")
_NO_ID = re.compile(rb"[\w.+-]{1,64}@[\w.-]+|(?<![\w-])[0-9][0-9 -]{5,24}(?![\w-])")
"""Addresses and long numbers: no ids, and perhaps about people, so that they must not be kept.

Both have a longest length, so that a file of one long word costs no more than its length.
"""


@dataclass(frozen=True, slots=True)
class Fact:
    """One record's file. `id` is None where it is broken; then `mentioned` are the words in it that could be ids.

    `keys` lead to the record in the city's index.
    """

    path: str
    kind: str
    id: str | None
    keys: frozenset[str] = frozenset()
    faults: tuple[Coded, ...] = ()
    mentioned: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The file's name without its ending: what the id should be."""
        return stem_of(self.path)

    @property
    def opaque(self) -> bool:
        """Whether the file is so broken that it does not even mention its own id, as an empty one."""
        return self.id is None and self.name not in self.mentioned


def stem_of(path: str) -> str:
    """A file's name without its ending; asked of every file, and a tenth of what a Path takes."""
    return path[path.rfind("/") + 1 :].removesuffix(".yaml")


@dataclass(frozen=True, slots=True)
class Facts:
    """All record files put together: which file each id stands in, what is broken, and faults between files.

    `ids` are by kind, sorted; where two files have the same id, the first in order has it.
    """

    by_id: Mapping[str, Fact]
    ids: Mapping[str, tuple[str, ...]]
    index: Index
    broken: Broken
    faults: tuple[Coded, ...]


def take(root: Path, kind: Kind, source: Source) -> tuple[Fact, Record | None]:
    """The fact and the record of one file."""
    record, faults = part_of(root, source, kind.type)
    if record is None:
        return Fact(source.path, kind.name, None, faults=faults, mentioned=_words_in(root, source.path)), None
    slim(record)
    told = faults
    if source.suspect:
        told += tuple(("FRM013", fault) for fault in bent(record, Document(root, source.path)))
    return Fact(source.path, kind.name, record.id, keys_of(kind.name, record), told), record


def part_of(root: Path, source: Source, part: type[P]) -> tuple[P | None, tuple[Coded, ...]]:
    """The part that a file holds, and everything that is wrong with it.

    A part comes of keys that are unknown or written twice, too: as it was most likely meant, and with the first.
    """
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


def put_together(root: Path, facts: Iterable[Fact], index: Index | None = None) -> Facts:
    """The facts of all files, in the order in which they were found; `index` is theirs where it is at hand."""
    by_id: dict[str, Fact] = {}
    faults: list[Coded] = []
    broken: list[Fact] = []
    for fact in facts:
        faults.extend(fact.faults)
        if fact.id is None:
            broken.append(fact)
            continue
        if fact.id != fact.name:
            faults.append(("FRM007", _misnamed(Document(root, fact.path), fact.id, fact.name)))
        if (first := by_id.setdefault(fact.id, fact)) is not fact:
            faults.append(("FRM010", _twice(Document(root, fact.path), Document(root, first.path), fact.id)))
    ids: dict[str, list[str]] = {}
    for one in sorted(by_id):
        ids.setdefault(by_id[one].kind, []).append(one)
    return Facts(
        by_id,
        {kind: tuple(found) for kind, found in ids.items()},
        gathered((one, fact.keys) for one, fact in by_id.items()) if index is None else index,
        Broken(
            frozenset(fact.name for fact in broken),
            frozenset(word for fact in broken for word in fact.mentioned),
            frozenset(fact.kind for fact in broken),
            frozenset(fact.kind for fact in broken if fact.opaque),
        ),
        tuple(faults),
    )


def _words_in(root: Path, path: str) -> frozenset[str]:
    try:
        with (root / path).open("rb") as file:
            data = file.read(MAX_BYTES)
    except OSError:
        return frozenset()
    if data.startswith(UTF_16):
        data = data.decode("utf-16", "replace").encode()
    return frozenset(word.decode() for word in _WORD.findall(_NO_ID.sub(b" ", data)))


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
