"""What a solve found, as plain data: its status, the choice, and what is proven about it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from itgov.agenda.problem import Choice, Number

Proof = Literal["optimal", "within_gap", "feasible_stopped"]
Status = Proof | Literal["infeasible", "stopped", "unverified", "error"]


FLOAT_GAP = Fraction(1, 10**9)
"""What the solver's arithmetic may leave open of values beyond 10^12, where no gap was asked for."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a running solve stands, in the problem's own values; for showing only (floats)."""

    incumbent: float
    bound: float
    gap: float
    nodes: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a solve found.

    status: optimal (proven), within_gap (proven within the gap asked for, or, where none was, within what
    float arithmetic can tell of very large values: `gap` says), feasible_stopped (a limit was hit, or no
    more could be proven; the plan is sound), infeasible (proven), stopped (a limit was hit before any plan),
    unverified (the solver's plan broke a promise twice), error (the solver gave up).
    `choice`, `value` and `gap` are empty, None and None where there is no plan; `bound` is never
    below `value`, and None where nothing is proven. `gap` is (bound - value) / |value|, None when
    value is 0 and bound is not. Where Ctrl-C ended the search, `interrupted`, the status is feasible_stopped.
    """

    status: Status
    choice: Choice
    value: Number | None
    bound: Number | None
    gap: Fraction | None
    solver: str
    nodes: int
    interrupted: bool = False


def proof_of(value: Number, bound: Number | None, asked: Fraction) -> Proof:
    """How much a bound proves about a plan of that value, when a gap of `asked` was allowed.

    optimal where the bound is the value; within_gap where what it leaves open is no more than was asked for,
    or than floats can tell; else feasible_stopped.
    """
    gap = gap_between(value, bound)
    if gap == 0:
        return "optimal"
    return "within_gap" if gap is not None and gap <= max(asked, FLOAT_GAP) else "feasible_stopped"


def gap_between(value: Number, bound: Number | None) -> Fraction | None:
    """The share of a value that a bound leaves open; None where there is no bound, or the value is 0 and it is not."""
    if bound is None:
        return None
    if bound == value:
        return Fraction(0)
    return Fraction(bound - value) / abs(Fraction(value)) if value else None
