"""Coordination: what an initiative needs from others, and whether they know (D4).

The report's two failed projects failed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from itgov.check.rule import Rule
from itgov.finding import At, Fault, Related
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.contract import Contract
from itgov.model.describe import field
from itgov.model.initiative import CapabilityNeed, Effect, FunctionNeed, Initiative, Stages
from itgov.model.period import Period
from itgov.model.planning import (
    earliest_go_live,
    is_alive,
    latest_end,
    length_of,
    object_of,
    providers,
)
from itgov.model.systemobject import SystemObject


def _capabilities_in_time(city: City) -> Iterator[Fault]:
    for initiative in city.initiatives.values():
        if not is_alive(initiative):
            continue
        for index, need in enumerate(initiative.needs.capabilities):
            if need.capability in city.capabilities:
                fault = _too_late(city, initiative, index, need)
                if fault is not None:
                    yield fault


def _too_late(city: City, initiative: Initiative, index: int, need: CapabilityNeed) -> Fault | None:
    go_live = latest_end(city, initiative).plus(1)
    needed = go_live if need.by == "go_live" else go_live.plus(-length_of(initiative.phases))
    ready = list(_ready(city, need.capability, initiative))
    if any(period <= needed for period, _ in ready):
        return None
    at = At(initiative.id, ("needs", "capabilities", index, "capability"))
    when = (
        msg("at its start, {period} at the latest", period=str(needed))
        if need.by == "start"
        else msg("at its go-live, {period} at the latest", period=str(needed))
    )
    capability = Related(At(need.capability), msg("this is the capability"))
    if not ready:
        return Fault(
            at,
            msg(
                "“{id}” needs the capability “{capability}” {when}, and nothing provides it",
                id=initiative.id,
                capability=need.capability,
                when=when,
            ),
            msg(
                "find or propose an initiative with it under {provides}, and put that first under {needs}",
                provides=field(Initiative, "provides"),
                needs=field(Initiative, "needs"),
            ),
            (capability,),
        )
    first, provider = min(ready)
    return Fault(
        at,
        msg(
            "“{id}” needs the capability “{capability}” {when}, "
            "but “{provider}” provides it in {first} at the earliest",
            id=initiative.id,
            capability=need.capability,
            when=when,
            provider=provider,
            first=str(first),
        ),
        msg("plan it later, or bring the provider forward together with those who answer for it"),
        (capability, Related(At(provider), msg("this is the provider"))),
    )


def _ready(city: City, capability_id: str, asking: Initiative) -> Iterator[tuple[Period, str]]:
    """From when each provider has the capability ready, at the earliest."""
    per_year = city.settings.plan.first.per_year
    for provision in city.capabilities[capability_id].provided_by:
        if provision.by not in city.initiatives and city.get(provision.by) is not None:
            since = provision.since or date.min
            month = -(-(since.month if since.day == 1 else since.month + 1) * per_year // 12)
            yield Period(since.year, 1, per_year).plus(month - 1), provision.by
    for provider in providers(city, capability_id):
        if provider.id != asking.id and provider.stages.current != "idea":
            yield earliest_go_live(city, provider), provider.id


def _not_acknowledged(city: City) -> Iterator[Fault]:
    for initiative in city.initiatives.values():
        if initiative.stages.prepared is None and initiative.stages.decided is None:
            continue
        for index, effect in enumerate(initiative.affects):
            answers = _who_answers(city, effect.record)
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
                    msg("talk to them before it goes to decision, and write the day they acknowledged it"),
                    (Related(At(answers[2], ("business_side",), key=True), msg("who answers for it is named here")),),
                )


def _who_answers(city: City, record_id: str) -> tuple[str, str, str] | None:
    """Administration, role and record of whoever must acknowledge a change to a record."""
    target: SystemObject | None = object_of(city, record_id)
    if target is not None:
        role = target.business_side.owner or target.system_side.owner or target.name
        return target.administration, role, target.id
    if record_id in city.deliveries:
        return "", city.deliveries[record_id].provider, record_id
    if record_id in city.administrations:
        return record_id, city.administrations[record_id].management_group, record_id
    return None


def _functions_covered(city: City) -> Iterator[Fault]:
    for initiative in city.initiatives.values():
        if not is_alive(initiative):
            continue
        for index, need in enumerate(initiative.needs.functions):
            if need.system in city.systems and need.function in city.functions:
                contracts = [contract for contract in city.contracts.values() if _covers_system(contract, need)]
                if not any(_covers_function(contract, need) for contract in contracts):
                    yield _uncovered(city, initiative, index, need, contracts)


def _covers_system(contract: Contract, need: FunctionNeed) -> bool:
    return any(coverage.system == need.system for coverage in contract.covers)


def _covers_function(contract: Contract, need: FunctionNeed) -> bool:
    return any(coverage.system == need.system and need.function in coverage.functions for coverage in contract.covers)


def _uncovered(city: City, initiative: Initiative, index: int, need: FunctionNeed, contracts: list[Contract]) -> Fault:
    system = city.systems[need.system]
    known: Message = (
        msg("and the system itself does not offer it")
        if need.function not in system.functions
        else msg("although the system offers it")
    )
    return Fault(
        At(initiative.id, ("needs", "functions", index, "function")),
        msg(
            "“{id}” needs the function “{function}” of “{system}”, but no contract covers it, {known}",
            id=initiative.id,
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
            *(
                (Related(At(system.object), msg("this object answers for the system")),)
                if system.object in city.objects
                else ()
            ),
        ),
    )


CAPABILITY_NOT_PROVIDED_IN_TIME = Rule(
    "COO001",
    "capability-not-provided-in-time",
    "error",
    "D4",
    msg(
        "Mobility in home care was decided although security, identity and mobility lacked what it needed: "
        "the project stood still while others built what nobody had planned."
    ),
    msg("Let the initiative that provides the capability come first, or plan this one later."),
    bad="data/initiatives/init-a.yaml:\n  needs: {capabilities: [{capability: formaga-saknas}]}\n",
    good="data/initiatives/init-a.yaml:\n  needs: {capabilities: [{capability: formaga-finns}]}\n",
    find=_capabilities_in_time,
)
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
    bad="data/initiatives/init-a.yaml:\n  needs: {functions: [{system: sys-diarium, function: integration-diarium}]}\n",
    good="data/initiatives/init-a.yaml:\n  needs: {functions: [{system: sys-diarium, function: diarieforing}]}\n",
    find=_functions_covered,
)
