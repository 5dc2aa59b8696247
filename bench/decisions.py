"""The records of what was settled: every initiative that needs a decision has one; then deliveries, keys and more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bench.house import DECIDER, DELEGATION, Written, short_name
from bench.initiatives import stage_days
from bench.plan import (
    DECIDED,
    FUNDERS,
    Plan,
    administration_id,
    contract_id,
    delivery_id,
    goal_id,
    initiative_id,
    key_id,
)
from bench.spelling import Value
from bench.words import chance, role, sentence, text, title, word

OTHERS_ON = date(2026, 10, 22)


def decisions(plan: Plan) -> Iterator[Written]:
    """Exactly as many as the plan asks for; what is left over when all is decided is said of contracts.

    The first of the deciding level adopts the agenda too.
    """
    matters, adopted = _matters(plan), False
    for number in range(plan.decisions):
        record_id, outcome, on, body = next(matters)
        decision = _decision(plan, number, record_id, outcome, on, body)
        if body is None and not adopted:
            decision["adopts_agenda"], adopted = "true", True
        yield "decisions", decision


def _matters(plan: Plan) -> Iterator[tuple[str, str, date, int | None]]:
    """The record decided on, the outcome, the day, and the administration where no body of the city decides."""
    for number in range(plan.initiatives):
        days = stage_days(plan, number)
        itself = plan.proposer_of(number) if plan.settles_itself(number) else None
        if plan.stage_of(number) in DECIDED:
            yield initiative_id(number), "approved", days["decided"], itself
        elif plan.stage_of(number) == "rejected":
            yield initiative_id(number), "rejected", days["rejected"], itself
    yield from ((delivery_id(number), "approved", OTHERS_ON, None) for number in range(plan.deliveries))
    yield from ((key_id(number), "approved", OTHERS_ON, None) for number in range(plan.keys))
    yield from ((funder, "approved", OTHERS_ON, None) for funder in FUNDERS)
    yield from ((goal_id(number), "approved", OTHERS_ON, None) for number in range(plan.goals))
    yield from ((contract_id(number), "approved", OTHERS_ON, None) for number in range(plan.contracts))


def _decision(
    plan: Plan, number: int, record_id: str, outcome: str, on: date, administration: int | None
) -> dict[str, Value]:
    decision_id = f"beslut-{number:05d}"
    random = chance(plan.seed, decision_id)
    return {
        "id": decision_id,
        "name": f"Beslut om {word(random)}",
        "illustrative": "true",
        "note": sentence(random),
        "body": "beslutande-niva" if administration is None else administration_id(administration),
        "formal_decider": DECIDER if administration is None else "Nämnden",
        "delegation": DELEGATION if administration is None else "Nämndens delegationsordning, punkt 3.1",
        "on": str(on),
        "registry_number": f"{short_name(administration or 0)}-{on.year}-{number:05d}",
        "paragraph": f"§ {random.randrange(1, 200)}",
        "material": [f"{title(random)}, {on.year}" for _ in range(3)],
        "rulings": [{"record": record_id, "outcome": outcome, "content": text(random, 2)}],
        "conditions": [sentence(random) for _ in range(2)],
        "executor": role(random),
        "follow_up": role(random),
        "concerns": [administration_id(number % plan.administrations)],
    }
