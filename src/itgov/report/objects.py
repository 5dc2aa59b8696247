"""The objects report: who governs which systems, on both sides, and where systems overlap (D15–D20, D46)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from itgov.message import Message
from itgov.model.contract import Contract
from itgov.model.system import System
from itgov.model.systemobject import ObjectSide, SystemObject
from itgov.report.labels import CRITICALITY, DISPOSITION, PROCUREMENT_STAGE, SIDE
from itgov.report.material import Material, Name
from itgov.report.page import Sheet


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of an object; `cost_ore` and `hours` a year."""

    label: Message
    owner: str | None
    manager: str | None
    specialist: str | None
    duties: tuple[str, ...]
    hours: int | None
    cost_ore: int | None


@dataclass(frozen=True, slots=True)
class SystemView:
    """One system; its cost (öre a year), end of support and needs are None or empty where they may not be seen."""

    name: str
    functions: tuple[Name, ...]
    used_by: tuple[Name, ...]
    used_by_all: bool
    criticality: Message | None
    incident_leader: str | None
    cost_ore: int | None
    end_of_support: date | None
    disposition: Message | None
    depends_on: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class ObjectView:
    """One object with its sides, who supports it and its systems."""

    name: str
    administration: Name
    description: str | None
    invented: bool
    sides: tuple[SideView, SideView]
    users_to: Message
    incidents_to: Message
    business_owners: Name | None
    change_money: Name | None
    goals: tuple[Name, ...]
    systems: tuple[SystemView, ...]
    cost_ore: int | None


@dataclass(frozen=True, slots=True)
class Overlap:
    """A function that several systems offer; each with its yearly cost in öre where the readers may see it."""

    function: Name
    systems: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class ContractView:
    """One contract, for those who may see contracts."""

    name: str
    supplier: str
    systems: tuple[Name, ...]
    ends_on: date
    longest: date
    notice_months: int | None
    cost_ore: int | None
    ceiling_ore: int | None
    procurement: Message | None
    ready_by: date | None


@dataclass(frozen=True, slots=True)
class ObjectsView:
    """The whole report; `inside` tells whether the readers see costs and ends of support."""

    inside: bool
    objects: tuple[ObjectView, ...]
    systems: int
    one_user: int
    without_incident_leader: int
    overlaps: tuple[Overlap, ...]
    contracts: tuple[ContractView, ...]


def sheets(material: Material) -> tuple[Sheet, ...]:
    """One page, objects.md."""
    seen = material.seen
    behind = (*seen.objects, *seen.systems, *seen.contracts)
    return (material.sheet("objects.md", "objects.md.j2", objects_view(material), behind),)


def objects_view(material: Material) -> ObjectsView:
    """All objects by id; overlaps by function id; contracts by their end and then id."""
    systems = material.seen.systems.values()
    contracts = sorted(material.seen.contracts.values(), key=lambda contract: (contract.ends_on, contract.id))
    return ObjectsView(
        inside=material.may_see("city"),
        objects=tuple(_object(material, one) for one in material.seen.objects.values()),
        systems=len(material.seen.systems),
        one_user=sum(len(system.used_by) == 1 for system in systems),
        without_incident_leader=sum(
            system.criticality in {"high", "vital"} and system.incident_leader is None for system in systems
        ),
        overlaps=_overlaps(material),
        contracts=tuple(_contract(material, contract) for contract in contracts),
    )


def yearly_cost(system: System) -> int | None:
    """Öre a year over all parts; None where none is on record (or shown)."""
    return sum(part.amount for part in system.yearly_cost) if system.yearly_cost else None


def _object(material: Material, one: SystemObject) -> ObjectView:
    systems = tuple(system for system in material.seen.systems.values() if system.object == one.id)
    known = [cost for system in systems if (cost := yearly_cost(system)) is not None]
    return ObjectView(
        name=one.name,
        administration=material.name(one.administration),
        description=one.description,
        invented=one.illustrative,
        sides=(_side(SIDE["business"], one.business_side), _side(SIDE["system"], one.system_side)),
        users_to=SIDE[one.support.users],
        incidents_to=SIDE[one.support.incidents],
        business_owners=material.name(one.business_owners) if one.business_owners else None,
        change_money=material.name(one.change_money) if one.change_money else None,
        goals=material.names(one.goals),
        systems=tuple(_system(material, system) for system in systems),
        cost_ore=sum(known) if known else None,
    )


def _side(label: Message, side: ObjectSide) -> SideView:
    return SideView(
        label=label,
        owner=side.owner,
        manager=side.manager,
        specialist=side.specialist,
        duties=side.duties,
        hours=side.hours_per_year,
        cost_ore=side.cost_per_year,
    )


def _system(material: Material, system: System) -> SystemView:
    users = set(system.used_by)
    return SystemView(
        name=system.name,
        functions=tuple(_function(material, function) for function in system.functions),
        used_by=tuple(material.short(user) for user in system.used_by),
        used_by_all=len(users) > 1 and users == set(material.seen.administrations),
        criticality=CRITICALITY[system.criticality] if system.criticality else None,
        incident_leader=system.incident_leader,
        cost_ore=yearly_cost(system),
        end_of_support=system.lifecycle.end_of_support if system.lifecycle else None,
        disposition=DISPOSITION[system.disposition] if system.disposition else None,
        depends_on=material.names(system.depends_on),
    )


def _function(material: Material, function_id: str) -> str:
    function = material.seen.functions.get(function_id)
    return function.name if function is not None else function_id


def _overlaps(material: Material) -> tuple[Overlap, ...]:
    offered: dict[str, list[System]] = {}
    for system in material.seen.systems.values():
        for function in sorted(set(system.functions)):
            offered.setdefault(function, []).append(system)
    found = (
        Overlap(_function(material, function), tuple((system.name, yearly_cost(system)) for system in systems))
        for function, systems in sorted(offered.items())
        if len(systems) > 1
    )
    return tuple(found)


def _contract(material: Material, contract: Contract) -> ContractView:
    procurement = contract.procurement
    return ContractView(
        name=contract.name,
        supplier=contract.supplier,
        systems=material.names(dict.fromkeys(coverage.system for coverage in contract.covers)),
        ends_on=contract.ends_on,
        longest=max((contract.ends_on, *(option.until for option in contract.options))),
        notice_months=contract.notice_months,
        cost_ore=contract.cost_per_year,
        ceiling_ore=contract.ceiling,
        procurement=PROCUREMENT_STAGE[procurement.stage] if procurement else None,
        ready_by=procurement.ready_by if procurement else None,
    )
