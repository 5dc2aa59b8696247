"""Rules as a city sets them: codes that are written otherwise are told with what to write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told

Changed = Callable[[str], Path]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("con002", "there is no rule con002: codes are written in capitals\nwrite CON002"),
        ("COO", ("COO is a whole family of rules: each is set on its own\nwrite each rule that you mean with its own "
                "reason, from COO001 to COO012; `itgov rule` lists them")),
        ("coo", "coo is a whole family of rules: each is set on its own\nwrite each rule"),
        ("KEY020", "there is no rule KEY020\ndid you mean KEY010?"),
        ("key020", "there is no rule key020\ndid you mean KEY010?"),
    ],
)  # fmt: skip
def test_a_code_that_no_rule_has_is_told_with_what_to_write(code: str, expected: str, changed: Changed) -> None:
    (text,) = told(changed(f"itgov.yaml: {{rules: {{{code}: {{severity: warning, reason: x}}}}}}\n"), "FRM006")
    assert text.startswith(f"itgov.yaml.rules.{code}: {expected}")
