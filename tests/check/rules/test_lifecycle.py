"""The end of a system is planned, and nothing rests on it when it comes. The day is 2026-11-02."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from itgov.check.rules.lifecycle import DEPENDS_ON_WHAT_GOES_FIRST
from tests.check.rules.told import told

Changed = Callable[[str], Path]

SYSTEM = "data/systems/sys-diarium.yaml"
CHANGES = (
    "data/initiatives/init-a.yaml:\n"
    "  affects: [{record: sys-diarium, how: Byggs om, changes: true, acknowledged_on: 2026-03-01}]\n"
)


def ends(on: str, more: str = "") -> str:
    return f"{SYSTEM}: {{lifecycle: {{end_of_support: {on}}}, {more}}}\n"


def test_support_that_ends_unattended_is_told_whole(changed: Changed) -> None:
    assert told(changed(ends("2028-12-31", "disposition: invest")), "SYS006") == [
        (
            "sys-diarium.lifecycle.end_of_support: support of “sys-diarium” ends on 2028-12-31, and no initiative or "
            "procurement deals with it: it is only marked “invest”\n"
            "propose what renews or replaces it, or write the day the city stops using it under avvecklas "
            "(`retires_on`)\n"
            "objekt-dokument: this object answers for the system"
        )
    ]


def test_what_nobody_has_said_anything_of_is_told(changed: Changed) -> None:
    (text,) = told(changed(ends("2028-12-31")), "SYS006")
    assert "nothing is said of what shall become of it" in text


@pytest.mark.parametrize(
    "minded",
    [
        ends("2029-01-01"),
        ends("2028-12-31", "disposition: migrate"),
        ends("2028-05-03", "disposition: eliminate"),
        f"{SYSTEM}: {{lifecycle: {{end_of_support: 2028-12-31, retires_on: 2028-12-31}}}}\n",
        ends("2028-12-31") + CHANGES,
        ends("2028-12-31") + "data/contracts/avtal-diarium.yaml:\n  procurement: {stage: planned}\n",
    ],
    ids=["after the horizon", "to be moved", "to be closed", "closed by then", "changed", "bought anew"],
)
def test_support_that_ends_is_minded(minded: str, changed: Changed) -> None:
    assert told(changed(minded), "SYS006") == []


def test_a_word_is_not_enough_when_the_end_is_near(changed: Changed) -> None:
    assert len(told(changed(ends("2028-05-02", "disposition: migrate")), "SYS006")) == 1


def test_an_initiative_that_was_rejected_deals_with_nothing(changed: Changed) -> None:
    rejected = CHANGES + "  stages: {rejected: 2026-06-01}\n"
    assert len(told(changed(ends("2028-12-31") + rejected), "SYS006")) == 1


@pytest.mark.parametrize(("name", "shown"), [("end_of_support", "supporten upphör"), ("retires_on", "avvecklas")])
def test_an_end_before_the_first_day_is_told(name: str, shown: str, changed: Changed) -> None:
    life = f"{SYSTEM}: {{lifecycle: {{in_use_since: 2030-01-02, {name}: 2030-01-01}}}}\n"
    assert told(changed(life), "SYS007") == [
        (
            f"sys-diarium.lifecycle.{name}: {shown} (`{name}`) of “sys-diarium” is 2030-01-01, before it came "
            "into use on "
            "2030-01-02\n"
            "one of the two is wrong: look in the contract, or ask the object “objekt-dokument”\n"
            "sys-diarium.lifecycle.in_use_since: the first day of use is here"
        )
    ]
    assert told(changed(life.replace("2030-01-02", "2030-01-01")), "SYS007") == []


def test_money_into_what_shall_be_closed_is_told_whole(changed: Changed) -> None:
    assert told(changed(f"{CHANGES}{SYSTEM}: {{disposition: eliminate}}\n"), "SYS008") == [
        (
            "init-a.affects.0.record: “init-a” rebuilds “sys-diarium”, which is to be eliminated\n"
            "change what takes its place and name that under påverkar (`affects`), or keep the system\n"
            "sys-diarium.disposition: it is to be eliminated"
        )
    ]


def test_what_moves_to_the_one_that_stays_is_no_investment(changed: Changed) -> None:
    stays = "data/systems/sys-nytt.yaml: |\n  id: sys-nytt\n  name: Nytt\n  object: objekt-dokument\n"
    stays += "  functions: [diarieforing]\n  used_by: [it]\n"
    both = CHANGES.replace("}]", "}, {record: sys-nytt, how: Tar över, changes: true, acknowledged_on: 2026-03-01}]")
    assert told(changed(f"{both}{stays}{SYSTEM}: {{disposition: eliminate}}\n"), "SYS008") == []


@pytest.mark.parametrize("stage", ["rejected", "in_operation", "closed"])
def test_what_has_ended_invests_in_nothing(stage: str, changed: Changed) -> None:
    ended = f"{CHANGES}  stages: {{{stage}: 2026-10-01}}\n{SYSTEM}: {{disposition: eliminate}}\n"
    assert told(changed(ended), "SYS008") == []


def test_a_capability_of_a_retired_system_is_told_whole(changed: Changed) -> None:
    assert told(changed(f"{SYSTEM}: {{lifecycle: {{retires_on: 2026-11-01}}}}\n"), "SYS009") == [
        (
            "formaga-finns.provided_by.0.by: the capability “formaga-finns” is provided by “sys-diarium”, "
            "which was retired on 2026-11-01\n"
            "name what provides it now; where nothing does, take it away, and what needs it will say so\n"
            "sys-diarium.lifecycle.retires_on: the day it retires is here"
        )
    ]


def test_what_goes_first_is_told_whole(changed: Changed) -> None:
    assert told(changed(DEPENDS_ON_WHAT_GOES_FIRST.bad), "SYS010") == [
        (
            "sys-diarium.depends_on.0: “sys-diarium” depends on “sys-gammalt”, which retires on 2028-06-30, "
            "but has no day of retirement itself\n"
            "move it to what takes the other's place before that day, or keep the other as long\n"
            "sys-gammalt.lifecycle.retires_on: the day it retires is here"
        )
    ]


def test_what_stays_a_day_longer_is_told(changed: Changed) -> None:
    longer = DEPENDS_ON_WHAT_GOES_FIRST.good[: -len("2028-06-30}}\n")] + "2028-07-01}}\n"
    (text,) = told(changed(longer), "SYS010")
    assert "but stays until 2028-07-01 itself" in text


def test_what_is_still_paid_is_told_whole(changed: Changed) -> None:
    paid = f"{SYSTEM}:\n  lifecycle: {{retires_on: 2026-11-01}}\n"
    cost = "  yearly_cost: [{category: licences, amount: 100 tkr}, {category: staff, amount: 50 tkr}]\n"
    assert told(changed(paid + cost), "SYS011") == [
        (
            "sys-diarium.yearly_cost: “sys-diarium” was retired on 2026-11-01, but still costs 150 000 kr a year "
            "and is "
            "used by hvo, it\n"
            "end what is still paid and remove the record, or write the day on which it will be closed\n"
            "sys-diarium.lifecycle.retires_on: the day it retires is here"
        )
    ]
    assert told(changed(f"{SYSTEM}: {{yearly_cost: }}\n"), "SYS011") == []


def test_what_is_used_after_its_support_is_told_until_when(changed: Changed) -> None:
    late = f"{SYSTEM}: {{lifecycle: {{end_of_support: 2020-12-31, retires_on: 2035-12-31}}}}\n"
    assert told(changed(late), "SYS006") == [
        (
            "sys-diarium.lifecycle.end_of_support: support of “sys-diarium” ends on 2020-12-31, and no initiative or "
            "procurement deals with it: it is to be used until 2035-12-31\n"
            "agree on support for the time between, propose what comes earlier in its place, or stop sooner\n"
            "sys-diarium.lifecycle.retires_on: the day it retires is here\n"
            "objekt-dokument: this object answers for the system"
        )
    ]
