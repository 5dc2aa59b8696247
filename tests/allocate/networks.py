"""Small cities whose deliveries serve each other, with all that bears on a split, drawn by a seed for the laws.

Three administrations; keys of every kind, with floors and caps, fixed beside floating shares, and parts that are
nobody's; one to three deliveries and a shared system, that serve each other, in circles too; costs, credits and zeros;
capacity that is not used; those who share for a part of the year, or not at all; every method. Some of it cannot be
split, as in life: a fixed share of one who does not share, or a delivery that gives away more than all of itself.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import strategies as st

from itgov.model.city import City
from itgov.model.delivery import CostPart, Delivery
from itgov.model.key import Key, MixPart
from itgov.model.record import Record
from itgov.model.serves import Serves
from itgov.model.system import System
from tests.laws import drawn

from .small import administration, city, delivery, key, part, settings, system

NAMES = ("forv-0", "forv-1", "forv-2")
KEYS = ("nyckel-0", "nyckel-1", "nyckel-2", "nyckel-blandad", "nyckel-lika")
YEARS = (2027, 2028)
METHODS = ("direct", "step_down", "reciprocal")
_ADMINISTRATIONS = tuple(administration(name) for name in NAMES)
_KEY = key("nyckel", {}, equal="true", bounds=({"administration": NAMES[0], "reason": "Avtalat"},))
_BOUND = _KEY.bounds[0]
_MIX_PART = key("nyckel", {}, mix=({"key": "annan", "weight": "100 %"},)).mix[0]
_PART = part("Del")
_DELIVERY = delivery(
    "leverans",
    _PART,
    serves=({"delivery": "annan", "share": "10 %"},),
    excluded=({"administration": NAMES[0], "reason": "Egen lösning"},),
)
_SERVES, _EXCLUSION = _DELIVERY.serves[0], _DELIVERY.excluded[0]
_COST_PART = _DELIVERY.cost_parts[0]
_SYSTEM = system("sys-0", ("staff", "1 kr"))
_SETTINGS = settings()
_SHARES = tuple(Fraction(one) for one in ("0", "1/10", "1/7", "3/10", "1/2"))
_OUTSIDE: tuple[dict[str, date], ...] = (
    {},
    {"since": date(2028, 1, 1)},
    {"until": date(2027, 6, 30)},
    {"until": date(2028, 9, 14)},
)


def networks() -> st.SearchStrategy[City]:
    """The cities, for tests that draw other things beside them."""
    return drawn(network)


def network(chance: Random) -> City:
    """A city."""
    ids = [f"leverans-{number}" for number in range(chance.choice((1, 1, 2, 2, 3)))]
    records: list[Record] = [*_ADMINISTRATIONS, *_keys(chance)]
    records += [_delivery(chance, one, ids) for one in ids]
    if chance.random() < 0.5:
        records.append(_system(chance, ids))
    order = tuple(chance.sample(ids, len(ids)))
    chosen = _SETTINGS.allocation.model_copy(update={"method": chance.choice(METHODS), "order": order})
    return city(*records, city_settings=_SETTINGS.model_copy(update={"allocation": chosen}))


def amount(chance: Random) -> int:
    """Öre: credits and nothing among them, and amounts of few öre, whose rounding counts."""
    size = chance.choice((10, 10**4, 10**7, 10**12))
    return chance.choice((1, 1, 1, -1, 0)) * chance.randint(0, size)


def _keys(chance: Random) -> list[Key]:
    """By values or years, of any basis with bounds perhaps, by fixed shares, a mix of these, by equal shares."""
    any_basis = chance.choice((_by_values, _by_year, _fixed_and_floating))
    mixed = (KEYS[0], KEYS[2], KEYS[4]) if chance.random() < 0.3 else (KEYS[0], KEYS[4])
    weights = _parts_of_a_whole(chance, len(mixed))
    return [
        _keyed(KEYS[0], **chance.choice((_by_values, _by_year))(chance)),
        _keyed(KEYS[1], **(any_basis(chance) | _limits(chance))),
        _keyed(KEYS[2], shares=dict(zip(NAMES, _parts_of_a_whole(chance, len(NAMES)), strict=True))),
        _keyed(KEYS[3], mix=tuple(map(_mixed, mixed, weights)), **_limits(chance)),
        _keyed(KEYS[4], equal=True, **_limits(chance, bounds=False)),
    ]


def _keyed(record_id: str, **fields: Any) -> Key:
    return _KEY.model_copy(update={"id": record_id, "equal": False, "bounds": ()} | fields)


def _mixed(key_id: str, weight: Fraction) -> MixPart:
    return _MIX_PART.model_copy(update={"key": key_id, "weight": weight})


def _values(chance: Random) -> dict[str, int]:
    """A value for each, 0 for some, not for all."""
    most = chance.choice((3, 5000, 10**6))
    values = {name: chance.choice((0, 1, 1, 1, 1, 1)) * chance.randint(1, most) for name in NAMES}
    return values if any(values.values()) else dict.fromkeys(NAMES, 1)


def _by_values(chance: Random) -> dict[str, Any]:
    return {"values": _values(chance)}


def _by_year(chance: Random) -> dict[str, Any]:
    return {"per_year": {year: _values(chance) for year in YEARS}}


def _fixed_and_floating(chance: Random) -> dict[str, Any]:
    """A fixed share for one, and the rest by values or equally."""
    rest: dict[str, Any] = {"equal": True} if chance.random() < 0.5 else _by_values(chance)
    return {"shares": {chance.choice(NAMES): Fraction(chance.randint(0, 9), 20)}} | rest


def _limits(chance: Random, *, bounds: bool = True) -> dict[str, Any]:
    """A floor, a cap, both or none for one of them; and a part that is nobody's, or none."""
    found: dict[str, Any] = {}
    if bounds and chance.random() < 0.5:
        least, most = sorted((chance.randint(0, 30), chance.randint(20, 100)))
        limits = {"least": Fraction(least, 100), "most": Fraction(most, 100)}
        found["bounds"] = (_BOUND.model_copy(update={"administration": chance.choice(NAMES)} | limits),)
    if chance.random() < 0.25:
        found["unassigned"] = Fraction(chance.randint(1, 9), 20)
    return found


def _parts_of_a_whole(chance: Random, count: int) -> list[Fraction]:
    """So many shares, 0 among them perhaps, that make a whole."""
    weights = [chance.randint(0, 5) for _ in range(count)]
    weights[chance.randrange(count)] += 1
    return [Fraction(one, sum(weights)) for one in weights]


def _key_of(chance: Random, *, all_share: bool) -> str:
    """Any key; one of fixed shares where not all share all the year only now and then, as it cannot split then."""
    return chance.choice(KEYS if all_share or chance.random() < 0.05 else (KEYS[0], KEYS[1], KEYS[3], KEYS[4]))


def _delivery(chance: Random, record_id: str, ids: list[str]) -> Delivery:
    changes: dict[str, Any] = {
        "id": record_id,
        "serves": _serves(chance, [one for one in ids if one != record_id], units=True),
        "excluded": (),
        "volumes": {year: chance.randint(20, 900) for year in YEARS},
        "capacity": {year: chance.randint(300, 1000) for year in YEARS if chance.random() < 0.3},
    }
    if chance.random() < 0.4:
        outside = {"administration": chance.choice(NAMES)} | chance.choice(_OUTSIDE)
        changes["excluded"] = (_EXCLUSION.model_copy(update=outside),)
    if chance.random() < 0.2:
        changes["consumers"] = tuple(sorted(chance.sample(NAMES, chance.randint(1, 2))))
    all_share = not changes["excluded"] and "consumers" not in changes
    parts = range(chance.choice((1, 1, 2)))
    changes["key"] = _key_of(chance, all_share=all_share)
    changes["cost_parts"] = tuple(_part(chance, f"Del {number}", all_share=all_share) for number in parts)
    return _DELIVERY.model_copy(update=changes)


def _serves(chance: Random, others: list[str], *, units: bool) -> tuple[Serves, ...]:
    """By shares mostly; a delivery sometimes by units of its volume, which may be more than there are."""
    found = []
    for other in others:
        if chance.random() < 0.4:
            by_units = units and chance.random() < 0.2
            how = {"units": {year: chance.randint(0, 30) for year in YEARS}} if by_units else {}
            share = None if by_units else chance.choice(_SHARES)
            found.append(_SERVES.model_copy(update={"delivery": other, "share": share} | how))
    return tuple(found)


def _part(chance: Random, name: str, *, all_share: bool) -> CostPart:
    changes: dict[str, Any] = {"name": name, "behaviour": chance.choice(("fixed", "stepped", "variable"))}
    if changes["behaviour"] == "stepped":
        changes["step_capacity"] = chance.randint(1, 300)
    years = YEARS if chance.random() < 0.7 else (chance.choice(YEARS),)
    changes["per_year"] = {year: amount(chance) for year in years}
    if chance.random() < 0.5:
        changes["key"] = _key_of(chance, all_share=all_share)
    return _COST_PART.model_copy(update=changes)


def _system(chance: Random, ids: list[str]) -> System:
    cost = _SYSTEM.yearly_cost[0].model_copy(update={"amount": amount(chance)})
    users = tuple(sorted(chance.sample(NAMES, chance.randint(1, 3))))
    serves = _serves(chance, ids, units=False)
    own = _key_of(chance, all_share=len(users) == len(NAMES))
    return _SYSTEM.model_copy(update={"yearly_cost": (cost,), "key": own, "used_by": users, "serves": serves})


def turned_round(record: Record) -> Record:
    """A delivery or a system with the sign of every amount turned; any other record as it is."""
    if isinstance(record, Delivery):
        parts = tuple(
            one.model_copy(update={"per_year": {year: -ore for year, ore in one.per_year.items()}})
            for one in record.cost_parts
        )
        return record.model_copy(update={"cost_parts": parts})
    if isinstance(record, System):
        costs = tuple(one.model_copy(update={"amount": -one.amount}) for one in record.yearly_cost)
        return record.model_copy(update={"yearly_cost": costs})
    return record
