"""Systems that do the same, who uses each and what they cost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from itgov.check.rules.duplicate import SAME_FUNCTION
from tests.check.rules.told import told

Changed = Callable[[str], Path]

TWICE = SAME_FUNCTION.bad


def test_systems_that_do_the_same_are_told_whole_once(changed: Changed) -> None:
    assert told(changed(TWICE), "SYS012") == [
        (
            "sys-diarium.functions.0: 2 systems in different objects are for “Diarieföring”: "
            "“sys-diarium” (hvo, it, 900 000 kr a year); “sys-vard” (hvo, 500 000 kr a year); "
            "all but the dearest cost 500 000 kr a year\n"
            "ask their objects whether one will do; where several are meant to have it, say so in functions.yaml "
            "(may_repeat: true)\n"
            "sys-vard.functions.0: this system does the same"
        )
    ]


@pytest.mark.parametrize(
    "change",
    [
        ("functions: [diarieforing]", "functions: [identitet, diarieforing]"),
        ("functions: [diarieforing]", "functions: [diarieforing]\n  disposition: eliminate"),
        ("functions: [diarieforing]", "functions: [diarieforing]\n  lifecycle: {retires_on: 2028-06-30}"),
        ("functions: [diarieforing]", "functions: [diarieforing]\n  depends_on: [sys-diarium]"),
        ("object: objekt-vard", "object: objekt-dokument"),
    ],
    ids=["beside something else", "to be eliminated", "to be retired", "built on the other", "in the same object"],
)
def test_systems_that_are_no_duplicates(change: tuple[str, str], changed: Changed) -> None:
    assert change[0] in TWICE
    assert told(changed(TWICE.replace(*change)), "SYS012") == []


def test_a_function_may_be_meant_to_repeat(changed: Changed) -> None:
    repeats = "data/functions.yaml: {functions: {diarieforing: {may_repeat: true}}}\n"
    assert told(changed(TWICE + repeats), "SYS012") == []


def test_many_users_are_counted_and_called_what_they_are(changed: Changed) -> None:
    more = "".join(
        f"data/administrations/{one}.yaml: |\n  id: {one}\n  name: {one}\n  short_name: {one}\n  committee: N\n"
        f"  management_group: L\n  finance_chief: E\n"
        for one in ("a", "b")
    )
    wide = TWICE.replace("used_by: [hvo]", "used_by: [a, b, hvo, it]")
    (text,) = told(changed(wide + more), "SYS012")
    assert "“sys-vard” (4 administrations, 500 000 kr a year)" in text


@pytest.mark.parametrize("change", ["disposition: eliminate", "lifecycle: {retires_on: 2028-06-30}"])
def test_the_group_is_told_at_the_first_that_stays(change: str, changed: Changed) -> None:
    leaving = (
        "data/systems/sys-aldst.yaml: |\n  id: sys-aldst\n  name: Äldst\n  object: objekt-vard\n"
        f"  functions: [diarieforing]\n  used_by: [hvo]\n  {change}\n"
    )
    (text,) = told(changed(TWICE + leaving), "SYS012")
    assert text.startswith("sys-diarium.functions.0: 2 systems in different objects")
    assert text.endswith("\nsys-vard.functions.0: this system does the same")
