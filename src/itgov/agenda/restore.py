"""A plan from its record: checked anew against the city's records, without the solver."""

from __future__ import annotations

from dataclasses import replace

from itgov.agenda.audit import audit
from itgov.agenda.build import Preparation, build
from itgov.agenda.changes import WrongChange
from itgov.agenda.digest import digest
from itgov.agenda.explain import missing
from itgov.agenda.plan import Plan
from itgov.agenda.problem import Choice, Placement, value_of
from itgov.agenda.proposal import UnsoundPlanError, cost_of, plan_of
from itgov.agenda.ranking import rankings
from itgov.agenda.result import Result, gap_between, proof_of
from itgov.agenda.scenario import Asked, asked_city
from itgov.agenda.verify import verify
from itgov.message import Message, msg
from itgov.model.agenda import AgendaRecord
from itgov.model.city import City
from itgov.model.money import format_amount
from itgov.model.period import Horizon


class NotOfTheseRecords(ValueError):
    """An agenda that does not rest on the city's records as they are; `message` says in what."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def restore(city: City, record: AgendaRecord) -> Plan:
    """The plan that a record holds; its net benefit, loads and reasons are computed from the records anew.

    So are the gap and the status, from the net benefit and the record's bound. The bound itself and the
    solver are what the record claims, which the plan says (`bound_from_record`). Raises NotOfTheseRecords
    where the records have changed since, or where what it holds breaks a constraint or its own bound;
    UnsoundPlanError where the audit from the records finds what those checks did not.
    """
    if record.city != city.settings.city:
        raise NotOfTheseRecords(msg("the agenda is of the city “{city}”", city=record.city))
    try:
        city, demand = asked_city(as_proposed(city, record.digest), asked_of(record))
    except WrongChange as error:
        raise NotOfTheseRecords(error.message) from error
    preparation = build(city, demand)
    if record.digest != digest(preparation.problem):
        raise NotOfTheseRecords(msg("the records have changed since the agenda was built"))
    choice = _choice(preparation, record)
    broken = verify(preparation.problem, choice)
    if broken:
        raise NotOfTheseRecords(missing(preparation, broken[0]))
    beside = rankings(preparation.problem, cost_of(preparation))
    plan = plan_of(city, preparation, _result(preparation, record, choice), beside, record.settings.gap)
    found = audit(city, plan)
    if found:
        raise UnsoundPlanError("; ".join(str(message) for message in found))
    return replace(plan, bound_from_record=True, scenario=record.scenario)


def as_proposed(city: City, digest: str) -> City:
    """The city without the agenda that the proposal with this digest has become: its promises came after it.

    A proposal is weighed against the promises that held when it was made, not against its own.
    """
    others = {one: agenda for one, agenda in city.agendas.items() if agenda.digest != digest}
    if len(others) == len(city.agendas):
        return city
    return replace(city, by_kind={**city.by_kind, "agenda": others}, known_index=None)


def asked_of(record: AgendaRecord) -> Asked:
    """What the record's agenda was asked for."""
    first, last = record.horizon.first, record.horizon.last
    return Asked(record.scenario, Horizon(first, first.until(last) + 1))


def _result(preparation: Preparation, record: AgendaRecord, choice: Choice) -> Result:
    value = value_of(preparation.problem, choice)
    if record.bound is not None and record.bound < value:
        raise NotOfTheseRecords(
            msg(
                "it says that no plan can exceed {bound}, but its own gives {value}",
                bound=format_amount(record.bound),
                value=format_amount(int(value)),
            )
        )
    status, gap = proof_of(value, record.bound, record.settings.gap), gap_between(value, record.bound)
    return Result(status, choice, value, record.bound, gap, record.solver, record.nodes)


def _choice(preparation: Preparation, record: AgendaRecord) -> Choice:
    horizon = preparation.timeline.horizon
    known = {(task.id, mode.id, start) for task in preparation.problem.tasks for mode, start in task.placements()}
    choice: dict[str, Placement] = {}
    for line in record.chosen:
        if line.id in choice:
            raise NotOfTheseRecords(msg("“{id}” is chosen twice", id=line.id))
        start = horizon.index(line.start)
        if (line.id, line.way, start) not in known:
            raise NotOfTheseRecords(
                msg("“{id}” cannot be done as “{way}” from {start}", id=line.id, way=line.way, start=str(line.start))
            )
        choice[line.id] = (line.way, start)
    return choice
