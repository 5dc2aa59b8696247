"""What a solve found, as plain data: its status, the choice, and what is proven about it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from itgov.agenda.problem import Choice, Number

Status = Literal["optimal", "within_gap", "feasible_stopped", "infeasible", "stopped", "unverified", "error"]


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
    value is 0 and bound is not.
    """

    status: Status
    choice: Choice
    value: Number | None
    bound: Number | None
    gap: Fraction | None
    solver: str
    nodes: int


def gap_between(value: Number, bound: Number | None) -> Fraction | None:
    """The share of a value that a bound leaves open; None where there is no bound, or the value is 0 and it is not."""
    if bound is None:
        return None
    if bound == value:
        return Fraction(0)
    return Fraction(bound - value) / abs(Fraction(value)) if value else None
