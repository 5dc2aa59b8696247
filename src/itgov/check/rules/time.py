"""Time: periods that fit the city's own."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.finding import SETTINGS, At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.describe import field_at
from itgov.model.record import Record
from itgov.model.walk import periods


def _other_length(city: City, record: Record) -> Iterator[Fault]:
    wanted = city.settings.plan.first
    for route, value in periods(record):
        if value.per_year != wanted.per_year:
            yield Fault(
                At(record.id, route),
                msg(
                    "{field} of “{id}” is {period}, but the city plans in periods such as {wanted}",
                    field=field_at(type(record), route),
                    id=record.id,
                    period=str(value),
                    wanted=str(wanted),
                ),
                msg("write the period that holds it"),
                (Related(At(SETTINGS, ("horizon", "first")), msg("the city's horizon begins here")),),
            )


PERIOD_OF_OTHER_LENGTH = Rule(
    "TIM001",
    "period-of-other-length",
    "error",
    "D7",
    msg("Months and quarters cannot be compared or added up without saying what becomes of the rest."),
    msg("Write periods of the length that itgov.yaml sets."),
    bad="data/initiatives/init-a.yaml: {deadline: 2028-03}\n",
    good="data/initiatives/init-a.yaml: {deadline: 2028-Q1}\n",
    over=(Record,),
    find=_other_length,
)

TIME_RULES: tuple[Rule, ...] = (PERIOD_OF_OTHER_LENGTH,)
