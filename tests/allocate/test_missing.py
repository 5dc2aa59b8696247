"""Missing costs: what the split leaves out is told, with its years."""

from __future__ import annotations

from itgov.allocate.missing import Missing, missing_costs
from itgov.model.record import Record

from .small import AN_EQUAL_KEY, asset_part, city, delivery, part, system

YEARS = (2026, 2027, 2028, 2029)


def found(record: Record) -> list[tuple[str, tuple[int, ...]]]:
    """Reasons and years of what 2026–2029 lack."""
    return [(item.reason, item.years) for item in all_of(record)]


def all_of(record: Record) -> tuple[Missing, ...]:
    """All that 2026–2029 lack in a city with the record."""
    return missing_costs(city(AN_EQUAL_KEY, record), YEARS)


def amounts(*years: int) -> dict[str, str]:
    """1 kr in each of the years."""
    return {str(year): "1 kr" for year in years}


def test_a_part_with_an_amount_for_every_year_lacks_nothing() -> None:
    assert found(delivery("natverk", part(per_year=amounts(*YEARS)))) == []


def test_a_year_between_others_is_told_as_between() -> None:
    assert found(delivery("natverk", part(per_year=amounts(2026, 2029)))) == [("between", (2027, 2028))]


def test_years_before_the_first_and_after_the_last_amount_are_told_apart() -> None:
    assert found(delivery("natverk", part(per_year=amounts(2027)))) == [("after", (2028, 2029)), ("before", (2026,))]


def test_a_part_with_neither_amounts_nor_asset_never_has_any() -> None:
    assert found(delivery("natverk", part(per_year={}))) == [("never", YEARS)]


def test_a_year_before_the_delivery_starts_is_not_missing() -> None:
    assert found(delivery("natverk", part(per_year=amounts(2028, 2029)), starts_on="2028-01-01")) == []


def test_an_amount_for_a_year_when_the_delivery_is_retired_is_told() -> None:
    retired = delivery("natverk", part(per_year=amounts(*YEARS)), retires_on="2027-12-31")
    assert found(retired) == [("outside", (2028, 2029))]


def test_an_asset_that_lives_on_after_its_delivery_is_told() -> None:
    assert found(delivery("natverk", asset_part(), retires_on="2028-12-31")) == [("outside", (2029,))]


def test_an_asset_not_yet_in_service_is_not_missing() -> None:
    assert found(delivery("natverk", asset_part(in_service="2035-01-01"))) == []


def test_yearly_amounts_beside_an_asset_are_told() -> None:
    assert found(delivery("natverk", asset_part() | {"per_year": amounts(2027)})) == [("both", (2027,))]


def test_an_asset_that_lasts_no_year_is_told() -> None:
    assert found(delivery("natverk", asset_part(life_years="0"))) == [("no_life", YEARS)]


def test_a_delivery_without_cost_parts_is_told_for_the_years_it_is_given() -> None:
    assert found(delivery("natverk", starts_on="2028-05-01")) == [("never", (2028, 2029))]


def test_a_shared_system_without_cost_on_record_is_told() -> None:
    assert found(system("ekot", key="anstallda")) == [("never", YEARS)]


def test_a_system_without_key_and_cost_is_not_told() -> None:
    assert found(system("ekot")) == []


def test_a_message_names_the_part_the_years_and_the_field_in_both_tongues() -> None:
    (item,) = all_of(delivery("natverk", part("Support", amounts(2026, 2029))))
    assert str(item.message) == (
        "“Support” has no amount for 2027, 2028, between years that have one: "
        "add it to per år (`per_year`), 0 kr where it costs nothing"
    )


def test_a_missing_amount_names_its_record_and_part() -> None:
    (item,) = all_of(delivery("natverk", part(per_year=amounts(*YEARS)), part("B", {})))
    assert (item.source_id, item.part, item.part_number) == ("natverk", "B", 2)
