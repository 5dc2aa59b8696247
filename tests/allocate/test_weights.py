"""A key as exact shares: each basis, part of a year, floors and caps, and what it refuses."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest

from itgov.allocate.remainder import CannotSplit
from itgov.allocate.weights import NotValidYet, NoValue, shares_of, valid_year, values_of
from itgov.model.key import Key
from tests.allocate.small import key
from tests.laws import law

NAMES = ("asf", "hvo", "miljo")
ALL = dict.fromkeys(NAMES, Fraction(1))


def resting_on(**fields: Any) -> Key:
    """A key that rests on something other than values."""
    return key("nyckel", {}, **fields)


def shares(used: Key, *others: Key, year: int = 2027, **presence: Fraction) -> dict[str, str]:
    """Shares of all three administrations, as text."""
    found = shares_of({one.id: one for one in (used, *others)}, used, year, {**ALL, **presence})
    return {name: str(share) for name, share in found.shares.items()}


def refusal(used: Key, *others: Key, names: tuple[str, ...] = NAMES, year: int = 2027) -> CannotSplit:
    with pytest.raises(CannotSplit) as refused:
        shares_of({one.id: one for one in (used, *others)}, used, year, dict.fromkeys(names, Fraction(1)))
    return refused.value


def test_values_share_in_proportion() -> None:
    assert shares(key("k", {"asf": "1", "hvo": "2", "miljo": "1"})) == {"asf": "1/4", "hvo": "1/2", "miljo": "1/4"}


def test_values_by_year_are_those_of_the_year_or_the_latest_before_it() -> None:
    by_year = resting_on(per_year={"2027": dict.fromkeys(NAMES, "1"), "2029": {"asf": "1", "hvo": "0", "miljo": "0"}})
    assert shares(by_year, year=2028) == dict.fromkeys(NAMES, "1/3")
    assert shares(by_year, year=2030) == {"asf": "1", "hvo": "0", "miljo": "0"}
    assert values_of(by_year, 2026) == {}
    assert isinstance(refusal(by_year, year=2026), NoValue)


def test_equal_shares_are_as_much_for_each() -> None:
    assert shares(resting_on(equal="true")) == dict.fromkeys(NAMES, "1/3")


def test_fixed_shares_are_as_they_are_written() -> None:
    fixed = resting_on(shares={"asf": "20 %", "hvo": "50 %", "miljo": "30 %"})
    assert shares(fixed) == {"asf": "1/5", "hvo": "1/2", "miljo": "3/10"}


def test_what_fixed_shares_leave_floats_by_the_values_of_the_rest() -> None:
    used = key("k", {"asf": "1", "hvo": "3", "miljo": "99"}, shares={"miljo": "20 %"})
    assert shares(used) == {"miljo": "1/5", "asf": "1/5", "hvo": "3/5"}


def test_a_mix_weighs_keys_together() -> None:
    one, other = key("en", {"asf": "1", "hvo": "1", "miljo": "0"}), key("tva", {"asf": "0", "hvo": "0", "miljo": "1"})
    mix = resting_on(mix=({"key": "en", "weight": "60 %"}, {"key": "tva", "weight": "40 %"}))
    assert shares(mix, one, other) == {"asf": "3/10", "hvo": "3/10", "miljo": "2/5"}


def test_a_part_of_the_year_counts_as_a_part_of_the_value() -> None:
    used = key("k", dict.fromkeys(NAMES, "2"))
    assert shares(used, asf=Fraction(6, 12)) == {"asf": "1/5", "hvo": "2/5", "miljo": "2/5"}


def test_floors_and_caps_are_kept_and_the_others_stay_in_proportion() -> None:
    values = {"asf": "10", "hvo": "80", "miljo": "10"}
    cap = {"administration": "hvo", "most": "50 %", "reason": "Avtalat"}
    assert shares(key("k", values, bounds=(cap,))) == {"asf": "1/4", "hvo": "1/2", "miljo": "1/4"}
    floor = {"administration": "asf", "least": "28 %", "reason": "Avtalat"}
    assert shares(key("k", values, bounds=(floor,))) == {"asf": "7/25", "hvo": "16/25", "miljo": "2/25"}


def test_what_is_nobodys_is_taken_off_before_the_rest() -> None:
    used = key("k", {"asf": "1", "hvo": "3", "miljo": "0"}, unassigned="20 %")
    found = shares_of({}, used, 2027, ALL)
    assert (found.unassigned, found.shares["hvo"], sum(found.shares.values())) == (
        Fraction(1, 5),
        Fraction(3, 5),
        Fraction(4, 5),
    )


def test_a_key_holds_from_its_first_year_and_goes_on() -> None:
    used = key("k", dict.fromkeys(NAMES, "1"), valid_for=("2026", "2028"))
    assert [valid_year(used, year) for year in (2025, 2026, 2027, 2028, 2030)] == [None, 2026, 2026, 2028, 2028]
    assert isinstance(refusal(used, year=2025), NotValidYet)


@pytest.mark.parametrize(
    ("used", "others", "names", "why"),
    [
        (key("k", {"asf": "1"}), (), NAMES, "has no value for hvo, miljo: add it to värden (`values`)"),
        (key("k", {"asf": "0"}), (), ("asf",), "every weight is 0"),
        (key("k", {"asf": "1"}), (), (), "there is nobody to split the amount between"),
        (resting_on(shares={"asf": "100 %"}), (), ("asf", "hvo"), "says nothing of hvo in `shares`"),
        (resting_on(shares={"asf": "40 %", "hvo": "60 %"}), (), ("asf",), "fixed shares of some who do not share"),
        (key("k", {"hvo": "1"}, shares={"asf": "40 %"}), (), ("asf",), "nobody is left to bear what the fixed shares"),
        (resting_on(mix=({"key": "x", "weight": "100 %"},)), (), NAMES, "there is no allocation key “x”"),
        (
            resting_on(mix=({"key": "y", "weight": "100 %"},)),
            (key("y", {}, mix=({"key": "x", "weight": "100 %"},)),),
            NAMES,
            "“y” is a mix, or leaves a part to nobody",
        ),
        (
            key("k", {"asf": "1"}, bounds=({"administration": "asf", "most": "50 %", "reason": "Skäl"},)),
            (),
            ("asf",),
            "its floors and caps (`bounds`) leave no way",
        ),
        (
            key(
                "k",
                {"asf": "1", "hvo": "1"},
                bounds=tuple({"administration": one, "least": "60 %", "reason": "Skäl"} for one in ("asf", "hvo")),
            ),
            (),
            ("asf", "hvo"),
            "its floors and caps (`bounds`) leave no way",
        ),
    ],
)
def test_what_a_key_cannot_split_is_said(used: Key, others: tuple[Key, ...], names: tuple[str, ...], why: str) -> None:
    assert why in str(refusal(used, *others, names=names).message)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "says nothing of what it rests on"),
        ({"equal": "true", "mix": ({"key": "x", "weight": "100 %"},)}, "rests on one thing"),
        ({"shares": {"asf": "33,3 %", "hvo": "33,3 %", "miljo": "33,3 %"}}, "the fixed shares make 99,9 %"),
        ({"shares": {"asf": "100 %"}, "equal": "true"}, "the fixed shares make 100 %: nothing is left"),
        ({"mix": ({"key": "x", "weight": "50 %"},)}, "the weights of the mix make 50 %"),
        ({"mix": ({"key": "x", "weight": "100 %"},), "shares": {"asf": "5 %"}}, "fixed shares do not go with a mix"),
    ],
)
def test_a_key_that_does_not_make_a_whole_is_no_key(fields: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        resting_on(**fields)


def test_a_floor_above_its_cap_is_refused() -> None:
    with pytest.raises(ValueError, match="the least share is more than the most"):
        resting_on(equal="true", bounds=({"administration": "asf", "least": "2 %", "most": "1 %", "reason": "Skäl"},))


def values(chance: Random) -> dict[str, int]:
    """Values of all three, 0 among them, not for all."""
    found = {name: chance.choice((0, 1, 1)) * chance.randint(1, chance.choice((3, 10**6))) for name in NAMES}
    return found if any(found.values()) else dict.fromkeys(NAMES, 1)


def by(drawn: dict[str, int], **fields: Any) -> Key:
    """A key by those values."""
    return BY_VALUES.model_copy(update={"values": drawn} | fields)


BY_VALUES = key("k", {"asf": "1"})
BOUND = resting_on(equal="true", bounds=({"administration": "asf", "reason": "Avtalat"},)).bounds[0]


def months(chance: Random) -> dict[str, Fraction]:
    """The part of the year that each shares, all of it mostly."""
    return {name: Fraction(chance.choice((12, 12, chance.randint(1, 12))), 12) for name in NAMES}


@law(drawn=values, unassigned=lambda chance: Fraction(chance.randint(0, 89), chance.randint(90, 99)), presence=months)
def test_law_shares_make_a_whole_with_what_is_nobodys(
    drawn: dict[str, int], unassigned: Fraction, presence: dict[str, Fraction]
) -> None:
    found = shares_of({}, by(drawn, unassigned=unassigned), 2027, presence)
    assert sum(found.shares.values(), found.unassigned) == 1
    assert all((share > 0) == (drawn[name] > 0) for name, share in found.shares.items())


def bounds(chance: Random) -> dict[str, tuple[Fraction, Fraction]]:
    """Floors and caps of some; often such that no whole can be made."""
    found = {}
    for name in chance.sample(NAMES, chance.randint(0, 3)):
        low, high = sorted((chance.randint(0, 60), chance.randint(0, 60)))
        found[name] = Fraction(low, 100), Fraction(high, 100)
    return found


@law(drawn=values, limits=bounds)
def test_law_floors_and_caps_keep_the_whole_and_change_the_rest_by_one_factor(
    drawn: dict[str, int], limits: dict[str, tuple[Fraction, Fraction]]
) -> None:
    kept = tuple(
        BOUND.model_copy(update={"administration": name, "least": low, "most": high})
        for name, (low, high) in limits.items()
    )
    try:
        found = shares_of({}, by(drawn, bounds=kept), 2027, ALL).shares
    except CannotSplit:
        # Then no factor makes a whole: all at their caps are less, or all at their floors more. A value of 0 has only
        # its floor, whatever the factor.
        least = {name: limits[name][0] if name in limits else Fraction(0) for name in NAMES}
        most = {name: limits[name][1] if name in limits else Fraction(1) for name in NAMES}
        assert sum(least.values()) > 1 or sum((most if drawn[name] else least)[name] for name in NAMES) < 1
        return
    assert sum(found.values()) == 1
    assert all(low <= found[name] <= high for name, (low, high) in limits.items())
    free = [name for name in NAMES if name not in limits or limits[name][0] < found[name] < limits[name][1]]
    assert len({found[name] / drawn[name] for name in free if drawn[name]}) <= 1


def test_a_key_that_leaves_all_to_nobody_is_no_key() -> None:
    with pytest.raises(ValueError, match="leaves all of the cost to nobody"):
        resting_on(shares={"asf": "0 %"}, unassigned="100 %")
