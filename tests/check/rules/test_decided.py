"""Whether a decision is there in time, after preparation, and still stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.ruling import ruling
from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

A = "data/initiatives/init-a.yaml"
B = "data/initiatives/init-b.yaml"


def test_an_approval_after_the_stage_does_not_count(changed: Changed) -> None:
    folder = changed(f"{A}:\n  stages: {{decided: 2026-05-01}}\n")
    (text,) = told(folder, "GOV003")
    assert "“beslut-1” approves it only on 2026-05-02" in text
    assert "beslut-1.on: " in text


def test_an_approval_on_the_day_counts(changed: Changed) -> None:
    assert codes(changed(f"{A}:\n  stages: {{decided: 2026-05-02}}\n")) == []


@pytest.mark.parametrize("outcome", ["rejected", "returned", "postponed"])
def test_a_later_ruling_takes_the_approval_back(outcome: str, changed: Changed) -> None:
    folder = changed(f"{A}:\n  stages: {{decided: 2026-05-10}}\n" + ruling(2, "2026-05-05", outcome))
    (text,) = told(folder, "GOV003")
    assert "“beslut-2” ruled otherwise on 2026-05-05" in text
    assert "beslut-2.rulings.0.outcome: " in text
    assert "beslut-1.rulings.0.outcome: " in text


def test_a_ruling_after_the_stage_leaves_it_as_it_was(changed: Changed) -> None:
    assert codes(changed(ruling(2, "2026-06-01", "returned"))) == []


def test_a_ruling_on_the_day_of_the_stage_counts(changed: Changed) -> None:
    folder = changed(f"{A}:\n  stages: {{decided: 2026-05-05}}\n" + ruling(2, "2026-05-05", "returned"))
    assert codes(folder) == ["GOV003"]


def test_an_approval_after_a_return_stands(changed: Changed) -> None:
    again = ruling(2, "2026-05-05", "returned") + ruling(3, "2026-05-08", "approved")
    assert codes(changed(f"{A}:\n  stages: {{decided: 2026-05-10}}\n{again}")) == []


def test_a_ruling_that_approves_nothing_is_shown_beside(changed: Changed) -> None:
    folder = changed(f"{B}:\n  stages: {{decided: 2026-05-10}}\n" + ruling(2, "2026-05-05", "returned", "init-b"))
    (text,) = told(folder, "GOV003")
    assert "no decision approves it" in text
    assert "beslut-2.rulings.0.outcome: " in text


@pytest.mark.parametrize("stage", ["under_way", "in_operation", "benefits_realised", "closed"])
def test_every_stage_after_the_decision_rests_on_one(stage: str, changed: Changed) -> None:
    (text,) = told(changed(f"{B}:\n  stages: {{{stage}: 2026-09-01}}\n"), "GOV003")
    assert text.startswith(f"init-b.stages.{stage}: ")


def test_the_first_stage_reached_stands_in_for_a_missing_decision_day(changed: Changed) -> None:
    folder = changed(f"{A}:\n  stages: {{decided: , under_way: 2026-04-20, in_operation: 2026-12-01}}\n")
    (text,) = told(folder, "GOV003")
    assert text.startswith("init-a.stages.under_way: ")


@pytest.mark.parametrize("stage", ["rejected", "withdrawn"])
def test_what_was_never_done_may_be_closed_without_a_decision(stage: str, changed: Changed) -> None:
    assert codes(changed(f"{B}:\n  stages: {{{stage}: 2026-08-01, closed: 2026-09-01}}\n")) == []


def test_work_that_nobody_decided_on_is_told_once(changed: Changed) -> None:
    # Its shared hours, too, are used before a decision; but the decision that is missing is the fault.
    hours = "phases: [{name: Bygge, periods: 1, hours: {pool-integration: 10}}]"
    folder = changed(f"{B}:\n  stages: {{under_way: 2026-09-01}}\n  {hours}\n")
    assert "GOV003" in codes(folder)
    assert "GOV005" not in codes(folder)


def test_a_decision_on_the_day_of_preparation_holds(changed: Changed) -> None:
    assert codes(changed(f"{A}:\n  stages: {{prepared: 2026-05-02}}\n")) == []


def test_an_approval_without_preparation_names_what_is_missing(changed: Changed) -> None:
    (text,) = told(changed(ruling(2, "2026-05-05", "approved", "init-b")), "GOV014")
    assert text == (
        "init-b.stages.anchored: “beslut-2” approves “init-b” on 2026-05-05, "
        "but beredd (`prepared`) is missing\n"
        "write the day the preparatory body prepared it; if it never did, let it do so and decide anew\n"
        "beslut-2.on: the day of the decision is here"
    )


def test_what_only_its_own_house_decides_need_not_be_prepared_by_the_city(changed: Changed) -> None:
    own = f"{A}:\n  stages: {{prepared: }}\ndata/decisions/beslut-1.yaml: {{body: hvo}}\n"
    assert "GOV014" not in codes(changed(own))


@pytest.mark.parametrize("stage", ["rejected", "withdrawn"])
def test_what_was_ended_is_not_asked_for_its_preparation(stage: str, changed: Changed) -> None:
    ended = f"{B}:\n  stages: {{{stage}: 2026-08-01}}\n" + ruling(2, "2026-05-05", "approved", "init-b")
    assert codes(changed(ended)) == []
