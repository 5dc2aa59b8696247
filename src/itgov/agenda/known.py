"""What is proven about an agenda, used for another that differs only in how much there is to share.

A plan that keeps what a problem asks is a plan for it, whoever it was found for. What no plan can exceed where there
is more to share, no plan can exceed where there is less. So neighbours on a frontier answer each other, and a problem
whose plan and bound are known that way is not solved again. Both facts are checked on the problems themselves, never
taken from the way they were changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from operator import ge

from itgov.agenda.build import Preparation
from itgov.agenda.formulation import formulate
from itgov.agenda.plan import Plan
from itgov.agenda.problem import Choice, Extra, Number, Problem, Resource, value_of
from itgov.agenda.proposal import choice_of, cost_of, propose_from, sound_plan
from itgov.agenda.ranking import rankings
from itgov.agenda.result import Progress, Result, gap_between, proof_of
from itgov.agenda.verify import verify
from itgov.model.city import City


@dataclass(frozen=True, slots=True)
class Answer:
    """The best plan known for a city as it would be; `solved` is False where others' answers gave it."""

    city: City
    preparation: Preparation
    plan: Plan
    solved: bool = True

    @property
    def problem(self) -> Problem:
        """What the plan is an answer to."""
        return self.preparation.problem


@dataclass(frozen=True, slots=True)
class Limits:
    """How far every solve goes: to a gap, and to a number of nodes where one is given."""

    gap: Fraction
    node_limit: int | None = None
    progress: Callable[[Progress], None] | None = None


def roomier(larger: Problem, smaller: Problem) -> bool:
    """Whether every choice that keeps `smaller` keeps `larger` too, and is worth no less in it.

    So it is where they agree in all but capacities, and no slot of `larger` has less; where hours may be bought, a
    choice that buys fewer is worth more.
    """
    apart = ("periods", "tasks", "precedences", "any_of", "exclusions", "together")
    if any(getattr(larger, name) != getattr(smaller, name) for name in apart):
        return False
    if [_terms(one) for one in larger.resources] != [_terms(one) for one in smaller.resources]:
        return False
    pairs = zip(larger.resources, smaller.resources, strict=True)
    return all(all(map(ge, more.capacity, less.capacity)) for more, less in pairs)


def _terms(resource: Resource) -> tuple[str, tuple[int, ...], tuple[bool, ...], Extra | None]:
    return resource.id, resource.slot_of, resource.carries, resource.extra


def same_choices(one: Problem, other: Problem) -> bool:
    """Whether two problems are proven to allow the same choices, each worth the same.

    They are where the rows that can bind and the columns that can be used are the same. False says nothing.
    """
    return formulate(one) == formulate(other)


def answered(city: City, preparation: Preparation, known: Sequence[Answer], limits: Limits) -> Answer:
    """The answer for a city: from what is `known`, where that lies within the gap, else solved from the best of it.

    Raises KeyboardInterrupt where Ctrl-C ended the solve: half a search would answer another question.
    """
    best, bound = _best(preparation.problem, known), _bound(preparation.problem, known)
    settled = _settled(preparation, known, best, bound, limits.gap)
    if settled is not None:
        return Answer(city, preparation, _told(city, preparation, settled, limits.gap), solved=False)
    plan = propose_from(
        city,
        preparation,
        gap=limits.gap,
        node_limit=limits.node_limit,
        hint=None if best is None else best[1],
        progress=limits.progress,
    )
    if plan.interrupted:
        raise KeyboardInterrupt
    return tightened(Answer(city, preparation, plan), known)


def tightened(answer: Answer, known: Sequence[Answer]) -> Answer:
    """The answer with the best plan and the least bound that it and the others give.

    Of plans of equal value the first of `known` is taken, its own last: so nothing is told to come and go for nothing.
    """
    plan, everyone = answer.plan, (*known, answer)
    best, bound = _best(answer.problem, everyone), _bound(answer.problem, everyone)
    if best is None or (best[1] == choice_of(plan) and (bound is None or _whole(bound, best[0]) == plan.bound)):
        return answer
    result = _result(best, bound, plan.gap_asked, plan.solver, plan.nodes)
    return replace(answer, plan=_told(answer.city, answer.preparation, result, plan.gap_asked))


def _whole(bound: Number, value: Number) -> Number:
    # A bound is proven in floats, with a margin: it is never told to lie below a plan that was checked exactly.
    return max(bound, value)


def _best(problem: Problem, known: Iterable[Answer]) -> tuple[Number, Choice] | None:
    best: tuple[Number, Choice] | None = None
    for one in known:
        if one.plan.value is None:
            continue
        choice = choice_of(one.plan)
        if verify(problem, choice):
            continue
        value = value_of(problem, choice)
        if best is None or value > best[0]:
            best = value, choice
    return best


def _bound(problem: Problem, known: Iterable[Answer]) -> Number | None:
    bounds = [one.plan.bound for one in known if one.plan.bound is not None and roomier(one.problem, problem)]
    return min(bounds, default=None)


def _settled(
    preparation: Preparation,
    known: Sequence[Answer],
    best: tuple[Number, Choice] | None,
    bound: Number | None,
    gap: Fraction,
) -> Result | None:
    problem = preparation.problem
    for one in known:
        if one.plan.status == "infeasible" and roomier(one.problem, problem):
            return Result("infeasible", {}, None, None, None, one.plan.solver, 0)
    if best is None or bound is None:
        return None
    result = _result(best, bound, gap, known[0].plan.solver, 0)
    return None if result.status == "feasible_stopped" else result


def _result(best: tuple[Number, Choice], bound: Number | None, gap: Fraction, solver: str, nodes: int) -> Result:
    value, choice = best
    whole = None if bound is None else _whole(bound, value)
    return Result(proof_of(value, whole, gap), choice, value, whole, gap_between(value, whole), solver, nodes)


def _told(city: City, preparation: Preparation, result: Result, gap: Fraction) -> Plan:
    beside = rankings(preparation.problem, cost_of(preparation))
    return sound_plan(city, preparation, result, beside, gap)
