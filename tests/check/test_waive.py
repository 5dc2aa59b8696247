"""Waivers that name what is not there: told with the nearest that is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told

Changed = Callable[[str], Path]


@pytest.mark.parametrize(
    ("rule", "record", "expected"),
    [
        ("gov001", "init-b", "rule: the waiver for “init-b” covers nothing: there is no rule gov001\ndid you mean GOV"),
        ("XYZ", "init-b", "rule: the waiver for “init-b” covers nothing: there is no rule XYZ\nmend it, or take"),
        ("GOV001", "init-bb", ("record: the waiver of GOV001 covers nothing: there is no record “init-bb”\n"
                              "did you mean init-b?")),
        ("GOV001", "init-b", "rule: the waiver of GOV001 for “init-b” covers no finding\ntake it away"),
    ],
)  # fmt: skip
def test_a_waiver_that_covers_nothing_says_why(rule: str, record: str, expected: str, changed: Changed) -> None:
    waiver = f"{{rule: {rule}, record: {record}, reason: x, owner: IT-chef, until: 2030-01-01}}"
    (text,) = told(changed(f"waivers.yaml: |\n  waivers:\n    - {waiver}\n"), "WAI002")
    assert text.startswith(f"waivers.yaml.waivers.0.{expected}")
