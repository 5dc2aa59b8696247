"""The initiatives of a small made-up city: each may have anything that an initiative can have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from itgov.model.period import Period

Fields = dict[str, Any]

RELATIONS = ("finished_before_start", "same_period_allowed", "before_go_live")


@dataclass(frozen=True, slots=True)
class Scene:
    """What the parts of a city have in common; `random` is the one stream of chance that all of it is drawn from.

    Work lies in the first `used` periods from `first`; an initiative has at most about `options` ways times starts;
    `urgent` is the share of initiatives that have a deadline.
    """

    random: Random
    first: Period
    used: int
    count: int
    options: int
    homes: tuple[str, ...]
    payers: tuple[str, ...]
    pools: tuple[str, ...]
    systems: tuple[str, ...]
    capabilities: tuple[str, ...]
    urgent: float

    @property
    def years(self) -> tuple[str, ...]:
        """The calendar years that the horizon touches."""
        return tuple(
            str(year) for year in range(self.first.year, self.first.plus(2 * self.first.per_year - 1).year + 1)
        )

    def name(self, number: int) -> str:
        """The id of an initiative."""
        return f"init-{number:02d}"

    def at(self, place: int) -> str:
        """The period at a place, counted from the first."""
        return str(self.first.plus(place))

    def happens(self, share: float) -> bool:
        """True in that share of cases."""
        return self.random.random() < share


def wish(scene: Scene, number: int) -> Fields:
    """One initiative's record, before it is read."""
    random = scene.random
    home = random.choice(scene.homes)
    record: Fields = {
        "id": scene.name(number),
        "name": f"Initiativ {number}",
        "summary": "Påhittat, för att pröva med.",
        "proposed_by": home,
        "track": "business_development",
        "stages": {"idea": "2026-01-15", "anchored": "2026-03-01"},
        **_way(scene, home, alone=True),
    }
    if scene.happens(0.25):
        record["alternatives"] = tuple(
            {"id": f"niva-{place}", "name": f"Nivå {place}", **_way(scene, home, alone=False)}
            for place in range(random.randint(1, 2))
        )
    record |= _standing(scene) | _ties(scene, number)
    return record | _when(scene, number, record)


def _way(scene: Scene, home: str, *, alone: bool) -> Fields:
    random = scene.random
    phases = [_phase(scene, home) for _ in range(random.choice((1, 1, 2, 2, 3)))]
    if alone and len(phases) > 1 and scene.happens(0.4):
        learnt = ({"name": "kunskap", "category": "quality", "valued": "false", "points": str(random.randint(1, 5))},)
        phases[0]["may_stand_alone"] = {"question": "går det?", "benefits": (*learnt, *_benefits(scene, 2))}
    way: Fields = {"phases": tuple(phases), "benefits": tuple(_benefits(scene, 10))}
    if scene.happens(0.4):
        bearer = random.choice((home, *scene.payers))
        way["operating_costs"] = ({"what": "drift", "per_year": f"{random.randint(5, 150)} tkr", "borne_by": bearer},)
    return way


def _phase(scene: Scene, home: str) -> Fields:
    random = scene.random
    pools = random.sample(scene.pools, random.randint(0, len(scene.pools)))
    payers = [random.choice((home, *scene.payers)) for _ in range(random.choice((0, 1, 1, 2)))]
    return {
        "name": "fas",
        "periods": str(random.choice((1, 1, 1, 2))),
        "hours": {pool: str(random.randint(20, 400)) for pool in pools},
        "costs": tuple(
            {
                "what": "arbete",
                "amount": f"{random.randint(20_000, 900_000)} kr",
                "funder": payer,
                "pot": random.choice(("operating", "operating", "investment")),
            }
            for payer in payers
        ),
    }


def _benefits(scene: Scene, most: int) -> Iterator[Fields]:
    random = scene.random
    if scene.happens(0.9):
        likely = f"{random.randint(10, 60) * random.randint(1, most)} tkr"
        yield {
            "name": "tid",
            "category": "reallocation",
            "valued": "true",
            "per_year": {"low": "1 tkr", "likely": likely, "high": "9 mnkr"},
            "ramp": random.choice((("100 %",), ("50 %", "100 %"))),
        }
    if scene.happens(0.2):
        yield {"name": "ro", "category": "quality", "valued": "false", "points": str(random.randint(1, 5))}


def _standing(scene: Scene) -> Fields:
    """Most are anchored; some are only ideas, run already, are done or gone."""
    random, stages = scene.random, {"idea": "2026-01-15", "anchored": "2026-03-01"}
    drawn = random.random()
    if drawn < 0.02:
        return {"stages": {"idea": "2026-01-15"}}
    if drawn < 0.03:
        return {"stages": {**stages, "withdrawn": "2026-05-01"}}
    if drawn < 0.07:
        day = scene.first.plus(random.randrange(-3, 4)).first_day.replace(day=random.choice((1, 20)))
        return {"stages": {**stages, "in_operation": day.isoformat()}}
    if drawn < 0.12:
        return {"stages": stages, "started_in": scene.at(random.randrange(-3, 2))}
    if drawn < 0.15:
        return {"stages": {**stages, "under_way": scene.first.plus(random.randrange(-3, 1)).first_day.isoformat()}}
    return {}


def _ties(scene: Scene, number: int) -> Fields:
    random, names = scene.random, [scene.name(other) for other in range(scene.count) if other != number]
    ties: Fields = {"needs": {**_first(scene, number, names), **_built_on(scene)}}
    if scene.happens(0.1):
        ties["excludes"] = (random.choice(names),)
    if scene.happens(0.1):
        ties["together_with"] = (random.choice(names),)
    if scene.happens(0.2):
        ties["provides"] = (random.choice(scene.capabilities),)
    if scene.happens(0.3):
        ties["large_change_for"] = tuple(random.sample(scene.homes, random.randint(1, 2)))
    if scene.happens(0.25):
        ties["affects"] = ({"record": random.choice(scene.systems), "how": "byggs om", "changes": "true"},)
    return ties


def _first(scene: Scene, number: int, names: list[str]) -> Fields:
    """What must come first: mostly what has a lower number, so that circles are rare."""
    random = scene.random
    known = names[:number] if number and scene.happens(0.97) else names
    some = random.sample(known, min(len(known), random.choice((0, 0, 0, 1, 1, 2))))
    return {
        "initiatives": tuple(
            {
                "initiative": one,
                "relation": random.choice(RELATIONS),
                "lag_periods": str(random.choice((0, 0, 0, 1, 2))),
            }
            for one in some
        )
    }


def _built_on(scene: Scene) -> Fields:
    random, needs = scene.random, {}
    if scene.happens(0.2):
        by = random.choice(("start", "go_live"))
        needs["capabilities"] = ({"capability": random.choice(scene.capabilities), "by": by},)
    return needs


def _when(scene: Scene, number: int, record: Fields) -> Fields:
    """A window (or a deadline) that leaves few starts, and now and then a procurement that takes some of them."""
    random, when = scene.random, Fields()
    periods = [
        sum(int(phase["periods"]) for phase in way["phases"]) for way in (record, *record.get("alternatives", ()))
    ]
    alone = int(record["phases"][0]["periods"]) if "may_stand_alone" in record["phases"][0] else None
    lengths = [*periods, *([] if alone is None else [alone])]
    # Each way has as many starts as the longest has, and as many more as it is shorter.
    most = (scene.options - sum(max(lengths) - one for one in lengths)) // len(lengths)
    starts = max(1, min(most, scene.used))
    room = max(1, scene.used - max(lengths) - starts + 2)
    # Mostly later than those that it may need, so that plans of many initiatives are possible.
    begin = room * number // scene.count if scene.happens(0.6) else random.randrange(room)
    last = min(begin + max(lengths) + starts - 1, 2 * scene.first.per_year) - 1
    if scene.happens(scene.urgent):
        when["deadline"] = scene.at(last if scene.happens(0.9) else 2 * scene.first.per_year)
    if last < scene.used:
        when["window"] = {"earliest_start": scene.at(begin), "latest_end": scene.at(last)}
    if scene.happens(0.15):
        bought = {"what": "licenser", "months": str(random.randint(1, 3 * scene.used // 4))}
        if scene.happens(0.5):
            before = scene.first.plus(-1)
            bought["begun_on"] = random.choice((before.first_day, before.last_day)).isoformat()
        bought["before_phase"] = str(random.randint(1, len(record["phases"])))
        when["needs"] = {**record["needs"], "procurements": (bought,)}
    return when
