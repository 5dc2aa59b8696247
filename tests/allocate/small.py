"""Small cities for the tests, built from texts as a person would type them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

from hypothesis import strategies as st

from itgov.model.administration import Administration
from itgov.model.city import City
from itgov.model.delivery import CostPart, Delivery
from itgov.model.key import Key
from itgov.model.kinds import KIND_BY_TYPE
from itgov.model.record import Record
from itgov.model.settings import Settings
from itgov.model.system import System
from tests.laws import drawn

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
    return City(city_settings or _SETTINGS, by_kind)


AN_EQUAL_KEY = key("anstallda", dict.fromkeys(ADMINISTRATIONS, "1"))


def record_sets() -> st.SearchStrategy[tuple[Record, ...]]:
    """The records of a small city (`records_of`), for tests that draw other things beside them."""
    return drawn(records_of)


def records_of(chance: Random) -> tuple[Record, ...]:
    """The records of a small city: 1–5 administrations, 1–3 keys with values for all, 0–4 deliveries, 0–2 systems."""
    names = [f"forv-{number}" for number in range(chance.randint(1, 5))]
    keys = [_key_of(chance, f"nyckel-{number}", names) for number in range(chance.randint(1, 3))]
    ids = [one.id for one in keys]
    deliveries = [_delivery_of(chance, f"leverans-{number}", ids) for number in range(chance.randint(0, 4))]
    systems = [_system_of(chance, f"sys-{number}", ids, names) for number in range(chance.randint(0, 2))]
    return (*(_ADMINISTRATION.model_copy(update={"id": name}) for name in names), *keys, *deliveries, *systems)


def shuffled(chance: Random, records: Iterable[Record]) -> City:
    """A city of the records, in any order."""
    listed = list(records)
    chance.shuffle(listed)
    return city(*listed)


# What is drawn is copied from records that were read once: to read each anew takes longer than to split it.
_ADMINISTRATION = administration("forv")
_KEY = key("nyckel", {"forv": "1"})
_DELIVERY = delivery("leverans", part(), asset_part())
_OPERATING, _ASSET = _DELIVERY.cost_parts
_SYSTEM = system("sys", ("staff", "1 kr"))
_YEARS = (2026, 2027, 2028)
_SETTINGS = settings()


def _amount(chance: Random) -> int:
    """Öre, up to the largest that is taken; credits, few öre and none among them."""
    size = chance.choice((10, 10**5, 10**9, 10**15))
    ore = chance.randint(0, size)
    return -min(ore, 10**9) if chance.random() < 0.2 else ore


def _key_of(chance: Random, record_id: str, names: list[str]) -> Key:
    most = chance.choice((3, 1000, 10**6))
    return _KEY.model_copy(update={"id": record_id, "values": {name: chance.randint(1, most) for name in names}})


def _delivery_of(chance: Random, record_id: str, key_ids: list[str]) -> Delivery:
    parts = [_part_of(chance, f"Del {number}") for number in range(chance.randint(1, 3))]
    if chance.random() < 0.5 and _ASSET.asset is not None:
        asset = _ASSET.asset.model_copy(update={"outlay": _amount(chance)})
        parts.append(_ASSET.model_copy(update={"asset": asset}))
    return _DELIVERY.model_copy(update={"id": record_id, "cost_parts": tuple(parts), "key": chance.choice(key_ids)})


def _part_of(chance: Random, name: str) -> CostPart:
    years = sorted(chance.sample(_YEARS, chance.randint(1, len(_YEARS))))
    return _OPERATING.model_copy(update={"name": name, "per_year": {year: _amount(chance) for year in years}})


def _system_of(chance: Random, record_id: str, key_ids: list[str], names: list[str]) -> System:
    cost = _SYSTEM.yearly_cost[0].model_copy(update={"amount": _amount(chance)})
    users = tuple(chance.sample(names, chance.randint(1, len(names))))
    return _SYSTEM.model_copy(
        update={"id": record_id, "yearly_cost": (cost,), "key": chance.choice(key_ids), "used_by": users}
    )
