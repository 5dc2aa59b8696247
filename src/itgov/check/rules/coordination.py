"""Coordination: whom an initiative touches, what it needs of their contracts, and whether they know (D4, D17).

Registration of school choice failed here; mobility in home care in `capability`.
"""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.finding import At, Fault, Related
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.contract import Contract
from itgov.model.contracting import last_day
from itgov.model.describe import field
from itgov.model.initiative import Effect, FunctionNeed, Initiative, Stage, Stages
from itgov.model.period import Period
from itgov.model.planning import (
    earliest_go_live,
    earliest_start,
    is_alive,
    object_of,
)
from itgov.model.systemobject import SystemObject

MUST_BE_ACKNOWLEDGED: frozenset[Stage] = frozenset(
    {"prepared", "decided", "under_way", "in_operation", "benefits_realised"}
)


def _not_acknowledged(city: City, initiative: Initiative) -> Iterator[Fault]:
    if initiative.stages.current not in MUST_BE_ACKNOWLEDGED:
        return
    for index, effect in enumerate(initiative.affects):
        answers = who_answers(city, effect.record)
        if effect.acknowledged_on is None and answers is not None and answers[0] != initiative.proposed_by:
            yield Fault(
                At(initiative.id, ("affects", index, "record")),
                msg(
                    "“{id}” is at the stage {stage} and affects “{record}”, "
                    "but {who} has not acknowledged it: {field} is missing",
                    id=initiative.id,
                    stage=field(Stages, initiative.stages.current),
                    record=effect.record,
                    who=answers[1],
                    field=field(Effect, "acknowledged_on"),
                ),
                _ask(initiative),
                (Related(At(answers[2], ("business_side",), key=True), msg("who answers for it is named here")),),
            )


def _ask(initiative: Initiative) -> Message:
    if initiative.stages.decided is None:
        return msg("talk to them before it goes to decision, and write the day they acknowledged it")
    return msg(
        "talk to them now, write the day they acknowledged it, and let the body that decided take it up again "
        "with their answer"
    )


def who_answers(city: City, record_id: str) -> tuple[str, str, str] | None:
    """Administration, role and record of whoever must acknowledge a change to a record; None for an unknown one."""
    target: SystemObject | None = object_of(city, record_id)
    if target is not None:
        return target.administration, role_answering(target), target.id
    if record_id in city.deliveries:
        return "", city.deliveries[record_id].provider, record_id
    if record_id in city.administrations:
        return record_id, city.administrations[record_id].management_group, record_id
    return None


def role_answering(target: SystemObject) -> str:
    """The role that answers for an object: its business owner, else its system owner, else the object's own name."""
    return target.business_side.owner or target.system_side.owner or target.name


def _functions_covered(city: City, initiative: Initiative) -> Iterator[Fault]:
    if not is_alive(initiative):
        return
    for index, need in enumerate(initiative.needs.functions):
        if need.system in city.systems and need.function in city.functions:
            fault = _not_covered(city, initiative, index, need)
            if fault is not None:
                yield fault


def _not_covered(city: City, initiative: Initiative, index: int, need: FunctionNeed) -> Fault | None:
    contracts = [
        contract for contract in city.pointing(need.system, Contract, "covers") if _covers(contract, need.system)
    ]
    covering = [contract for contract in contracts if _covers(contract, need.system, need.function)]
    # At the earliest: a contract that has ended by then covers at no start; one that ends later may still do.
    needed = earliest_start(city, initiative) if need.by == "start" else earliest_go_live(city, initiative)
    if any(last_day(contract)[0] >= needed.first_day for contract in covering):
        return None
    at = At(initiative.id, ("needs", "functions", index, "function"))
    if covering:
        last = max(covering, key=lambda contract: (last_day(contract)[0], contract.id))
        return _ends_before(city, at, need, soonest(need.by, needed), last)
    return _uncovered(city, at, need, contracts)


def soonest(by: str, needed: Period) -> Message:
    """Words for a need `by` its start or its go-live, in the period at the earliest."""
    if by == "start":
        return msg("at its start, {period} at the earliest", period=str(needed))
    return msg("at its go-live, {period} at the earliest", period=str(needed))


def _covers(contract: Contract, system: str, function: str | None = None) -> bool:
    """Whether the contract covers anything of the system, or that function of it."""
    return any(one.system == system and (function is None or function in one.functions) for one in contract.covers)


def _ends_before(city: City, at: At, need: FunctionNeed, when: Message, contract: Contract) -> Fault:
    end, route = last_day(contract)
    return Fault(
        at,
        msg(
            "“{id}” needs the function “{function}” of “{system}” {when}, "
            "but “{contract}”, which covers it, ends on {end}",
            id=at.record,
            function=need.function,
            system=need.system,
            when=when,
            contract=contract.id,
            end=end.isoformat(),
        ),
        msg(
            "agree with the object “{object}” on the contract that follows, and put it on record before the decision",
            object=city.systems[need.system].object,
        ),
        (
            Related(At(contract.id, route), msg("the contract's last day, options used, is here")),
            *answering_object(city, need.system),
        ),
    )


def _uncovered(city: City, at: At, need: FunctionNeed, contracts: list[Contract]) -> Fault:
    system = city.systems[need.system]
    known: Message = (
        msg("and the system itself does not offer it")
        if need.function not in system.functions
        else msg("although the system offers it")
    )
    return Fault(
        at,
        msg(
            "“{id}” needs the function “{function}” of “{system}”, but no contract covers it, {known}",
            id=at.record,
            function=need.function,
            system=need.system,
            known=known,
        ),
        msg(
            "agree with the object “{object}”: an option, a change to the contract or a procurement of its own, "
            "before the decision",
            object=system.object,
        ),
        (
            *(
                Related(At(contract.id, ("covers",), key=True), msg("the contract covers this"))
                for contract in contracts
            ),
            *answering_object(city, need.system),
        ),
    )


def answering_object(city: City, system_id: str) -> tuple[Related, ...]:
    """The place of the object that answers for a system, where that is known."""
    object_id = city.systems[system_id].object
    if object_id not in city.objects:
        return ()
    return (Related(At(object_id), msg("this object answers for the system")),)


ACKNOWLEDGED = (
    "  affects: [{record: objekt-dokument, how: Anropas, acknowledged_on: 2026-03-01, acknowledged_by: Kanslichef}]\n"
)
"""What an example owes besides, where it needs a function of somebody else's."""
AFFECTED_NOT_ACKNOWLEDGED = Rule(
    "COO002",
    "affected-not-acknowledged",
    "error",
    "D4",
    msg("An object that has not been asked has other priorities: what one administration decides, another cannot do."),
    msg("Ask whoever answers for it, and write when they acknowledged it."),
    bad=("data/initiatives/init-a.yaml:\n  affects: [{record: objekt-dokument, how: Nya ärenden skapas}]\n"),
    good=(
        "data/initiatives/init-a.yaml:\n"
        "  affects: [{record: objekt-dokument, how: Nya ärenden skapas, acknowledged_on: 2026-03-01,"
        " acknowledged_by: Förvaltningsledare}]\n"
    ),
    over=(Initiative,),
    find=_not_acknowledged,
)
FUNCTION_NOT_COVERED = Rule(
    "COO003",
    "function-not-covered",
    "error",
    "D17",
    msg(
        "Registration of school choice needed an integration that no contract held: "
        "neither the supplier nor the object could deliver it."
    ),
    msg("Get the function into a contract before the decision, or build on one that has it."),
    bad=(
        "data/initiatives/init-a.yaml:\n  needs: {functions: [{system: sys-diarium, function: integration-diarium}]}\n"
        f"{ACKNOWLEDGED}"
    ),
    good=(
        "data/initiatives/init-a.yaml:\n  needs: {functions: [{system: sys-diarium, function: diarieforing}]}\n"
        f"{ACKNOWLEDGED}"
    ),
    over=(Initiative,),
    find=_functions_covered,
    misses=("contract",),
)

COORDINATION_RULES: tuple[Rule, ...] = (
    AFFECTED_NOT_ACKNOWLEDGED,
    FUNCTION_NOT_COVERED,
)
