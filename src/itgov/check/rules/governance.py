"""Governance: who backed what, and who decided it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from itgov.check.rule import Rule
from itgov.finding import At, Fault, Related
from itgov.message import Message, msg
from itgov.model.administration import Administration
from itgov.model.body import Body, Matter
from itgov.model.city import City
from itgov.model.decision import Decision, Outcome, Ruling
from itgov.model.describe import field
from itgov.model.initiative import Anchoring, Effect, Initiative, Stage, Stages
from itgov.model.money import format_amount
from itgov.model.planning import cost_lines, object_of, uses_shared_hours
from itgov.model.record import Record

_MATTERS: dict[str, tuple[Matter, ...]] = {
    "initiative": ("initiative",),
    "delivery": ("delivery",),
    "key": ("key",),
    "funder": ("agenda",),
    "goal": ("agenda",),
    "object": ("system_change",),
    "system": ("system_change",),
    "contract": ("system_change", "delivery"),
}
_OUTCOMES: dict[Outcome, Message] = {
    "approved": msg("approved"),
    "rejected": msg("rejected"),
    "postponed": msg("postponed"),
    "returned": msg("returned for more work"),
}
_OPENED: tuple[Stage, ...] = ("decided", "under_way", "in_operation")


def _must_be_anchored(initiative: Initiative) -> bool:
    return initiative.stages.current not in {"idea", "rejected", "withdrawn"}


def _no_leg(city: City, initiative: Initiative) -> Iterator[Fault]:
    if not _must_be_anchored(initiative):
        return
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


def _one_leg(city: City, initiative: Initiative) -> Iterator[Fault]:
    anchoring = initiative.anchoring
    if not _must_be_anchored(initiative) or anchoring is None:
        return
    if (anchoring.management is None) == (anchoring.finance_chief is None):
        return
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


@dataclass(frozen=True, slots=True)
class Ruled:
    """One ruling about a record, with its decision and its place there."""

    decision: Decision
    index: int
    outcome: Outcome

    @property
    def shown(self) -> Related:
        """The ruling as a place beside a fault."""
        where = At(self.decision.id, ("rulings", self.index, "outcome"))
        return Related(
            where, msg("{outcome} here, {on}", outcome=_OUTCOMES[self.outcome], on=self.decision.on.isoformat())
        )


def rulings_on(city: City, record_id: str) -> tuple[Ruled, ...]:
    """Every ruling about a record, by day, then by the decision's id and the place in it."""
    found = [
        Ruled(decision, index, ruling.outcome)
        for decision in city.pointing(record_id, Decision)
        for index, ruling in enumerate(decision.rulings)
        if ruling.record == record_id
    ]
    return tuple(sorted(found, key=lambda one: (one.decision.on, one.decision.id, one.index)))


def _without_decision(city: City, initiative: Initiative) -> Iterator[Fault]:
    reached = _rests_on_decision(initiative.stages)
    if reached is not None:
        fault = _unapproved(initiative, *reached, rulings_on(city, initiative.id))
        if fault is not None:
            yield fault


def _rests_on_decision(stages: Stages) -> tuple[Stage, date] | None:
    """The first stage reached that only a decision opens, and its day.

    What was rejected or withdrawn may be closed without one: nothing was done.
    """
    opened = _OPENED if stages.current in {"rejected", "withdrawn"} else (*_OPENED, "benefits_realised", "closed")
    return next(((stage, day) for stage in opened if (day := stages.reached(stage)) is not None), None)


def _unapproved(initiative: Initiative, stage: Stage, day: date, rulings: tuple[Ruled, ...]) -> Fault | None:
    """The fault where no approval stands on `day`; an approval and another ruling on one day leave it standing."""
    approved = [one for one in rulings if one.outcome == "approved"]
    if not approved:
        return _never_approved(initiative, stage, rulings)
    in_time = [one for one in approved if one.decision.on <= day]
    if not in_time:
        return _approved_later(initiative, stage, day, approved[0])
    last = in_time[-1]
    undone = [one for one in rulings if one.outcome != "approved" and last.decision.on < one.decision.on <= day]
    return _taken_back(initiative, stage, day, last, undone[-1]) if undone else None


def _never_approved(initiative: Initiative, stage: Stage, rulings: tuple[Ruled, ...]) -> Fault:
    return Fault(
        At(initiative.id, ("stages", stage)),
        msg(
            "“{id}” has the stage {stage}, but no decision approves it",
            id=initiative.id,
            stage=field(Stages, stage),
        ),
        msg(
            "add the decision under data/decisions/ with body, formal decider, date and registry number, "
            "or take the stage away"
        ),
        tuple(one.shown for one in rulings),
    )


def _approved_later(initiative: Initiative, stage: Stage, day: date, first: Ruled) -> Fault:
    return Fault(
        At(initiative.id, ("stages", stage)),
        msg(
            "“{id}” has the stage {stage} from {day}, but “{decision}” approves it only on {on}",
            id=initiative.id,
            stage=field(Stages, stage),
            day=day.isoformat(),
            decision=first.decision.id,
            on=first.decision.on.isoformat(),
        ),
        msg("mend the date that is wrong, or add the earlier decision that approved it"),
        (Related(At(first.decision.id, ("on",)), msg("the day of the decision is here")),),
    )


def _taken_back(initiative: Initiative, stage: Stage, day: date, last: Ruled, undone: Ruled) -> Fault:
    return Fault(
        At(initiative.id, ("stages", stage)),
        msg(
            "“{id}” has the stage {stage} from {day}, but after its approval “{decision}” ruled otherwise on {on}: "
            "{outcome}",
            id=initiative.id,
            stage=field(Stages, stage),
            day=day.isoformat(),
            decision=undone.decision.id,
            on=undone.decision.on.isoformat(),
            outcome=_OUTCOMES[undone.outcome],
        ),
        msg("add the later decision that approved it again, or take the stage away"),
        (undone.shown, last.shown),
    )


def _may_not_settle(city: City, decision: Decision) -> Iterator[Fault]:
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
    return _beyond_mandate(city, decider, record) if isinstance(decider, Body) else None


def _matters(city: City, record: Record) -> tuple[Matter, ...]:
    """The matters that cover a decision on the record, any of them; none where no body settles such records."""
    if isinstance(record, Initiative) and record.track == "system_change":
        return ("initiative", "system_change")
    return _MATTERS.get(city.kind_of[record.id], ())


def _beyond_mandate(city: City, body: Body, record: Record) -> Message | None:
    matters = _matters(city, record)
    if not matters:
        return msg("no body settles records of that kind")
    if not set(matters) & set(body.may_settle):
        return msg(
            "{may_settle} does not name {matter}", may_settle=field(Body, "may_settle"), matter=" / ".join(matters)
        )
    if isinstance(record, Initiative) and body.ceiling is not None:
        cost = sum(line.amount for route, line in cost_lines(record) if route[0] == "phases")
        if cost > body.ceiling:
            return msg(
                "it costs {cost}, and {ceiling} is {limit}",
                cost=format_amount(cost),
                ceiling=field(Body, "ceiling"),
                limit=format_amount(body.ceiling),
            )
    return None


def _beyond_own_house(city: City, administration: Administration, record: Record) -> Message | None:
    if not isinstance(record, Initiative):
        return msg("an administration decides only on initiatives of its own")
    if record.proposed_by != administration.id:
        return msg("another administration proposed it")
    if uses_shared_hours(record):
        return msg("it uses hours of shared pools, which the whole city competes for")
    return _paid_by_others(city, record) or _changes_others(city, record)


def _paid_by_others(city: City, record: Initiative) -> Message | None:
    payers = {line.funder for _, line in cost_lines(record)}
    if shared := sorted(payers & set(city.funders)):
        return msg("it is paid with shared money: {funders}", funders=", ".join(shared))
    if others := sorted(payers & set(city.administrations) - {record.proposed_by}):
        return msg("another administration pays for it: {payers}", payers=", ".join(others))
    return None


def _changes_others(city: City, record: Initiative) -> Message | None:
    changed = sorted(one.record for one in record.affects if one.changes and _is_anothers(city, one, record))
    return msg("it changes what it does not own: {records}", records=", ".join(changed)) if changed else None


def _is_anothers(city: City, effect: Effect, initiative: Initiative) -> bool:
    """Whether a system or object is another administration's; a base delivery is always everybody's."""
    target = object_of(city, effect.record)
    return effect.record in city.deliveries or (target is not None and target.administration != initiative.proposed_by)


def _who_may(city: City, ruling: Ruling) -> Message:
    record = city.get(ruling.record)
    able = [body.id for body in city.bodies.values() if record and _beyond_mandate(city, body, record) is None]
    if not able:
        return msg("give a body the mandate under {may_settle}", may_settle=field(Body, "may_settle"))
    return msg("it can be settled by: {bodies}", bodies=", ".join(able))


def _hours_before_decision(city: City, initiative: Initiative) -> Iterator[Fault]:
    stages = initiative.stages
    begun = stages.under_way or (initiative.started_in.first_day if initiative.started_in else None)
    if begun is None or not uses_shared_hours(initiative):
        return
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
    over=(Initiative,),
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
    over=(Initiative,),
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
    over=(Initiative,),
    find=_without_decision,
    absence=True,
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
    over=(Decision,),
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
    over=(Initiative,),
    find=_hours_before_decision,
)

GOVERNANCE_RULES: tuple[Rule, ...] = (
    ANCHORED_ON_NO_LEG,
    ANCHORED_ON_ONE_LEG,
    DECIDED_WITHOUT_DECISION,
    BODY_MAY_NOT_SETTLE,
    SHARED_HOURS_BEFORE_DECISION,
)
