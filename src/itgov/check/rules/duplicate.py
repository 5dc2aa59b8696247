"""Duplicates: systems that do the same, who uses each, and what they cost a year (D16)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from itgov.check.rule import Parameter, Rule
from itgov.finding import At, Fault, Related
from itgov.message import Message, msg, msg_n
from itgov.model.city import City
from itgov.model.contracting import is_leaving
from itgov.model.index import pointer
from itgov.model.money import KRONA, format_amount
from itgov.model.system import System

KRONOR = Parameter(
    "SYS012", "kronor", 500_000, msg("kronor a year, besides the dearest, from which it is worth a look")
)
TOLD = 6
"""How many systems a message names; the rest are counted in the sum."""
NAMED = 3
"""How many administrations are named as users of a system; more are counted."""


def _same_function(city: City, system: System) -> Iterator[Fault]:
    function_id = system.functions[0]
    function = city.functions.get(function_id)
    if function is None or function.may_repeat:
        return
    ids = city.index.get(pointer(function_id, "system", "functions"), ())
    if len(ids) < 2 or not _counts(city, system.id, function_id):
        return
    if next(one for one in ids if _counts(city, one, function_id)) != system.id:
        # The whole group is told once, at its first.
        return
    group = tuple(city.systems[one] for one in ids if _counts(city, one, function_id))
    if len({one.object for one in group}) < 2:
        return
    costs = sorted((_cost(one) for one in group), reverse=True)
    if sum(costs[1:]) < KRONOR.of(city) * KRONA:
        return
    yield Fault(
        At(system.id, ("functions", 0)),
        msg(
            "{count} systems in different objects are for “{function}”: {systems}; "
            "all but the dearest cost {amount} a year",
            count=len(group),
            function=function.name,
            systems=_listed(group),
            amount=format_amount(sum(costs[1:])),
        ),
        msg(
            "ask their objects whether one will do; where several are meant to have it, "
            "say so in functions.yaml (may_repeat: true)"
        ),
        tuple(Related(At(one.id, ("functions", 0)), msg("this system does the same")) for one in group[1:TOLD]),
    )


def _listed(group: tuple[System, ...]) -> Message:
    """Each system with who uses it and what it costs a year; of more than `TOLD` the first."""
    told = [
        msg("“{id}” ({users}, {amount} a year)", id=one.id, users=_users(one), amount=format_amount(_cost(one)))
        for one in group[:TOLD]
    ]
    listed = reduce(lambda before, one: msg("{before}; {one}", before=before, one=one), told)
    return msg("{before}; …", before=listed) if len(group) > TOLD else listed


def _users(system: System) -> str | Message:
    count = len(system.used_by)
    return msg_n("{n} administration", "{n} administrations", n=count) if count > NAMED else ", ".join(system.used_by)


def _counts(city: City, system_id: str, function: str) -> bool:
    """Whether a system is mainly for the function, stays, and does not build on another such."""
    return _stays(city, system_id, function) and not any(
        _stays(city, needed, function) for needed in city.systems[system_id].depends_on
    )


def _stays(city: City, system_id: str, function: str) -> bool:
    system = city.systems.get(system_id)
    return system is not None and system.functions[0] == function and not is_leaving(system)


def _cost(system: System) -> int:
    return sum(part.amount for part in system.yearly_cost)


_TWICE = (
    "data/systems/sys-diarium.yaml: {illustrative: true, yearly_cost: [{category: licences, amount: 900 tkr}]}\n"
    "data/objects/objekt-vard.yaml: |\n  id: objekt-vard\n  name: Vård\n  administration: hvo\n"
    "  business_side: {owner: Vårdchef, manager: Ledare verksamhet, specialist: Undersköterska}\n"
    "  system_side: {owner: It-chef, manager: Ledare it, specialist: Systemansvarig, hours_per_year: 100}\n"
    "  support: {users: business, incidents: system}\n"
    "data/systems/sys-vard.yaml: |\n  id: sys-vard\n  name: Eget diarium\n  illustrative: true\n  object: objekt-vard\n"
    "  functions: [diarieforing]\n  used_by: [hvo]\n  yearly_cost: [{category: licences, amount: "
)
SAME_FUNCTION = Rule(
    "SYS012",
    "same-function",
    "info",
    "D16",
    msg("Every administration that has its own pays for its own licences, staff, development and coordination."),
    msg("Ask whether one will do, or mark the function as one that may repeat."),
    bad=_TWICE + "500 tkr}]\n",
    good=_TWICE + "499 tkr}]\n",
    over=(System,),
    find=_same_function,
    parameters=(KRONOR,),
)

DUPLICATE_RULES: tuple[Rule, ...] = (SAME_FUNCTION,)
