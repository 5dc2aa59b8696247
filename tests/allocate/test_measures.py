"""What a key rests on, and whom it says nothing of: for rules and pages."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from itgov.allocate.measures import measures_of, presence_in, silent_on, zero_for_all
from itgov.model.key import Key

from .small import city, delivery, key, part, system

ALL = ("asf", "hvo", "miljo")


def of(values: dict[str, str] | None = None, **changes: Any) -> Key:
    """A key of those values, or of what the changes say."""
    return key("nyckel", values or {}, **changes)


def test_a_mix_rests_on_its_keys_in_its_order() -> None:
    keys = {one.id: one for one in (key("a", {"asf": "1"}), key("b", {"asf": "1"}))}
    mix = of(mix=({"key": "b", "weight": "60 %"}, {"key": "a", "weight": "40 %"}))
    assert [one.id for one in measures_of(keys, mix)] == ["b", "a"]


def test_any_other_key_rests_on_itself() -> None:
    one = of(equal="true")
    assert measures_of({}, one) == (one,)


@pytest.mark.parametrize(
    ("one", "silent"),
    [
        (of({"asf": "1", "hvo": "0"}), ("miljo",)),
        (of(per_year={"2027": {"asf": "1"}}), ("hvo", "miljo")),
        (of(per_year={"2028": {"asf": "1"}}), ()),
        (of(equal="true"), ()),
        (of(shares={"asf": "30 %", "hvo": "70 %"}), ("miljo",)),
        (of({"asf": "1"}, shares={"hvo": "10 %"}), ("miljo",)),
    ],
    ids=["values", "values by year", "a year without values", "equal", "fixed", "fixed and floating"],
)
def test_a_key_is_silent_on_those_without_value_or_share(one: Key, silent: tuple[str, ...]) -> None:
    assert silent_on(one, 2027, ALL) == silent


def test_values_are_zero_for_all_only_where_all_have_one() -> None:
    assert zero_for_all(of({"asf": "0", "hvo": "0"}), 2027, ("asf", "hvo"))
    assert not zero_for_all(of({"asf": "0"}), 2027, ("asf", "hvo"))
    assert not zero_for_all(of({"asf": "0"}), 2027, ())


def test_whoever_joins_in_the_middle_of_april_shares_nine_months() -> None:
    outside = ({"administration": "asf", "reason": "Eget", "until": "2027-04-14"},)
    one = delivery("natverk", part(), excluded=outside)
    assert presence_in(city(one), one, 2027) == {"asf": Fraction(9, 12), "hvo": 1, "miljo": 1}


def test_users_of_a_system_share_it_all_the_year() -> None:
    assert presence_in(city(), system("gis"), 2027) == {"asf": 1, "hvo": 1}
