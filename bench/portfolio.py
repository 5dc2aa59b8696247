"""A made-up city with many initiatives to choose among, to measure the agenda on: the same city for the same seed.

Sixteen quarters, six pools, thirteen administrations with budgets of their own and three shared frames. A third of
the initiatives need another one first, a third have alternatives, and all have phases. Wishes come to about 1.6 times
the money and 1.3 to 1.8 times the hours, as in Malmö's records, so that the choice is a real one. It lies in memory:
what is measured is the agenda, and not the reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from bench.words import chance
from itgov.model.city import City
from itgov.model.kinds import KINDS
from itgov.model.record import Record
from itgov.model.settings import Settings

Fields = dict[str, Any]

YEARS = (2027, 2028, 2029, 2030)
BUDGETS = (20_000, 18_000, 13_000, 10_000, 9_000, 8_000, 7_000, 6_000, 5_000, 4_000, 3_500, 3_000, 2_500)
"""What each administration has for development a year, in tkr, after Malmö's; for `USUAL` initiatives."""
FRAMES: Mapping[str, int] = {"ram": 40_000, "andring": 20_000, "piloter": 6_000}
USUAL = 130
MOST_OF_A_YEAR = 0.8
"""No initiative costs more than this share of what its payer has in a year: larger wishes are cut before they come."""
ADMINISTRATIONS = tuple(f"forvaltning-{number:02d}" for number in range(len(BUDGETS)))
POOLS: Mapping[str, float] = {
    "pool-integration": 1.8,
    "pool-projektledare": 1.2,
    "pool-arkitekter": 1.1,
    "pool-utvecklare": 0.9,
    "pool-identitet": 1.1,
    "pool-sakerhet": 0.9,
}
"""Each pool, and how many times its hours the wishes come to."""
MONEY_WANTED = 1.6
TRACKS: Mapping[str, str] = {"ram": "platform", "andring": "system_change", "piloter": "pilot"}
FUNDERS: Mapping[str, str] = {"ram": "solidarity", "andring": "change_money", "piloter": "pilots"}
SIZES = ((25, 200, 1_000), (45, 1_000, 5_000), (22, 5_000, 20_000), (8, 20_000, 60_000))
"""Per cent of the wishes, and their one-off cost in tkr from and to (docs: magnitudes of a large Swedish city)."""
SETTINGS: Fields = {
    "city": "provstad",
    "name": "Provstaden",
    "price_year": "2026",
    "horizon": {"first": "2027-Q1", "years": "4"},
    "hours_share": ("4/15", "4/15", "1/5", "4/15"),
    "discount_rate": "3 %",
    "internal_interest": "2,5 %",
    "evaluation_years": "8",
    "tracks": {
        "business_development": ("own",),
        "platform": ("solidarity",),
        "system_change": ("change_money",),
        "pilot": ("pilots",),
    },
    "reserve": {"hours": ("10 %", "15 %", "20 %", "25 %"), "money": ("5 %", "10 %", "15 %", "20 %")},
}
SIDE = {"owner": "Objektägare"}


def portfolio(initiatives: int, seed: int) -> City:
    """A city with so many initiatives, all of which compete."""
    wishes = [_initiative(number, initiatives, seed) for number in range(initiatives)]
    payers = _payers(wishes)
    records: dict[str, list[Fields]] = {
        "initiative": [_that_can_be(wish, payers) for wish in wishes],
        "competence": list(_pools(wishes)),
        **payers,
        "object": [_object()],
        "system": [_system(number) for number in range(_systems(initiatives))],
    }
    by_kind: dict[str, dict[str, Record]] = {}
    for kind in KINDS:
        found = [kind.type.model_validate(one) for one in records.get(kind.name, [])]
        by_kind[kind.name] = {one.id: one for one in found}
    return City(Settings.model_validate(SETTINGS), by_kind)


def _initiative(number: int, count: int, seed: int) -> Fields:
    random = chance(seed, f"wish/{number}")
    yearly = {**dict(zip(ADMINISTRATIONS, BUDGETS, strict=True)), **FRAMES}
    purse = random.choices(list(yearly), list(yearly.values()))[0]
    proposer = random.choices(ADMINISTRATIONS, BUDGETS)[0] if purse in FRAMES else purse
    cost = _cost(random, yearly[purse] * count // USUAL)
    hours = 150 + int(cost * random.uniform(0.15, 0.4))
    record: Fields = {
        "id": _id(number),
        "name": f"Initiativ {number}",
        "summary": "Påhittat, för att mäta med.",
        "illustrative": "true",
        "proposed_by": proposer,
        "track": TRACKS.get(purse, "business_development"),
        "stages": {"idea": "2026-01-15", "anchored": "2026-03-01"},
        **_way(random, purse, proposer, cost, hours, random.lognormvariate(0.5, 0.5)),
        **_ties(random, number, count),
    }
    if number % 3 == 1:
        record["alternatives"] = tuple(_alternatives(random, purse, proposer, cost, hours))
    if cost > 8_000 and random.random() < 0.7:
        record["large_change_for"] = (proposer,)
    if number % 24 == 3 and cost < yearly[purse] * count // USUAL // 5:
        # What the law demands: few, small, late and without prerequisites, so that there is always room for them.
        record["deadline"] = f"{random.choice((2029, 2030))}-Q4"
    elif random.random() < 0.15:
        record["window"] = {"earliest_start": f"{random.choice(YEARS[:2])}-Q{random.randrange(1, 5)}"}
    return record


def _that_can_be(wish: Fields, payers: Mapping[str, list[Fields]]) -> Fields:
    """The wish, without its deadline where its payer cannot carry it: a law that cannot be kept has no plan."""
    budgets = {one["id"]: one.get("development_budget") or one["frames"] for ones in payers.values() for one in ones}
    for line in (line for phase in wish["phases"] for line in phase["costs"]):
        least = min(int(year[line["pot"]].split()[0]) for year in budgets[line["funder"]])
        if 2 * int(line["amount"].split()[0]) > least:
            return {field: value for field, value in wish.items() if field != "deadline"}
    return wish


def _cost(random: Random, yearly: int) -> int:
    """A one-off cost in tkr that a payer with so much a year can carry."""
    while True:
        _, least, most = random.choices(SIZES, [share for share, _, _ in SIZES])[0]
        cost = random.randrange(least, most)
        if cost <= MOST_OF_A_YEAR * yearly:
            return cost


def _way(random: Random, purse: str, receiver: str, cost: int, hours: int, worth: float) -> Fields:
    """Phases, operating cost and benefit: over five years in use it gives `worth` times what it costs."""
    operating = int(cost * random.uniform(0.04, 0.12))
    a_year = int((cost + hours * 0.75 + 5 * operating) * worth / 5)
    spread = random.uniform(0.2, 0.5)
    return {
        "phases": tuple(_phases(random, purse, cost, hours)),
        "operating_costs": ({"what": "drift", "per_year": f"{operating} tkr", "borne_by": receiver},),
        "benefits": (
            {
                "name": "nytta",
                "category": "reallocation",
                "valued": "true",
                "receiver": receiver,
                "per_year": {
                    "low": f"{int(a_year * (1 - spread))} tkr",
                    "likely": f"{a_year} tkr",
                    "high": f"{int(a_year * (1 + spread))} tkr",
                },
                "ramp": ("50 %", "100 %"),
            },
        ),
    }


def _phases(random: Random, purse: str, cost: int, hours: int) -> Iterator[Fields]:
    shares = (0.2, 0.5, 0.3) if cost > 1_000 else (0.4, 0.6)
    pools = random.sample(sorted(POOLS), random.randrange(2, 5))
    pot = "investment" if cost > 5_000 and purse in {"ram", *ADMINISTRATIONS} and random.random() < 0.4 else "operating"
    longest = 1 if cost <= 1_000 else 2 if cost <= 20_000 else 3
    for place, share in enumerate(shares):
        parts = [random.uniform(0.5, 1.5) for _ in pools]
        yield {
            "name": f"fas {place + 1}",
            "periods": str(random.randrange(1, longest + 1)),
            "hours": {
                pool: str(max(10, int(hours * share * part / sum(parts))))
                for pool, part in zip(pools, parts, strict=True)
            },
            "costs": ({"what": "arbete", "amount": f"{max(1, int(cost * share))} tkr", "funder": purse, "pot": pot},),
        }


def _alternatives(random: Random, purse: str, receiver: str, cost: int, hours: int) -> Iterator[Fields]:
    for place in range(random.randrange(1, 3)):
        part = random.uniform(0.4, 0.7) if place == 0 else random.uniform(1.2, 1.5)
        way = _way(random, purse, receiver, int(cost * part), int(hours * part), random.lognormvariate(0.5, 0.5))
        yield {"id": f"niva-{place}", "name": f"Nivå {place}", **way}


def _ties(random: Random, number: int, count: int) -> Fields:
    ties: Fields = {}
    if number % 3 == 2:
        first = random.randrange(max(0, number - 30), number)
        relation = random.choice(("finished_before_start", "finished_before_start", "before_go_live"))
        ties["needs"] = {"initiatives": ({"initiative": _id(first), "relation": relation},)}
    if random.random() < 0.2:
        system = f"sys-{random.randrange(_systems(count)):04d}"
        ties["affects"] = ({"record": system, "how": "byggs om", "changes": "true"},)
    return ties


def _systems(count: int) -> int:
    return max(1, count // 8)


def _pools(wishes: list[Fields]) -> Iterator[Fields]:
    wanted = dict.fromkeys(POOLS, 0)
    for phase in (phase for wish in wishes for phase in wish["phases"]):
        for pool, hours in phase["hours"].items():
            wanted[pool] += int(hours)
    for pool, times in POOLS.items():
        a_year = str(int(wanted[pool] / times / len(YEARS)))
        yield {
            "id": pool,
            "name": pool,
            "role": "arbetar",
            "unit": "IT",
            "hours_per_year": {str(year): a_year for year in YEARS},
            "self_cost_per_hour": "750 kr",
        }


def _payers(wishes: list[Fields]) -> dict[str, list[Fields]]:
    wanted: dict[str, dict[str, int]] = defaultdict(lambda: {"operating": 0, "investment": 0})
    for line in (line for wish in wishes for phase in wish["phases"] for line in phase["costs"]):
        wanted[line["funder"]][line["pot"]] += int(line["amount"].split()[0])

    def budget(payer: str) -> tuple[Fields, ...]:
        return tuple(
            {
                "year": str(year),
                **{pot: f"{int(tkr / MONEY_WANTED / 4 * (1.02 - at / 66))} tkr" for pot, tkr in wanted[payer].items()},
                "status": "frame",
            }
            for at, year in enumerate(YEARS)
        )

    return {
        "administration": [
            {
                "id": one,
                "name": one,
                "short_name": one,
                "committee": "Nämnden",
                "management_group": "Ledningsgruppen",
                "finance_chief": "Ekonomichef",
                "development_budget": budget(one),
            }
            for one in ADMINISTRATIONS
        ],
        "funder": [
            {"id": one, "name": one, "funder_kind": kind, "frames": budget(one)} for one, kind in FUNDERS.items()
        ],
    }


def _object() -> Fields:
    return {
        "id": "objekt",
        "name": "Objekt",
        "administration": ADMINISTRATIONS[0],
        "business_side": SIDE,
        "system_side": SIDE,
        "support": {"users": "business", "incidents": "system"},
    }


def _system(number: int) -> Fields:
    return {
        "id": f"sys-{number:04d}",
        "name": f"System {number}",
        "object": "objekt",
        "functions": ("arenden",),
        "used_by": ADMINISTRATIONS,
    }


def _id(number: int) -> str:
    return f"init-{number:04d}"
