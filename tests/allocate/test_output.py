"""The split as data: whole öre, named so, and the same bytes every time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any

import jsonschema

from itgov.allocate.output import as_data
from itgov.allocate.shares import allocate
from itgov.model.city import City
from itgov.model.funder import Funder
from itgov.model.record import Record
from tests.city import ROOT
from tests.laws import TRIES, Cases

from .small import AN_EQUAL_KEY, asset_part, city, delivery, part, records_of, shuffled, system
from .small import settings as city_settings

YEARS = (2026, 2027, 2028)
EVERYTHING = city(
    AN_EQUAL_KEY,
    delivery(
        "natverk", part(), asset_part(), part("Luckor", {"2026": "1 kr", "2028": "1 kr"}), part("B", key="saknas")
    ),
    system("journal", ("staff", "5 kr"), used_by=("hvo",)),
    system("gis", ("staff", "9 kr")),
    system("karta", ("staff", "3 kr"), in_delivery="natverk"),
    delivery(
        "drift",
        part(),
        serves=({"delivery": "natverk", "share": "1/3"},),
        volumes={"2027": "3"},
        capacity={"2027": "4"},
    ),
    Funder.model_validate(
        {
            "id": "andringsmedel",
            "name": "Ändringsmedel",
            "funder_kind": "change_money",
            "frames": ({"year": 2027, "operating": "2 kr", "status": "council"},),
        }
    ),
    city_settings=city_settings(neutral_key="anstallda"),
)


def data() -> Any:
    """The data of a city that has something of each, as JSON gives it back."""
    return json.loads(json.dumps(as_data(allocate(EVERYTHING, (2026, 2027, 2028, 2029)), EVERYTHING)))


def as_rows(*records: Record) -> Any:
    """The data of a city with those records and an equal key."""
    one = city(AN_EQUAL_KEY, *records)
    return as_data(allocate(one), one)


def leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every single value with the name of its field."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, name)
    else:
        yield name, value


def test_the_data_names_its_format_and_version() -> None:
    assert (data()["format"], data()["version"]) == ("itgov.allocation", 1)


def test_there_is_something_of_each_in_the_example() -> None:
    assert all(data()[name] for name in data())


def test_amounts_are_whole_ore_or_nothing() -> None:
    amounts = [value for name, value in leaves(data()) if name.endswith("_ore")]
    assert len(amounts) > 50
    assert all(value is None or type(value) is int for value in amounts)


def test_no_number_is_a_float() -> None:
    assert not [value for _, value in leaves(data()) if isinstance(value, float)]


def test_a_cell_says_who_pays_what_by_which_key() -> None:
    assert next(cell for cell in data()["cells"] if cell["source"] == "natverk") == {
        "administration": "asf",
        "source": "natverk",
        "kind": "delivery",
        "part_number": 1,
        "year": 2027,
        "amount_ore": 3334,
        "key": "anstallda",
    }


def test_a_line_of_an_asset_shows_depreciation_and_interest_apart() -> None:
    (line,) = [line for line in data()["lines"] if line["part_number"] == 2 and line["year"] == 2027]
    assert line["capital"] == {
        "months": 9,
        "opening_ore": 12_000_000,
        "depreciation_ore": 1_800_000,
        "interest_ore": 225_000,
    }


def test_what_could_not_be_split_is_told_with_its_amount() -> None:
    (row,) = data()["not_split"]
    assert (row["source"], row["amount_ore"], row["reason"]) == ("natverk", 10_000, "no_key")


def test_what_is_not_split_has_a_row_for_every_year() -> None:
    rows = as_rows(delivery("natverk", part(per_year={"2027": "1 kr", "2028": "2 kr"}, key="saknas")))
    assert [(row["year"], row["amount_ore"]) for row in rows["not_split"]] == [(2027, 100), (2028, 200)]


def test_what_a_delivery_carries_is_told_with_the_delivery() -> None:
    assert data()["carried"][0] == {
        "source": "karta",
        "part_number": 1,
        "year": 2026,
        "amount_ore": 300,
        "category": "staff",
        "delivery": "natverk",
    }


def test_what_is_assumed_names_the_parts_that_rest_on_it() -> None:
    (assumption,) = data()["assumptions"]
    assert (assumption["key"], assumption["years"], assumption["valid"]) == ("anstallda", [2029], 2028)
    assert assumption["parts"] == [{"source": "natverk", "kind": "delivery", "part_number": 2}]


def test_the_data_is_of_its_documented_shape() -> None:
    jsonschema.validate(data(), json.loads((ROOT / "docs/schemas/allocation-1.json").read_text("utf-8")))


def test_the_reconciliation_has_a_line_for_every_year() -> None:
    assert [line["difference_ore"] for line in data()["reconciliation"]] == [0, 0, 0, 0]


def in_two_orders(chance: Random) -> tuple[City, City]:
    """The same records, read in two orders."""
    records = records_of(chance)
    return city(*records), shuffled(chance, records)


@Cases(TRIES // 10, cities=in_two_orders).law
def test_law_the_same_records_give_the_same_bytes(cities: tuple[City, City]) -> None:
    one, other = cities
    first = json.dumps(as_data(allocate(one, YEARS), one))
    assert json.dumps(as_data(allocate(other, YEARS), other)) == first


def test_what_is_nobody_s_is_told_line_by_line_and_in_the_sums() -> None:
    assert [(one["source"], one["why"], one["amount_ore"]) for one in data()["beside"]] == [("drift", "unused", 25_00)]
    assert [line["unused_ore"] for line in data()["reconciliation"]] == [0, 25_00, 0, 0]


def test_what_a_delivery_passes_on_is_an_exact_fraction_and_comes_in_at_the_other() -> None:
    tiers = {one["source"]: one for one in data()["tiers"] if one["year"] == 2027}
    assert tiers["drift"]["passed"] == [{"delivery": "natverk", "exact": "2500"}]
    assert tiers["natverk"]["received"] == [{"source": "drift", "exact": "2500"}]
    assert {one["difference"] for one in data()["tiers"]} == {"0"}


def test_a_delivery_with_a_volume_has_its_own_cost_per_unit() -> None:
    found = {(one["source"], one["year"]): one["own_cost_per_unit_ore"] for one in data()["by_source"]}
    assert found["drift", 2027] == 33_33
    assert found["natverk", 2027] is None
