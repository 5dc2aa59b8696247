"""The rules of keys hold for every kind of key: values by year, equal and fixed shares, mixes, floors and caps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]
KEY = "data/keys/nyckel-a.yaml: {{values: '', total: '', {}}}\n"
OTHER = (
    "data/keys/nyckel-b.yaml: |\n  id: nyckel-b\n  name: Konton\n  definition: Konton.\n  driver: konton\n"
    "  wanted_direction: {}\n  unit: konto\n  measured_on: {}\n  locked_on: 2026-09-30\n"
    "  agreed: [{{body: ekonomichefsgrupp, on: 2026-09-08}}]\n  valid_for: {}\n  values: {}\n"
)
MIX = (
    "data/keys/nyckel-c.yaml: |\n  id: nyckel-c\n  name: Blandad\n  definition: Hälften var.\n  driver: båda\n"
    "  wanted_direction: neutral\n  unit: del\n  measured_on: 2026-03-01\n  locked_on: 2026-09-30\n"
    "  agreed: [{body: ekonomichefsgrupp, on: 2026-09-08}]\n  valid_for: [2027, 2028]\n"
    "  mix: [{key: nyckel-a, weight: 50 %}, {key: nyckel-b, weight: 50 %}]\n"
    "data/deliveries/leverans-a.yaml: {key: nyckel-c}\n"
)


def mixed(
    values: str = "{hvo: 1, it: 3}", wanted: str = "neutral", valid: str = "[2027, 2028]", on: str = "2026-03-01"
) -> str:
    """The delivery is split by a mix of the key it had and another."""
    return OTHER.format(wanted, on, valid, values) + MIX


@pytest.mark.parametrize(
    "rests_on",
    [
        "equal: true",
        "shares: {hvo: 75 %, it: 25 %}",
        "equal: true, shares: {it: 10 %}",
        "per_year: {2027: {hvo: 3, it: 1}, 2028: {hvo: 2, it: 2}}",
        "equal: true, unassigned: 5 %",
    ],
)
def test_a_key_of_any_kind_is_as_good(rests_on: str, changed: Changed) -> None:
    assert codes(changed(KEY.format(rests_on))) == []


def test_a_mix_is_as_good_and_the_keys_of_it_are_used(changed: Changed) -> None:
    assert codes(changed(mixed())) == []


def test_a_value_that_a_key_of_a_mix_lacks_is_told_at_that_key(changed: Changed) -> None:
    (text,) = told(changed(mixed("{hvo: 1}")), "KEY001")
    assert text.startswith("leverans-a.key: “nyckel-b” has no value for it, who share “leverans-a”")
    assert "nyckel-b.values: the key's values are here" in text


def test_a_value_that_is_missing_in_one_year_is_told(changed: Changed) -> None:
    per_year = "per_year: {2027: {hvo: 3, it: 1}, 2028: {hvo: 2}}"
    assert codes(changed(KEY.format(per_year))) == ["KEY001"]


def test_fixed_shares_that_forget_one_are_told(changed: Changed) -> None:
    (text,) = told(changed(KEY.format("shares: {hvo: 100 %}")), "KEY001")
    assert "nyckel-a.shares: the key's shares are here" in text


def test_whoever_stands_outside_all_year_needs_no_value(changed: Changed) -> None:
    outside = "{excluded: [{administration: it, reason: Eget, until: 2027-12-31}]}"
    per_year = "per_year: {2027: {hvo: 3}, 2028: {hvo: 2, it: 1}}"
    assert codes(changed(KEY.format(per_year) + f"data/deliveries/leverans-a.yaml: {outside}\n")) == []


def test_zeros_for_all_in_one_year_are_told(changed: Changed) -> None:
    assert codes(changed(KEY.format("per_year: {2027: {hvo: 3, it: 1}, 2028: {hvo: 0, it: 0}}"))) == ["KEY005"]


def test_zeros_for_all_in_a_key_of_a_mix_are_told(changed: Changed) -> None:
    assert codes(changed(mixed("{hvo: 0, it: 0}"))) == ["KEY005"]


def test_a_sum_over_a_key_without_values_is_told(changed: Changed) -> None:
    (text,) = told(changed("data/keys/nyckel-a.yaml: {values: '', equal: true}\n"), "KEY002")
    assert "has a summa (`total`), but no värden (`values`) that could make it" in text


def test_a_mix_with_what_the_city_wants_more_of_is_told_where_it_is_used(changed: Changed) -> None:
    (text,) = told(changed(mixed(wanted="more")), "KEY003")
    assert text.startswith("leverans-a.key: “nyckel-b” splits 500 000 kr of “leverans-a” in 2027")


def test_a_key_of_a_mix_may_not_begin_after_the_mix_is_used(changed: Changed) -> None:
    (text,) = told(changed(mixed(valid="[2028]")), "KEY004")
    assert "“nyckel-b” is valid from 2028" in text


def test_a_key_of_a_mix_grows_old_as_others_do(changed: Changed) -> None:
    assert codes(changed(mixed(on="2023-12-01"))) == ["KEY006"]


def test_floors_that_make_more_than_the_whole_leave_no_way(changed: Changed) -> None:
    bounds = "[{administration: hvo, least: 60 %, reason: x}, {administration: it, least: 41 %, reason: x}]"
    (text,) = told(changed(f"data/keys/nyckel-a.yaml: {{bounds: {bounds}}}\n"), "KEY013")
    assert "leave no way to make a whole of those who share “leverans-a” in 2027" in text


def test_a_fixed_share_of_somebody_outside_for_a_time_is_told(changed: Changed) -> None:
    outside = "{excluded: [{administration: it, reason: Eget, since: 2028-07-01}]}"
    fragment = KEY.format("equal: true, shares: {it: 10 %}") + f"data/deliveries/leverans-a.yaml: {outside}\n"
    (text,) = told(changed(fragment), "KEY015")
    assert "who do not share “leverans-a” all of 2028" in text


def test_a_mix_may_not_leave_a_part_to_nobody(changed: Changed) -> None:
    fragment = mixed() + "data/keys/nyckel-a.yaml: {unassigned: 5 %}\n"
    (text,) = told(changed(fragment), "KEY012")
    assert "leaves a part of the cost to nobody" in text
