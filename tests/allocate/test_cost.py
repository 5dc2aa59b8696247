"""Cost lines: what is shared in which year, by which key and between whom."""

from __future__ import annotations

from typing import Any

from itgov.allocate.cost import CostLine, cost_lines, recipients_of, years_of
from itgov.model.record import Record

from .small import AN_EQUAL_KEY, administration, asset_part, city, delivery, part, settings, system


def lines(*records: Record, years: tuple[int, ...] = (2027,)) -> tuple[CostLine, ...]:
    """The cost lines of a small city with those records."""
    return cost_lines(city(AN_EQUAL_KEY, *records), years)


def years_of_lines(record: Record) -> list[int]:
    """The years of 2026–2029 in which the record gives a line."""
    return [line.year for line in lines(record, years=(2026, 2027, 2028, 2029))]


EVERY_YEAR = {"2026": "1 kr", "2027": "2 kr", "2028": "3 kr", "2029": "4 kr"}


def test_a_cost_part_gives_a_line_with_its_amount_for_the_year() -> None:
    assert [line.ore for line in lines(delivery("natverk", part(per_year=EVERY_YEAR)), years=(2028, 2026))] == [
        100,
        300,
    ]


def test_a_line_says_what_kind_of_cost_it_is() -> None:
    (line,) = lines(delivery("natverk", part(category="staff", behaviour="stepped")))
    assert (line.kind, line.part, line.category, line.behaviour) == ("delivery", "Licenser", "staff", "stepped")


def test_a_stated_zero_gives_a_line_of_nothing() -> None:
    assert [line.ore for line in lines(delivery("natverk", part(per_year={"2027": "0 kr"})))] == [0]


def test_a_year_without_amount_gives_no_line() -> None:
    assert lines(delivery("natverk", part(per_year={"2026": "1 kr"}))) == ()


def test_a_new_delivery_costs_from_the_year_it_starts() -> None:
    assert years_of_lines(delivery("natverk", part(per_year=EVERY_YEAR), starts_on="2027-12-31")) == [2027, 2028, 2029]


def test_a_retired_delivery_costs_to_the_year_it_retires() -> None:
    assert years_of_lines(delivery("natverk", part(per_year=EVERY_YEAR), retires_on="2028-01-01")) == [2026, 2027, 2028]


def test_two_parts_of_the_same_name_are_two_lines() -> None:
    assert [line.part_number for line in lines(delivery("natverk", part(), part()))] == [1, 2]


def test_a_part_with_its_own_key_uses_that() -> None:
    found = lines(delivery("natverk", part("A"), part("B", key="fakturor")))
    assert [line.key_id for line in found] == ["anstallda", "fakturor"]


def test_an_asset_gives_its_capital_cost_and_not_its_outlay() -> None:
    (line,) = lines(delivery("natverk", asset_part()))
    assert line.ore == 20_250_00


def test_an_asset_shows_depreciation_and_interest_apart() -> None:
    (line,) = lines(delivery("natverk", asset_part()))
    assert line.capital
    assert (line.capital.depreciation_ore, line.capital.interest_ore) == (18_000_00, 2_250_00)


def test_an_asset_costs_by_the_internal_interest_of_the_city() -> None:
    records = (AN_EQUAL_KEY, delivery("natverk", asset_part()))
    (line,) = cost_lines(city(*records, city_settings=settings(internal_interest="0 %")), (2027,))
    assert line.ore == 18_000_00


def test_an_asset_gives_no_line_before_its_service() -> None:
    assert lines(delivery("natverk", asset_part()), years=(2026,)) == ()


def test_an_asset_of_a_retired_delivery_gives_no_line() -> None:
    assert lines(delivery("natverk", asset_part(), retires_on="2027-12-31"), years=(2028,)) == ()


def test_an_asset_wins_over_yearly_amounts_so_that_nothing_counts_twice() -> None:
    both = asset_part() | {"per_year": {"2027": "1 mnkr"}}
    assert [line.ore for line in lines(delivery("natverk", both))] == [20_250_00]


def test_all_administrations_share_a_delivery_that_names_no_consumers() -> None:
    (line,) = lines(delivery("natverk", part()))
    assert line.recipients == ("asf", "hvo", "miljo")


def test_only_its_consumers_share_a_delivery_that_names_them() -> None:
    (line,) = lines(delivery("natverk", part(), consumers=("miljo", "asf", "miljo")))
    assert line.recipients == ("asf", "miljo")


def test_an_excluded_administration_does_not_share_a_delivery() -> None:
    outside: dict[str, Any] = {"excluded": ({"administration": "asf", "reason": "Har egen lösning"},)}
    assert recipients_of(city(AN_EQUAL_KEY), delivery("natverk", part(), **outside)) == ("hvo", "miljo")


def test_a_system_with_a_key_is_shared_by_its_users_every_year() -> None:
    found = lines(system("ekot", ("licences", "5 kr"), key="anstallda"), years=(2027, 2028))
    assert [(line.year, line.ore, line.recipients) for line in found] == [
        (2027, 500, ("asf", "hvo")),
        (2028, 500, ("asf", "hvo")),
    ]


def test_a_system_without_a_key_is_not_shared() -> None:
    assert lines(system("ekot", ("licences", "5 kr"))) == ()


def test_a_system_that_a_delivery_carries_is_not_shared_once_more() -> None:
    assert lines(system("ekot", ("licences", "5 kr"), key="anstallda", in_delivery="natverk")) == ()


def test_a_system_costs_nothing_after_the_year_it_retires() -> None:
    assert years_of_lines(
        system("ekot", ("staff", "5 kr"), key="anstallda", lifecycle={"retires_on": "2027-06-30"})
    ) == [2026, 2027]


def test_a_system_costs_nothing_before_the_year_it_is_in_use() -> None:
    assert years_of_lines(
        system("ekot", ("staff", "5 kr"), key="anstallda", lifecycle={"in_use_since": "2028-06-30"})
    ) == [2028, 2029]


def test_lines_are_sorted_by_source_part_and_year() -> None:
    found = lines(
        system("b-system", ("staff", "5 kr"), key="anstallda"),
        delivery("c-leverans", part(per_year=EVERY_YEAR)),
        delivery("a-leverans", part("Z"), part("A")),
        years=(2028, 2027),
    )
    assert [(line.source_id, line.part_number, line.year) for line in found] == [
        ("a-leverans", 1, 2027),
        ("a-leverans", 2, 2027),
        ("b-system", 1, 2027),
        ("b-system", 1, 2028),
        ("c-leverans", 1, 2027),
        ("c-leverans", 1, 2028),
    ]


def test_the_years_that_are_split_are_the_horizon_s() -> None:
    assert years_of(city(delivery("natverk", part()))) == (2027, 2028)


def test_the_year_before_the_horizon_is_split_where_it_has_amounts() -> None:
    assert years_of(city(delivery("natverk", part(per_year=EVERY_YEAR)))) == (2026, 2027, 2028)


def test_a_city_without_deliveries_has_no_lines() -> None:
    assert cost_lines(city(administration("asf")), (2027,)) == ()
