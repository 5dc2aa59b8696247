"""The causes of a change in plain words, under the first table that has them."""

from __future__ import annotations

from itgov.allocate.causes import FACTOR_LABELS, MEANINGS, Legend
from itgov.allocate.change import FACTORS, Factor
from itgov.allocate.sheet import Prose, Sheet, texts

TABLE = texts("Varför", ("orsak",), (("pris",),))


def said(legend: Legend, grid: Sheet, *causes: Factor) -> list[str]:
    """What stands below the table."""
    _, *below = legend.under(grid, causes)
    return [line.into("sv") for sheet in below if isinstance(sheet, Prose) for line in sheet.lines]


def test_every_cause_has_a_name_and_a_meaning_in_swedish() -> None:
    assert set(FACTOR_LABELS) == set(MEANINGS) == set(FACTORS)
    assert all(one.into("sv") != one.into("en") for one in MEANINGS.values())


def test_a_cause_is_explained_under_the_first_table_that_has_it_alone() -> None:
    legend = Legend()
    assert [line.split(":")[0].strip() for line in said(legend, TABLE, "key", "cost")] == ["kostnad", "nyckel"]
    assert [line.split(":")[0].strip() for line in said(legend, TABLE, "key", "way")] == ["väg och metod"]
    assert said(legend, TABLE, "key") == []


def test_a_table_without_rows_explains_nothing_and_leaves_it_to_the_next() -> None:
    legend = Legend()
    assert said(legend, texts("Varför", ("orsak",), ()), "key") == []
    assert len(said(legend, TABLE, "key")) == 1
