"""Rows that forbid, exactly, what the solver's tolerance let through.

A solver that works in floats may call a plan feasible that overdraws a frame of millions
by one öre. The columns that overdraw it can never all be taken together, which one row
over small whole numbers says without any tolerance to hide in: a cover inequality
(Balas 1975; Hammer, Johnson & Peled 1975), extended by every column that draws
as much as the largest of them.
It holds for every plan that keeps the capacities exactly, so a bound proven with it is
still a bound on all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import accumulate

from itgov.agenda.formulation import Formulation, Row


def covers(form: Formulation, chosen: Collection[int]) -> tuple[Row, ...]:
    """One row for each capacity that the columns `chosen` overdraw; empty where they overdraw none."""
    return tuple(_covers(form, frozenset(chosen)))


def _covers(form: Formulation, chosen: frozenset[int]) -> Iterator[Row]:
    for row in _without_what_is_bought(form):
        taken = [(factor, column) for column, factor in row.entries if column in chosen]
        room = row.upper - sum(factor for factor, _ in taken if factor < 0)
        drawn = sorted(((factor, column) for factor, column in taken if factor > 0), reverse=True)
        if sum(factor for factor, _ in drawn) > room:
            yield _cover(row, chosen, drawn, room)


def _without_what_is_bought(form: Formulation) -> Iterator[Row]:
    """The capacities over starts alone; those that more can be bought of are no limit to them, and left out."""
    bought = range(len(form.columns), len(form.columns) + len(form.bought))
    for row in form.rows:
        if row.family == "capacity" and not any(column in bought and factor < 0 for column, factor in row.entries):
            # What is bought from it only takes more: without that the row is weaker, and holds.
            yield replace(row, entries=tuple(entry for entry in row.entries if entry[0] not in bought))


def _cover(row: Row, chosen: frozenset[int], drawn: list[tuple[int, int]], room: int) -> Row:
    # The largest draws first: the fewer columns it takes to overdraw, the more plans the row speaks of.
    count = next(n for n, total in enumerate(accumulate(factor for factor, _ in drawn), 1) if total > room)
    # A credit that was not used would make room: with it, the columns may be taken together after all.
    unused = [(-factor, column) for column, factor in row.entries if factor < 0 and column not in chosen]
    widest = max(amount for amount, _ in (drawn[0], *unused))
    alike = (column for column, factor in row.entries if factor >= widest)
    forbidden = {*(column for _, column in drawn[:count]), *alike}
    entries = [*((column, 1) for column in forbidden), *((column, -1) for _, column in unused)]
    return Row("cover", tuple(sorted(entries)), count - 1)
