from __future__ import annotations

from fractions import Fraction

from itgov.model.delivery import AmbitionLevel, Behaviour, CostPart
from itgov.model.key import Key
from itgov.report.catalogue import catalogue_view
from itgov.report.labels import NOT_PUBLIC
from tests.report.small import changed, material, small, with_records

PARTS: tuple[tuple[str, Behaviour, int], ...] = (("a", "fixed", 100), ("b", "stepped", 200), ("c", "variable", 100))


def test_a_delivery_shows_its_cost_and_volume_by_year() -> None:
    one = catalogue_view(material()).deliveries[0]
    assert (one.years, one.totals, one.volumes) == (("2027", "2028"), (100_000_000, 102_000_001), (400, 400))


def test_the_cost_per_unit_is_of_the_first_planned_year() -> None:
    assert catalogue_view(material()).deliveries[0].per_unit_ore == 250_000


def test_fixed_and_stepped_parts_are_what_does_not_follow_the_volume() -> None:
    parts = tuple(
        CostPart(name=name, category="other", behaviour=behaviour, per_year={2027: ore})
        for name, behaviour, ore in PARTS
    )
    view = catalogue_view(material(changed(small(), "leverans-a", cost_parts=parts)))
    assert view.deliveries[0].fixed_share == Fraction(3, 4)


def test_the_agreed_level_stands_apart_from_the_others() -> None:
    levels = tuple(AmbitionLevel(id=one, name=one.title(), content="Innehåll") for one in ("grund", "standard"))
    one = catalogue_view(material(changed(small(), "leverans-a", levels=levels, level="standard"))).deliveries[0]
    assert one.level is not None
    assert (one.level.name, [level.name for level in one.other_levels]) == ("Standard", ["Grund"])


def test_agreements_come_by_day() -> None:
    agreed = catalogue_view(material()).deliveries[0].agreed
    assert [one.body for one in agreed] == ["Beredande nivå", "Ekonomichefsgruppen"]


def test_a_hidden_key_of_one_part_is_not_taken_for_the_delivery_s() -> None:
    other: Key = small().keys["nyckel-a"].model_copy(update={"id": "nyckel-b", "name": "B", "visibility": "city"})
    delivery = small().deliveries["leverans-a"]
    part = delivery.cost_parts[0].model_copy(update={"key": "nyckel-b"})
    city = with_records(small(), other, delivery.model_copy(update={"cost_parts": (part,)}))
    assert catalogue_view(material(city)).deliveries[0].parts[0].key == NOT_PUBLIC


def test_a_hidden_delivery_is_in_the_sum_alone() -> None:
    view = catalogue_view(material(changed(small(), "leverans-a", visibility="city")))
    assert (view.deliveries, view.cost_ore, view.hidden_ore) == ((), 100_000_000, 100_000_000)
