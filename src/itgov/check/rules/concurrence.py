"""Concurrence: initiatives that meet in the same object or the same system (D4, D6, D14)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from itgov.check.rule import Parameter, Rule
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.contracting import changers
from itgov.model.describe import field, named
from itgov.model.initiative import Initiative
from itgov.model.period import Period
from itgov.model.planning import earliest_go_live, is_alive, latest_need, length_of, object_of
from itgov.model.system import System
from itgov.model.systemobject import ObjectSide, SystemObject

SHARE = Parameter(
    "COO009", "percent", 30, msg("per cent of the system side's hours that may go to what initiatives change")
)


def _no_hours(city: City, initiative: Initiative) -> Iterator[Fault]:
    if not is_alive(initiative):
        return
    told = set()
    for index, effect in enumerate(initiative.affects):
        if not effect.changes:
            continue
        target = object_of(city, effect.record)
        if target is None or target.system_side.hours_per_year or target.id in told:
            continue
        told.add(target.id)
        yield Fault(
            At(initiative.id, ("affects", index, "record")),
            msg(
                "“{id}” changes “{record}”, but the system side of “{object}” has no hours: {field} is {hours}",
                id=initiative.id,
                record=effect.record,
                object=target.id,
                field=field(ObjectSide, "hours_per_year"),
                hours="0" if target.system_side.hours_per_year == 0 else msg("not set"),
            ),
            msg("agree with the object on who does the work there, and put the side's hours on record"),
            (Related(At(target.id, ("system_side",), key=True), msg("the system side is here")),),
        )


def _overdrawn(city: City, target: SystemObject) -> Iterator[Fault]:
    has = target.system_side.hours_per_year
    if not has:
        return
    wanting = {one.id: (one, hours) for one, hours in _wanting(city, target)}
    room = Fraction(has * SHARE.of(city), 100)
    worst = max(
        ((_wanted_at(city, wanting, period), period) for period in _begins(city, wanting)),
        key=lambda one: (one[0][0], -one[1].ordinal),
        default=None,
    )
    if worst is None or worst[0][0] <= room:
        return
    (wanted, ids), period = worst
    yield Fault(
        At(target.id, ("system_side", "hours_per_year")),
        msg(
            "initiatives that are sure to run in {period} want {wanted} hours a year of the system side of “{id}”, "
            "which has {has}, {share} % of them for changes: {initiatives}",
            period=str(period),
            wanted=-(-wanted.numerator // wanted.denominator),
            id=target.id,
            has=has,
            share=SHARE.of(city),
            initiatives=named(ids),
        ),
        msg("spread them in time, or give the object hours before they are decided"),
        tuple(
            Related(At(one, ("affects",), key=True), msg("this initiative takes hours of the object")) for one in ids
        ),
    )


def _wanting(city: City, target: SystemObject) -> Iterator[tuple[Initiative, int]]:
    """The initiatives prepared, decided or under way that take hours of the object, and how many in all."""
    systems = city.pointing(target.id, System, "object")
    mine = {target.id, *(one.id for one in systems)}
    found = {one.id: one for record_id in sorted(mine) for one in city.pointing(record_id, Initiative, "affects")}
    for _, one in sorted(found.items()):
        if is_alive(one) and one.stages.current in {"prepared", "decided", "under_way"}:
            hours = sum(effect.hours or 0 for effect in one.affects if effect.record in mine)
            if hours:
                yield one, hours


Wanting = dict[str, tuple[Initiative, int]]


def _begins(city: City, wanting: Wanting) -> tuple[Period, ...]:
    """The periods in which one more of them is sure to run: where the sum is largest, one has just begun."""
    return tuple(sorted({latest_need(city, one, "start") for one, _ in wanting.values()}))


def _wanted_at(city: City, wanting: Wanting, period: Period) -> tuple[Fraction, tuple[str, ...]]:
    """Hours a year of those that run in the period whenever they begin, spread evenly over their work; and who."""
    sure = [(one, hours) for one, hours in wanting.values() if _surely_runs(city, one, period)]
    rate = sum((Fraction(hours * period.per_year, length_of(one.phases)) for one, hours in sure), Fraction(0))
    return rate, tuple(one.id for one, _ in sure)


def _surely_runs(city: City, one: Initiative, period: Period) -> bool:
    return latest_need(city, one, "start") <= period < earliest_go_live(city, one)


def _unaware(city: City, initiative: Initiative) -> Iterator[Fault]:
    if not is_alive(initiative):
        return
    told = set()
    for index, effect in enumerate(initiative.affects):
        if not effect.changes or effect.record not in city.systems:
            continue
        for other in changers(city, effect.record):
            if other.id <= initiative.id or other.id in told:
                continue
            if not know_each_other(initiative, other) and _meet(city, initiative, other):
                told.add(other.id)
                yield _both_change(city, initiative, index, effect.record, other)


def _meet(city: City, one: Initiative, other: Initiative) -> bool:
    """Whether both are under way, or run in some same period whenever they begin."""
    if one.stages.current == other.stages.current == "under_way":
        return True
    begun = max(latest_need(city, one, "start"), latest_need(city, other, "start"))
    return begun < min(earliest_go_live(city, one), earliest_go_live(city, other))


def know_each_other(one: Initiative, other: Initiative) -> bool:
    """Whether either names the other."""
    return _names(one, other.id) or _names(other, one.id)


def _names(one: Initiative, other_id: str) -> bool:
    return (
        other_id in one.excludes
        or other_id in one.together_with
        or any(need.initiative == other_id for need in one.needs.initiatives)
    )


def _both_change(city: City, one: Initiative, index: int, system: str, other: Initiative) -> Fault:
    return Fault(
        At(one.id, ("affects", index, "record")),
        msg(
            "“{id}” and “{other}” change “{system}” at the same time, and neither names the other",
            id=one.id,
            other=other.id,
            system=system,
        ),
        msg(
            "agree with the object “{object}” on the order, and name the other under {needs}, {excludes} or {together}",
            object=city.systems[system].object,
            needs=field(Initiative, "needs"),
            excludes=field(Initiative, "excludes"),
            together=field(Initiative, "together_with"),
        ),
        (Related(At(other.id, ("affects",), key=True), msg("the other one's change is here")),),
    )


_PAYS = "data/objects/objekt-dokument.yaml: {change_money: }\n"
_CHANGES = (
    "affects: [{record: sys-diarium, how: Byggs om, changes: true, acknowledged_on: 2026-03-01,"
    " acknowledged_by: Kanslichef"
)
OBJECT_WITHOUT_HOURS = Rule(
    "COO008",
    "object-without-hours",
    "warning",
    "D4",
    msg("An object without hours can say yes, but nobody there will do the work."),
    msg("Put the system side's hours on record, or agree on who does the work."),
    bad=(
        f"data/initiatives/init-a.yaml:\n  {_CHANGES}}}]\n"
        "data/objects/objekt-dokument.yaml: {change_money: , system_side: {hours_per_year: 0}}\n"
    ),
    good=f"{_PAYS}data/initiatives/init-a.yaml:\n  {_CHANGES}}}]\n",
    over=(Initiative,),
    find=_no_hours,
)
OBJECT_OVERDRAWN = Rule(
    "COO009",
    "object-overdrawn",
    "warning",
    "D4",
    msg("Each initiative was told yes by an object that counted on being asked by one only."),
    msg("Spread the initiatives in time, or give the object hours first."),
    bad=f"{_PAYS}data/initiatives/init-a.yaml:\n  window: {{latest_end: 2027-Q2}}\n  {_CHANGES}, hours: 200}}]\n",
    good=f"{_PAYS}data/initiatives/init-a.yaml:\n  window: {{latest_end: 2027-Q2}}\n  {_CHANGES}, hours: 150}}]\n",
    over=(SystemObject,),
    find=_overdrawn,
    parameters=(SHARE,),
)
_BOTH = (
    f"{_PAYS}data/initiatives/init-a.yaml:\n  window: {{latest_end: 2027-Q2}}\n  {_CHANGES}}}]\n"
    "data/initiatives/init-b.yaml:\n  window: {earliest_start: 2027-Q2, latest_end: 2027-Q2}\n"
)
SAME_SYSTEM_UNAWARE = Rule(
    "COO010",
    "same-system-unaware",
    "warning",
    "D4",
    msg("Two projects in one system at the same time stand in each other's way: in tests, releases and people."),
    msg("Agree on the order, and let one name the other."),
    bad=f"{_BOTH}  {_CHANGES}}}]\n",
    good=(f"{_BOTH}  together_with: [init-a]\n  {_CHANGES}}}]\n"),
    over=(Initiative,),
    find=_unaware,
)
CONCURRENCE_RULES: tuple[Rule, ...] = (OBJECT_WITHOUT_HOURS, OBJECT_OVERDRAWN, SAME_SYSTEM_UNAWARE)
