"""Benefits in time: from which value, to which, and never before there is anything to harvest (D29)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from itgov.check.rule import Rule
from itgov.check.rules.benefit import benefits, prepared_benefits
from itgov.finding import At, Fault, Related
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.describe import field
from itgov.model.initiative import TRIALS, Benefit, Initiative, Measure
from itgov.model.planning import Route, earliest_go_live, earliest_start, length_of


def _without_baseline(city: City, initiative: Initiative) -> Iterator[Fault]:
    remedy = msg("measure before the change, and write the value and the day: afterwards it is too late")
    yield from _half_measured(initiative, "baseline", remedy)


def _without_target(city: City, initiative: Initiative) -> Iterator[Fault]:
    remedy = msg("write the value that shall be reached, and the day when it is measured")
    yield from _half_measured(initiative, "target", remedy)


def _half_measured(initiative: Initiative, value: str, remedy: Message) -> Iterator[Fault]:
    """Measures that lack a value or its day, told as one."""
    for route, benefit in prepared_benefits(initiative):
        measure = benefit.measure
        if measure is None:
            continue
        missing = [name for name in (value, f"{value}_on") if getattr(measure, name) is None]
        if missing:
            names = [field(Measure, name) for name in missing]
            yield Fault(
                At(initiative.id, (*route, "measure"), key=True),
                msg(
                    "the measure “{measure}” of “{benefit}” in “{id}” has no {what}",
                    measure=measure.name,
                    benefit=benefit.name,
                    id=initiative.id,
                    what=names[0] if len(names) == 1 else msg("{one} and {other}", one=names[0], other=names[1]),
                ),
                remedy,
            )


def _too_early(city: City, initiative: Initiative) -> Iterator[Fault]:
    if initiative.track in TRIALS:
        return
    for route, benefit in benefits(initiative):
        day = benefit.measure.target_on if benefit.measure else None
        if day is None:
            continue
        live = _live_at_the_earliest(city, initiative, route)
        if day < live:
            yield _before_go_live(initiative, route, benefit, day, live)


def _live_at_the_earliest(city: City, initiative: Initiative, route: Route) -> date:
    """The day it went into operation, or the first on which the way that has the benefit can."""
    if initiative.stages.in_operation is not None:
        return initiative.stages.in_operation
    if route[0] == "alternatives":
        way = initiative.alternatives[int(route[1])]
        return earliest_start(city, initiative).plus(length_of(way.phases)).first_day
    if route[0] == "phases":
        return earliest_start(city, initiative).plus(length_of(initiative.phases[: int(route[1]) + 1])).first_day
    return earliest_go_live(city, initiative).first_day


def _before_go_live(initiative: Initiative, route: Route, benefit: Benefit, day: date, live: date) -> Fault:
    return Fault(
        At(initiative.id, (*route, "measure", "target_on")),
        msg(
            "“{benefit}” in “{id}” shall be reached on {day}, but the initiative is in use from {live} at the earliest",
            benefit=benefit.name,
            id=initiative.id,
            day=day.isoformat(),
            live=live.isoformat(),
        ),
        msg(
            "set {target_on} to a day after go-live, with time to take the benefit home",
            target_on=field(Measure, "target_on"),
        ),
        (Related(At(initiative.id, ("phases",), key=True), msg("the work is this long")),),
    )


def _baseline_too_late(city: City, initiative: Initiative) -> Iterator[Fault]:
    live = initiative.stages.in_operation
    if live is None:
        return
    for route, benefit in benefits(initiative):
        day = benefit.measure.baseline_on if benefit.measure else None
        if day is not None and day > live:
            yield Fault(
                At(initiative.id, (*route, "measure", "baseline_on")),
                msg(
                    "the baseline of “{benefit}” in “{id}” was taken on {day}, after it went into operation on {live}",
                    benefit=benefit.name,
                    id=initiative.id,
                    day=day.isoformat(),
                    live=live.isoformat(),
                ),
                msg(
                    "use a value from before go-live; where there is none, say so in the baseline and leave out the day"
                ),
                (Related(At(initiative.id, ("stages", "in_operation")), msg("it went into operation here")),),
            )


def _ramp_falls(city: City, initiative: Initiative) -> Iterator[Fault]:
    for route, benefit in benefits(initiative):
        ramp = benefit.ramp
        fallen = next((year for year in range(1, len(ramp)) if ramp[year] < ramp[year - 1]), None)
        if fallen is not None:
            yield Fault(
                At(initiative.id, (*route, "ramp", fallen)),
                msg(
                    "{ramp} of “{benefit}” in “{id}” falls in year {year} after go-live, and the last share stays",
                    ramp=field(Benefit, "ramp"),
                    benefit=benefit.name,
                    id=initiative.id,
                    year=fallen + 1,
                ),
                msg("let the shares rise to what is reached; a benefit that fades is worth its lower amount"),
            )


_BENEFIT = (
    "data/initiatives/init-a.yaml:\n  benefits:\n    - name: Kortare restid\n      category: reallocation\n"
    "      valued: true\n      receiver: hvo\n      owner: Områdeschef\n"
    "      per_year: {low: 3 tkr, likely: 6 tkr, high: 8 tkr}\n"
)
_FROM = "baseline: '900', baseline_on: 2026-01-31"
_TO = "target: '600', target_on: 2028-06-30"


def _measured(rest: str) -> str:
    return f"{_BENEFIT}      measure: {{name: Restid, unit: timmar, {rest}}}\n"


_LIVE = (
    "  stages: {under_way: 2026-06-01, in_operation: 2026-10-01}\n  started_in: 2026-Q2\n"
    "  handover: {object: objekt-dokument, agreed_on: 2026-09-01}\n"
)
MEASURE_WITHOUT_BASELINE = Rule(
    "BEN008",
    "measure-without-baseline",
    "warning",
    "D29",
    msg("What was not measured before the change cannot be shown to have changed."),
    msg("Measure now, and write the value and the day."),
    bad=_measured(f"baseline: '900', {_TO}"),
    good=_measured(f"{_FROM}, {_TO}"),
    over=(Initiative,),
    find=_without_baseline,
)
MEASURE_WITHOUT_TARGET = Rule(
    "BEN009",
    "measure-without-target",
    "warning",
    "D29",
    msg("Without a value to reach and a day to measure it, the benefit can neither be met nor missed."),
    msg("Write the value that shall be reached, and the day."),
    bad=_measured(f"{_FROM}, target: '600'"),
    good=_measured(f"{_FROM}, {_TO}"),
    over=(Initiative,),
    find=_without_target,
)
BENEFIT_BEFORE_GO_LIVE = Rule(
    "BEN010",
    "benefit-before-go-live",
    "error",
    "D29",
    msg("A benefit cannot be reached before that is in use which gives it: the follow-up would ask in vain."),
    msg("Set the day of the target after go-live."),
    bad=_measured(f"{_FROM}, target: '600', target_on: 2027-05-31"),
    good=_measured(f"{_FROM}, target: '600', target_on: 2027-07-01"),
    over=(Initiative,),
    find=_too_early,
)
BASELINE_AFTER_GO_LIVE = Rule(
    "BEN011",
    "baseline-after-go-live",
    "warning",
    "D29",
    msg("A value taken when the change is in use already holds a part of its effect."),
    msg("Use a value from before go-live."),
    bad=(_measured(f"baseline: '900', baseline_on: 2026-10-02, {_TO}") + _LIVE),
    good=(_measured(f"baseline: '900', baseline_on: 2026-10-01, {_TO}") + _LIVE),
    over=(Initiative,),
    find=_baseline_too_late,
)
BENEFIT_RAMP_FALLS = Rule(
    "BEN012",
    "benefit-ramp-falls",
    "warning",
    "D5",
    msg("The last share of a ramp stays: one that falls says less than was meant, or was written backwards."),
    msg("Let the shares rise."),
    bad=_measured(f"{_FROM}, {_TO}") + "      ramp: [100 %, 50 %]\n",
    good=_measured(f"{_FROM}, {_TO}") + "      ramp: [50 %, 100 %]\n",
    over=(Initiative,),
    find=_ramp_falls,
)

BENEFIT_TIME_RULES: tuple[Rule, ...] = (
    MEASURE_WITHOUT_BASELINE,
    MEASURE_WITHOUT_TARGET,
    BENEFIT_BEFORE_GO_LIVE,
    BASELINE_AFTER_GO_LIVE,
    BENEFIT_RAMP_FALLS,
)
