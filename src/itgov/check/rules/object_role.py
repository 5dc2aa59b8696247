"""Roles on the two sides of a system-management object: filled, and kept apart (D15)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.describe import field
from itgov.model.systemobject import ObjectSide, SystemObject

_SIDES = ("business_side", "system_side")
_LEADING = ("owner", "manager")
_ROLES = ("owner", "manager", "specialist")


def _missing(record: SystemObject, roles: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """The sides that lack some of the roles, with which."""
    for side in _SIDES:
        part: ObjectSide = getattr(record, side)
        empty = [role for role in roles if getattr(part, role) is None]
        if empty:
            yield side, empty


def _unled(city: City, record: SystemObject) -> Iterator[Fault]:
    yield from _faults(record, _LEADING)


def _no_specialist(city: City, record: SystemObject) -> Iterator[Fault]:
    yield from _faults(record, ("specialist",))


def _faults(record: SystemObject, roles: tuple[str, ...]) -> Iterator[Fault]:
    for side, empty in _missing(record, roles):
        yield Fault(
            At(record.id, (side,), key=True),
            msg(
                "{side} of “{id}” has no {roles}",
                side=field(SystemObject, side),
                id=record.id,
                roles=", ".join(field(ObjectSide, role) for role in empty),
            ),
            msg("write the role or office that fills it; never a person's name"),
        )


def _filled(side: ObjectSide) -> Iterator[tuple[str, str]]:
    """Each role that is filled, with the office that fills it."""
    for role in _ROLES:
        office: str | None = getattr(side, role)
        if office is not None:
            yield role, office


def _same_on_both(city: City, record: SystemObject) -> Iterator[Fault]:
    system = {office.casefold(): role for role, office in _filled(record.system_side)}
    both = [(role, office) for role, office in _filled(record.business_side) if office.casefold() in system]
    for role, office in both[:1]:
        other = system[office.casefold()]
        yield Fault(
            At(record.id, ("system_side", other)),
            msg(
                "“{role}” is on both sides of “{id}”: {one} for the business, {other} for the system",
                role=office,
                id=record.id,
                one=field(ObjectSide, role),
                other=field(ObjectSide, other),
            ),
            msg("let each side be led by its own; if it is the same office with two hats, write which on each side"),
            (Related(At(record.id, ("business_side", role)), msg("the same role is here")),),
        )


SIDE_UNLED = Rule(
    "GOV029",
    "object-side-unled",
    "error",
    "D15",
    msg(
        "An object that only one side leads is run either without the users' needs or without anyone who can change it."
    ),
    msg("Fill owner and manager on both sides."),
    bad="data/objects/objekt-dokument.yaml:\n  system_side: {manager: }\n",
    good="data/objects/objekt-dokument.yaml:\n  system_side: {manager: Enhetschef it}\n",
    over=(SystemObject,),
    find=_unled,
)
SIDE_WITHOUT_SPECIALIST = Rule(
    "GOV030",
    "object-side-without-specialist",
    "warning",
    "D15",
    msg("Without a specialist on record nobody knows whom to ask, and the manager is asked for everything."),
    msg("Write the specialist's role on each side."),
    bad="data/objects/objekt-dokument.yaml:\n  business_side: {specialist: }\n",
    good="data/objects/objekt-dokument.yaml:\n  business_side: {specialist: Arkivarie}\n",
    over=(SystemObject,),
    find=_no_specialist,
)
SAME_ROLE_ON_BOTH_SIDES = Rule(
    "GOV031",
    "same-role-on-both-sides",
    "warning",
    "D15",
    msg("Who orders from themselves has nobody to say no to; the two sides are there to say it to each other."),
    msg("Let each side be led by its own."),
    bad="data/objects/objekt-dokument.yaml:\n  system_side: {owner: Kanslichef}\n",
    good="data/objects/objekt-dokument.yaml:\n  system_side: {owner: Avdelningschef it}\n",
    over=(SystemObject,),
    find=_same_on_both,
)

OBJECT_ROLE_RULES: tuple[Rule, ...] = (SIDE_UNLED, SIDE_WITHOUT_SPECIALIST, SAME_ROLE_ON_BOTH_SIDES)
