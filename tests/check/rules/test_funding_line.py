"""What is for all has a shared payer, grants end, and what is in use costs something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]
A = "data/initiatives/init-a.yaml"


def test_a_shared_payer_beside_the_first_is_enough(changed: Changed) -> None:
    both = (
        f"{A}:\n  provides: [formaga-finns]\n  track: business_development\n  phases: [{{name: B, periods: 2, costs: ["
        "{what: X, amount: 9 tkr, funder: hvo}, {what: Y, amount: 9 tkr, funder: ram}]}]\n"
        "itgov.yaml: {tracks: {business_development: [own, solidarity]}}\n"
    )
    assert told(changed(both), "FUN014") == []
    assert len(told(changed(both.replace("funder: ram", "funder: hvo")), "FUN014")) == 1


@pytest.mark.parametrize("track", ["system_change", "business_development"])
def test_only_what_is_for_all_needs_a_take_up(track: str, changed: Changed) -> None:
    assert "FUN015" not in codes(changed(f"{A}: {{track: {track}, take_up: []}}\n"))


GRANT = (
    "data/funders/bidrag.yaml: |\n  id: bidrag\n  name: Statsbidrag\n  illustrative: true\n"
    "  funder_kind: solidarity\n  frames: [{year: 2027, operating: 5 mnkr, status: council}]\n  ends_after: 2027\n"
)


def phases(first: int, second: int, also: str = "") -> str:
    """Two phases, the second paid by the grant."""
    paid = f"{{name: C, periods: {second}, costs: [{{what: Test, amount: 9 tkr, funder: bidrag}}]}}"
    return f"{GRANT}{A}:\n  phases: [{{name: B, periods: {first}}}, {paid}]\n{also}"


def test_a_grant_may_be_used_until_its_last_day(changed: Changed) -> None:
    assert codes(changed(phases(2, 2))) == []


def test_a_phase_that_ends_a_quarter_later_is_told_with_the_day(changed: Changed) -> None:
    (text,) = told(changed(phases(3, 2)), "FUN018")
    assert text.startswith(
        "init-a.phases.1.costs.0.funder: “Test” in “init-a” goes on until 2028-03-31 at the earliest, "
        "but “bidrag” may not be used after 2027\n"
    )
    assert text.endswith("bidrag.ends_after: the last year is set here")


def test_a_grant_cannot_bear_what_costs_every_year(changed: Changed) -> None:
    yearly = "  operating_costs: [{what: Drift, per_year: 9 tkr, borne_by: bidrag}]\n"
    (text,) = told(changed(phases(2, 2, yearly)), "FUN018")
    assert "costs every year" in text


@pytest.mark.parametrize("track", ["prototype", "pilot", "business_development"])
def test_what_is_only_tried_leaves_no_operating_cost(track: str, changed: Changed) -> None:
    assert "FUN020" not in codes(changed(f"{A}: {{track: {track}, operating_costs: []}}\n"))


def test_a_bearer_is_asked_once(changed: Changed) -> None:
    two = "[{what: Drift, per_year: 9 tkr, borne_by: it}, {what: Stöd, per_year: 9 tkr, borne_by: it}]"
    (text,) = told(changed(f"{A}: {{operating_costs: {two}}}\n"), "FUN021")
    assert text.startswith("init-a.operating_costs.0.borne_by: “it” is to bear 9 000 kr a year for “Drift” in “init-a”")
