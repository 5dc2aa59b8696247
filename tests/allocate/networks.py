"""Small cities whose deliveries serve each other, with all that bears on a split, for the laws."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.key import Key
from itgov.model.money import format_amount
from itgov.model.record import Record
from itgov.model.system import System

from .small import administration, city, delivery, key, part, settings, system

NAMES = ("forv-0", "forv-1", "forv-2")
KEYS = ("nyckel-0", "nyckel-1", "nyckel-lika")
AMOUNTS = st.integers(-(10**7), 10**12).map(format_amount)
YEARS = ("2027", "2028")


@st.composite
def networks(draw: st.DrawFn) -> City:
    """A city of 3 administrations and 1–4 deliveries, which serve each other, in circles too, and a shared system."""
    ids = [f"leverans-{number}" for number in range(draw(st.integers(1, 4)))]
    records: list[Record] = [administration(name) for name in NAMES]
    records += [draw(_keys(name)) for name in KEYS[:2]]
    records.append(key(KEYS[2], {}, equal="true"))
    records += [draw(_deliveries(one, ids)) for one in ids]
    if draw(st.booleans()):
        records.append(system("sys-0", ("staff", draw(AMOUNTS)), key=draw(st.sampled_from(KEYS)), used_by=NAMES[:2]))
    method = draw(st.sampled_from(["direct", "step_down", "reciprocal"]))
    order = tuple(draw(st.permutations(ids)))
    return city(*records, city_settings=settings(allocation={"method": method, "order": order}))


@st.composite
def _keys(draw: st.DrawFn, record_id: str) -> Key:
    def values() -> dict[str, str]:
        return {name: str(draw(st.integers(1, 5000))) for name in NAMES}

    if draw(st.booleans()):
        return key(record_id, {}, per_year={year: values() for year in YEARS})
    return key(record_id, values())


@st.composite
def _deliveries(draw: st.DrawFn, record_id: str, ids: list[str]) -> Delivery:
    parts = [draw(_parts(f"Del {number}")) for number in range(draw(st.integers(1, 2)))]
    shares = st.sampled_from(["0 %", "10 %", "1/7", "30 %"])
    serves = tuple({"delivery": one, "share": draw(shares)} for one in ids if one != record_id and draw(st.booleans()))
    changes: dict[str, Any] = {"serves": serves, "key": draw(st.sampled_from(KEYS))}
    changes["volumes"] = {year: str(draw(st.integers(1, 900))) for year in YEARS}
    if draw(st.booleans()):
        changes["capacity"] = {"2028": "1000"}
    if draw(st.booleans()):
        days = draw(st.sampled_from([{}, {"since": "2028-01-01"}, {"until": "2027-06-30"}]))
        changes["excluded"] = ({"administration": draw(st.sampled_from(NAMES)), "reason": "Egen lösning", **days},)
    return delivery(record_id, *parts, **changes)


@st.composite
def _parts(draw: st.DrawFn, name: str) -> dict[str, Any]:
    years = draw(st.lists(st.sampled_from(YEARS), min_size=1, unique=True))
    behaviour = draw(st.sampled_from(["fixed", "stepped", "variable"]))
    more = {"step_capacity": str(draw(st.integers(1, 300)))} if behaviour == "stepped" else {}
    if draw(st.booleans()):
        more["key"] = draw(st.sampled_from(KEYS))
    return part(name, {year: draw(AMOUNTS) for year in years}, behaviour=behaviour, **more)


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
