"""Published problems with known answers: knapsacks, next releases, project schedules."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from itgov.agenda.problem import Mode, Precedence, Problem, Task
from itgov.agenda.solve import solve
from tests.agenda.problems import pool, task

FIRST = ("j301_1", "j301_2", "j302_1")


def exact(number: object) -> Fraction:
    return Fraction(str(number))


def knapsack(case: dict[str, Any]) -> Problem:
    resources = tuple(pool(f"r{row}", exact(limit)) for row, limit in enumerate(case["capacity"]))
    uses = [(f"r{row}", use) for row, use in enumerate(case["use"])]
    tasks = tuple(
        Task(f"t{item:03}", (Mode("base", 1, {0: exact(value)}, {row: (exact(use[item]),) for row, use in uses}),))
        for item, value in enumerate(case["value"])
    )
    return Problem(1, resources, tasks)


@pytest.mark.parametrize("place", range(7))
def test_a_published_knapsack_has_its_published_optimum(cases: Path, place: int) -> None:
    case = json.loads((cases / "selection_mknap1.json").read_text(encoding="utf-8"))[place]
    result = solve(knapsack(case))
    assert (result.status, result.value) == ("optimal", exact(case["optimum"]))


def releases(text: str, budget: int) -> Problem:
    numbers = iter(map(int, text.split()))
    costs = [next(numbers) for _ in range(next(numbers)) for _ in range(next(numbers))]
    needs = [(next(numbers), next(numbers)) for _ in range(next(numbers))]
    tasks = [task(f"r{place}", {0: 0}, money=(cost,)) for place, cost in enumerate(costs, start=1)]
    links = [Precedence(f"r{one}", f"r{other}", "before_go_live") for one, other in needs]
    for customer in range(next(numbers)):
        profit, count = next(numbers), next(numbers)
        tasks.append(task(f"c{customer}", {0: profit}))
        links += [Precedence(f"r{next(numbers)}", f"c{customer}", "before_go_live") for _ in range(count)]
    return Problem(1, (pool("money", budget),), tuple(tasks), tuple(links))


@pytest.mark.parametrize("share", ["0.3", "0.5", "0.7"])
def test_a_published_next_release_has_its_proven_optimum(cases: Path, share: str) -> None:
    known = json.loads((cases / "nrp" / "optima.json").read_text(encoding="utf-8"))[f"nrp1.txt@{share}"]
    text = (cases / "nrp" / "nrp1.txt").read_text(encoding="utf-8")
    result = solve(releases(text, known["budget"]))
    assert (result.status, result.value) == ("optimal", known["optimum"])


def schedule(text: str, periods: int) -> Problem:
    after = _table(text, "PRECEDENCE RELATIONS:")
    work = _table(text, "REQUESTS/DURATIONS:")
    (capacity,) = _table(text, "RESOURCEAVAILABILITIES:")
    resources = tuple(pool(f"r{place}", *(limit,) * periods) for place, limit in enumerate(capacity))
    tasks = []
    for job, _, length, *needs in work:
        use = {f"r{place}": (need,) * length for place, need in enumerate(needs)}
        mode = Mode("base", length, dict.fromkeys(range(periods - length + 1), 0), use)
        tasks.append(Task(f"j{job:02}", (mode,), mandatory=True))
    links = [Precedence(f"j{job:02}", f"j{later:02}") for job, _, _, *follow in after for later in follow]
    return Problem(periods, resources, tuple(tasks), tuple(links))


def _table(text: str, heading: str) -> list[list[int]]:
    block = text.split(heading, 1)[1].split("****", 1)[0]
    return [list(map(int, line.split())) for line in block.splitlines() if re.fullmatch(r"[\d\s]*\d[\d\s]*", line)]


def _check_schedule(cases: Path, name: str) -> None:
    best = json.loads((cases / "schedule_j30" / "optimal_makespan.json").read_text(encoding="utf-8"))[name]
    text = (cases / "schedule_j30" / f"{name}.sm").read_text(encoding="utf-8")
    assert solve(schedule(text, best)).status == "optimal"
    assert solve(schedule(text, best - 1)).status == "infeasible"


@pytest.mark.parametrize("name", FIRST)
def test_a_published_schedule_fits_its_optimal_length_and_not_one_period_less(cases: Path, name: str) -> None:
    _check_schedule(cases, name)


@pytest.mark.slow
@pytest.mark.parametrize("name", [f"j30{s}_{n}" for s in (1, 2, 3) for n in range(1, 11) if f"j30{s}_{n}" not in FIRST])
def test_all_other_published_schedules_too(cases: Path, name: str) -> None:
    _check_schedule(cases, name)
