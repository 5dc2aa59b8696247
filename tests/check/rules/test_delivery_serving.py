"""Deliveries that serve others, what they are built for and who stands outside for a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from itgov.check.rules.delivery_serving import A_SERVES_B, B_ALONE, B_WITH
from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]
WHOLLY = A_SERVES_B.format("share: 100 %", "")
METHOD = "itgov.yaml: {{allocation: {{method: {}, order: [{}]}}}}\n"
SYSTEM = "data/systems/sys-diarium.yaml: {{key: nyckel-a, serves: [{{delivery: leverans-a, {}}}]}}\n"


def test_a_circle_is_told_once_at_its_first_delivery(changed: Changed) -> None:
    (text,) = told(changed(WHOLLY + B_WITH.format("  serves: [{delivery: leverans-a, share: 100 %}]\n")), "DEL009")
    assert text.startswith(
        "leverans-a.serves: in 2027 these serve only each other, so that nobody pays: leverans-a, leverans-b"
    )


def test_a_delivery_may_be_used_by_another_alone(changed: Changed) -> None:
    assert codes(changed(WHOLLY + B_ALONE)) == []


@pytest.mark.parametrize(
    ("method", "order", "found"),
    [
        ("direct", "leverans-a", ["DEL009"]),
        ("step_down", "leverans-a", []),
        ("reciprocal", "leverans-a", []),
    ],
)
def test_what_is_used_by_another_alone_needs_a_method_that_passes_it_on(
    method: str, order: str, found: list[str], changed: Changed
) -> None:
    assert codes(changed(WHOLLY + B_ALONE + METHOD.format(method, order))) == found


def test_unused_capacity_is_an_end_of_a_circle(changed: Changed) -> None:
    first = A_SERVES_B.format("share: 100 %", ", capacity: {2027: 500, 2028: 500}")
    assert codes(changed(first + B_WITH.format("  serves: [{delivery: leverans-a, share: 100 %}]\n"))) == []


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ("leverans-a, leverans-a", "“leverans-a” stands twice in the ordning (`order`) of the steps"),
        ("leverans-a, leverans-b", "“leverans-b” stands in the ordning (`order`) of the steps, but serves nobody"),
        ("", "the ordning (`order`) of the steps does not say when leverans-a are passed on"),
    ],
    ids=["doubled", "one that serves nobody", "incomplete"],
)
def test_the_order_of_the_steps_names_all_that_serve_once(order: str, said: str, changed: Changed) -> None:
    folder = changed(A_SERVES_B.format("share: 20 %", "") + B_ALONE + METHOD.format("step_down", order))
    (text,) = told(folder, "DEL015")
    assert said in text


def test_a_system_has_no_units_to_serve_with(changed: Changed) -> None:
    (text,) = told(changed(SYSTEM.format("units: {2027: 3}")), "DEL011")
    assert "but a system has no volume" in text
    assert "write what “leverans-a” uses of it as andel (`share`)" in text


def test_a_system_may_serve_a_delivery_with_a_share(changed: Changed) -> None:
    assert codes(changed(SYSTEM.format("share: 40 %"))) == []


def test_more_than_the_whole_is_told_part_by_part(changed: Changed) -> None:
    twice = "[{delivery: leverans-b, share: 70 %}, {delivery: leverans-b, units: {2027: 121, 2028: 100}}]"
    (text,) = told(changed(f"data/deliveries/leverans-a.yaml: {{serves: {twice}}}\n" + B_ALONE), "DEL010")
    assert "in 2027: 70 % + 30,25 % make 100,25 %" in text


def test_a_consumer_may_stand_outside_for_a_time(changed: Changed) -> None:
    outside = "consumers: [hvo, it], excluded: [{administration: it, reason: Eget, until: 2027-06-30}]"
    assert codes(changed(f"data/deliveries/leverans-a.yaml: {{{outside}}}\n")) == []


def test_times_outside_that_follow_each_other_do_not_overlap(changed: Changed) -> None:
    times = (
        "[{administration: it, reason: Eget, until: 2027-06-30},"
        " {administration: it, reason: Eget, since: 2027-07-01, until: 2027-09-30}]"
    )
    assert codes(changed(f"data/deliveries/leverans-a.yaml: {{excluded: {times}}}\n")) == []
