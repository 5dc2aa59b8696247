"""Records that nothing uses, and initiatives that serve no goal (D9, D21, D34)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from itgov.check.rule import Parameter, Rule
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.capability import Capability
from itgov.model.city import City
from itgov.model.competence import Competence
from itgov.model.contract import Contract
from itgov.model.delivery import Delivery
from itgov.model.describe import field
from itgov.model.funder import Funder
from itgov.model.goal import Goal
from itgov.model.initiative import ENDED, Initiative
from itgov.model.key import Key
from itgov.model.system import System
from itgov.model.systemobject import SystemObject

MONTHS = Parameter(
    "REF012", "months", 3, msg("whole months from a system's last day until a contract for it should have ended, too")
)


def _goal_alone(city: City, goal: Goal) -> Iterator[Fault]:
    if goal.valid_until is not None and goal.valid_until < city.settings.plan.first.year:
        return
    serving = city.pointing(goal.id, Initiative, "goals")
    if all(one.stages.current in {"rejected", "withdrawn"} for one in serving):
        yield Fault(
            At(goal.id),
            msg("no initiative serves the goal “{id}” ({name})", id=goal.id, name=goal.name),
            msg(
                "name it under {goals} of the initiatives that do; if there are none, that is for the next agenda",
                goals=field(Initiative, "goals"),
            ),
        )


def _without_goals(city: City, initiative: Initiative) -> Iterator[Fault]:
    current = initiative.stages.current
    if initiative.goals or current == "idea" or current in ENDED:
        return
    yield Fault(
        At(initiative.id, ("stages", current)),
        msg(
            "“{id}” names no goal that it serves: {goals} is missing",
            id=initiative.id,
            goals=field(Initiative, "goals"),
        ),
        msg("name the goals of the steering documents; there are: {known}", known=", ".join(city.goals) or "–"),
    )


def _capability_alone(city: City, capability: Capability) -> Iterator[Fault]:
    if not capability.provided_by and not city.pointing(capability.id, Initiative):
        yield Fault(
            At(capability.id),
            msg("nobody needs or provides the capability “{id}”", id=capability.id),
            msg("name it where it is needed or provided, or take it away"),
        )


def _pool_alone(city: City, pool: Competence) -> Iterator[Fault]:
    if not city.pointing(pool.id, Initiative):
        yield Fault(
            At(pool.id),
            msg("no initiative draws on the competence pool “{id}”", id=pool.id),
            msg("write its hours in the phases that need it; if none does, its hours for change are free"),
        )


def _key_alone(city: City, key: Key) -> Iterator[Fault]:
    if max(key.valid_for) < city.settings.plan.first.year or key.id == city.settings.neutral_key:
        return
    if not city.pointing(key.id, Delivery) and not city.pointing(key.id, System) and not city.pointing(key.id, Key):
        yield Fault(
            At(key.id),
            msg("no base delivery and no system is split by the key “{id}”", id=key.id),
            msg("take it away, or name it where a cost is split by it"),
        )


def _funder_alone(city: City, funder: Funder) -> Iterator[Fault]:
    if funder.ends_after is not None and funder.ends_after < city.settings.plan.first.year:
        return
    kinds = (Initiative, System, SystemObject)
    if not any(city.pointing(funder.id, kind) for kind in kinds):
        yield Fault(
            At(funder.id),
            msg("nothing is paid from the funder “{id}”", id=funder.id),
            msg("take it away, or name it where it pays"),
        )


def _nothing_in_use(city: City, contract: Contract) -> Iterator[Fault]:
    last = max((contract.ends_on, *(option.until for option in contract.options)))
    if city.as_of == date.min or last < city.as_of:
        return
    systems = [city.systems.get(coverage.system) for coverage in contract.covers]
    gone = [system for system in systems if system is not None and _is_gone(city, system)]
    if len(gone) == len(systems):
        yield Fault(
            At(contract.id, ("covers",), key=True),
            msg(
                "“{id}” runs until {end}, but every system it covers is retired: {systems}",
                id=contract.id,
                end=contract.ends_on.isoformat(),
                systems=", ".join(system.id for system in gone),
            ),
            msg("give notice, or let it cover what is used instead"),
            tuple(
                Related(At(system.id, ("lifecycle", "retires_on")), msg("the day it was retired is here"))
                for system in gone
            ),
        )


def _is_gone(city: City, system: System) -> bool:
    """Whether the city stopped using it so long ago that the contract should have followed."""
    life = system.lifecycle
    if life is None or life.retires_on is None or life.retires_on > city.as_of:
        return False
    return (city.as_of.year - life.retires_on.year) * 12 + city.as_of.month - life.retires_on.month >= MONTHS.of(city)


GOAL_WITHOUT_INITIATIVES = Rule(
    "REF006",
    "goal-without-initiatives",
    "warning",
    "D9",
    msg("A goal that no initiative serves is a wish of the council that nobody has begun to fulfil."),
    msg("Tie the initiatives that serve it to it, or say that there are none."),
    bad="data/goals/mal-2.yaml: |\n  id: mal-2\n  name: Trygg stad\n  document: Programmet\n  description: Text\n",
    good=(
        "data/goals/mal-2.yaml: |\n  id: mal-2\n  name: Trygg stad\n  document: Programmet\n  description: Text\n"
        "data/initiatives/init-a.yaml: {goals: [mal-1, mal-2]}\n"
    ),
    over=(Goal,),
    find=_goal_alone,
    misses=("initiative",),
)
INITIATIVE_WITHOUT_GOALS = Rule(
    "REF007",
    "initiative-without-goals",
    "warning",
    "D9",
    msg("What serves no goal of the city may be good, but nobody can weigh it against what does."),
    msg("Name the goals it serves."),
    bad="data/initiatives/init-a.yaml: {goals: []}\n",
    good="data/initiatives/init-a.yaml: {goals: [mal-1]}\n",
    over=(Initiative,),
    find=_without_goals,
)
CAPABILITY_ALONE = Rule(
    "REF008",
    "capability-nobody-uses",
    "info",
    "D4",
    msg("A capability that nobody needs or gives is a word in a list, and makes the real ones harder to find."),
    msg("Name it where it is needed, or take it away."),
    bad="data/capabilities/formaga-ny.yaml: |\n  id: formaga-ny\n  name: Karta\n  description: Text\n",
    good=(
        "data/capabilities/formaga-ny.yaml: |\n  id: formaga-ny\n  name: Karta\n  description: Text\n"
        "data/initiatives/init-b.yaml: {provides: [formaga-ny]}\n"
    ),
    over=(Capability,),
    find=_capability_alone,
    misses=("initiative",),
)
POOL_ALONE = Rule(
    "REF009",
    "pool-nobody-draws-on",
    "info",
    "D34",
    msg("Shared people whom no plan asks for are asked for in corridors instead, or their hours are given away."),
    msg("Write the hours where they are needed."),
    bad=(
        "data/competences/pool-2.yaml: |\n  id: pool-2\n  name: Arkitekter\n  illustrative: true\n  role: Arkitekt\n"
        "  unit: It\n  hours_per_year: {2027: 100, 2028: 100}\n  self_cost_per_hour: 750 kr\n"
    ),
    good="data/competences/pool-integration.yaml: {role: Utvecklare}\n",
    over=(Competence,),
    find=_pool_alone,
    misses=("initiative",),
)
KEY_ALONE = Rule(
    "REF010",
    "key-nobody-splits-by",
    "info",
    "D24",
    msg("A key that splits nothing is measured and agreed every year for nothing."),
    msg("Take it away, or name it where a cost is split by it."),
    bad=(
        "data/keys/nyckel-2.yaml: |\n  id: nyckel-2\n  name: Datorer\n  definition: Antal datorer\n  driver: datorer\n"
        "  wanted_direction: neutral\n  unit: dator\n  measured_on: 2026-03-01\n  locked_on: 2026-09-30\n"
        "  valid_for: [2027, 2028]\n  agreed: [{body: ekonomichefsgrupp, on: 2026-09-08}]\n"
        "  values: {hvo: 1, it: 1}\n"
    ),
    good=(
        "data/keys/nyckel-2.yaml: |\n  id: nyckel-2\n  name: Datorer\n  definition: Antal datorer\n  driver: datorer\n"
        "  wanted_direction: neutral\n  unit: dator\n  measured_on: 2026-03-01\n  locked_on: 2026-09-30\n"
        "  valid_for: [2027, 2028]\n  agreed: [{body: ekonomichefsgrupp, on: 2026-09-08}]\n"
        "  values: {hvo: 1, it: 1}\n"
        "itgov.yaml: {neutral_key: nyckel-2}\n"
    ),
    over=(Key,),
    find=_key_alone,
    misses=("delivery", "system"),
)
FUNDER_ALONE = Rule(
    "REF011",
    "funder-nobody-pays-from",
    "info",
    "D21",
    msg("Money in a frame that nothing is paid from is either forgotten, or spent where nobody sees it."),
    msg("Name it where it pays, or take it away."),
    bad=(
        "data/funders/ram-2.yaml: |\n  id: ram-2\n  name: Bidrag\n  illustrative: true\n  funder_kind: grant\n"
        "  frames: [{year: 2027, operating: 1 mnkr, status: council}]\n  ends_after: 2027\n"
    ),
    good=(
        "data/funders/ram-2.yaml: |\n  id: ram-2\n  name: Bidrag\n  illustrative: true\n  funder_kind: grant\n"
        "  frames: [{year: 2026, operating: 1 mnkr, status: council}]\n  ends_after: 2026\n"
    ),
    over=(Funder,),
    find=_funder_alone,
    misses=("initiative", "system", "object"),
)
CONTRACT_FOR_NOTHING = Rule(
    "REF012",
    "contract-for-nothing-in-use",
    "warning",
    "D17",
    msg("A contract that covers only what was retired is paid for until somebody happens to read it."),
    msg("Give notice, or let it cover what is used instead."),
    bad=(
        "data/contracts/avtal-2.yaml: |\n  id: avtal-2\n  name: Gamla\n  supplier: Bolaget AB\n"
        "  registry_number: STK-2020-1\n  notice_months: 6\n"
        "  covers: [{system: sys-2, functions: [identitet]}]\n  ends_on: 2029-12-31\n"
        "data/systems/sys-2.yaml: |\n  id: sys-2\n  name: Gamla\n  object: objekt-dokument\n  functions: [identitet]\n"
        "  used_by: [it]\n  lifecycle: {retires_on: 2026-08-31}\n"
    ),
    good=(
        "data/contracts/avtal-2.yaml: |\n  id: avtal-2\n  name: Gamla\n  supplier: Bolaget AB\n"
        "  registry_number: STK-2020-1\n  notice_months: 6\n"
        "  covers: [{system: sys-diarium, functions: [identitet]}]\n  ends_on: 2029-12-31\n"
    ),
    over=(Contract,),
    find=_nothing_in_use,
    parameters=(MONTHS,),
)

ORPHAN_RULES: tuple[Rule, ...] = (
    GOAL_WITHOUT_INITIATIVES,
    INITIATIVE_WITHOUT_GOALS,
    CAPABILITY_ALONE,
    POOL_ALONE,
    KEY_ALONE,
    FUNDER_ALONE,
    CONTRACT_FOR_NOTHING,
)
