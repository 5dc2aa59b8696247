"""Under which keys a record is found by others, so that a rule that looks at one record never looks through all.

A key is text. `pointer(target, kind, field)` is the key of all records of a kind that refer
to `target` from one of their fields; other keys group records that are alike in some other way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from itgov.model.initiative import Benefit, Initiative
from itgov.model.key import Key
from itgov.model.likeness import bands
from itgov.model.record import Record, RefTo
from itgov.model.walk import fields_with, referred

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
    """The keys that lead to a record of the kind: one for each record it refers to, and field it does so from.

    Initiatives are found by what they read like, by what their benefits measure, whose requirement those
    are counted against and by having a deadline, too;
    allocation keys by what they count.
    """
    pointers = frozenset(
        [pointer(target, kind, one) for one in pointing_fields(type(record)) for target in referred(record, one)]
    )
    if not isinstance(record, Initiative):
        return pointers | {definition_key(record)} if isinstance(record, Key) else pointers
    mandatory = (MANDATORY,) if record.deadline is not None else ()
    counted = (requirement_key(one.receiver) for one in record.benefits if is_counted_against_requirement(one))
    measured = (key for one in record.benefits if (key := benefit_key(one)) is not None)
    return pointers.union(bands(record), measured, mandatory, counted)


MANDATORY = "mandatory"
"""The key of the initiatives that have a deadline."""


def benefit_key(benefit: Benefit) -> str | None:
    """What benefits share that are one measure for one receiver; None where either is left out."""
    if benefit.measure is None or benefit.receiver is None:
        return None
    return f"benefit:{benefit.receiver}:{_plain(benefit.measure.name)}"


def is_counted_against_requirement(benefit: Benefit) -> bool:
    """Whether its receiver counts it against the efficiency requirement."""
    return benefit.budget_effect == "efficiency_requirement"


def requirement_key(administration: str | None) -> str:
    """The key of the initiatives whose benefits an administration counts against its efficiency requirement."""
    return f"requirement:{administration}"


def definition_key(key: Key) -> str:
    """What allocation keys share that count exactly the same."""
    return f"defined:{_plain(key.definition)}"


def _plain(words: str) -> str:
    """The words without case, and with one space between."""
    return " ".join(words.casefold().split())


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
