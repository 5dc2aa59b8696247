"""Each change of a workbook is shown with its size, and a large one is told."""

from __future__ import annotations

from fractions import Fraction

import pytest

from itgov.workbook.inputs import Entry, Kind
from itgov.workbook.intake import Changed
from itgov.workbook.shown import large, lines

from .edited import COSTS, VOLUMES, read_town, row_of, setting


def changed(kind: Kind, before: int | Fraction, now: int | Fraction) -> Changed:
    return Changed(Entry("dator", ("volumes", "2027"), kind, before), now, "In volumes", "E4", "Dator, st, 2027")


@pytest.mark.parametrize(
    ("kind", "before", "now", "told"),
    [
        ("whole", 16_500, 1, "16,500 → 1 (-16,499, -100.0%) – CHECK: more than 50 %"),
        ("whole", 400, 600, "400 → 600 (+200, +50.0%)"),
        ("whole", 400, 601, "400 → 601 (+201, +50.3%) – CHECK: more than 50 %"),
        ("whole", 0, 5, "0 → 5 (+5) – CHECK: it was 0"),
        ("amount", 980_000_000, 100, "9,800,000.00 kr → 1.00 kr (-9,799,999.00 kr, -100.0%) – CHECK: more than 50 %"),
        ("amount", 100, -100, "1.00 kr → -1.00 kr (-2.00 kr, -200.0%) – CHECK: the sign changes"),
        ("amount", -100, -110, "-1.00 kr → -1.10 kr (-0.10 kr, -10.0%)"),
        ("share", Fraction(1, 8), Fraction(1, 10), "12.5000% → 10.0000% (-2.5000 points, -20.0%)"),
    ],
)
def test_a_change_is_shown_in_its_unit_and_in_per_cent(
    kind: Kind, before: int | Fraction, now: int | Fraction, told: str
) -> None:
    one = changed(kind, before, now)
    assert lines([one], "en") == (f"In volumes!E4, Dator, st, 2027: {told}",)
    assert (large([one]) is not None) == ("CHECK" in told)


def test_large_changes_are_counted() -> None:
    found = large([changed("whole", 400, 1), changed("whole", 400, 401), changed("amount", 5, -5)])
    assert str(found).startswith("2 values change by more than 50 % or change sign")


def test_a_change_is_called_by_its_row_and_year() -> None:
    part = setting(COSTS, f"G{row_of(COSTS, 'dator', '1')}", 1)
    volume = setting(VOLUMES, f"E{row_of(VOLUMES, 'dator', 'volume')}", 1)
    changes, _ = read_town(part, volume)
    assert [one.row.endswith(", 2027") for one in changes] == [True, True]
    assert all(one.row.count(", ") == 2 for one in changes)
