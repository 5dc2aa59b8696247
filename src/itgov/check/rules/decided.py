"""What rests on a decision, and whether one stands (D8, D39)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from itgov.check.rule import Rule
from itgov.check.rules.rulings import OUTCOMES, Ruled, forum_rulings, rulings_on
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.describe import field
from itgov.model.initiative import Initiative, Stage, Stages
from itgov.model.planning import uses_shared_hours

_OPENED: tuple[Stage, ...] = ("decided", "under_way", "in_operation")


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
            outcome=OUTCOMES[undone.outcome],
        ),
        msg("add the later decision that approved it again, or take the stage away"),
        (undone.shown, last.shown),
    )


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


def _before_prepared(city: City, initiative: Initiative) -> Iterator[Fault]:
    stages = initiative.stages
    if stages.current in {"rejected", "withdrawn"}:
        return
    approved = next((one for one in forum_rulings(city, initiative) if one.outcome == "approved"), None)
    if approved is None or (stages.prepared is not None and stages.prepared <= approved.decision.on):
        return
    prepared = (
        msg("{stage} is missing", stage=field(Stages, "prepared"))
        if stages.prepared is None
        else msg("it was prepared on {day}", day=stages.prepared.isoformat())
    )
    yield Fault(
        At(initiative.id, ("stages", stages.current if stages.prepared is None else "prepared")),
        msg(
            "“{decision}” approves “{id}” on {on}, but {prepared}",
            decision=approved.decision.id,
            id=initiative.id,
            on=approved.decision.on.isoformat(),
            prepared=prepared,
        ),
        msg("write the day the preparatory body prepared it; if it never did, let it do so and decide anew"),
        (Related(At(approved.decision.id, ("on",)), msg("the day of the decision is here")),),
    )


DECIDED_WITHOUT_DECISION = Rule(
    "GOV003",
    "decided-without-decision",
    "error",
    "D8",
    msg("What was decided, by whom and on which material must be on record, or it was not decided."),
    msg("Add the decision under data/decisions/, or take the stage away."),
    bad=(
        "data/initiatives/init-b.yaml:\n  stages: {decided: 2026-05-02}\n"
        "  estimate: {maturity: rough, plus_minus: 30 %}\n"
    ),
    good="data/initiatives/init-a.yaml:\n  stages: {decided: 2026-05-02}\n",
    over=(Initiative,),
    find=_without_decision,
    misses=("decision",),
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
    after=("GOV003",),
)
DECIDED_BEFORE_PREPARED = Rule(
    "GOV014",
    "decided-before-prepared",
    "error",
    "D1",
    msg("A decision without preparation rests on what its proposer believes: nobody has seen what others pay for it."),
    msg("Let the preparatory body prepare it first, and date the stage."),
    bad="data/initiatives/init-a.yaml:\n  stages: {prepared: 2026-05-03, decided: 2026-05-04}\n",
    good="data/initiatives/init-a.yaml:\n  stages: {prepared: 2026-05-02}\n",
    over=(Initiative,),
    find=_before_prepared,
)

DECIDED_RULES: tuple[Rule, ...] = (
    DECIDED_WITHOUT_DECISION,
    SHARED_HOURS_BEFORE_DECISION,
    DECIDED_BEFORE_PREPARED,
)
