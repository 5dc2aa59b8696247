"""What must be on record about systems that much depends on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from itgov.check.rules.system import OBJECT_WITHOUT_SYSTEM
from tests.check.rules.told import told

Changed = Callable[[str], Path]

SYSTEM = "data/systems/sys-diarium.yaml"
OBJECT = "data/objects/objekt-dokument.yaml"
ELSEWHERE = (
    "data/contracts/avtal-diarium.yaml: {covers: [{system: sys-annat, functions: [diarieforing]}]}\n"
    "data/systems/sys-annat.yaml: |\n  id: sys-annat\n  name: Annat\n  object: objekt-dokument\n"
    "  functions: [diarieforing]\n  used_by: [it]\n"
)


def test_an_object_without_a_system_is_told_whole(changed: Changed) -> None:
    assert told(changed(OBJECT_WITHOUT_SYSTEM.bad), "SYS001") == [
        (
            "objekt-tomt: no system belongs to the object “objekt-tomt”\n"
            "name it under objekt (`object`) of its systems; or remove it, and give its hours to another"
        )
    ]


@pytest.mark.parametrize(("criticality", "count"), [("vital", 1), ("high", 1), ("medium", 0), ("", 0)])
def test_somebody_leads_when_a_critical_system_stops(criticality: str, count: int, changed: Changed) -> None:
    keys = f"{SYSTEM}: {{incident_leader: , criticality: {criticality}}}\n"
    assert len(told(changed(keys), "SYS002")) == count


def test_a_system_and_a_delivery_that_nobody_leads_are_told_whole(changed: Changed) -> None:
    both = f"{SYSTEM}: {{incident_leader: }}\ndata/deliveries/leverans-a.yaml: {{incident_leader: }}\n"
    assert sorted(told(changed(both), "SYS002")) == [
        (
            "leverans-a: nobody leads across units when the delivery “leverans-a” stops: incidentledare "
            "(`incident_leader`) is missing\n"
            "agree on one role that leads in a major incident, and write it there"
        ),
        (
            "sys-diarium.criticality: “sys-diarium” is of criticality “high”, but nobody leads when it stops: "
            "incidentledare (`incident_leader`) is missing\n"
            "agree on one role that leads in a major incident, and write it there"
        ),
    ]


def test_a_critical_system_that_nobody_supplies_is_told_whole(changed: Changed) -> None:
    assert told(changed(ELSEWHERE), "SYS003") == [
        (
            "sys-diarium.criticality: “sys-diarium” is of criticality “high”, but no contract covers it and no "
            "supplier is "
            "named\n"
            "put the contract under data/contracts/; where there is none, name who answers for it under leverantör "
            "(`supplier`)"
        )
    ]


@pytest.mark.parametrize("keys", ["criticality: medium", "supplier: It-avdelningen", "disposition: eliminate"])
def test_a_system_that_needs_no_supplier_named(keys: str, changed: Changed) -> None:
    assert told(changed(f"{ELSEWHERE}{SYSTEM}: {{{keys}}}\n"), "SYS003") == []


def test_information_that_is_not_classed_is_told_whole(changed: Changed) -> None:
    assert told(changed(f"{SYSTEM}: {{information_class: }}\n"), "SYS004") == [
        (
            "sys-diarium: the information in “sys-diarium” is not classed, though it is of criticality “high”: "
            "informationsklass (`information_class`) is missing\n"
            "class it with the object “objekt-dokument”: konfidentialitet (`confidentiality`), riktighet (`integrity`) "
            "and tillgänglighet (`availability`), 0 to 3"
        )
    ]


@pytest.mark.parametrize(
    ("least", "more", "count"), [(3, "", 0), (2, "", 1), (2, "disposition: eliminate", 0), (3, "key: nyckel-a", 1)]
)
def test_what_many_share_is_classed(least: int, more: str, count: int, changed: Changed) -> None:
    keys = f"{SYSTEM}: {{information_class: , criticality: low, {more}}}\n"
    setting = f"itgov.yaml:\n  rules: {{SYS004: {{parameters: {{administrations: {least}}}, reason: Prövat}}}}\n"
    assert len(told(changed(keys + setting), "SYS004")) == count


def test_support_on_one_side_is_told_whole(changed: Changed) -> None:
    assert told(changed(f"{OBJECT}: {{support: {{users: business, incidents: business}}}}\n"), "SYS005") == [
        (
            "objekt-dokument.support.incidents: in “objekt-dokument”, the business side takes both users' "
            "questions and "
            "incidents\n"
            "users' questions belong to the business side (användarsupport (`users`): business), incidents toward the "
            "supplier to the system side (incidenthantering (`incidents`): system)\n"
            "objekt-dokument.support: the support is split here"
        )
    ]
