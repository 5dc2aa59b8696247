"""What has happened cannot lie ahead: days of what is done, that are later than today (D8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from itgov.check.rule import Rule
from itgov.finding import At, Fault
from itgov.message import msg
from itgov.model.city import City
from itgov.model.decision import Decision
from itgov.model.delivery import Delivery
from itgov.model.describe import field_at
from itgov.model.initiative import STAGES, Initiative
from itgov.model.key import Key
from itgov.model.planning import Route


def _ahead(city: City, record: Initiative | Decision | Delivery | Key) -> Iterator[Fault]:
    if city.as_of == date.min:
        return
    late = [(day, route) for route, day in _done(record) if day > city.as_of]
    if late:
        day, route = min(late)
        yield Fault(
            At(record.id, route),
            msg(
                "{field} of “{id}” is {day}, but today is {today}: it has not happened yet",
                field=field_at(type(record), route),
                id=record.id,
                day=day.isoformat(),
                today=city.as_of.isoformat(),
            ),
            msg("mend the date, or write it when the day has come; what is planned belongs in windows and deadlines"),
        )


def _done(record: Initiative | Decision | Delivery | Key) -> Iterator[tuple[Route, date]]:
    """The days on which something is said to have been done, with their routes."""
    if isinstance(record, Initiative):
        yield from _done_with(record)
    elif isinstance(record, Decision):
        yield ("on",), record.on
    else:
        for index, agreement in enumerate(record.agreed):
            yield ("agreed", index, "on"), agreement.on


def _done_with(initiative: Initiative) -> Iterator[tuple[Route, date]]:
    for stage in (*STAGES, "rejected", "withdrawn"):
        day: date | None = getattr(initiative.stages, stage)
        if day is not None:
            yield ("stages", stage), day
    anchoring = initiative.anchoring
    if anchoring is not None and anchoring.management is not None:
        yield ("anchoring", "management", "on"), anchoring.management.on
    if anchoring is not None and anchoring.finance_chief is not None:
        yield ("anchoring", "finance_chief", "on"), anchoring.finance_chief.on
    for index, effect in enumerate(initiative.affects):
        if effect.acknowledged_on is not None:
            yield ("affects", index, "acknowledged_on"), effect.acknowledged_on


DATED_IN_THE_FUTURE = Rule(
    "GOV015",
    "dated-in-the-future",
    "warning",
    "D8",
    msg("What is written as done before it is done is taken for done by everyone who reads it."),
    msg("Write the day when it has come."),
    bad="data/initiatives/init-a.yaml:\n  stages: {under_way: 2026-11-03}\n",
    good="data/initiatives/init-a.yaml:\n  stages: {under_way: 2026-11-02}\n",
    over=(Initiative, Decision, Delivery, Key),
    find=_ahead,
)

FUTURE_RULES: tuple[Rule, ...] = (DATED_IN_THE_FUTURE,)
