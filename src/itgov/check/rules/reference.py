"""References: every id that a record names exists and is of the right kind, and nothing waits for itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from itgov.check.rule import Rule
from itgov.finding import At, Fault, Related, nearest
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.describe import field_at
from itgov.model.initiative import Initiative
from itgov.model.kinds import KIND_BY_NAME
from itgov.model.planning import Route, is_alive, providers
from itgov.model.walk import references


def kind_label(kind: str) -> Message:
    """What a kind of record is called."""
    return msg("function") if kind == "function" else KIND_BY_NAME[kind].label


def _labels(kinds: Sequence[str]) -> Message:
    labels = [kind_label(kind) for kind in kinds]
    text = labels[0]
    for label in labels[1:]:
        text = msg("{one} or {other}", one=text, other=label)
    return text


def _unknown(city: City) -> Iterator[Fault]:
    for record in city.records():
        for route, value, mark in references(record):
            if value not in city.kind_of:
                known = [name for name, kind in city.kind_of.items() if kind in mark.kinds]
                close = nearest(value, known)
                yield Fault(
                    At(record.id, route),
                    msg(
                        "{field} of “{id}” names “{unknown_id}”, and there is no such {kind}",
                        field=field_at(type(record), route),
                        id=record.id,
                        unknown_id=value,
                        kind=_labels(mark.kinds),
                    ),
                    msg("did you mean “{close}”?", close=close)
                    if close
                    else msg("write the id of a record that exists, or add that record first"),
                )


def _wrong_kind(city: City) -> Iterator[Fault]:
    for record in city.records():
        for route, value, mark in references(record):
            kind = city.kind_of.get(value)
            if kind is not None and kind not in mark.kinds:
                yield Fault(
                    At(record.id, route),
                    msg(
                        "{field} of “{id}” names “{other}”, a record of kind {found}; it must be: {wanted}",
                        field=field_at(type(record), route),
                        id=record.id,
                        other=value,
                        found=kind_label(kind),
                        wanted=_labels(mark.kinds),
                    ),
                    related=(Related(At(value), msg("“{id}” is this record", id=value)),) if kind != "function" else (),
                )


def _waits_for(city: City, initiative: Initiative) -> dict[str, Route]:
    """What an initiative waits for, with the route to the need.

    The initiatives it names, and the only one that gives a capability it needs,
    unless a system or delivery gives it too or the one that does is done.
    """
    named: dict[str, Route] = {
        need.initiative: ("needs", "initiatives", index, "initiative")
        for index, need in enumerate(initiative.needs.initiatives)
    }
    if is_alive(initiative):
        for index, need in enumerate(initiative.needs.capabilities):
            provider = _only_provider(city, need.capability)
            if provider is not None:
                named.setdefault(provider, ("needs", "capabilities", index, "capability"))
    return named


def _only_provider(city: City, capability_id: str) -> str | None:
    capability = city.capabilities.get(capability_id)
    if capability is None or any(one.by not in city.initiatives for one in capability.provided_by):
        return None
    giving = providers(city, capability_id)
    return giving[0].id if len(giving) == 1 and is_alive(giving[0]) else None


def _cycles(city: City) -> Iterator[Fault]:
    needs = {initiative.id: _waits_for(city, initiative) for initiative in city.initiatives.values()}
    systems = {
        system.id: {other: ("depends_on", index) for index, other in enumerate(system.depends_on)}
        for system in city.systems.values()
    }
    for graph in (needs, systems):
        for cycle in cycles(graph):
            following = (*cycle[1:], cycle[0])
            steps = [At(one, graph[one][other]) for one, other in zip(cycle, following, strict=True)]
            yield Fault(
                steps[0],
                msg("“{id}” waits for itself: {cycle}", id=cycle[0], cycle=" → ".join((*cycle, cycle[0]))),
                msg("take away one of the steps"),
                tuple(
                    Related(step, msg("“{one}” waits for “{other}”", one=one, other=other))
                    for step, one, other in zip(steps[1:], cycle[1:], following[1:], strict=True)
                ),
            )


def cycles(graph: Mapping[str, Mapping[str, object]]) -> Iterator[tuple[str, ...]]:
    """Cycles of a graph from node to what it waits for, each from its smallest id, until none is left.

    After each one found, its first step is taken away and the search goes on, so that every
    node that waits for itself is in a cycle that was told, or was freed by mending one.
    """
    waits_for = {node: sorted(targets) for node, targets in sorted(graph.items())}
    while True:
        try:
            TopologicalSorter(waits_for).prepare()
        except CycleError as error:
            cycle = tuple(reversed(error.args[1][1:]))
            first = cycle.index(min(cycle))
            cycle = (*cycle[first:], *cycle[:first])
            yield cycle
            waits_for[cycle[0]].remove(cycle[1 % len(cycle)])
        else:
            return


UNKNOWN_REFERENCE = Rule(
    "REF001",
    "unknown-reference",
    "error",
    "D4",
    msg("What a record rests on must be there to be seen, or nobody knows who needs what from whom."),
    msg("Write the id of a record that exists, or add that record in the same change."),
    bad="data/initiatives/init-a.yaml: {goals: [mal-finns-ej]}\n",
    good="data/initiatives/init-a.yaml: {goals: [mal-1]}\n",
    find=_unknown,
)
WRONG_KIND = Rule(
    "REF002",
    "reference-of-wrong-kind",
    "error",
    "D4",
    msg("An id of another kind makes the record say something nobody meant."),
    msg("Name a record of the kind that the message asks for."),
    bad="data/initiatives/init-a.yaml: {goals: [hvo]}\n",
    good="data/initiatives/init-a.yaml: {goals: [mal-1]}\n",
    find=_wrong_kind,
)
DEPENDENCY_CYCLE = Rule(
    "REF003",
    "waits-for-itself",
    "error",
    "D4",
    msg("Initiatives that wait for each other can never start."),
    msg("Take away one of the steps, or split what both need into an initiative of its own."),
    bad=(
        "data/initiatives/init-a.yaml:\n  needs: {initiatives: [{initiative: init-b}]}\n"
        "data/initiatives/init-b.yaml:\n  needs: {initiatives: [{initiative: init-a}]}\n"
    ),
    good="data/initiatives/init-a.yaml:\n  needs: {initiatives: [{initiative: init-b}]}\n",
    find=_cycles,
)
