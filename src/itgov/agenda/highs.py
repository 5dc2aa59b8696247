"""The one place that calls the solver (HiGHS): a formulation in, columns and a bound out, and the only floats.

**Floats.** Rows and values arrive whole. A row is divided by a power of two where its
largest coefficient is beyond 2^20, which is exact in a float, so the solver sees the
problem itself and not a rounded one. Its bound is as HiGHS proves it in floating point,
with a slack added outward (`outward`): a proof by its arithmetic and tolerances, not
one on exact numbers, and nothing here checks it a second time. What the solver calls
feasible may also be over by its tolerance: it is for `solve` to check what comes out.

**Same result every run.** One thread, a fixed seed, columns in the order of ids. A time
limit breaks this, a node limit does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from itgov.agenda.formulation import Formulation
from itgov.agenda.result import Progress

if TYPE_CHECKING:
    import highspy

Ending = Literal["solved", "infeasible", "limit", "error"]
SEED = 0
WIDEST = 2**20
"""The largest whole number that is handed over undivided."""
_MOMENT = 0.01


@dataclass(frozen=True, slots=True)
class Limits:
    """How close the proof must come, and what ends it earlier; `lean` as for `solve`."""

    gap: Fraction
    nodes: int | None
    seconds: float | None
    lean: bool = False

    def after(self, seconds: float) -> Limits:
        """What is left when `seconds` have been spent; never less than a moment, so that there is an answer."""
        return self if self.seconds is None else replace(self, seconds=max(_MOMENT, self.seconds - seconds))


@dataclass(frozen=True, slots=True)
class Answer:
    """What one run gave: `chosen` are columns, None without a plan; `bound` is in units of the objective."""

    ending: Ending
    chosen: tuple[int, ...] | None
    bound: int | None
    nodes: int
    interrupted: bool = False
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Ask:
    """One run: a formulation, what each of its columns is worth, and where to start.

    `hint` is columns and their values, of what is bought too; `offset` is what the objective is when
    nothing is done, as the solver's gap is a share of the whole; `unit` is what the objective counts of the value.
    """

    form: Formulation
    objective: Sequence[int]
    limits: Limits
    hint: tuple[tuple[int, int], ...]
    progress: Callable[[Progress], None] | None
    unit: int
    offset: int = 0


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


def run(ask: Ask) -> Answer:
    """One run of the solver; Ctrl-C ends it with what it has, and the answer says so."""
    import highspy  # noqa: PLC0415 - as above

    shift = _shift(ask.objective)
    solver = _quiet_solver()
    _set_options(solver, ask.limits)
    if solver.passModel(_model(highspy, ask, shift)) == highspy.HighsStatus.kError:
        return Answer("error", None, None, 0)
    if ask.hint:
        _hint(highspy, solver, ask.hint)
    if ask.progress is not None:
        _report(solver, ask.progress, Fraction(shift, ask.unit))
    interrupted = _run_interruptibly(solver)
    answer = _cut_short(_read(highspy, solver, shift, len(ask.form.columns)), interrupted=interrupted)
    if ask.hint and _gives_back_the_hint(ask, solver, shift, answer):
        return run(replace(ask, hint=()))
    if interrupted or answer.ending != "error":
        return answer
    # Its presolve fails now and then on rows of frames that nearly agree (2 in 1,500); without it they are solved.
    solver.clearSolver()
    solver.setOptionValue("presolve", "off")
    interrupted = _run_interruptibly(solver)
    return _cut_short(_read(highspy, solver, shift, len(ask.form.columns)), interrupted=interrupted)


def _cut_short(answer: Answer, *, interrupted: bool) -> Answer:
    # Ctrl-C that came when all was proven already took nothing away.
    return replace(answer, interrupted=interrupted and answer.ending != "solved")


def _gives_back_the_hint(ask: Ask, solver: highspy.Highs, shift: int, answer: Answer) -> bool:
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
    return 1 << max(0, largest.bit_length() - WIDEST.bit_length() + 1)


def _set_options(solver: highspy.Highs, limits: Limits) -> None:
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


def _model(api: Any, ask: Ask, shift: int) -> Any:
    model, form = api.HighsLp(), ask.form
    count = len(form.columns) + len(form.bought)
    model.num_col_, model.num_row_ = count, len(form.rows)
    model.sense_ = api.ObjSense.kMaximize
    model.col_cost_ = [value / shift for value in ask.objective]
    model.offset_ = ask.offset / shift
    most = [*(1.0 for _ in form.columns), *(float(one.most) for one in form.bought)]
    model.col_lower_, model.col_upper_ = [0.0] * count, most
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


def _read(api: Any, solver: highspy.Highs, shift: int, columns: int) -> Answer:
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
    bound = None if ending == "error" else outward(info.mip_dual_bound, shift)
    return Answer(ending, chosen, bound, max(0, info.mip_node_count), seconds=solver.getRunTime())


def outward(bound: float, shift: int) -> int | None:
    """The whole number of objective units that no plan can exceed, the solver's tolerance added."""
    if not abs(bound) < 1e300:
        return None
    slack = Fraction(1e-6) + abs(Fraction(bound)) * Fraction(1, 10**13)
    return int((Fraction(bound) + slack) * shift // 1)
