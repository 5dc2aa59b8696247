"""What a city's agenda has of all that the model knows, and whether its best plan would be another without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from itgov.agenda.build import Preparation, build
from itgov.agenda.carry import left_beside
from itgov.agenda.problem import Choice, Problem, Relation, Resource, Task, value_of
from itgov.agenda.solve import solve
from itgov.agenda.verify import verify
from itgov.agenda.work import BASE, PILOT
from itgov.model.city import City
from itgov.model.initiative import Initiative, Needs, Window
from itgov.model.settings import CarryOver, Reserve

PLENTY = 10**15
Has = Callable[[City, Preparation], bool]
Without = Callable[[City, Preparation], Problem]


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that the model knows: whether a city has it, and its problem without it where that is easily made."""

    name: str
    there: Has
    without: Without | None = None


def bound_by(feature: Feature, city: City, preparation: Preparation, best: Choice | None) -> bool:
    """Whether `best`, a best plan (None: there is none), is no best plan of the problem without the feature."""
    if feature.without is None:
        return False
    problem = feature.without(city, preparation)
    found = solve(problem)
    if best is None or found.value is None:
        return best is not None or found.value is not None
    return bool(verify(problem, best)) or value_of(problem, best) != found.value


def _any_task(has: Callable[[Task], bool]) -> Has:
    return lambda _, preparation: any(has(task) for task in preparation.problem.tasks)


def _tasks(change: Callable[[Task], dict[str, Any]]) -> Without:
    def without(_: City, preparation: Preparation) -> Problem:
        problem = preparation.problem
        return replace(problem, tasks=tuple(replace(task, **change(task)) for task in problem.tasks))

    return without


def _relation(relation: Relation, name: str) -> Feature:
    def without(_: City, preparation: Preparation) -> Problem:
        problem = preparation.problem
        kept = tuple(link for link in problem.precedences if link.relation != relation)
        return replace(problem, precedences=kept)

    return Feature(name, lambda _, had: any(one.relation == relation for one in had.problem.precedences), without)


def _shared(sort: str, name: str) -> Feature:
    def drawn(preparation: Preparation) -> Iterator[str]:
        uses = (one for task in preparation.problem.tasks for mode in task.modes for one in mode.use)
        return (one for one in uses if preparation.supplies[one].sort == sort)

    def plenty(preparation: Preparation, one: Resource) -> Resource:
        if preparation.supplies[one.id].sort != sort:
            return one
        return replace(one, capacity=tuple(PLENTY for _ in one.capacity))

    def without(_: City, preparation: Preparation) -> Problem:
        return _resources(preparation, lambda one: plenty(preparation, one))

    return Feature(name, lambda _, preparation: any(drawn(preparation)), without)


def _resources(preparation: Preparation, change: Callable[[Resource], Resource]) -> Problem:
    return replace(preparation.problem, resources=tuple(change(one) for one in preparation.problem.resources))


def _without_fixed_work(_: City, preparation: Preparation) -> Problem:
    def gross(one: Resource) -> Resource:
        supply = preparation.supplies[one.id]
        return replace(one, capacity=left_beside(supply, (0,) * len(one.capacity)))

    return _resources(preparation, gross)


def _judged(city: City, preparation: Preparation) -> Iterator[Initiative]:
    return (city.initiatives[one] for one in preparation.standing.competing)


def _settings(**fields: Any) -> Without:
    return lambda city, _: build(replace(city, settings=city.settings.model_copy(update=fields))).problem


def _initiatives(change: Callable[[Initiative], dict[str, Any]]) -> Without:
    def without(city: City, _: Preparation) -> Problem:
        altered = {one: record.model_copy(update=change(record)) for one, record in city.initiatives.items()}
        return build(replace(city, by_kind={**city.by_kind, "initiative": altered})).problem

    return without


def _unbought(record: Initiative) -> dict[str, Needs]:
    return {"needs": record.needs.model_copy(update={"procurements": ()})}


def _promises_cost(_: City, preparation: Preparation) -> bool:
    return any(parts.promises for parts in preparation.parts.values()) or any(
        task.without for task in preparation.problem.tasks
    )


def _lag_free(_: City, preparation: Preparation) -> Problem:
    problem = preparation.problem
    return replace(problem, precedences=tuple(replace(link, lag=0) for link in problem.precedences))


def _problem_without(**fields: tuple[()]) -> Without:
    return lambda _, preparation: replace(preparation.problem, **fields)  # type: ignore[arg-type]


FEATURES: tuple[Feature, ...] = (
    Feature(
        "phases of several periods",
        lambda city, had: any(phase.periods > 1 for one in _judged(city, had) for phase in one.phases),
    ),
    Feature(
        "alternatives",
        _any_task(lambda task: any(mode.id not in {BASE, PILOT} for mode in task.modes)),
        _tasks(lambda task: {"modes": tuple(mode for mode in task.modes if mode.id in {BASE, PILOT})}),
    ),
    Feature(
        "pilot alone",
        _any_task(lambda task: any(not mode.delivers for mode in task.modes)),
        _tasks(lambda task: {"modes": tuple(mode for mode in task.modes if mode.delivers)}),
    ),
    Feature("mandatory", _any_task(lambda task: task.mandatory), _tasks(lambda _: {"mandatory": False})),
    Feature(
        "window",
        lambda city, had: any(one.window != Window() for one in _judged(city, had)),
        _initiatives(lambda _: {"window": Window()}),
    ),
    Feature(
        "procurement",
        lambda city, had: any(one.needs.procurements for one in _judged(city, had)),
        _initiatives(_unbought),
    ),
    _relation("finished_before_start", "finished before start"),
    _relation("same_period_allowed", "same period allowed"),
    _relation("before_go_live", "before go-live"),
    Feature("lag", lambda _, had: any(one.lag for one in had.problem.precedences), _lag_free),
    Feature("capability of others", lambda _, had: bool(had.problem.any_of), _problem_without(any_of=())),
    Feature("exclusion", lambda _, had: bool(had.problem.exclusions), _problem_without(exclusions=())),
    Feature("all or none", lambda _, had: bool(had.problem.together), _problem_without(together=())),
    _shared("hours", "hours"),
    _shared("money", "money"),
    _shared("change", "absorption"),
    _shared("system", "freeze on a system"),
    Feature(
        "reserve",
        lambda city, _: any((*city.settings.reserve.hours, *city.settings.reserve.money)),
        _settings(reserve=Reserve(hours=(Fraction(0),))),
    ),
    Feature(
        "carry-over",
        lambda _, had: any(any(one.carries) for one in had.problem.resources),
        _settings(carry_over=CarryOver()),
    ),
    Feature(
        "bought-in hours",
        lambda _, had: any(one.extra is not None for one in had.problem.resources),
        lambda _, had: _resources(had, lambda one: replace(one, extra=None)),
    ),
    Feature("promises", _promises_cost, _settings(promises=None)),
    Feature("fixed work beside", lambda _, had: any(any(some) for some in had.taken.values()), _without_fixed_work),
    Feature("work under way", lambda _, had: bool(had.standing.running)),
    Feature("own work", lambda _, had: bool(had.standing.own)),
    Feature("done", lambda _, had: bool(had.standing.done)),
    Feature("left out beforehand", lambda _, had: bool(had.left_out)),
    Feature("months", lambda _, had: had.timeline.per_year == 12),
    Feature("parts of years", lambda _, had: len(had.timeline.years) > 2),
)
