"""Small cities for the tests, built from texts as a person would type them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hypothesis import strategies as st

from itgov.model.administration import Administration
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.key import Key
from itgov.model.kinds import KIND_BY_TYPE
from itgov.model.money import format_amount
from itgov.model.record import Record
from itgov.model.settings import Settings
from itgov.model.system import System

ADMINISTRATIONS = ("asf", "hvo", "miljo")


def settings(**changes: Any) -> Settings:
    """Settings of a city that plans 2027 and 2028, with an internal interest of 2,5 %."""
    return Settings.model_validate(
        {
            "city": "lillstad",
            "name": "Lillstad",
            "price_year": "2026",
            "horizon": {"first": "2027-Q1", "years": "2"},
            "discount_rate": "3 %",
            "internal_interest": "2,5 %",
            "evaluation_years": "8",
            "tracks": {},
        }
        | changes
    )


def administration(record_id: str, **changes: Any) -> Administration:
    """An administration named after its id."""
    return Administration.model_validate(
        {
            "id": record_id,
            "name": f"Förvaltningen {record_id}",
            "short_name": record_id,
            "committee": "Nämnden",
            "management_group": "Ledningsgruppen",
            "finance_chief": "Ekonomichefen",
        }
        | changes
    )


def key(record_id: str, values: Mapping[str, str], **changes: Any) -> Key:
    """A neutral key for 2026–2028 with those values."""
    return Key.model_validate(
        {
            "id": record_id,
            "name": f"Nyckeln {record_id}",
            "definition": "Årsarbetare",
            "driver": "Fler anställda",
            "wanted_direction": "neutral",
            "unit": "årsarbetare",
            "measured_on": "2025-12-31",
            "valid_for": ("2026", "2027", "2028"),
            "values": values,
        }
        | changes
    )


def part(name: str = "Licenser", per_year: Mapping[str, str] | None = None, **changes: Any) -> dict[str, Any]:
    """A cost part; 100 kr in 2027 where nothing else is said."""
    return {
        "name": name,
        "category": "licences",
        "behaviour": "fixed",
        "per_year": {"2027": "100 kr"} if per_year is None else per_year,
    } | changes


def asset_part(**changes: Any) -> dict[str, Any]:
    """A cost part that is an asset of 120 000 kr, in service from 2027-04-15, for five years."""
    asset = {"outlay": "120 tkr", "in_service": "2027-04-15", "life_years": "5"} | changes
    return part("Servrar", {}, category="capital", asset=asset)


def delivery(record_id: str, *parts: dict[str, Any], **changes: Any) -> Delivery:
    """A delivery to all administrations, split by the key "anstallda"."""
    return Delivery.model_validate(
        {
            "id": record_id,
            "name": f"Leveransen {record_id}",
            "content": "Datorer",
            "provider": "Digitala enheten",
            "unit": "dator",
            "cost_parts": parts,
            "key": "anstallda",
        }
        | changes
    )


def system(record_id: str, *costs: tuple[str, str], **changes: Any) -> System:
    """A system that asf and hvo use, with costs as (category, amount)."""
    return System.model_validate(
        {
            "id": record_id,
            "name": f"Systemet {record_id}",
            "object": "objekt-ekonomi",
            "functions": ("ekonomi",),
            "used_by": ("asf", "hvo"),
            "yearly_cost": tuple({"category": category, "amount": amount} for category, amount in costs),
        }
        | changes
    )


def city(*records: Record, city_settings: Settings | None = None) -> City:
    """A city of those records, in the order given, with three administrations where none is given."""
    if not any(isinstance(record, Administration) for record in records):
        records = (*(administration(name) for name in ADMINISTRATIONS), *records)
    by_kind: dict[str, dict[str, Record]] = {}
    for record in records:
        by_kind.setdefault(KIND_BY_TYPE[type(record)].name, {})[record.id] = record
    return City(city_settings or settings(), by_kind)


AN_EQUAL_KEY = key("anstallda", dict.fromkeys(ADMINISTRATIONS, "1"))


@st.composite
def record_sets(draw: st.DrawFn) -> tuple[Record, ...]:
    """The records of a small city: 1–5 administrations, 1–3 keys with values for all, 0–4 deliveries, 0–2 systems."""
    names = [f"forv-{number}" for number in range(draw(st.integers(1, 5)))]
    keys = [draw(_keys(f"nyckel-{number}", names)) for number in range(draw(st.integers(1, 3)))]
    key_ids = st.sampled_from([drawn.id for drawn in keys])
    deliveries = [draw(_deliveries(f"leverans-{number}", key_ids)) for number in range(draw(st.integers(0, 4)))]
    users = st.lists(st.sampled_from(names), min_size=1, unique=True).map(tuple)
    systems = [
        system(f"sys-{number}", ("staff", draw(_AMOUNTS)), key=draw(key_ids), used_by=draw(users))
        for number in range(draw(st.integers(0, 2)))
    ]
    return (*(administration(name) for name in names), *keys, *deliveries, *systems)


def shuffled(records: Iterable[Record]) -> st.SearchStrategy[City]:
    """Cities of the records, in any order."""
    return st.permutations(tuple(records)).map(lambda order: city(*order))


_AMOUNTS = st.integers(-(10**9), 10**15).map(format_amount)
_YEARS = st.sampled_from(["2026", "2027", "2028"])


@st.composite
def _keys(draw: st.DrawFn, record_id: str, names: list[str]) -> Key:
    values = {name: str(draw(st.integers(1, 10**6))) for name in names}
    return key(record_id, values)


@st.composite
def _deliveries(draw: st.DrawFn, record_id: str, key_ids: st.SearchStrategy[str]) -> Delivery:
    amounts = st.dictionaries(_YEARS, _AMOUNTS, min_size=1)
    parts = [part(f"Del {number}", draw(amounts)) for number in range(draw(st.integers(1, 3)))]
    parts += [asset_part(outlay=draw(_AMOUNTS)) for _ in range(draw(st.integers(0, 1)))]
    return delivery(record_id, *parts, key=draw(key_ids))
