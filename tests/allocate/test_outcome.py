"""Booked cost follows the split of the budget, and adds up again; what is not booked is no surplus."""

from __future__ import annotations

from random import Random

import pytest

from itgov.allocate.nobody import NOT_SPLIT
from itgov.allocate.outcome import NothingBooked, OutcomeView, SourceOutcome, outcome
from itgov.allocate.outcome_budget import Pool, booked_by_pool, months_of
from itgov.allocate.outcome_output import as_data, flat_sheet, sheets
from itgov.allocate.shares import BrokenSplit
from itgov.allocate.sheet import Kronor
from itgov.message import msg
from itgov.model.city import City
from itgov.model.money import format_amount
from itgov.model.record import Record
from tests.allocate import money
from tests.allocate.small import city, delivery, key, part, records_of
from tests.laws import Cases, law

AN_UNEQUAL_KEY = key("anstallda", {"asf": "1", "hvo": "2", "miljo": "4"})
TO_ASF = key("asf-ensam", {"asf": "1", "hvo": "0", "miljo": "0"})
TO_HVO = key("hvo-ensam", {"asf": "0", "hvo": "1", "miljo": "0"})


def followed(chance: Random) -> City:
    """A small city with something booked on some of its deliveries, some of it by part, some parts not split."""
    records: list[Record] = list(records_of(chance))
    for number, one in enumerate([record for record in records if record.id.startswith("leverans-")]):
        booked = [
            (chance.randint(1, 12), signed(chance), chance.choice((None, None, "Del 0", "Del 1")))
            for _ in range(chance.randint(0, 5))
        ]
        if booked:
            changes = {} if chance.random() < 0.5 else {"through": str(chance.randint(1, 12))}
            records.append(money.outcome(f"utfall-{number}", one.id, *booked, **changes))
    other = chance.choice(("nyckel-0", "saknas"))
    # At times both parts have one name: keys, and not names, tell them apart.
    first = chance.choice(("Licenser", "Eget"))
    parts = (part(first, per_year={"2027": "1 000,01 kr"}), part("Eget", per_year={"2027": signed(chance)}, key=other))
    closing = chance.choice(("kept", "repaid", "carried"))
    records.append(delivery("leverans-sist", *parts, key="nyckel-0", closing=closing))
    records.append(LAST)
    records.append(delivery("leverans-obokad", part(per_year={"2027": signed(chance)}), key="nyckel-0"))
    return city(*records)


LAST = money.outcome("utfall-sist", "leverans-sist", (1, "7,77 kr"), (2, "-1 kr", "Eget"))


def signed(chance: Random) -> str:
    return format_amount(chance.randint(*chance.choice(((-(10**9), 10**12), (-5, 5)))))


def month(chance: Random) -> int:
    return chance.randint(1, 12)


CASES = Cases(town=followed, month=month, view=lambda town, month: outcome(town, 2027, month))


@CASES.law
def test_law_the_cells_add_up_to_each_source(view: OutcomeView) -> None:
    for source in view.sources:
        cells = [cell for cell in view.cells if cell.source_id == source.source_id]
        assert sum(cell.budget_ore for cell in cells) == source.budget_ore
        assert sum(cell.budget_to_date_ore for cell in cells) == source.budget_to_date_ore
        assert sum(cell.booked_ore for cell in cells) == source.booked_ore == sum(source.by_month)
        assert sum(cell.deviation_ore for cell in cells) == source.deviation_ore
        assert sum(cell.forecast_ore for cell in cells) == source.forecast_ore


@CASES.law
def test_law_what_is_charged_and_credited_at_closing_is_the_difference_of_the_outcome(view: OutcomeView) -> None:
    for source in view.sources:
        cells = [cell for cell in view.cells if cell.source_id == source.source_id]
        settled, carried = (sum(getattr(cell, name) for cell in cells) for name in ("settled_ore", "carried_ore"))
        assert (settled, carried) == (
            source.closing_ore if source.closing == "repaid" else 0,
            source.closing_ore if source.closing == "carried" else 0,
        )


@CASES.law
def test_law_where_nothing_is_booked_the_forecast_is_the_budget(view: OutcomeView) -> None:
    for source in view.sources:
        if not source.through:
            assert (source.forecast_ore, source.deviation_ore, source.closing_ore) == (source.budget_ore, 0, 0)


@CASES.some
def test_law_what_is_known_for_the_whole_year_is_its_own_forecast(town: City) -> None:
    known = [one for one in outcome(town, 2027, 12).sources if one.through == 12]
    assert all(one.forecast_ore == one.booked_ore for one in known)


@law(budget=lambda chance: chance.randint(-(10**15), 10**15))
def test_law_the_months_of_a_budget_make_the_year(budget: int) -> None:
    months = months_of(budget)
    assert sum(months) == budget
    assert max(months) - min(months) <= 1


def ore(chance: Random) -> int:
    return chance.randint(-(10**12), 10**12)


def pools_of(chance: Random) -> tuple[Pool, ...]:
    """One to four, each with a budget of its own; some of them with parts of one name."""
    budgets = [ore(chance) for _ in range(chance.randint(1, 4))]
    parts = [frozenset({f"Del {n}", *chance.choice(((), ("Del 0",)))}) for n, _ in enumerate(budgets)]
    return tuple(Pool(names, one, {"asf": one}, {"asf": 1}) for names, one in zip(parts, budgets, strict=True))


def booked_on(chance: Random) -> dict[str, int]:
    names = ("", "Del 0", "Del 1", "Del 9")
    return {name: ore(chance) for name in chance.sample(names, chance.randint(0, 4))}


@law(pools=pools_of, booked=booked_on, through=month)
def test_law_what_is_booked_is_booked_on_some_pool(
    pools: tuple[Pool, ...], booked: dict[str, int], through: int
) -> None:
    assert sum(booked_by_pool(pools, booked, set(booked) - {""}, through)) == sum(booked.values())


def followed_up(*booked: tuple[int, str], through: int | None = None, **changes: str) -> City:
    """A delivery of 1 200 kr in 2027, split 1 : 2 : 4."""
    one = delivery("leverans-a", part(per_year={"2027": "1 200 kr"}), **changes)
    stated = {} if through is None else {"through": str(through)}
    return city(AN_UNEQUAL_KEY, one, money.outcome("utfall-a", "leverans-a", *booked, **stated))


def only(view: OutcomeView) -> SourceOutcome:
    (source,) = view.sources
    return source


def test_the_forecast_is_what_is_booked_and_the_rest_of_the_budget() -> None:
    source = only(outcome(followed_up((1, "150 kr"), (2, "100 kr"), (3, "-20 kr")), 2027))
    assert (source.booked_ore, source.budget_to_date_ore, source.deviation_ore) == (23_000, 30_000, 7_000)
    assert (source.forecast_ore, source.forecast_deviation_ore) == (23_000 + 90_000, 7_000)


def test_a_deficit_is_below_zero() -> None:
    source = only(outcome(followed_up((1, "150 kr")), 2027))
    assert (source.deviation_ore, source.forecast_deviation_ore, source.closing_ore) == (-5_000, -5_000, 5_000)


def test_later_months_wait_for_their_month() -> None:
    assert only(outcome(followed_up((1, "150 kr"), (2, "0 kr"), (6, "900 kr")), 2027, 2)).by_month == (15_000, 0)


def test_a_month_that_nobody_has_booked_yet_is_no_month_without_cost() -> None:
    town = followed_up((1, "100 kr"), (2, "110 kr"))
    late = (
        delivery("leverans-b", part(per_year={"2027": "12 kr"})),
        money.outcome("utfall-b", "leverans-b", (4, "1 kr")),
    )
    view = outcome(city(*town.records(), *late), 2027)
    first, second = view.sources
    assert (view.month, first.through, second.through) == (4, 2, 4)
    assert (first.budget_to_date_ore, first.forecast_ore) == (20_000, 121_000)
    assert "Leveransen leverans-a: known to the end of month 2 only" in told(view)


def test_a_stated_month_is_known_though_nothing_is_booked_in_it() -> None:
    source = only(outcome(followed_up((1, "100 kr"), through=3), 2027))
    assert (source.through, source.by_month, source.deviation_ore) == (3, (10_000, 0, 0), 20_000)


def test_what_is_booked_after_the_closed_month_is_told_and_not_counted() -> None:
    view = outcome(followed_up((1, "100 kr"), (2, "7 kr"), through=1), 2027)
    assert (view.month, only(view).booked_ore) == (1, 10_000)
    later = outcome(followed_up((1, "100 kr"), (2, "7 kr"), through=1), 2027, 2)
    assert only(later).booked_ore == 10_000
    assert "7 kr is booked on “Leveransen leverans-a” after month 1" in told(later)


def in_two_records(through: int | None, *second: tuple[int, str]) -> City:
    """The delivery with 100 kr booked in January and 7 kr in May, and a second record of it."""
    town = followed_up((1, "100 kr"), (5, "7 kr"), through=through)
    return city(*town.records(), money.outcome("utfall-b", "leverans-a", *second))


def test_what_one_record_has_not_closed_is_not_counted_for_what_another_knows() -> None:
    source = only(outcome(in_two_records(3, (2, "20 kr"), (6, "60 kr")), 2027, 6))
    assert (source.through, source.by_month, source.budget_to_date_ore) == (3, (10_000, 2_000, 0), 30_000)


def test_what_is_booked_beyond_the_month_that_a_record_has_closed_is_told_and_waits() -> None:
    view = outcome(in_two_records(3, (2, "20 kr"), (6, "60 kr")), 2027, 6)
    assert "67 kr is booked on “Leveransen leverans-a” after month 3" in told(view)
    assert outcome(in_two_records(3, (2, "20 kr"), (6, "60 kr")), 2027).month == 3


def test_a_record_for_each_part_of_the_year_makes_one_year() -> None:
    source = only(outcome(in_two_records(None, (2, "20 kr"), (6, "60 kr")), 2027))
    assert (source.through, source.by_month) == (6, (10_000, 2_000, 0, 0, 700, 6_000))
    spring = followed_up((1, "100 kr"), (3, "30 kr"), through=3)
    summer = money.outcome("utfall-b", "leverans-a", (4, "40 kr"), (6, "60 kr"))
    source = only(outcome(city(*spring.records(), summer), 2027))
    assert (source.through, source.by_month) == (6, (10_000, 0, 3_000, 4_000, 0, 6_000))


def test_a_delivery_without_anything_booked_is_told_apart_and_is_no_surplus() -> None:
    unbooked = delivery("leverans-b", part(per_year={"2027": "2 400 kr"}))
    town = city(*followed_up((1, "150 kr")).records(), unbooked)
    view = outcome(town, 2027)
    (one,) = view.unbooked
    assert (one.source_id, one.forecast_ore, one.deviation_ore) == ("leverans-b", 240_000, 0)
    assert "nothing is booked on 1 source, Leveransen leverans-b: its budget of 2 400 kr" in told(view)
    data = as_data(view)
    assert data["sums"]["nothing_booked_ore"] == 240_000  # type: ignore[index]
    assert [row["through"] for row in data["sources"]] == [1, None]  # type: ignore[attr-defined]
    assert sheets(view, town)[0].rows[1][1:5] == (msg("nothing booked"), sheets(view, town)[0].rows[1][2], None, None)
    assert [row[1] for row in flat_sheet(view, town).rows if row[4] == "leverans-b"] == [msg("nothing booked")] * 3


def test_what_is_first_booked_later_was_not_booked_then() -> None:
    view = outcome(followed_up((6, "900 kr")), 2027, 2)
    assert (only(view).through, only(view).forecast_ore) == (0, 120_000)


@pytest.mark.parametrize(
    ("closing", "settled", "carried"), [("kept", 0, 0), ("repaid", 7_000, 0), ("carried", 0, 7_000)]
)
def test_a_deficit_is_closed_as_the_delivery_says(closing: str, settled: int, carried: int) -> None:
    view = outcome(followed_up((12, "1 270 kr"), closing=closing), 2027, 12)
    assert sum(cell.settled_ore for cell in view.cells) == settled
    assert sum(cell.carried_ore for cell in view.cells) == carried
    assert [cell.settled_ore for cell in view.cells] == ([1_000, 2_000, 4_000] if settled else [0, 0, 0])


def parted(second: str, *booked: tuple[int, str] | tuple[int, str, str], key: str = "hvo-ensam") -> OutcomeView:
    """A part of 1 200 kr that asf pays and one that hvo pays, by a key of its own; the difference is repaid."""
    parts = (part("Drift", per_year={"2027": "1 200 kr"}), part("Fakturor", per_year={"2027": second}, key=key))
    one = delivery("leverans-a", *parts, key="asf-ensam", closing="repaid")
    return outcome(city(TO_ASF, TO_HVO, one, money.outcome("utfall-a", "leverans-a", *booked)), 2027, 12)


def settled(view: OutcomeView) -> dict[str, int]:
    return {cell.administration_id: cell.settled_ore for cell in view.cells if cell.settled_ore}


def told(view: OutcomeView) -> str:
    return "\n".join(map(str, view.notes))


def test_what_is_booked_follows_the_split_of_a_budget_that_is_split_in_part() -> None:
    # Half of the budget has no key: half of the deficit of 600 kr is nobody's to pay either.
    view = parted("1 200 kr", (12, "3 000 kr"), key="saknas")
    assert settled(view) == {"asf": 30_000, NOT_SPLIT: 30_000}
    assert [(source, str(why)) for source, why in view.unsplit] == [
        ("leverans-a", "there is no allocation key “saknas”")
    ]


def test_a_part_with_a_key_of_its_own_is_repaid_by_that_key() -> None:
    view = parted("1 200 kr", (12, "1 260 kr", "Fakturor"), (12, "1 200 kr"))
    assert settled(view) == {"hvo": 6_000}


def test_what_names_no_part_is_of_all_parts_by_their_budgets() -> None:
    assert settled(parted("600 kr", (12, "2 100 kr"))) == {"asf": 20_000, "hvo": 10_000}


def test_where_every_part_is_named_what_names_none_follows_all_of_them() -> None:
    view = parted("600 kr", (12, "600 kr", "Fakturor"), (12, "1 200 kr", "Drift"), (12, "30 kr"))
    assert settled(view) == {"asf": 2_000, "hvo": 1_000}


def test_a_part_name_that_two_keys_have_is_split_between_them_by_their_budgets() -> None:
    parts = (part("Drift", per_year={"2027": "1 200 kr"}), part("Drift", per_year={"2027": "600 kr"}, key="hvo-ensam"))
    one = delivery("leverans-a", *parts, key="asf-ensam")
    view = outcome(city(TO_ASF, TO_HVO, one, money.outcome("utfall-a", "leverans-a", (1, "100 kr", "Drift"))), 2027)
    booked = {cell.administration_id: cell.booked_ore for cell in view.cells if cell.booked_ore}
    assert (only(view).booked_ore, booked) == (10_000, {"asf": 6_667, "hvo": 3_333})


def test_cells_that_do_not_make_their_source_are_never_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("itgov.allocate.outcome.booked_by_pool", lambda pools, *_: [1 for _ in pools])
    with pytest.raises(BrokenSplit, match="leverans-a"):
        outcome(followed_up((1, "150 kr")), 2027)


def test_a_credit_with_a_key_of_its_own_has_a_split() -> None:
    view = parted("-600 kr", (12, "900 kr"))
    assert {cell.administration_id: cell.booked_ore for cell in view.cells} == {
        "asf": 140_000,
        "hvo": -50_000,
        "miljo": 0,
    }
    assert view.unsplit == ()


def test_a_budget_of_nothing_has_no_proportions() -> None:
    town = city(
        AN_UNEQUAL_KEY,
        delivery("leverans-a", part(per_year={"2027": "0 kr"})),
        money.outcome("utfall-a", "leverans-a", (1, "5 kr")),
    )
    assert [str(why)[:15] for _, why in outcome(town, 2027).unsplit] == ["its budget is 0"]


def test_booked_cost_without_a_budget_is_told_and_stands_in_the_sums_as_not_split() -> None:
    town = followed_up((1, "150 kr"))
    town = city(*town.records(), money.outcome("utfall-b", "leverans-ny", (1, "5 kr")))
    view = outcome(town, 2027)
    assert [source for source, _ in view.unsplit] == ["leverans-ny"]
    assert [cell.booked_ore for cell in view.cells if cell.administration_id == NOT_SPLIT] == [500]
    assert "no budget" in told(view)


def test_what_capacity_leaves_unused_is_the_providers() -> None:
    one = delivery(
        "leverans-a",
        part(per_year={"2027": "1 200 kr"}),
        volumes={"2027": "3"},
        capacity={"2027": "4"},
        closing="repaid",
    )
    view = outcome(city(AN_UNEQUAL_KEY, one, money.outcome("utfall-a", "leverans-a", (12, "1 600 kr"))), 2027)
    assert settled(view)["UNUSED"] == 10_000
    assert "300 kr is unused capacity, or unassigned, of Leveransen leverans-a" in told(view)
    assert "the provider, Digitala enheten" in told(view)


def test_a_year_without_outcome_says_which_years_have_one() -> None:
    with pytest.raises(NothingBooked, match="2027"):
        outcome(followed_up((1, "150 kr")), 2028)


def test_the_tables_end_with_their_sums() -> None:
    town = followed_up((1, "150 kr"))
    assert [sheet.rows[-1][0] for sheet in sheets(outcome(town, 2027), town)] == [msg("Sum")] * 3


def test_every_form_tells_the_same_forecast() -> None:
    town = followed_up((1, "150 kr"))
    view = outcome(town, 2027)
    forecast = as_data(view)["sums"]["forecast_ore"]  # type: ignore[index]
    rows = flat_sheet(view, town).rows
    assert forecast == 125_000 == sum(row[11].ore for row in rows if isinstance(row[11], Kronor))


def test_a_month_after_the_last_known_is_shown_as_that_one_and_says_so() -> None:
    town = followed_up((3, "300 kr"))
    asked, known = outcome(town, 2027, 12), outcome(town, 2027)
    assert (asked.month, asked.sources, asked.cells) == (3, known.sources, known.cells)
    assert asked.notes == (
        msg("nothing is known after month {known}: it is shown to the end of that one", known=3),
        *known.notes,
    )
