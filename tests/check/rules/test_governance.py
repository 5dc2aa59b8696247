"""Whether a decision holds: that it is there in time, that it still stands, and that its body may make it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

A = "data/initiatives/init-a.yaml"
B = "data/initiatives/init-b.yaml"


def ruling(number: int, on: str, outcome: str, record: str = "init-a", body: str = "beslutande-niva") -> str:
    """One more decision, as a file of its own."""
    return (
        f"data/decisions/beslut-{number}.yaml: |\n  id: beslut-{number}\n  name: Beslut {number}\n  body: {body}\n"
        f"  formal_decider: Stadsdirektören\n  on: {on}\n  registry_number: STK-2026-{number}\n"
        f"  rulings:\n    - {{record: {record}, outcome: {outcome}}}\n"
    )


OWN = (
    f"{A}:\n  track: business_development\n  phases: [{{name: Bygge, periods: 2, costs: "
    "[{what: Bygge, amount: 900 000 kr, funder: hvo}]}]\n"
)
"""init-a with only its own administration's money and people."""

BY_HVO = "data/decisions/beslut-1.yaml: {body: hvo}\n"
BUSINESS_OWNERS = (
    "data/bodies/verksamhetsagare.yaml: |\n  id: verksamhetsagare\n  name: Verksamhetsägarna\n  level: supporting\n"
    "  may_settle: [system_change]\ndata/decisions/beslut-1.yaml: {body: verksamhetsagare}\n"
)


def test_an_approval_after_the_stage_does_not_count(changed: Changed) -> None:
    folder = changed(f"{A}:\n  stages: {{decided: 2026-05-01}}\n")
    (text,) = told(folder, "GOV003")
    assert "“beslut-1” approves it only on 2026-05-02" in text
    assert "beslut-1.on: " in text


def test_an_approval_on_the_day_counts(changed: Changed) -> None:
    assert codes(changed(f"{A}:\n  stages: {{decided: 2026-05-02}}\n")) == []


@pytest.mark.parametrize("outcome", ["rejected", "returned", "postponed"])
def test_a_later_ruling_takes_the_approval_back(outcome: str, changed: Changed) -> None:
    folder = changed(f"{A}:\n  stages: {{decided: 2026-05-10}}\n" + ruling(2, "2026-05-05", outcome))
    (text,) = told(folder, "GOV003")
    assert "“beslut-2” ruled otherwise on 2026-05-05" in text
    assert "beslut-2.rulings.0.outcome: " in text
    assert "beslut-1.rulings.0.outcome: " in text


def test_a_ruling_after_the_stage_leaves_it_as_it_was(changed: Changed) -> None:
    assert codes(changed(ruling(2, "2026-06-01", "returned"))) == []


def test_a_ruling_on_the_day_of_the_stage_counts(changed: Changed) -> None:
    folder = changed(f"{A}:\n  stages: {{decided: 2026-05-05}}\n" + ruling(2, "2026-05-05", "returned"))
    assert codes(folder) == ["GOV003"]


def test_an_approval_after_a_return_stands(changed: Changed) -> None:
    again = ruling(2, "2026-05-05", "returned") + ruling(3, "2026-05-08", "approved")
    assert codes(changed(f"{A}:\n  stages: {{decided: 2026-05-10}}\n{again}")) == []


def test_a_ruling_that_approves_nothing_is_shown_beside(changed: Changed) -> None:
    folder = changed(f"{B}:\n  stages: {{decided: 2026-05-10}}\n" + ruling(2, "2026-05-05", "returned", "init-b"))
    (text,) = told(folder, "GOV003")
    assert "no decision approves it" in text
    assert "beslut-2.rulings.0.outcome: " in text


@pytest.mark.parametrize("stage", ["under_way", "in_operation", "benefits_realised", "closed"])
def test_every_stage_after_the_decision_rests_on_one(stage: str, changed: Changed) -> None:
    (text,) = told(changed(f"{B}:\n  stages: {{{stage}: 2026-09-01}}\n"), "GOV003")
    assert text.startswith(f"init-b.stages.{stage}: ")


def test_the_first_stage_reached_stands_in_for_a_missing_decision_day(changed: Changed) -> None:
    folder = changed(f"{A}:\n  stages: {{decided: , under_way: 2026-04-20, in_operation: 2026-12-01}}\n")
    (text,) = told(folder, "GOV003")
    assert text.startswith("init-a.stages.under_way: ")


@pytest.mark.parametrize("stage", ["rejected", "withdrawn"])
def test_what_was_never_done_may_be_closed_without_a_decision(stage: str, changed: Changed) -> None:
    assert codes(changed(f"{B}:\n  stages: {{{stage}: 2026-08-01, closed: 2026-09-01}}\n")) == []


def test_a_system_change_may_be_settled_by_who_settles_system_changes(changed: Changed) -> None:
    track = f"{A}: {{track: system_change}}\nitgov.yaml: {{tracks: {{system_change: [solidarity]}}}}\n"
    assert codes(changed(track + BUSINESS_OWNERS)) == []


def test_who_settles_system_changes_may_not_settle_a_platform(changed: Changed) -> None:
    (text,) = told(changed(BUSINESS_OWNERS), "GOV004")
    assert "does not name initiative" in text
    assert "it can be settled by: beslutande-niva" in text


@pytest.mark.parametrize("record", ["avtal-diarium", "mal-1", "ram", "leverans-a", "nyckel-a"])
def test_every_kind_of_record_has_a_matter(record: str, changed: Changed) -> None:
    assert codes(changed(ruling(2, "2026-05-02", "approved", record))) == []


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
    effect = "  affects: [{record: sys-diarium, how: Anropas, acknowledged_on: 2026-03-01}]\n"
    assert codes(changed(OWN + effect + BY_HVO)) == []


def test_an_administration_rebuilds_what_is_its_own(changed: Changed) -> None:
    effect = "  affects: [{record: sys-diarium, how: Byggs om, changes: true}]\n"
    own = "data/objects/objekt-dokument.yaml: {administration: hvo, change_money: }\n"
    assert codes(changed(OWN + effect + BY_HVO + own)) == []
