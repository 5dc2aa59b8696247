"""Small made-up cities in which everything happens that the agenda's model knows, few enough choices to try them all.

The same city for the same seed. Work is short, starts are few, and hours and money come to about half of the wishes,
so that most plans are a real choice and some cities have none. It lies in memory, as `bench.portfolio` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from bench.little_wishes import Scene, wish
from bench.words import chance
from itgov.model.city import City
from itgov.model.kinds import KINDS
from itgov.model.period import Period
from itgov.model.record import Record
from itgov.model.settings import Settings

Fields = dict[str, Any]

FEWEST, MOST = 2, 12
COMBINATIONS = 100_000_000
"""About how many plans a city has, sound or not: the more initiatives, the fewer ways and starts for each."""
SIDE = {"owner": "Objektägare"}
POTS = ("operating", "investment")
STATUSES = ("frame", "council", "committee")


def little_city(seed: int) -> City:
    """A city of 2 to 12 initiatives over eight quarters, or two years of months."""
    scene = _scene(seed)
    wishes = [wish(scene, number) for number in range(scene.count)]
    records = {
        "administration": [_administration(scene, one, wishes) for one in scene.homes],
        "competence": [_pool(scene, one, wishes) for one in scene.pools],
        "funder": [_funder(scene, one, wishes) for one in scene.payers if one not in scene.homes],
        "object": [_object(one) for one in scene.homes],
        "system": [_system(scene, one) for one in scene.systems],
        "capability": [_capability(scene, one) for one in scene.capabilities],
        "initiative": wishes,
        "agenda": list(_agendas(scene, wishes)),
    }
    by_kind: dict[str, dict[str, Record]] = {}
    for kind in KINDS:
        found = [kind.type.model_validate(one) for one in records.get(kind.name, [])]
        by_kind[kind.name] = {one.id: one for one in found}
    return City(Settings.model_validate(_settings(scene)), by_kind)


def _scene(seed: int) -> Scene:
    random = chance(seed, "little")
    count = max(random.randint(FEWEST, MOST), random.randint(FEWEST, MOST))
    monthly = random.random() < 0.1
    first = Period(2027, random.choice((1, 7)), 12) if monthly else Period(2027, random.choice((1, 1, 1, 3)))
    payers = ("vard", "skola", "ram", "bidrag")
    return Scene(
        random=random,
        first=first,
        used=random.choice((4, 8)),
        count=count,
        options=int(COMBINATIONS ** (1 / count)) - 1,
        homes=payers[:2],
        payers=tuple(random.sample(payers, random.randint(1, 3))),
        pools=("pool-1", "pool-2", "pool-3")[: random.randint(1, 3)],
        systems=("sys-1", "sys-2"),
        capabilities=("mobil", "identitet"),
        urgent=random.choice((0.0, 0.05, 0.15)),
    )


def _settings(scene: Scene) -> Fields:
    random = scene.random
    settings: Fields = {
        "city": "smastad",
        "name": "Småstad",
        "price_year": "2026",
        "horizon": {"first": str(scene.first), "years": "2"},
        "period_length": "quarter" if scene.first.per_year == 4 else "month",
        "discount_rate": random.choice(("0 %", "3 %", "3,5 %")),
        "internal_interest": "2,5 %",
        "evaluation_years": str(random.randint(3, 8)),
        "tracks": {"business_development": ("own", "solidarity", "grant")},
        "reserve": {"hours": _shares(random), "money": _shares(random)},
        "carry_over": {pot: random.choice(("true", "false")) for pot in POTS},
        "large_changes_at_once": random.choice(("1", "1", "2")),
    }
    if scene.first.per_year == 4 and random.random() < 0.4:
        settings["hours_share"] = ("4/15", "4/15", "1/5", "4/15")
    if random.random() < 0.5:
        settings["unpriced_rate"] = f"{random.randint(20, 300)} tkr"
    if random.random() < 0.6:
        settings["promises"] = {
            "moved": f"{random.randint(10, 400)} tkr",
            "dropped": f"{random.randint(100, 3_000)} tkr",
        }
    return settings


def _shares(random: Random) -> tuple[str, ...]:
    return tuple(f"{random.choice((0, 5, 10, 20))} %" for _ in range(random.randint(1, 2)))


def _pool(scene: Scene, pool: str, wishes: Sequence[Fields]) -> Fields:
    random = scene.random
    wanted = sum(int(phase["hours"].get(pool, "0")) for one in wishes for phase in one["phases"])
    years = scene.years if random.random() < 0.7 else scene.years[:1]
    record: Fields = {
        "id": pool,
        "name": pool,
        "role": "arbetar",
        "unit": "IT",
        "hours_per_year": {year: str(_there(scene, wanted)) for year in years},
        "self_cost_per_hour": f"{random.randint(400, 900)} kr",
    }
    if random.random() < 0.3:
        record["operation_share"] = random.choice(("10 %", "1/3"))
    if random.random() < 0.2:
        record["prestudy_hours_per_year"] = str(random.randint(10, 60))
    if random.random() < 0.2:
        record["reserve_share"] = {scene.years[0]: "15 %"}
    if random.random() < 0.5:
        record["bought_in"] = {
            "price_per_hour": f"{random.randint(500, 1_500)} kr",
            "ceiling_per_year": str(random.randint(20, 400)),
            **({"paid_by": random.choice(scene.payers)} if random.random() < 0.9 else {}),
        }
    return record


def _there(scene: Scene, wanted: int) -> int:
    """What a year gives of what is wanted in all: from far too little to more than enough."""
    return int(wanted / scene.random.uniform(0.6, 2.5) * scene.first.per_year / scene.used)


def _budget(scene: Scene, payer: str, wishes: Sequence[Fields]) -> tuple[Fields, ...]:
    random = scene.random
    lines = [line for one in wishes for phase in one["phases"] for line in phase["costs"] if line["funder"] == payer]
    wanted = {pot: sum(int(line["amount"].split()[0]) for line in lines if line["pot"] == pot) for pot in POTS}
    # A line that is less firm than the other of its year counts for nothing.
    return tuple(
        {
            "year": year,
            **{pot: f"{_there(scene, kronor)} kr" for pot, kronor in wanted.items()},
            "status": status,
        }
        for year in scene.years
        for status in ("requested", *random.sample(STATUSES, random.choice((0, 1, 1, 1))))
    )


def _administration(scene: Scene, one: str, wishes: Sequence[Fields]) -> Fields:
    return {
        "id": one,
        "name": one,
        "short_name": one,
        "committee": "Nämnden",
        "management_group": "Ledningsgruppen",
        "finance_chief": "Ekonomichef",
        "development_budget": _budget(scene, one, wishes),
        **({"large_changes_at_once": "1"} if scene.random.random() < 0.3 else {}),
    }


def _funder(scene: Scene, one: str, wishes: Sequence[Fields]) -> Fields:
    kind = "grant" if one == "bidrag" else "solidarity"
    ends = {"ends_after": scene.random.choice(scene.years)} if kind == "grant" else {}
    return {"id": one, "name": one, "funder_kind": kind, "frames": _budget(scene, one, wishes), **ends}


def _object(home: str) -> Fields:
    return {
        "id": f"objekt-{home}",
        "name": home,
        "administration": home,
        "business_side": SIDE,
        "system_side": SIDE,
        "support": {"users": "business", "incidents": "system"},
    }


def _system(scene: Scene, one: str) -> Fields:
    return {
        "id": one,
        "name": one,
        "object": f"objekt-{scene.random.choice(scene.homes)}",
        "functions": ("arenden",),
        "used_by": scene.homes,
    }


def _capability(scene: Scene, one: str) -> Fields:
    random = scene.random
    record: Fields = {"id": one, "name": one, "description": "arbeta var som helst"}
    given = random.random()
    if given < 0.25:
        day = scene.first.plus(random.randrange(-2, scene.used)).first_day.isoformat()
        record["provided_by"] = ({"by": "sys-1", "since": day},)
    elif given < 0.85:
        record["provided_by"] = ({"by": scene.name(random.randrange(scene.count))},)
    return record


def _agendas(scene: Scene, wishes: Sequence[Fields]) -> Iterator[Fields]:
    """The agenda that holds, where there is one: it promised some of the wishes."""
    random = scene.random
    promised = [one for one in wishes if random.random() < 0.4]
    if promised:
        yield {
            "id": "agenda-2026",
            "name": "Agendan",
            "decision": "beslut-2026",
            "first": str(scene.first.plus(-scene.first.per_year)),
            "last": str(scene.first.plus(scene.first.per_year - 1)),
            "net_benefit": "1 mnkr",
            "digest": "abc",
            "promised": tuple(_promise(scene, one) for one in promised),
        }


def _promise(scene: Scene, one: Fields) -> Fields:
    start = scene.first.plus(scene.random.randrange(-2, scene.used))
    alone = any("may_stand_alone" in phase for phase in one["phases"])
    return {
        "initiative": one["id"],
        "way": "pilot" if alone and scene.random.random() < 0.3 else "base",
        "start": str(start),
        "end": str(start),
        "basis": {"cost": "a", "scope": "b", "dates": "c"},
    }
