"""Systems: what must be on record about those that many, or much, depend on (D15, D17, D18, D46)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Parameter, Rule
from itgov.finding import At, Fault, Related
from itgov.message import Message, msg, msg_n
from itgov.model.city import City
from itgov.model.contract import Contract
from itgov.model.delivery import Delivery
from itgov.model.describe import choice, field
from itgov.model.system import InformationClass, System
from itgov.model.systemobject import Support, SystemObject

SHARED_BY = Parameter("SYS004", "administrations", 3, msg("from how many administrations on a system is shared"))
_CRITICAL = frozenset({"high", "vital"})


def _no_system(city: City, target: SystemObject) -> Iterator[Fault]:
    if not city.pointing(target.id, System, "object"):
        yield Fault(
            At(target.id),
            msg("no system belongs to the object “{id}”", id=target.id),
            msg("name it under {field} of its systems; or remove it, and give its hours to another", field=_object()),
        )


def _object() -> str:
    return field(System, "object")


def _no_leader(city: City, thing: System | Delivery) -> Iterator[Fault]:
    if thing.incident_leader is not None:
        return
    if isinstance(thing, System):
        if thing.criticality is None or thing.criticality not in _CRITICAL:
            return
        at = At(thing.id, ("criticality",))
        problem = msg(
            "“{id}” is of criticality {criticality}, but nobody leads when it stops: {field} is missing",
            id=thing.id,
            criticality=choice(thing.criticality),
            field=field(System, "incident_leader"),
        )
    else:
        at = At(thing.id)
        problem = msg(
            "nobody leads across units when the delivery “{id}” stops: {field} is missing",
            id=thing.id,
            field=field(Delivery, "incident_leader"),
        )
    yield Fault(at, problem, msg("agree on one role that leads in a major incident, and write it there"))


def _matters(city: City, system: System) -> Message | None:
    """Why a system must be described in full; None where eight fields do."""
    if system.criticality is not None and system.criticality in _CRITICAL:
        return msg("it is of criticality {criticality}", criticality=choice(system.criticality))
    if system.disposition == "eliminate":
        return None
    if len(system.used_by) >= SHARED_BY.of(city):
        return msg_n("{n} administration uses it", "{n} administrations use it", len(system.used_by))
    return msg("it is paid in solidarity") if system.key is not None else None


def _no_information_class(city: City, system: System) -> Iterator[Fault]:
    if system.information_class is None and (why := _matters(city, system)) is not None:
        yield Fault(
            At(system.id),
            msg(
                "the information in “{id}” is not classed, though {why}: {field} is missing",
                id=system.id,
                why=why,
                field=field(System, "information_class"),
            ),
            msg(
                "class it with the object “{object}”: {confidentiality}, {integrity} and {availability}, 0 to 3",
                object=system.object,
                confidentiality=field(InformationClass, "confidentiality"),
                integrity=field(InformationClass, "integrity"),
                availability=field(InformationClass, "availability"),
            ),
        )


def _no_supplier(city: City, system: System) -> Iterator[Fault]:
    if system.criticality is None or system.criticality not in _CRITICAL:
        return
    if system.supplier is not None or system.disposition == "eliminate":
        return
    if not city.pointing(system.id, Contract, "covers"):
        yield Fault(
            At(system.id, ("criticality",)),
            msg(
                "“{id}” is of criticality {criticality}, but no contract covers it and no supplier is named",
                id=system.id,
                criticality=choice(system.criticality),
            ),
            msg(
                "put the contract under data/contracts/; where there is none, name who answers for it under {field}",
                field=field(System, "supplier"),
            ),
        )


def _one_side(city: City, target: SystemObject) -> Iterator[Fault]:
    if target.support.users == target.support.incidents:
        side = msg("the business side") if target.support.users == "business" else msg("the system side")
        other = "incidents" if target.support.users == "business" else "users"
        yield Fault(
            At(target.id, ("support", other)),
            msg("in “{id}”, {side} takes both users' questions and incidents", id=target.id, side=side),
            msg(
                "users' questions belong to the business side ({users}: business), "
                "incidents toward the supplier to the system side ({incidents}: system)",
                users=field(Support, "users"),
                incidents=field(Support, "incidents"),
            ),
            (Related(At(target.id, ("support",), key=True), msg("the support is split here")),),
        )


OBJECT_WITHOUT_SYSTEM = Rule(
    "SYS001",
    "object-without-system",
    "info",
    "D15",
    msg("An object without systems has roles and hours for nothing, or its systems are still on somebody's list."),
    msg("Name the object in its systems, or remove it."),
    bad=(
        "data/objects/objekt-tomt.yaml: |\n  id: objekt-tomt\n  name: Tomt\n  administration: it\n"
        "  business_side: {owner: Kanslichef, manager: Ledare verksamhet, specialist: Registrator}\n"
        "  system_side: {owner: It-chef, manager: Ledare it, specialist: Systemansvarig, hours_per_year: 100}\n"
        "  support: {users: business, incidents: system}\n  change_money: andringsmedel\n"
    ),
    good="data/systems/sys-diarium.yaml: {object: objekt-dokument}\n",
    over=(SystemObject,),
    find=_no_system,
    misses=("system",),
)
NO_INCIDENT_LEADER = Rule(
    "SYS002",
    "no-incident-leader",
    "warning",
    "D46",
    msg("In a major incident the first hour goes to finding out who leads."),
    msg("Write one role that leads across units."),
    bad="data/systems/sys-diarium.yaml: {incident_leader: }\n",
    good="data/systems/sys-diarium.yaml: {incident_leader: , criticality: low}\n",
    over=(System, Delivery),
    find=_no_leader,
)
CRITICAL_WITHOUT_SUPPLIER = Rule(
    "SYS003",
    "critical-without-supplier",
    "warning",
    "D17",
    msg("When a critical system stops, somebody must know whom to call and what they have promised."),
    msg("Put its contract on record, or name who answers for it."),
    bad=(
        "data/contracts/avtal-diarium.yaml: {covers: [{system: sys-annat, functions: [diarieforing]}]}\n"
        "data/systems/sys-annat.yaml: |\n  id: sys-annat\n  name: Annat\n  object: objekt-dokument\n"
        "  functions: [diarieforing]\n  used_by: [it]\n"
    ),
    good="data/systems/sys-diarium.yaml: {supplier: Nordisk Ärendehantering AB}\n",
    over=(System,),
    find=_no_supplier,
    misses=("contract",),
)
NOT_CLASSED = Rule(
    "SYS004",
    "information-not-classed",
    "warning",
    "D15",
    msg("What is not classed is protected by habit: too little for some of it, too dearly for the rest."),
    msg("Class confidentiality, integrity and availability."),
    bad="data/systems/sys-diarium.yaml: {information_class: }\n",
    good="data/systems/sys-diarium.yaml: {information_class: , criticality: medium}\n",
    over=(System,),
    find=_no_information_class,
    parameters=(SHARED_BY,),
)
SUPPORT_ON_ONE_SIDE = Rule(
    "SYS005",
    "support-on-one-side",
    "warning",
    "D18",
    msg("Whoever takes both has no time for one: users wait while the supplier is called, or the other way round."),
    msg("Let the business side help users, and the system side take incidents to the supplier."),
    bad="data/objects/objekt-dokument.yaml: {support: {users: system, incidents: system}}\n",
    good="data/objects/objekt-dokument.yaml: {support: {users: business, incidents: system}}\n",
    over=(SystemObject,),
    find=_one_side,
)

SYSTEM_RULES: tuple[Rule, ...] = (
    OBJECT_WITHOUT_SYSTEM,
    NO_INCIDENT_LEADER,
    CRITICAL_WITHOUT_SUPPLIER,
    NOT_CLASSED,
    SUPPORT_ON_ONE_SIDE,
)
