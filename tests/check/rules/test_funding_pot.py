"""Each cost line is operating or investment, and an investment has a day and a life."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]
A = "data/initiatives/init-a.yaml"
ROOM = (
    "data/funders/ram.yaml: {frames: [{year: 2027, operating: 5 mnkr, investment: 5 mnkr, status: council},"
    " {year: 2028, operating: 5 mnkr, status: frame}]}\n"
)


def line(rest: str, also: str = "") -> str:
    """The first initiative with one cost line, and a frame with room for it."""
    costs = f"[{{what: Servrar, amount: 900 tkr, {rest}}}]"
    return f"{ROOM}{A}:\n  phases: [{{name: Bygge, periods: 2, costs: {costs}}}]\n{also}"


def test_an_investment_without_day_and_life_is_one_finding(changed: Changed) -> None:
    (text,) = told(changed(line("funder: ram, pot: investment")), "FUN011")
    assert text.split("\n") == [
        (
            "init-a.phases.0.costs.0.pot: “Servrar” in “init-a”, 900 000 kr, is an investment without "
            "nyttjandeperiod (`life_years`) and ianspråktagen (`in_service`)"
        ),
        "write both: from the first day of service it costs depreciation and interest for its life",
    ]


def test_an_anchored_initiative_may_still_work_out_the_life(changed: Changed) -> None:
    costs = "[{what: Servrar, amount: 900 tkr, funder: ram, pot: investment}]"
    fragment = f"data/initiatives/init-b.yaml: {{phases: [{{name: Bygge, periods: 1, costs: {costs}}}]}}\n"
    assert codes(changed(fragment)) == []


def test_depreciation_beside_operating_money_counts_nothing_twice(changed: Changed) -> None:
    yearly = "  operating_costs: [{what: Avskrivning i leveransen, per_year: 9 tkr, borne_by: leverans-a}]\n"
    assert codes(changed(line("funder: ram", yearly))) == []
