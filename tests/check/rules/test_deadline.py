"""Deadlines: chains that are too long, pools that are too small, and the law behind them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from itgov.check.chain import longest_chain
from itgov.check.rules.deadline import OUT_OF_REACH
from tests.check.rules.told import told
from tests.city import checked, codes

Changed = Callable[[str], Path]
A = "data/initiatives/init-a.yaml"
LAW = "legal_basis: {law: 'Lag (2025:1)', in_force: 2027-07-01}"


def first(number: int, needs: str) -> str:
    return (
        f"data/initiatives/init-n{number}.yaml: |\n  id: init-n{number}\n  name: Steg {number}\n  summary: Ett steg\n"
        f"  proposed_by: it\n  track: platform\n  stages: {{idea: 2026-10-01}}\n"
        f"  phases: [{{name: Bygge, periods: 1}}]\n  needs: {{initiatives: [{needs}]}}\n"
    )


def test_the_chain_is_told_from_its_first_link(changed: Changed) -> None:
    (text,) = told(changed(OUT_OF_REACH.bad), "TIM007")
    assert "not before the end of 2027-Q4 can it be" in text
    assert "init-c (2027-Q1) → init-b (2027-Q2) → init-a (2027-Q4)" in text
    assert "init-c.phases: this can be finished in 2027-Q1 at the earliest" in text


def test_a_capability_that_one_initiative_gives_is_a_link(changed: Changed) -> None:
    gives = (
        "data/initiatives/init-b.yaml: {provides: [formaga-saknas], needs: {initiatives: [{initiative: init-n1}]}}\n"
    )
    need = f"{A}:\n  deadline: 2027-Q3\n  {LAW}\n  needs: {{capabilities: [{{capability: formaga-saknas}}]}}\n"
    folder = changed(need + gives + first(1, ""))
    city = checked(folder)[0].city
    assert city is not None
    chain = longest_chain(city, city.initiatives["init-a"])
    assert [(link.id, str(link.ready)) for link in chain] == [
        ("init-n1", "2027-Q2"),
        ("init-b", "2027-Q3"),
        ("init-a", "2028-Q1"),
    ]
    # That the capability comes too late says it all, and to whom to talk.
    assert codes(folder) == ["COO001"]


def test_a_circle_ends(changed: Changed) -> None:
    circle = first(1, "{initiative: init-n2}") + first(2, "{initiative: init-n1}")
    city = checked(changed(circle))[0].city
    assert city is not None
    assert longest_chain(city, city.initiatives["init-n1"])[-1].id == "init-n1"


def test_a_chain_deeper_than_the_stack_is_followed(changed: Changed) -> None:
    steps = 1100
    chain = "".join(first(one, f"{{initiative: init-n{one - 1}}}" if one else "") for one in range(steps))
    city = checked(changed(chain))[0].city
    assert city is not None
    assert len(longest_chain(city, city.initiatives[f"init-n{steps - 1}"])) == steps


def test_the_hours_of_all_that_is_due_are_added(changed: Changed) -> None:
    both = (
        f"{A}:\n  deadline: 2027-Q2\n  {LAW}\n  phases:\n"
        "    - {name: Införande, periods: 2, hours: {pool-integration: 700}}\n"
        f"data/initiatives/init-b.yaml:\n  deadline: 2027-Q1\n  {LAW}\n"
    )
    (text,) = told(changed(both), "TIM008")
    assert text == (
        "pool-integration.hours_per_year: what must be finished by 2027-Q2 needs 800 hours of “pool-integration”, "
        "and the pool has 720 until then, operation, pre-studies and reserve taken off: init-b 100, init-a 700\n"
        "find more hours, agree on a later deadline with who set it, or add an alternative that takes fewer\n"
        "init-b.deadline: this needs 100 hours\n"
        "init-a.deadline: this needs 700 hours"
    )


def test_hours_kept_for_pre_studies_are_not_there_for_a_deadline(changed: Changed) -> None:
    claim = f"{A}:\n  deadline: 2027-Q2\n  {LAW}\n  phases:\n"
    claim += "    - {name: Införande, periods: 2, hours: {pool-integration: 600}}\n"
    kept = "data/competences/pool-integration.yaml: {prestudy_hours_per_year: 400}\n"
    assert codes(changed(claim)) == []
    assert "the pool has 540 until then" in told(changed(claim + kept), "TIM008")[0]


def test_hours_that_may_be_bought_until_the_deadline_are_there_for_it(changed: Changed) -> None:
    claim = f"{A}:\n  deadline: 2027-Q2\n  {LAW}\n  phases:\n"
    claim += "    - {name: Införande, periods: 2, hours: {pool-integration: 800}}\n"
    pool = "data/competences/pool-integration.yaml: {bought_in: {price_per_hour: 900 kr, ceiling_per_year: 80PAID}}\n"
    assert "TIM008" in codes(changed(claim + pool.replace("PAID", "")))
    assert codes(changed(claim + pool.replace("PAID", ", paid_by: ram"))) == []


def test_the_way_that_takes_fewest_hours_counts(changed: Changed) -> None:
    phases = "phases:\n    - {name: Införande, periods: 2, hours: {pool-integration: 900}}\n"
    lean = "  alternatives: [{id: enkelt, name: Enkelt, phases: [{name: Köp, periods: 2}]}]\n"
    assert codes(changed(f"{A}:\n  deadline: 2027-Q2\n  {LAW}\n  {phases}{lean}")) == []


@pytest.mark.parametrize("stages", ["withdrawn: 2026-09-01", "rejected: 2026-09-01"])
def test_what_will_not_be_done_needs_no_law(stages: str, changed: Changed) -> None:
    assert "TIM009" not in codes(changed(f"{A}: {{deadline: 2028-Q2, stages: {{{stages}}}}}\n"))
