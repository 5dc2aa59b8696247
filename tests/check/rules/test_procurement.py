"""Procurements begin in time, and contracts have their papers. The day is 2026-11-02."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told

Changed = Callable[[str], Path]

CONTRACT = "data/contracts/avtal-diarium.yaml"


def needs(need: str, more: str = "  window: {latest_end: 2027-Q4}\n") -> str:
    return f"data/initiatives/init-a.yaml:\n  needs: {{procurements: [{{what: Läsplattor, {need}}}]}}\n{more}"


def test_a_procurement_not_begun_is_counted_from_today(changed: Changed) -> None:
    assert told(changed(needs("months: 9")), "CON007") == [
        (
            "init-a.needs.procurements.0.months: phase 1 of “init-a” must begin in 2027-Q3 at the latest, but the "
            "procurement that it needs, not begun by 2026-11-02, takes 9 months: until 2027-08-02\n"
            "begin it now, buy in a way that is quicker, or plan the initiative later\n"
            "init-a.phases.0.name: the phase is here"
        )
    ]


@pytest.mark.parametrize(("begun", "count"), [("2026-10-01", 0), ("2026-10-02", 1)])
def test_a_procurement_under_way_is_counted_from_its_first_day(begun: str, count: int, changed: Changed) -> None:
    assert len(told(changed(needs(f"months: 9, begun_on: {begun}")), "CON007")) == count


def test_a_later_phase_waits_longer(changed: Changed) -> None:
    phases = "  phases: [{name: Val, periods: 1}, {name: Införande, periods: 1}]\n  window: {latest_end: 2027-Q4}\n"
    assert told(changed(needs("months: 10, before_phase: 2", phases)), "CON007") == []
    (text,) = told(changed(needs("months: 11, before_phase: 2", phases)), "CON007")
    assert "phase 2 of “init-a” must begin in 2027-Q4 at the latest" in text


def test_a_phase_that_runs_already_has_what_it_needed(changed: Changed) -> None:
    running = "  started_in: 2026-Q3\n  stages: {under_way: 2026-07-01}\n"
    assert told(changed(needs("months: 9", running)), "CON007") == []


@pytest.mark.parametrize("code", ["CON007", "CON008"])
def test_what_was_withdrawn_buys_nothing(code: str, changed: Changed) -> None:
    ended = "  window: {latest_end: 2027-Q2}\n  stages: {withdrawn: 2026-10-01}\n"
    assert told(changed(needs("months: 8", ended)), code) == []


def test_a_procurement_without_time_is_told_whole(changed: Changed) -> None:
    assert told(changed(needs("months: 8")), "CON008") == [
        (
            "init-a.needs.procurements.0.months: “init-a” counts on 8 months for a procurement: "
            "a new contract takes at least 9\n"
            "allow 9 months, or set avrop (`call_off`) where nothing is tendered"
        )
    ]


@pytest.mark.parametrize(("months", "count"), [(1, 1), (2, 0)])
def test_a_call_off_takes_its_time_too(months: int, count: int, changed: Changed) -> None:
    found = told(changed(needs(f"months: {months}, call_off: true")), "CON008")
    assert len(found) == count
    assert all("a call-off takes at least 2" in text for text in found)


def test_what_comes_after_the_last_day_comes_too_late(changed: Changed) -> None:
    late = f"{CONTRACT}:\n  procurement: {{stage: planned, ready_by: 2030-01-01}}\n"
    assert told(changed(late), "CON009") == [
        (
            "avtal-diarium.procurement.ready_by: the contract that follows “avtal-diarium” is expected on 2030-01-01, "
            "but it ends on 2029-12-31, options used\n"
            "agree with the supplier on the time between, within the law, or be ready earlier\n"
            "avtal-diarium.ends_on: the contract's last day, options used, is here"
        )
    ]
    assert told(changed(f"{late}  options: [{{until: 2030-12-31}}]\n"), "CON009") == []


@pytest.mark.parametrize(("stage", "count"), [("planned", 0), ("begun", 1), ("awarded", 1)])
def test_a_procurement_is_registered_once_it_is_begun(stage: str, count: int, changed: Changed) -> None:
    assert len(told(changed(f"{CONTRACT}:\n  procurement: {{stage: {stage}}}\n"), "CON010")) == count


def test_a_contract_without_papers_is_told_whole(changed: Changed) -> None:
    folder = changed(f"{CONTRACT}: {{registry_number: , notice_months: }}\n")
    assert told(folder, "CON010") == [
        (
            "avtal-diarium: “avtal-diarium” has no diarienummer (`registry_number`)\n"
            "a contract is a public record: register it, and write its number here"
        )
    ]
    assert told(folder, "CON011") == [
        (
            "avtal-diarium: “avtal-diarium” has no uppsägningstid (`notice_months`)\n"
            "read it in the contract; where it simply ends, write 0"
        )
    ]
