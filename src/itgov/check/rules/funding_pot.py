"""Operating or investment: each cost line is one of them, and its money is counted once (D21)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.describe import field
from itgov.model.initiative import CostLine, Initiative, Stage
from itgov.model.money import format_amount
from itgov.model.planning import Route, cost_lines, operating_costs

_ENDED: frozenset[Stage] = frozenset({"rejected", "withdrawn", "closed"})
_EARLY: frozenset[Stage] = frozenset({"idea", "anchored"})
_CAPITAL = re.compile(r"avskrivning|kapitalkostnad|internränta|depreciation|capital cost", re.IGNORECASE)


def _investment_without_life(city: City, initiative: Initiative) -> Iterator[Fault]:
    if initiative.stages.current in _EARLY | _ENDED:
        return
    for route, line in cost_lines(initiative):
        missing = [name for name in ("life_years", "in_service") if getattr(line, name) is None]
        if line.pot == "investment" and missing:
            names = [field(CostLine, name) for name in missing]
            yield Fault(
                At(initiative.id, (*route, "pot")),
                msg(
                    "“{what}” in “{id}”, {amount}, is an investment without {missing}",
                    what=line.what,
                    id=initiative.id,
                    amount=format_amount(line.amount),
                    missing=names[0] if len(names) == 1 else msg("{one} and {other}", one=names[0], other=names[1]),
                ),
                msg("write both: from the first day of service it costs depreciation and interest for its life"),
            )


def _operating_with_life(city: City, initiative: Initiative) -> Iterator[Fault]:
    if initiative.stages.current in _ENDED:
        return
    for route, line in cost_lines(initiative):
        told = next((name for name in ("life_years", "in_service") if getattr(line, name) is not None), None)
        if line.pot == "operating" and told is not None:
            yield Fault(
                At(initiative.id, (*route, told)),
                msg(
                    "“{what}” in “{id}”, {amount}, is operating money, but has {field}",
                    what=line.what,
                    id=initiative.id,
                    amount=format_amount(line.amount),
                    field=field(CostLine, told),
                ),
                msg(
                    "write “pot: investment” if it is one, or take {field} away; "
                    "set-up of rented software is operating money",
                    field=field(CostLine, told),
                ),
            )


def _outlay_and_capital(city: City, initiative: Initiative) -> Iterator[Fault]:
    if initiative.stages.current in _ENDED:
        return
    for route, cost in operating_costs(initiative):
        if _CAPITAL.search(cost.what) and (outlay := _investment_beside(initiative, route)) is not None:
            where, line = outlay
            yield Fault(
                At(initiative.id, (*route, "what")),
                msg(
                    "“{what}” in “{id}” is {per_year} a year for an outlay that is counted as well: “{line}”, {amount}",
                    what=cost.what,
                    id=initiative.id,
                    per_year=format_amount(cost.per_year),
                    line=line.what,
                    amount=format_amount(line.amount),
                ),
                msg(
                    "take the yearly capital cost away: it is worked out from the investment, its life and the interest"
                ),
                (Related(At(initiative.id, where), msg("the outlay is here")),),
            )


def _investment_beside(initiative: Initiative, route: Route) -> tuple[Route, CostLine] | None:
    """The first investment in the same way of doing it."""
    same = route[:2] if route[0] == "alternatives" else ("phases",)
    lines = cost_lines(initiative)
    return next((one for one in lines if one[1].pot == "investment" and one[0][: len(same)] == same), None)


_FRAME = (
    "data/funders/ram.yaml: {frames: [{year: 2027, operating: 5 mnkr, investment: 1 mnkr, status: council},"
    " {year: 2028, operating: 5 mnkr, status: frame}]}\n"
)
_PHASE = "data/initiatives/init-a.yaml: {{phases: [{{name: Bygge, periods: 2, costs: [{}]}}]}}\n"
_INVESTMENT = "what: Servrar, amount: 900 tkr, funder: ram, pot: investment"
INVESTMENT_WITHOUT_LIFE = Rule(
    "FUN011",
    "investment-without-life",
    "error",
    "D21",
    msg("An investment becomes a yearly cost from its first day of service; without day and life it never costs."),
    msg("Write the life in years and the first day of service."),
    bad=_FRAME + _PHASE.format(f"{{{_INVESTMENT}, life_years: 5}}"),
    good=_FRAME + _PHASE.format(f"{{{_INVESTMENT}, life_years: 5, in_service: 2027-07-01}}"),
    over=(Initiative,),
    find=_investment_without_life,
)
OPERATING_WITH_LIFE = Rule(
    "FUN012",
    "operating-with-life",
    "warning",
    "D21",
    msg(
        "Operating and investment are two budgets: a line with marks of both is paid from one and planned in the other."
    ),
    msg("Write it as an investment, or without a life and a day of service."),
    bad=_PHASE.format("{what: Servrar, amount: 900 tkr, funder: ram, life_years: 5}"),
    good=_PHASE.format("{what: Servrar, amount: 900 tkr, funder: ram}"),
    over=(Initiative,),
    find=_operating_with_life,
)
_SERVERS = f"{{{_INVESTMENT}, life_years: 5, in_service: 2027-07-01}}"
_BOUGHT = f"data/initiatives/init-a.yaml:\n  phases: [{{name: Bygge, periods: 2, costs: [{_SERVERS}]}}]\n"
_YEARLY = "  operating_costs: [{{what: {}, per_year: 190 tkr, borne_by: leverans-a}}]\n"
OUTLAY_AND_CAPITAL_COST = Rule(
    "FUN013",
    "outlay-and-capital-cost",
    "error",
    "D21",
    msg("The outlay and the depreciation are the same money: count one of them."),
    msg("Take the yearly capital cost away."),
    bad=_FRAME + _BOUGHT + _YEARLY.format("Avskrivning på servrar"),
    good=_FRAME + _BOUGHT + _YEARLY.format("El till servrar"),
    over=(Initiative,),
    find=_outlay_and_capital,
)

FUNDING_POT_RULES: tuple[Rule, ...] = (
    INVESTMENT_WITHOUT_LIFE,
    OPERATING_WITH_LIFE,
    OUTLAY_AND_CAPITAL_COST,
)
