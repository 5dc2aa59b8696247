"""Why a share changed: the parts make the whole, and each stands under its own cause."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from random import Random
from typing import Any

from itgov.allocate.between import Side
from itgov.allocate.change import Factor, LineChange, changed_lines, summed
from itgov.allocate.shares import allocate
from itgov.allocate.suppose import put
from itgov.model.city import City
from itgov.model.delivery import Delivery
from tests.laws import TRIES, Cases

from .networks import network
from .small import AN_EQUAL_KEY, city, delivery, key, part


def between(before: City, after: City, *, years: tuple[int, int] = (2027, 2027)) -> tuple[LineChange, ...]:
    """The changes from one city and year to another."""
    return changed_lines(side(before, years[0]), side(after, years[1]))


def side(city_: City, year: int) -> Side:
    """A city split in a year."""
    return Side(city_, allocate(city_, (year,)), year)


def paid(side_: Side) -> dict[str, int]:
    """What each administration pays, summed without the code under test."""
    found: dict[str, int] = {}
    for cell in side_.allocation.cells:
        found[cell.administration_id] = found.get(cell.administration_id, 0) + cell.ore
    return found


def of_administrations(lines: tuple[LineChange, ...]) -> Any:
    """What each paid, pays and why, by administration."""
    return summed(lines, lambda line: line.administration_id)


@dataclass(frozen=True)
class Change:
    """From one side to another, and back."""

    before: Side
    after: Side
    there: tuple[LineChange, ...]

    @cached_property
    def back(self) -> tuple[LineChange, ...]:
        """The way back."""
        return changed_lines(self.after, self.before)


def from_year_to_year(chance: Random) -> Change:
    """One city, from one year to the next."""
    city_ = network(chance)
    return change(side(city_, 2027), side(city_, 2028))


def from_city_to_city(chance: Random) -> Change:
    """Any two cities."""
    return change(side(network(chance), 2027), side(network(chance), 2028))


def change(before: Side, after: Side) -> Change:
    return Change(before, after, changed_lines(before, after))


YEARS, CITIES = Cases(case=from_year_to_year), Cases(case=from_city_to_city)


@YEARS.law
def test_law_the_causes_make_the_change_to_the_ore(case: Change) -> None:
    before, after = paid(case.before), paid(case.after)
    for name, (was, now, why) in of_administrations(case.there).items():
        assert (was, now) == (before.get(name, 0), after.get(name, 0))
        assert sum(why.values()) == now - was


@CITIES.law
def test_law_the_causes_make_the_change_between_any_two_cities(case: Change) -> None:
    before, after = paid(case.before), paid(case.after)
    changes = of_administrations(case.there)
    for name in {*before, *after}:
        assert sum(changes[name][2].values()) == after.get(name, 0) - before.get(name, 0)


@CITIES.some
def test_law_the_way_back_is_the_way_there_with_the_sign_turned(case: Change) -> None:
    turned: dict[Factor, Factor] = {"new": "retired", "retired": "new"}
    back = of_administrations(case.back)
    for name, (_, _, why) in of_administrations(case.there).items():
        assert {factor: -back[name][2][turned.get(factor, factor)] for factor in why} == why


@YEARS.law
def test_law_rounding_is_less_than_a_handful_of_ore_a_line(case: Change) -> None:
    # Two cells and up to five factors, each less than an öre from what is exact.
    assert all(abs(line.why.get("rounding", 0)) <= 6 for line in case.there)


@YEARS.some
def test_law_nothing_has_a_cause_where_nothing_differs(case: Change) -> None:
    assert all(line.why == {} for line in changed_lines(case.before, case.before))


@YEARS.law
def test_law_a_key_moves_cost_between_those_who_pay_and_makes_none(case: Change) -> None:
    city_ = case.before.city
    nobody_s = any(one.capacity for one in city_.deliveries.values()) or any(
        one.unassigned for one in city_.keys.values()
    )
    keys: dict[str, Fraction] = {}
    for line in case.there:
        where = f"{line.source_id} {line.part_number}"
        keys[where] = keys.get(where, Fraction(0)) + line.exact.get("key", Fraction(0))
    # What a key moves into a delivery with unused capacity, or a key with a part that is nobody's, may end with nobody.
    assert nobody_s or not any(keys.values())


def with_keys_exchanged(chance: Random) -> Change:
    """A city where nothing is nobody's, and the same with two keys in each other's place where both can split."""
    turned = {"nyckel-0": "nyckel-1", "nyckel-1": "nyckel-0"}
    before = network(chance)
    for key_ in before.keys.values():
        before = put(before, key_.model_copy(update={"unassigned": Fraction(0)}))
    for one in before.deliveries.values():
        before = put(before, one.model_copy(update={"capacity": {}}))
    after = before
    for one in before.deliveries.values():
        after = put(after, one.model_copy(update={"key": turned.get(one.key, one.key)}))
    return change(side(before, 2027), side(after, 2027))


@Cases(TRIES // 5, case=with_keys_exchanged).law
def test_law_what_a_key_moves_makes_nothing_in_all_to_the_ore(case: Change) -> None:
    unsplit = {line.order[:3] for one in (case.before, case.after) for line in one.allocation.unsplit_lines}
    lines = tuple(line for line in case.there if (line.source_id, line.kind, line.part_number) not in unsplit)
    found = summed(lines, lambda line: f"{line.source_id} {line.part_number}")
    assert all(was == now and why["key"] == 0 for was, now, why in found.values())


@CITIES.law
def test_law_what_moves_a_share_makes_nothing_in_all_where_nothing_is_nobodys(case: Change) -> None:
    moved: dict[tuple[str, int, str], Fraction] = {}
    for line in case.there:
        for factor in ("key", "recipients", "way"):
            mark = (line.source_id, line.part_number, factor)
            moved[mark] = moved.get(mark, Fraction(0)) + line.exact.get(factor, Fraction(0))
    assert has_nobodys(case.before.city) or has_nobodys(case.after.city) or not any(moved.values())


def has_nobodys(city_: City) -> bool:
    """Whether something of a cost may end with nobody."""
    return any(one.capacity for one in city_.deliveries.values()) or any(one.unassigned for one in city_.keys.values())


def test_who_bears_a_cost_only_in_between_is_told_so_that_what_moves_it_makes_nothing() -> None:
    shared = delivery("gemensam", part(per_year={"2027": "0 kr"}), consumers=("asf", "hvo"))
    serving = delivery("drift", part("Allt", {"2027": "1200 kr"}), consumers=("asf", "hvo"),
                       serves=({"delivery": "gemensam", "share": "50 %"},))  # fmt: skip
    before = city(AN_EQUAL_KEY, shared, serving)
    after = city(AN_EQUAL_KEY, delivery("gemensam", part(per_year={"2027": "0 kr"})), put_alone(serving))
    lines = [line for line in between(before, after) if line.source_id == "drift"]
    assert {line.administration_id for line in lines} == {"asf", "hvo", "miljo"}
    assert all(sum(line.why.get(factor, 0) for line in lines) == 0 for factor in ("recipients", "way"))


def test_the_key_of_what_passed_everything_on_is_its_own_and_not_the_one_that_came_after() -> None:
    old, new = key("gammal", {"asf": "1", "hvo": "0", "miljo": "0"}), key("ny", {"asf": "0", "hvo": "1", "miljo": "0"})
    desk = delivery("desk", part(per_year={"2027": "0 kr"}))
    serving = delivery("drift", part("Allt", {"2027": "600 kr"}), key="gammal",
                       serves=({"delivery": "desk", "share": "100 %"},))  # fmt: skip
    after = put_alone(serving).model_copy(update={"key": "ny"})
    lines = between(city(AN_EQUAL_KEY, old, new, desk, serving), city(AN_EQUAL_KEY, old, new, desk, after))
    moved = {line.administration_id: line.why.get("key", 0) for line in lines if line.source_id == "drift"}
    # The new key counts from half of the way on: half of what it moves from asf to hvo.
    assert moved == {"asf": -300_00, "hvo": 300_00, "miljo": 0}


def put_alone(one: Delivery) -> Delivery:
    return one.model_copy(update={"serves": ()})


def why(before: City, after: City, **more: Any) -> dict[str, dict[str, int]]:
    """The causes of each administration's change that are not 0, without the öre of rounding."""
    found = summed(between(before, after, **more), lambda line: line.administration_id)
    return {
        name: {factor: ore for factor, ore in causes.items() if ore and factor != "rounding"}
        for name, (_, _, causes) in found.items()
    }


def by(values: str, *parts: dict[str, Any], **changes: Any) -> City:
    """A city with one delivery, split by values of asf, hvo and miljo in a row."""
    asf, hvo, miljo = values.split()
    return city(
        key("anstallda", {"asf": asf, "hvo": hvo, "miljo": miljo}),
        delivery("natverk", *(parts or (part(),)), **changes),
    )


def test_a_dearer_delivery_is_cost() -> None:
    dearer = by("1 1 2", part(per_year={"2027": "140 kr"}))
    assert why(by("1 1 2"), dearer) == {"asf": {"cost": 10_00}, "hvo": {"cost": 10_00}, "miljo": {"cost": 20_00}}


def test_other_values_are_the_key() -> None:
    assert why(by("1 1 2"), by("2 1 1")) == {"asf": {"key": 25_00}, "hvo": {}, "miljo": {"key": -25_00}}


def test_more_units_of_a_variable_part_are_volume_and_their_price_is_cost() -> None:
    one = by("1 1 2", part(behaviour="variable"), volumes={"2027": "10"})
    other = by("1 1 2", part(per_year={"2027": "240 kr"}, behaviour="variable"), volumes={"2027": "20"})
    # 10 units more at 11 kr, and 2 kr more for 15 units: a quarter each for two, half for the third.
    assert why(one, other)["miljo"] == {"volume": 55_00, "cost": 15_00}


def test_a_stepped_part_follows_whole_steps() -> None:
    def steps(volume: str, amount: str) -> City:
        stepped = part(per_year={"2027": amount}, behaviour="stepped", step_capacity="10")
        return by("1 1 2", stepped, volumes={"2027": volume})

    assert why(steps("11", "100 kr"), steps("19", "100 kr"))["asf"] == {}
    assert why(steps("11", "100 kr"), steps("21", "150 kr"))["asf"] == {"volume": 12_50}


def test_one_more_who_shares_is_recipients() -> None:
    alone = by("1 1 2", consumers=("asf", "hvo"))
    assert why(alone, by("1 1 2")) == {
        "asf": {"recipients": -25_00},
        "hvo": {"recipients": -25_00},
        "miljo": {"recipients": 50_00},
    }


def test_another_way_through_other_deliveries_is_the_way() -> None:
    desk = delivery("servicedesk", part(per_year={"2027": "0 kr"}), consumers=("hvo",))
    apart = delivery("natverk", part())
    serving = delivery("natverk", part(), serves=({"delivery": "servicedesk", "share": "40 %"},))
    found = why(city(AN_EQUAL_KEY, desk, apart), city(AN_EQUAL_KEY, desk, serving))
    assert {name: list(causes) for name, causes in found.items()} == {"asf": ["way"], "hvo": ["way"], "miljo": ["way"]}


def test_a_delivery_that_is_new_or_retired_is_told_so() -> None:
    one, other = by("1 1 2"), city(key("anstallda", {"asf": "1", "hvo": "1", "miljo": "2"}))
    assert why(other, one)["miljo"] == {"new": 50_00}
    assert why(one, other)["miljo"] == {"retired": -50_00}


def test_a_part_that_is_new_in_a_delivery_that_goes_on_is_cost() -> None:
    assert why(by("1 1 2"), by("1 1 2", part(), part("Drift")))["miljo"] == {"cost": 50_00}


def test_a_part_is_the_same_by_its_name_though_its_number_moved() -> None:
    moved = by("1 1 2", part("Drift", {"2027": "40 kr"}), part())
    assert [
        (line.part, line.change_ore) for line in between(by("1 1 2"), moved) if line.administration_id == "miljo"
    ] == [
        ("Drift", 20_00),
        ("Licenser", 0),
    ]


def test_a_key_of_its_own_for_a_part_is_the_key() -> None:
    other = key("lika", {}, equal="true")
    one = city(key("anstallda", {"asf": "1", "hvo": "1", "miljo": "2"}), other, delivery("natverk", part()))
    changed = city(
        key("anstallda", {"asf": "1", "hvo": "1", "miljo": "2"}), other, delivery("natverk", part(key="lika"))
    )
    assert list(why(one, changed)["miljo"]) == ["key"]


def test_what_is_split_on_one_side_alone_says_so() -> None:
    nobody = by("0 0 0")
    assert why(nobody, by("1 1 2"))["miljo"] == {"not_split": 50_00}
