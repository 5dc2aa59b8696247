"""Under which keys a record is found by others, so that a rule that looks at one record never looks through all.

A key is text. `pointer(target, kind, field)` is the key of all records of a kind that refer
to `target` from one of their fields; other keys group records that are alike in some other way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from itgov.model.record import Record, RefTo
from itgov.model.walk import fields_with, references

Index = Mapping[str, tuple[str, ...]]
"""Ids by key, sorted."""


def pointer(target: str, kind: str, field: str) -> str:
    """The key of the records of one kind that refer to a record from one of their fields, at any depth in it."""
    return f"{target}<{kind}.{field}"


@cache
def pointing_fields(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a kind of record that can refer to others, at any depth."""
    return fields_with(kind, RefTo)


def keys_of(kind: str, record: Record) -> frozenset[str]:
    """The keys that lead to a record of the kind: one for each record it refers to, and field it does so from."""
    return frozenset(pointer(target, kind, str(route[0])) for route, target, _ in references(record))


def index_of(by_kind: Mapping[str, Mapping[str, Record]]) -> Index:
    """The index of all records."""
    return gathered(
        (record.id, keys_of(kind, record)) for kind, records in by_kind.items() for record in records.values()
    )


def gathered(keys_by_id: Iterable[tuple[str, Iterable[str]]]) -> Index:
    """The index from each record's id and keys, in any order."""
    found: dict[str, list[str]] = {}
    for record_id, keys in keys_by_id:
        for key in keys:
            found.setdefault(key, []).append(record_id)
    return {key: tuple(sorted(ids)) for key, ids in found.items()}
