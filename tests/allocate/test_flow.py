"""Costs that pass through others end where the published methods say, exactly, and all of them."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from itgov.allocate.flow import CannotPass, Method, Sender, ends_of, gross_of, passing_on
from tests.allocate.senders import FINALS, network, sender
from tests.laws import Cases

METHODS: tuple[Method, ...] = ("direct", "step_down", "reciprocal")
PUBLISHED = ("expertsmind-three-service", "jamison-janitorial-cafeteria", "regina-bus388-10.3")
CASES = Cases(senders=network, method=lambda chance: chance.choice(METHODS))
KEYS = {"direct": "direct", "step_down": "step", "reciprocal": "reciprocal"}


def published(cases: Path, name: str) -> dict[str, Any]:
    found = json.loads((cases / "cost_allocation.json").read_text("utf-8"))
    assert [case["name"] for case in found] == list(PUBLISHED)
    return next(case for case in found if case["name"] == name)


def senders_in(case: dict[str, Any]) -> list[Sender]:
    shares = {one: {to: Fraction(share) for to, share in case["share"][one].items()} for one in case["service"]}
    return [
        Sender(
            one,
            {to: share for to, share in shares[one].items() if to in case["service"]},
            {to: share for to, share in shares[one].items() if to in case["final"]},
        )
        for one in case["service"]
    ]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_cases_come_out_exactly(cases: Path, name: str, method: Method) -> None:
    case = published(cases, name)
    ends = ends_of(senders_in(case), method, case["step_order"])
    found = {
        final: case["cost"].get(final, 0) + sum(ends[one].share(final) * case["cost"][one] for one in case["service"])
        for final in case["final"]
    }
    assert found == {
        final: Fraction(one["exact"]) for final, one in case["computed_exactly_here"][KEYS[method]].items()
    }


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_the_published_departments_pass_on_in_all_comes_out_exactly(cases: Path, name: str) -> None:
    case = published(cases, name)
    exact = {one: Fraction(found["exact"]) for one, found in case["computed_exactly_here"]["reciprocal_gross"].items()}
    assert gross_of(senders_in(case), case["cost"], "reciprocal") == exact


@CASES.law
def test_law_every_cost_ends_somewhere_whole(senders: tuple[Sender, ...], method: Method) -> None:
    ends = ends_of(senders, method, [one.id for one in senders])
    assert sorted(ends) == sorted(one.id for one in senders)
    for one in ends.values():
        assert sum(one.weights) == one.of
        assert all(weight > 0 for weight in one.weights)
        assert set(one.ids) <= set(FINALS)


@CASES.law
def test_law_what_a_sender_passes_on_ends_where_that_of_those_it_serves_does(
    senders: tuple[Sender, ...], method: Method
) -> None:
    # The equation that the shares solve, D = S D + F, held against each answer.
    order = [one.id for one in senders]
    ends = ends_of(senders, method, order)
    for name, one in passing_on(senders, method, order).items():
        for final in FINALS:
            through = sum(share * ends[other].share(final) for other, share in one.to_senders.items())
            assert ends[name].share(final) == through + one.to_final.get(final, 0)


@CASES.law
def test_law_the_order_of_senders_never_matters(senders: tuple[Sender, ...], method: Method, chance: Random) -> None:
    order = [one.id for one in senders]
    assert ends_of(chance.sample(senders, len(senders)), method, order) == ends_of(senders, method, order)


@CASES.law
def test_law_all_that_is_passed_on_to_final_receivers_is_what_was_put_in(
    senders: tuple[Sender, ...], method: Method, chance: Random
) -> None:
    order = [one.id for one in senders]
    costs = {one.id: chance.randint(-(10**15), 10**15) for one in senders}
    gross, passing = gross_of(senders, costs, method, order), passing_on(senders, method, order)
    for name in order:
        received = sum(gross[other] * one.to_senders.get(name, 0) for other, one in passing.items())
        assert gross[name] == costs[name] + received
    ends = ends_of(senders, method, order)
    for final in FINALS:
        direct = sum(gross[name] * one.to_final.get(final, 0) for name, one in passing.items())
        assert direct == sum(costs[name] * ends[name].share(final) for name in order)


def test_the_direct_method_leaves_out_what_senders_do_for_each_other() -> None:
    ends = ends_of([sender("A", B=5, hvo=3, asf=2), sender("B", A=9, miljo=1)], "direct")
    assert (ends["A"].ids, ends["A"].weights, ends["A"].of) == (("asf", "hvo"), (2, 3), 5)
    assert ends["B"].share("miljo") == 1


def test_step_down_passes_on_in_the_order_that_is_stated() -> None:
    senders = [sender("A", B=1, hvo=1), sender("B", A=1, asf=1)]
    assert ends_of(senders, "step_down", ["A", "B"])["A"].share("asf") == Fraction(1, 2)
    assert ends_of(senders, "step_down", ["A", "B"])["B"].share("asf") == 1
    assert ends_of(senders, "step_down", ["B", "A"])["A"].share("hvo") == 1


def test_a_sender_that_serves_itself_keeps_nothing() -> None:
    assert ends_of([sender("A", A=9, hvo=1)], "reciprocal")["A"].share("hvo") == 1


@pytest.mark.parametrize(
    ("senders", "method", "order", "why"),
    [
        (
            [sender("A", B=1), sender("B", C=1), sender("C", A=1)],
            "reciprocal",
            [],
            "these serve only each other, in a circle, so that nobody pays: A → B → C → A",
        ),
        ([sender("A", A=1)], "reciprocal", [], "these serve only each other, in a circle, so that nobody pays: A → A"),
        ([sender("A", X=1)], "reciprocal", [], "“A” serves “X”, which is not there"),
        (
            [sender("A", B=1), sender("B", hvo=1)],
            "direct",
            [],
            "“A” serves nobody that its cost could be passed to by this method",
        ),
        (
            [sender("A", B=1, hvo=1), sender("B", asf=1)],
            "step_down",
            [],
            "the order of the steps does not say when “A”, which serves others, is passed on",
        ),
        (
            [sender("leverans-a/nyckel-b", B=1), sender("B", hvo=1)],
            "direct",
            [],
            (
                "what the key “nyckel-b” splits of “leverans-a” serves nobody that its cost could be passed to by this "
                "method"
            ),
        ),
        ([sender("A", hvo=1)], "step_down", ["A", "A"], "“A” stands twice in the order of the steps"),
        ([Sender("A", {}, {"hvo": Fraction(1, 2)})], "reciprocal", [], "the shares of “A” do not make a whole"),
        (
            [Sender("A", {}, {"hvo": Fraction(2), "asf": Fraction(-1)})],
            "reciprocal",
            [],
            "the shares of “A” do not make a whole",
        ),
    ],
)
def test_what_cannot_be_passed_on_says_why(senders: list[Sender], method: Method, order: list[str], why: str) -> None:
    with pytest.raises(CannotPass) as caught:
        ends_of(senders, method, order)
    assert str(caught.value.message) == why


def test_a_long_chain_is_no_deeper_than_a_short_one() -> None:
    names = [f"S{number:04}" for number in range(3_000)]
    chain = [Sender(name, {after: Fraction(1, 2)}, {"hvo": Fraction(1, 2)}) for name, after in pairwise(names)]
    assert ends_of([*chain, sender(names[-1], hvo=1)], "reciprocal")[names[0]].share("hvo") == 1
