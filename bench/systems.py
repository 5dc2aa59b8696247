"""The records of what is in use: objects, systems, contracts, capabilities, and the list of functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bench.house import Written, administration_name, short_name
from bench.plan import (
    Plan,
    administration_id,
    capability_id,
    contract_id,
    delivery_id,
    function_id,
    goal_id,
    key_id,
    object_id,
    system_id,
)
from bench.spelling import Value
from bench.words import COMPANIES, chance, sentence, spaced, text, title, tkr, word

COSTS = ("licences", "support_fees", "staff", "facilities", "consultants")


def systems(plan: Plan) -> Iterator[Written]:
    """Every such record of the town."""
    for number in range(plan.objects):
        yield "objects", _object(plan, number)
    for number in range(plan.systems):
        yield "systems", _system(plan, number)
    for number in range(plan.contracts):
        yield "contracts", _contract(plan, number)
    for number in range(plan.capabilities):
        yield "capabilities", _capability(plan, number)


def functions(plan: Plan) -> Mapping[str, Value]:
    """The list that all functions are picked from."""
    return {
        "functions": {
            function_id(number): {"name": title(chance(plan.seed, function_id(number)))}
            for number in range(plan.functions)
        }
    }


def business_owner(plan: Plan, object_number: int) -> str:
    """The office that answers for an object on the business side."""
    owner = administration_name(plan, plan.administration_of(object_number)).lower()
    return f"Objektägare verksamhet {object_number:04d}, {owner}"


def _object(plan: Plan, number: int) -> dict[str, Value]:
    random = chance(plan.seed, object_id(number))
    record: dict[str, Value] = {
        "id": object_id(number),
        "name": title(random),
        "illustrative": "true",
        "note": text(random, 2),
        "administration": administration_id(plan.administration_of(number)),
        "business_side": {
            "owner": business_owner(plan, number),
            "manager": f"Förvaltningsledare verksamhet {word(random)}",
            "specialist": f"Handläggare {word(random)}",
            "duties": [sentence(random).rstrip(".") for _ in range(4)],
            "hours_per_year": "8 600",
            "cost_per_year": "6 450 tkr",
        },
        "system_side": {
            "owner": "Avdelningschef system, IT-organisationen",
            "manager": f"Förvaltningsledare IT {word(random)}",
            "specialist": f"Systemspecialist {word(random)}",
            "duties": [sentence(random).rstrip(".") for _ in range(4)],
            "hours_per_year": "9 300",
            "cost_per_year": "6 980 tkr",
        },
        "support": {"users": "business", "incidents": "system"},
    }
    if plan.has_change_money(number):
        record |= {"business_owners": "verksamhetsagare", "change_money": "andringsmedel"}
    return record | {"goals": [goal_id(number % plan.goals)], "description": text(random, 2)}


def _system(plan: Plan, number: int) -> dict[str, Value]:
    random = chance(plan.seed, system_id(number))
    object_number = plan.object_of(number)
    record: dict[str, Value] = {
        "id": system_id(number),
        "name": f"{word(random).capitalize()} {random.choice(COMPANIES)}",
        "illustrative": "true",
        "object": object_id(object_number),
        "functions": [function_id(plan.function_of(number))],
    }
    record |= _users(plan, number)
    if number % 5 == 0:
        record |= {"criticality": "vital", "incident_leader": f"Incidentledare {word(random)}, IT-organisationen"}
    else:
        record |= {"criticality": random.choice(("low", "medium", "high")), "incident_leader": "Förvaltningsledare IT"}
    record |= {
        "users": spaced(random.randrange(20, 7_000)),
        "platform": random.choice(
            ("Stadens servrar", "Leverantörens datahall i Sverige", "Stadens containerplattform")
        ),
        "lifecycle": {
            "in_use_since": f"{random.randrange(2005, 2025)}-{random.randrange(1, 13):02d}-01",
            "end_of_support": f"{random.randrange(2032, 2038)}-12-31",
        },
        "disposition": "invest" if plan.changes(number) else "tolerate",
        "yearly_cost": [
            {"category": category, "amount": tkr(random.randrange(60, 2_000))}
            for category in COSTS[: random.randrange(3, 6)]
        ],
    }
    if before := [one for one in (number - 1, number - 2) if one >= 0 and plan.object_of(one) == object_number]:
        record["depends_on"] = [system_id(one) for one in before]
    return record | {
        "information_class": {
            side: str(random.randrange(1, 4)) for side in ("confidentiality", "integrity", "availability")
        },
        "description": text(random, 2),
    }


def _users(plan: Plan, number: int) -> dict[str, Value]:
    owner = plan.administration_of(plan.object_of(number))
    if plan.is_shared(plan.object_of(number)):
        return {
            "used_by": [administration_id(one) for one in range(plan.administrations)],
            "in_delivery": delivery_id(number % plan.deliveries),
        }
    if number % 9 == 0:
        sharers = sorted({(owner + step) % plan.administrations for step in range(3)})
        return {"used_by": [administration_id(one) for one in sharers], "key": key_id(number % plan.keys)}
    return {"used_by": [administration_id(owner)], "funded_by": [administration_id(owner)]}


def _contract(plan: Plan, number: int) -> dict[str, Value]:
    random = chance(plan.seed, contract_id(number))
    first = plan.covered_by(number)[0]
    per_year = random.randrange(200, 3_000)
    record: dict[str, Value] = {
        "id": contract_id(number),
        "name": f"Avtal om {word(random)}",
        "illustrative": "true",
        "note": sentence(random),
        "supplier": f"{random.choice(COMPANIES)} {word(random).capitalize()} AB",
        "covers": [
            {"system": system_id(one), "functions": [function_id(plan.function_of(one))]}
            for one in plan.covered_by(number)
        ],
    }
    record |= _term(number)
    return record | {
        "notice_months": "6",
        "ceiling": tkr(per_year * 24),
        "cost_per_year": tkr(per_year),
        "registry_number": f"{short_name(plan.administration_of(plan.object_of(first)))}-2023-{number:05d}",
    }


def _term(number: int) -> dict[str, Value]:
    """Most contracts outlive the horizon, some by an option; for some the next one is being procured."""
    if number % 4 == 0:
        return {"ends_on": "2029-06-30", "options": [{"until": "2032-06-30", "call_by": "2028-12-31"}]}
    if number % 10 == 3:
        next_one: Value = {
            "stage": "begun",
            "begun_on": "2026-09-01",
            "ready_by": "2028-06-30",
            "registry_number": f"STK-2026-{number:05d}",
        }
        return {"ends_on": "2032-12-31", "procurement": next_one}
    return {"ends_on": f"{2032 + number % 4}-12-31"}


def _capability(plan: Plan, number: int) -> dict[str, Value]:
    random = chance(plan.seed, capability_id(number))
    system = number * plan.systems // plan.capabilities
    return {
        "id": capability_id(number),
        "name": title(random),
        "description": text(random, 2),
        "provided_by": [
            {"by": system_id(system), "since": "2025-03-01"},
            {"by": delivery_id(number % plan.deliveries), "since": "2026-01-01"},
        ],
    }
