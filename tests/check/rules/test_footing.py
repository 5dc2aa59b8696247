"""What an initiative builds on is still there when it needs it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told

Changed = Callable[[str], Path]

A = "data/initiatives/init-a.yaml"
SYSTEM = "data/systems/sys-diarium.yaml"
CONTRACT = "data/contracts/avtal-diarium.yaml"
CALLS = f"{A}:\n  affects: [{{record: sys-diarium, how: Anropas, acknowledged_on: 2026-03-01}}]\n"


def needs(by: str) -> str:
    return f"{A}:\n  needs: {{contracts: [{{contract: avtal-diarium, by: {by}}}]}}\n"


def test_a_contract_that_ends_before_it_is_needed_is_told_whole(changed: Changed) -> None:
    assert told(changed(f"{needs('go_live')}{CONTRACT}: {{ends_on: 2027-06-30}}\n"), "COO006") == [
        (
            "init-a.needs.contracts.0.contract: “init-a” needs the contract “avtal-diarium” at its go-live, "
            "2027-Q3 at the "
            "earliest, but it ends on 2027-06-30, options used\n"
            "put the procurement of what follows under behov (`needs`), with its months, or name a contract that "
            "lasts\n"
            "avtal-diarium.ends_on: the contract's last day, options used, is here"
        )
    ]


@pytest.mark.parametrize(("by", "end"), [("go_live", "2027-07-01"), ("start", "2027-01-01")])
def test_a_contract_that_lasts_until_the_day_itself_does(by: str, end: str, changed: Changed) -> None:
    assert told(changed(f"{needs(by)}{CONTRACT}: {{ends_on: {end}}}\n"), "COO006") == []


def test_an_option_carries_the_contract_on(changed: Changed) -> None:
    option = f"{CONTRACT}: {{ends_on: 2026-12-31, options: [{{until: 2028-12-31}}]}}\n"
    assert told(changed(needs("start") + option), "COO006") == []


@pytest.mark.parametrize("stage", ["withdrawn", "rejected", "in_operation"])
def test_what_has_ended_needs_no_contract(stage: str, changed: Changed) -> None:
    ended = f"  stages: {{{stage}: 2026-10-01}}\n{CONTRACT}: {{ends_on: 2026-12-01}}\n"
    assert told(changed(needs("start") + ended), "COO006") == []


def test_a_system_that_retires_before_go_live_is_told_whole(changed: Changed) -> None:
    assert told(changed(f"{CALLS}{SYSTEM}: {{lifecycle: {{retires_on: 2027-06-30}}}}\n"), "COO007") == [
        (
            "init-a.affects.0.record: “init-a” builds on “sys-diarium”, which retires on 2027-06-30, before its "
            "go-live, "
            "2027-Q3 at the earliest\n"
            "build on what takes its place; ask the object “objekt-dokument” what that is, and from when\n"
            "sys-diarium.lifecycle.retires_on: avvecklas (`retires_on`) is here\n"
            "objekt-dokument: this object answers for the system"
        )
    ]


@pytest.mark.parametrize("life", ["lifecycle: {retires_on: 2027-07-01}", "disposition: eliminate"])
def test_what_is_only_called_may_still_be_there(life: str, changed: Changed) -> None:
    assert told(changed(f"{CALLS}{SYSTEM}: {{{life}}}\n"), "COO007") == []


def test_what_it_replaces_is_meant_to_leave(changed: Changed) -> None:
    replaces = CALLS.replace("how: Anropas", "how: Ersätts, changes: true")
    assert told(changed(f"{replaces}{SYSTEM}: {{lifecycle: {{retires_on: 2027-06-30}}}}\n"), "COO007") == []
