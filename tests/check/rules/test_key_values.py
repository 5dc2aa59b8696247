"""Values of keys that are seldom meant, and sums that do not agree with the delivery's volume."""

from __future__ import annotations

from typing import Any

import pytest

from itgov.check.rules.key_values import KEY_SUM_DIFFERS_FROM_VOLUME, KEY_VALUE_IMPROBABLE
from itgov.model.city import City
from tests.allocate.small import administration, city, delivery, key, part, settings

NAMES = ("asf", "hvo", "miljo", "sbk")
SIZES = dict.fromkeys(NAMES, "100")


def town(values: dict[str, str], *, sizes: dict[str, str] = SIZES, **changes: Any) -> City:
    """A city of four, whose neutral key says how large each is, and one more key with those values."""
    return city(
        *(administration(name) for name in NAMES),
        key("anstallda", sizes),
        key("datorer", values, unit="dator"),
        delivery("datorer-a", part(), key="datorer", **changes),
        city_settings=settings(
            neutral_key="anstallda", **({"rules": changes.pop("rules")} if "rules" in changes else {})
        ),
    )


def improbable(values: dict[str, str], **changes: Any) -> list[str]:
    """What is said of the key's values."""
    town_ = town(values, **changes)
    find = KEY_VALUE_IMPROBABLE.find
    assert find is not None
    return [str(fault.message) for fault in find(town_, town_.keys["datorer"])]


def apart(volumes: dict[str, str], **changes: Any) -> list[str]:
    """What is said of the delivery's volume, where its four have 25 computers each."""
    town_ = town(dict.fromkeys(NAMES, "25"), volumes=volumes, **changes)
    find = KEY_SUM_DIFFERS_FROM_VOLUME.find
    assert find is not None
    return [str(fault.message) for fault in find(town_, town_.deliveries["datorer-a"])]


def test_a_value_of_a_thousand_million_million_is_told() -> None:
    (said,) = improbable({**dict.fromkeys(NAMES, "90"), "hvo": str(10**15)})
    assert said == "“hvo” has 1000000000000000 by “datorer”, more than 100000000: a value so large is seldom meant"


def test_a_digit_too_many_shows_beside_what_others_of_that_size_have() -> None:
    (said,) = improbable({"asf": "90", "hvo": "9000", "miljo": "80", "sbk": "95"})
    assert said == "“hvo” has 9000 by “datorer”: 94 times as much for its size as the middle one has"


def test_a_large_administration_may_have_much() -> None:
    assert improbable({"asf": "90", "hvo": "9000", "miljo": "80", "sbk": "95"}, sizes={**SIZES, "hvo": "5000"}) == []


def test_what_is_hardly_anything_of_the_key_is_not_told() -> None:
    sizes = {"asf": "1000", "hvo": "1", "miljo": "1000", "sbk": "1000"}
    assert improbable({"asf": "1000", "hvo": "25", "miljo": "1000", "sbk": "1000"}, sizes=sizes) == []


def test_the_neutral_key_is_compared_with_nothing() -> None:
    find = KEY_VALUE_IMPROBABLE.find
    assert find is not None
    town_ = town(dict.fromkeys(NAMES, "1"), sizes={**SIZES, "hvo": "100000"})
    assert list(find(town_, town_.keys["anstallda"])) == []


@pytest.mark.parametrize("volume", ["100", "87", "117"])
def test_a_sum_that_agrees_nearly_is_told_with_no_word(volume: str) -> None:
    assert apart({"2027": volume}) == []


def test_a_sum_and_a_volume_far_apart_are_told_with_the_worst_year() -> None:
    (said,) = apart({"2027": "80", "2028": "200"})
    assert "has a volume of 200 (dator) in 2028, and those who share it have 100 by “datorer”: 50 % apart" in said


def test_other_units_are_two_things_that_need_not_agree() -> None:
    assert apart({"2027": "9000"}, unit="skärm") == []


def test_who_stands_outside_is_not_counted() -> None:
    outside = ({"administration": "sbk", "reason": "Egen lösning"},)
    assert apart({"2027": "75"}, excluded=outside) == []
    assert len(apart({"2027": "100"}, excluded=outside)) == 1


def test_a_delivery_that_gives_units_to_others_is_not_compared() -> None:
    assert apart({"2027": "200"}, serves=({"delivery": "natverk", "units": {"2027": "100"}},)) == []


def test_a_year_that_the_key_is_not_agreed_for_is_another_fault() -> None:
    assert apart({"2027": "100", "2031": "9000"}) == []
