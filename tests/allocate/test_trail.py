"""A system or contract that is no line of the split, followed to those who pay it."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Any

from itgov.allocate.shares import allocate
from itgov.allocate.trail import Portion, of_contract, of_system
from itgov.allocate.trail_told import said, spans, told
from itgov.model.city import City
from itgov.model.contract import Contract
from itgov.model.record import Record
from tests.laws import law

from .networks import network
from .small import AN_EQUAL_KEY, city, delivery, key, part, system

YEAR = 2027
STAFF = key("heltider", {"asf": "1", "hvo": "3", "miljo": "0"})
NETWORK = delivery("natverk", part("Fiber", {"2027": "60 kr"}), part("Drift", {"2027": "40 kr"}, key="heltider"))


def contract(*systems: str, cost: str | None = "100 kr", **changes: Any) -> Contract:
    """A contract on those systems, to the end of 2030."""
    fields: dict[str, Any] = {
        "id": "avtal",
        "name": "Avtalet",
        "supplier": "Leverantören AB",
        "covers": tuple({"system": one, "functions": ("ekonomi",)} for one in systems),
        "ends_on": "2030-12-31",
    }
    if cost is not None:
        fields["cost_per_year"] = cost
    return Contract.model_validate(fields | changes)


def carried(**changes: Any) -> City:
    """A city whose network carries a system of 12 kr."""
    return city(AN_EQUAL_KEY, STAFF, NETWORK, system("fiber", ("licences", "12 kr"), in_delivery="natverk"), **changes)


def followed(*records: Record, years: Iterable[int] = (YEAR,)) -> tuple[Portion, ...]:
    """The contract's portions in a city of those records."""
    small = city(AN_EQUAL_KEY, *records)
    return of_contract(small, allocate(small, years), "avtal")


def test_a_system_that_a_delivery_carries_is_borne_as_the_delivery_is() -> None:
    small = carried()
    (one,) = of_system(small, allocate(small, (YEAR,)), "fiber")
    # 60 kr in thirds and 40 kr by 1, 3, 0: 30, 50 and 20 of 100.
    assert (one.way, one.via_id) == ("delivery", "natverk")
    assert one.to == (("asf", 3_60), ("hvo", 6_00), ("miljo", 2_40))


def test_a_system_with_its_own_key_is_followed_by_the_split_itself() -> None:
    small = city(AN_EQUAL_KEY, system("gis", ("staff", "9 kr"), key="anstallda"))
    assert of_system(small, allocate(small, (YEAR,)), "gis") == ()


def test_one_part_of_a_system_is_followed_alone() -> None:
    small = city(AN_EQUAL_KEY, system("eget", ("staff", "9 kr"), ("licences", "5 kr"), used_by=("hvo",)))
    (one,) = of_system(small, allocate(small, (YEAR,)), "eget", 2)
    assert (one.way, one.to) == ("payer", (("hvo", 5_00),))


def test_of_what_several_pay_without_a_key_nobody_s_part_is_known() -> None:
    small = city(AN_EQUAL_KEY, system("delat", ("staff", "9 kr")))
    (one,) = of_system(small, allocate(small, (YEAR,)), "delat")
    assert (one.way, one.to, one.left_ore) == ("no_key", (), 9_00)
    assert "asf, hvo pay it" in str(one.why)


def test_where_the_delivery_that_carries_it_is_not_given_nobody_pays() -> None:
    late = delivery("natverk", part("Fiber", {"2028": "60 kr"}), starts_on="2028-01-01")
    small = city(AN_EQUAL_KEY, late, system("fiber", ("licences", "12 kr"), in_delivery="natverk"))
    (one,) = of_system(small, allocate(small, (YEAR,)), "fiber")
    assert (one.way, one.left_ore) == ("not_given", 12_00)


def test_where_the_delivery_is_not_split_neither_is_the_system() -> None:
    small = city(
        delivery("natverk", part(), key="saknas"), system("fiber", ("licences", "12 kr"), in_delivery="natverk")
    )
    (one,) = of_system(small, allocate(small, (YEAR,)), "fiber")
    assert (one.way, one.left_ore) == ("not_split", 12_00)
    assert "no allocation key" in str(one.why)


def test_a_contract_is_followed_to_the_systems_it_covers_and_their_payers() -> None:
    own = system("eget", ("licences", "30 kr"), ("staff", "99 kr"), used_by=("hvo",))
    shared = system("gis", ("support_fees", "70 kr"), key="anstallda", used_by=("asf", "miljo"))
    found = followed(own, shared, contract("eget", "gis"))
    assert [(one.source_id, one.way, one.ore, one.to) for one in found] == [
        ("eget", "payer", 30_00, (("hvo", 30_00),)),
        ("gis", "key", 70_00, (("asf", 35_00), ("miljo", 35_00))),
    ]


def test_what_the_systems_do_not_hold_of_a_contract_is_in_no_split_and_told() -> None:
    small = city(AN_EQUAL_KEY, system("eget", ("licences", "30 kr"), used_by=("hvo",)), contract("eget"))
    found = of_contract(small, allocate(small, (YEAR,)), "avtal")
    assert [(one.source_id, one.way, one.ore, one.left_ore) for one in found] == [
        ("eget", "payer", 30_00, 0),
        ("avtal", "nowhere", 70_00, 70_00),
    ]
    assert "70.00 kr (2027) of it is in no split" in str(said(small, "avtal", found, "en")[0])


def test_systems_that_hold_more_share_the_contract_by_what_they_hold() -> None:
    one = system("ett", ("licences", "150 kr"), used_by=("hvo",))
    other = system("annat", ("support_fees", "50 kr"), used_by=("asf",))
    assert [(part.source_id, part.ore) for part in followed(one, other, contract("ett", "annat"))] == [
        ("annat", 25_00),
        ("ett", 75_00),
    ]


def test_a_contract_that_ends_says_from_when_its_cost_is_assumed() -> None:
    small = city(
        AN_EQUAL_KEY, system("eget", ("licences", "100 kr"), used_by=("hvo",)), contract("eget", ends_on="2027-12-31")
    )
    found = of_contract(small, allocate(small, (2027, 2028)), "avtal")
    assert any("ends on 2027-12-31: for 2028" in str(one) for one in said(small, "avtal", found, "en"))


def test_years_that_are_alike_are_shown_once() -> None:
    own = system("eget", ("licences", "100 kr"), used_by=("hvo",))
    assert spans(followed(own, contract("eget"), years=(2027, 2028))) == {2027: "2027–2028"}
    small = carried()
    assert list(spans(of_system(small, allocate(small, (2027, 2028)), "fiber"))) == [2027, 2028]


def ore(chance: Random) -> int:
    return chance.randint(0, chance.choice((5, 10**12)))


@law(city_=network, cost=ore, held=ore)
def test_law_every_portion_adds_up_to_the_ore(city_: City, cost: int, held: int) -> None:
    fiber = system("fiber", ("licences", "0 kr"), in_delivery="leverans-0", used_by=("asf",))
    fiber = fiber.model_copy(update={"yearly_cost": (fiber.yearly_cost[0].model_copy(update={"amount": held}),)})
    paper = contract("fiber").model_copy(update={"cost_per_year": cost})
    whole = city(*city_.records(), fiber, paper, city_settings=city_.settings)
    allocation = allocate(whole, (2027, 2028))
    for total, portions in (
        (held, of_system(whole, allocation, "fiber")),
        (cost, of_contract(whole, allocation, "avtal")),
    ):
        assert all(one.difference_ore == 0 for one in portions)
        for year in (2027, 2028):
            assert sum(one.ore for one in portions if one.year == year) == total


def test_it_is_told_in_swedish_with_its_sums() -> None:
    small = carried()
    sheets = told(
        small, "fiber", of_system(small, allocate(small, (YEAR,)), "fiber"), "sv", "data/systems/fiber.yaml:7"
    )
    assert "skillnad 0,00 kr" in sheets[-1].lines[-1].into("sv")  # type: ignore[union-attr]
