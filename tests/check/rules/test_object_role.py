"""Roles on the two sides of an object."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]


OBJECT = "data/objects/objekt-dokument.yaml"


@pytest.mark.parametrize("side", ["business_side", "system_side"])
@pytest.mark.parametrize(("role", "code"), [("owner", "GOV029"), ("manager", "GOV029"), ("specialist", "GOV030")])
def test_each_role_is_missed_on_each_side(side: str, role: str, code: str, changed: Changed) -> None:
    assert code in codes(changed(f"{OBJECT}:\n  {side}: {{{role}: }}\n"))


def test_all_that_a_side_lacks_is_told_at_once(changed: Changed) -> None:
    (text,) = told(changed(f"{OBJECT}:\n  system_side: {{owner: , manager: }}\n"), "GOV029")
    assert text == (
        "objekt-dokument.system_side: systemnära förvaltning (`system_side`) of “objekt-dokument” has no "
        "objektägare (`owner`), förvaltningsledare (`manager`)\n"
        "write the role or office that fills it; never a person's name"
    )


def test_the_same_office_in_other_roles_is_the_same(changed: Changed) -> None:
    (text,) = told(changed(f"{OBJECT}:\n  system_side: {{manager: kanslichef}}\n"), "GOV031")
    assert text.startswith("objekt-dokument.system_side.manager: ")
    assert "objekt-dokument.business_side.owner: the same role is here" in text


def test_two_roles_on_one_side_may_be_one_office(changed: Changed) -> None:
    assert codes(changed(f"{OBJECT}:\n  system_side: {{manager: It-chef}}\n")) == []
