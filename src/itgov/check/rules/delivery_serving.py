"""Deliveries and systems that serve other deliveries: how much, whom and in which order (D22)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from itgov.allocate.cost import in_force
from itgov.check.rule import Rule
from itgov.check.rules.key import costs_in
from itgov.finding import SETTINGS, At, Fault, Related
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.describe import field
from itgov.model.planning import Route
from itgov.model.serves import Serves
from itgov.model.settings import AllocationSetting, Settings
from itgov.model.system import System

Source = Delivery | System


def _years(city: City, source: Source) -> list[int]:
    return [year for year in city.settings.plan.years if costs_in(source, year)]


def _volume(source: Source, year: int) -> int:
    return source.volumes.get(year, 0) if isinstance(source, Delivery) else 0


def _share(source: Source, one: Serves, year: int) -> Fraction:
    if one.share is not None:
        return one.share
    volume = _volume(source, year)
    return Fraction(one.units.get(year, 0), volume) if volume else Fraction(0)


def _served(source: Source, year: int) -> Fraction:
    """How much of what is used goes to other deliveries."""
    return sum((_share(source, one, year) for one in source.serves), Fraction(0))


def _unused(delivery: Delivery, year: int) -> bool:
    return year in delivery.volumes and delivery.capacity.get(year, 0) > delivery.volumes[year]


def _above_volume(city: City, source: Source) -> Iterator[Fault]:
    for index, one in enumerate(source.serves):
        over = [year for year in _years(city, source) if one.units.get(year, 0) > _volume(source, year)]
        if over:
            yield _too_many_units(source, one, over[0], ("serves", index, "units"))


def _too_many_units(source: Source, one: Serves, year: int, route: Route) -> Fault:
    told: dict[str, str | int] = {"id": source.id, "other": one.delivery, "year": year, "units": one.units[year]}
    if isinstance(source, System):
        problem = msg("“{id}” serves “{other}” with {units} units in {year}, but a system has no volume", **told)
        remedy = msg("write what “{other}” uses of it as {share}", other=one.delivery, share=field(Serves, "share"))
        return Fault(At(source.id, route, key=True), problem, remedy)
    return Fault(
        At(source.id, (*route, str(year)), key=True),
        msg(
            "“{id}” serves “{other}” with {units} units in {year}, and its {volumes} is {volume}",
            volumes=field(Delivery, "volumes"),
            volume=_volume(source, year),
            **told,
        ),
        msg("count what others are served with in the volume, or mend one of the two"),
        (Related(At(source.id, ("volumes",), key=True), msg("its volumes are here")),) if source.volumes else (),
    )


def _more_than_whole(city: City, source: Source) -> Iterator[Fault]:
    over = [year for year in _years(city, source) if _served(source, year) > 1]
    if over:
        yield Fault(
            At(source.id, ("serves",), key=True),
            msg(
                "“{id}” serves other deliveries with more than all of it in {year}: {shares} make {total}",
                id=source.id,
                year=over[0],
                shares=" + ".join(_percent(_share(source, one, over[0])) for one in source.serves),
                total=_percent(_served(source, over[0])),
            ),
            msg("together they may use all of it and no more: what they leave is split between its consumers"),
        )


def _percent(share: Fraction) -> str:
    """Per cent to two decimals, cut off: more than a whole never looks like one by rounding."""
    whole, rest = divmod(int(share * 10_000), 100)
    return f"{whole},{rest:02}".rstrip("0").rstrip(",") + " %"


def _not_given(city: City, source: Source) -> Iterator[Fault]:
    for index, one in enumerate(source.serves):
        served = city.deliveries.get(one.delivery)
        if served is None:
            continue
        years = [
            year for year in _years(city, source) if (one.share or one.units.get(year)) and not in_force(served, year)
        ]
        if years:
            day: Route = ("starts_on",) if served.starts_on and years[0] < served.starts_on.year else ("retires_on",)
            yield Fault(
                At(source.id, ("serves", index, "delivery")),
                msg(
                    "“{id}” serves “{other}”, which is not given in {years}",
                    id=source.id,
                    other=one.delivery,
                    years=", ".join(map(str, years)),
                ),
                msg(
                    "write what it is served with per year as {units}, none where it is not given, or mend its days",
                    units=field(Serves, "units"),
                ),
                (Related(At(served.id, day), msg("its day is here")),),
            )


def _ends_at_nobody(city: City, delivery: Delivery) -> Iterator[Fault]:
    for year in _years(city, delivery):
        problem = _closed(city, delivery, year) or _by_method(city, delivery, year)
        if problem is not None:
            yield Fault(
                At(delivery.id, ("serves",), key=True),
                problem,
                msg("let one of them have consumers too: serve others with less than all of it"),
            )
            return


def _wholly_served(city: City, delivery_id: str, year: int) -> Delivery | None:
    """The delivery, where others use all of it in the year."""
    found = city.deliveries.get(delivery_id)
    return found if found is not None and _served(found, year) == 1 and not _unused(found, year) else None


def _targets(delivery: Delivery, year: int) -> list[str]:
    return sorted({one.delivery for one in delivery.serves if _share(delivery, one, year)})


def _reached(city: City, delivery: Delivery, year: int) -> set[str] | None:
    """All that its cost passes, where it never leaves deliveries that serve others only; None where it does."""
    seen: set[str] = set()
    waiting = [delivery.id]
    while waiting:
        found = _wholly_served(city, waiting.pop(), year)
        if found is None:
            return None
        more = [name for name in _targets(found, year) if name not in seen]
        seen.update(more)
        waiting += more
    return seen


def _closed(city: City, delivery: Delivery, year: int) -> Message | None:
    """Told once, at the smallest id of a circle; whoever only leads into it is told there."""
    reached = _reached(city, delivery, year)
    if reached is None or delivery.id not in reached:
        return None
    circle = [name for name in sorted(reached) if delivery.id in (_reached(city, city.deliveries[name], year) or ())]
    if delivery.id != circle[0]:
        return None
    return msg("in {year} these serve only each other, so that nobody pays: {ids}", year=year, ids=", ".join(circle))


def _by_method(city: City, delivery: Delivery, year: int) -> Message | None:
    """Where the city's method leaves out all that it does; a loop is told apart."""
    setting = city.settings.allocation
    if setting.method == "reciprocal" or _wholly_served(city, delivery.id, year) is None:
        return None
    after = setting.order[setting.order.index(delivery.id) + 1 :] if delivery.id in setting.order else ()
    counted = [
        name
        for name in _targets(delivery, year)
        if setting.method == "step_down"
        and name != delivery.id
        and (name in after or (delivery.id in setting.order and name not in setting.order))
    ]
    if counted:
        return None
    return msg(
        "in {year} “{id}” serves only deliveries that the method of the city ({method}) passes nothing on to",
        year=year,
        id=delivery.id,
        method=setting.method,
    )


def _capacity_alone(city: City, delivery: Delivery) -> Iterator[Fault]:
    years = [year for year in _years(city, delivery) if year in delivery.capacity and year not in delivery.volumes]
    if years:
        yield Fault(
            At(delivery.id, ("capacity", str(years[0])), key=True),
            msg(
                "“{id}” has a {capacity} for {years} and no {volumes}: what is unused of it cannot be told",
                id=delivery.id,
                capacity=field(Delivery, "capacity"),
                years=", ".join(map(str, years)),
                volumes=field(Delivery, "volumes"),
            ),
            msg("write the volume of the year, or take its capacity away"),
        )


def _too_small(city: City, delivery: Delivery) -> Iterator[Fault]:
    over = [
        year
        for year in _years(city, delivery)
        if year in delivery.capacity and delivery.volumes.get(year, 0) > delivery.capacity[year]
    ]
    if over:
        yield Fault(
            At(delivery.id, ("capacity", str(over[0]))),
            msg(
                "“{id}” is built for {capacity} in {year}, and its {volumes} is {volume}",
                id=delivery.id,
                capacity=delivery.capacity[over[0]],
                year=over[0],
                volumes=field(Delivery, "volumes"),
                volume=delivery.volumes[over[0]],
            ),
            msg("plan for more capacity and its cost, or mend the volume"),
            (Related(At(delivery.id, ("volumes", str(over[0]))), msg("the volume is here")),),
        )


def _steps(city: City, settings: Settings) -> Iterator[Fault]:
    order = settings.allocation.order
    serving = [one.id for one in city.deliveries.values() if one.serves]
    for index, name in enumerate(order):
        if name in order[:index]:
            yield _step(index, msg("“{id}” stands twice in the {order} of the steps", id=name, order=_ORDER))
        elif name in city.deliveries and name not in serving:
            yield _step(
                index, msg("“{id}” stands in the {order} of the steps, but serves nobody", id=name, order=_ORDER)
            )
    missing = sorted(set(serving) - set(order))
    if settings.allocation.method == "step_down" and missing:
        route: Route = ("allocation", "order") if order else ("allocation", "method")
        yield Fault(
            At(SETTINGS, route, key=bool(order)),
            msg(
                "the {order} of the steps does not say when {missing} are passed on, which serve others",
                order=_ORDER,
                missing=", ".join(missing),
            ),
            msg("name every delivery that serves others once, the first to pass its cost on first"),
        )


def _step(index: int, problem: Message) -> Fault:
    return Fault(
        At(SETTINGS, ("allocation", "order", index)),
        problem,
        msg("name every delivery that serves others once, the first to pass its cost on first"),
    )


_ORDER = field(AllocationSetting, "order")
_A = "data/deliveries/leverans-a.yaml: {{serves: [{{delivery: leverans-b, {}}}]{}}}\n"
_B = """data/deliveries/leverans-b.yaml: |
  id: leverans-b
  name: Servicedesk
  illustrative: true
  content: En väg in.
  provider: It-avdelningen
  unit: kontakt
  cost_parts: [{{name: Personal, category: staff, behaviour: fixed, per_year: {{2027: 90 tkr, 2028: 90 tkr}}}}]
  key: nyckel-a
  incident_leader: Driftledare
  agreed: [{{body: beredande-niva, on: 2026-09-01}}, {{body: ekonomichefsgrupp, on: 2026-09-08}}]
{}"""
_ALONE = _B.format("")
_ENDS = _B.format("  retires_on: 2027-12-31\n").replace(", 2028: 90 tkr", "")
COST_ENDS_AT_NOBODY = Rule(
    "DEL009",
    "cost-ends-at-nobody",
    "error",
    "D22",
    msg("Deliveries that serve only each other pass their cost round and round, and nobody is there to pay it."),
    msg("Let one of them have consumers too."),
    bad=_A.format("share: 100 %", "") + _B.format("  serves: [{delivery: leverans-a, share: 100 %}]\n"),
    good=_A.format("share: 100 %", "") + _B.format("  serves: [{delivery: leverans-a, share: 99 %}]\n"),
    over=(Delivery,),
    find=_ends_at_nobody,
)
SERVED_UNITS_ABOVE_VOLUME = Rule(
    "DEL011",
    "served-units-above-volume",
    "error",
    "D22",
    msg("Units that are not in the volume have no cost that could be passed on with them."),
    msg("Count what others are served with in the volume."),
    bad=_A.format("units: {2027: 401, 2028: 400}", "") + _ALONE,
    good=_A.format("units: {2027: 400, 2028: 400}", "") + _ALONE,
    over=(Delivery, System),
    find=_above_volume,
)
SERVES_MORE_THAN_WHOLE = Rule(
    "DEL010",
    "serves-more-than-whole",
    "error",
    "D22",
    msg("A delivery that others use more than all of passes on more than it costs: the sum is no longer the cost."),
    msg("Let what others use of it make no more than the whole."),
    bad="data/deliveries/leverans-a.yaml: {serves: [{delivery: leverans-b, share: 70 %},"
    " {delivery: leverans-b, share: 40 %}]}\n" + _ALONE,
    good="data/deliveries/leverans-a.yaml: {serves: [{delivery: leverans-b, share: 60 %},"
    " {delivery: leverans-b, share: 40 %}]}\n" + _ALONE,
    over=(Delivery, System),
    find=_more_than_whole,
    after=("DEL011",),
)
SERVES_WHAT_IS_NOT_GIVEN = Rule(
    "DEL012",
    "serves-what-is-not-given",
    "error",
    "D22",
    msg("A cost that is passed to a delivery which is not given that year ends at nobody."),
    msg("Pass it on only in the years when the other is given."),
    bad=_A.format("share: 20 %", "") + _ENDS,
    good=_A.format("units: {2027: 80}", "") + _ENDS,
    over=(Delivery, System),
    find=_not_given,
)
CAPACITY_WITHOUT_VOLUME = Rule(
    "DEL013",
    "capacity-without-volume",
    "error",
    "D22",
    msg("Unused capacity is what the volume leaves of it: without a volume all of it, or none, may be unused."),
    msg("Write the volume of the year."),
    bad="data/deliveries/leverans-a.yaml: {capacity: {2027: 500, 2028: 500}, volumes: }\n",
    good="data/deliveries/leverans-a.yaml: {capacity: {2027: 500, 2028: 500}}\n",
    over=(Delivery,),
    find=_capacity_alone,
)
CAPACITY_BELOW_VOLUME = Rule(
    "DEL014",
    "capacity-below-volume",
    "warning",
    "D22",
    msg("A delivery that is planned for more than it is built for will cost more, or not be given to all."),
    msg("Plan for more capacity, or mend the volume."),
    bad="data/deliveries/leverans-a.yaml: {capacity: {2027: 399, 2028: 400}}\n",
    good="data/deliveries/leverans-a.yaml: {capacity: {2027: 400, 2028: 400}}\n",
    over=(Delivery,),
    find=_too_small,
)
STEPS_OUT_OF_ORDER = Rule(
    "DEL015",
    "steps-out-of-order",
    "error",
    "D22",
    msg("Step by step, the order settles who pays for whom: where it does not name all, once each, there is no split."),
    msg("Name every delivery that serves others once, in the order in which they pass their cost on."),
    bad=_A.format("share: 20 %", "") + _ALONE + "itgov.yaml: {allocation: {method: step_down}}\n",
    good=_A.format("share: 20 %", "") + _ALONE + "itgov.yaml: {allocation: {method: step_down, order: [leverans-a]}}\n",
    over=(Settings,),
    find=_steps,
)

DELIVERY_SERVING_RULES: tuple[Rule, ...] = (
    COST_ENDS_AT_NOBODY,
    SERVED_UNITS_ABOVE_VOLUME,
    SERVES_MORE_THAN_WHOLE,
    SERVES_WHAT_IS_NOT_GIVEN,
    CAPACITY_WITHOUT_VOLUME,
    CAPACITY_BELOW_VOLUME,
    STEPS_OUT_OF_ORDER,
)
