"""Systems are paid by somebody, and in one level of prices."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

SYSTEM = "data/systems/sys-diarium.yaml"
COST = "illustrative: true, yearly_cost: [{category: licences, amount: 90 tkr}]"


def test_a_cost_without_payer_names_the_users_and_the_ways_out(changed: Changed) -> None:
    (text,) = told(changed(f"{SYSTEM}: {{{COST}, funded_by: }}\n"), "FUN009")
    assert text.split("\n") == [
        (
            "sys-diarium.yearly_cost: “sys-diarium” costs 90 000 kr a year and is used by hvo, it, "
            "but nothing says who pays"
        ),
        (
            "name the payers in finansieras av (`funded_by`), a fördelningsnyckel (`key`) if they share it, "
            "or the ingår i basleverans (`in_delivery`) that carries it"
        ),
    ]


@pytest.mark.parametrize("way", ["used_by: [hvo]", "in_delivery: leverans-a", "key: nyckel-a", "funded_by: [it]"])
def test_one_user_or_one_way_to_pay_is_enough(way: str, changed: Changed) -> None:
    rest = way if way.startswith("funded_by") else f"{way}, funded_by: "
    assert "FUN009" not in codes(changed(f"{SYSTEM}: {{{COST}, {rest}}}\n"))


def test_one_users_system_in_a_shared_delivery_is_found(changed: Changed) -> None:
    (text,) = told(changed(f"{SYSTEM}: {{used_by: [hvo], funded_by: , in_delivery: leverans-a}}\n"), "FUN010")
    assert text.startswith("sys-diarium.in_delivery: “sys-diarium” is used by “hvo” alone, but all pay for it")


def test_a_delivery_that_the_user_alone_shares_is_fine(changed: Changed) -> None:
    alone = "data/deliveries/leverans-a.yaml: {consumers: [hvo]}\n"
    assert "FUN010" not in codes(changed(f"{SYSTEM}: {{used_by: [hvo], in_delivery: leverans-a}}\n{alone}"))


def test_a_price_year_without_amounts_disturbs_nobody(changed: Changed) -> None:
    assert codes(changed(f"{SYSTEM}: {{price_year: 2020}}\n")) == []


def test_another_price_year_is_told_with_the_citys(changed: Changed) -> None:
    (text,) = told(changed("data/initiatives/init-a.yaml: {price_year: 2025}\n"), "FUN006")
    assert "are in the prices of 2025, and are added to others in those of 2026" in text
    assert text.endswith("itgov.yaml.price_year: prisnivå (`price_year`) is set here")
