"""Small cities for the agenda: two years of quarters, one pool, two administrations, one shared frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from itgov.model.city import City
from itgov.model.kinds import KINDS
from itgov.model.record import Record
from itgov.model.settings import Settings

Fields = Mapping[str, Any]

SETTINGS: dict[str, Any] = {
    "city": "staden",
    "name": "Staden",
    "price_year": "2026",
    "horizon": {"first": "2027-Q1", "years": "2"},
    "discount_rate": "0 %",
    "internal_interest": "2,5 %",
    "evaluation_years": "4",
    "tracks": {"platform": ("solidarity",), "business_development": ("own",)},
    "reserve": {"hours": ("0 %",), "money": ("0 %",)},
}
SIDE = {"owner": "objektägare"}
BASE: dict[str, list[dict[str, Any]]] = {
    "administration": [
        {
            "id": one,
            "name": name,
            "short_name": name,
            "committee": "nämnden",
            "management_group": "ledningsgruppen",
            "finance_chief": "ekonomichef",
            "development_budget": tuple(
                {"year": year, "operating": "4 mnkr", "status": "frame"} for year in ("2027", "2028")
            ),
        }
        for one, name in (("vard", "Vård"), ("skola", "Skola"))
    ],
    "competence": [
        {
            "id": "team",
            "name": "Team",
            "role": "utvecklar",
            "unit": "IT",
            "hours_per_year": {"2027": "4 000", "2028": "4 000"},
            "self_cost_per_hour": "100 kr",
        }
    ],
    "funder": [
        {
            "id": "ram",
            "name": "Ram",
            "funder_kind": "solidarity",
            "frames": tuple({"year": year, "operating": "10 mnkr", "status": "frame"} for year in ("2027", "2028")),
        }
    ],
    "object": [
        {
            "id": f"objekt-{one}",
            "name": one,
            "administration": one,
            "business_side": SIDE,
            "system_side": SIDE,
            "support": {"users": "business", "incidents": "system"},
        }
        for one in ("vard", "skola")
    ],
    "system": [
        {"id": f"sys-{one}", "name": one, "object": f"objekt-{one}", "functions": ("arenden",), "used_by": (one,)}
        for one in ("vard", "skola")
    ],
    "capability": [{"id": "mobil", "name": "Mobil", "description": "arbeta var som helst"}],
}


def initiative(name: str, **fields: Any) -> dict[str, Any]:
    """An anchored initiative of one quarter that uses 100 hours of the team and gives 1 mnkr a year."""
    return {
        "id": name,
        "name": name,
        "summary": "något nytt",
        "proposed_by": "vard",
        "track": "business_development",
        "stages": {"idea": "2026-01-15", "anchored": "2026-03-01"},
        "phases": (phase(1, team="100"),),
        "benefits": (benefit("1 mnkr"),),
        **fields,
    }


def phase(periods: int, *costs: tuple[str, str], **hours: str) -> dict[str, Any]:
    """A phase with hours by pool, and operating costs as pairs of payer and amount."""
    lines = tuple({"what": "konsult", "amount": amount, "funder": payer} for payer, amount in costs)
    return {"name": "fas", "periods": str(periods), "hours": hours, "costs": lines}


def benefit(likely: str, **fields: Any) -> dict[str, Any]:
    """A valued benefit a year."""
    return {
        "name": "tid",
        "category": "reallocation",
        "valued": "true",
        "per_year": {"low": likely, "likely": likely, "high": likely},
        **fields,
    }


def town(
    *initiatives: Fields,
    settings: Fields | None = None,
    changes: Mapping[str, Fields] | None = None,
    more: Mapping[str, list[dict[str, Any]]] | None = None,
    backwards: bool = False,
) -> City:
    """A city of `BASE` and some initiatives.

    `changes` are fields to set by record id, `more` further records by kind. `backwards` gives the records
    in the opposite order, as if their files had been found so.
    """
    by_kind: dict[str, dict[str, Record]] = {}
    for kind in KINDS:
        raw = [*BASE.get(kind.name, []), *(more or {}).get(kind.name, [])]
        raw += [dict(one) for one in initiatives] if kind.name == "initiative" else []
        records = [kind.type.model_validate({**one, **(changes or {}).get(one["id"], {})}) for one in raw]
        by_kind[kind.name] = {one.id: one for one in (reversed(records) if backwards else records)}
    return City(Settings.model_validate({**SETTINGS, **(settings or {})}), by_kind)
