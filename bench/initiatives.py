"""The records of what is wished for: initiatives, well prepared for the stage they are at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from bench.benefits import unpriced, valued
from bench.house import Written, administration_name, finance_chief, short_name
from bench.plan import (
    DECIDED,
    POOLS,
    Plan,
    administration_id,
    capability_id,
    contract_id,
    delivery_id,
    function_id,
    goal_id,
    initiative_id,
    object_id,
    system_id,
)
from bench.spelling import Value
from bench.systems import business_owner
from bench.words import chance, role, sentence, text, tkr, word

PAYERS = {
    "platform": "ram-plattformar",
    "new_delivery": "ram-plattformar",
    "pilot": "ram-piloter",
    "prototype": "ram-piloter",
}
ORDER = ("idea", "anchored", "prepared", "decided", "under_way", "in_operation", "benefits_realised", "closed")
BEGUN = frozenset({"under_way", "in_operation", "closed"})
TARGET = date(2032, 12, 31)
DONE = frozenset({"in_operation", "closed"})
# The day on which one at this stage was decided, at the earliest.
DECIDED_FROM = {"closed": date(2023, 2, 1), "in_operation": date(2024, 3, 1), "under_way": date(2025, 12, 1)}


def initiatives(plan: Plan) -> Iterator[Written]:
    """Every initiative of the town."""
    for number in range(plan.initiatives):
        yield "initiatives", _initiative(plan, number)


def stage_days(plan: Plan, number: int) -> dict[str, date]:
    """The day each stage was reached, in order; all of them before November 2026."""
    stage = plan.stage_of(number)
    random = chance(plan.seed, f"days/{number}")
    decided = DECIDED_FROM.get(stage, date(2026, 5, 1)) + timedelta(days=random.randrange(120))
    distance = (-300, -200, -40, 0, 50, 500, 700, 800)
    days = {one: decided + timedelta(days=far) for one, far in zip(ORDER, distance, strict=True)}
    if stage in {"rejected", "withdrawn"}:
        return {one: days[one] for one in ORDER[:3]} | {stage: decided}
    return {one: days[one] for one in ORDER[: ORDER.index(stage) + 1]}


def _initiative(plan: Plan, number: int) -> dict[str, Value]:
    random = chance(plan.seed, initiative_id(number))
    proposer = plan.proposer_of(number)
    days = stage_days(plan, number)
    record: dict[str, Value] = {
        "id": initiative_id(number),
        "name": f"{word(random).capitalize()} för {word(random)} och {word(random)}",
        "illustrative": "true",
        "summary": text(random, 3),
        "proposed_by": administration_id(proposer),
        "track": plan.track_of(number),
        "registry_number": f"{short_name(proposer)}-2026-{number:05d}",
        "stages": {stage: str(day) for stage, day in days.items()},
    }
    if "anchored" in days:
        record["anchoring"] = _anchoring(plan, number, days["anchored"])
    record |= {
        "goals": [goal_id(one) for one in sorted(random.sample(range(plan.goals), 2))],
        "transition": {"today": text(random, 2), "wanted": text(random, 2)},
        "affects": _affects(plan, number, random, days),
        "needs": _needs(plan, number, random),
        "phases": _phases(plan, number, random),
        "operating_costs": [
            {"what": f"Licens för {word(random)}", "per_year": tkr(random.randrange(50, 400)), "borne_by": bearer}
            for bearer in [_bearer(plan, number)] * 2
        ],
    }
    record |= _shared(plan, number, random)
    if number % 6 == 1:
        record["alternatives"] = [_alternative(plan, number, random)]
    record |= _timing(days)
    return record | _outcome(plan, number, random, days)


def _anchoring(plan: Plan, number: int, day: date) -> Value:
    proposer = plan.proposer_of(number)
    return {
        "management": {
            "on": str(day - timedelta(days=10)),
            "where": f"{administration_name(plan, proposer)}s ledningsgrupp",
            "registry_number": f"{short_name(proposer)}-2026-{number:05d}",
        },
        "finance_chief": {"on": str(day), "where": f"{finance_chief(plan, proposer)}, genomgång"},
    }


def _affects(plan: Plan, number: int, random: Random, days: dict[str, date]) -> list[Value]:
    changed = plan.changed_by(number)
    changes = plan.track_of(number) in {"system_change", "business_development"}
    touched = [(changed, changes), ((changed + plan.systems // 2) % plan.systems, False)]
    effects: list[Value] = []
    for system, changing in touched:
        effect: dict[str, Value] = {"record": system_id(system), "how": sentence(random)}
        if changing:
            effect["changes"] = "true"
        if "prepared" in days:
            effect["acknowledged_on"] = str(days["prepared"] - timedelta(days=30))
            effect["acknowledged_by"] = business_owner(plan, plan.object_of(system))
        effects.append(effect)
    return effects


def _needs(plan: Plan, number: int, random: Random) -> dict[str, Value]:
    called = (plan.changed_by(number) + plan.systems // 2) % plan.systems
    capabilities = sorted({number % plan.capabilities, random.randrange(plan.capabilities)})
    needs: dict[str, Value] = {
        "capabilities": [{"capability": capability_id(one), "by": "start"} for one in capabilities],
        "functions": [{"system": system_id(called), "function": function_id(plan.function_of(called))}],
        "contracts": [{"contract": contract_id(plan.contract_of(called)), "by": "go_live"}],
    }
    if plan.stage_of(number) not in BEGUN and number % 3 == 0:
        needs["procurements"] = [
            {"what": f"Upphandling av {word(random)}", "months": "9", "before_phase": "2", "begun_on": "2026-10-05"}
        ]
    return needs


def _phases(plan: Plan, number: int, random: Random) -> list[Value]:
    names = ("Krav och utformning", "Bygge och prov", "Införande")
    return [_phase(plan, number, random, f"{name}, {word(random)}", index) for index, name in enumerate(names)]


def _phase(plan: Plan, number: int, random: Random, name: str, index: int) -> dict[str, Value]:
    phase: dict[str, Value] = {"name": name, "periods": "2" if index == 1 else "1"}
    if not plan.settles_itself(number):
        pools = sorted(random.sample(POOLS, random.randrange(4, 8)))
        phase["hours"] = {pool: str(random.randrange(3, 40) * 10) for pool in pools}
    payer = _payer(plan, number)
    costs: list[Value] = [
        {
            "what": f"Uppsättning av {word(random)}",
            "amount": tkr(random.randrange(100, 900)),
            "funder": payer,
            "pot": "operating",
        }
    ]
    if index == 1 and plan.track_of(number) in {"platform", "new_delivery"}:
        costs.append(
            {
                "what": f"Utrustning för {word(random)}",
                "amount": tkr(random.randrange(200, 2_000)),
                "funder": payer,
                "pot": "investment",
                "life_years": "5",
                "in_service": "2030-01-01" if plan.stage_of(number) not in DONE else "2026-01-01",
            }
        )
    return phase | {"costs": costs}


def _payer(plan: Plan, number: int) -> str:
    """Who may pay: the shared frames, the city office's change money, a grant now and then, or the proposer itself."""
    track = plan.track_of(number)
    if track in PAYERS:
        return PAYERS[track]
    if plan.has_change_money(plan.object_of(plan.changed_by(number))):
        return "andringsmedel"
    if number % 17 == 3 and not plan.settles_itself(number):
        return "statsbidrag" if number % 2 else "eu-medel"
    return administration_id(plan.proposer_of(number))


def _bearer(plan: Plan, number: int) -> str:
    if plan.track_of(number) in {"platform", "new_delivery"}:
        return delivery_id(number % plan.deliveries)
    return administration_id(plan.proposer_of(number))


def _shared(plan: Plan, number: int, random: Random) -> dict[str, Value]:
    track = plan.track_of(number)
    if track not in {"platform", "new_delivery"}:
        return {}
    provides: dict[str, Value] = {"provides": [capability_id(number % plan.capabilities)]}
    users = sorted({number % plan.administrations, (number + 1) % plan.administrations, 0})
    return (provides if track == "platform" else {}) | {
        "take_up": [
            {"administration": administration_id(one), "year": year, "users": str(random.randrange(20, 900))}
            for one in users
            for year in ("2029", "2030")
        ],
    }


def _alternative(plan: Plan, number: int, random: Random) -> dict[str, Value]:
    return {
        "id": "lagre-ambition",
        "name": f"Lägre ambition: bara {word(random)}",
        "phases": [_phase(plan, number, random, f"Bygge, {word(random)}", 1)],
        "operating_costs": [
            {"what": f"Drift av {word(random)}", "per_year": "120 tkr", "borne_by": _bearer(plan, number)}
        ],
        "benefits": [valued(plan, number, random, "reallocation", TARGET)],
    }


def _timing(days: dict[str, date]) -> dict[str, Value]:
    begun = days.get("under_way")
    if begun is not None:
        return {"started_in": f"{begun.year}-Q{(begun.month - 1) // 3 + 1}"}
    return {"window": {"earliest_start": "2027-Q2", "latest_end": "2029-Q4"}}


def _outcome(plan: Plan, number: int, random: Random, days: dict[str, date]) -> dict[str, Value]:
    target = days.get("benefits_realised", TARGET)
    record: dict[str, Value] = {
        "benefits": [
            valued(plan, number, random, "reallocation", target),
            valued(plan, number, random, "cashable", target) | {"budget_effect": "kept_in_own_frame"},
            unpriced(plan, number, random, target),
        ],
        "risks": [
            {
                "what": sentence(random),
                "likelihood": random.choice(("low", "medium")),
                "consequence": random.choice(("low", "medium", "high")),
                "response": sentence(random),
            }
            for _ in range(2)
        ],
    }
    handover: dict[str, Value] = {"object": object_id(plan.object_of(plan.changed_by(number)))}
    if "prepared" in days:
        handover["agreed_on"] = str(days["prepared"])
    record["handover"] = handover | {"terms": sentence(random)}
    firm = plan.stage_of(number) in DECIDED
    record["estimate"] = {"maturity": "calculated" if firm else "rough", "plus_minus": "15 %" if firm else "30 %"}
    if plan.track_of(number) in {"pilot", "prototype"} and plan.stage_of(number) in DONE:
        record["pilot_result"] = {
            "question": sentence(random),
            "result": sentence(random),
            "recommendation": sentence(random),
        }
    return record | {"executor": role(random)}
