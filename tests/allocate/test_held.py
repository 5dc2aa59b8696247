"""A key that is tried: whether it splits the cost already, and whether it is agreed for the year."""

from __future__ import annotations

from typing import Any

from itgov.allocate.held import held_already, not_held
from itgov.model.city import City

from .small import AN_EQUAL_KEY, city, delivery, key, part

VALUES = {"asf": "1", "hvo": "3", "miljo": "0"}
NETWORK = delivery("natverk", part(), part("Drift", key="heltider"))


def keyed(**changes: Any) -> City:
    """A city with one more key."""
    return city(AN_EQUAL_KEY, key("heltider", VALUES, **changes), NETWORK)


def said(**changes: Any) -> str:
    """What is told of the key in 2027."""
    return "; ".join(map(str, not_held(keyed(**changes), "heltider", (2027,))))


def test_a_key_that_holds_is_told_with_no_word() -> None:
    assert said() == ""


def test_a_key_of_earlier_years_says_which_it_holds_and_what_is_assumed() -> None:
    text = said(valid_for=("2024", "2025", "2026"))
    assert "is agreed for 2024–2026, and not for 2027: its values of 2026 are used" in text
    assert "`valid_for`" in text


def test_a_key_of_later_years_says_that_nothing_can_be_split_by_it() -> None:
    assert "is agreed for 2028, and not for 2027: nothing can be split by it then" in said(valid_for=("2028",))


def test_a_key_that_skips_the_year_uses_the_one_before() -> None:
    assert "its values of 2026 are used" in said(valid_for=("2026", "2028"))


def test_a_key_in_a_mix_is_told_unless_the_mix_says_the_same() -> None:
    old = key("heltider", VALUES, valid_for=("2026",))
    parts = ({"key": "heltider", "weight": "60 %"}, {"key": "anstallda", "weight": "40 %"})
    fresh = city(AN_EQUAL_KEY, old, key("blandad", {}, mix=parts))
    assert ["“heltider”" in str(one) for one in not_held(fresh, "blandad", (2027,))] == [True]
    stale = city(AN_EQUAL_KEY, old, key("blandad", {}, mix=parts, valid_for=("2026",)))
    assert ["“blandad”" in str(one) for one in not_held(stale, "blandad", (2027,))] == [True]


def test_a_key_that_splits_it_already_is_told() -> None:
    small = keyed()
    assert "part 2 of “natverk” is split by “heltider” already" in str(
        held_already(small, "natverk", 2, "heltider", (2027,))
    )
    assert held_already(small, "natverk", 2, "anstallda", (2027,)) is None
    # One part goes by another key: the whole delivery is not split by its own alone.
    assert held_already(small, "natverk", None, "anstallda", (2027,)) is None


def test_a_key_in_its_own_place_is_told() -> None:
    assert held_already(keyed(), "heltider", None, "heltider", (2027,)) is not None
    assert held_already(keyed(), "heltider", None, "anstallda", (2027,)) is None
