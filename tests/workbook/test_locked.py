"""Which keys are locked or agreed for what a workbook changes."""

from __future__ import annotations

from itgov.model.city import City
from itgov.workbook.inputs import Entry
from itgov.workbook.intake import Changed
from itgov.workbook.locked import locked_keys
from tests.allocate.small import city, key


def changed(*route: str) -> Changed:
    return Changed(Entry("upptag", route, "whole", 1), 2, "In keys", "G4")


def town(**fields: object) -> City:
    values = {"2026": {"asf": "1"}, "2027": {"asf": "1"}, "2028": {"asf": "1"}}
    return city(key("upptag", {}, per_year=values, valid_for=("2027", "2028"), **fields))


def test_a_value_by_year_changes_its_own_year() -> None:
    locked = town(locked_on="2026-09-30")
    assert [one.years for one in locked_keys(locked, [changed("per_year", "2028", "asf")])] == [(2028,)]


def test_a_year_that_the_key_is_not_valid_for_is_agreed_by_nobody() -> None:
    assert locked_keys(town(locked_on="2026-09-30"), [changed("per_year", "2026", "asf")]) == ()


def test_a_key_that_is_agreed_and_not_locked_is_told() -> None:
    agreed = town(locked_on=None, agreed=({"body": "grupp", "on": "2026-09-08", "registry_number": "S-1"},))
    (found,) = locked_keys(agreed, [changed("per_year", "2027", "asf")])
    assert str(found.message) == f"the key “{found.key.name}” (upptag) is agreed for 2027, by grupp 2026-09-08 S-1"


def test_a_key_that_is_neither_is_not_told() -> None:
    assert locked_keys(town(locked_on=None, agreed=()), [changed("per_year", "2027", "asf")]) == ()
