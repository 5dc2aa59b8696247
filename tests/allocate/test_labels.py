"""Labels: every code of the model has its words."""

from __future__ import annotations

from typing import get_args

from itgov.allocate.cost import SourceKind
from itgov.allocate.labels import BEHAVIOUR_LABELS, CATEGORY_LABELS, SOURCE_LABELS, listed, spanned
from itgov.model.delivery import Behaviour
from itgov.model.system import CostCategory


def test_every_cost_category_has_a_label() -> None:
    assert set(CATEGORY_LABELS) == set(get_args(CostCategory))


def test_every_behaviour_has_a_label() -> None:
    assert set(BEHAVIOUR_LABELS) == set(get_args(Behaviour))


def test_every_kind_of_source_has_a_label() -> None:
    assert set(SOURCE_LABELS) == set(get_args(SourceKind))


def test_years_are_listed_with_commas() -> None:
    assert listed((2027, 2028)) == "2027, 2028"


def test_years_that_follow_each_other_are_told_as_one() -> None:
    assert spanned((2029, 2027, 2028, 2031)) == "2027–2029, 2031"
