"""Stages in order, none passed over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

A = "data/initiatives/init-a.yaml"
B = "data/initiatives/init-b.yaml"


def test_two_stages_on_one_day_are_in_order(changed: Changed) -> None:
    assert codes(changed(f"{B}:\n  stages: {{idea: 2026-02-12}}\n")) == []


def test_a_stage_before_the_one_it_follows_is_told_with_both_days(changed: Changed) -> None:
    (text,) = told(changed(f"{B}:\n  stages: {{idea: 2026-02-13}}\n"), "GOV012")
    assert text == (
        "init-b.stages.anchored: “init-b” reached förankrad (`anchored`) on 2026-02-12, "
        "before idé (`idea`) on 2026-02-13\n"
        "mend the date that is wrong: the stages follow each other, on the same day at the earliest\n"
        "init-b.stages.idea: the stage before it is here"
    )


@pytest.mark.parametrize("stage", ["rejected", "withdrawn"])
def test_nothing_follows_an_end(stage: str, changed: Changed) -> None:
    (text,) = told(changed(f"{B}:\n  stages: {{{stage}: 2026-02-11}}\n"), "GOV012")
    assert text.startswith(f"init-b.stages.{stage}: ")


@pytest.mark.parametrize("stage", ["rejected", "withdrawn"])
def test_only_the_closing_follows_an_end(stage: str, changed: Changed) -> None:
    assert codes(changed(f"{B}:\n  stages: {{{stage}: 2026-03-01, closed: 2026-04-01}}\n")) == []


def test_a_stage_without_its_day_is_named(changed: Changed) -> None:
    (text,) = told(changed(f"{A}:\n  stages: {{anchored: , in_operation: 2026-10-01}}\n"), "GOV013")
    assert "is missing for: förankrad (`anchored`), pågår (`under_way`)" in text


def test_what_is_prepared_was_anchored(changed: Changed) -> None:
    assert codes(changed(f"{A}:\n  stages: {{anchored: , decided: }}\n")) == ["GOV013"]


def test_it_may_be_closed_from_any_stage(changed: Changed) -> None:
    assert codes(changed(f"{A}:\n  stages: {{closed: 2026-06-01}}\n")) == []
