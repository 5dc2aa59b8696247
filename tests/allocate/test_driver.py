"""The test of drivers: keys that make those pay who do what the city wants more of."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.allocate.driver import Burden, Punishment, punished
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.key import Key
from itgov.model.record import Record

from .small import ADMINISTRATIONS, delivery, key, part, system
from .small import city as bare_city
from .small import settings as city_settings

STAFF = key("arsarbetare", {"asf": "1", "hvo": "8", "miljo": "1"})
INVOICES = key("fakturor", {"asf": "6", "hvo": "3", "miljo": "1"}, wanted_direction="more")
EKOT = delivery("ekot", part("Transaktioner"), key="fakturor")


def city(*records: Record) -> City:
    """A small city that has chosen the full-year employees for its neutral key."""
    return bare_city(*records, city_settings=city_settings(neutral_key="arsarbetare"))


def with_invoices(shared: Delivery = EKOT, **changes: Any) -> tuple[City, Key]:
    """A city that splits the delivery by a number of e-invoices, and that key."""
    used = INVOICES.model_copy(update=changes)
    return city(STAFF, used, shared), used


def one(found: tuple[Punishment, ...]) -> Punishment:
    """The only one."""
    (punishment,) = found
    return punishment


def test_a_key_that_grows_with_what_is_wanted_punishes_it() -> None:
    assert one(punished(*with_invoices())).burdens == (
        Burden("asf", 60_00, 10_00),
        Burden("hvo", 30_00, 80_00),
        Burden("miljo", 10_00, 10_00),
    )


def test_each_unit_of_the_driver_has_its_price() -> None:
    assert one(punished(*with_invoices())).ore_per_unit == 10_00


@pytest.mark.parametrize("direction", ["less", "neutral"])
def test_a_key_whose_driver_is_not_wanted_more_of_is_no_fault(direction: str) -> None:
    assert punished(*with_invoices(wanted_direction=direction)) == ()


def test_a_key_that_carries_no_cost_punishes_nobody() -> None:
    assert punished(city(STAFF, INVOICES), INVOICES) == ()


def test_a_part_of_nothing_punishes_nobody() -> None:
    assert punished(*with_invoices(delivery("ekot", part(per_year={"2027": "0 kr"}), key="fakturor"))) == ()


def test_a_credit_punishes_nobody() -> None:
    assert punished(*with_invoices(delivery("ekot", part(per_year={"2027": "-9 kr"}), key="fakturor"))) == ()


def test_only_the_parts_that_use_the_key_are_told() -> None:
    mixed = delivery("ekot", part("Bas"), part("Transaktioner", key="fakturor"), key="arsarbetare")
    assert one(punished(*with_invoices(mixed))).part == "Transaktioner"


def test_a_shared_system_can_punish_as_well() -> None:
    small = city(STAFF, INVOICES, system("sys-ekot", ("licences", "9 kr"), key="fakturor"))
    assert one(punished(small, INVOICES)).kind == "system"


def test_a_part_is_told_once_in_the_first_year_when_it_costs() -> None:
    late = delivery("ekot", part(per_year={"2028": "100 kr", "2029": "100 kr"}), key="fakturor")
    assert one(punished(*with_invoices(late))).year == 2028


def test_the_years_can_be_chosen() -> None:
    late = delivery("ekot", part(per_year={"2028": "100 kr", "2029": "100 kr"}), key="fakturor")
    assert one(punished(*with_invoices(late), years=(2029,))).year == 2029


def test_the_comparison_key_is_named() -> None:
    assert one(punished(*with_invoices())).compared_with == "arsarbetare"


def test_a_city_that_has_chosen_no_neutral_key_is_compared_with_equal_shares() -> None:
    found = one(punished(bare_city(STAFF, INVOICES, EKOT), INVOICES))
    assert (found.compared_with, found.burdens[1].would_pay_ore) == (None, 33_33)


def test_another_comparison_key_can_be_chosen() -> None:
    other = key("datorer", {"asf": "6", "hvo": "3", "miljo": "1"})
    with_other = city(STAFF, INVOICES, other, EKOT)
    burdens = one(punished(with_other, INVOICES, compare_with="datorer")).burdens
    assert all(burden.more_ore == 0 for burden in burdens)


def test_without_a_comparison_key_equal_shares_stand_in() -> None:
    small = city(INVOICES, EKOT)
    found = one(punished(small, INVOICES))
    assert (found.compared_with, found.burdens[0].would_pay_ore) == (None, 33_34)


def test_a_comparison_key_without_a_value_for_all_gives_way_to_equal_shares() -> None:
    partial = key("arsarbetare", {"asf": "1"})
    assert one(punished(city(partial, INVOICES, EKOT), INVOICES)).compared_with is None


def test_a_comparison_key_of_zeros_gives_way_to_equal_shares() -> None:
    zeros = key("arsarbetare", dict.fromkeys(ADMINISTRATIONS, "0"))
    assert one(punished(city(zeros, INVOICES, EKOT), INVOICES)).compared_with is None


def test_a_key_is_never_compared_with_itself() -> None:
    assert one(punished(*with_invoices(), compare_with="fakturor")).compared_with is None


def test_a_part_that_the_key_cannot_split_is_passed_over() -> None:
    used = key("fakturor", {"asf": "1"}, wanted_direction="more")
    assert punished(city(STAFF, used, EKOT), used) == ()


def test_the_finance_system_s_transactions_cost_what_the_example_says() -> None:
    # 40 % of 27 mnkr over 480 000 invoices is 22,50 kr each; 12 % of them and 2 % of the staff is 1,30 for 0,22 mnkr
    staff = key("arsarbetare", {"fgk": "2", "ovriga": "98"})
    invoices = key("fakturor", {"fgk": "57 600", "ovriga": "422 400"}, wanted_direction="more")
    ekot = delivery("ekot", part(per_year={"2027": "10,8 mnkr"}), key="fakturor", consumers=("fgk", "ovriga"))
    found = one(punished(city(staff, invoices, ekot), invoices))
    assert found.ore_per_unit == 22_50
    assert Burden("fgk", 1_296_000_00, 216_000_00) in found.burdens


@settings(deadline=None, max_examples=100)
@given(
    st.tuples(*[st.integers(1, 10**6)] * 3),
    st.tuples(*[st.integers(1, 10**6)] * 3),
    st.integers(1, 10**12),
)
def test_what_some_pay_more_others_pay_less(staff: tuple[int, ...], invoices: tuple[int, ...], ore: int) -> None:
    by_staff = STAFF.model_copy(update={"values": dict(zip(ADMINISTRATIONS, staff, strict=True))})
    by_invoices = INVOICES.model_copy(update={"values": dict(zip(ADMINISTRATIONS, invoices, strict=True))})
    shared = delivery("ekot", part(per_year={"2027": f"{ore} kr"}), key="fakturor")
    found = one(punished(city(by_staff, by_invoices, shared), by_invoices))
    assert sum(burden.more_ore for burden in found.burdens) == 0
