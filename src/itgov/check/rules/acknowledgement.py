"""Acknowledgements: what somebody said yes to, when, and in which role (D4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from itgov.check.rule import Rule
from itgov.check.rules.coordination import MUST_BE_ACKNOWLEDGED, role_answering, who_answers
from itgov.check.rules.rulings import rulings_on
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.describe import field
from itgov.model.initiative import Effect, Initiative
from itgov.model.planning import is_alive, object_of
from itgov.model.systemobject import SystemObject


def _acknowledged(city: City, initiative: Initiative) -> Iterator[tuple[int, Effect]]:
    """What others have acknowledged of an initiative that is still to be carried out and needs it, with its number."""
    if not is_alive(initiative) or initiative.stages.current not in MUST_BE_ACKNOWLEDGED:
        return
    for index, effect in enumerate(initiative.affects):
        if effect.acknowledged_on is not None:
            answers = who_answers(city, effect.record)
            if answers is not None and answers[0] != initiative.proposed_by:
                yield index, effect


def _before_scope(city: City, initiative: Initiative) -> Iterator[Fault]:
    scope_on = initiative.scope_on or initiative.stages.idea
    for index, effect in _acknowledged(city, initiative):
        if effect.acknowledged_on is not None and effect.acknowledged_on < scope_on:
            changed = initiative.scope_on is not None
            yield Fault(
                At(initiative.id, ("affects", index, "acknowledged_on")),
                msg(
                    "what “{id}” does to “{record}” was acknowledged on {on}, before {what} on {since}",
                    id=initiative.id,
                    record=effect.record,
                    on=effect.acknowledged_on.isoformat(),
                    what=msg("its scope was last changed") if changed else msg("the initiative was raised"),
                    since=scope_on.isoformat(),
                ),
                msg("show them what it is now, and write the day they acknowledged that"),
                (
                    Related(
                        At(initiative.id, ("scope_on",) if changed else ("stages", "idea")),
                        msg("the scope is from this day"),
                    ),
                ),
            )


def _after_decision(city: City, initiative: Initiative) -> Iterator[Fault]:
    decided = initiative.stages.decided
    if decided is None or (initiative.scope_on is not None and initiative.scope_on > decided):
        # What was changed afterwards is acknowledged anew: afterwards.
        return
    for index, effect in _acknowledged(city, initiative):
        day = effect.acknowledged_on
        if day is None or not decided < day <= city.as_of or _approved_from(city, initiative, day):
            # A day that has not come is another fault.
            continue
        yield Fault(
            At(initiative.id, ("affects", index, "acknowledged_on")),
            msg(
                "what “{id}” does to “{record}” was acknowledged on {on}, after it was decided on {decided}",
                id=initiative.id,
                record=effect.record,
                on=day.isoformat(),
                decided=decided.isoformat(),
            ),
            msg(
                "mend the day that is wrong; if they were asked only then, let the body that decided take it up again "
                "with their answer, and put that decision on record as well"
            ),
            (Related(At(initiative.id, ("stages", "decided")), msg("it was decided here")),),
        )


def _approved_from(city: City, initiative: Initiative, day: date) -> bool:
    """Whether it was approved, perhaps once more, on that day or later."""
    return any(one.outcome == "approved" and one.decision.on >= day for one in rulings_on(city, initiative.id))


def _by_nobody(city: City, initiative: Initiative) -> Iterator[Fault]:
    for index, effect in _acknowledged(city, initiative):
        if effect.acknowledged_by is None:
            answers = who_answers(city, effect.record)
            assert answers is not None
            yield Fault(
                At(initiative.id, ("affects", index, "acknowledged_on"), key=True),
                msg(
                    "“{id}” says that its effect on “{record}” is acknowledged, but not by whom: {field} is missing",
                    id=initiative.id,
                    record=effect.record,
                    field=field(Effect, "acknowledged_by"),
                ),
                msg("write the role that acknowledged it, such as {role}", role=answers[1]),
                (Related(At(answers[2]), msg("this answers for it")),),
            )


def _not_named(city: City, initiative: Initiative) -> Iterator[Fault]:
    """The objects of others whose functions are needed, each once, that nothing under `affects` leads to."""
    if not initiative.needs.functions or not is_alive(initiative):
        return
    named = {effect.record for effect in initiative.affects}
    asked = {target.id for record in named if (target := object_of(city, record)) is not None}
    for index, need in enumerate(initiative.needs.functions):
        target = object_of(city, need.system)
        if target is None or target.administration == initiative.proposed_by or target.id in asked:
            continue
        if named.isdisjoint({target.administration, city.systems[need.system].in_delivery}):
            asked.add(target.id)
            yield _unasked(initiative, index, target)


def _unasked(initiative: Initiative, index: int, target: SystemObject) -> Fault:
    need = initiative.needs.functions[index]
    return Fault(
        At(initiative.id, ("needs", "functions", index, "system")),
        msg(
            "“{id}” needs the function “{function}” of “{system}”, which belongs to “{object}” of “{owner}”, "
            "but names none of them under {affects}: {role} has not been asked",
            id=initiative.id,
            function=need.function,
            system=need.system,
            object=target.id,
            owner=target.administration,
            affects=field(Initiative, "affects"),
            role=role_answering(target),
        ),
        msg(
            "write “{object}” under {affects} with what it means for them, "
            "and let them acknowledge it before the decision",
            object=target.id,
            affects=field(Initiative, "affects"),
        ),
        (Related(At(target.id, ("business_side",), key=True), msg("who answers for it is named here")),),
    )


ACKNOWLEDGED_BEFORE_SCOPE = Rule(
    "COO004",
    "acknowledged-before-scope",
    "error",
    "D4",
    msg("A yes to something else is no yes: what was added afterwards meets an object that has never heard of it."),
    msg("Let them acknowledge the scope as it is now."),
    bad=(
        "data/initiatives/init-a.yaml:\n  scope_on: 2026-03-15\n"
        "  affects: [{record: objekt-dokument, how: Nya ärenden skapas, acknowledged_on: 2026-03-14,"
        " acknowledged_by: Förvaltningsledare}]\n"
    ),
    good=(
        "data/initiatives/init-a.yaml:\n  scope_on: 2026-03-15\n"
        "  affects: [{record: objekt-dokument, how: Nya ärenden skapas, acknowledged_on: 2026-03-15,"
        " acknowledged_by: Förvaltningsledare}]\n"
    ),
    over=(Initiative,),
    find=_before_scope,
)
ACKNOWLEDGED_BY_NOBODY = Rule(
    "COO005",
    "acknowledged-by-nobody",
    "warning",
    "D4",
    msg("When the work is to begin, somebody must remember that they said yes: a date alone remembers nothing."),
    msg("Write the role that acknowledged it under `acknowledged_by`."),
    bad=(
        "data/initiatives/init-a.yaml:\n"
        "  affects: [{record: objekt-dokument, how: Nya ärenden skapas, acknowledged_on: 2026-03-01}]\n"
    ),
    good=(
        "data/initiatives/init-a.yaml:\n"
        "  affects: [{record: objekt-dokument, how: Nya ärenden skapas, acknowledged_on: 2026-03-01,"
        " acknowledged_by: Förvaltningsledare}]\n"
    ),
    over=(Initiative,),
    find=_by_nobody,
)
_ASKED = (
    "data/initiatives/init-a.yaml:\n"
    "  affects: [{{record: objekt-dokument, how: Nya ärenden skapas, acknowledged_on: {day},"
    " acknowledged_by: Förvaltningsledare}}]\n"
)
ACKNOWLEDGED_AFTER_DECISION = Rule(
    "COO013",
    "acknowledged-after-decision",
    "error",
    "D4",
    msg(
        "Who is asked when it is decided is told, not asked: their plans, and what they would have said, came too late."
    ),
    msg("Let it be decided anew with their answer, or mend the day that is wrong."),
    bad=_ASKED.format(day="2026-05-03"),
    good=_ASKED.format(day="2026-05-02"),
    over=(Initiative,),
    find=_after_decision,
)
_NEEDS = "data/initiatives/init-a.yaml:\n  needs: {functions: [{system: sys-diarium, function: diarieforing}]}\n"
NEEDED_OBJECT_NOT_NAMED = Rule(
    "COO012",
    "needed-object-not-named",
    "error",
    "D4",
    msg(
        "Registration of school choice needed the city's registry system, but its object had other priorities: "
        "who is not named is not asked."
    ),
    msg("Name the object under `affects`, and let whoever answers for it acknowledge what is needed."),
    bad=_NEEDS,
    good=(
        f"{_NEEDS}  affects: [{{record: objekt-dokument, how: Nya ärenden skapas, acknowledged_on: 2026-03-01,"
        " acknowledged_by: Förvaltningsledare}]\n"
    ),
    over=(Initiative,),
    find=_not_named,
)

ACKNOWLEDGEMENT_RULES: tuple[Rule, ...] = (
    ACKNOWLEDGED_BEFORE_SCOPE,
    ACKNOWLEDGED_BY_NOBODY,
    ACKNOWLEDGED_AFTER_DECISION,
    NEEDED_OBJECT_NOT_NAMED,
)
