"""Who competes, who is an administration's own, and who is not ready."""

from __future__ import annotations

from typing import Any

import pytest

from itgov.agenda.standing import standing_of
from itgov.agenda.timeline import Timeline
from itgov.model.city import City
from tests.agenda.towns import initiative, phase, town

OWN = {"phases": (phase(1, ("vard", "1 mnkr")),)}


def standing(city: City) -> Any:
    return standing_of(city, Timeline(city.settings.plan))


def own(name: str, **fields: Any) -> dict[str, Any]:
    return initiative(name, **{**OWN, **fields})


def bearing(payer: str) -> dict[str, str]:
    return {"what": "drift", "per_year": "1 kr", "borne_by": payer}


@pytest.mark.parametrize(
    ("stages", "group"),
    [
        ({}, "unanchored"),
        ({"anchored": "2026-02-01"}, "competing"),
        ({"prepared": "2026-02-01"}, "competing"),
        ({"decided": "2026-02-01"}, "competing"),
        ({"under_way": "2026-02-01"}, "running"),
        ({"in_operation": "2026-02-01"}, "done"),
        ({"closed": "2026-02-01"}, "done"),
        ({"anchored": "2026-02-01", "rejected": "2026-03-01"}, "gone"),
        ({"withdrawn": "2026-03-01"}, "gone"),
    ],
)
def test_each_stage_has_its_place(stages: dict[str, str], group: str) -> None:
    found = standing(town(initiative("a", stages={"idea": "2026-01-01", **stages})))
    assert list(getattr(found, group)) == ["a"]


@pytest.mark.parametrize("stage", ["idea", "anchored", "prepared", "decided"])
def test_what_has_started_runs_whatever_stage_is_on_record(stage: str) -> None:
    one = initiative("a", stages={"idea": "2026-01-01", stage: "2026-01-01"}, started_in="2026-Q4")
    assert standing(town(one)).running == ("a",)


def test_what_has_started_and_ended_is_done() -> None:
    one = initiative("a", stages={"idea": "2026-01-01", "in_operation": "2026-12-01"}, started_in="2026-Q2")
    assert list(standing(town(one)).done) == ["a"]


def test_a_capability_that_started_work_gives_leaves_what_builds_on_it_its_administrations_own() -> None:
    started = initiative("a", provides=("mobil",), started_in="2026-Q4")
    city = town(started, own("b", needs={"capabilities": ({"capability": "mobil"},)}))
    assert standing(city).own == ("b",)


def test_what_uses_only_its_administrations_own_money_is_its_own() -> None:
    assert standing(town(own("a"))).own == ("a",)


def test_operating_costs_of_its_own_are_no_competition() -> None:
    assert standing(town(own("a", operating_costs=(bearing("vard"),)))).own == ("a",)


@pytest.mark.parametrize(
    "fields",
    [
        {"phases": (phase(1, team="1"),)},
        {"phases": (phase(1, ("ram", "1 kr")),)},
        {"phases": (phase(1, ("skola", "1 kr")),)},
        {"affects": ({"record": "sys-skola", "how": "byts", "changes": "true"},)},
        {"affects": ({"record": "skola", "how": "ändras", "changes": "true"},)},
        {"large_change_for": ("skola",)},
        {"alternatives": ({"id": "mer", "name": "mer", "phases": (phase(1, team="1"),)},)},
        {"operating_costs": (bearing("ram"),)},
        {"operating_costs": (bearing("vard"), bearing("skola"))},
        {"alternatives": ({"id": "mer", "name": "mer", "phases": (phase(1),), "operating_costs": (bearing("ram"),)},)},
    ],
)
def test_what_draws_on_anything_shared_competes(fields: dict[str, Any]) -> None:
    assert standing(town(own("a", **fields))).competing == ("a",)


def test_to_call_anothers_system_or_rebuild_ones_own_is_no_competition() -> None:
    affects = ({"record": "sys-skola", "how": "anropas"}, {"record": "sys-vard", "how": "byts", "changes": "true"})
    assert standing(town(own("a", affects=affects))).own == ("a",)


def test_what_needs_one_that_competes_competes_too() -> None:
    city = town(initiative("a"), own("b", needs={"initiatives": ({"initiative": "a"},)}), own("c"))
    assert (standing(city).competing, standing(city).own) == (("a", "b"), ("c",))


def test_what_excludes_one_that_competes_competes_whichever_says_so() -> None:
    assert standing(town(initiative("a", excludes=("b",)), own("b"))).competing == ("a", "b")


def test_what_builds_on_a_capability_that_only_a_competing_initiative_gives_competes() -> None:
    city = town(initiative("a", provides=("mobil",)), own("b", needs={"capabilities": ({"capability": "mobil"},)}))
    assert standing(city).competing == ("a", "b")


def test_a_system_that_gives_the_capability_leaves_it_its_administrations_own() -> None:
    city = town(
        own("b", needs={"capabilities": ({"capability": "mobil"},)}),
        changes={"mobil": {"provided_by": ({"by": "sys-vard"},)}},
    )
    assert standing(city).own == ("b",)
