"""Phases that may stand alone: a pilot comes before a rest, once, and fulfils no law (D13)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.finding import At, Fault
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.describe import field
from itgov.model.initiative import Initiative, Phase
from itgov.model.planning import is_alive, ways


def _stands_wrongly(city: City, initiative: Initiative) -> Iterator[Fault]:
    if not is_alive(initiative):
        return
    seen = False
    for route, phases in ways(initiative):
        for number, phase in enumerate(phases):
            if phase.may_stand_alone is None:
                continue
            why = _why_wrong(initiative, in_alternative=route != ("phases",), last=number + 1 == len(phases), seen=seen)
            seen = True
            if why is not None:
                yield Fault(
                    At(initiative.id, (*route, number, "may_stand_alone"), key=True),
                    msg(
                        "“{phase}” in “{id}” cannot stand alone: {why}",
                        phase=phase.name,
                        id=initiative.id,
                        why=why,
                    ),
                    msg(
                        "keep {may_stand_alone} on the one phase after which the city may stop, or take it away",
                        may_stand_alone=field(Phase, "may_stand_alone"),
                    ),
                )


def _why_wrong(initiative: Initiative, *, in_alternative: bool, last: bool, seen: bool) -> Message | None:
    if in_alternative:
        return msg("it is a phase of an alternative, which is done whole or not at all")
    if last:
        return msg("no phase comes after it, so with it the whole is done")
    if seen:
        return msg("a phase before it may already, and one pilot is enough")
    if initiative.deadline is not None:
        return msg("the initiative has a deadline, which only the whole meets")
    return None


STANDS_WRONGLY = Rule(
    "GOV041",
    "pilot-without-a-rest",
    "error",
    "D13",
    msg("A pilot that may be done alone needs a rest that may be left undone; anything else the agenda cannot plan."),
    msg("Mark the one leading phase after which it makes sense to stop."),
    bad=(
        "data/initiatives/init-a.yaml:\n  phases:\n"
        "    - {name: Pilot, periods: 1, may_stand_alone: {question: 'Räcker täckningen?'}}\n"
    ),
    good=(
        "data/initiatives/init-a.yaml:\n  phases:\n"
        "    - {name: Pilot, periods: 1, may_stand_alone: {question: 'Räcker täckningen?'}}\n"
        "    - {name: Införande, periods: 1}\n"
    ),
    over=(Initiative,),
    find=_stands_wrongly,
)

PILOT_RULES: tuple[Rule, ...] = (STANDS_WRONGLY,)
