"""The town's adopted agenda: its first decided initiatives, as a body of the city promised them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from bench.decisions import decisions
from bench.house import Written
from bench.initiatives import initiatives
from bench.plan import Plan
from bench.spelling import Value
from itgov.model.basis import basis_of
from itgov.model.initiative import Initiative

PROMISED = 10


def agendas(plan: Plan) -> Iterator[Written]:
    """One agenda, adopted by the first decision of the deciding level."""
    decision = next(record for _, record in decisions(plan) if record["body"] == "beslutande-niva")
    chosen = (Initiative.model_validate(_frozen(record)) for _, record in initiatives(plan))
    promises = islice((one for one in chosen if one.stages.current == "decided"), PROMISED)
    yield (
        "agendas",
        {
            "id": "agenda-2027",
            "name": "Utvecklingsagenda 2027–2030",
            "illustrative": "true",
            "decision": decision["id"],
            "first": "2027-Q1",
            "last": "2030-Q4",
            "net_benefit": "10 mnkr",
            "digest": "0" * 64,
            "promised": [_promise(one) for one in promises],
        },
    )


def _promise(one: Initiative) -> dict[str, Value]:
    basis = basis_of(one)
    return {
        "initiative": one.id,
        "way": "base",
        "start": "2027-Q1",
        "end": "2027-Q4",
        "basis": {"cost": f"'{basis.cost}'", "scope": f"'{basis.scope}'", "dates": f"'{basis.dates}'"},
    }


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen(one) for key, one in value.items()}
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
