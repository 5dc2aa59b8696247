"""What each stage demands of the initiative that has reached it (D3)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.check.rules.benefit import benefits
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.describe import field
from itgov.model.initiative import TRIALS, Benefit, Initiative, Measure, Stage, Stages

_ESTIMATED: frozenset[Stage] = frozenset({"prepared", "decided", "under_way"})
_VALUED: frozenset[Stage] = _ESTIMATED | {"in_operation"}
"""Stages at which what it gives must be on record; once it is realised, another rule asks."""


def _without_estimate(city: City, initiative: Initiative) -> Iterator[Fault]:
    if initiative.estimate is None and initiative.stages.current in _ESTIMATED:
        yield Fault(
            At(initiative.id, ("stages", initiative.stages.current)),
            msg(
                "“{id}” is at the stage {stage}, but {estimate} is missing",
                id=initiative.id,
                stage=field(Stages, initiative.stages.current),
                estimate=field(Initiative, "estimate"),
            ),
            msg("write how mature the figures are and how much they may differ, as in {form}", form=_ESTIMATE),
        )


def _nothing_to_gain(city: City, initiative: Initiative) -> Iterator[Fault]:
    stage = initiative.stages.current
    # What the law demands is done for the law's sake: it need not pay.
    if stage not in _VALUED or initiative.legal_basis is not None or any(benefits(initiative)):
        return
    yield Fault(
        At(initiative.id, ("stages", stage)),
        msg(
            "“{id}” is at the stage {stage}, but {benefits} names nothing that it gives to anybody",
            id=initiative.id,
            stage=field(Stages, stage),
            benefits=field(Initiative, "benefits"),
        ),
        msg(
            "write what it gives, to whom, and how one will know: in kronor, or in words with {points}; "
            "where a law demands it, write {legal_basis}",
            points=field(Benefit, "points"),
            legal_basis=field(Initiative, "legal_basis"),
        ),
    )


_ESTIMATE = "estimate: {maturity: calculated, plus_minus: 25 %}"


def _without_handover(city: City, initiative: Initiative) -> Iterator[Fault]:
    stages = initiative.stages
    running = stages.current in {"in_operation", "benefits_realised"} and initiative.track not in TRIALS
    if running and initiative.handover is None:
        yield Fault(
            At(initiative.id, ("stages", stages.current)),
            msg(
                "“{id}” is at the stage {stage}, but {handover} is missing: no object has received it",
                id=initiative.id,
                stage=field(Stages, stages.current),
                handover=field(Initiative, "handover"),
            ),
            msg("agree with the object that will manage it, and write its id and the day"),
        )


def _without_benefits(city: City, initiative: Initiative) -> Iterator[Fault]:
    if initiative.stages.benefits_realised is not None and not initiative.benefits:
        yield Fault(
            At(initiative.id, ("stages", "benefits_realised")),
            msg(
                "“{id}” has the stage {stage}, but no benefit is on record that could have been realised",
                id=initiative.id,
                stage=field(Stages, "benefits_realised"),
            ),
            msg("write the benefits with their measures, or close it without this stage"),
        )


def _before_target(city: City, initiative: Initiative) -> Iterator[Fault]:
    realised = initiative.stages.benefits_realised
    if realised is None:
        return
    for index, benefit in enumerate(initiative.benefits):
        target = benefit.measure.target_on if benefit.measure is not None else None
        if target is not None and target > realised:
            yield Fault(
                At(initiative.id, ("stages", "benefits_realised")),
                msg(
                    "“{id}” has the stage {stage} from {day}, "
                    "but the target of “{benefit}” is to be reached on {target}",
                    id=initiative.id,
                    stage=field(Stages, "benefits_realised"),
                    day=realised.isoformat(),
                    benefit=benefit.name,
                    target=target.isoformat(),
                ),
                msg(
                    "take the stage away until the last benefit is measured, or mend {on}",
                    on=field(Measure, "target_on"),
                ),
                (
                    Related(
                        At(initiative.id, ("benefits", index, "measure", "target_on")), msg("the target's day is here")
                    ),
                ),
            )
            return


def _without_result(city: City, initiative: Initiative) -> Iterator[Fault]:
    stages = initiative.stages
    ended = initiative.track in TRIALS and stages.current in {"benefits_realised", "closed"}
    # One that was stopped before it began has nothing to tell.
    if ended and initiative.pilot_result is None and (stages.under_way or stages.in_operation):
        yield Fault(
            At(initiative.id, ("stages", stages.current)),
            msg(
                "“{id}” is a {track} at the stage {stage}, but {result} is missing",
                id=initiative.id,
                track=msg("pilot") if initiative.track == "pilot" else msg("prototype"),
                stage=field(Stages, stages.current),
                result=field(Initiative, "pilot_result"),
            ),
            msg("write its question, result and recommendation: a base delivery may come to rest on them"),
        )


_REALISED = (
    "data/initiatives/init-a.yaml:\n  handover: {object: objekt-dokument, agreed_on: 2026-07-20}\n"
    "  stages: {under_way: 2026-06-01, in_operation: 2026-08-01, benefits_realised: 2026-10-01}\n"
)


_MEASURED = (
    _REALISED.replace("{", "{{").replace("}", "}}")
    + "  benefits:\n    - {{name: Kortare restid, category: quality, valued: false, receiver: hvo, points: 2,"
    " owner: Enhetschef, words: Tid för omsorg, measure: {{name: Restid, unit: minuter, baseline: '40',"
    " baseline_on: 2026-01-15, target: '30', target_on: {day}}}}}\n"
)


PREPARED_WITHOUT_ESTIMATE = Rule(
    "GOV009",
    "prepared-without-estimate",
    "warning",
    "D5",
    msg("A figure without its uncertainty looks as firm as an invoice, and is compared with one."),
    msg("Write `estimate` with maturity and how much the cost may differ."),
    bad="data/initiatives/init-a.yaml: {estimate: }\n",
    good="data/initiatives/init-a.yaml: {estimate: {maturity: rough, plus_minus: 40 %}}\n",
    over=(Initiative,),
    find=_without_estimate,
)


IN_OPERATION_WITHOUT_HANDOVER = Rule(
    "GOV010",
    "in-operation-without-handover",
    "warning",
    "D15",
    msg("What is in use and managed by nobody is managed by whoever built it, until they are needed elsewhere."),
    msg("Hand it over to a system-management object, and write the day it was agreed."),
    bad="data/initiatives/init-a.yaml:\n  stages: {under_way: 2026-06-01, in_operation: 2026-10-01}\n  handover: \n",
    good=(
        "data/initiatives/init-a.yaml:\n  stages: {under_way: 2026-06-01, in_operation: 2026-10-01}\n"
        "  handover: {object: objekt-dokument, agreed_on: 2026-09-20}\n"
    ),
    over=(Initiative,),
    find=_without_handover,
)


REALISED_WITHOUT_BENEFITS = Rule(
    "GOV011",
    "realised-without-benefits",
    "error",
    "D29",
    msg("Benefits that were never put on record cannot have been followed up."),
    msg("Write the benefits with their measures, or take the stage away."),
    bad=_REALISED + "  benefits: []\n",
    good=_MEASURED.format(day="2026-09-30"),
    over=(Initiative,),
    find=_without_benefits,
)


PILOT_ENDED_WITHOUT_RESULT = Rule(
    "GOV024",
    "pilot-ended-without-result",
    "error",
    "D38",
    msg("A trial that leaves no answer behind is done again by the next administration."),
    msg("Write `pilot_result`: question, result and recommendation."),
    bad="data/initiatives/init-a.yaml:\n  track: pilot\n  stages: {under_way: 2026-06-01, closed: 2026-10-01}\n"
    "itgov.yaml: {tracks: {pilot: [solidarity]}}\n",
    good=(
        "data/initiatives/init-a.yaml:\n  track: pilot\n  stages: {under_way: 2026-06-01, closed: 2026-10-01}\n"
        "  pilot_result: {question: Håller det, result: Ja, recommendation: Inför}\n"
        "itgov.yaml: {tracks: {pilot: [solidarity]}}\n"
    ),
    over=(Initiative,),
    find=_without_result,
)


REALISED_BEFORE_TARGET = Rule(
    "GOV039",
    "realised-before-target",
    "warning",
    "D29",
    msg("Who calls a benefit realised before its day has counted a hope; the follow-up then finds nothing to follow."),
    msg("Wait with the stage until the last target is measured."),
    bad=_MEASURED.format(day="2026-10-02"),
    good=_MEASURED.format(day="2026-10-01"),
    over=(Initiative,),
    find=_before_target,
)


PREPARED_WITHOUT_BENEFITS = Rule(
    "GOV040",
    "prepared-without-benefits",
    "warning",
    "D5",
    msg("What gives nobody anything on record is weighed as pure cost, or wins by being talked for."),
    msg("Write the benefits, priced or in words, or the law that demands it."),
    bad="data/initiatives/init-a.yaml: {benefits: []}\n",
    good="data/initiatives/init-a.yaml: {benefits: [], legal_basis: {law: 'Lag (2025:1)', in_force: 2027-07-01}}\n",
    over=(Initiative,),
    find=_nothing_to_gain,
)


STAGE_DEMAND_RULES: tuple[Rule, ...] = (
    PREPARED_WITHOUT_ESTIMATE,
    PREPARED_WITHOUT_BENEFITS,
    IN_OPERATION_WITHOUT_HANDOVER,
    REALISED_WITHOUT_BENEFITS,
    PILOT_ENDED_WITHOUT_RESULT,
    REALISED_BEFORE_TARGET,
)
