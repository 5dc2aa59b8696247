"""What is drawn: between its ends, with the mean it should have, and the same for the same seed on any machine."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itgov.agenda.build import build
from itgov.agenda.problem import value_of
from itgov.agenda.solve import solve
from itgov.agenda.uncertainty import Draw, Outcomes, late_by, outcomes_of, triangular
from itgov.model.city import City
from itgov.model.settings import Uncertainty
from tests.agenda.towns import benefit, initiative, phase, town

ONE = 1 << 64
SURE = Draw(0, Fraction(1), 0)
PLACES = st.integers(0, ONE - 1)
MNKR = 100_000_000
SPOT = ("base", 0)


def ranged(name: str, low: str, likely: str, high: str, **fields: Any) -> dict[str, Any]:
    """An initiative whose benefit lies between two ends."""
    return initiative(
        name, benefits=(benefit(likely, per_year={"low": low, "likely": likely, "high": high}),), **fields
    )


def outcomes(city: City, seed: int = 1) -> Outcomes:
    return outcomes_of(city, build(city), seed)


@given(PLACES, st.lists(st.integers(0, 10**15), min_size=3, max_size=3).map(sorted))
def test_what_is_drawn_lies_between_its_ends(place: int, ends: list[int]) -> None:
    assert ends[0] <= triangular(place, *ends) <= ends[2]


@given(PLACES, PLACES, st.lists(st.integers(0, 10**12), min_size=3, max_size=3).map(sorted))
def test_a_better_place_never_gives_less(one: int, other: int, ends: list[int]) -> None:
    assert triangular(min(one, other), *ends) <= triangular(max(one, other), *ends)


@pytest.mark.parametrize("ends", [(0, 0, 900), (0, 900, 900), (300, 600, 800), (7, 7, 7)])
def test_the_mean_is_that_of_a_triangle_and_its_parts_are_as_large_as_they_should_be(
    ends: tuple[int, int, int],
) -> None:
    low, likely, high = (end * 10**6 for end in ends)
    drawn = [triangular((2 * place + 1) * ONE // 2000, low, likely, high) for place in range(1000)]
    assert abs(sum(drawn) / 1000 - (low + likely + high) / 3) <= (high - low) / 1000
    below = sum(value < likely for value in drawn) / 1000
    assert high == low or abs(below - (likely - low) / (high - low)) <= 1 / 1000


def test_the_draws_of_many_samples_have_the_mean_of_the_distribution() -> None:
    # 2,000 draws, uniform by their places: the mean is within four standard errors, sqrt(1/12/2000) = 0.0065 each.
    held = outcomes(town(initiative("a")))
    drawn = [held.draw(number, "a") for number in range(2000)]
    assert abs(sum(one.benefit for one in drawn) / 2000 / ONE - 0.5) < 4 * 0.0065
    # A symmetrical triangle of ±30 % has the standard deviation 0.3 / sqrt(6) = 0.1225.
    assert abs(float(sum(one.cost for one in drawn)) / 2000 - 1) < 4 * 0.1225 / 2000**0.5
    # 60, 25, 10 and 5 %: each within four standard errors, at most 0.011.
    for late, chance in enumerate((0.6, 0.25, 0.1, 0.05)):
        assert abs(sum(one.late == late for one in drawn) / 2000 - chance) < 4 * 0.011


def test_benefit_cost_and_delay_are_drawn_apart() -> None:
    held = outcomes(town(initiative("a")))
    drawn = [held.draw(number, "a") for number in range(1000)]
    good = [one for one in drawn if one.benefit >= ONE // 2]
    dear = sum(one.cost > 1 for one in good) / len(good)
    assert 0.4 < dear < 0.6
    assert {one.late for one in good} == {0, 1, 2, 3}


def test_the_same_seed_sample_and_id_give_the_same_draw_on_any_machine() -> None:
    draw = outcomes(town(initiative("a")), seed=4711).draw(17, "a")
    assert (draw.benefit, draw.cost, draw.late) == (8194989240450119147, Fraction(1_094_206, 10**6), 0)
    assert draw != outcomes(town(initiative("a")), seed=4712).draw(17, "a")
    assert draw != outcomes(town(initiative("a")), seed=4711).draw(18, "a")


def test_another_initiative_moves_nobodys_draw_and_nor_does_the_order_of_files() -> None:
    few, many = town(initiative("b")), town(initiative("a"), initiative("b"), initiative("c"), backwards=True)
    assert outcomes(few).draw(3, "b") == outcomes(many).draw(3, "b")
    assert outcomes(many).digest == outcomes(town(initiative("a"), initiative("b"), initiative("c"))).digest


def test_a_draw_that_is_just_what_was_estimated_changes_no_value() -> None:
    city = town(initiative("a", phases=(phase(2, ("ram", "3 mnkr"), team="77"),)))
    held = outcomes(city)
    for mode in held.problem.tasks[0].modes:
        for start, value in mode.value.items():
            assert held.parts(SURE, "a", [(mode.id, start)])[mode.id, start].total == value


def test_benefits_costs_and_delay_change_what_they_are_about() -> None:
    city = town(
        ranged(
            "a",
            "1 mnkr",
            "2 mnkr",
            "4 mnkr",
            phases=(phase(1, ("ram", "3 mnkr"), team="100"),),
            operating_costs=({"what": "drift", "per_year": "400 tkr", "borne_by": "vard"},),
        )
    )
    held = outcomes(city)
    # Four years of evaluation without discounting: from 2027-Q2 on 15 quarters, one later 14.
    worst = held.parts(Draw(0, Fraction(3, 2), 1), "a", [SPOT])[SPOT]
    assert worst.benefit == 14 * MNKR // 4
    assert worst.operating_cost == -14 * 40_000_000 // 4 * 3 // 2
    assert worst.one_off_cost == -3 * MNKR * 3 // 2
    assert worst.hours_cost == -100 * 10_000 * 3 // 2
    assert held.parts(Draw(ONE - 1, Fraction(1), 0), "a", [SPOT])[SPOT].benefit == pytest.approx(15 * MNKR, rel=1e-6)


def test_costs_differ_by_the_records_own_estimate_else_by_the_citys_setting() -> None:
    own = initiative("a", estimate={"maturity": "rough", "plus_minus": "50 %"})
    city = town(own, initiative("b"), settings={"uncertainty": {"plus_minus": "20 %", "delay": ("100 %",)}})
    held = outcomes(city)
    assert held.costs == {"a": (500_000, 1_500_000), "b": (800_000, 1_200_000)}
    assert {held.draw(number, "b").late for number in range(200)} == {0}


def test_costs_never_go_below_nothing() -> None:
    wild = initiative("a", estimate={"maturity": "idea", "plus_minus": "100 %"})
    held = outcomes(town(wild))
    assert all(held.draw(number, "a").cost >= 0 for number in range(500))


def test_a_sample_changes_values_and_nothing_else() -> None:
    held = outcomes(town(initiative("a"), ranged("b", "0 kr", "1 mnkr", "2 mnkr")))
    sample = held.problem_of(0)
    assert (sample.resources, sample.precedences) == (held.problem.resources, held.problem.precedences)
    assert [task.id for task in sample.tasks] == ["a", "b"]
    assert value_of(sample, {"b": ("base", 0)}) != value_of(held.problem, {"b": ("base", 0)})
    assert solve(sample).choice.keys() <= {"a", "b"}


def test_what_the_draws_rest_on_is_in_their_digest() -> None:
    before = outcomes(town(ranged("a", "1 mnkr", "2 mnkr", "3 mnkr"))).digest
    assert before != outcomes(town(ranged("a", "1 mnkr", "2 mnkr", "4 mnkr"))).digest
    assert before != outcomes(town(ranged("a", "1 mnkr", "2 mnkr", "3 mnkr")), seed=2).digest
    longer = {"uncertainty": {"delay": ("50 %", "50 %")}}
    assert before != outcomes(town(ranged("a", "1 mnkr", "2 mnkr", "3 mnkr"), settings=longer)).digest


def test_chances_of_delay_take_their_share_of_all_places() -> None:
    chances = (Fraction(1, 2), Fraction(1, 4), Fraction(1, 4))
    assert [late_by(place, chances) for place in (0, ONE // 2 - 1, ONE // 2, ONE * 3 // 4, ONE - 1)] == [0, 0, 1, 2, 2]


def test_chances_that_make_no_whole_are_refused() -> None:
    with pytest.raises(ValueError, match="must make a whole"):
        Uncertainty.model_validate({"delay": ("50 %", "40 %")})
