"""Deliveries and systems that serve other deliveries: how much, whom and in which order (D22)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from itgov.allocate.cost import in_force
from itgov.check.rule import Rule
from itgov.check.rules.key import costs_in
from itgov.finding import At, Fault, Related
from itgov.message import Message, count_of, msg
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.describe import field
from itgov.model.planning import Route
from itgov.model.serves import Serves
from itgov.model.system import System

Source = Delivery | System


def planned_years(city: City, source: Source) -> list[int]:
    """The planned years when it costs, in order."""
    return [year for year in city.settings.plan.years if costs_in(source, year)]


def _volume(source: Source, year: int) -> int:
    return source.volumes.get(year, 0) if isinstance(source, Delivery) else 0


def share_served(source: Source, one: Serves, year: int) -> Fraction:
    """What goes to one delivery of what is used in a year: 0 where there is no volume to count units of."""
    if one.share is not None:
        return one.share
    volume = _volume(source, year)
    return Fraction(one.units.get(year, 0), volume) if volume else Fraction(0)


def whole_served(source: Source, year: int) -> Fraction:
    """How much of what is used goes to other deliveries."""
    return sum((share_served(source, one, year) for one in source.serves), Fraction(0))


def _above_volume(city: City, source: Source) -> Iterator[Fault]:
    for index, one in enumerate(source.serves):
        over = [year for year in planned_years(city, source) if one.units.get(year, 0) > _volume(source, year)]
        if over:
            yield _too_many_units(source, one, over[0], ("serves", index, "units"))


def _too_many_units(source: Source, one: Serves, year: int, route: Route) -> Fault:
    told: dict[str, str | int | Message] = {
        "id": source.id,
        "other": one.delivery,
        "year": year,
        "units": count_of(one.units[year]),
    }
    if isinstance(source, System):
        problem = msg("“{id}” serves “{other}” with {units} units in {year}, but a system has no volume", **told)
        remedy = msg("write what “{other}” uses of it as {share}", other=one.delivery, share=field(Serves, "share"))
        return Fault(At(source.id, route, key=True), problem, remedy)
    return Fault(
        At(source.id, (*route, str(year)), key=True),
        msg(
            "“{id}” serves “{other}” with {units} units in {year}, and its {volumes} is {volume}",
            volumes=field(Delivery, "volumes"),
            volume=count_of(_volume(source, year)),
            **told,
        ),
        msg("count what others are served with in the volume, or mend one of the two"),
        (Related(At(source.id, ("volumes",), key=True), msg("its volumes are here")),) if source.volumes else (),
    )


def _more_than_whole(city: City, source: Source) -> Iterator[Fault]:
    over = [year for year in planned_years(city, source) if whole_served(source, year) > 1]
    if over:
        yield Fault(
            At(source.id, ("serves",), key=True),
            msg(
                "“{id}” serves other deliveries with more than all of it in {year}: {shares} make {total}",
                id=source.id,
                year=over[0],
                shares=" + ".join(_percent(share_served(source, one, over[0])) for one in source.serves),
                total=_percent(whole_served(source, over[0])),
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
        given = {year for year in city.settings.plan.years if in_force(served, year)}
        asked = [year for year in planned_years(city, source) if one.share or one.units.get(year)]
        years = [year for year in asked if year not in given]
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


A_SERVES_B = "data/deliveries/leverans-a.yaml: {{serves: [{{delivery: leverans-b, {}}}]{}}}\n"
B_WITH = """data/deliveries/leverans-b.yaml: |
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
B_ALONE = B_WITH.format("")
_ENDS = B_WITH.format("  retires_on: 2027-12-31\n").replace(", 2028: 90 tkr", "")
SERVED_UNITS_ABOVE_VOLUME = Rule(
    "DEL011",
    "served-units-above-volume",
    "error",
    "D22",
    msg("Units that are not in the volume have no cost that could be passed on with them."),
    msg("Count what others are served with in the volume."),
    bad=A_SERVES_B.format("units: {2027: 401, 2028: 400}", "") + B_ALONE,
    good=A_SERVES_B.format("units: {2027: 400, 2028: 400}", "") + B_ALONE,
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
    " {delivery: leverans-b, share: 40 %}]}\n" + B_ALONE,
    good="data/deliveries/leverans-a.yaml: {serves: [{delivery: leverans-b, share: 60 %},"
    " {delivery: leverans-b, share: 40 %}]}\n" + B_ALONE,
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
    bad=A_SERVES_B.format("share: 20 %", "") + _ENDS,
    good=A_SERVES_B.format("units: {2027: 80}", "") + _ENDS,
    over=(Delivery, System),
    find=_not_given,
)
DELIVERY_SERVING_RULES: tuple[Rule, ...] = (
    SERVED_UNITS_ABOVE_VOLUME,
    SERVES_MORE_THAN_WHOLE,
    SERVES_WHAT_IS_NOT_GIVEN,
)
