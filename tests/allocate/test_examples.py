"""The worked examples of docs/design/19 are what the code computes."""

from __future__ import annotations

import re
from itertools import accumulate

from itgov.allocate.balance import BENEFITS, COSTS, balance
from itgov.allocate.gap import city_gap
from itgov.allocate.outcome import Compared, outcome
from itgov.allocate.phase_in import steps
from itgov.allocate.planned import Planned
from itgov.allocate.transfer import transfer
from itgov.model.period import Period
from itgov.model.settings import PhaseIn
from tests.allocate import money
from tests.allocate.indices import series
from tests.allocate.small import AN_EQUAL_KEY, administration, city, delivery, key, part, settings
from tests.city import ROOT

LINES = (ROOT / "docs/design/19-transfer-balance-outcome.md").read_text("utf-8").split("\n")
AMOUNT = re.compile(r"-?[\d ]+,\d\d")


def printed(head: str) -> list[tuple[str | int, ...]]:
    """The rows of the table with that head, amounts in öre."""
    at = LINES.index(head) + 2
    end = next(line for line in range(at, len(LINES)) if not LINES[line].startswith("|"))
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in LINES[at:end]]
    return [tuple(_ore(cell) if AMOUNT.fullmatch(cell) else cell for cell in row) for row in rows]


def _ore(kronor: str) -> int:
    return int(kronor.replace(" ", "").replace(",", ""))


def test_the_phase_in() -> None:
    town = city(
        administration("asf"),
        administration("hvo"),
        administration("service", financing="internal_price"),
        key("anstallda", {"asf": "1", "hvo": "1", "service": "1"}),
        delivery("leverans-a", part(per_year={"2027": "3 mnkr", "2028": "3 mnkr"})),
        money.charge("ersattning-a", {"asf": 200_000_000, "hvo": 50_000_000, "service": 50_000_000}),
    )
    found = transfer(town, 2027)
    rows = [
        (
            str(step.year),
            name,
            one.today_ore,
            step.made.get(name, 0),
            step.left.get(name, 0),
            step.changed(one),
            (step.pays or {})[name],
        )
        for step in steps(town, found, PhaseIn(years=2))
        for one in found.positions
        for name in (one.administration_id,)
    ]
    table = printed("| year | who | pays today | transfer made | left to bear | changed cost | pays by the split |")
    assert rows == table
    assert len(table) == 6


def test_the_balance() -> None:
    one = money.initiative(
        "init-a",
        operating_costs=({"what": "Drift", "per_year": "100 kr", "borne_by": "asf"},),
        benefits=(
            {
                "name": "Nyttan",
                "category": "reallocation",
                "valued": "true",
                "receiver": "hvo",
                "per_year": {"low": "0 kr", "likely": "600 kr", "high": "600 kr"},
            },
        ),
    )
    town = city(
        AN_EQUAL_KEY,
        one,
        series({"2026": "100", "2027": "102", "2028": "105"}, "index-a"),
        city_settings=settings(allocation={"price_index": "index-a"}),
    )
    once = {("asf", "operating", 2027): 100_000}
    found = balance(town, [Planned(one.id, "base", Period(2027, 3), once, one.operating_costs, one.benefits)])  # type: ignore[arg-type]
    years = (2027, 2028, 2029)
    both = [(found.total(sorts=COSTS, years=[year]), found.total(sorts=BENEFITS, years=[year])) for year in years]
    added_up = accumulate(cost + benefit for cost, benefit in both)
    rows = [
        (str(year), cost, benefit, cost + benefit, since)
        for year, (cost, benefit), since in zip(years, both, added_up, strict=True)
    ]
    assert rows == printed("| year | cost | benefit | net | added up |")
    assert city_gap(found).turns == 2029


def test_the_outcome() -> None:
    parts = (
        part("Drift", per_year={"2027": "1 200 kr"}),
        part("Fakturor", per_year={"2027": "600 kr"}, key="fakturor"),
    )
    town = city(
        administration("asf"),
        administration("hvo"),
        key("anstallda", {"asf": "1", "hvo": "3"}),
        key("fakturor", {"asf": "0", "hvo": "1"}),
        delivery("leverans-a", *parts, closing="repaid"),
        money.outcome("utfall-a", "leverans-a", (4, "460 kr"), (4, "140 kr", "Fakturor")),
    )
    view = outcome(town, 2027)
    rows = [(cell.administration_id, *_figures(cell), cell.settled_ore) for cell in view.cells]
    rows += [("delivery", *_figures(source), source.closing_ore) for source in view.sources]
    assert rows == printed("| who | budget | budget to date | outcome | deviation | forecast | to settle |")
    assert view.month == 4


def _figures(one: Compared) -> tuple[int, ...]:
    return one.budget_ore, one.budget_to_date_ore, one.booked_ore, one.deviation_ore, one.forecast_ore
