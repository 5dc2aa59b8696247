"""Governance: who backed what, and who decided it."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.finding import At, Fault, Related
from itgov.message import Message, msg
from itgov.model.administration import Administration
from itgov.model.body import Body, Matter
from itgov.model.city import City
from itgov.model.decision import Decision, Ruling
from itgov.model.describe import field
from itgov.model.initiative import Anchoring, Initiative, Stages
from itgov.model.money import format_amount
from itgov.model.planning import cost_lines, uses_shared_hours

_MATTERS: dict[str, tuple[Matter, ...]] = {
    "initiative": ("initiative", "system_change"),
    "delivery": ("delivery",),
    "key": ("key",),
    "funder": ("agenda",),
    "object": ("system_change",),
    "system": ("system_change",),
}


def _anchored_stages(city: City) -> Iterator[Initiative]:
    for initiative in city.initiatives.values():
        if initiative.stages.current not in {"idea", "rejected", "withdrawn"}:
            yield initiative


def _no_leg(city: City) -> Iterator[Fault]:
    for initiative in _anchored_stages(city):
        anchoring = initiative.anchoring
        if anchoring is None or (anchoring.management is None and anchoring.finance_chief is None):
            route = ("anchoring",) if anchoring is not None else ("stages", initiative.stages.current)
            yield Fault(
                At(initiative.id, route),
                msg(
                    "“{id}” is at the stage {stage}, but {anchoring} says neither that the management backs it "
                    "nor that the finance chief knows of it",
                    id=initiative.id,
                    stage=field(Stages, initiative.stages.current),
                    anchoring=field(Initiative, "anchoring"),
                ),
                _anchor_remedy(city, initiative),
            )


def _one_leg(city: City) -> Iterator[Fault]:
    for initiative in _anchored_stages(city):
        anchoring = initiative.anchoring
        if anchoring is None or (anchoring.management is None) == (anchoring.finance_chief is None):
            continue
        missing = "management" if anchoring.management is None else "finance_chief"
        present = "finance_chief" if missing == "management" else "management"
        what = (
            msg("its own management has not backed it")
            if missing == "management"
            else msg("its own finance chief does not know of it")
        )
        yield Fault(
            At(initiative.id, ("anchoring", present), key=True),
            msg(
                "“{id}” stands on one leg: {missing} is missing, so {what}",
                id=initiative.id,
                missing=field(Anchoring, missing),
                what=what,
            ),
            _anchor_remedy(city, initiative),
            (Related(At(initiative.proposed_by), msg("the administration that proposes it")),)
            if initiative.proposed_by in city.administrations
            else (),
        )


def _anchor_remedy(city: City, initiative: Initiative) -> Message:
    administration = city.administrations.get(initiative.proposed_by)
    if administration is None:
        return msg("put both legs on record, with date and place, before any city forum takes it up")
    return msg(
        "put both legs on record with date and place, before any city forum takes it up: {group}, and {chief}",
        group=administration.management_group,
        chief=administration.finance_chief,
    )


def approvals(city: City, record_id: str) -> Iterator[tuple[Decision, int, Ruling]]:
    """The decisions that approve a record, with the place of the ruling in each."""
    for decision in city.decisions.values():
        for index, ruling in enumerate(decision.rulings):
            if ruling.record == record_id and ruling.outcome == "approved":
                yield decision, index, ruling


def _without_decision(city: City) -> Iterator[Fault]:
    for initiative in city.initiatives.values():
        stages = initiative.stages
        reached = next(
            (stage for stage in ("decided", "under_way", "in_operation") if getattr(stages, stage) is not None), None
        )
        if reached is not None and not any(approvals(city, initiative.id)):
            yield Fault(
                At(initiative.id, ("stages", reached)),
                msg(
                    "“{id}” has the stage {stage}, but no decision approves it",
                    id=initiative.id,
                    stage=field(Stages, reached),
                ),
                msg(
                    "add the decision under data/decisions/ with body, formal decider, date and registry number, "
                    "or take the stage away"
                ),
            )


def _may_not_settle(city: City) -> Iterator[Fault]:
    for decision in city.decisions.values():
        for index, ruling in enumerate(decision.rulings):
            reason = _obstacle(city, decision, ruling)
            if reason is not None:
                yield Fault(
                    At(decision.id, ("body",)),
                    msg(
                        "“{body}” may not settle “{record}”: {reason}",
                        body=decision.body,
                        record=ruling.record,
                        reason=reason,
                    ),
                    _who_may(city, ruling),
                    (
                        Related(At(decision.id, ("rulings", index, "record")), msg("this is what it decided on")),
                        *((Related(At(decision.body), msg("this is the body")),) if city.get(decision.body) else ()),
                    ),
                )


def _obstacle(city: City, decision: Decision, ruling: Ruling) -> Message | None:
    decider = city.get(decision.body)
    record = city.get(ruling.record)
    if record is None:
        return None
    if isinstance(decider, Administration):
        return _beyond_own_house(city, decider, record)
    if not isinstance(decider, Body):
        return None
    matters = _MATTERS.get(city.kind_of[record.id], ())
    if matters and not set(matters) & set(decider.may_settle):
        return msg(
            "{may_settle} does not name {matter}", may_settle=field(Body, "may_settle"), matter=" / ".join(matters)
        )
    if isinstance(record, Initiative) and decider.ceiling is not None:
        cost = sum(line.amount for route, line in cost_lines(record) if route[0] == "phases")
        if cost > decider.ceiling:
            return msg(
                "it costs {cost}, and {ceiling} is {limit}",
                cost=format_amount(cost),
                ceiling=field(Body, "ceiling"),
                limit=format_amount(decider.ceiling),
            )
    return None


def _beyond_own_house(city: City, administration: Administration, record: object) -> Message | None:
    if not isinstance(record, Initiative):
        return msg("an administration decides only on initiatives of its own")
    if record.proposed_by != administration.id:
        return msg("another administration proposed it")
    if uses_shared_hours(record):
        return msg("it uses hours of shared pools, which the whole city competes for")
    shared = sorted({line.funder for _, line in cost_lines(record) if line.funder in city.funders})
    if shared:
        return msg("it is paid with shared money: {funders}", funders=", ".join(shared))
    return None


def _who_may(city: City, ruling: Ruling) -> Message:
    matters = set(_MATTERS.get(city.kind_of.get(ruling.record, ""), ()))
    able = [body.id for body in city.bodies.values() if matters & set(body.may_settle)]
    if not able:
        return msg("give a body the mandate under {may_settle}", may_settle=field(Body, "may_settle"))
    return msg("it can be settled by: {bodies}", bodies=", ".join(able))


def _hours_before_decision(city: City) -> Iterator[Fault]:
    for initiative in city.initiatives.values():
        stages = initiative.stages
        begun = stages.under_way or (initiative.started_in.first_day if initiative.started_in else None)
        if begun is None or not uses_shared_hours(initiative):
            continue
        if stages.decided is None or stages.decided > begun:
            route = ("stages", "under_way") if stages.under_way else ("started_in",)
            decided = (
                msg("it was decided on {date}", date=stages.decided.isoformat())
                if stages.decided
                else msg("it is not decided")
            )
            yield Fault(
                At(initiative.id, route),
                msg(
                    "“{id}” uses hours of shared pools from {begun}, but {decided}",
                    id=initiative.id,
                    begun=begun.isoformat(),
                    decided=decided,
                ),
                msg("shared hours go to decided work only; a pre-study has an allowance of its own in the pool"),
            )


ANCHORED_ON_NO_LEG = Rule(
    "GOV001",
    "anchored-on-no-leg",
    "error",
    "D2",
    msg("What an administration's own management has not backed, and its finance chief has not heard of, is nobody's."),
    msg("Put both legs on record under `anchoring`, with date and place."),
    bad="data/initiatives/init-a.yaml: {anchoring: }\n",
    good=(
        "data/initiatives/init-a.yaml:\n  anchoring:\n    management: {on: 2026-01-10, where: Ledningsgruppen}\n"
        "    finance_chief: {on: 2026-01-12, where: Ekonomichefen}\n"
    ),
    find=_no_leg,
)
ANCHORED_ON_ONE_LEG = Rule(
    "GOV002",
    "anchored-on-one-leg",
    "error",
    "D2",
    msg("Proposals that the finance chiefs first meet as a cost in the city's forum end in mistrust, not in benefit."),
    msg("Put the missing leg on record under `anchoring`, with date and place."),
    bad="data/initiatives/init-a.yaml:\n  anchoring: {finance_chief: }\n",
    good=(
        "data/initiatives/init-a.yaml:\n  anchoring:\n    management: {on: 2026-01-10, where: Ledningsgruppen}\n"
        "    finance_chief: {on: 2026-01-12, where: Ekonomichefen}\n"
    ),
    find=_one_leg,
)
DECIDED_WITHOUT_DECISION = Rule(
    "GOV003",
    "decided-without-decision",
    "error",
    "D8",
    msg("What was decided, by whom and on which material must be on record, or it was not decided."),
    msg("Add the decision under data/decisions/, or take the stage away."),
    bad="data/initiatives/init-b.yaml:\n  stages: {decided: 2026-05-02}\n",
    good="data/initiatives/init-a.yaml:\n  stages: {decided: 2026-05-02}\n",
    find=_without_decision,
)
BODY_MAY_NOT_SETTLE = Rule(
    "GOV004",
    "body-may-not-settle",
    "error",
    "D1",
    msg("A decision by a body without the mandate does not hold, and the work that rests on it stops."),
    msg("Bring the matter to a body that may settle it."),
    bad="data/decisions/beslut-1.yaml: {body: ekonomichefsgrupp}\n",
    good="data/decisions/beslut-1.yaml: {body: beslutande-niva}\n",
    find=_may_not_settle,
)
SHARED_HOURS_BEFORE_DECISION = Rule(
    "GOV005",
    "shared-hours-before-decision",
    "error",
    "D39",
    msg("Shared staff who are taken before a decision are taken from what the city has decided."),
    msg("Decide first; or keep to the pool's hours for pre-studies."),
    bad="data/initiatives/init-a.yaml:\n  stages: {under_way: 2026-04-20}\n",
    good="data/initiatives/init-a.yaml:\n  stages: {under_way: 2026-06-01}\n",
    find=_hours_before_decision,
)
