"""Missing costs: what the split leaves out is told, with its years."""

from __future__ import annotations

import pytest

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


def test_a_delivery_without_cost_parts_is_told_for_the_years_it_is_given() -> None:
    assert found(delivery("natverk", starts_on="2028-05-01")) == [("never", (2028, 2029))]


def test_a_shared_system_without_cost_on_record_is_told() -> None:
    assert found(system("ekot", key="anstallda")) == [("never", YEARS)]


def test_a_system_without_key_and_cost_is_not_told() -> None:
    assert found(system("ekot")) == []


def test_a_message_names_the_part_the_years_and_the_field_in_both_tongues() -> None:
    (item,) = all_of(delivery("natverk", part("Support", amounts(2026, 2029))))
    assert str(item.message) == (
        "“Support” of “natverk” has no amount for 2027, 2028, between years that have one: "
        "add it to per år (`per_year`), 0 kr where it costs nothing"
    )


def test_a_missing_amount_names_its_record_and_part() -> None:
    (item,) = all_of(delivery("natverk", part(per_year=amounts(*YEARS)), part("B", {})))
    assert (item.source_id, item.part, item.part_number) == ("natverk", "B", 2)


@pytest.mark.parametrize(
    "record",
    [
        delivery("natverk", part("Support", {})),
        delivery("natverk", part("Support", amounts(2027))),
        delivery("natverk", part("Support", amounts(*YEARS)), retires_on="2027-12-31"),
        delivery("natverk", asset_part() | {"name": "Support", "per_year": amounts(2027)}),
    ],
)
def test_every_message_of_a_part_names_its_record_its_part_and_its_years(record: Record) -> None:
    for item in all_of(record):
        years = ", ".join(str(year) for year in item.years)
        assert str(item.message).startswith("“Support” of “natverk” ")
        assert years in str(item.message)


@pytest.mark.parametrize("record", [delivery("natverk"), system("natverk", key="anstallda")])
def test_every_message_of_a_whole_record_names_it_and_its_years(record: Record) -> None:
    (item,) = all_of(record)
    assert "“natverk”" in str(item.message)
    assert "2026, 2027, 2028, 2029" in str(item.message)


def test_a_shared_system_lacks_a_cost_only_while_it_is_used() -> None:
    assert found(system("ekot", key="anstallda", lifecycle={"retires_on": "2027-06-30"})) == [("never", (2026, 2027))]


# A delivery carries a cost only in the years when it is given.


def carried_by(*parts: Record) -> list[tuple[str, tuple[int, ...]]]:
    """What is missing of a system that the delivery "natverk" carries, beside those records."""
    carried = system("ekot", ("staff", "5 kr"), in_delivery="natverk")
    missing = missing_costs(city(AN_EQUAL_KEY, carried, *parts), YEARS)
    return [(item.reason, item.years) for item in missing if item.source_id == "ekot"]


def test_a_cost_that_a_delivery_carries_is_not_missing() -> None:
    assert carried_by(delivery("natverk", part(per_year=amounts(*YEARS)))) == []


def test_a_carried_system_needs_no_cost_of_its_own() -> None:
    assert found(system("ekot", key="anstallda", in_delivery="natverk")) == []


def test_a_cost_whose_delivery_has_ended_is_told() -> None:
    ended = delivery("natverk", part(per_year=amounts(2026, 2027)), retires_on="2027-12-31")
    assert carried_by(ended) == [("not_carried", (2028, 2029))]


def test_a_cost_whose_delivery_no_record_describes_is_told() -> None:
    assert carried_by() == [("not_carried", YEARS)]


def test_a_cost_that_nobody_pays_is_told_in_kronor() -> None:
    carried = system("ekot", ("staff", "5 kr"), ("licences", "2 kr"), in_delivery="natverk")
    (item,) = missing_costs(city(AN_EQUAL_KEY, carried), YEARS)
    assert "7 kr a year" in str(item.message).replace("\u00a0", " ")
