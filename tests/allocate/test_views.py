"""Views: sums by administration and delivery, changes, and cost per employee."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from itgov.allocate.shares import allocate
from itgov.allocate.views import Change, PerUnit, SourceTotal, by_administration, by_source, changes, notes, per_unit
from itgov.model.record import Record
from tests.laws import law

from .small import AN_EQUAL_KEY, city, delivery, key, part, records_of, system
from .small import settings as city_settings

YEARS = (2026, 2027, 2028)
STAFF = key("arsarbetare", {"asf": "7", "hvo": "0"})
TWO_YEARS = city(
    AN_EQUAL_KEY,
    STAFF,
    delivery("natverk", part(per_year={"2026": "200 kr", "2027": "300 kr"}), consumers=("asf", "hvo")),
    system("ekot", ("staff", "100 kr"), key="anstallda", used_by=("hvo",), lifecycle={"in_use_since": "2027-01-01"}),
    city_settings=city_settings(neutral_key="arsarbetare"),
)
SPLIT = allocate(TWO_YEARS, (2026, 2027))


def test_an_administration_s_total_is_the_sum_of_all_it_pays() -> None:
    assert [(total.administration_id, total.year, total.ore) for total in by_administration(SPLIT)] == [
        ("asf", 2026, 100_00),
        ("asf", 2027, 150_00),
        ("hvo", 2026, 100_00),
        ("hvo", 2027, 250_00),
        ("miljo", 2026, 0),
        ("miljo", 2027, 0),
    ]


def test_a_source_s_total_is_its_cost_in_the_years_when_it_has_one() -> None:
    assert by_source(SPLIT) == (
        SourceTotal("ekot", "system", 2027, 100_00, 0),
        SourceTotal("natverk", "delivery", 2026, 200_00, 0),
        SourceTotal("natverk", "delivery", 2027, 300_00, 0),
    )


def test_a_source_shows_what_could_not_be_split() -> None:
    broken = city(AN_EQUAL_KEY, delivery("natverk", part("A"), part("B", key="saknas")))
    assert by_source(allocate(broken, (2027,))) == (SourceTotal("natverk", "delivery", 2027, 100_00, 100_00),)


def test_a_change_is_against_the_year_before_in_ore_and_as_a_share() -> None:
    assert changes(SPLIT)[1] == Change("asf", 2027, 150_00, 100_00, 50_00, Fraction(1, 2))


def test_the_first_year_has_nothing_to_be_compared_with() -> None:
    assert changes(SPLIT)[0] == Change("asf", 2026, 100_00, None, None, None)


def test_a_change_from_nothing_has_no_share() -> None:
    assert changes(SPLIT)[5] == Change("miljo", 2027, 0, 0, 0, None)


def test_a_year_is_not_compared_over_a_gap() -> None:
    assert all(change.before_ore is None for change in changes(allocate(TWO_YEARS, (2025, 2027))))


def test_a_smaller_credit_is_a_rise() -> None:
    credit = delivery("natverk", part(per_year={"2026": "-300 kr", "2027": "-150 kr"}))
    assert changes(allocate(city(AN_EQUAL_KEY, credit), (2026, 2027)))[1].share == Fraction(1, 2)


def test_a_cost_per_employee_is_rounded_to_the_ore() -> None:
    assert per_unit(SPLIT, TWO_YEARS)[1] == PerUnit("asf", 2027, 150_00, 7, 21_43)


def test_an_administration_without_employees_has_no_cost_per_employee() -> None:
    assert per_unit(SPLIT, TWO_YEARS)[2] == PerUnit("hvo", 2026, 100_00, 0, None)


def test_an_administration_that_the_key_leaves_out_counts_no_units() -> None:
    assert per_unit(SPLIT, TWO_YEARS)[4] == PerUnit("miljo", 2026, 0, 0, None)


def test_the_units_can_be_of_another_key() -> None:
    assert per_unit(SPLIT, TWO_YEARS, "anstallda")[1].ore_per_unit == 150_00


def test_without_the_key_there_is_no_cost_per_unit() -> None:
    assert per_unit(SPLIT, TWO_YEARS, "saknas") == ()


def test_a_city_that_has_chosen_no_neutral_key_has_no_cost_per_unit() -> None:
    assert per_unit(SPLIT, city(STAFF)) == ()


def test_what_is_wrong_in_several_years_is_told_once() -> None:
    broken = delivery("natverk", part("Drift", {"2027": "1 kr", "2028": "2 kr"}, key="saknas"))
    assert [str(note) for note in notes(allocate(city(AN_EQUAL_KEY, broken)))] == [
        "“Drift” of “natverk” is not split for 2027, 2028: there is no allocation key “saknas”"
    ]


def test_notes_are_what_is_missing_then_not_split_then_assumed() -> None:
    old = key("gammal", {"asf": "1", "hvo": "1", "miljo": "1"}, valid_for=("2026",))
    mixed = delivery("natverk", part("A", {}), part("B", key="saknas"), part("C", key="gammal"))
    found = [str(note) for note in notes(allocate(city(AN_EQUAL_KEY, old, mixed), (2027,)))]
    assert [note.split(" ")[0] for note in found] == ["“A”", "“B”", "the"]


@law(records=records_of)
def test_law_the_totals_by_administration_and_by_source_are_the_same(
    records: tuple[Record, ...], chance: Random
) -> None:
    allocation = allocate(city(*records), (chance.choice(YEARS),))
    of_administrations = sum(total.ore for total in by_administration(allocation))
    assert of_administrations == sum(total.ore for total in by_source(allocation))


def test_who_bears_unused_capacity_is_told_where_there_is_any() -> None:
    built = delivery("leverans-a", part(), volumes={"2027": "3"}, capacity={"2027": "4"})
    (note,) = notes(allocate(city(AN_EQUAL_KEY, built), (2027,)))
    assert "stays in the budget of the delivery's provider" in str(note)
