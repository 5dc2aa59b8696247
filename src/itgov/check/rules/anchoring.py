"""Anchoring: backed in its own house on both legs before any city forum takes it up (D2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from itgov.check.rule import Rule
from itgov.check.rules.rulings import forum_rulings
from itgov.finding import At, Fault, Related
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.describe import field
from itgov.model.initiative import Anchoring, Initiative, Leg, Stages


def _must_be_anchored(city: City, initiative: Initiative) -> bool:
    """Whether it is anchored by its stage, or must be since a forum has taken up what is still an idea."""
    stage = initiative.stages.current
    return stage not in {"idea", "rejected", "withdrawn"} or bool(stage == "idea" and forum_rulings(city, initiative))


def _no_leg(city: City, initiative: Initiative) -> Iterator[Fault]:
    if not _must_be_anchored(city, initiative):
        return
    anchoring = initiative.anchoring
    if anchoring is None or (anchoring.management is None and anchoring.finance_chief is None):
        route = ("anchoring",) if anchoring is not None else ("stages", initiative.stages.current)
        yield Fault(
            At(initiative.id, route),
            msg(
                "“{id}” {where}, but {anchoring} says neither that the management backs it "
                "nor that the finance chief knows of it",
                id=initiative.id,
                where=_how_far(city, initiative),
                anchoring=field(Initiative, "anchoring"),
            ),
            anchor_remedy(city, initiative),
            _taken_up_here(city, initiative),
        )


def _how_far(city: City, initiative: Initiative) -> Message:
    """What it has reached, as the rest of a sentence about it."""
    stage = initiative.stages.current
    taken_up = _taken_up(city, initiative) if stage == "idea" else None
    if taken_up is None:
        return msg("is at the stage {stage}", stage=field(Stages, stage))
    day, who, _ = taken_up
    return msg("was taken up by {who} on {day}", who=who, day=day.isoformat())


def _taken_up_here(city: City, initiative: Initiative) -> tuple[Related, ...]:
    """The place where a forum took up what is still an idea."""
    taken_up = _taken_up(city, initiative) if initiative.stages.current == "idea" else None
    return (Related(taken_up[2], msg("it was taken up here")),) if taken_up is not None else ()


def _one_leg(city: City, initiative: Initiative) -> Iterator[Fault]:
    anchoring = initiative.anchoring
    if anchoring is None or not _must_be_anchored(city, initiative):
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
        anchor_remedy(city, initiative),
        (*_proposer(city, initiative), *_taken_up_here(city, initiative)),
    )


def _proposer(city: City, initiative: Initiative) -> tuple[Related, ...]:
    if initiative.proposed_by not in city.administrations:
        return ()
    return (Related(At(initiative.proposed_by), msg("the administration that proposes it")),)


def anchor_remedy(city: City, initiative: Initiative) -> Message:
    """What to do where a leg is missing or is not one: whom in the administration to ask."""
    administration = city.administrations.get(initiative.proposed_by)
    if administration is None:
        return msg("put both legs on record, with date and place, before any city forum takes it up")
    return msg(
        "put both legs on record with date and place, before any city forum takes it up: {group}, and {chief}",
        group=administration.management_group,
        chief=administration.finance_chief,
    )


def legs(anchoring: Anchoring) -> Iterator[tuple[str, Leg]]:
    """The legs that are there, by field name: management first."""
    if anchoring.management is not None:
        yield "management", anchoring.management
    if anchoring.finance_chief is not None:
        yield "finance_chief", anchoring.finance_chief


def _after_forum(city: City, initiative: Initiative) -> Iterator[Fault]:
    anchoring = initiative.anchoring
    if anchoring is None or initiative.stages.current in {"rejected", "withdrawn"}:
        return
    taken_up = _taken_up(city, initiative)
    if taken_up is None:
        return
    day, who, where = taken_up
    for name, leg in legs(anchoring):
        if leg.on > day:
            yield Fault(
                At(initiative.id, ("anchoring", name, "on")),
                msg(
                    "“{id}”: {leg} is dated {on}, but {who} took it up already on {day}",
                    id=initiative.id,
                    leg=field(Anchoring, name),
                    on=leg.on.isoformat(),
                    who=who,
                    day=day.isoformat(),
                ),
                msg(
                    "mend the date that is wrong; if it was taken up before its own house knew of it, return it, "
                    "anchor it and take it up again"
                ),
                (Related(where, msg("it was taken up here")),),
            )


def _taken_up(city: City, initiative: Initiative) -> tuple[date, Message, At] | None:
    """The first day a city forum had it before it, with who and where that is written; None where none had."""
    rulings = forum_rulings(city, initiative)
    prepared = initiative.stages.prepared
    if rulings and (prepared is None or rulings[0].decision.on < prepared):
        decision = rulings[0].decision
        return decision.on, msg("“{id}”", id=decision.body), At(decision.id, ("on",))
    if prepared is not None:
        return prepared, msg("the preparatory body"), At(initiative.id, ("stages", "prepared"))
    return None


def _before_its_legs(city: City, initiative: Initiative) -> Iterator[Fault]:
    anchored, anchoring = initiative.stages.anchored, initiative.anchoring
    if anchored is None or anchoring is None:
        return
    late = [(name, leg) for name, leg in legs(anchoring) if leg.on > anchored]
    if late:
        name, leg = max(late, key=lambda one: one[1].on)
        yield Fault(
            At(initiative.id, ("stages", "anchored")),
            msg(
                "“{id}” has the stage {stage} from {anchored}, but {leg} is dated {on}",
                id=initiative.id,
                stage=field(Stages, "anchored"),
                anchored=anchored.isoformat(),
                leg=field(Anchoring, name),
                on=leg.on.isoformat(),
            ),
            msg("anchored is the day on which both legs are there: write {on}, or mend the leg", on=leg.on.isoformat()),
            (Related(At(initiative.id, ("anchoring", name, "on")), msg("the leg is dated here")),),
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
ANCHORED_AFTER_FORUM = Rule(
    "GOV006",
    "anchored-after-forum",
    "error",
    "D2",
    msg("A house that first hears of its own proposal in the city's forum can neither defend it nor pay for it."),
    msg("Anchor first, on both legs; then let the city's forum take it up."),
    bad=(
        "data/initiatives/init-a.yaml:\n  stages: {anchored: 2026-04-15}\n"
        "  anchoring: {finance_chief: {on: 2026-04-15, where: Ekonomichefen}}\n"
    ),
    good=(
        "data/initiatives/init-a.yaml:\n  stages: {anchored: 2026-04-01}\n"
        "  anchoring: {finance_chief: {on: 2026-04-01, where: Ekonomichefen}}\n"
    ),
    over=(Initiative,),
    find=_after_forum,
    after=("GOV001", "GOV002"),
)
ANCHORED_BEFORE_ITS_LEGS = Rule(
    "GOV007",
    "anchored-before-its-legs",
    "error",
    "D3",
    msg("A stage that is dated before what it stands on makes lead times, and the order of things, wrong."),
    msg("Write the day on which the later of the two legs was there."),
    bad="data/initiatives/init-a.yaml:\n  stages: {anchored: 2026-01-11}\n",
    good="data/initiatives/init-a.yaml:\n  stages: {anchored: 2026-01-12}\n",
    over=(Initiative,),
    find=_before_its_legs,
    after=("GOV001", "GOV002", "GOV006"),
)

ANCHORING_RULES: tuple[Rule, ...] = (
    ANCHORED_ON_NO_LEG,
    ANCHORED_ON_ONE_LEG,
    ANCHORED_AFTER_FORUM,
    ANCHORED_BEFORE_ITS_LEGS,
)
