"""The largest-remainder split: its laws, published cases and a second algorithm."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

from itgov.allocate.remainder import CannotSplit, Splitter, Weight, split
from tests.laws import Cases, law

Weights = dict[str, Weight]
LETTERS = "abcdefåäö-0123"


def total(chance: Random) -> int:
    """Öre: credits, nothing and few öre among them, up to the largest amount."""
    return chance.choice((1, 1, -1)) * chance.randint(0, chance.choice((3, 1000, 10**15)))


def weight(chance: Random) -> Weight:
    """A whole number or a fraction; 0 and small ones often, so that there are ties."""
    match chance.randrange(4):
        case 0:
            return chance.randint(0, 3)
        case 1:
            return Fraction(chance.randint(0, 10**6), chance.randint(1, 10**6))
        case _:
            return chance.randint(0, 10**12)


def weights(chance: Random) -> dict[str, Weight]:
    """One to eight, not all 0."""
    found = {name_of(chance): weight(chance) for _ in range(chance.randint(1, 8))}
    return found if any(found.values()) else dict.fromkeys(found, 1)


def name_of(chance: Random) -> str:
    """Any id, whose order among others is to settle ties."""
    return "".join(chance.choice(LETTERS) for _ in range(chance.randint(1, 4)))


def scale(chance: Random) -> Fraction:
    """Any number above 0."""
    return Fraction(chance.randint(1, 10**6), chance.randint(1, 10**6))


CASES = Cases(total=total, drawn=weights, scale=scale)


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


@CASES.law
def test_law_the_shares_add_up_to_the_total(total: int, drawn: Weights) -> None:
    assert sum(split(total, drawn).values()) == total


@CASES.law
def test_law_the_order_of_the_weights_never_matters(total: int, drawn: Weights, chance: Random) -> None:
    items = list(drawn.items())
    chance.shuffle(items)
    assert list(split(total, dict(items)).items()) == list(split(total, drawn).items())


@CASES.law
def test_law_the_shares_are_sorted_by_id(total: int, drawn: Weights) -> None:
    assert list(split(total, drawn)) == sorted(drawn)


@CASES.law
def test_law_a_zero_weight_gets_nothing(total: int, drawn: Weights) -> None:
    shares = split(total, {**drawn, "zero": 0})
    assert shares["zero"] == 0


@CASES.law
def test_law_nobody_gets_less_than_nothing_of_a_cost(total: int, drawn: Weights) -> None:
    assert min(split(abs(total), drawn).values()) >= 0


@CASES.law
def test_law_a_credit_mirrors_a_cost(total: int, drawn: Weights) -> None:
    assert split(-total, drawn) == {name: -share for name, share in split(total, drawn).items()}


@CASES.law
def test_law_each_share_is_within_one_ore_of_the_exact_quota(total: int, drawn: Weights) -> None:
    everything = sum(map(Fraction, drawn.values()))
    for name, share in split(total, drawn).items():
        assert abs(share - total * Fraction(drawn[name]) / everything) < 1


@CASES.law
def test_law_only_the_proportions_of_the_weights_matter(total: int, drawn: Weights, scale: Fraction) -> None:
    assert split(total, {name: weight * scale for name, weight in drawn.items()}) == split(total, drawn)


def few_weights(chance: Random) -> dict[str, int]:
    """Small ones, that often tie."""
    return {name: chance.randint(1, 9) for name in chance.sample("abcdef", chance.randint(1, 6))}


@law(total=lambda chance: chance.randint(0, 60), drawn=few_weights)
def test_law_giving_out_one_ore_at_a_time_comes_to_the_same(total: int, drawn: dict[str, int]) -> None:
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


@CASES.law
def test_law_who_gets_more_weight_pays_no_less(total: int, drawn: Weights, chance: Random) -> None:
    name = chance.choice(sorted(drawn))
    more = {**drawn, name: drawn[name] + weight(chance)}
    assert split(abs(total), more)[name] >= split(abs(total), drawn)[name]


def wide_weights(chance: Random) -> dict[str, int]:
    """Weights of hundreds of digits, as come through tiers; or few and small, that tie."""
    most = chance.choice((10**200, 3))
    found = {name: chance.randint(0, most) for name in chance.sample("abcdefgh", chance.randint(1, 8))}
    return found if any(found.values()) else dict.fromkeys(found, 1)


@law(total=total, drawn=wide_weights)
def test_law_the_first_digits_settle_only_what_the_whole_numbers_do(total: int, drawn: dict[str, int]) -> None:
    splitter = Splitter(drawn)
    quick = splitter._by_first_digits(abs(total))
    assert quick is None or quick == splitter._by_whole_numbers(abs(total))


def test_a_quota_a_hair_below_a_whole_ore_is_left_to_the_whole_numbers() -> None:
    # A third of 3 is 1, and its first binary digits fall short of it.
    splitter = Splitter({"a": 1, "b": 1, "c": 1})
    assert splitter._by_first_digits(3) is None
    assert splitter.split(3) == {"a": 1, "b": 1, "c": 1}
