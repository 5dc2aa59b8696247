"""Direct costs: systems without a key, paid by one, by several without a key, or carried by a delivery."""

from __future__ import annotations

from typing import Any

from itgov.allocate.direct import carried_costs, direct_costs, unkeyed_costs

from .small import AN_EQUAL_KEY, city, system

COST = ("licences", "5 kr")


def payers(**changes: Any) -> list[str]:
    """Who pays for a system with those fields on their own."""
    return [cost.payer_id for cost in direct_costs(city(AN_EQUAL_KEY, system("journal", COST, **changes)), (2027,))]


def unkeyed(**changes: Any) -> list[tuple[tuple[str, ...], str]]:
    """Payers and message of a system's costs that nobody pays on its own."""
    found = unkeyed_costs(city(AN_EQUAL_KEY, system("journal", COST, **changes)), (2027,))
    return [(cost.payer_ids, str(cost.message)) for cost in found]


def test_a_single_user_pays_for_its_system() -> None:
    assert payers(used_by=("hvo",)) == ["hvo"]


def test_a_single_funder_pays_whoever_uses_the_system() -> None:
    assert payers(funded_by=("ram-plattformar",)) == ["ram-plattformar"]


def test_a_system_of_several_users_is_paid_by_none_of_them_alone() -> None:
    assert payers() == []


def test_a_system_with_a_key_is_not_a_direct_cost() -> None:
    assert payers(used_by=("hvo",), key="anstallda") == []


def test_several_users_without_a_key_are_told_and_not_split() -> None:
    assert unkeyed() == [(("asf", "hvo"), "paid by its users, no key on record")]


def test_several_funders_without_a_key_are_told_as_such() -> None:
    assert unkeyed(funded_by=("hvo", "miljo")) == [(("hvo", "miljo"), "paid by those that fund it, no key on record")]


def test_a_system_with_one_payer_is_not_told_as_lacking_a_key() -> None:
    assert unkeyed(used_by=("hvo",)) == []


def test_a_retired_system_costs_nobody_anything() -> None:
    assert payers(used_by=("hvo",), lifecycle={"retires_on": "2026-12-31"}) == []


def test_every_part_of_every_year_is_a_cost_of_its_own() -> None:
    both = city(AN_EQUAL_KEY, system("journal", COST, ("staff", "7 kr"), used_by=("hvo",)))
    assert [(cost.part_number, cost.year, cost.ore) for cost in direct_costs(both, (2028, 2027))] == [
        (1, 2027, 500),
        (1, 2028, 500),
        (2, 2027, 700),
        (2, 2028, 700),
    ]


# What a delivery carries is charged there, and told here.


def test_a_cost_that_a_delivery_carries_is_no_direct_cost() -> None:
    assert payers(used_by=("hvo",), in_delivery="natverk") == []


def test_a_cost_that_a_delivery_carries_does_not_lack_a_key() -> None:
    assert unkeyed(in_delivery="natverk") == []


def test_a_cost_that_a_delivery_carries_is_told_with_the_delivery() -> None:
    carried = city(AN_EQUAL_KEY, system("journal", COST, in_delivery="natverk"))
    assert [
        (cost.source_id, cost.delivery_id, cost.year, cost.ore) for cost in carried_costs(carried, (2028, 2027))
    ] == [("journal", "natverk", 2027, 500), ("journal", "natverk", 2028, 500)]


def test_a_cost_that_a_delivery_carries_is_told_whether_the_system_has_a_key_or_not() -> None:
    keyed = city(AN_EQUAL_KEY, system("journal", COST, in_delivery="natverk", key="anstallda"))
    assert len(carried_costs(keyed, (2027,))) == 1


def test_a_system_that_no_delivery_carries_is_not_told_as_carried() -> None:
    assert carried_costs(city(AN_EQUAL_KEY, system("journal", COST)), (2027,)) == ()
