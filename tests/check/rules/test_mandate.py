"""Whether whoever decided may settle the matter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.ruling import ruling
from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

A = "data/initiatives/init-a.yaml"

OWN = (
    f"{A}:\n  track: business_development\n  phases: [{{name: Bygge, periods: 2, costs: "
    "[{what: Bygge, amount: 900 000 kr, funder: hvo}]}]\n"
    "  operating_costs: [{what: Licenser, per_year: 90 tkr, borne_by: hvo}]\n"
)
"""init-a with only its own administration's money and people."""

BY_HVO = "data/decisions/beslut-1.yaml: {body: hvo}\n"
BUSINESS_OWNERS = (
    "data/bodies/verksamhetsagare.yaml: |\n  id: verksamhetsagare\n  name: Verksamhetsägarna\n  level: supporting\n"
    "  may_settle: [system_change]\n"
    "  members: [{administration: hvo, role: Ekonomichef}]\n  formal_decider: Stadsdirektören\n"
    "  delegation: Punkt 4.8\ndata/decisions/beslut-1.yaml: {body: verksamhetsagare}\n"
)


def test_a_system_change_may_be_settled_by_who_settles_system_changes(changed: Changed) -> None:
    track = f"{A}: {{track: system_change}}\nitgov.yaml: {{tracks: {{system_change: [solidarity, change_money]}}}}\n"
    assert codes(changed(track + BUSINESS_OWNERS)) == []


def test_who_settles_system_changes_may_not_settle_a_platform(changed: Changed) -> None:
    (text,) = told(changed(BUSINESS_OWNERS), "GOV004")
    assert "does not name initiative" in text
    assert "it can be settled by: beslutande-niva" in text


@pytest.mark.parametrize("record", ["avtal-diarium", "mal-1", "ram", "leverans-a", "nyckel-a"])
def test_every_kind_of_record_has_a_matter(record: str, changed: Changed) -> None:
    assert codes(changed(ruling(2, "2026-10-02", "approved", record))) == []


@pytest.mark.parametrize("record", ["avtal-diarium", "mal-1", "ram", "sys-diarium", "objekt-dokument"])
def test_a_body_without_the_matter_may_not_settle_it(record: str, changed: Changed) -> None:
    assert codes(changed(ruling(2, "2026-05-02", "approved", record, "beredande-niva"))) == ["GOV004"]


def test_a_kind_without_a_matter_is_settled_by_nobody(changed: Changed) -> None:
    (text,) = told(changed(ruling(2, "2026-05-02", "approved", "pool-integration")), "GOV004")
    assert "no body settles records of that kind" in text


def test_a_body_may_settle_up_to_its_ceiling(changed: Changed) -> None:
    assert codes(changed("data/bodies/beslutande-niva.yaml: {illustrative: true, ceiling: 900 000 kr}\n")) == []


def test_a_body_may_not_settle_beyond_its_ceiling(changed: Changed) -> None:
    folder = changed(
        'data/bodies/beslutande-niva.yaml: {ceiling: "899 999,99 kr"}\n'
        "data/bodies/ekonomichefsgrupp.yaml: {may_settle: [initiative]}\n"
    )
    (text,) = told(folder, "GOV004")
    assert "it costs 900 000 kr" in text
    assert "899 999,99 kr" in text
    assert "it can be settled by: ekonomichefsgrupp" in text


def test_an_administration_decides_in_its_own_house(changed: Changed) -> None:
    assert codes(changed(OWN + BY_HVO)) == []


def test_an_administration_does_not_decide_what_another_proposes(changed: Changed) -> None:
    (text,) = told(changed(OWN + "data/decisions/beslut-1.yaml: {body: it}\n"), "GOV004")
    assert "another administration proposed it" in text


def test_an_administration_does_not_decide_what_another_pays(changed: Changed) -> None:
    (text,) = told(changed(OWN.replace("funder: hvo", "funder: it") + BY_HVO), "GOV004")
    assert "another administration pays for it: it" in text


def test_an_administration_does_not_decide_over_shared_money(changed: Changed) -> None:
    (text,) = told(changed(OWN.replace("funder: hvo", "funder: ram") + BY_HVO), "GOV004")
    assert "it is paid with shared money: ram" in text


@pytest.mark.parametrize("record", ["sys-diarium", "objekt-dokument", "leverans-a"])
def test_an_administration_does_not_rebuild_what_is_anothers(record: str, changed: Changed) -> None:
    effect = f"  affects: [{{record: {record}, how: Byggs om, changes: true, acknowledged_on: 2026-03-01}}]\n"
    (text,) = told(changed(OWN + effect + BY_HVO), "GOV004")
    assert f"it changes what it does not own: {record}" in text


def test_an_administration_may_call_what_is_anothers(changed: Changed) -> None:
    effect = "  affects: [{record: sys-diarium, how: Anropas, acknowledged_on: 2026-03-01, acknowledged_by: Chef}]\n"
    assert codes(changed(OWN + effect + BY_HVO)) == []


def test_an_administration_rebuilds_what_is_its_own(changed: Changed) -> None:
    effect = "  affects: [{record: sys-diarium, how: Byggs om, changes: true}]\n"
    own = "data/objects/objekt-dokument.yaml: {administration: hvo, change_money: }\n"
    assert codes(changed(OWN + effect + BY_HVO + own)) == []
