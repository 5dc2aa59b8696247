"""Records of payments, moves, bridges, outcomes and initiatives for the tests, as a person would type them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from itgov.model.bridge import Bridge
from itgov.model.charge import Charge, Move
from itgov.model.initiative import Initiative
from itgov.model.money import format_amount
from itgov.model.outcome import Outcome


def charge(record_id: str, pays: Mapping[str, int], **changes: Any) -> Charge:
    """What each paid in 2026, in öre."""
    return Charge.model_validate(
        {
            "id": record_id,
            "name": f"Sättet {record_id}",
            "model": "unit_price",
            "paid_to": "hvo",
            "year": "2026",
            "pays": {name: format_amount(ore) for name, ore in pays.items()},
        }
        | changes
    )


def move(record_id: str, of: str, to: str, per_year: str, **changes: Any) -> Move:
    """A unit that moves as 2027 begins."""
    return Move.model_validate(
        {
            "id": record_id,
            "name": f"Flytten {record_id}",
            "unit": "En tjänst",
            "from_administration": of,
            "to_administration": to,
            "on": "2027-01-01",
            "per_year": per_year,
        }
        | changes
    )


def bridge(record_id: str, over: str, **changes: Any) -> Bridge:
    """asf gives hvo 100 kr in 2027 and gets them back in 2028."""
    return Bridge.model_validate(
        {
            "id": record_id,
            "name": f"Bron {record_id}",
            "bridges": over,
            "way": "advance",
            "paid_by": "asf",
            "paid_to": "hvo",
            "per_year": {"2027": "100 kr", "2028": "-100 kr"},
        }
        | changes
    )


def outcome(record_id: str, of: str, *booked: tuple[int, str] | tuple[int, str, str | None], **changes: Any) -> Outcome:
    """Amounts booked in months of 2027, on the cost part that stands third where one does."""
    rows = tuple(
        {"month": str(month), "string": "7010-1", "amount": amount, **({"part": part[0]} if any(part) else {})}
        for month, amount, *part in booked
    )
    return Outcome.model_validate(
        {"id": record_id, "name": f"Utfallet {record_id}", "of": of, "year": "2027", "booked": rows} | changes
    )


def initiative(record_id: str, **changes: Any) -> Initiative:
    """An idea of hvo's that takes one quarter."""
    return Initiative.model_validate(
        {
            "id": record_id,
            "name": f"Initiativet {record_id}",
            "summary": "Något blir bättre.",
            "proposed_by": "hvo",
            "track": "system_change",
            "stages": {"idea": "2026-01-10"},
            "phases": ({"name": "Införande", "periods": "1"},),
        }
        | changes
    )
