"""The split cut by administration, delivery, cost part and tier, as tables."""

from __future__ import annotations

from typing import Any

import pytest

from itgov.allocate.breakdown import Breakdown, By, breakdowns
from itgov.allocate.shares import allocate

from .small import AN_EQUAL_KEY, city, delivery, key, part
from .small import settings as city_settings

KEY = key("delat", {"asf": "1", "hvo": "3", "miljo": "0"})
CITY = city(
    AN_EQUAL_KEY,
    KEY,
    delivery(
        "drift",
        part("Personal", {"2026": "80 kr", "2027": "100 kr"}),
        part("Hyra", {"2026": "20 kr", "2027": "20 kr"}, key="delat"),
        serves=({"delivery": "natverk", "share": "50 %"},),
        volumes={"2027": "12"},
    ),
    delivery("natverk", part("Fiber", {"2027": "40 kr"}), key="delat", volumes={"2027": "3"}, capacity={"2027": "4"}),
    city_settings=city_settings(neutral_key="delat"),
)
SPLIT = allocate(CITY, (2026, 2027))


def cut(by: By, *names: str, **changes: Any) -> list[Breakdown]:
    """The tables of 2027, in English."""
    return list(breakdowns(CITY, SPLIT, by, changes.get("years", (2027,)), names, "en"))


def test_by_administration_the_rows_make_the_sum_and_what_is_nobody_s_stands_beside() -> None:
    (table,) = cut("administration")
    assert [row[:4] for row in table.rows] == [
        ("Förvaltningen asf", "37.92", "23.7%", "37.92"),
        ("Förvaltningen hvo", "80.41", "50.3%", "26.80"),
        ("Förvaltningen miljo", "16.67", "10.4%", "–"),
        ("Sum", "135.00", "84.4%", "33.75"),
        ("Unused capacity", "25.00", "15.6%", "–"),
    ]


def test_a_change_is_told_in_kronor_and_per_cent() -> None:
    (table,) = cut("delivery")
    assert [row[-4:] for row in table.rows] == [
        ("120.00", "75.0%", "+20.00", "20.0%"),
        ("40.00", "25.0%", "+40.00", "–"),
        ("160.00", "100.0%", "+60.00", "60.0%"),
    ]


@pytest.mark.parametrize("by", ["administration", "delivery", "part"])
def test_the_first_year_has_no_columns_for_a_change(by: By) -> None:
    (table,) = cut(by, years=(2026,))
    assert not [head for head in table.heads if "change" in head]
    assert {len(row) for row in table.rows} == {len(table.heads)}


def test_who_left_in_july_sees_how_many_months_it_pays_for() -> None:
    until = {"administration": "hvo", "reason": "Delas upp", "since": "2027-08-01"}
    left = city(AN_EQUAL_KEY, delivery("natverk", part(), excluded=(until,)))
    (table,) = breakdowns(left, allocate(left, (2027,)), "delivery", (2027,), ("hvo",), "sv")
    assert table.rows[0][0] == "Leveransen natverk (7 av 12 månader)"
    (others,) = breakdowns(left, allocate(left, (2027,)), "delivery", (2027,), ("asf",), "sv")
    assert others.rows[0][0] == "Leveransen natverk"


def test_a_delivery_has_its_own_cost_per_unit_of_its_volume() -> None:
    (table,) = cut("delivery")
    assert [row[:3] for row in table.rows[:2]] == [
        ("Leveransen drift", "12 (dator)", "10.00"),
        ("Leveransen natverk", "3 (dator)", "13.33"),
    ]


def test_for_one_administration_the_share_is_what_it_pays_of_each_cost() -> None:
    (table,) = cut("delivery", "asf")
    assert "the whole city's volume" in table.heads
    assert [row[3:5] for row in table.rows] == [("30.42", "25.4%"), ("7.50", "18.8%"), ("37.92", "23.7%")]
    (whole,) = cut("administration", "asf")
    assert table.rows[-1][3] == whole.rows[0][1]


def test_the_parts_of_a_delivery_say_how_they_behave() -> None:
    (table,) = cut("part")
    assert [row[:4] for row in table.rows[:-1]] == [
        ("Leveransen drift: Personal", "licences", "fixed", "100.00"),
        ("Leveransen drift: Hyra", "licences", "fixed", "20.00"),
        ("Leveransen natverk: Fiber", "licences", "fixed", "40.00"),
    ]


def test_by_tier_every_sender_passes_on_what_it_is_passed() -> None:
    table, moved = cut("tier")
    assert table.rows == (
        ("Leveransen drift", "100.00", "0.00", "50.00", "50.00", "0.00", "0.00", "0.00"),
        ("Leveransen drift (Nyckeln delat)", "20.00", "0.00", "10.00", "10.00", "0.00", "0.00", "0.00"),
        ("Leveransen natverk", "40.00", "60.00", "0.00", "75.00", "25.00", "0.00", "0.00"),
        ("Sum", "160.00", "60.00", "60.00", "135.00", "25.00", "0.00", "0.00"),
    )
    assert [row[2:] for row in moved.rows] == [("50.00", "50.0%"), ("10.00", "50.0%")]


def test_a_cost_that_is_not_split_is_a_row_of_its_own() -> None:
    broken = city(AN_EQUAL_KEY, delivery("natverk", part(), part("B", key="saknas")))
    (table,) = breakdowns(broken, allocate(broken, (2027,)), "administration", (2027,), (), "en")
    assert table.rows[-1][:2] == ("Not split", "100.00")


@pytest.mark.parametrize("by", ["administration", "delivery", "part", "tier"])
def test_every_cut_has_as_many_cells_as_heads_and_speaks_swedish(by: By) -> None:
    tables = breakdowns(CITY, SPLIT, by, (2026, 2027), (), "sv")
    assert len(tables) >= 2
    assert {len(row) for one in tables for row in one.rows if len(row) != len(one.heads)} == set()
    assert tables[-1].title.startswith("2027: v")
