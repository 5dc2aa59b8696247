"""The largest-remainder split: its laws, published cases and a second algorithm."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.allocate.remainder import CannotSplit, Splitter, Weight, split
from tests.laws import TRIES

totals = st.integers(-(10**15), 10**15)
weights = st.integers(0, 10**12) | st.fractions(0, 10**6, max_denominator=10**6)
weight_maps = st.dictionaries(st.text("abcdefåäö-0123", min_size=1, max_size=8), weights, min_size=1).filter(
    lambda drawn: any(drawn.values())
)


def published(cases: Path) -> list[dict[str, Any]]:
    """The published apportionments, decimals read exactly."""
    found = json.loads((cases / "largest_remainder.json").read_text("utf-8"), parse_float=Fraction)
    assert len(found) == 15
    return list(found)


@pytest.mark.parametrize("place", range(15))
def test_a_published_apportionment_comes_out_as_printed(cases: Path, place: int) -> None:
    case = published(cases)[place]
    named = {f"{at:03d}": weight for at, weight in enumerate(case["weights"])}
    assert list(split(case["total"], named).values()) == case["expected"]


@settings(deadline=None, max_examples=TRIES)
@given(totals, weight_maps)
def test_the_shares_add_up_to_the_total(total: int, drawn: dict[str, Weight]) -> None:
    assert sum(split(total, drawn).values()) == total


@settings(deadline=None, max_examples=TRIES)
@given(totals, weight_maps, st.randoms(use_true_random=False))
def test_the_order_of_the_weights_never_matters(total: int, drawn: dict[str, Weight], random: Any) -> None:
    items = list(drawn.items())
    random.shuffle(items)
    assert list(split(total, dict(items)).items()) == list(split(total, drawn).items())


@settings(deadline=None, max_examples=TRIES)
@given(totals, weight_maps)
def test_the_shares_are_sorted_by_id(total: int, drawn: dict[str, Weight]) -> None:
    assert list(split(total, drawn)) == sorted(drawn)


@settings(deadline=None, max_examples=TRIES)
@given(totals, weight_maps)
def test_a_zero_weight_gets_nothing(total: int, drawn: dict[str, Weight]) -> None:
    shares = split(total, {**drawn, "zero": 0})
    assert shares["zero"] == 0


@settings(deadline=None, max_examples=TRIES)
@given(totals.map(abs), weight_maps)
def test_nobody_gets_less_than_nothing_of_a_cost(total: int, drawn: dict[str, Weight]) -> None:
    assert min(split(total, drawn).values()) >= 0


@settings(deadline=None, max_examples=TRIES)
@given(totals, weight_maps)
def test_a_credit_mirrors_a_cost(total: int, drawn: dict[str, Weight]) -> None:
    assert split(-total, drawn) == {name: -share for name, share in split(total, drawn).items()}


@settings(deadline=None, max_examples=TRIES)
@given(totals, weight_maps)
def test_each_share_is_within_one_ore_of_the_exact_quota(total: int, drawn: dict[str, Weight]) -> None:
    everything = sum(map(Fraction, drawn.values()))
    for name, share in split(total, drawn).items():
        assert abs(share - total * Fraction(drawn[name]) / everything) < 1


@settings(deadline=None, max_examples=TRIES)
@given(totals, weight_maps, st.fractions(Fraction(1, 10**6), 10**6))
def test_only_the_proportions_of_the_weights_matter(total: int, drawn: dict[str, Weight], scale: Fraction) -> None:
    assert split(total, {name: weight * scale for name, weight in drawn.items()}) == split(total, drawn)


@settings(deadline=None, max_examples=TRIES)
@given(st.integers(0, 60), st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 9), min_size=1))
def test_giving_out_one_ore_at_a_time_comes_to_the_same(total: int, drawn: dict[str, int]) -> None:
    quotas = {name: Fraction(total * weight, sum(drawn.values())) for name, weight in drawn.items()}
    shares = {name: int(quota) for name, quota in quotas.items()}
    while sum(shares.values()) < total:
        lacks_most = max(sorted(shares), key=lambda name: quotas[name] - shares[name])
        shares[lacks_most] += 1
    assert split(total, drawn) == dict(sorted(shares.items()))


def test_equal_remainders_go_to_the_id_that_sorts_first() -> None:
    assert split(100, {"c": 1, "b": 1, "a": 1}) == {"a": 34, "b": 33, "c": 33}


def test_a_weight_of_the_same_size_as_a_fraction_and_as_a_whole_number_counts_the_same() -> None:
    assert split(101, {"a": Fraction(5, 2), "b": Fraction(5, 2), "c": 5}) == {"a": 25, "b": 25, "c": 51}


def test_nobody_to_split_between_is_refused() -> None:
    with pytest.raises(CannotSplit, match="nobody to split"):
        split(100, {})


def test_weights_that_are_all_zero_are_refused_even_for_nothing() -> None:
    with pytest.raises(CannotSplit, match="every weight is 0"):
        split(0, {"a": 0, "b": 0})


def test_a_negative_weight_is_refused_by_its_name() -> None:
    with pytest.raises(CannotSplit, match="the weight of “b” is -1"):
        split(100, {"a": 2, "b": -1})


def test_a_refusal_carries_its_message_for_translation() -> None:
    with pytest.raises(CannotSplit) as refused:
        split(100, {"a": 2, "b": Fraction(-1, 2)})
    assert dict(refused.value.message.params) == {"name": "b", "weight": "-1/2"}


@settings(deadline=None, max_examples=TRIES)
@given(totals.map(abs), weight_maps, st.data())
def test_who_gets_more_weight_pays_no_less(total: int, drawn: dict[str, Weight], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(drawn)))
    more = {**drawn, name: drawn[name] + data.draw(weights)}
    assert split(total, more)[name] >= split(total, drawn)[name]


wide = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 10**200), min_size=1).filter(
    lambda drawn: any(drawn.values())
)


@settings(deadline=None, max_examples=TRIES)
@given(totals, wide | st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 3), min_size=1))
def test_the_first_digits_settle_only_what_the_whole_numbers_do(total: int, drawn: dict[str, int]) -> None:
    splitter = Splitter(drawn)
    quick = splitter._by_first_digits(abs(total))
    assert quick is None or quick == splitter._by_whole_numbers(abs(total))


def test_a_quota_a_hair_below_a_whole_ore_is_left_to_the_whole_numbers() -> None:
    # A third of 3 is 1, and its first binary digits fall short of it.
    splitter = Splitter({"a": 1, "b": 1, "c": 1})
    assert splitter._by_first_digits(3) is None
    assert splitter.split(3) == {"a": 1, "b": 1, "c": 1}
