"""What is paid outside the split: own systems, and those that several pay with no key."""

from __future__ import annotations

from itgov.allocate.outside import change_money, csv_rows, notes, outside, sheets
from itgov.allocate.shares import allocate
from itgov.allocate.sheet import shown
from itgov.model.city import City
from itgov.model.funder import Funder

from .small import AN_EQUAL_KEY, city, delivery, part, system

CITY = city(
    AN_EQUAL_KEY,
    delivery("natverk", part("A", {"2027": "90 kr", "2028": "90 kr"})),
    system("eget", ("licences", "5 kr"), ("staff", "2 kr"), used_by=("hvo",)),
    system("annans", ("licences", "100 kr"), used_by=("asf",)),
    system("delat", ("staff", "7 kr"), used_by=("asf", "hvo")),
)
SPLIT = allocate(CITY, (2027, 2028))


def test_own_systems_are_those_of_a_single_payer() -> None:
    found = outside(SPLIT, (2027,), ("hvo",))
    assert (found.own, found.own_systems) == ({2027: 7_00}, ("eget",))


def test_of_what_several_pay_without_a_key_the_whole_cost_is_told() -> None:
    found = outside(SPLIT, (2027,), ("hvo",))
    assert (found.no_key, found.no_key_systems) == ({2027: 7_00}, ("delat",))
    assert outside(SPLIT, (2027,), ("miljo",)).no_key_systems == ()


def test_for_one_administration_the_shared_and_its_own_make_the_sum() -> None:
    (table,) = sheets(CITY, SPLIT, (2027, 2028), ("hvo",))
    assert shown(table, "en") == [
        ["of what is shared", "30.00", "30.00"],
        ["1 own system, directly", "7.00", "7.00"],
        ["Sum", "37.00", "37.00"],
    ]


def test_for_all_own_systems_and_those_without_a_key_are_summed() -> None:
    (table,) = sheets(CITY, SPLIT, (2027,))
    assert shown(table, "en") == [
        ["2 own systems, directly", "107.00"],
        ["1 system without a key", "7.00"],
        ["Sum", "114.00"],
    ]


def test_what_is_shared_without_a_key_is_said_and_in_no_sum() -> None:
    (note,) = notes(SPLIT, (2027,), ("hvo",), "en")
    assert "delat; the whole cost is 7.00 kr (2027)" in str(note)
    assert notes(SPLIT, (2027,), ("miljo",), "en") == ()


def test_nothing_outside_is_told_with_no_word() -> None:
    alone = city(AN_EQUAL_KEY, delivery("natverk", part()))
    split = allocate(alone, (2027,))
    assert sheets(alone, split, (2027,)) == ()
    assert notes(split, (2027,), (), "en") == ()


def test_rows_for_a_spreadsheet_are_of_a_kind_of_their_own_so_that_they_can_be_left_out() -> None:
    rows = csv_rows(allocate(CITY, (2027,)), CITY, "sv")
    assert {row[5] for row in rows} == {"eget system, direkt", "system utan nyckel"}
    assert [(row[1], row[3], row[-1]) for row in rows] == [
        ("asf", "annans", "100,00"),
        ("hvo", "eget", "5,00"),
        ("hvo", "eget", "2,00"),
        ("", "delat", "7,00"),
    ]


def with_change_money() -> City:
    kassa = Funder.model_validate(
        {
            "id": "andringsmedel",
            "name": "Ändringsmedel",
            "funder_kind": "change_money",
            "frames": (
                {"year": 2028, "operating": "3 kr", "status": "frame"},
                {"year": 2027, "operating": "2 kr", "investment": "1 kr", "status": "council"},
            ),
        }
    )
    ram = Funder.model_validate(
        {"id": "ram", "name": "Ram", "funder_kind": "solidarity", "frames": ({"year": 2027, "status": "council"},)}
    )
    return city(AN_EQUAL_KEY, delivery("natverk", part("A", {"2027": "90 kr", "2028": "90 kr"})), kassa, ram)


def test_change_money_is_a_source_of_its_own_and_no_other_pot_is_among_it() -> None:
    found = change_money(with_change_money(), (2027, 2028, 2029))
    assert [(one.funder_id, one.year, one.operating_ore, one.investment_ore) for one in found] == [
        ("andringsmedel", 2027, 2_00, 1_00),
        ("andringsmedel", 2028, 3_00, 0),
    ]


def test_change_money_is_told_beside_the_split_and_never_in_it() -> None:
    split = allocate(with_change_money(), (2027, 2028))
    assert sum(line.ore for line in split.lines) == 180_00
    (table,) = sheets(with_change_money(), split, (2027, 2028))
    assert shown(table, "en") == [
        ["Ändringsmedel", "operating", "2.00", "3.00"],
        ["Ändringsmedel", "investment", "1.00", "0.00"],
        ["Sum", "", "3.00", "3.00"],
    ]


def test_change_money_is_no_administration_s() -> None:
    assert sheets(with_change_money(), allocate(with_change_money(), (2027,)), (2027,), ("hvo",)) == ()
