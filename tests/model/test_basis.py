"""What a promise rests on: values change it, layout and words do not."""

from __future__ import annotations

from typing import Any

import pytest

from itgov.model.adopted import Basis
from itgov.model.basis import basis_of
from itgov.model.initiative import Initiative
from tests.agenda.towns import benefit, initiative, phase

SMALLER = {"id": "mindre", "name": "Mindre", "phases": (phase(1, team="50"),)}


def basis(**fields: Any) -> Basis:
    return basis_of(Initiative.model_validate({**initiative("a"), **fields}))


@pytest.mark.parametrize(
    ("fields", "changed"),
    [
        ({"summary": "sagt på annat sätt", "name": "Annat namn", "note": "ny"}, set()),
        ({"phases": (phase(1, team="101"),)}, {"cost"}),
        ({"phases": (phase(1, ("vard", "1 kr"), team="100"),)}, {"cost"}),
        ({"phases": (phase(2, team="100"),)}, {"dates"}),
        ({"window": {"latest_end": "2028-Q4"}}, {"dates"}),
        ({"deadline": "2028-Q4"}, {"dates"}),
        ({"benefits": (benefit("2 mnkr"),)}, {"scope"}),
        ({"provides": ("mobil",)}, {"scope"}),
        ({"excludes": ("b",)}, {"scope"}),
        ({"alternatives": (SMALLER,)}, {"cost", "scope", "dates"}),
    ],
)
def test_only_what_a_promise_rests_on_changes_its_fingerprints(fields: dict[str, Any], changed: set[str]) -> None:
    before, after = basis(), basis(**fields)
    assert {name for name in Basis.model_fields if getattr(before, name) != getattr(after, name)} == changed


def test_the_order_of_a_list_that_has_none_is_nothing() -> None:
    assert basis(provides=("mobil", "annan")) == basis(provides=("annan", "mobil"))
