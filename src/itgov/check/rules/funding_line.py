"""Costs of initiatives: shared where the result is, and paid for as long as they last (D21, D23, D37)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from itgov.check.rule import Rule
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.describe import field
from itgov.model.funder import Funder
from itgov.model.initiative import TRIALS, Effect, Initiative, Stage, Stages, Track
from itgov.model.money import format_amount
from itgov.model.period import Period
from itgov.model.planning import Route, cost_lines, earliest_start, length_of, operating_costs, ways

_DROPPED: frozenset[Stage] = frozenset({"rejected", "withdrawn"})
_ENDED: frozenset[Stage] = _DROPPED | {"closed"}
_EARLY: frozenset[Stage] = frozenset({"idea", "anchored"})
_RUNS_ON: frozenset[Stage] = frozenset({"decided", "under_way", "in_operation"})
_STAYS: frozenset[Track] = frozenset({"platform", "new_delivery", "system_change"})
_FOR_ALL: frozenset[Track] = frozenset({"platform", "new_delivery"})


def _first_pays_all(city: City, initiative: Initiative) -> Iterator[Fault]:
    if initiative.stages.current in _ENDED or initiative.track in TRIALS:
        return
    if not initiative.provides and initiative.track not in _FOR_ALL:
        return
    lines = [(route, line) for route, line in cost_lines(initiative) if route[0] == "phases" and line.amount]
    if lines and all(line.funder == initiative.proposed_by for _, line in lines):
        given = ", ".join(f"“{one}”" for one in initiative.provides) or msg("a platform")
        yield Fault(
            At(initiative.id, (*lines[0][0], "funder")),
            msg(
                "“{id}” gives all administrations {given}, but “{payer}”, who needs it first, pays the whole: {amount}",
                id=initiative.id,
                given=given,
                payer=initiative.proposed_by,
                amount=format_amount(sum(line.amount for _, line in lines)),
            ),
            msg(
                "let a shared frame pay what is for all, with {take_up} per administration; "
                "or take {provides} away if no one else can use it",
                take_up=field(Initiative, "take_up"),
                provides=field(Initiative, "provides"),
            ),
        )


def _no_take_up(city: City, initiative: Initiative) -> Iterator[Fault]:
    if initiative.stages.current in _EARLY | _ENDED or initiative.take_up or initiative.track not in _FOR_ALL:
        return
    yield Fault(
        At(initiative.id, ("track",)),
        msg(
            "“{id}” is established for all, and at the stage {stage}, but has no {take_up}",
            id=initiative.id,
            stage=field(Stages, initiative.stages.current),
            take_up=field(Initiative, "take_up"),
        ),
        msg("ask the administrations, and write how many users each expects in each year"),
    )


def _grant_after_end(city: City, initiative: Initiative) -> Iterator[Fault]:
    if initiative.stages.current in _ENDED:
        return
    for route, line in cost_lines(initiative):
        funder = _ending(city, line.funder)
        if funder is not None and line.amount:
            end = _end_of_phase(city, initiative, route)
            if end.year > (funder.ends_after or 0):
                yield _after_end(initiative, (*route, "funder"), line.what, funder, end.last_day)
    for route, cost in operating_costs(initiative):
        funder = _ending(city, cost.borne_by)
        if funder is not None and cost.per_year:
            yield _after_end(initiative, (*route, "borne_by"), cost.what, funder, None)


def _ending(city: City, payer: str) -> Funder | None:
    """The funder, where its money ends."""
    funder = city.funders.get(payer)
    return funder if funder is not None and funder.ends_after is not None else None


def _end_of_phase(city: City, initiative: Initiative, route: Route) -> Period:
    """The first period in which the phase of a cost line can end."""
    way, number = route[:-3], int(route[-3])
    phases = next(phases for where, phases in ways(initiative) if where == way)
    return earliest_start(city, initiative).plus(length_of(phases[: number + 1]) - 1)


def _after_end(initiative: Initiative, route: Route, what: str, funder: Funder, end: date | None) -> Fault:
    return Fault(
        At(initiative.id, route),
        msg(
            "“{what}” in “{id}” goes on until {end} at the earliest, but “{funder}” may not be used after {year}",
            what=what,
            id=initiative.id,
            end=end.isoformat(),
            funder=funder.id,
            year=funder.ends_after or 0,
        )
        if end is not None
        else msg(
            "“{what}” in “{id}” costs every year, but “{funder}”, which bears it, may not be used after {year}",
            what=what,
            id=initiative.id,
            funder=funder.id,
            year=funder.ends_after or 0,
        ),
        msg("let another funder pay what comes after, in a line of its own; or begin earlier"),
        (Related(At(funder.id, ("ends_after",)), msg("the last year is set here")),),
    )


def _no_operating_cost(city: City, initiative: Initiative) -> Iterator[Fault]:
    if initiative.track not in _STAYS or initiative.stages.current not in _RUNS_ON or initiative.operating_costs:
        return
    yield Fault(
        At(initiative.id, ("track",)),
        msg(
            "“{id}” is at the stage {stage} and leaves something in use, but has no {costs}",
            id=initiative.id,
            stage=field(Stages, initiative.stages.current),
            costs=field(Initiative, "operating_costs"),
        ),
        msg("write what it costs a year after go-live and who bears it; 0 kr if nothing is added"),
    )


def _bearer_not_asked(city: City, initiative: Initiative) -> Iterator[Fault]:
    if initiative.stages.current in _EARLY | _ENDED:
        return
    agreed = {effect.record for effect in initiative.affects if effect.acknowledged_on is not None}
    seen = {initiative.proposed_by, *agreed}
    for route, cost in operating_costs(initiative):
        if cost.borne_by in city.administrations and cost.per_year and cost.borne_by not in seen:
            seen.add(cost.borne_by)
            yield Fault(
                At(initiative.id, (*route, "borne_by")),
                msg(
                    "“{bearer}” is to bear {amount} a year for “{what}” in “{id}”, but has not agreed: "
                    "{affects} does not name it with {acknowledged_on}",
                    bearer=cost.borne_by,
                    amount=format_amount(cost.per_year),
                    what=cost.what,
                    id=initiative.id,
                    affects=field(Initiative, "affects"),
                    acknowledged_on=field(Effect, "acknowledged_on"),
                ),
                msg(
                    "ask {chief}, and write the day they agreed",
                    chief=city.administrations[cost.borne_by].finance_chief,
                ),
            )


_FIRST = (
    "data/initiatives/init-a.yaml:\n  track: business_development\n  provides: {}\n"
    "  operating_costs: [{{what: Licenser, per_year: 90 tkr, borne_by: hvo}}]\n"
    "  phases: [{{name: Bygge, periods: 2, costs: [{{what: Bygge, amount: 900 000 kr, funder: hvo}}]}}]\n"
)
PLATFORM_CHARGED_TO_FIRST = Rule(
    "FUN014",
    "platform-charged-to-first",
    "error",
    "D37",
    msg("Who needs a shared platform first would pay for all who come after, and so nobody wants to be first."),
    msg("Let a shared frame pay what is for all."),
    bad=_FIRST.format("[formaga-finns]"),
    good=_FIRST.format("[]"),
    over=(Initiative,),
    find=_first_pays_all,
    after=("FUN001",),
)
PLATFORM_WITHOUT_TAKE_UP = Rule(
    "FUN015",
    "platform-without-take-up",
    "warning",
    "D37",
    msg("A platform for all is worth what all use of it; without their numbers its cost is split on hope."),
    msg("Write the expected users per administration and year."),
    bad="data/initiatives/init-a.yaml: {take_up: []}\n",
    good="data/initiatives/init-a.yaml: {take_up: [{administration: hvo, year: 2027, users: 50}]}\n",
    over=(Initiative,),
    find=_no_take_up,
)
_GRANT = (
    "data/funders/bidrag.yaml: |\n  id: bidrag\n  name: Statsbidrag\n  illustrative: true\n  funder_kind: solidarity\n"
    "  frames: [{{year: 2027, operating: 5 mnkr, status: council}}]\n  ends_after: 2027\n"
    "data/initiatives/init-a.yaml:\n  phases: [{{name: Bygge, periods: {}, costs: [{{what: Bygge, amount: 900 tkr,"
    " funder: bidrag}}]}}]\n"
)
GRANT_USED_AFTER_END = Rule(
    "FUN018",
    "grant-used-after-end",
    "error",
    "D21",
    msg("A grant ends with its year: what it should pay afterwards is paid by whoever stands there then."),
    msg("Let another funder pay what comes after."),
    bad=_GRANT.format(5),
    good=_GRANT.format(4),
    over=(Initiative,),
    find=_grant_after_end,
)
OPERATING_COST_MISSING = Rule(
    "FUN020",
    "operating-cost-missing",
    "warning",
    "D21",
    msg("What is in use costs something each year; what nobody wrote down is found in the next budget."),
    msg("Write the yearly cost and who bears it; 0 kr if nothing is added."),
    bad="data/initiatives/init-a.yaml: {operating_costs: []}\n",
    good="data/initiatives/init-a.yaml: {operating_costs: [{what: Drift, per_year: 0 kr, borne_by: leverans-a}]}\n",
    over=(Initiative,),
    find=_no_operating_cost,
)
BEARER_HAS_NOT_AGREED = Rule(
    "FUN021",
    "bearer-has-not-agreed",
    "error",
    "D23",
    msg("A yearly cost that an administration has not agreed to bear is a hole in its budget for years."),
    msg("Ask the administration, and write under `affects` when it agreed."),
    bad="data/initiatives/init-a.yaml: {operating_costs: [{what: Drift, per_year: 90 tkr, borne_by: it}]}\n",
    good=(
        "data/initiatives/init-a.yaml:\n  operating_costs: [{what: Drift, per_year: 90 tkr, borne_by: it}]\n"
        "  affects: [{record: it, how: Bär driften, acknowledged_on: 2026-03-01, acknowledged_by: It-chef}]\n"
    ),
    over=(Initiative,),
    find=_bearer_not_asked,
    after=("FUN004",),
)

FUNDING_LINE_RULES: tuple[Rule, ...] = (
    PLATFORM_CHARGED_TO_FIRST,
    PLATFORM_WITHOUT_TAKE_UP,
    GRANT_USED_AFTER_END,
    OPERATING_COST_MISSING,
    BEARER_HAS_NOT_AGREED,
)
