"""Scenarios: they build on each other in a line, and change only what is there."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.finding import At, Fault
from itgov.message import msg
from itgov.model.city import City
from itgov.model.describe import field
from itgov.model.scenario import Scenario


def _circle(city: City, scenario: Scenario) -> Iterator[Fault]:
    seen, parent = [scenario.id], scenario.parent
    while parent is not None and parent not in seen:
        seen.append(parent)
        above = city.scenarios.get(parent)
        parent = None if above is None else above.parent
    # Told once, at the smallest id of the circle; who only builds on a circle is told there.
    if parent == scenario.id and scenario.id == min(seen):
        yield Fault(
            At(scenario.id, ("parent",)),
            msg("scenarios build on each other in a circle: {ids}", ids=" → ".join([*seen, scenario.id])),
            msg(
                "leave out {parent} in the one that builds on the records as they are", parent=field(Scenario, "parent")
            ),
        )


def _changes_nothing_there(city: City, scenario: Scenario) -> Iterator[Fault]:
    # Only a city with scenarios pays for reading in the making of agendas.
    from itgov.agenda.scenario_faults import wrong_in  # noqa: PLC0415

    above = scenario.parent
    seen = {scenario.id}
    while above is not None:
        parent = city.scenarios.get(above)
        if parent is None or above in seen:
            return
        seen.add(above)
        above = parent.parent
    for wrong in wrong_in(city, scenario.id):
        yield Fault(
            At(scenario.id, wrong.route),
            msg("“{id}” cannot be planned for: {problem}", id=scenario.id, problem=wrong.message),
            wrong.remedy,
        )


CIRCLE = Rule(
    "SCE001",
    "scenarios-in-a-circle",
    "error",
    "D7",
    msg("Each scenario changes its parent; in a circle nothing is the start, and none of them can be planned for."),
    msg("Let one of them build on the records as they are."),
    bad=(
        "data/scenarios/scenario-a.yaml: |\n"
        "  {id: scenario-a, name: A, description: Mindre ram, parent: scenario-b}\n"
        "data/scenarios/scenario-b.yaml: |\n"
        "  {id: scenario-b, name: B, description: Mer ram, parent: scenario-a}\n"
    ),
    good=(
        "data/scenarios/scenario-a.yaml: |\n"
        "  {id: scenario-a, name: A, description: Mindre ram, parent: scenario-b}\n"
        "data/scenarios/scenario-b.yaml: |\n"
        "  {id: scenario-b, name: B, description: Mer ram}\n"
    ),
    over=(Scenario,),
    find=_circle,
)
NOT_THERE = Rule(
    "SCE002",
    "scenario-changes-what-is-not-there",
    "error",
    "D7",
    msg(
        "A scenario that takes more than there is, names a year outside the agenda, or leaves open which budget is "
        "meant, cannot be planned for; the meeting would find out when it is compared."
    ),
    msg("Change only what is there, in the years of the agenda, and name the budget where there are two."),
    bad=(
        "data/scenarios/scenario-a.yaml: |\n"
        "  id: scenario-a\n"
        "  name: A\n"
        "  illustrative: true\n"
        "  description: Mindre ram\n"
        "  money: [{payer: ram, pot: operating, year: 2024, amount: -1 mnkr}]\n"
    ),
    good=(
        "data/scenarios/scenario-a.yaml: |\n"
        "  id: scenario-a\n"
        "  name: A\n"
        "  illustrative: true\n"
        "  description: Mindre ram\n"
        "  money: [{payer: ram, pot: operating, year: 2028, amount: -1 mnkr}]\n"
    ),
    over=(Scenario,),
    find=_changes_nothing_there,
)
SCENARIO_RULES: tuple[Rule, ...] = (CIRCLE, NOT_THERE)
