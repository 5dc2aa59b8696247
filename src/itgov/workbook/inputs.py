"""What a workbook lets people change: values of keys, amounts of cost parts, volumes; and which records it is of.

Every value has a place in the records: an id, and a route of keys in the file. Both ways, out and in, go by what
stands here. A further kind, such as outcomes, is one more function in `_SHEETS`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256
from typing import Literal

from itgov.allocate.cost import in_force
from itgov.allocate.indexed import indexed
from itgov.allocate.labels import CATEGORY_LABELS
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.delivery import CostPart, Delivery
from itgov.model.key import Key
from itgov.workbook.places import Column

FORMAT, VERSION = "itgov.workbook", 3
Kind = Literal["whole", "amount", "share"]
Route = tuple[str | int, ...]
TOTAL = msg("(total)")
"""Stands for an administration in the row of a key's printed total; no id is written so."""
_FIELDS = {"volumes": msg("volume"), "capacity": msg("capacity")}


@dataclass(frozen=True, slots=True)
class Entry:
    """A value that may be changed: a whole number, an amount in öre, or a share."""

    record: str
    route: Route
    kind: Kind
    value: int | Fraction

    @property
    def is_total(self) -> bool:
        """Whether it is the total of a key, which is shown and never read."""
        return self.route == ("total",)


@dataclass(frozen=True, slots=True)
class Shown:
    """An amount in öre that is reckoned by an index, and may not be changed: `index` is what people call that."""

    index: str
    ore: int


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the texts that tell it from all others, words for people, and its values by column, counted from 0.

    `shown` are reckoned, and no values of the records: they are looked at, and never taken.
    """

    identity: tuple[str, ...]
    words: tuple[str, ...]
    entries: Mapping[int, Entry]
    shown: Mapping[int, Shown] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InputSheet:
    """An input sheet: its columns, of which the first are identity, then words, then values; and its rows."""

    name: Message
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def input_sheets(city: City, language: str) -> tuple[InputSheet, ...]:
    """All input sheets of a city, rows by id; `language` is that of the words."""
    return tuple(make(city, language) for make in _SHEETS)


def digest_of(city: City, sheets: Iterable[InputSheet]) -> str:
    """What tells these values of these records from any others; the same in every language.

    What a place in a file is of counts too: a cost part has no id, and another one may have come to stand there.
    """
    values: list[list[str | int]] = []
    for line in (line for sheet in sheets for line in sheet.lines):
        values += [[entry.record, *entry.route, str(entry.value)] for entry in line.entries.values()]
        values += [[*line.identity, column, str(one.ore)] for column, one in line.shown.items()]
    return sha256(json.dumps([city.settings.city, values, _parts(city)]).encode()).hexdigest()[:32]


def _parts(city: City) -> list[list[str]]:
    """What is found by its place in a list, record by record: names of cost parts, categories, the keys of a mix."""
    found = [[name, *(part.name for part in city.deliveries[name].cost_parts)] for name in sorted(city.deliveries)]
    found += [[name, *(cost.category for cost in city.systems[name].yearly_cost)] for name in sorted(city.systems)]
    found += [[name, *(part.key for part in city.keys[name].mix)] for name in sorted(city.keys)]
    return found


def _keys(city: City, language: str) -> InputSheet:
    years = sorted({year for key in city.keys.values() for year in key.per_year})
    columns = (
        Column(msg("Key id"), 26),
        Column(msg("Administration id"), 20),
        Column(msg("Key"), 46),
        Column(msg("Administration"), 48),
        Column(msg("Value"), 14, right=True),
        Column(msg("Share of the cost"), 14, right=True),
        *(Column(msg("{year}, value", year=str(year)), 13, right=True) for year in years),
    )
    return InputSheet(
        msg("In keys"),
        columns,
        tuple(line for name in sorted(city.keys) for line in _of_key(city, name, years, language)),
    )


def _of_key(city: City, key_id: str, years: list[int], language: str) -> Iterable[Line]:
    key = city.keys[key_id]
    names = {*key.values, *key.shares, *(part.key for part in key.mix)}.union(*key.per_year.values())
    for name in sorted(names):
        record = city.get(name)
        yield Line((key.id, name), (key.name, record.name if record else name), _entries(key, name, years))
    if key.total is not None:
        yield Line((key.id, TOTAL.into(language)), (key.name, ""), {4: Entry(key.id, ("total",), "whole", key.total)})


def _entries(key: Key, name: str, years: list[int]) -> Mapping[int, Entry]:
    found: dict[int, Entry] = {}
    if name in key.values:
        found[4] = Entry(key.id, ("values", name), "whole", key.values[name])
    if name in key.shares:
        found[5] = Entry(key.id, ("shares", name), "share", key.shares[name])
    for at, part in enumerate(key.mix):
        if part.key == name:
            found[5] = Entry(key.id, ("mix", at, "weight"), "share", part.weight)
    for column, year in enumerate(years, 6):
        if name in key.per_year.get(year, {}):
            found[column] = Entry(key.id, ("per_year", str(year), name), "whole", key.per_year[year][name])
    return found


def _cost_parts(city: City, language: str) -> InputSheet:
    stated = {year for one in city.deliveries.values() for part in one.cost_parts for year in part.per_year}
    years = sorted(stated | set(city.settings.plan.years))
    columns = (
        Column(msg("Id"), 24),
        Column(msg("Part no."), 9),
        Column(msg("Delivery or system"), 28),
        Column(msg("Cost part"), 40),
        Column(msg("Follows an index"), 15),
        Column(msg("Outlay, or cost each year, kr"), 15, right=True),
        *(Column(msg("{year}, kr", year=str(year)), 15, right=True) for year in years),
    )
    return InputSheet(msg("In costs"), columns, (*_of_deliveries(city, years, language), *_of_systems(city, language)))


def _of_deliveries(city: City, years: list[int], language: str) -> Iterable[Line]:
    for name in sorted(city.deliveries):
        one = city.deliveries[name]
        for at, part in enumerate(one.cost_parts):
            route: Route = ("cost_parts", at)
            found = {
                column: Entry(name, (*route, "per_year", str(year)), "amount", part.per_year[year])
                for column, year in enumerate(years, 6)
                if year in part.per_year
            }
            if part.asset is not None:
                found[5] = Entry(name, (*route, "asset", "outlay"), "amount", part.asset.outlay)
            said = _following(city, part, language)
            yield Line((name, str(at + 1)), (one.name, part.name, said), found, _shown(city, one, part, years))


def _following(city: City, part: CostPart, language: str) -> str:
    """By which index a part's later years are reckoned, and from which year; nothing where it follows none."""
    if part.index is None or not part.per_year:
        return ""
    told = msg("{index}, after {year}", index=_index_name(city, part.index), year=str(max(part.per_year)))
    return told.into(language)


def _shown(city: City, delivery: Delivery, part: CostPart, years: list[int]) -> Mapping[int, Shown]:
    """The years that follow an index, as far as it is known; only those in which the delivery costs anything."""
    found: dict[int, Shown] = {}
    for column, year in enumerate(years, 6):
        moved = indexed(part, year, city.price_indices) if in_force(delivery, year) else None
        if moved is not None:
            found[column] = Shown(_index_name(city, moved.index_id), moved.ore)
    return found


def _index_name(city: City, index_id: str) -> str:
    series = city.price_indices.get(index_id)
    return series.name if series is not None else index_id


def _of_systems(city: City, language: str) -> Iterable[Line]:
    for name in sorted(city.systems):
        one = city.systems[name]
        if one.key is None:
            continue
        for at, cost in enumerate(one.yearly_cost):
            entry = Entry(name, ("yearly_cost", at, "amount"), "amount", cost.amount)
            yield Line((name, str(at + 1)), (one.name, CATEGORY_LABELS[cost.category].into(language), ""), {5: entry})


def _volumes(city: City, language: str) -> InputSheet:
    stated = {year for one in city.deliveries.values() for year in (*one.volumes, *one.capacity)}
    years = sorted(stated | set(city.settings.plan.years))
    columns = (
        Column(msg("Id"), 28),
        Column(msg("Field"), 12),
        Column(msg("Delivery"), 40),
        Column(msg("Unit"), 24),
        *(Column(msg("{year}, number", year=str(year)), 16, right=True) for year in years),
    )
    lines: list[Line] = []
    for name in sorted(city.deliveries):
        one = city.deliveries[name]
        for stated_in, values in (("volumes", one.volumes), ("capacity", one.capacity)):
            found = {
                column: Entry(name, (stated_in, str(year)), "whole", values[year])
                for column, year in enumerate(years, 4)
                if year in values
            }
            if found:
                lines.append(Line((name, _FIELDS[stated_in].into(language)), (one.name, one.unit), found))
    return InputSheet(msg("In volumes"), columns, tuple(lines))


_SHEETS: tuple[Callable[[City, str], InputSheet], ...] = (_keys, _cost_parts, _volumes)
