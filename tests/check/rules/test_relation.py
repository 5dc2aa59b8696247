"""Relations between initiatives that contradict each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

A = "data/initiatives/init-a.yaml"
B = "data/initiatives/init-b.yaml"


def test_who_excludes_what_it_waits_for_is_told(changed: Changed) -> None:
    (text,) = told(
        changed(f"{A}:\n  excludes: [init-b]\n  needs: {{initiatives: [{{initiative: init-b}}]}}\n"), "REF013"
    )
    assert text == (
        "init-a.needs.initiatives.0.initiative: “init-a” can only be done with “init-b” "
        "(initiativ (`initiatives`)), and cannot be done with it (utesluter (`excludes`))\n"
        "keep the one that is true: as it stands neither plan is possible\n"
        "init-a.excludes.0: the exclusion is here"
    )


def test_both_may_say_it_and_it_is_told_once(changed: Changed) -> None:
    both = f"{A}: {{together_with: [init-b], excludes: [init-b]}}\n{B}: {{together_with: [init-a]}}\n"
    assert codes(changed(both)) == ["REF013"]


def test_one_sided_companions_are_fine(changed: Changed) -> None:
    assert codes(changed(f"{A}: {{together_with: [init-b]}}\n")) == []


@pytest.mark.parametrize("stage", ["rejected", "withdrawn"])
def test_what_will_not_be_done_is_not_waited_for(stage: str, changed: Changed) -> None:
    waits = f"{A}:\n  needs: {{initiatives: [{{initiative: init-b}}]}}\n{B}:\n  stages: {{{stage}: 2026-09-01}}\n"
    (text,) = told(changed(waits), "REF016")
    assert f"(`{stage}`) 2026-09-01" in text


@pytest.mark.parametrize("stages", ["withdrawn: 2026-09-01", "under_way: 2026-06-01, in_operation: 2026-10-01"])
def test_who_is_done_or_ended_waits_for_nobody(stages: str, changed: Changed) -> None:
    waits = f"{A}:\n  needs: {{initiatives: [{{initiative: init-b}}]}}\n  stages: {{{stages}}}\n"
    assert told(changed(f"{waits}{B}:\n  stages: {{withdrawn: 2026-09-01}}\n"), "REF016") == []


def test_excluding_each_other_is_no_fault_until_both_are_decided(changed: Changed) -> None:
    assert codes(changed(f"{A}: {{excludes: [init-b]}}\n")) == []
