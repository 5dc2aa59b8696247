"""A row that forbids an overdrawn plan forbids no plan that keeps the capacities."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from itgov.agenda.covers import covers
from itgov.agenda.formulation import Formulation, Row


def form(upper: int, *factors: int) -> Formulation:
    return Formulation((), (Row("capacity", tuple(enumerate(factors)), upper),), 1)


def subsets(count: int) -> Iterable[tuple[int, ...]]:
    return chain.from_iterable(combinations(range(count), size) for size in range(count + 1))


def used(row: Row, chosen: Iterable[int]) -> int:
    return sum(factor for column, factor in row.entries if column in set(chosen))


def test_what_fits_is_not_forbidden() -> None:
    assert covers(form(10, 6, 4), (0, 1)) == ()


def test_one_ore_too_much_is() -> None:
    assert covers(form(10, 6, 5), (0, 1)) == (Row("cover", ((0, 1), (1, 1)), 1),)


def test_the_fewest_columns_are_named_and_all_that_draw_as_much() -> None:
    assert covers(form(10, 1, 6, 5, 7), (0, 1, 2)) == (Row("cover", ((1, 1), (2, 1), (3, 1)), 1),)


def test_a_credit_that_was_not_used_would_make_room() -> None:
    assert covers(form(10, 6, 5, -2), (0, 1)) == (Row("cover", ((0, 1), (1, 1), (2, -1)), 1),)
    assert covers(form(10, 6, 5, -2), (0, 1, 2)) == ()


def test_only_capacities_are_looked_at() -> None:
    rows = (Row("exclusion", ((0, 1), (1, 1)), 1),)
    assert covers(Formulation((), rows, 1), (0, 1)) == ()


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=8), st.integers(0, 20), st.data())
def test_a_cover_forbids_the_overdrawn_plan_and_none_that_keeps_the_capacity(
    factors: list[int], upper: int, data: st.DataObject
) -> None:
    problem = form(upper, *factors)
    (capacity,) = problem.rows
    overdrawn = [one for one in subsets(len(factors)) if used(capacity, one) > upper]
    if not overdrawn:
        return
    chosen = data.draw(st.sampled_from(overdrawn))
    (cover,) = covers(problem, chosen)
    assert used(cover, chosen) > cover.upper
    assert all(used(cover, one) <= cover.upper for one in subsets(len(factors)) if used(capacity, one) <= upper)
