"""The one place that calls the solver (HiGHS), and the only floats of the package.

**Floats.** Rows and values arrive whole. A row is divided by a power of two where its
largest coefficient is beyond 2^20, which is exact in a float, so the solver sees the
problem itself and not a rounded one. Its bound is as HiGHS proves it in floating point,
with a slack added outward (`_outward`): a proof by its arithmetic and tolerances, not
one on exact numbers, and nothing here checks it a second time. What the solver calls
feasible may also be over by its tolerance, so every plan is rounded
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

**Same result every run.** One thread, a fixed seed, columns in the order of ids. A time
limit breaks this, a node limit does not.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any, Literal

from itgov.agenda.covers import covers
from itgov.agenda.formulation import Formulation, Row, formulate
from itgov.agenda.problem import Choice, Number, Placement, Problem, bought, end_of, plain, value_of
from itgov.agenda.result import Progress, Result, gap_between, proof_of
from itgov.agenda.verify import Violation, verify

if TYPE_CHECKING:
    import highspy

Ending = Literal["solved", "infeasible", "limit", "error"]
SEED = 0
_WIDEST = 2**20
_MOST_WEIGHTED = 2**32
_MOST_ROUNDS = 50
_MOST_SHORT = 5


@dataclass(frozen=True, slots=True)
class _Limits:
    gap: Fraction
    nodes: int | None
    seconds: float | None
    lean: bool = False


@dataclass(frozen=True, slots=True)
class _Answer:
    # `chosen` are columns, None where the solver holds no plan; `bound` is in units of the objective handed over.
    ending: Ending
    chosen: tuple[int, ...] | None
    bound: int | None
    nodes: int
    interrupted: bool = False
    seconds: float = 0.0


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
    limits = _Limits(gap, node_limit, time_limit, lean)
    if not form.columns:
        return _without_columns(problem)
    tie = _tie_weight(problem, form)
    objective = [column.value * tie + (problem.periods - column.end if tie > 1 else 0) for column in form.columns]
    objective += [-one.price * tie for one in form.bought]
    ask = _Ask(
        form, objective, limits, _hint_of(problem, form, hint or {}), progress, form.scale * tie, form.left * tie
    )
    answer, violations = _checked(problem, ask)
    if answer.interrupted and (answer.chosen is None or violations):
        raise KeyboardInterrupt
    result = _result(problem, ask, answer, violations, tie)
    if result.status == "optimal" and tie == 1 and result.value is not None and not gap:
        return _earlier(problem, form, result, limits)
    return result


@dataclass(frozen=True, slots=True)
class _Ask:
    form: Formulation
    objective: Sequence[int]
    limits: _Limits
    # Columns and their values, of what is bought too.
    hint: tuple[tuple[int, int], ...]
    progress: Callable[[Progress], None] | None
    unit: int
    # What the objective is when nothing is done: the solver's gap is a share of the whole.
    offset: int = 0
    # Columns that are settled already, with their values.
    settled: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Around:
    """The best choice found near another one: never worse; `seconds` is what the solver took."""

    choice: Choice
    seconds: float
    interrupted: bool


def solve_around(
    problem: Problem, form: Formulation, choice: Choice, free: Collection[str], *, gap: Fraction, node_limit: int
) -> Around:
    """The best choice that leaves every task outside `free` as `choice`, which keeps all promises, has it.

    Nothing is proven by it: `gap` and `node_limit` keep it short. `form` is the problem's own.
    """
    hint = _hint_of(problem, form, choice)
    done = dict(hint)
    settled = {i: done.get(i, 0) for i, column in enumerate(form.columns) if column.task not in free}
    objective = [*(column.value for column in form.columns), *(-one.price for one in form.bought)]
    limits = _Limits(gap, node_limit, None, lean=True)
    answer = _run(_Ask(form, objective, limits, hint, None, form.scale, form.left, settled))
    found = choice if answer.chosen is None else _choice(form, answer.chosen)
    better = value_of(problem, found) > value_of(problem, choice) and not verify(problem, found)
    return Around(found if better else choice, answer.seconds, answer.interrupted)


def _tie_weight(problem: Problem, form: Formulation) -> int:
    weight = len(problem.tasks) * problem.periods + 1
    amounts = (*(abs(column.value) for column in form.columns), *(one.price for one in form.bought))
    largest = max(amounts, default=0)
    return weight if largest * weight < _MOST_WEIGHTED else 1


def _checked(problem: Problem, ask: _Ask) -> tuple[_Answer, tuple[Violation, ...]]:
    for _ in range(_MOST_ROUNDS):
        answer = _run(ask)
        violations = _broken(problem, ask, answer)
        cuts = covers(ask.form, answer.chosen or ())
        if not violations or not cuts or answer.ending != "solved":
            break
        ask = replace(ask, form=replace(ask.form, rows=(*ask.form.rows, *cuts)), hint=())
    if not violations:
        return answer, ()
    # The last try keeps the bound before it: inward rows may cut off the true best.
    tight = replace(ask, form=_inward(ask.form), hint=())
    again = replace(_run(tight), bound=answer.bound)
    if again.chosen is None:
        return replace(again, ending="error"), violations
    return again, _broken(problem, ask, again)


def _broken(problem: Problem, ask: _Ask, answer: _Answer) -> tuple[Violation, ...]:
    return () if answer.chosen is None else verify(problem, _choice(ask.form, answer.chosen))


def _inward(form: Formulation) -> Formulation:
    """The same rows with wide capacities rounded inward to at most 2^20: use up, capacity down."""
    return replace(form, rows=tuple(_narrow(row) if row.family == "capacity" else row for row in form.rows))


def _narrow(row: Row) -> Row:
    unit = -(-max(abs(factor) for _, factor in row.entries) // _WIDEST)
    return replace(
        row, entries=tuple((column, -(-factor // unit)) for column, factor in row.entries), upper=row.upper // unit
    )


def _earlier(problem: Problem, form: Formulation, best: Result, limits: _Limits) -> Result:
    """Of all choices with the best value, one that finishes earlier; `best` itself where none is found."""
    value = int((best.value or 0) * form.scale) - form.left
    hold = _worth_at_least(form, value)
    held = replace(form, rows=(*form.rows, hold)) if hold.entries else form
    earliness = [*(problem.periods - column.end for column in form.columns), *(0 for _ in form.bought)]
    ask = _Ask(held, earliness, limits, _hint_of(problem, form, best.choice), None, 1)
    answer, violations = _checked(problem, ask)
    choice = _choice(form, answer.chosen or ())
    better = (
        answer.chosen is not None
        and not violations
        and value_of(problem, choice) == best.value
        and _earliness(problem, choice) > _earliness(problem, best.choice)
    )
    return replace(best, choice=choice if better else best.choice, nodes=best.nodes + answer.nodes)


def _worth_at_least(form: Formulation, value: int) -> Row:
    """What is done, less what is bought for it, gives `value` or more, in 1/scale."""
    worth = [*(-column.value for column in form.columns), *(one.price for one in form.bought)]
    return Row("value", tuple((i, amount) for i, amount in enumerate(worth) if amount), -value)


@dataclass(frozen=True, slots=True)
class Different:
    """A choice that differs from others: in how many tasks that are in one and out of the other, all others together.

    `most` is what no choice can exceed, None where nothing is proven.
    """

    choice: Choice
    apart: int
    most: int | None


def most_different(
    problem: Problem,
    least: Number,
    others: Sequence[Choice],
    *,
    known: Sequence[Choice] = (),
    node_limit: int | None = None,
) -> Different | None:
    """The choice worth at least `least` that differs most from `others` (one or more), summed over them.

    It differs from each of them in a task at least. None where there is none, or none was found before the limit.
    The search starts from the most different of `others` and `known` that are worth as much, the first of equals; all
    of them keep what the problem asks. What floats let slip below `least` is sought anew with as much more asked.
    Ctrl-C raises KeyboardInterrupt.
    """
    form = formulate(problem)
    if not form.columns:
        return None
    held = [frozenset(other) for other in others]
    starts = [choice for choice in (*others, *known) if value_of(problem, choice) >= least]
    start = max(starts, key=lambda choice: _distance(choice, held), default={})
    # Without rows that keep it apart the start is a plan already, and all that is found is an improvement of it.
    found = _farthest(problem, form, least, held, _Limits(Fraction(0), node_limit, None), start)
    if found is None or found.choice.keys() in held:
        rows = (*form.rows, *(_apart(form, other) for other in held))
        found = _farthest(problem, replace(form, rows=rows), least, held, _Limits(Fraction(0), node_limit, None), start)
    return found


def _distance(choice: Choice, held: Iterable[frozenset[str]]) -> int:
    return sum(len(other ^ choice.keys()) for other in held)


def _farthest(
    problem: Problem, form: Formulation, least: Number, held: Sequence[frozenset[str]], limits: _Limits, start: Choice
) -> Different | None:
    floor = ceil(least * form.scale) - form.left
    objective = [sum(1 - 2 * (column.task in other) for other in held) for column in form.columns]
    objective += [0 for _ in form.bought]
    ask = _Ask(form, objective, limits, _hint_of(problem, form, start), None, 1, sum(len(other) for other in held))
    for _ in range(_MOST_SHORT):
        hold = _worth_at_least(form, floor)
        rows = (*form.rows, hold) if hold.entries else form.rows
        answer, violations = _checked(problem, replace(ask, form=replace(form, rows=rows)))
        if answer.interrupted:
            raise KeyboardInterrupt
        if answer.chosen is None or violations:
            return None
        choice = _choice(form, answer.chosen)
        short = ceil((least - value_of(problem, choice)) * form.scale)
        if short <= 0:
            return Different(choice, _distance(choice, held), answer.bound)
        floor += short
    return None


def _apart(form: Formulation, other: frozenset[str]) -> Row:
    """At least one task is in where `other` leaves it out, or out where it has it."""
    entries = tuple((i, 1 if column.task in other else -1) for i, column in enumerate(form.columns))
    return Row("apart", entries, len(other) - 1)


def _earliness(problem: Problem, choice: Choice) -> int:
    return sum(problem.periods - end_of(problem, one, spot) for one, spot in choice.items())


def _result(problem: Problem, ask: _Ask, answer: _Answer, violations: tuple[Violation, ...], tie: int) -> Result:
    form = ask.form
    bound = None if answer.bound is None else plain(Fraction(answer.bound // tie, form.scale))
    empty = Result("error", {}, None, bound, None, solver_name(), answer.nodes)
    if violations:
        return replace(empty, status="unverified")
    if answer.ending == "infeasible":
        return replace(empty, status="infeasible", bound=None)
    if answer.chosen is None:
        return replace(empty, status="stopped" if answer.ending == "limit" else "error")
    choice = _choice(form, answer.chosen)
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


def _choice(form: Formulation, chosen: Iterable[int]) -> Choice:
    columns = (form.columns[index] for index in chosen)
    return {column.task: (column.mode.id, column.start) for column in columns}


def _hint_of(problem: Problem, form: Formulation, choice: Choice) -> tuple[tuple[int, int], ...]:
    # A hint may be of another problem: what has no column here is left out of it.
    placed = {(column.task, column.mode.id, column.start): i for i, column in enumerate(form.columns)}
    kept = {one: spot for one, spot in choice.items() if (one, *spot) in placed}
    units, first = bought(problem, kept), len(form.columns)
    columns = sorted((placed[one, *spot], 1) for one, spot in kept.items())
    return (*columns, *((first + i, units.get((one.resource, one.slot), 0)) for i, one in enumerate(form.bought)))


def solver_name() -> str:
    """The solver and its version, as results name it."""
    return f"HiGHS {_quiet_solver().version()}"


def _quiet_solver() -> highspy.Highs:
    """A solver that prints nothing, not even the banner that the plain one writes while it is made."""
    import highspy  # noqa: PLC0415 - a third of a second that only a solve should pay

    class QuietHighs(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802 - the first thing its constructor calls
            self.setOptionValue("output_flag", False)
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    return QuietHighs()  # type: ignore[no-untyped-call]


def _run(ask: _Ask) -> _Answer:
    """One run of the solver; its objective is divided by a power of two where it is wide."""
    import highspy  # noqa: PLC0415 - as above

    shift = _shift(ask.objective)
    solver = _quiet_solver()
    _set_options(solver, ask.limits)
    if solver.passModel(_model(highspy, ask, shift)) == highspy.HighsStatus.kError:
        return _Answer("error", None, None, 0)
    if ask.hint:
        _hint(highspy, solver, ask.hint)
    if ask.progress is not None:
        _report(solver, ask.progress, Fraction(shift, ask.unit))
    interrupted = _run_interruptibly(solver)
    answer = _cut_short(_read(highspy, solver, shift, len(ask.form.columns)), interrupted=interrupted)
    if ask.hint and _gives_back_the_hint(ask, solver, shift, answer):
        return _run(replace(ask, hint=()))
    if interrupted or answer.ending != "error":
        return answer
    # Its presolve fails now and then on rows of frames that nearly agree (2 in 1,500); without it they are solved.
    solver.clearSolver()
    solver.setOptionValue("presolve", "off")
    interrupted = _run_interruptibly(solver)
    return _cut_short(_read(highspy, solver, shift, len(ask.form.columns)), interrupted=interrupted)


def _cut_short(answer: _Answer, *, interrupted: bool) -> _Answer:
    # Ctrl-C that came when all was proven already took nothing away.
    return replace(answer, interrupted=interrupted and answer.ending != "solved")


def _gives_back_the_hint(ask: _Ask, solver: highspy.Highs, shift: int, answer: _Answer) -> bool:
    """Whether the solver tells the best value, but gives the plan it was to start from.

    HiGHS 1.16 does so now and then where its presolve alone solves the problem.
    """
    if answer.ending != "solved" or answer.chosen is None:
        return False
    values = solver.getSolution().col_value
    told: Fraction = Fraction(float(solver.getInfo().objective_function_value)) * shift
    given = ask.offset + sum(worth * round(value) for worth, value in zip(ask.objective, values, strict=True))
    return bool(abs(told - given) > max(Fraction(1), abs(given) * Fraction(1, 10**9)))


def _shift(numbers: Iterable[int]) -> int:
    """The power of two that brings the largest of `numbers` to at most 2^20; 1 where it is there already."""
    largest = max((abs(number) for number in numbers), default=0)
    return 1 << max(0, largest.bit_length() - _WIDEST.bit_length() + 1)


def _set_options(solver: highspy.Highs, limits: _Limits) -> None:
    options: dict[str, bool | int | float | str] = {
        "threads": 1,
        "random_seed": SEED,
        # A little less, so that rounding the bound outward does not carry it over what was asked.
        "mip_rel_gap": float(limits.gap) * 0.999,
        "mip_abs_gap": 1e-6,
        # How far from whole a start may be: at the usual 1e-7 a frame of millions had room for an öre more. At
        # 1e-10, its least, one bound in 400 of such problems was false; at 1e-9 none in 1,500.
        "mip_feasibility_tolerance": 1e-9,
    }
    if limits.nodes is not None:
        options["mip_max_nodes"] = limits.nodes
    if limits.seconds is not None:
        options["time_limit"] = float(limits.seconds)
    if limits.lean:
        # Measured on Malmö with drawn values and a gap of 1 %: a third of the time (docs/design/15-robustness.md).
        options |= {
            "mip_heuristic_effort": 0.0,
            "mip_heuristic_run_feasibility_jump": False,
            "mip_allow_restart": False,
            "mip_allow_cut_separation_at_nodes": False,
        }
    for name, value in options.items():
        solver.setOptionValue(name, value)


def _model(api: Any, ask: _Ask, shift: int) -> Any:
    model, form = api.HighsLp(), ask.form
    count = len(form.columns) + len(form.bought)
    model.num_col_, model.num_row_ = count, len(form.rows)
    model.sense_ = api.ObjSense.kMaximize
    model.col_cost_ = [value / shift for value in ask.objective]
    model.offset_ = ask.offset / shift
    most = [*(1.0 for _ in form.columns), *(float(one.most) for one in form.bought)]
    least = [0.0] * count
    for column, value in ask.settled.items():
        least[column] = most[column] = float(value)
    model.col_lower_, model.col_upper_ = least, most
    model.integrality_ = [api.HighsVarType.kInteger] * count
    starts, index, values, lower, upper = [0], [], [], [], []
    for row in form.rows:
        width = _shift(factor for _, factor in row.entries)
        index += [column for column, _ in row.entries]
        values += [factor / width for _, factor in row.entries]
        upper.append(row.upper / width)
        lower.append(row.upper / width if row.equal else -api.kHighsInf)
        starts.append(len(index))
    model.row_lower_, model.row_upper_ = lower, upper
    model.a_matrix_.format_ = api.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = starts, index, values
    return model


def _hint(api: Any, solver: highspy.Highs, values: tuple[tuple[int, int], ...]) -> None:
    solution = api.HighsSolution()
    wanted = dict(values)
    solution.col_value = [float(wanted.get(index, 0)) for index in range(solver.getNumCol())]
    solver.setSolution(solution)


def _report(solver: highspy.Highs, progress: Callable[[Progress], None], unit: Fraction) -> None:
    # The callback for logging is silent along with the log; this one comes often, so only news is passed on.
    scale, last = float(unit), [(0.0, 0.0)]

    def tell(event: highspy.HighsCallbackEvent) -> None:
        out = event.data_out
        if (out.mip_primal_bound, out.mip_dual_bound) != last[0]:
            last[0] = (out.mip_primal_bound, out.mip_dual_bound)
            best, bound = out.mip_primal_bound * scale, out.mip_dual_bound * scale
            progress(Progress(best, bound, out.mip_gap, out.mip_node_count))

    solver.cbMipInterrupt.subscribe(tell)


def _run_interruptibly(solver: highspy.Highs) -> bool:
    # The solver works in a thread of its own, so that Ctrl-C reaches this one; whether it came is returned.
    solver.HandleUserInterrupt = True
    solver.startSolve()
    try:
        while not solver.wait(0.2)[0]:
            pass
    except KeyboardInterrupt:
        solver.cancelSolve()  # type: ignore[no-untyped-call]
        solver.wait()
        return True
    return False


def _read(api: Any, solver: highspy.Highs, shift: int, columns: int) -> _Answer:
    # What is bought follows from what is chosen, so only the first `columns` are read.
    endings: dict[Any, Ending] = {
        api.HighsModelStatus.kOptimal: "solved",
        api.HighsModelStatus.kInfeasible: "infeasible",
        # Every column has both its bounds: unbounded is out of the question.
        api.HighsModelStatus.kUnboundedOrInfeasible: "infeasible",
        api.HighsModelStatus.kTimeLimit: "limit",
        api.HighsModelStatus.kIterationLimit: "limit",
        api.HighsModelStatus.kSolutionLimit: "limit",
        api.HighsModelStatus.kInterrupt: "limit",
    }
    info = solver.getInfo()
    ending: Ending = endings.get(solver.getModelStatus(), "error")
    has_plan = (
        ending in {"solved", "limit"} and info.primal_solution_status == api.SolutionStatus.kSolutionStatusFeasible
    )
    values = solver.getSolution().col_value[:columns] if has_plan else ()
    chosen = tuple(index for index, value in enumerate(values) if value > 0.5) if has_plan else None
    bound = None if ending == "error" else _outward(info.mip_dual_bound, shift)
    return _Answer(ending, chosen, bound, max(0, info.mip_node_count), seconds=solver.getRunTime())


def _outward(bound: float, shift: int) -> int | None:
    """The whole number of objective units that no plan can exceed, the solver's tolerance added."""
    if not abs(bound) < 1e300:
        return None
    slack = Fraction(1e-6) + abs(Fraction(bound)) * Fraction(1, 10**13)
    return int((Fraction(bound) + slack) * shift // 1)
