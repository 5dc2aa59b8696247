"""Who pays: a track the settings name, each pot for its own, payers who agreed, and no cost twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

A = "data/initiatives/init-a.yaml"
PAID_BY_IT = (
    f"{A}:\n  track: business_development\n  phases: [{{name: Bygge, periods: 2, costs: "
    "[{what: Bygge, amount: 900 000 kr, funder: it}, {what: Test, amount: 100 000 kr, funder: it}]}]\n"
)


def test_a_track_that_the_settings_do_not_name_is_a_fault(changed: Changed) -> None:
    (text,) = told(changed(f"{A}: {{track: pilot}}\n"), "FUN001")
    assert text.startswith("init-a.track: ")
    assert "itgov.yaml.tracks: " in text


def test_an_alternative_may_not_let_change_money_pay_for_operation(changed: Changed) -> None:
    other = (
        f"{A}:\n  alternatives: [{{id: mindre, name: Mindre, phases: [{{name: Bygge, periods: 1}}], "
        "operating_costs: [{what: Licenser, per_year: 50 000 kr, borne_by: andringsmedel}]}]\n"
    )
    (text,) = told(changed(other), "FUN002")
    assert text.startswith("init-a.alternatives.0.operating_costs.0.borne_by: ")


def test_a_payer_that_was_not_asked_is_told_once(changed: Changed) -> None:
    (text,) = told(changed(PAID_BY_IT), "FUN004")
    assert text.startswith("init-a.phases.0.costs.0.funder: ")


def test_a_payer_that_is_named_without_a_day_has_not_agreed(changed: Changed) -> None:
    (text,) = told(changed(f"{PAID_BY_IT}  affects: [{{record: it, how: Betalar}}]\n"), "FUN004")
    assert "init-a.affects.0.record: " in text


@pytest.mark.parametrize("stages", ["decided: ", "prepared: ", "prepared: , decided: , under_way: 2026-06-01"])
def test_payers_must_have_agreed_from_prepared_on(stages: str, changed: Changed) -> None:
    assert "FUN004" in codes(changed(f"{PAID_BY_IT}  stages: {{{stages}}}\n"))


@pytest.mark.parametrize("stages", ["prepared: , decided: ", "closed: 2026-09-01", "withdrawn: 2026-09-01"])
def test_payers_need_not_have_agreed_before_or_after(stages: str, changed: Changed) -> None:
    assert "FUN004" not in codes(changed(f"{PAID_BY_IT}  stages: {{{stages}}}\n"))


def test_a_system_of_a_delivery_may_have_payers(changed: Changed) -> None:
    assert codes(changed("data/systems/sys-diarium.yaml: {in_delivery: leverans-a, funded_by: [it]}\n")) == []


OWN_WORK = (
    f"{A}:\n  track: business_development\n"
    "  phases: [{{name: Bygge, periods: 2, costs: [{{what: Bygge, amount: 900 000 kr, funder: hvo}}]}}]\n"
    "  operating_costs: [{{what: Licenser, per_year: 100 000 kr, borne_by: {bearer}}}]\n"
)
PILOTS = (
    "data/funders/piloter.yaml: |\n  id: piloter\n  name: Piloter\n  illustrative: true\n  funder_kind: pilots\n"
    "  frames: [{year: 2027, operating: 1 mnkr, status: council}]\n"
)


@pytest.mark.parametrize("bearer", ["leverans-a", "ram", "piloter"])
def test_what_an_administration_does_for_itself_is_not_run_by_all(bearer: str, changed: Changed) -> None:
    (text,) = told(changed(OWN_WORK.format(bearer=bearer) + PILOTS), "FUN001")
    assert text.split("\n") == [
        (
            "init-a.operating_costs.0.borne_by: “init-a” is on the spår (`track`) business development "
            "(`business_development`), which is paid by whoever does it, but all would pay for “Licenser” "
            f"after go-live, through “{bearer}”"
        ),
        "let “hvo” bear it, or choose the track that the work really is, if it is for all",
        "init-a.track: the track is set here",
        "itgov.yaml.tracks.business_development: the city's rule is here",
    ]


def test_an_administration_runs_what_it_does_for_itself(changed: Changed) -> None:
    assert codes(changed(OWN_WORK.format(bearer="hvo"))) == []


def test_change_money_that_runs_what_is_ones_own_is_told_once(changed: Changed) -> None:
    assert codes(changed(OWN_WORK.format(bearer="andringsmedel"))) == ["FUN002"]


def test_what_change_money_built_may_be_run_by_all(changed: Changed) -> None:
    # Change and operation are two pots: the second is everybody's.
    both = "itgov.yaml: {tracks: {business_development: [own, change_money]}}\n"
    assert told(changed(OWN_WORK.format(bearer="leverans-a") + both), "FUN001") == []
