"""Footing: an initiative builds on contracts and systems that are still there when it needs them (D4, D17)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.check.rules.coordination import ACKNOWLEDGED, answering_object, soonest
from itgov.finding import At, Fault, Related
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.contracting import is_leaving, last_day, retires_on
from itgov.model.describe import field
from itgov.model.initiative import Initiative
from itgov.model.planning import Route, earliest_go_live, earliest_start, is_alive
from itgov.model.system import Lifecycle, System


def _contracts_last(city: City, initiative: Initiative) -> Iterator[Fault]:
    if not initiative.needs.contracts or not is_alive(initiative):
        return
    for index, need in enumerate(initiative.needs.contracts):
        contract = city.contracts.get(need.contract)
        if contract is None:
            continue
        # At the earliest: a contract that has ended by then is there at no start.
        needed = earliest_start(city, initiative) if need.by == "start" else earliest_go_live(city, initiative)
        end, route = last_day(contract)
        if end < needed.first_day:
            yield Fault(
                At(initiative.id, ("needs", "contracts", index, "contract")),
                msg(
                    "“{id}” needs the contract “{contract}” {when}, but it ends on {end}, options used",
                    id=initiative.id,
                    contract=contract.id,
                    when=soonest(need.by, needed),
                    end=end.isoformat(),
                ),
                msg(
                    "put the procurement of what follows under {needs}, with its months, or name a contract that lasts",
                    needs=field(Initiative, "needs"),
                ),
                (Related(At(contract.id, route), msg("the contract's last day, options used, is here")),),
            )


def _systems_used(city: City, initiative: Initiative) -> Iterator[tuple[Route, System]]:
    """The systems that it calls or needs functions of, and does not itself rebuild or replace."""
    changed = {effect.record for effect in initiative.affects if effect.changes}
    for index, need in enumerate(initiative.needs.functions):
        if need.system not in changed and need.system in city.systems:
            yield ("needs", "functions", index, "system"), city.systems[need.system]
    for index, effect in enumerate(initiative.affects):
        if effect.record not in changed and effect.record in city.systems:
            yield ("affects", index, "record"), city.systems[effect.record]


def _gone_by_go_live(city: City, initiative: Initiative) -> Iterator[Fault]:
    if not is_alive(initiative):
        return
    for route, system in _systems_used(city, initiative):
        if not is_leaving(system):
            continue
        go_live = earliest_go_live(city, initiative)
        if (day := retires_on(system)) < go_live.first_day:
            known: Message = msg(
                "retires on {day}, before its go-live, {period} at the earliest",
                day=day.isoformat(),
                period=str(go_live),
            )
            where = At(system.id, ("lifecycle", "retires_on"))
            label = field(Lifecycle, "retires_on")
        elif route[0] == "needs":
            known = msg("is to be eliminated")
            where = At(system.id, ("disposition",) if system.disposition == "eliminate" else ("lifecycle",))
            label = field(System, "disposition")
        else:
            continue
        yield Fault(
            At(initiative.id, route),
            msg("“{id}” builds on “{system}”, which {known}", id=initiative.id, system=system.id, known=known),
            msg(
                "build on what takes its place; ask the object “{object}” what that is, and from when",
                object=system.object,
            ),
            (Related(where, msg("{field} is here", field=label)), *answering_object(city, system.id)),
        )


NEEDED_CONTRACT_ENDS = Rule(
    "COO006",
    "needed-contract-ends",
    "error",
    "D17",
    msg("What is bought under a contract that has ended is bought without one: the work stops, or the law is broken."),
    msg("Plan the procurement that follows, or build on a contract that lasts."),
    bad=(
        "data/contracts/avtal-diarium.yaml: {ends_on: 2027-06-30}\n"
        "data/initiatives/init-a.yaml:\n  needs: {contracts: [{contract: avtal-diarium, by: go_live}]}\n"
        "data/systems/sys-diarium.yaml: {lifecycle: {retires_on: 2027-06-30}}\n"
    ),
    good="data/initiatives/init-a.yaml:\n  needs: {contracts: [{contract: avtal-diarium, by: go_live}]}\n",
    over=(Initiative,),
    find=_contracts_last,
)
BUILDS_ON_WHAT_LEAVES = Rule(
    "COO007",
    "builds-on-what-leaves",
    "warning",
    "D4",
    msg("What builds on a system that is about to be closed is built twice, or keeps it alive for years."),
    msg("Build on what takes its place, or change when the system is retired."),
    bad=(
        "data/systems/sys-diarium.yaml: {disposition: eliminate}\n"
        "data/initiatives/init-a.yaml:\n  needs: {functions: [{system: sys-diarium, function: diarieforing}]}\n"
        f"{ACKNOWLEDGED}"
    ),
    good=(
        "data/systems/sys-diarium.yaml: {disposition: invest}\n"
        "data/initiatives/init-a.yaml:\n  needs: {functions: [{system: sys-diarium, function: diarieforing}]}\n"
        f"{ACKNOWLEDGED}"
    ),
    over=(Initiative,),
    find=_gone_by_go_live,
    after=("COO003",),
)

FOOTING_RULES: tuple[Rule, ...] = (NEEDED_CONTRACT_ENDS, BUILDS_ON_WHAT_LEAVES)
