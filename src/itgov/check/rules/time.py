"""Time: periods that fit the city's own, and a start and an end that agree with the stages on record."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.finding import SETTINGS, At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.describe import field, field_at
from itgov.model.initiative import Initiative, Stages
from itgov.model.planning import length_of
from itgov.model.record import Record
from itgov.model.settings import Settings
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


def _start_contradicted(city: City, initiative: Initiative) -> Iterator[Fault]:
    begun, day = initiative.started_in, initiative.stages.under_way
    if begun is None or day is None or begun.first_day <= day <= begun.last_day:
        return
    yield Fault(
        At(initiative.id, ("started_in",)),
        msg(
            "“{id}” began in {period} by {started_in}, but on {day} by {under_way}",
            id=initiative.id,
            period=str(begun),
            started_in=field(Initiative, "started_in"),
            day=day.isoformat(),
            under_way=field(Stages, "under_way"),
        ),
        msg("mend the one that is wrong: hours and money are counted from the period, lead times from the day"),
        (Related(At(initiative.id, ("stages", "under_way")), msg("the stage is here")),),
    )


def _in_operation_early(city: City, initiative: Initiative) -> Iterator[Fault]:
    begun, day = initiative.started_in, initiative.stages.in_operation
    if begun is None or day is None:
        return
    last = begun.plus(length_of(initiative.phases) - 1)
    if begun.first_day <= day < last.first_day:
        yield Fault(
            At(initiative.id, ("stages", "in_operation")),
            msg(
                "“{id}” went into operation on {day}, but its phases of {count} periods from {begun} end with {last}",
                id=initiative.id,
                day=day.isoformat(),
                count=length_of(initiative.phases),
                begun=str(begun),
                last=str(last),
            ),
            msg("mend the day, or write the phases as they were carried out: the next estimate learns from them"),
            (Related(At(initiative.id, ("phases",), key=True), msg("the phases are here")),),
        )


def _evaluated_too_briefly(city: City, settings: Settings) -> Iterator[Fault]:
    if settings.evaluation_years <= settings.horizon.years:
        yield Fault(
            At(SETTINGS, ("evaluation_years",)),
            msg(
                "benefits are counted for {years} years, and the plan alone takes {plan}: what goes into operation "
                "at its end gets no year of benefit",
                years=settings.evaluation_years,
                plan=settings.horizon.years,
            ),
            msg("count over at least {least} years; a system lives about six", least=settings.horizon.years + 1),
            (Related(At(SETTINGS, ("horizon",), key=True), msg("the city's horizon is here")),),
        )


PERIOD_OF_OTHER_LENGTH = Rule(
    "TIM001",
    "period-of-other-length",
    "error",
    "D7",
    msg("Months and quarters cannot be compared or added up without saying what becomes of the rest."),
    msg("Write periods of the length that itgov.yaml sets."),
    bad="data/initiatives/init-a.yaml: {window: {latest_end: 2028-03}}\n",
    good="data/initiatives/init-a.yaml: {window: {latest_end: 2028-Q1}}\n",
    over=(Record,),
    find=_other_length,
)

START_CONTRADICTED = Rule(
    "TIM003",
    "start-contradicted",
    "warning",
    "D45",
    msg("With two starts the plan takes hours from one period and the follow-up counts from another."),
    msg("Let the period hold the day on which work began."),
    bad="data/initiatives/init-a.yaml: {stages: {under_way: 2026-06-01}, started_in: 2026-Q3}\n",
    good="data/initiatives/init-a.yaml: {stages: {under_way: 2026-06-01}, started_in: 2026-Q2}\n",
    over=(Initiative,),
    find=_start_contradicted,
    after=("TIM001",),
)
IN_OPERATION_BEFORE_END = Rule(
    "TIM011",
    "in-operation-before-phases-end",
    "warning",
    "D29",
    msg("Phases that were never carried out keep hours and money that others could use."),
    msg("Write the phases as they were."),
    bad=(
        "data/initiatives/init-a.yaml:\n  started_in: 2026-Q2\n"
        "  handover: {object: objekt-dokument, agreed_on: 2026-06-20}\n"
        "  stages: {under_way: 2026-06-01, in_operation: 2026-06-30}\n"
    ),
    good=(
        "data/initiatives/init-a.yaml:\n  started_in: 2026-Q2\n"
        "  handover: {object: objekt-dokument, agreed_on: 2026-06-20}\n"
        "  stages: {under_way: 2026-06-01, in_operation: 2026-07-01}\n"
    ),
    over=(Initiative,),
    find=_in_operation_early,
    after=("TIM001", "TIM003"),
)
EVALUATED_TOO_BRIEFLY = Rule(
    "TIM012",
    "evaluated-too-briefly",
    "warning",
    "D5",
    msg("What is dear now and useful for years looks like a loss when the counting stops as its use begins."),
    msg("Let the evaluation reach beyond the plan."),
    bad="itgov.yaml: {evaluation_years: 2}\n",
    good="itgov.yaml: {evaluation_years: 3}\n",
    over=(Settings,),
    find=_evaluated_too_briefly,
)

TIME_RULES: tuple[Rule, ...] = (
    PERIOD_OF_OTHER_LENGTH,
    START_CONTRADICTED,
    IN_OPERATION_BEFORE_END,
    EVALUATED_TOO_BRIEFLY,
)
