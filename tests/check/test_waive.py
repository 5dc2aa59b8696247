"""Waivers that name what is not there: told with the nearest that is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]


@pytest.mark.parametrize(
    ("rule", "record", "expected"),
    [
        ("gov001", "init-b", "rule: the waiver for “init-b” covers nothing: there is no rule gov001\ndid you mean GOV"),
        ("XYZ", "init-b", "rule: the waiver for “init-b” covers nothing: there is no rule XYZ\nmend it, or take"),
        ("GOV001", "init-bb", ("record: the waiver of GOV001 covers nothing: there is no record “init-bb”\n"
                              "did you mean init-b?")),
        ("GOV001", "init-b", "rule: the waiver of GOV001 for “init-b” covers no finding\ntake it away"),
        ("FRM006", "init-b", ("rule: the waiver of FRM006 for “init-b” covers nothing: findings of FRM cannot be "
                              "waived\nwhatever rests on a record that cannot be read or followed is wrong")),
        ("REF001", "init-b", "rule: the waiver of REF001 for “init-b” covers nothing: findings of REF cannot be"),
        ("WAI002", "init-b", ("rule: the waiver of WAI002 for “init-b” covers nothing: findings of WAI cannot be "
                              "waived\nmend the waiver that is wrong")),
    ],
)  # fmt: skip
def test_a_waiver_that_covers_nothing_says_why(rule: str, record: str, expected: str, changed: Changed) -> None:
    waiver = f"{{rule: {rule}, record: {record}, reason: x, owner: IT-chef, until: 2030-01-01}}"
    (text,) = told(changed(f"waivers.yaml: |\n  waivers:\n    - {waiver}\n"), "WAI002")
    assert text.startswith(f"waivers.yaml.waivers.0.{expected}")


def test_a_waiver_of_what_makes_a_record_unreadable_is_told_to_be_in_vain(changed: Changed) -> None:
    waiver = "{rule: FRM006, record: init-b, reason: x, owner: IT-chef, until: 2030-01-01}"
    folder = changed(
        f"waivers.yaml: |\n  waivers:\n    - {waiver}\n"
        "data/initiatives/init-b.yaml: {window: {latest_end: 2027-13}}\n"
    )
    assert codes(folder) == ["FRM006", "WAI002"]
