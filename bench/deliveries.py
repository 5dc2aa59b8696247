"""The records of what all pay for together: base deliveries, and the keys they are split by."""

from __future__ import annotations

from collections.abc import Iterator

from bench.house import Written
from bench.plan import YEARS, Plan, administration_id, delivery_id, goal_id, key_id
from bench.spelling import Value
from bench.words import chance, sentence, spaced, text, title, tkr, word

AGREED: Value = [
    {"body": "beredande-niva", "on": "2026-09-03", "registry_number": "STK-2026-0982"},
    {"body": "ekonomichefsgrupp", "on": "2026-09-17", "registry_number": "STK-2026-1041"},
]


def deliveries(plan: Plan) -> Iterator[Written]:
    """Every such record of the town."""
    for number in range(plan.keys):
        yield "keys", _key(plan, number)
    for number in range(plan.deliveries):
        yield "deliveries", _delivery(plan, number)


def _key(plan: Plan, number: int) -> dict[str, Value]:
    random = chance(plan.seed, key_id(number))
    values = [random.randrange(15, 6_000) for _ in range(plan.administrations)]
    return {
        "id": key_id(number),
        "name": f"Antal {word(random)}",
        "illustrative": "true",
        "note": sentence(random),
        "definition": text(random, 2),
        "driver": sentence(random),
        "wanted_direction": "neutral" if number % 2 == 0 else "less",
        "unit": word(random),
        "measured_in": f"Registret över {word(random)}",
        "measured_on": "2026-05-31",
        "locked_on": "2026-10-22",
        "valid_for": list(YEARS),
        "agreed": AGREED,
        "values": {administration_id(who): spaced(value) for who, value in enumerate(values)},
        "total": spaced(sum(values)),
    }


def _delivery(plan: Plan, number: int) -> dict[str, Value]:
    random = chance(plan.seed, delivery_id(number))
    unit = word(random)
    return {
        "id": delivery_id(number),
        "name": title(random),
        "illustrative": "true",
        "content": text(random, 3),
        "provider": f"IT-organisationen, enheten för {word(random)}",
        "levels": [
            {"id": level, "name": level.capitalize(), "content": sentence(random), "price_per_unit": f"{price} kr"}
            for level, price in (("grund", "3 640"), ("standard", "4 120"), ("hog", "4 790"))
        ],
        "level": "standard",
        "unit": unit,
        "volumes": {year: spaced(random.randrange(4_000, 16_000)) for year in YEARS},
        "cost_parts": [
            *(
                {
                    "name": f"{word(random).capitalize()} för {unit}",
                    "category": category,
                    "behaviour": behaviour,
                    "per_year": {year: tkr(random.randrange(400, 12_000)) for year in YEARS},
                }
                for category, behaviour in (
                    ("licences", "variable"),
                    ("support_fees", "variable"),
                    ("staff", "fixed"),
                    ("consultants", "fixed"),
                )
            ),
            {
                "name": f"Utrustning för {word(random)}",
                "category": "capital",
                "behaviour": "stepped",
                "asset": {
                    "outlay": tkr(random.randrange(2_000, 24_000)),
                    "in_service": "2026-01-01",
                    "life_years": "8",
                },
                "step_capacity": "4 400",
            },
        ],
        "key": key_id(number % plan.keys),
        "agreed": AGREED,
        "key_figures": [
            {"id": f"nt-{number:02d}-{one}", "name": title(random), "definition": sentence(random), "unit": "dagar"}
            for one in range(2)
        ],
        "incident_leader": "Incidentledare i beredskap, IT-organisationen",
        "goals": [goal_id(number % plan.goals)],
    }
