"""The best choice for a problem, checked exactly, with what is proven about it.

**Exactness.** What the solver (`highs`) calls feasible may be over by its tolerance, so every plan is rounded
to whole starts and checked exactly (`verify`). A plan that fails is thrown away, and
the solve repeated with a row that forbids it and all like it, and no plan that keeps
the capacities (`covers`), so plan and bound of the repeated solve both hold. Where that
comes to no end, or the failure is of another kind, the last try is with the capacities
rounded inward (use up, capacity down); it may cut off the best, so the bound before it
stays. A plan that fails even then is status "unverified", which is never "optimal".

**Ties.** Among plans of the same value the one that finishes earlier (sum over done
tasks of periods left at their end) is taken: by one objective value × W + earliness,
W larger than any earliness, where that stays below 2^32; else by a second solve with
the value held, whose answer counts only if the exact value is no lower. With a gap
above 0, or a limit that was hit, there is no second solve and such ties are the
solver's; they are still the same in every run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction

from itgov.agenda.covers import covers
from itgov.agenda.formulation import Formulation, Row, formulate
from itgov.agenda.highs import WIDEST, Answer, Ask, Limits, run, solver_name
from itgov.agenda.problem import Choice, Placement, Problem, bought, end_of, plain, value_of
from itgov.agenda.result import Progress, Result, gap_between, proof_of
from itgov.agenda.verify import Violation, verify

_MOST_WEIGHTED = 2**32
_MOST_ROUNDS = 50


def solve(
    problem: Problem,
    *,
    gap: Fraction = Fraction(0),
    node_limit: int | None = None,
    time_limit: float | None = None,
    hint: Choice | None = None,
    lean: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> Result:
    """The choice of greatest value, with what is proven about it.

    `gap` is the share of the value that may stay unproven (0: none), `time_limit` is in seconds,
    `hint` a choice to start from; `lean` spends nothing on looking for others but by branching, nor on cuts below
    the root: for one of many problems alike, whose hint is good. `progress` is called now and then from the
    solver's thread. Ctrl-C stops the solver: the best plan so far is kept, and the result says that it was
    `interrupted`; where there is none yet, KeyboardInterrupt is raised.
    """
    form = formulate(problem)
    limits = Limits(gap, node_limit, time_limit, lean)
    if not form.columns:
        return _without_columns(problem)
    tie = _tie_weight(problem, form)
    objective = [column.value * tie + (problem.periods - column.end if tie > 1 else 0) for column in form.columns]
    objective += [-one.price * tie for one in form.bought]
    ask = Ask(form, objective, limits, hint_of(problem, form, hint or {}), progress, form.scale * tie, form.left * tie)
    answer, violations = checked(problem, ask)
    if answer.interrupted and (answer.chosen is None or violations):
        raise KeyboardInterrupt
    result = _result(problem, ask, answer, violations, tie)
    if result.status == "optimal" and tie == 1 and result.value is not None and not gap:
        return _earlier(problem, form, result, limits.after(answer.seconds))
    return result


def _tie_weight(problem: Problem, form: Formulation) -> int:
    weight = len(problem.tasks) * problem.periods + 1
    amounts = (*(abs(column.value) for column in form.columns), *(one.price for one in form.bought))
    largest = max(amounts, default=0)
    return weight if largest * weight < _MOST_WEIGHTED else 1


def checked(problem: Problem, ask: Ask) -> tuple[Answer, tuple[Violation, ...]]:
    """What the solver answers, asked again until its plan keeps every demand; what it breaks where it never does.

    A time limit is for all the rounds together, and so is `seconds` of the answer.
    """
    seconds = 0.0
    for _ in range(_MOST_ROUNDS):
        answer = run(replace(ask, limits=ask.limits.after(seconds)))
        seconds += answer.seconds
        violations = _broken(problem, ask, answer)
        cuts = covers(ask.form, answer.chosen or ())
        if not violations or not cuts or answer.ending != "solved":
            break
        ask = replace(ask, form=replace(ask.form, rows=(*ask.form.rows, *cuts)), hint=())
    if not violations:
        return replace(answer, seconds=seconds), ()
    # The last try keeps the bound before it: inward rows may cut off the true best.
    tight = replace(ask, form=_inward(ask.form), hint=(), limits=ask.limits.after(seconds))
    again = run(tight)
    again = replace(again, bound=answer.bound, seconds=seconds + again.seconds)
    if again.chosen is None:
        return replace(again, ending="error"), violations
    return again, _broken(problem, ask, again)


def _broken(problem: Problem, ask: Ask, answer: Answer) -> tuple[Violation, ...]:
    return () if answer.chosen is None else verify(problem, choice_of_columns(ask.form, answer.chosen))


def _inward(form: Formulation) -> Formulation:
    """The same rows with wide capacities rounded inward to at most 2^20: use up, capacity down."""
    return replace(form, rows=tuple(_narrow(row) if row.family == "capacity" else row for row in form.rows))


def _narrow(row: Row) -> Row:
    unit = -(-max(abs(factor) for _, factor in row.entries) // WIDEST)
    return replace(
        row, entries=tuple((column, -(-factor // unit)) for column, factor in row.entries), upper=row.upper // unit
    )


def _earlier(problem: Problem, form: Formulation, best: Result, limits: Limits) -> Result:
    """Of all choices with the best value, one that finishes earlier; `best` itself where none is found in time."""
    value = int((best.value or 0) * form.scale) - form.left
    hold = worth_at_least(form, value)
    held = replace(form, rows=(*form.rows, hold)) if hold.entries else form
    earliness = [*(problem.periods - column.end for column in form.columns), *(0 for _ in form.bought)]
    ask = Ask(held, earliness, limits, hint_of(problem, form, best.choice), None, 1)
    answer, violations = checked(problem, ask)
    choice = choice_of_columns(form, answer.chosen or ())
    better = (
        answer.chosen is not None
        and not violations
        and value_of(problem, choice) == best.value
        and _earliness(problem, choice) > _earliness(problem, best.choice)
    )
    return replace(best, choice=choice if better else best.choice, nodes=best.nodes + answer.nodes)


def worth_at_least(form: Formulation, value: int) -> Row:
    """What is done, less what is bought for it, gives `value` or more, in 1/scale."""
    worth = [*(-column.value for column in form.columns), *(one.price for one in form.bought)]
    return Row("value", tuple((i, amount) for i, amount in enumerate(worth) if amount), -value)


def _earliness(problem: Problem, choice: Choice) -> int:
    return sum(problem.periods - end_of(problem, one, spot) for one, spot in choice.items())


def _result(problem: Problem, ask: Ask, answer: Answer, violations: tuple[Violation, ...], tie: int) -> Result:
    form = ask.form
    bound = None if answer.bound is None else plain(Fraction(answer.bound // tie, form.scale))
    empty = Result("error", {}, None, bound, None, solver_name(), answer.nodes)
    if violations:
        return replace(empty, status="unverified")
    if answer.ending == "infeasible":
        return replace(empty, status="infeasible", bound=None)
    if answer.chosen is None:
        return replace(empty, status="stopped" if answer.ending == "limit" else "error")
    choice = choice_of_columns(form, answer.chosen)
    value = value_of(problem, choice)
    bound = bound if bound is None else max(bound, value)
    status = proof_of(value, bound, ask.limits.gap)
    gap = gap_between(value, bound)
    return replace(
        empty, status=status, choice=choice, value=value, bound=bound, gap=gap, interrupted=answer.interrupted
    )


def _without_columns(problem: Problem) -> Result:
    none: dict[str, Placement] = {}
    if verify(problem, none):
        return Result("infeasible", none, None, None, None, solver_name(), 0)
    value = value_of(problem, none)
    return Result("optimal", none, value, value, Fraction(0), solver_name(), 0)


def choice_of_columns(form: Formulation, chosen: Iterable[int]) -> Choice:
    """The choice that columns stand for."""
    columns = (form.columns[index] for index in chosen)
    return {column.task: (column.mode.id, column.start) for column in columns}


def hint_of(problem: Problem, form: Formulation, choice: Choice) -> tuple[tuple[int, int], ...]:
    """Columns and values to start from, what is bought too; what `choice` has and the problem has not is left out."""
    placed = {(column.task, column.mode.id, column.start): i for i, column in enumerate(form.columns)}
    kept = {one: spot for one, spot in choice.items() if (one, *spot) in placed}
    units, first = bought(problem, kept), len(form.columns)
    columns = sorted((placed[one, *spot], 1) for one, spot in kept.items())
    return (*columns, *((first + i, units.get((one.resource, one.slot), 0)) for i, one in enumerate(form.bought)))
