"""The records that a town has few of: administrations, bodies, goals, pools and funders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bench.plan import (
    BODIES,
    FUNDERS,
    POOLS,
    YEARS,
    Plan,
    administration_id,
    goal_id,
)
from bench.spelling import Value
from bench.words import chance, role, sentence, spaced, text, title, tkr, word

Written = tuple[str, Mapping[str, Value]]
"""A kind's folder, and a record for it."""
STATUS = ("council", "frame", "requested", "requested")
DELEGATION = "Kommunstyrelsens delegationsordning, punkt 4.2–4.6"
DECIDER = "Stadsdirektören, på delegation från kommunstyrelsen"


def house(plan: Plan) -> Iterator[Written]:
    """Every such record of the town."""
    for number in range(plan.administrations):
        yield "administrations", _administration(plan, number)
    for body in BODIES:
        yield "bodies", _body(plan, body)
    for number in range(plan.goals):
        yield "goals", _goal(plan, number)
    for pool in POOLS:
        yield "competences", _pool(plan, pool)
    for funder in FUNDERS:
        yield "funders", _funder(plan, funder)
    yield "scenarios", _scenario()


def short_name(number: int) -> str:
    """What an administration is called in a registry number."""
    return "STK" if number == 0 else f"F{number:02d}"


def administration_name(plan: Plan, number: int) -> str:
    """What an administration is called."""
    if number == 0:
        return "Stadskontoret"
    return f"{word(chance(plan.seed, administration_id(number))).capitalize()}sförvaltningen"


def finance_chief(plan: Plan, number: int) -> str:
    """The office that must know of every initiative of the administration."""
    return f"Ekonomichefen, {administration_name(plan, number).lower()}"


def _administration(plan: Plan, number: int) -> dict[str, Value]:
    random = chance(plan.seed, f"budget/{number}")
    name = administration_name(plan, number)
    own = 1_500 * (2 + plan.initiatives // plan.administrations)
    return {
        "id": administration_id(number),
        "name": name,
        "illustrative": "true",
        "note": sentence(random),
        "short_name": short_name(number),
        "committee": "Kommunstyrelsen" if number == 0 else f"{name.removesuffix('sförvaltningen')}nämnden",
        "management_group": f"{name}s ledningsgrupp",
        "finance_chief": finance_chief(plan, number),
        "financing": "grant",
        "committee_grant": {year: tkr(random.randrange(400, 5_000) * 1_000) for year in YEARS},
        "development_budget": _frames(own, own // 2),
        "efficiency_requirement": {"2027": "0,75 %", "2028": "0,75 %"},
        "takes_part": "member",
        "large_changes_at_once": spaced(3 + plan.initiatives // plan.administrations),
    }


def _frames(operating: int, investment: int) -> list[Value]:
    return [
        {
            "year": year,
            "operating": tkr(operating * (100 - later) // 100),
            "investment": tkr(investment * (100 - later) // 100),
            "status": status,
        }
        for later, (year, status) in enumerate(zip(YEARS, STATUS, strict=True))
    ]


def _body(plan: Plan, body: str) -> dict[str, Value]:
    random = chance(plan.seed, body)
    settles = {
        "kommunfullmaktige": ["budget_transfer"],
        "kommunstyrelsen": ["agenda", "initiative", "delivery", "key"],
        "beslutande-niva": ["agenda", "initiative", "reserve", "delivery", "key", "system_change"],
        "beredande-niva": ["reserve", "material"],
        "verksamhetsagare": ["system_change", "material"],
    }
    levels = {
        "kommunfullmaktige": "formal",
        "kommunstyrelsen": "formal",
        "beslutande-niva": "deciding",
        "beredande-niva": "preparatory",
    }
    groups = {
        "ekonomichefsgrupp": "finance_chiefs",
        "verksamhetsagare": "business_owners",
        "digitaliseringsansvariga": "digitalisation_leads",
        "arkitekturgrupp": "working_group",
    }
    record: dict[str, Value] = {
        "id": body,
        "name": body.replace("-", " ").capitalize(),
        "illustrative": "true",
        "note": sentence(random),
        "level": levels.get(body, "supporting"),
    }
    if body in groups:
        record["group"] = groups[body]
    if levels.get(body) != "formal":
        record["members"] = [
            {"administration": administration_id(number), "role": role(random)}
            for number in range(plan.administrations)
        ]
    record["may_settle"] = settles.get(body, ["material"])
    if body in settles:
        record |= {"formal_decider": DECIDER, "delegation": DELEGATION}
    return record | {"mandate": text(random, 2)}


def _goal(plan: Plan, number: int) -> dict[str, Value]:
    random = chance(plan.seed, goal_id(number))
    return {
        "id": goal_id(number),
        "name": title(random),
        "note": "Återgivet med egna ord; programmets lydelse gäller.",
        "document": "Program för stadens digitalisering (2025)",
        "description": text(random, 2),
        "decided_by": "Kommunfullmäktige",
        "valid_until": "2034",
    }


def _scenario() -> dict[str, Value]:
    return {
        "id": "scenario-fler-timmar",
        "name": "Fler timmar",
        "illustrative": "true",
        "description": "En tjänst till i varje pool, om rekryteringen går som den ska.",
        "hours": [{"pool": pool, "hours": spaced(1_600)} for pool in POOLS],
    }


def _pool(plan: Plan, pool: str) -> dict[str, Value]:
    random = chance(plan.seed, pool)
    hours = spaced(6_000 + 300 * plan.initiatives)
    return {
        "id": pool,
        "name": pool.removeprefix("pool-").replace("-", " ").capitalize(),
        "illustrative": "true",
        "note": sentence(random),
        "role": title(random),
        "unit": f"Stadskontoret, enheten för {word(random)}",
        "hours_per_year": dict.fromkeys(YEARS, hours),
        "operation_share": "40 %",
        "prestudy_hours_per_year": "250",
        "self_cost_per_hour": "750 kr",
        "bought_in": {"price_per_hour": "1 150 kr", "ceiling_per_year": "600"},
    }


def _funder(plan: Plan, funder: str) -> dict[str, Value]:
    random = chance(plan.seed, funder)
    kinds = {"ram-plattformar": "solidarity", "ram-piloter": "pilots", "andringsmedel": "change_money"}
    frame = 600 * (plan.initiatives + 10)
    record: dict[str, Value] = {
        "id": funder,
        "name": funder.replace("-", " ").capitalize(),
        "illustrative": "true",
        "note": text(random, 2),
        "funder_kind": kinds.get(funder, "grant"),
        "frames": _frames(frame, frame // 2),
    }
    if funder not in kinds:
        record["ends_after"] = "2032"
    return record | {"decided_by": "Kommunfullmäktige, budget 2027 med plan 2028"}
