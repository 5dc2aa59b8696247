"""What others said yes to: the scope as it is now, and in which role."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told

Changed = Callable[[str], Path]


def affected(on: str, more: str = "", record: str = "objekt-dokument") -> str:
    return (
        f"data/initiatives/init-a.yaml:\n  affects: [{{record: {record}, how: Anropas, acknowledged_on: {on}}}]\n{more}"
    )


def test_what_was_acknowledged_before_the_scope_changed_is_told_whole(changed: Changed) -> None:
    assert told(changed(affected("2026-03-14", "  scope_on: 2026-03-15\n")), "COO004") == [
        (
            "init-a.affects.0.acknowledged_on: what “init-a” does to “objekt-dokument” was acknowledged on 2026-03-14, "
            "before its scope was last changed on 2026-03-15\n"
            "show them what it is now, and write the day they acknowledged that\n"
            "init-a.scope_on: the scope is from this day"
        )
    ]


def test_nobody_acknowledges_what_is_not_yet_raised(changed: Changed) -> None:
    (text,) = told(changed(affected("2025-09-30")), "COO004")
    assert "before the initiative was raised on 2025-10-01" in text


@pytest.mark.parametrize("day", ["2025-10-01", "2026-03-01"])
def test_the_day_itself_is_in_time(day: str, changed: Changed) -> None:
    assert told(changed(affected(day)), "COO004") == []


@pytest.mark.parametrize("stage", ["withdrawn", "rejected", "in_operation", "closed"])
@pytest.mark.parametrize("code", ["COO004", "COO005"])
def test_what_has_ended_is_left_alone(code: str, stage: str, changed: Changed) -> None:
    assert told(changed(affected("2025-09-30", f"  stages: {{{stage}: 2026-09-01}}\n")), code) == []


@pytest.mark.parametrize("code", ["COO004", "COO005"])
def test_an_administration_need_not_ask_itself(code: str, changed: Changed) -> None:
    assert told(changed(affected("2025-09-30", "  proposed_by: it\n")), code) == []


@pytest.mark.parametrize("code", ["COO004", "COO005"])
def test_what_is_only_anchored_is_still_being_talked_about(code: str, changed: Changed) -> None:
    assert told(changed(affected("2025-09-30", "  stages: {prepared: , decided: }\n")), code) == []


def test_a_yes_by_nobody_is_told_whole(changed: Changed) -> None:
    assert told(changed(affected("2026-03-01")), "COO005") == [
        (
            "init-a.affects.0.acknowledged_on: “init-a” says that its effect on “objekt-dokument” is acknowledged, "
            "but not by whom: bekräftad av (`acknowledged_by`) is missing\n"
            "write the role that acknowledged it, such as Kanslichef\n"
            "objekt-dokument: this answers for it"
        )
    ]
