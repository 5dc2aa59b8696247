"""Choices that are worth enough, and differ most from others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from itgov.agenda.formulation import Formulation, Row, formulate
from itgov.agenda.highs import Ask, Limits
from itgov.agenda.problem import Choice, Number, Problem, value_of
from itgov.agenda.solve import checked, choice_of_columns, hint_of, worth_at_least

_MOST_SHORT = 5


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
    found = _farthest(problem, form, least, held, Limits(Fraction(0), node_limit, None), start)
    if found is None or found.choice.keys() in held:
        rows = (*form.rows, *(_apart(form, other) for other in held))
        found = _farthest(problem, replace(form, rows=rows), least, held, Limits(Fraction(0), node_limit, None), start)
    return found


def _distance(choice: Choice, held: Iterable[frozenset[str]]) -> int:
    return sum(len(other ^ choice.keys()) for other in held)


def _farthest(
    problem: Problem, form: Formulation, least: Number, held: Sequence[frozenset[str]], limits: Limits, start: Choice
) -> Different | None:
    floor = ceil(least * form.scale) - form.left
    objective = [sum(1 - 2 * (column.task in other) for other in held) for column in form.columns]
    objective += [0 for _ in form.bought]
    ask = Ask(form, objective, limits, hint_of(problem, form, start), None, 1, sum(len(other) for other in held))
    for _ in range(_MOST_SHORT):
        hold = worth_at_least(form, floor)
        rows = (*form.rows, hold) if hold.entries else form.rows
        answer, violations = checked(problem, replace(ask, form=replace(form, rows=rows)))
        if answer.interrupted:
            raise KeyboardInterrupt
        if answer.chosen is None or violations:
            return None
        choice = choice_of_columns(form, answer.chosen)
        short = ceil((least - value_of(problem, choice)) * form.scale)
        if short <= 0:
            return Different(choice, _distance(choice, held), answer.bound)
        floor += short
    return None


def _apart(form: Formulation, other: frozenset[str]) -> Row:
    """At least one task is in where `other` leaves it out, or out where it has it."""
    entries = tuple((i, 1 if column.task in other else -1) for i, column in enumerate(form.columns))
    return Row("apart", entries, len(other) - 1)
