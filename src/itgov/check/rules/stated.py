"""What is stated in two places, and differently in each (D4, D21)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from itgov.check.rule import Rule
from itgov.finding import At, Fault, Related
from itgov.message import Message, msg
from itgov.model.capability import Capability
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.describe import field, field_at, part_in
from itgov.model.initiative import Initiative, Needs
from itgov.model.period import first_period_from
from itgov.model.planning import Route, earliest_go_live
from itgov.model.record import Part, Record, RefTo
from itgov.model.system import System
from itgov.model.walk import fields_with


def _needs_by_target(needs: Needs) -> Iterator[tuple[str, str, Sequence[Part], str]]:
    """Each list of needs: its field, the key that names the target, and the rest of what identifies a need."""
    yield "capabilities", "capability", needs.capabilities, ""
    yield "initiatives", "initiative", needs.initiatives, ""
    yield "contracts", "contract", needs.contracts, ""
    yield "functions", "system", needs.functions, "function"


def _needed_differently(city: City, initiative: Initiative) -> Iterator[Fault]:
    for name, key, listed, more in _needs_by_target(initiative.needs):
        first: dict[tuple[str, str], int] = {}
        for index, need in enumerate(listed if len(listed) > 1 else ()):
            target: str = getattr(need, key)
            before = first.setdefault((target, getattr(need, more) if more else ""), index)
            if listed[before] != need:
                yield Fault(
                    At(initiative.id, ("needs", name, index, key)),
                    msg(
                        "“{id}” needs “{target}” twice, on different terms ({needs})",
                        id=initiative.id,
                        target=target,
                        needs=field(Needs, name),
                    ),
                    msg("keep the stricter of the two, or the one that is true"),
                    (Related(At(initiative.id, ("needs", name, before, key)), msg("the first is here")),),
                )


def _named_twice(city: City, record: Record) -> Iterator[Fault]:
    for route, listed in _lists_of_ids(record):
        if len(set(listed)) == len(listed):
            continue
        for index, value in enumerate(listed):
            before = listed.index(value)
            if before != index:
                yield Fault(
                    At(record.id, (*route, index)),
                    msg(
                        "{field} of “{id}” names “{other}” twice",
                        field=field_at(type(record), route),
                        id=record.id,
                        other=value,
                    ),
                    msg("take one of them away; perhaps another id was meant"),
                    (Related(At(record.id, (*route, before)), msg("the first is here")),),
                )


def _lists_of_ids(part: Part, route: Route = ()) -> Iterator[tuple[Route, tuple[str, ...]]]:
    """Every plain list of ids; in a list of blocks the same id may stand for different things."""
    for name in _listing_fields(type(part)):
        value = getattr(part, name)
        if not isinstance(value, tuple) or not value:
            continue
        if isinstance(value[0], str):
            yield (*route, name), value
        else:
            for index, block in enumerate(value):
                yield from _lists_of_ids(block, (*route, name, index))


@cache
def _listing_fields(part: type[Part]) -> tuple[str, ...]:
    """The fields that hold a list of ids, or of blocks that have such a field."""
    found = []
    for name in fields_with(part, RefTo):
        annotation = part.model_fields[name].annotation
        block = part_in(annotation)
        if "tuple[" in str(annotation) and (block is None or _listing_fields(block)):
            found.append(name)
    return tuple(found)


def _in_and_out(city: City, delivery: Delivery) -> Iterator[Fault]:
    consumers = delivery.consumers or ()
    for index, exclusion in enumerate(delivery.excluded):
        if exclusion.since is None and exclusion.until is None and exclusion.administration in consumers:
            at = consumers.index(exclusion.administration)
            yield Fault(
                At(delivery.id, ("excluded", index, "administration")),
                msg(
                    "“{administration}” both uses “{id}” ({consumers}) and stands outside it ({excluded})",
                    administration=exclusion.administration,
                    id=delivery.id,
                    consumers=field(Delivery, "consumers"),
                    excluded=field(Delivery, "excluded"),
                ),
                msg(
                    "keep one of the two: it decides whether “{administration}” pays",
                    administration=exclusion.administration,
                ),
                (Related(At(delivery.id, ("consumers", at)), msg("it is named as a consumer here")),),
            )


def _since_before_go_live(city: City, capability: Capability) -> Iterator[Fault]:
    for index, provision in enumerate(capability.provided_by):
        provider = city.initiatives.get(provision.by) if provision.since is not None else None
        if provider is None or provision.since is None or provider.stages.current in {"rejected", "withdrawn"}:
            continue
        there = earliest_go_live(city, provider)
        if first_period_from(provision.since, there.per_year) < there:
            yield Fault(
                At(capability.id, ("provided_by", index, "since")),
                msg(
                    "“{id}” says that “{provider}” provides it from {since}, "
                    "but that goes live in {there} at the earliest",
                    id=capability.id,
                    provider=provider.id,
                    since=provision.since.isoformat(),
                    there=str(there),
                ),
                msg("leave the day out: an initiative provides it from its own go-live"),
                (Related(At(provider.id, ("stages",), key=True), msg("the initiative's stages are here")),),
            )


def _delivery_goes_first(city: City, system: System) -> Iterator[Fault]:
    delivery = city.deliveries.get(system.in_delivery) if system.in_delivery is not None else None
    if delivery is None or delivery.retires_on is None:
        return
    stays = system.lifecycle.retires_on if system.lifecycle is not None else None
    if stays is None or stays > delivery.retires_on:
        yield Fault(
            At(system.id, ("in_delivery",)),
            _left_behind(system, delivery),
            msg(
                "say what carries its cost afterwards: another delivery, a key of its own, or its users; or retire both"
            ),
            (Related(At(delivery.id, ("retires_on",)), msg("the delivery's last day is here")),),
        )


def _left_behind(system: System, delivery: Delivery) -> Message:
    return msg(
        "the cost of “{id}” is carried by “{delivery}” until {day}, and by nobody after that: the system stays",
        id=system.id,
        delivery=delivery.id,
        day=str(delivery.retires_on),
    )


NEEDED_DIFFERENTLY = Rule(
    "REF014",
    "needed-twice-on-different-terms",
    "error",
    "D4",
    msg("Of two terms for the same need, nothing tells which one the plan must keep."),
    msg("Keep one of them."),
    bad=(
        "data/initiatives/init-a.yaml:\n  needs:\n    capabilities:\n"
        "      - {capability: formaga-finns, by: start}\n      - {capability: formaga-finns, by: go_live}\n"
    ),
    good="data/initiatives/init-a.yaml:\n  needs: {capabilities: [{capability: formaga-finns, by: start}]}\n",
    over=(Initiative,),
    find=_needed_differently,
)


NAMED_TWICE = Rule(
    "REF015",
    "named-twice",
    "warning",
    "D4",
    msg("An id that stands twice in a list was often meant to be another one, which is now missing."),
    msg("Take one away, or write the id that was meant."),
    bad="data/initiatives/init-a.yaml: {goals: [mal-1, mal-1]}\n",
    good="data/initiatives/init-a.yaml: {goals: [mal-1]}\n",
    over=(Record,),
    find=_named_twice,
)


IN_AND_OUT = Rule(
    "REF018",
    "consumer-also-excluded",
    "error",
    "D21",
    msg("Whether it pays depends on which of the two lines one reads first."),
    msg("Keep one of the two."),
    bad=(
        "data/deliveries/leverans-a.yaml:\n  consumers: [hvo, it]\n"
        "  excluded: [{administration: hvo, reason: Egen lösning}]\n"
    ),
    good="data/deliveries/leverans-a.yaml:\n  consumers: [hvo, it]\n",
    over=(Delivery,),
    find=_in_and_out,
)


SINCE_BEFORE_GO_LIVE = Rule(
    "REF019",
    "provided-before-go-live",
    "warning",
    "D4",
    msg("Two records that date the same capability differently make one reader wait and another go ahead."),
    msg("Leave the day out: the initiative's go-live tells it."),
    bad="data/capabilities/formaga-finns.yaml: {provided_by: [{by: init-b, since: 2026-01-01}]}\n",
    good="data/capabilities/formaga-finns.yaml: {provided_by: [{by: init-b}]}\n",
    over=(Capability,),
    find=_since_before_go_live,
)


DELIVERY_GOES_FIRST = Rule(
    "REF020",
    "carried-by-delivery-that-retires",
    "error",
    "D21",
    msg("A cost whose carrier is gone is still there, and lands on whoever notices last."),
    msg("Say what carries the system's cost afterwards."),
    bad=(
        "data/systems/sys-diarium.yaml: {in_delivery: leverans-b}\n"
        "data/deliveries/leverans-b.yaml: |\n  id: leverans-b\n  name: Diarium\n  illustrative: true\n"
        "  content: Diariet\n  provider: It\n  unit: användare\n  volumes: {2027: 10, 2028: 10}\n"
        "  incident_leader: Driftledare\n"
        "  cost_parts: [{name: Drift, category: staff, behaviour: fixed, per_year: {2027: 100 tkr}}]\n"
        "  key: nyckel-a\n  retires_on: 2027-12-31\n"
        "  agreed: [{body: beredande-niva, on: 2026-09-01}, {body: ekonomichefsgrupp, on: 2026-09-08}]\n"
    ),
    good=("data/systems/sys-diarium.yaml: {in_delivery: leverans-a}\n"),
    over=(System,),
    find=_delivery_goes_first,
)


STATED_RULES: tuple[Rule, ...] = (
    NEEDED_DIFFERENTLY,
    NAMED_TWICE,
    IN_AND_OUT,
    SINCE_BEFORE_GO_LIVE,
    DELIVERY_GOES_FIRST,
)
