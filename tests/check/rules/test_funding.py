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
