"""What the readers of an audience may see: public, city or restricted (D47).

A record beyond the audience is gone, a field marked `Shown` beyond it is left at its
default, and so is every reference to what is gone. All of it is found by walking the
models: no list of fields is kept by hand. Figures are not computed here, nor on the
city that comes out: sums are made on the full one, so that they agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar, get_args

from itgov.model.city import City
from itgov.model.kinds import KIND_BY_TYPE
from itgov.model.record import Part, Record, RefTo, Shown
from itgov.model.scalar import Visibility
from itgov.model.walk import marks_of

P = TypeVar("P", bound=Part)

AUDIENCES: tuple[Visibility, ...] = get_args(Visibility)
"""From the widest circle to the narrowest: who reads a later one may read all earlier ones too."""


class _Gone:
    """Stands for a value that nobody in the audience may see."""


_GONE = _Gone()


def may_see(audience: Visibility, to: Visibility) -> bool:
    """Whether readers of `audience` may see what is open to `to`."""
    return AUDIENCES.index(to) <= AUDIENCES.index(audience)


def visibility_of(record: Record) -> Visibility:
    """The record's own visibility, else the default of its kind."""
    return record.visibility or KIND_BY_TYPE[type(record)].visibility


def for_audience(city: City, audience: Visibility) -> City:
    """The city as readers of `audience` may see it.

    References to what is hidden: in lists and mappings the element goes; an optional
    one becomes None; where a required one points to a hidden record, the block that
    holds it goes, and the record where it stands in the record itself. A required list
    or mapping that this empties counts as gone too: a contract that covers hidden
    systems alone says too much by its name. Repeated until nothing changes.
    References to records that do not exist at all are left as they are.
    """
    records = {
        record.id: _without_fields(record, audience)
        for record in city.records()
        if may_see(audience, visibility_of(record))
    }
    hidden = {record.id for record in city.records()} - set(records)
    while True:
        cleaned = {record_id: _cleaned(record, (), hidden) for record_id, record in records.items()}
        records = {record_id: record for record_id, record in cleaned.items() if isinstance(record, Record)}
        gone = set(cleaned) - set(records)
        if not gone:
            return City(city.settings, _by_kind(city, records), city.functions)
        hidden |= gone


def _by_kind(city: City, seen: Mapping[str, Record]) -> dict[str, dict[str, Record]]:
    return {
        kind: {record_id: seen[record_id] for record_id in records if record_id in seen}
        for kind, records in city.by_kind.items()
    }


def _without_fields(part: P, audience: Visibility) -> P:
    """The block with every field beyond the audience at its default, blocks inside it too."""
    changed = {}
    for name, info in type(part).model_fields.items():
        if any(not may_see(audience, mark.to) for mark in marks_of(type(part), name) if isinstance(mark, Shown)):
            changed[name] = info.get_default(call_default_factory=True)
        else:
            changed[name] = _inside(getattr(part, name), audience)
    return part.model_copy(update=changed)


def _inside(value: Any, audience: Visibility) -> Any:
    if isinstance(value, Part):
        return _without_fields(value, audience)
    if isinstance(value, tuple):
        return tuple(_inside(item, audience) for item in value)
    if isinstance(value, Mapping):
        return MappingProxyType({key: _inside(item, audience) for key, item in value.items()})
    return value


def _cleaned(value: Any, marks: Iterable[object], hidden: set[str]) -> Any:
    """The value without references to hidden records; `_GONE` where nothing of it may stay."""
    if isinstance(value, Part):
        return _cleaned_part(value, hidden)
    if isinstance(value, tuple):
        items = [_cleaned(item, marks, hidden) for item in value]
        return tuple(item for item in items if item is not _GONE)
    if isinstance(value, Mapping):
        entries = {key: _cleaned(item, marks, hidden) for key, item in value.items() if not _points(key, marks, hidden)}
        return MappingProxyType({key: item for key, item in entries.items() if item is not _GONE})
    return _GONE if _points(value, marks, hidden) else value


def _cleaned_part(part: Part, hidden: set[str]) -> Part | _Gone:
    changed = {}
    for name, info in type(part).model_fields.items():
        before = getattr(part, name)
        after = _cleaned(before, marks_of(type(part), name), hidden)
        emptied = isinstance(before, tuple | Mapping) and bool(before) and not after
        if info.is_required() and (after is _GONE or emptied):
            return _GONE
        changed[name] = info.get_default(call_default_factory=True) if after is _GONE else after
    return part.model_copy(update=changed)


def _points(value: object, marks: Iterable[object], hidden: set[str]) -> bool:
    return isinstance(value, str) and value in hidden and any(isinstance(mark, RefTo) for mark in marks)
