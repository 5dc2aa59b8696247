"""Rules as a city sets them, and what is not asked beside what cannot be read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import SMALL, change, codes

Changed = Callable[[str], Path]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("con002", "there is no rule con002: codes are written in capitals\nwrite CON002"),
        ("COO", ("COO is a whole family of rules: each is set on its own\nwrite each rule that you mean with its own "
                "reason, from COO001 to COO013; `itgov rule` lists them")),
        ("coo", "coo is a whole family of rules: each is set on its own\nwrite each rule"),
        ("KEY020", "there is no rule KEY020\ndid you mean KEY010?"),
        ("key020", "there is no rule key020\ndid you mean KEY010?"),
    ],
)  # fmt: skip
def test_a_code_that_no_rule_has_is_told_with_what_to_write(code: str, expected: str, changed: Changed) -> None:
    (text,) = told(changed(f"itgov.yaml: {{rules: {{{code}: {{severity: warning, reason: x}}}}}}\n"), "FRM006")
    assert text.startswith(f"itgov.yaml.rules.{code}: {expected}")


def test_what_a_broken_file_may_provide_is_not_missed_by_others(tmp_path: Path) -> None:
    folder = tmp_path / "stad"
    shutil.copytree(SMALL, folder)
    change(folder, "data/initiatives/init-a.yaml: {needs: {capabilities: [{capability: formaga-saknas}]}}\n")
    assert codes(folder) == ["COO001"]
    # The one that would give it cannot be read: whether it does is not known.
    change(folder, "data/initiatives/init-b.yaml: {provides: [formaga-saknas], summary: ''}\n")
    assert codes(folder) == ["FRM005"]
