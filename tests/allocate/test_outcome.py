"""Booked cost follows the split of the budget, and adds up again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itgov.allocate.outcome import NothingBooked, months_of, outcome
from itgov.allocate.outcome_output import sheets
from itgov.model.city import City
from itgov.model.money import format_amount
from itgov.model.record import Record
from tests.allocate import money
from tests.allocate.small import city, delivery, key, part, record_sets

AN_UNEQUAL_KEY = key("anstallda", {"asf": "1", "hvo": "2", "miljo": "4"})


@st.composite
def followed(draw: st.DrawFn) -> City:
    """A small city with something booked on some of its deliveries."""
    records: list[Record] = list(draw(record_sets()))
    for number, one in enumerate([record for record in records if record.id.startswith("leverans-")]):
        rows = draw(st.lists(st.tuples(st.integers(1, 12), st.integers(-(10**12), 10**12)), max_size=5))
        if rows:
            booked = [(month, format_amount(ore)) for month, ore in rows]
            records.append(money.outcome(f"utfall-{number}", one.id, *booked))
    records.append(delivery("leverans-sist", part(per_year={"2027": "1 000,01 kr"}), key="nyckel-0"))
    records.append(money.outcome("utfall-sist", "leverans-sist", (1, "7,77 kr")))
    return city(*records)


@given(followed(), st.integers(1, 12))
def test_the_cells_add_up_to_each_source(town: City, month: int) -> None:
    view = outcome(town, 2027, month)
    unsplit = {source for source, _ in view.unsplit}
    for source in view.sources:
        if source.source_id in unsplit:
            continue
        cells = [cell for cell in view.cells if cell.source_id == source.source_id]
        assert sum(cell.budget_ore for cell in cells) == source.budget_ore
        assert sum(cell.budget_to_date_ore for cell in cells) == source.budget_to_date_ore
        assert sum(cell.booked_ore for cell in cells) == source.booked_ore == sum(source.by_month)
        assert sum(cell.forecast_ore for cell in cells) == source.forecast_ore
        kept = source.closing_ore if source.closing == "kept" else 0
        assert sum(cell.settled_ore + cell.carried_ore for cell in cells) + kept == source.closing_ore


@given(followed())
def test_at_the_end_of_the_year_the_forecast_is_what_was_booked(town: City) -> None:
    assert all(one.forecast_ore == one.booked_ore for one in outcome(town, 2027, 12).sources)


@given(st.integers(-(10**15), 10**15))
def test_the_months_of_a_budget_make_the_year(budget: int) -> None:
    months = months_of(budget)
    assert sum(months) == budget
    assert max(months) - min(months) <= 1


def followed_up(*booked: tuple[int, str], **changes: str) -> City:
    """A delivery of 1 200 kr in 2027, split 1 : 2 : 4."""
    one = delivery("leverans-a", part(per_year={"2027": "1 200 kr"}), **changes)
    return city(AN_UNEQUAL_KEY, one, money.outcome("utfall-a", "leverans-a", *booked))


def test_the_forecast_is_what_is_booked_and_the_rest_of_the_budget() -> None:
    (source,) = outcome(followed_up((1, "150 kr"), (2, "100 kr"), (3, "-20 kr")), 2027).sources
    assert (source.booked_ore, source.budget_to_date_ore, source.deviation_ore) == (23_000, 30_000, -7_000)
    assert source.forecast_ore == 23_000 + 90_000


def test_later_months_wait_for_their_month() -> None:
    view = outcome(followed_up((1, "150 kr"), (6, "900 kr")), 2027, 2)
    assert view.sources[0].by_month == (15_000, 0)


@pytest.mark.parametrize(
    ("closing", "settled", "carried"), [("kept", 0, 0), ("repaid", 7_000, 0), ("carried", 0, 7_000)]
)
def test_a_deficit_is_closed_as_the_delivery_says(closing: str, settled: int, carried: int) -> None:
    view = outcome(followed_up((12, "1 270 kr"), closing=closing), 2027, 12)
    assert sum(cell.settled_ore for cell in view.cells) == settled
    assert sum(cell.carried_ore for cell in view.cells) == carried
    assert [cell.settled_ore for cell in view.cells] == ([1_000, 2_000, 4_000] if settled else [0, 0, 0])


def test_booked_cost_without_a_budget_is_told_and_not_split() -> None:
    town = followed_up((1, "150 kr"))
    town = city(*town.records(), money.outcome("utfall-b", "leverans-ny", (1, "5 kr")))
    view = outcome(town, 2027)
    assert [source for source, _ in view.unsplit] == ["leverans-ny"]
    assert "no budget" in " ".join(map(str, view.notes))


def test_a_delivery_on_which_nothing_is_booked_is_told() -> None:
    town = city(*followed_up((1, "150 kr")).records(), delivery("leverans-b", part()))
    assert "leverans-b" in " ".join(map(str, outcome(town, 2027).notes))


def test_a_year_without_outcome_says_which_years_have_one() -> None:
    with pytest.raises(NothingBooked, match="2027"):
        outcome(followed_up((1, "150 kr")), 2028)


def test_the_tables_end_with_their_sums() -> None:
    town = followed_up((1, "150 kr"))
    assert [sheet.rows[-1][0] for sheet in sheets(outcome(town, 2027), town)] == [sheet_sum] * 3


sheet_sum = sheets(outcome(followed_up((1, "1 kr")), 2027), followed_up((1, "1 kr")))[0].rows[-1][0]
