"""Initiatives that meet in the same object, the same system or the same idea."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told

Changed = Callable[[str], Path]

A, B = "data/initiatives/init-a.yaml", "data/initiatives/init-b.yaml"
OBJECT = "data/objects/objekt-dokument.yaml"


def changes(path: str, more: str = "", hours: str = "") -> str:
    stated = f", hours: {hours}" if hours else ""
    effect = f"{{record: sys-diarium, how: Byggs om, changes: true, acknowledged_on: 2026-03-01{stated}}}"
    return f"{path}:\n  affects: [{effect}]\n{more}"


WINDOW_A = "  window: {latest_end: 2027-Q2}\n"
WINDOW_B = "  window: {earliest_start: 2027-Q2, latest_end: 2027-Q2}\n"


def test_an_object_without_hours_is_told_whole(changed: Changed) -> None:
    none = f"{OBJECT}: {{system_side: {{hours_per_year: }}}}\n"
    assert told(changed(changes(A) + none), "COO008") == [
        (
            "init-a.affects.0.record: “init-a” changes “sys-diarium”, but the system side of “objekt-dokument” has no "
            "hours: timmar per år (`hours_per_year`) is not set\n"
            "agree with the object on who does the work there, and put the side's hours on record\n"
            "objekt-dokument.system_side: the system side is here"
        )
    ]


def test_what_is_only_called_takes_no_hours(changed: Changed) -> None:
    called = changes(A).replace("changes: true", "changes: false")
    assert told(changed(called + f"{OBJECT}: {{system_side: {{hours_per_year: 0}}}}\n"), "COO008") == []


def test_an_object_that_promised_too_much_is_told_whole(changed: Changed) -> None:
    both = changes(A, WINDOW_A, "100") + changes(B, WINDOW_B + "  stages: {prepared: 2026-10-01}\n", "26")
    assert told(changed(both), "COO009") == [
        (
            "objekt-dokument.system_side.hours_per_year: initiatives that are sure to run in 2027-Q2 want 304 "
            "hours a year "
            "of the system side of “objekt-dokument”, which has 1000, 30 % of them for changes: “init-a”, “init-b”\n"
            "spread them in time, or give the object hours before they are decided\n"
            "init-a.affects: this initiative takes hours of the object\n"
            "init-b.affects: this initiative takes hours of the object"
        )
    ]


@pytest.mark.parametrize(
    "second",
    [
        changes(B, WINDOW_B + "  stages: {prepared: 2026-10-01}\n", "25"),
        changes(B, WINDOW_B, "100"),
        changes(B, "  stages: {prepared: 2026-10-01}\n", "100"),
        changes(B, WINDOW_B + "  stages: {prepared: 2026-10-01, rejected: 2026-10-02}\n", "100"),
    ],
    ids=["as much as there is", "not prepared", "at another time, perhaps", "rejected"],
)
def test_an_object_that_can_keep_its_word_is_let_be(second: str, changed: Changed) -> None:
    assert told(changed(changes(A, WINDOW_A, "100") + second), "COO009") == []


def test_the_city_says_which_share_is_for_changes(changed: Changed) -> None:
    setting = "itgov.yaml:\n  rules: {COO009: {parameters: {percent: 40}, reason: Prövat}}\n"
    assert told(changed(changes(A, WINDOW_A, "200") + setting), "COO009") == []


def test_two_in_one_system_are_told_whole_once(changed: Changed) -> None:
    assert told(changed(changes(A, WINDOW_A) + changes(B, WINDOW_B)), "COO010") == [
        (
            "init-a.affects.0.record: “init-a” and “init-b” change “sys-diarium” at the same time, "
            "and neither names the other\n"
            "agree with the object “objekt-dokument” on the order, and name the other under behov (`needs`), "
            "utesluter (`excludes`) or tillsammans med (`together_with`)\n"
            "init-b.affects: the other one's change is here"
        )
    ]


@pytest.mark.parametrize(
    "more",
    [
        "  needs: {initiatives: [{initiative: init-a}]}\n",
        "  excludes: [init-a]\n",
        "  together_with: [init-a]\n",
        "  stages: {withdrawn: 2026-10-01}\n",
    ],
)
def test_who_names_the_other_knows(more: str, changed: Changed) -> None:
    assert told(changed(changes(A, WINDOW_A) + changes(B, WINDOW_B + more)), "COO010") == []


def test_those_that_can_be_put_one_after_the_other_do_not_meet(changed: Changed) -> None:
    after = "  window: {earliest_start: 2027-Q2, latest_end: 2027-Q3}\n"
    assert told(changed(changes(A, WINDOW_A) + changes(B, after)), "COO010") == []


def test_two_that_read_alike_are_told_whole_once(changed: Changed) -> None:
    alike = f"{B}: {{name: Mobil dokumentation i hemmet, summary: Personalen i hemtjänsten dokumenterar där de är.}}\n"
    assert told(changed(alike), "COO011") == [
        (
            "init-a.summary: “init-a” reads like “init-b” of “it”, “Mobil dokumentation i hemmet”: "
            "60 % of their words are the same\n"
            "talk to each other: do it once, or let one name the other under behov (`needs`), utesluter "
            "(`excludes`) or "
            "tillsammans med (`together_with`)\n"
            "init-b.summary: the other one's summary is here"
        )
    ]


@pytest.mark.parametrize("more", ["proposed_by: hvo", "excludes: [init-a]", "stages: {rejected: 2026-10-01}"])
def test_who_knows_of_the_other_may_sound_like_it(more: str, changed: Changed) -> None:
    same = f"{B}: {{name: Mobil dokumentation, summary: Personalen dokumenterar där de är., {more}}}\n"
    assert told(changed(same), "COO011") == []
