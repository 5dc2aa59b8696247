from __future__ import annotations

from itgov.model.city import City
from itgov.model.system import System, SystemCost
from itgov.report.objects import objects_view
from tests.report.small import changed, material, small, with_records


def with_twin() -> City:
    twin = System(
        id="sys-annat",
        name="Andra diariet",
        object="objekt-dokument",
        functions=("diarieforing",),
        used_by=("hvo",),
        criticality="vital",
        yearly_cost=(SystemCost(category="staff", amount=100), SystemCost(category="other", amount=20)),
    )
    return with_records(small(), twin)


def test_an_object_shows_both_its_sides() -> None:
    sides = objects_view(material()).objects[0].sides
    assert [side.owner for side in sides] == ["Kanslichef", "It-chef"]


def test_systems_with_the_same_function_are_an_overlap_with_their_costs() -> None:
    overlaps = objects_view(material(with_twin(), "city")).overlaps
    assert [(one.function, one.systems) for one in overlaps] == [
        ("Diarieföring", (("Andra diariet", 120), ("Diariet", None)))
    ]


def test_the_public_sees_the_overlap_and_not_its_costs() -> None:
    assert objects_view(material(with_twin())).overlaps[0].systems == (("Andra diariet", None), ("Diariet", None))


def test_contracts_are_for_the_city() -> None:
    assert objects_view(material()).contracts == ()
    assert [one.name for one in objects_view(material(small(), "city")).contracts] == ["Avtal om diariet"]


def test_a_system_that_all_use_says_so() -> None:
    systems = objects_view(material(with_twin())).objects[0].systems
    assert [system.used_by_all for system in systems] == [False, True]


def test_a_vital_system_without_incident_leader_is_counted() -> None:
    assert objects_view(material(with_twin())).without_incident_leader == 1


def test_the_cost_of_an_object_is_that_of_its_systems() -> None:
    assert objects_view(material(with_twin(), "city")).objects[0].cost_ore == 120


def test_an_object_whose_costs_are_hidden_has_none() -> None:
    city = changed(small(), "sys-diarium", yearly_cost=(SystemCost(category="staff", amount=100),))
    assert objects_view(material(city)).objects[0].cost_ore is None
