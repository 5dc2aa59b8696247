"""Whether the solver, the verifier, the audit and trying every plan agree, on many small made-up cities.

`python -m bench.agree [COUNT] [FIRST]` looks at 1,000 cities from seed 1 and ends with 1 where anything disagrees.
For each: the proven best plan has exactly the value that trying finds, or there is none by both; the plan breaks
nothing by the problem, by the records, and as a record read back; and a few plans near it, sound or not, may be by
the problem exactly where they may be by the records.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from bench.features import FEATURES, bound_by
from bench.little import little_city
from bench.trying import best_by_trying, combinations
from bench.words import chance
from itgov.agenda.audit import audit
from itgov.agenda.build import Preparation, build
from itgov.agenda.checking import broken_in, plan_as_is
from itgov.agenda.plan import Plan
from itgov.agenda.problem import Choice, Placement
from itgov.agenda.proposal import UnsoundPlanError, choice_of, propose_from
from itgov.agenda.record import as_data
from itgov.agenda.verify import verify
from itgov.model.agenda import AgendaRecord
from itgov.model.city import City

COUNT = 1_000
NEAR = 2
"""Plans near the best one that problem and records judge, for each city."""
ASKED = 8
"""Of so many cities one is asked which features bind its plan: that takes a solve for each."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found out about one city; each fault in words.

    `had` are the features it has, `bound` those without which another plan is best; None where that was not asked.
    """

    seed: int
    initiatives: int
    combinations: int
    status: str
    chosen: int
    disagreements: tuple[str, ...]
    refusals: tuple[str, ...]
    had: frozenset[str]
    bound: frozenset[str] | None


def look_at(seed: int) -> Seen:
    """Everything about the city of a seed; by which features its best plan is bound, where the seed is to be asked."""
    city = little_city(seed)
    preparation = build(city)
    count, tried = combinations(preparation.problem), best_by_trying(preparation.problem)
    had = [feature for feature in FEATURES if feature.there(city, preparation)]
    best = None if tried.value is None else tried.choice
    bound = None
    if seed % ASKED == 0:
        bound = frozenset(feature.name for feature in had if bound_by(feature, city, preparation, best))
    status, disagreements, refusals = "refused", [], []
    try:
        plan = propose_from(city, preparation, gap=Fraction(0))
    except UnsoundPlanError as error:
        refusals.append(str(error))
    else:
        status = plan.status
        if status not in {"optimal", "infeasible"} or plan.value != tried.value:
            disagreements.append(f"{status} with {plan.value}, but trying finds {tried.value}")
        refusals += _broken(city, preparation, plan)
    disagreements += _judged_differently(seed, city, preparation, best or {})
    return Seen(
        seed,
        len(city.initiatives),
        count,
        status,
        len(best or {}),
        tuple(disagreements),
        tuple(refusals),
        frozenset(feature.name for feature in had),
        bound,
    )


def _broken(city: City, preparation: Preparation, plan: Plan) -> Iterator[str]:
    if plan.value is not None:
        yield from (str(one.message) for one in verify(preparation.problem, choice_of(plan)))
        yield from map(str, audit(city, plan))
        yield from map(str, broken_in(city, AgendaRecord.model_validate(_texts(as_data(plan)))))


def _judged_differently(seed: int, city: City, preparation: Preparation, choice: Choice) -> Iterator[str]:
    random = chance(seed, "near")
    for _ in range(NEAR if preparation.permitted else 0):
        other = _near(random, preparation, choice)
        by_problem = [str(one.message) for one in verify(preparation.problem, other)]
        by_records = [str(one) for one in audit(city, plan_as_is(city, _record(city, other)))]
        if bool(by_problem) != bool(by_records):
            yield f"{dict(other)}: by the problem {by_problem}, by the records {by_records}"


def _near(random: Random, preparation: Preparation, choice: Choice) -> Choice:
    """The choice with one or two initiatives placed anywhere in the horizon in any way, or left out."""
    other: dict[str, Placement] = dict(choice)
    for _ in range(random.randint(1, 2)):
        one = random.choice(sorted(preparation.permitted))
        way = random.choice(preparation.ways[one])
        last = preparation.timeline.count - way.length
        if last < 0 or random.random() < 0.25:
            other.pop(one, None)
        else:
            other[one] = (way.id, random.randint(0, last))
    return other


def _record(city: City, choice: Choice) -> AgendaRecord:
    plan = city.settings.plan
    chosen = [{"id": one, "way": way, "start": plan.first.plus(start)} for one, (way, start) in sorted(choice.items())]
    fields = {
        "format": 1,
        "city": city.settings.city,
        "horizon": {"first": plan.first, "last": plan.last},
        "status": "optimal",
        "solver": "-",
        "nodes": 0,
        "digest": "-",
        "settings": {"gap": "0 %"},
        "chosen": chosen,
    }
    return AgendaRecord.model_validate(_texts(fields))


def _texts(data: Any) -> Any:
    """Plain data as it is read from a file."""
    if isinstance(data, dict):
        return {key: _texts(value) for key, value in data.items()}
    return tuple(_texts(one) for one in data) if isinstance(data, list) else str(data)


def table(seen: list[Seen], seconds: float) -> Iterator[str]:
    """The lines that are printed at the end."""
    status = Counter(one.status for one in seen)
    yield "| what | cities |"
    yield "|:--|--:|"
    yield f"| all | {len(seen):,} |"
    yield from (f"| {name} | {count:,} |" for name, count in sorted(status.items()))
    yield f"| with two initiatives or more in the best plan | {sum(one.chosen > 1 for one in seen):,} |"
    yield f"| with a disagreement | {sum(bool(one.disagreements) for one in seen):,} |"
    yield f"| with a plan that is refused | {sum(bool(one.refusals) for one in seen):,} |"
    yield ""
    yield "| feature | cities that have it | of these asked | best plans bound by it |"
    yield "|:--|--:|--:|--:|"
    had = Counter(name for one in seen for name in one.had)
    asked = Counter(name for one in seen if one.bound is not None for name in one.had)
    bound = Counter(name for one in seen for name in one.bound or ())
    for feature in FEATURES:
        name, told = feature.name, ("–", "–")
        if feature.without is not None:
            told = (f"{asked[name]:,}", f"{bound[name]:,}")
        yield f"| {name} | {had[name]:,} | {' | '.join(told)} |"
    yield ""
    initiatives, most = (max(getattr(one, name) for one in seen) for name in ("initiatives", "combinations"))
    yield f"At most {initiatives} initiatives and {most:,} combinations; {seconds:.0f} seconds."


def main() -> None:
    """Reads the arguments, looks at the cities and prints the table; exit 1 where anything disagrees."""
    parser = argparse.ArgumentParser(prog="bench.agree", description="Solver, checks and trying every plan agree.")
    parser.add_argument("count", nargs="?", type=int, default=COUNT, help="how many cities")
    parser.add_argument("first", nargs="?", type=int, default=1, help="the seed of the first")
    asked = parser.parse_args()
    begun, seen = time.perf_counter(), []
    for seed in range(asked.first, asked.first + asked.count):
        seen.append(look_at(seed))
        for fault in (*seen[-1].disagreements, *seen[-1].refusals):
            print(f"seed {seed}: {fault}", flush=True)
    print(*table(seen, time.perf_counter() - begun), sep="\n")
    sys.exit(1 if any(one.disagreements or one.refusals for one in seen) else 0)


if __name__ == "__main__":
    main()
