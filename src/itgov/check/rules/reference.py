"""References: every id that a record names exists and is of the right kind, and nothing waits for itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from itgov.check.rule import Rule
from itgov.check.rules.retired import is_renaming
from itgov.finding import SETTINGS, At, Fault, Related, nearest
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.describe import field_at
from itgov.model.index import pointer, pointing_fields
from itgov.model.initiative import Initiative
from itgov.model.kinds import KIND_BY_NAME, KIND_BY_TYPE
from itgov.model.planning import Route, is_alive, providers
from itgov.model.record import Record
from itgov.model.settings import Settings
from itgov.model.system import System
from itgov.model.walk import all_fit, references


def kind_label(kind: str) -> Message:
    """What a kind of record is called."""
    return msg("function") if kind == "function" else KIND_BY_NAME[kind].label


def _labels(kinds: Sequence[str]) -> Message:
    labels = [kind_label(kind) for kind in kinds]
    text = labels[0]
    for label in labels[1:]:
        text = msg("{one} or {other}", one=text, other=label)
    return text


def _holder(part: Record | Settings) -> str:
    return part.id if isinstance(part, Record) else SETTINGS


def _unknown(city: City, part: Record | Settings) -> Iterator[Fault]:
    for route, value, mark in () if all_fit(part, city.kind_of) else references(part):
        if value not in city.kind_of and not is_renaming(city, value):
            yield Fault(
                At(_holder(part), route),
                msg(
                    "{field} of “{id}” names “{unknown_id}”, and there is no such {kind}",
                    field=field_at(type(part), route),
                    id=_holder(part),
                    unknown_id=value,
                    kind=_labels(mark.kinds),
                ),
                _instead(city, value, mark.kinds),
            )


def _instead(city: City, value: str, kinds: Sequence[str]) -> Message:
    if value in city.retired:
        return msg(
            "it was retired on {on}: take the reference away, or name what came instead",
            on=city.retired[value].on.isoformat(),
        )
    close = nearest(value, [name for name, kind in city.kind_of.items() if kind in kinds])
    if close is not None:
        return msg("did you mean “{close}”?", close=close)
    return msg("write the id of a record that exists, or add that record first")


def _itself(city: City, record: Record) -> Iterator[Fault]:
    # Asked of the index first: walking through every record to find what almost none has would cost most of a run.
    kind = KIND_BY_TYPE[type(record)].name
    for name in pointing_fields(type(record)):
        if record.id in city.index.get(pointer(record.id, kind, name), ()):
            yield from _named_in(record, name)


def _named_in(record: Record, name: str) -> Iterator[Fault]:
    for route, value, _ in references(record):
        if value == record.id and route[0] == name:
            yield Fault(
                At(record.id, route),
                msg("{field} of “{id}” names the record itself", field=field_at(type(record), route), id=record.id),
                msg("name the other record that was meant, or take it away"),
            )


def _wrong_kind(city: City, part: Record | Settings) -> Iterator[Fault]:
    for route, value, mark in () if all_fit(part, city.kind_of) else references(part):
        kind = city.kind_of.get(value)
        if kind is not None and kind not in mark.kinds:
            yield Fault(
                At(_holder(part), route),
                msg(
                    "{field} of “{id}” names “{other}”, a record of kind {found}; it must be: {wanted}",
                    field=field_at(type(part), route),
                    id=_holder(part),
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


def _waits(city: City, record: Record) -> Mapping[str, Route]:
    """What an initiative or a system waits for, and where it says so."""
    if isinstance(record, Initiative):
        return _waits_for(city, record)
    if isinstance(record, System):
        return {other: ("depends_on", index) for index, other in enumerate(record.depends_on)}
    return {}


def _cycles(city: City, record: Initiative | System) -> Iterator[Fault]:
    cycle = shortest_cycle(record.id, lambda one: _steps(city, one))
    if cycle is None:
        return
    following = (*cycle[1:], cycle[0])
    steps = [At(one, _steps(city, one)[other]) for one, other in zip(cycle, following, strict=True)]
    yield Fault(
        steps[0],
        msg("“{id}” waits for itself: {cycle}", id=cycle[0], cycle=" → ".join((*cycle, cycle[0]))),
        msg("take away one of the steps"),
        tuple(
            Related(step, msg("“{one}” waits for “{other}”", one=one, other=other))
            for step, one, other in zip(steps[1:], cycle[1:], following[1:], strict=True)
        ),
    )


def _steps(city: City, record_id: str) -> Mapping[str, Route]:
    record = city.get(record_id)
    return _waits(city, record) if record is not None else {}


def shortest_cycle(first: str, steps: Callable[[str], Iterable[str]]) -> tuple[str, ...] | None:
    """The shortest cycle whose smallest node is `first`, from it on; ties go to the smaller next node.

    Only nodes that sort after `first` are entered, so that every cycle is told once, at its smallest node.
    """
    came_from: dict[str, str] = {}
    layer = [first]
    while layer:
        following = []
        for one in layer:
            for other in sorted(steps(one)):
                if other == first:
                    return _path(came_from, first, one)
                if other > first and other not in came_from:
                    came_from[other] = one
                    following.append(other)
        layer = following
    return None


def _path(came_from: Mapping[str, str], first: str, last: str) -> tuple[str, ...]:
    path = [last]
    while path[-1] != first:
        path.append(came_from[path[-1]])
    return tuple(reversed(path))


UNKNOWN_REFERENCE = Rule(
    "REF001",
    "unknown-reference",
    "error",
    "D4",
    msg("What a record rests on must be there to be seen, or nobody knows who needs what from whom."),
    msg("Write the id of a record that exists, or add that record in the same change."),
    bad="data/initiatives/init-a.yaml: {goals: [mal-finns-ej]}\n",
    good="data/initiatives/init-a.yaml: {goals: [mal-1]}\n",
    over=(Record, Settings),
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
    over=(Record, Settings),
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
    over=(Initiative, System),
    find=_cycles,
    after=("REF004",),
)
REFERS_TO_ITSELF = Rule(
    "REF004",
    "refers-to-itself",
    "error",
    "D4",
    msg("A record that waits for itself, excludes itself or is part of itself says nothing that can hold."),
    msg("Name the record that was meant."),
    bad="data/initiatives/init-a.yaml: {together_with: [init-a]}\n",
    good="data/initiatives/init-a.yaml: {together_with: [init-b]}\n",
    over=(Record,),
    find=_itself,
)

REFERENCE_RULES: tuple[Rule, ...] = (
    UNKNOWN_REFERENCE,
    WRONG_KIND,
    REFERS_TO_ITSELF,
    DEPENDENCY_CYCLE,
)
