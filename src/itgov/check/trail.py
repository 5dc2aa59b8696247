"""A city that writes down what is looked at in it, so that a result can be kept until one of those things changes.

Footprints are texts: `=id` a record, its content or that there is none; `<key` who is
found under a key of the index; `*kind` all records of a kind; `#` which ids there are.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from itgov.model.city import City
from itgov.model.index import Index
from itgov.model.record import Record

Trail = set[str]


def record_print(record_id: str) -> str:
    """The footprint of looking at a record, or for one that is not there."""
    return f"={record_id}"


def key_print(key: str) -> str:
    """The footprint of asking who is found under a key."""
    return f"<{key}"


def kind_print(kind: str) -> str:
    """The footprint of going through all records of a kind."""
    return f"*{kind}"


IDS_PRINT = "#"
"""The footprint of going through all ids."""


@dataclass(frozen=True)
class Watched(City):
    """A city whose `trail` fills with what is looked at. Settings, functions and the day leave no footprint."""

    trail: Trail = field(default_factory=set)

    @cached_property
    def index(self) -> Index:
        """The index; every key that is asked for is noted, never all of it at once."""
        return _Watch(super().index, self.trail, "<", IDS_PRINT)

    @cached_property
    def kind_of(self) -> Mapping[str, str]:
        """The kind of every id; every id that is asked for is noted."""
        return _Watch(super().kind_of, self.trail, "=", IDS_PRINT)


def watched(city: City, trail: Trail) -> Watched:
    """The city, watched."""
    return Watched(
        city.settings,
        {kind: _Watch(records, trail, "=", kind_print(kind)) for kind, records in city.by_kind.items()},
        city.functions,
        city.as_of,
        city.retired,
        city.index,
        trail,
    )


class _Watch(Mapping[str, Any]):
    """A mapping that notes `mark` and the id that is asked for, or `whole` where one goes through it."""

    __slots__ = ("_mark", "_note", "_under", "_whole")

    def __init__(self, under: Mapping[str, Any], trail: Trail, mark: str, whole: str) -> None:
        self._under = under
        self._note = trail.add
        self._mark = mark
        self._whole = whole

    def __getitem__(self, key: str) -> Any:
        self._note(self._mark + key)
        return self._under[key]

    def __contains__(self, key: object) -> bool:
        self._note(f"{self._mark}{key}")
        return key in self._under

    def get(self, key: str, default: Any = None) -> Any:
        """What stands there, or the default; noted either way."""
        self._note(self._mark + key)
        return self._under.get(key, default)

    def __iter__(self) -> Iterator[str]:
        self._note(self._whole)
        return iter(self._under)

    def __len__(self) -> int:
        self._note(self._whole)
        return len(self._under)

    def keys(self) -> KeysView[str]:
        """All ids."""
        self._note(self._whole)
        return self._under.keys()

    def values(self) -> ValuesView[Record]:
        """All records."""
        self._note(self._whole)
        return self._under.values()

    def items(self) -> ItemsView[str, Record]:
        """All of it."""
        self._note(self._whole)
        return self._under.items()
