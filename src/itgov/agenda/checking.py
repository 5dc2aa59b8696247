"""An agenda's record held against the city's records, whoever wrote or changed it: everything that is broken in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from itgov.agenda.audit import audit
from itgov.agenda.build import Preparation, build
from itgov.agenda.changes import WrongChange
from itgov.agenda.demand import uses
from itgov.agenda.digest import digest
from itgov.agenda.plan import Chosen, Plan
from itgov.agenda.problem import Choice, Mode, Task, price_of_bought
from itgov.agenda.proposal import bought_of, loads_of, plan_of
from itgov.agenda.ranking import Ranking, Rankings
from itgov.agenda.restore import as_proposed, asked_of
from itgov.agenda.result import Result
from itgov.agenda.scenario import asked_city
from itgov.agenda.valuation import Parts
from itgov.agenda.verify import verify
from itgov.agenda.what_if import not_up_for_choice
from itgov.message import Message, msg, msg_n
from itgov.model.agenda import AgendaRecord
from itgov.model.city import City
from itgov.model.money import format_amount


def broken_in(city: City, record: AgendaRecord) -> tuple[Message, ...]:
    """All that is broken in an agenda, most basic first; empty where it keeps every demand of the records.

    No solver is asked: what is looked at is whether the agenda may be, and whether its net benefit keeps below
    the bound that it claims. That it is the best is not looked at.
    """
    if record.city != city.settings.city:
        return (msg("the agenda is of the city “{city}”", city=record.city),)
    try:
        city, demand = asked_city(as_proposed(city, record.digest), asked_of(record))
    except WrongChange as error:
        return (error.message,)
    preparation = build(city, demand)
    changed = record.digest != digest(preparation.problem)
    strange = tuple(_strange(city, preparation, record))
    choice = {line.id: (line.way, city.settings.plan.index(line.start)) for line in record.chosen}
    told = () if strange else _told_of(city, preparation, record, choice)
    stale = (msg("the records have changed since the agenda was built: what follows is by the records as they are"),)
    return (*(stale if changed else ()), *strange, *told)


def _strange(city: City, preparation: Preparation, record: AgendaRecord) -> Iterator[Message]:
    """Lines that name nothing that could be chosen: the rest can only be judged without them."""
    for one, times in sorted(Counter(line.id for line in record.chosen).items()):
        if times > 1:
            yield msg("“{id}” is chosen twice", id=one)
    for line in record.chosen:
        initiative = city.initiatives.get(line.id)
        if initiative is None:
            yield msg("“{id}” is no initiative of the records", id=line.id)
        elif line.id not in preparation.standing.competing:
            reason = not_up_for_choice(preparation, line.id)
            yield msg("“{id}” is not up for choice: {reason}", id=line.id, reason=reason)
        elif line.way not in {way.id for way in preparation.ways[line.id]}:
            ways = ", ".join(way.id for way in preparation.ways[line.id])
            yield msg("“{id}” cannot be done as “{way}”: its ways are {ways}", id=line.id, way=line.way, ways=ways)
        elif line.start.per_year != city.settings.plan.first.per_year:
            first = str(city.settings.plan.first)
            yield msg(
                "“{id}” starts in {start}, but the periods of the agenda are such as {first}",
                id=line.id,
                start=str(line.start),
                first=first,
            )
        else:
            length = next(way.length for way in preparation.ways[line.id] if way.id == line.way)
            start = city.settings.plan.index(line.start)
            if not 0 <= start <= city.settings.plan.count - length:
                yield msg_n(
                    "“{id}” takes {n} period from {start}, and the agenda is {first} to {last}",
                    "“{id}” takes {n} periods from {start}, and the agenda is {first} to {last}",
                    id=line.id,
                    n=length,
                    start=str(line.start),
                    first=str(city.settings.plan.first),
                    last=str(city.settings.plan.last),
                )


def plan_as_is(city: City, record: AgendaRecord) -> Plan:
    """The plan that a record holds, by the records as they are, with no bound; `broken_in` must have found nothing."""
    city, demand = asked_city(as_proposed(city, record.digest), asked_of(record))
    choice = {line.id: (line.way, city.settings.plan.index(line.start)) for line in record.chosen}
    return replace(_plan(city, build(city, demand), choice), scenario=record.scenario)


def stale_in(city: City, record: AgendaRecord) -> tuple[Message, ...]:
    """Figures that an agenda's file states and that are not so, as after a change by hand.

    Ends of work, and the net benefit. Nothing reads them: what is adopted or reported is reckoned anew. Empty where
    something is broken (`broken_in`), since the rest cannot be reckoned then.
    """
    if broken_in(city, record):
        return ()
    plan = plan_as_is(city, record)
    ends = {one.id: one.end for one in plan.chosen}
    found = [
        msg(
            "“{id}” ends in {end}, and the file says {stated}", id=line.id, end=str(ends[line.id]), stated=str(line.end)
        )
        for line in record.chosen
        if line.end is not None and line.end != ends[line.id]
    ]
    stated = record.objective.net_benefit if record.objective is not None else None
    if stated is not None and stated != plan.parts.total:
        found.append(
            msg(
                "the net benefit is {value}, and the file says {stated}",
                value=format_amount(plan.parts.total),
                stated=format_amount(stated),
            )
        )
    return tuple(found)


def _told_of(city: City, preparation: Preparation, record: AgendaRecord, choice: Choice) -> tuple[Message, ...]:
    plan = _plan(city, preparation, choice)
    found = audit(city, plan)
    # The problem asks in other words for the same; only what the audit does not see is told from it.
    beside = () if found else tuple(one.message for one in verify(preparation.problem, choice))
    value, bound = plan.parts.total, record.bound
    if found or beside or bound is None or bound >= value:
        return (*found, *beside)
    return (
        msg(
            "it says that no plan can exceed {bound}, but its own gives {value}",
            bound=format_amount(bound),
            value=format_amount(value),
        ),
    )


def _plan(city: City, preparation: Preparation, choice: Choice) -> Plan:
    """The choice as a plan, even where it breaks something: what no table values is worth nothing here."""
    empty = Result("optimal", {}, 0, None, None, "", 0)
    plan = plan_of(city, preparation, empty, Rankings(Ranking({}, 0, (), ()), Ranking({}, 0, (), ())), Fraction(0))
    at = preparation.timeline.period
    chosen = []
    for one, (way_id, start) in sorted(choice.items()):
        length = next(way.length for way in preparation.ways[one] if way.id == way_id)
        parts = preparation.parts.get((one, way_id, start), Parts())
        chosen.append(
            Chosen(one, way_id, at(start), at(start + length - 1), at(start + length), at(start), parts, None)
        )
    told = _with_every_way(city, preparation)
    load = loads_of(city, told, choice)
    left_out = sum(task.without for task in preparation.problem.tasks if task.id not in choice)
    total = Parts(promises=int(left_out), bought_in=-price_of_bought(told.problem, choice))
    for line in chosen:
        total = total.plus(line.parts)
    return replace(
        plan,
        value=total.total,
        parts=total,
        chosen=tuple(chosen),
        not_chosen=tuple(one for one in plan.not_chosen if one.id not in choice),
        load=load,
        bought=bought_of(city, told, choice),
        overdrawn=tuple(one for one in load if one.overdrawn),
    )


def _with_every_way(city: City, preparation: Preparation) -> Preparation:
    """The same, where the problem knows those ways too that can never be chosen: an edited agenda may hold them."""
    problem, known = preparation.problem, preparation.problem.task_by_id
    there = {resource.id for resource in problem.resources}
    tasks = []
    for one in preparation.standing.competing:
        task = known.get(one, Task(one, ()))
        drawn = {way.id: uses(city.initiatives[one], way, city) for way in preparation.ways[one]}
        never = tuple(
            Mode(
                way.id, way.length, {}, {one: drawn[way.id][one] for one in there & drawn[way.id].keys()}, way.delivers
            )
            for way in preparation.ways[one]
            if way.id not in {mode.id for mode in task.modes}
        )
        tasks.append(replace(task, modes=(*task.modes, *never)))
    return replace(preparation, problem=replace(problem, tasks=tuple(tasks)))
