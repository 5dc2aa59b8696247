"""A plan from its record: checked anew against the city's records, without the solver."""

from __future__ import annotations

from fractions import Fraction

from itgov.agenda.build import Preparation, build
from itgov.agenda.digest import digest
from itgov.agenda.plan import Plan
from itgov.agenda.problem import Choice, mode_of
from itgov.agenda.proposal import cost_of, plan_of
from itgov.agenda.ranking import rank
from itgov.agenda.result import Result
from itgov.agenda.verify import verify
from itgov.message import Message, msg
from itgov.model.agenda import AgendaRecord
from itgov.model.city import City


class NotOfTheseRecords(ValueError):
    """An agenda that does not rest on the city's records as they are; `message` says in what."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def restore(city: City, record: AgendaRecord) -> Plan:
    """The plan that a record holds; its net benefit, loads and reasons are computed from the records anew.

    Raises NotOfTheseRecords where the records have changed since, or where what it holds
    breaks a constraint.
    """
    preparation = build(city)
    if record.city != city.settings.city:
        raise NotOfTheseRecords(msg("the agenda is of the city “{city}”", city=record.city))
    if record.digest != digest(preparation.problem):
        raise NotOfTheseRecords(msg("the records have changed since the agenda was built"))
    choice = _choice(preparation, record)
    broken = verify(preparation.problem, choice)
    if broken:
        raise NotOfTheseRecords(broken[0].message)
    value = sum(mode_of(preparation.problem.task_by_id[one], way).value[start] for one, (way, start) in choice.items())
    gap = None if record.bound is None or not value else Fraction(record.bound - int(value), abs(int(value)))
    result = Result(record.status, choice, value, record.bound, gap, record.solver, record.nodes)
    return plan_of(city, preparation, result, rank(preparation.problem, cost_of(preparation)), record.settings.gap)


def _choice(preparation: Preparation, record: AgendaRecord) -> Choice:
    horizon = preparation.timeline.horizon
    known = {(task.id, mode.id, start) for task in preparation.problem.tasks for mode, start in task.placements()}
    choice = {}
    for line in record.chosen:
        start = horizon.index(line.start)
        if (line.id, line.way, start) not in known:
            raise NotOfTheseRecords(
                msg("“{id}” cannot be done as “{way}” from {start}", id=line.id, way=line.way, start=str(line.start))
            )
        choice[line.id] = (line.way, start)
    return choice
