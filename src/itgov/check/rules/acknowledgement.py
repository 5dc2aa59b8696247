"""Acknowledgements: what somebody said yes to, when, and in which role (D4)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.check.rules.coordination import MUST_BE_ACKNOWLEDGED, who_answers
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.describe import field
from itgov.model.initiative import Effect, Initiative
from itgov.model.planning import is_alive


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
    after=("COO002",),
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

ACKNOWLEDGEMENT_RULES: tuple[Rule, ...] = (ACKNOWLEDGED_BEFORE_SCOPE, ACKNOWLEDGED_BY_NOBODY)
