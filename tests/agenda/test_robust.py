"""What the samples say: core and exterior, chances, and what knowing is worth, each against a hand-made case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from statistics import stdev

import pytest

from itgov.agenda.build import build
from itgov.agenda.problem import Choice, Placement
from itgov.agenda.proposal import choice_of, propose
from itgov.agenda.robust import Robustness, Sample, WrongSample, chance_between, group_of, robustness, solved
from itgov.agenda.uncertainty import Outcomes, outcomes_of
from itgov.agenda.valuation import Parts
from itgov.model.city import City
from tests.agenda.test_uncertainty import ranged
from tests.agenda.towns import benefit, initiative, phase, town

EXACT = Fraction(0)
MNKR = 100_000_000
SURE = {"uncertainty": {"plus_minus": "0 %", "delay": ("100 %",)}}
"""Settings that leave only benefits to be drawn."""


def asked(city: City, count: int = 40, seed: int = 1) -> tuple[Robustness, Outcomes, Choice, list[Sample]]:
    """The town's base plan, its samples and what they say."""
    base = choice_of(propose(city, gap=EXACT))
    outcomes = outcomes_of(city, build(city), seed)
    samples = [solved(outcomes, number, base, gap=EXACT) for number in range(count)]
    return robustness(outcomes, base, samples, gap=EXACT), outcomes, base, samples


def worth_of(outcomes: Outcomes, number: int, one: str, spot: Placement = ("base", 0)) -> Parts:
    """What one initiative done so is worth in a sample."""
    return outcomes.parts(outcomes.draw(number, one), one, [spot])[spot]


def groups(found: Robustness) -> Mapping[str, str]:
    return {one.id: one.group for one in found.standings}


def rivals() -> City:
    """One that is always worth it, one that never is, and two alike that fight for the team."""
    full = (phase(1, team="900"),)
    window = {"window": {"earliest_start": "2027-Q1", "latest_end": "2027-Q1"}}
    return town(
        initiative("sure", phases=(phase(1, team="10"),), benefits=(benefit("9 mnkr"),)),
        initiative("never", phases=(phase(1, ("ram", "9 mnkr")),), benefits=(benefit("1 tkr"),)),
        ranged("left", "1 mnkr", "2 mnkr", "3 mnkr", phases=full, **window),
        ranged("right", "1 mnkr", "2 mnkr", "3 mnkr", phases=full, **window),
    )


def test_what_is_always_best_is_core_what_never_is_exterior_and_the_rest_borderline() -> None:
    found, _, base, _ = asked(rivals())
    assert groups(found) == {"left": "borderline", "never": "exterior", "right": "borderline", "sure": "core"}
    shares = {one.id: one.share for one in found.standings}
    assert shares["sure"] == 1
    assert shares["never"] == 0
    assert shares["left"] + shares["right"] == 1
    assert {one.id for one in found.standings if one.in_base} == set(base)


def test_what_the_law_demands_is_core_and_said_to_be_mandatory() -> None:
    law = {"deadline": "2028-Q4", "legal_basis": {"law": "Lag", "in_force": "2029-01-01"}, "benefits": ()}
    found, *_ = asked(town(initiative("law", **law), initiative("free")), 5)
    assert [(one.id, one.group, one.mandatory) for one in found.standings] == [
        ("free", "core", False),
        ("law", "core", True),
    ]


@pytest.mark.parametrize(
    ("share", "group"),
    [("9/10", "core"), ("89/100", "borderline"), ("11/100", "borderline"), ("1/10", "exterior"), ("0", "exterior")],
)
def test_the_thresholds_belong_to_core_and_exterior(share: str, group: str) -> None:
    assert group_of(Fraction(share)) == group


def test_the_chance_below_zero_is_the_share_of_samples_where_it_is() -> None:
    # 0 to 2 mnkr a year for 15 quarters, less 3 mnkr: below zero where 0.8 mnkr a year is not reached.
    city = town(
        ranged("a", "0 kr", "1 mnkr", "2 mnkr", phases=(phase(1, ("ram", "3 mnkr")),), started_in=None), settings=SURE
    )
    found, outcomes, base, _ = asked(city, 200)
    assert base == {"a": ("base", 0)}
    gains = [worth_of(outcomes, number, "a").benefit - 3 * MNKR for number in range(200)]
    assert found.base.below_zero == Fraction(sum(gain < 0 for gain in gains), 200)
    # The distribution function at 0.8 of a triangle over 0, 1, 2 is 0.8² / 2.
    low, high = chance_between(found.base.below_zero, 200)
    assert low <= Fraction(8, 10) ** 2 / 2 <= high
    assert found.base.mean == round(sum(gains) / 200)
    assert (found.base.p10, found.base.p50, found.base.p90) == tuple(sorted(gains)[place] for place in (19, 99, 179))


def test_where_nothing_is_uncertain_every_sample_is_the_plan_itself() -> None:
    found, _, base, samples = asked(town(initiative("a"), initiative("b"), settings=SURE), 5)
    assert all(sample.choice == base for sample in samples)
    assert found.base.mean == found.base.p10 == found.best.p90 == samples[0].value
    assert (found.knowing_all, found.at_most, found.plans) == (0, 0, 1)
    assert (found.widest, found.unproven) == (Fraction(0), 0)


def test_knowing_is_worth_nothing_where_it_changes_no_plan() -> None:
    # Both fit whatever they give, and both are worth it at their worst.
    found, *_ = asked(town(ranged("a", "1 mnkr", "2 mnkr", "9 mnkr"), ranged("b", "1 mnkr", "2 mnkr", "9 mnkr")))
    assert [one.knowing for one in found.standings] == [0, 0]
    assert found.knowing_all == 0


def test_knowing_one_estimate_is_worth_what_the_better_choice_gains_in_the_mean() -> None:
    # “a” gives 0 to 4 mnkr a year, “b” 2 for sure; only one fits.
    full, window = (phase(1, team="900"),), {"window": {"earliest_start": "2027-Q1", "latest_end": "2027-Q1"}}
    city = town(
        ranged("a", "0 kr", "2 mnkr", "4 mnkr", phases=full, **window),
        ranged("b", "2 mnkr", "2 mnkr", "2 mnkr", phases=full, **window),
        settings=SURE,
    )
    found, outcomes, _, _ = asked(city, 300)
    worth = {one: [worth_of(outcomes, number, one).total for number in range(300)] for one in "ab"}
    better = max(sum(worth["a"]), sum(worth["b"]))
    gains = sum(max(pair) for pair in zip(worth["a"], worth["b"], strict=True))
    knowing = {one.id: one for one in found.standings}
    assert knowing["a"].knowing == round(Fraction(gains - better, 300))
    assert knowing["b"].knowing == 0
    # All that is unknown is in “a”: knowing it is knowing everything.
    assert found.knowing_all == found.at_most == knowing["a"].knowing
    held = max("ab", key=lambda one: sum(worth[one]))
    each = [max(pair) - worth[held][place] for place, pair in enumerate(zip(worth["a"], worth["b"], strict=True))]
    assert knowing["a"].error == pytest.approx(stdev(each) / 300**0.5, abs=2)
    # E max(X, 2) - 2 of a triangle over 0, 2, 4 is 1/3 mnkr a year, for 15 quarters: within four standard errors.
    assert abs(knowing["a"].knowing - MNKR * 15 // 12) < 4 * knowing["a"].error


def test_knowing_one_is_never_worth_more_than_knowing_all_plans_alike() -> None:
    found, outcomes, _, samples = asked(rivals(), 60)
    choices = [{}, *(sample.choice for sample in samples)]
    # By trying: for each initiative, each sample's best of the plans found when the others are at their mean.

    def worth(choice: Choice, one: str, number: int) -> int:
        return worth_of(outcomes, number, one, choice[one]).total if one in choice else 0

    means = [
        {one.id: Fraction(sum(worth(choice, one.id, n) for n in range(60)), 60) for one in found.standings}
        for choice in choices
    ]
    best = max(sum(mean.values()) for mean in means)
    for one in found.standings:
        known = [
            max(sum(m.values()) - m[one.id] + worth(c, one.id, n) for c, m in zip(choices, means, strict=True))
            for n in range(60)
        ]
        assert one.knowing == round(sum(known, Fraction(0)) / 60 - best)
        assert 0 <= one.knowing <= found.knowing_all


def test_a_sample_that_is_not_worth_what_it_says_is_no_sample() -> None:
    _, outcomes, base, samples = asked(town(initiative("a")), 3)
    forged = [samples[0], replace(samples[1], value=samples[1].value + 1), samples[2]]
    with pytest.raises(WrongSample) as error:
        robustness(outcomes, base, forged, gap=EXACT)
    assert error.value.number == 1


def test_what_is_not_proven_as_near_as_asked_is_counted() -> None:
    _, outcomes, base, samples = asked(town(initiative("a")), 3)
    wide = [
        replace(samples[0], bound=samples[0].value * 2),
        replace(samples[1], bound=None, status="feasible_stopped"),
        samples[2],
    ]
    found = robustness(outcomes, base, wide, gap=Fraction(1, 100))
    assert (found.unproven, found.widest, found.at_most) == (2, None, None)
    found = robustness(outcomes, base, [wide[0], samples[1]], gap=Fraction(1, 100))
    assert (found.unproven, found.widest) == (1, Fraction(1))


def test_nothing_depends_on_the_order_of_files() -> None:
    few = (ranged("a", "0 kr", "2 mnkr", "4 mnkr"), initiative("b"))
    assert asked(town(*few), 10)[0] == asked(town(*few, backwards=True), 10)[0]


@pytest.mark.parametrize(("seen", "of"), [(0, 20), (1, 20), (20, 20), (50, 100)])
def test_wilsons_interval_holds_the_share_and_is_never_empty(seen: int, of: int) -> None:
    low, high = chance_between(Fraction(seen, of), of)
    assert 0 <= low <= Fraction(seen, of) <= high <= 1
    assert low < high


def test_wilsons_interval_is_as_published() -> None:
    # 15 of 148: 0.0624 to 0.1605 (Newcombe, Statistics in Medicine 17, 1998, p. 861, method 3).
    low, high = chance_between(Fraction(15, 148), 148)
    assert (round(float(low), 4), round(float(high), 4)) == (0.0624, 0.1605)
